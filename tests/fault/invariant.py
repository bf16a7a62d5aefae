"""What has to hold after any fault: the statement of invariant.h, for tests that drive the binary as a process.

  - SQLite finds the file whole, and no row names another that isn't there;
  - the audit trail verifies, goes on from the head that was known before the fault, and agrees with the tables;
  - `doctor` finds nothing that is worse than a left-over;
  - every confirmation that was printed is there;
  - nothing is another than before, unless an event tells of it;
  - the next normal command works.
"""

import contextlib
import json
import re
import sqlite3

CONFIRMATION = re.compile(r"\bNX(?:-[0-9A-HJKMNP-TV-Z]{2,4}){2,}\b")

# What stands for nothing that anybody did: counts of log-ins, what a batch was asked for before it begins.
UNTOLD = {"login_failures", "operations", "events", "store", "noticed_events", "sqlite_sequence"}
STAGED = {"batches", "batch_rows"}


def is_untold(column):
    """Times and what is drawn at random: another run of the same has others."""
    return column.endswith(("_at", "_on", "hash", "salt", "key_sha256")) or column in ("at", "series", "request", "output", "imported_in", "operation")


def value_of(column, value):
    return value is not None if is_untold(column) or isinstance(value, bytes) else value


def opened(path):
    """What isn't there isn't made."""
    return contextlib.closing(sqlite3.connect(f"file:{path}?mode=rw", uri=True, timeout=30))


def ask(path, statement, *values):
    with opened(path) as database:
        return database.execute(statement, values).fetchall()


def contents(path):
    """What a store holds, without what another run of the same commands would have otherwise."""
    with opened(path) as database:
        tables = [name for (name,) in database.execute(
            "SELECT name FROM sqlite_schema WHERE sql LIKE 'CREATE TABLE%' AND name NOT LIKE '%\\_words\\_%' ESCAPE '\\'")]
        found = {}
        for table in sorted(set(tables) - UNTOLD):
            rows = database.execute(f"SELECT * FROM {table}")
            columns = [column[0] for column in rows.description]
            found[table] = sorted(repr([value_of(column, value) for column, value in zip(columns, row)
                                        if column != "last_used_at"]) for row in rows)
    return found


def head_of(path):
    """The head of the audit trail, as `audit head` prints it; empty where there is no store."""
    try:
        [(number, value)] = ask(path, "SELECT number, hash FROM events ORDER BY number DESC LIMIT 1")
        return f"{number}:{value.hex()}"
    except (sqlite3.Error, ValueError):
        return ""


def confirmations(text):
    return set(CONFIRMATION.findall(text))


class Invariant:
    """Looks at a store after a fault. `run` runs nexor with these words and gives what subprocess.run does; without a
    credential only what the owner of the file may do is asked for."""

    def __init__(self, run, store, has_credential=True):
        self.run = run
        self.store = store
        self.has_credential = has_credential
        self.head = head_of(store)
        self.contents = contents(store) if self.head else {}

    def broken(self, told="", keeps_head=True, next_commands=()):
        """Sentences about what doesn't hold; none where all does. `told` is what was printed before the fault, and
        `keeps_head` is false where a restore may have put another trail into the place."""
        found = self.doctors_findings()  # the first to open it, so that nexor plays a journal back
        found += [*self.damage(), *self.untold()]
        if self.has_credential:
            against = ["--against", self.head] if self.head and keeps_head else []
            found += [*self.fails("audit", "verify", "-q", *against), *self.lost(told)]
        for words in next_commands:
            found += self.fails(*words)
        return found

    def fails(self, *words):
        done = self.run(*words)
        return [f"{words} gives exit {done.returncode}: {done.stderr}"] if done.returncode else []

    def damage(self):
        try:
            told = ask(self.store, "PRAGMA integrity_check") + ask(self.store, "PRAGMA foreign_key_check")
        except sqlite3.Error as error:
            told = [(str(error),)]
        return [f"SQLite finds: {line}" for line in told if line != ("ok",)]

    def untold(self):
        """What is another now, where no event was added."""
        try:
            if self.head != head_of(self.store):
                return []
            return [f"{table} is another, and no event tells of it" for table, rows in contents(self.store).items()
                    if rows != self.contents.get(table) and table not in STAGED]
        except sqlite3.Error as error:
            return [str(error)]

    def lost(self, told):
        wanted = confirmations(told)
        if not wanted:
            return []
        done = self.run("list", "cancellations", "--all", "--columns", "confirmation", "--no-header")
        return [f"{confirmation} is lost" for confirmation in wanted - set(done.stdout.split())]

    def doctors_findings(self):
        done = self.run("doctor", "--json")
        try:
            items = json.loads(done.stdout)["items"]
        except (ValueError, KeyError):
            return [f"doctor gives exit {done.returncode}: {done.stderr}"]
        return [f"doctor: {item['check']}: {item['message']}" for item in items if item["status"] not in ("ok", "warning")]
