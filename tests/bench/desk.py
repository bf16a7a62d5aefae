"""A store of one size in a folder of its own, and the words of the programs that work on it: nexor, the sqlite3 shell
as its peer, and the floors."""

import csv
import os
import pathlib
import random
import sqlite3
import subprocess

import book
from tools import copy

PAGE = 50
FARTHEST_PAGE = 10_000
AT_A_TIME = 1_000  # cancellations in one command
PARTIAL = 3        # nexor's exit code where some rows failed
LIVE_SHARE = 10    # one subscription of so many has a live cancellation

# What makes a commit of SQLite's as durable as nexor's.
DURABLE = "PRAGMA journal_mode = DELETE;\nPRAGMA synchronous = EXTRA;\n"

# What nexor sets on its own connections, as far as it bears on writing.
AS_NEXOR = DURABLE + "PRAGMA foreign_keys = ON;\nPRAGMA cache_size = -40000;\n"

# The index of words of each table, and what it is made of.
WORDS = {"accounts": ("account_words", "key || ' ' || name || ' ' || email"),
         "subscriptions": ("subscription_words", "key")}

# What a page of the list shows, and what `show` does.
SERVICES = """SELECT s.*, a.key, a.name, a.time_zone, p.key, p.period, c.id, c.effective_on, c.effective_at, c.reason
  FROM subscriptions AS s JOIN accounts AS a ON a.id = s.account JOIN plans AS p ON p.id = s.plan
  LEFT JOIN cancellations AS c ON c.subscription = s.id AND c.state = 'live'"""

# Random ones that can be cancelled at any time, and stand alone.
CANCELLABLE = """SELECT s.id, s.key FROM subscriptions AS s JOIN plans AS p ON p.id = s.plan
  WHERE p.key IN ('basic', 'pro', 'club') AND s.start_on < '2025-01-01'
    AND NOT EXISTS (SELECT 1 FROM subscriptions AS a WHERE a.base = s.id)
    AND NOT EXISTS (SELECT 1 FROM cancellations AS c WHERE c.subscription = s.id)
  ORDER BY s.id * 2654435761 % 4294967296 LIMIT ?"""


def environment(folder):
    """Files, configuration, session and store are the folder's."""
    folder = pathlib.Path(folder)
    names = {"XDG_RUNTIME_DIR": "run", "XDG_CONFIG_HOME": "config", "XDG_DATA_HOME": "data", "XDG_STATE_HOME": "state"}
    for name in names.values():
        (folder / name).mkdir(mode=0o700)
    kept = {name: os.environ[name] for name in ("PATH", "TMPDIR") if name in os.environ}
    return {**kept, "HOME": str(folder), "LC_ALL": "C.UTF-8", **{key: str(folder / name) for key, name in names.items()}}


class Desk:
    def __init__(self, tools, nexor, folder, size):
        self.tools = tools
        self.binary = nexor
        self.folder = folder
        self.size = size
        (folder / "store").mkdir()
        self.store = str(folder / "store" / "nexor.db")
        book.write(folder, size)
        (folder / "password").write_text("correct horse battery\n")
        (folder / "password").chmod(0o600)
        self.ok("init", "--operator", "ada", "--password-file", folder / "password", "--time-zone", "Europe/Berlin")
        self.ok("login", "ada", "--password-file", folder / "password")
        self.ok("import", "plans", folder / "plans.csv")

    def nexor(self, *words):
        return [str(self.binary), "--store", f"sqlite:{self.store}", *map(str, words)]

    def ok(self, *words):
        return self.tools.output(self.nexor(*words))

    def settle(self):
        """A session writes down every few minutes that it is used: not during what is counted next."""
        self.ok("list", "plans")

    def ask(self, sql, *values):
        connection = sqlite3.connect(f"file:{self.store}?mode=ro", uri=True)
        try:
            return connection.execute(sql, values).fetchall()
        finally:
            connection.close()

    def beside(self, name):
        """The path of another store, in a folder of its own."""
        folder = self.folder / name
        folder.mkdir(exist_ok=True)
        return str(folder / "nexor.db")

    def query(self, sql):
        return ["sqlite3", "-batch", "-readonly", self.store, sql]

    def query_floor(self, sql):
        return [self.tools.path("query_floor"), self.store, sql]

    def cancellable(self, count):
        """(row id, key) of so many subscriptions."""
        found = self.ask(CANCELLABLE, count)
        assert len(found) == count, "the store is too small"
        return found

    def cancel_some(self):
        """Until one of LIVE_SHARE has a live cancellation, as in a book that is worked on."""
        some = [key for _, key in self.cancellable(self.size // LIVE_SHARE)]
        for first in range(0, len(some), AT_A_TIME):
            self.ok("cancel", *some[first:first + AT_A_TIME], "--reason", "too_expensive", "--yes", "--quiet")

    def write_batch(self, path):
        """Every subscription, in random order."""
        keys = [key for (key,) in self.ask("SELECT key FROM subscriptions ORDER BY id")]
        random.Random(f"nexor batch of {len(keys)}").shuffle(keys)
        with open(path, "w", newline="", encoding="utf-8") as file:
            lines = csv.writer(file, lineterminator="\n")
            lines.writerow(["subscription", "reason"])
            lines.writerows((key, "too_expensive") for key in keys)

    def deep_page(self, sort="key"):
        """Page 10,000, or in a list that has fewer than twice as many the one in its middle. By its end, a list is that of
        those that have one: behind them come the others, in another order and with less to be read."""
        rows = self.size // LIVE_SHARE if sort.startswith("effective_on") else self.size
        return max(2, min(FARTHEST_PAGE, rows // PAGE // 2))

    def page(self, sort, cursor=None, rows=PAGE):
        """The command that lists so many rows in an order, from the cursor on."""
        return self.nexor("list", "--sort", sort, "--limit", rows, *(["--cursor", cursor] if cursor else []))

    def deep_cursor(self, sort):
        """Where the deep page begins, as nexor itself says on the way there."""
        return self.cursor_behind(self.page(sort, rows=(self.deep_page(sort) - 1) * PAGE))

    def cursor_behind(self, page):
        words = [*page, "--json"]
        end = b""
        with subprocess.Popen(words, env=self.tools.environment, stdout=subprocess.PIPE) as walk:
            while block := walk.stdout.read(1 << 20):
                end = (end + block)[-500:]
        return end.decode().rpartition('"next":"')[2].partition('"')[0]


class Import:
    """One kind of records into a desk's store: by nexor, by the shell's .import and by the floor, each into a copy of
    what the store was before."""

    def __init__(self, desk, kind):
        self.desk = desk
        self.kind = kind
        self.before = desk.beside("before")
        self.finished = desk.beside("finished")
        self.shell_store = desk.beside("shell")
        self.floor_store = desk.beside("floor")
        copy(desk.store, self.before)

    def nexor(self):
        return self.desk.nexor("import", self.kind, self.desk.folder / f"{self.kind}.csv")

    def shell(self):
        return ["sqlite3", "-batch", self.shell_store, f".read {self.desk.folder / 'import.sql'}"]

    def floor(self):
        return [self.desk.tools.path("import_floor"), self.finished, self.floor_store, self.kind]

    def finish(self):
        """After nexor's first run: its rows are what the others write."""
        copy(self.desk.store, self.finished)
        self.write_rows(self.desk.folder / "rows.csv")
        self.write_script(self.desk.folder / "import.sql", self.desk.folder / "rows.csv")

    def write_rows(self, path):
        with open(path, "wb") as file:
            subprocess.run(["sqlite3", "-batch", "-csv", self.finished, f"SELECT * FROM {self.kind} ORDER BY id"],
                           stdout=file, check=True)

    def write_script(self, path, rows):
        """.import knows no null, and the tables are strict: cells go through a table that takes everything."""
        described = self.desk.ask(f"PRAGMA table_info({self.kind})")
        columns = [(name, is_needed) for _, name, _, is_needed, _, _ in described]
        names = ", ".join(name for name, _ in columns)
        values = ", ".join(name if is_needed or name == "id" else f"nullif({name}, '')" for name, is_needed in columns)
        path.write_text(f"{AS_NEXOR}CREATE TEMP TABLE cells ({names});\n.import --csv --schema temp {rows} cells\n"
                        f"INSERT INTO {self.kind} SELECT {values} FROM temp.cells;\n"
                        f"INSERT INTO {WORDS[self.kind][0]} (rowid, terms)"
                        f" SELECT id, lower({WORDS[self.kind][1]}) FROM temp.cells;\n")

    def prepare(self, name):
        copy(self.before, {"nexor": self.desk.store, "shell": self.shell_store, "floor": self.floor_store}[name])
        if name == "shell":
            self.add_event(self.shell_store)

    def add_event(self, store):
        """The rows name the event of their import, which only nexor and the floor write."""
        connection = sqlite3.connect(store)
        connection.execute("ATTACH ? AS finished", (self.finished,))
        for table in ("operations", "events"):
            connection.execute(f"INSERT OR IGNORE INTO main.{table} SELECT * FROM finished.{table}")
        connection.commit()
        connection.close()

