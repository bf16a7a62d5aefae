"""A store that was changed by hand: whatever was done to the trail and to what it tells of, `audit verify` says so.

tamper_test.py NEXOR: a unittest run over the binary at that path. NEXOR_FULL=1 changes every cell, and takes away, adds
and swaps every row, instead of some of each column and table.
"""

import concurrent.futures
import contextlib
import json
import os
import random
import re
import shutil
import sqlite3
import subprocess
import tempfile
import typing
import unittest

from process_test import NEXOR, PASSWORD, Desk

FULL = bool(os.environ.get("NEXOR_FULL"))
SAMPLES = 2 if os.environ.get("NEXOR_THIN") else 8  # rows of a table, or cells of a column, in a run that isn't full
BROKEN = 9  # the store, or the trail in it
UNUSABLE = (4, 5)  # a credential that was itself changed
FAR = 1000  # from any number that there is
SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
DERIVED = "sqlite_|account_words|request_words|subscription_words"  # tables that are made from others


class NotHeld(typing.NamedTuple):
    """Columns that `audit verify` holds to nothing. The name `row` is the row itself: it may come and go."""

    table: str
    columns: str
    why: str
    rows: str = "1"  # a condition


NOT_HELD = [
    NotHeld("store", "row one", "only the first row is read, whatever its number"),
    NotHeld("operators", "id", "a number that nothing points to",
            "id NOT IN (SELECT operator FROM sessions UNION SELECT operator FROM tokens)"),
    NotHeld("operators", "password_hash", "the trail holds nothing that guesses could be tried on"),
    NotHeld("sessions", "last_used_at", "changes without an event"),
    NotHeld("tokens", "last_used_at", "changes without an event"),
    NotHeld("login_failures", "row name count last_at", "come and go without an event"),
    NotHeld("reset_codes", "row operator hash expires_at", "come and go; the event tells of their making"),
    NotHeld("noticed_events", "row kind number", "how far `process` has come, which it tells nobody"),
    NotHeld("accounts", "key name email time_zone locale note salt",
            "of what an import brought only their number, edits, and whether they are closed are held",
            "imported_in IS NOT NULL AND key <> 'C-4'"),
    NotHeld("accounts", "imported_in", "that it came by an import, not by which", "imported_in IS NOT NULL"),
    NotHeld("accounts", "created_at", "stands in no event but as its time"),
    NotHeld("plans", "key name period price_minor currency trial_days notice_days minimum_terms fixed_terms is_addon",
            "of what an import brought only their number, edits, and whether they are retired are held", "key = 'brought'"),
    NotHeld("plans", "imported_in", "that it came by an import, not by which", "imported_in IS NOT NULL"),
    NotHeld("plans", "id created_at", "stands in no event but as its time; events name a plan by its key"),
    NotHeld("subscriptions", "id key account plan quantity start_on anchor_on billing_day base",
            "of what an import brought only their number, edits, and what ended them are held",
            "imported_in IS NOT NULL AND key <> 'S-29'"),
    NotHeld("subscriptions", "imported_in", "that it came by an import, not by which", "imported_in IS NOT NULL"),
    NotHeld("subscriptions", "fixed_end_at fixed_end_on", "as the others that an import brought",
            "imported_in IS NOT NULL AND key <> 'S-29'"),
    NotHeld("subscriptions", "starts_at anchor_at fixed_end_at",
            "follow from a date in a zone, whose rules may have changed: only the day is held"),
    NotHeld("subscriptions", "created_at", "stands in no event but as its time"),
    NotHeld("batches", "feedback on_behalf_of", "words without a salt; those that became a cancellation's are held"),
    NotHeld("batch_rows", "feedback on_behalf_of", "words without a salt; those that became a cancellation's are held"),
    NotHeld("operations", "row id key by credential host terminal command", "what changed nothing that an event tells of",
            "id NOT IN (SELECT operation FROM events)"),
    NotHeld("registration_requests", "id key name email plan time_zone note salt created_at",
            "of what an import brought only decisions and edits are held",
            "state = 'pending' AND imported_in IS NOT NULL"),
    NotHeld("notices", "id due_at output", "how it was sent, not that it was"),
    NotHeld("notices", "row cancellation kind attempts", "an event tells of it once it is sent", "sent_at IS NULL"),
]


class Change(typing.NamedTuple):
    """Something that is done to a store by hand."""

    said: str
    statements: list  # each with its values
    names: list  # patterns, one of which a finding has


class Filled(Desk):
    """A store with some of everything that the trail tells of."""

    def setUp(self):
        super().setUp()
        self.tokens = [self.ok("token", "create", "--label", "mine").strip()]
        self.add_records()
        self.import_cancellations()
        self.cancel_each_way()
        self.old = os.path.join(self.folder, "old.db")
        shutil.copy(self.store, self.old)
        self.run_batches()
        self.decide_requests()
        self.send_notices()
        self.give_access()
        self.redact_and_close()
        self.be_refused_often()
        self.keep_head()
        self.open_scratch()

    def write(self, name, *lines):
        path = os.path.join(self.folder, name)
        with open(path, "w") as file:
            file.write("\n".join(lines) + "\n")
        return path

    def cancel(self, *words, code=0):
        done = self.run_nexor("cancel", *words, "--yes")
        self.assertEqual(done.returncode, code, done.stderr)

    def add_records(self):
        price = ("--price", "9", "--currency", "EUR", "--period")
        self.ok("plan", "add", "year", "--name", "Y", *price, "year", "--minimum-terms", "3")
        self.ok("plan", "add", "extra", "--name", "E", *price, "month", "--addon")
        self.ok("plan", "edit", "month", "--price", "1.50")
        self.ok("account", "edit", "C-1", "--email", "ada@x.de")
        self.ok("plan", "retire", "extra", "--yes")
        self.ok("plan", "edit", "extra", "--unretire")
        brought = self.write("plans.csv", "key,name,period,price,currency", "brought,B,month,9,EUR", "edited,D,month,9,EUR")
        self.ok("import", "plans", brought)
        self.ok("plan", "edit", "edited", "--price", "8")
        self.ok("plan", "add", "fixed", "--name", "F", *price, "month", "--fixed-terms", "12")
        self.ok("subscription", "add", "F-1", "--account", "C-1", "--plan", "fixed", "--start", "2026-01-31")
        people = self.write("people.csv", "key,name,note", "C-2,Bob,a note", "C-3,Eve,", "C-4,Dan,")
        self.ok("import", "accounts", people)
        rows = [f"S-{number:02},C-{1 + number % 4},month,2024-01-31," for number in range(36)]
        rows += ["Y-1,C-1,year,2026-01-01,", "E-1,C-1,extra,2024-02-01,S-00"]
        self.ok("import", "subscriptions", self.write("book.csv", "key,account,plan,start_on,base", *rows))
        self.ok("account", "edit", "C-4", "--note", "a friend", "--time-zone", "Europe/Berlin")
        self.ok("import", "subscriptions", "--update", self.write("book.csv", "key,quantity", "S-29,3"))

    def import_cancellations(self):
        """Those that this very store would have made."""
        kept = os.path.join(self.folder, "kept.db")
        shutil.copy(self.store, kept)
        self.cancel("S-30", "--reason", "other", "--at", "2090-01-31")
        self.cancel("S-30", "--reason", "unused", "--feedback", "never", "--on-behalf-of", "Jo")
        self.cancel("S-31", "--reason", "fraud", "--at", "now", "--feedback", "stolen")
        self.cancel("S-32", "S-33", "--reason", "unused", "--on-behalf-of", "Al")
        self.cancel("S-34", "--reason", "unused", "--at", "2025-05-05", "--backdate")
        self.ok("undo", "S-32", "--yes")
        self.ok("process")
        exported = self.write("cancellations.csv", self.ok("export", "cancellations"))
        shutil.copy(kept, self.store)
        self.ok("import", "cancellations", exported)

    def cancel_each_way(self):
        self.cancel("S-00", "--reason", "unused", "--feedback", "so said", "--on-behalf-of", "Jo")
        self.cancel("S-01", "--reason", "too_expensive", "--at", "now", "--feedback", "dear")
        self.cancel("S-02", "--reason", "other", "--at", "2090-01-31", "--on-behalf-of", "a lawyer")
        self.cancel("S-02", "--reason", "unused", "--at", "2089-01-31")
        self.cancel("S-03", "--reason", "unused", "--at", "2024-05-05", "--backdate")
        self.cancel("Y-1", "--reason", "unused", "--at", "now", "--override")
        self.cancel("S-04", "S-05", "S-06", "--reason", "not_given", "--feedback", "nothing")
        self.cancel("S-07", "--reason", "unused", "--key", "one")
        self.cancel("S-08", "--reason", "unused", "--at", "now")
        self.ok("undo", "S-04", "--yes")
        self.ok("undo", "S-08", "--reinstate", "--yes")
        for key in ("S-00", "S-01", "S-05", "S-06"):
            self.ok("feedback", key, "-m", f"{key} said more")

    def run_batches(self):
        night = self.write("night.csv", "subscription,reason,at,feedback,on_behalf_of", "S-10,unused,,so,Jo",
                           "S-11,,now,,", "nowhere,,,,", "S-12,no_such,,,", "S-10,,,,", "S-14,,2090-01-31,,Al",
                           "S-00,,,,", "S-15,,,dear,")
        self.cancel("--from", night, "--reason", "other", "--key", "night", code=3)
        self.add("nowhere")
        self.cancel("--resume", "night", code=3)
        self.cancel("--search", "S-16", "--max", "1", "--reason", "unused", "--feedback", "all", "--on-behalf-of", "Mo")
        stopped = self.write("stopped.csv", "subscription,reason", "S-18,other", "S-19,other", "S-20,no",
                             "S-21,other")
        self.cancel("--from", stopped, "--fail-fast", code=3)
        undone = self.write("undone.csv", "subscription", "S-22", "S-23")
        self.cancel("--from", undone, "--reason", "unused", "--key", "undone")
        self.ok("undo", "--batch", "undone", "--yes")

    def decide_requests(self):
        rows = ["R-1,Al,al@x.de,month,,", "R-8,Ed,ed@x.de,year,,so", "R-2,Bo,bo@x.de,month,Europe/Berlin,a note",
                "R-3,Cy,cy@x.de,month,,"]
        header = "key,name,email,plan,time_zone,note"
        self.ok("import", "requests", self.write("requests.csv", header, *rows))
        for key in ("R-4", "R-5", "R-6", "R-7"):
            words = ("--name", f"N {key}", "--email", f"{key}@x.de", "--note", "mine")
            self.ok("request", "add", key, "--plan", "month", *words)
        self.ok("import", "requests", "--update", self.write("requests.csv", header, "R-6,Di,di@x.de,month,,another"))
        self.ok("approve", "R-2", "R-4", "R-7", "--yes")
        self.ok("decline", "R-3", "--reason", "spam", "--note", "again", "--yes")
        self.ok("decline", "R-5", "--reason", "duplicate", "--yes")
        self.ok("reopen", "R-5", "--yes")

    def send_notices(self):
        """All but those of what was taken back, which fail."""
        self.environment |= {"NEXOR_NOTICES_REQUESTED": "true", "NEXOR_NOTICES_EFFECTIVE": "true",
                             "NEXOR_NOTICES_WITHDRAWN": "false"}
        self.assertEqual(self.run_nexor("process").returncode, 3)

    def give_access(self):
        for name, role in (("bob", "admin"), ("eve", "viewer"), ("zoe", "viewer")):
            self.ok("operator", "add", name, "--role", role, "--password-stdin", input=PASSWORD)
        self.ok("operator", "edit", "eve", "--role", "operator")
        self.ok("operator", "disable", "zoe", "--yes")
        self.ok("passwd", "eve", "--issue-code", "--yes")
        self.ok("token", "create", "--label", "night", "--for", "eve")
        self.ok("token", "create", "--label", "day", "--for", "eve")
        self.ok("token", "revoke", self.ok("list", "tokens", "--columns", "id").split()[-1], "--yes")
        self.run_nexor("login", "eve", "--password-stdin", input="wrong")
        self.ok("login", "bob", "--password-stdin", input=PASSWORD)
        self.tokens.append(self.ok("token", "create", "--label", "bob's").strip())
        self.ok("logout")
        self.ok("login", "ada", "--password-stdin", input=PASSWORD)

    def redact_and_close(self):
        self.ok("redact", "C-2", "--yes")
        self.ok("redact", "R-7", "--yes")
        ending = ("--cancel-subscriptions", "--reason", "account_closed")
        for key in ("C-3", "C-4"):
            self.ok("account", "close", key, *ending, "--key", key, "--yes")
        self.ok("account", "reopen", "C-4")
        self.ok("plan", "retire", "year", "--yes")

    def be_refused_often(self):
        """What the tables don't remember, so that nothing is amiss in them without it."""
        for _ in range(5):
            self.assertEqual(self.run_nexor("undo", "S-29", "--yes").returncode, 7)

    def keep_head(self):
        """With each token, so that its use is noted already and nothing that verifies has anything to write."""
        for token in self.tokens:
            self.environment["NEXOR_TOKEN"] = token
            self.head = self.ok("audit", "head").strip()

    def open_scratch(self):
        """A copy to read in, and to try in what can be done by hand."""
        path = os.path.join(self.folder, "scratch.db")
        shutil.copy(self.store, path)
        self.scratch = sqlite3.connect(path)
        self.addCleanup(self.scratch.close)
        self.scratch.row_factory = sqlite3.Row
        self.scratch.execute("PRAGMA ignore_check_constraints = ON")


FILLED = Filled()


def setUpModule():
    FILLED.setUp()
    unittest.addModuleCleanup(FILLED.doCleanups)


def ask(sql, values=()):
    return FILLED.scratch.execute(sql, values).fetchall()


def tables():
    names = [row["name"] for row in ask("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    return [name for name in names if not re.match(DERIVED, name)]


def columns(table):
    return ask(f"PRAGMA table_info({table})")


def key_of(table):
    return [column["name"] for column in columns(table) if column["pk"]]


def held_rows(table, column):
    conditions = "".join(f" AND NOT ({entry.rows})" for entry in NOT_HELD
                         if entry.table == table and column in entry.columns.split())
    return [dict(row) for row in ask(f"SELECT * FROM {table} WHERE 1{conditions}")]


def written(number, least):
    """A number as it stands in ids, without the symbol that checks it."""
    symbols = ""
    number %= 1 << 64
    while number or len(symbols) < least:
        symbols = SYMBOLS[number % 32] + symbols
        number //= 32
    return symbols


def confirmation(number):
    series = [row["series"] for row in ask("SELECT series FROM cancellations WHERE id = ?", [number])] or [".."]
    symbols = written(number, 5)
    return f"NX-{series[0]}{symbols[:2]}-{symbols[2:]}"


def names_of_cancellation(number):
    return [confirmation(number), rf"cancellation {number}\b"]


def names_of_batch(number):
    return ["bat_" + written(number, 4), rf"batch {number}\b"]


def names_of_event(number):
    """Also that of the one behind it, which is amiss where it is gone."""
    return [rf"(event|remembers) {number}\b", rf"event {number + 1}\b"]


def names_of_operation(row):
    events = ask("SELECT number FROM events WHERE operation = ?", [row["id"]])
    return [name for event in events for name in names_of_event(event["number"])]


# What a finding may call a row: its name, that of the event which tells of it, or all of its kind where only their sum
# doesn't fit.
CANCELLATIONS = r"^the imported cancellations are|^event \d+: tells of an effect|\d+ cancellations"
NAMES = {
    "store": lambda row: ["the store"],
    "operations": lambda row: names_of_operation(row) or [rf"operation {row['id']}\b"],
    "events": lambda row: names_of_event(row["number"]),
    "operators": lambda row: [rf"\b{row['name']}\b", "ses_|tok_"],
    "sessions": lambda row: ["ses_" + written(row["id"], 4)],
    "tokens": lambda row: ["tok_" + written(row["id"], 4)],
    "accounts": lambda row: ["acc_" + written(row["id"], 4), r"\d+ accounts"],
    "plans": lambda row: [row["key"], r"\d+ plans"],
    "subscriptions": lambda row: ["sub_" + written(row["id"], 4), r"\d+ subscriptions"],
    "registration_requests": lambda row: ["req_" + written(row["id"], 4), rf"request {row['id']}\b", r"\d+ requests",
                                          "events tell of requests"],
    "batches": lambda row: names_of_batch(row["id"]),
    "batch_rows": lambda row: names_of_batch(row["batch"]),
    "batch_outcomes": lambda row: names_of_batch(row["batch"]),
    "cancellations": lambda row: [*names_of_cancellation(row["id"]), CANCELLATIONS],
    "imported_cancellations": lambda row: [*names_of_cancellation(row["cancellation"]), CANCELLATIONS],
    "cancellation_words": lambda row: names_of_cancellation(row["cancellation"]),
    "later_feedback": lambda row: [rf"feedback {row['id']}\b", "tells of feedback", "later feedbacks"],
    "notices": lambda row: [*names_of_cancellation(row["cancellation"]), "tells of a notice", r"\d+ notices"],
}


def insertion(table, row):
    return f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", list(row.values())


def deletion(table, row):
    key = key_of(table)
    return f"DELETE FROM {table} WHERE {' AND '.join(f'{name} = ?' for name in key)}", [row[name] for name in key]


def instead(said, table, before, after):
    """The change that puts rows into the place of others."""
    statements = [deletion(table, row) for row in before] + [insertion(table, row) for row in after]
    names = [name for row in before + after for name in NAMES.get(table, lambda row: [])(row)]
    place = ", ".join(str(row[name]) for row in before or after for name in key_of(table))
    return Change(f"{table} {place}: {said}", statements, names)


def apply(database, change):
    for sql, values in change.statements:
        database.execute(sql, values)


def is_possible(change):
    try:
        apply(FILLED.scratch, change)
        return True
    except sqlite3.IntegrityError:
        return False
    finally:
        FILLED.scratch.rollback()


def verify(path, *words):
    """With a credential that still holds."""
    for token in FILLED.tokens:
        done = subprocess.run([NEXOR, "audit", "verify", "--store", f"sqlite:{path}", *words], text=True,
                              capture_output=True, env=FILLED.environment | {"NEXOR_TOKEN": token})
        if done.returncode not in UNUSABLE:
            break
    return done


def verify_with(change, *words):
    with tempfile.NamedTemporaryFile(dir=FILLED.folder) as copy:
        shutil.copyfile(FILLED.store, copy.name)
        with contextlib.closing(sqlite3.connect(copy.name)) as database:
            database.execute("PRAGMA ignore_check_constraints = ON")
            database.execute("PRAGMA synchronous = OFF")
            apply(database, change)
            database.commit()
        return verify(copy.name, *words)


def findings_in(done):
    return [line.removeprefix("found: ") for line in done.stderr.splitlines() if line.startswith("found: ")]


def fault(change, done):
    """What is wrong with the answer to a change. What no command can read ends this one, too, without a finding."""
    findings = findings_in(done)
    if done.returncode != BROKEN:
        return f"{change.said}: exit {done.returncode} {done.stderr.splitlines()[:1]}"
    if findings and not any(re.search(name, finding) for name in change.names for finding in findings):
        return f"{change.said}: unnamed in {findings}"
    return None


def some(things, chance):
    return things if FULL or len(things) <= SAMPLES else chance.sample(things, SAMPLES)


def nudged(column, value):
    """Another value of the same type."""
    if isinstance(value, str):
        return value + "x"
    if isinstance(value, bytes):
        return bytes([value[0] ^ 1]) + value[1:]
    if isinstance(value, int):
        return value + (FAR if column["pk"] else 1)
    return {"TEXT": "x", "INTEGER": 1, "BLOB": bytes(16)}[column["type"]]


def values_instead(column, value, others):
    """Values that a cell could be given: a little different, very different, another row's, none."""
    values = [nudged(column, value), *[other for other in others if other not in (value, None)][:2]]
    if isinstance(value, int) and not column["pk"]:
        values.append(value + FAR)
    if value is not None and not column["notnull"] and not column["pk"]:
        values.append(None)
    return dict.fromkeys(values)


def changes_of_cell(table, column, row, others):
    name = column["name"]
    for value in values_instead(column, row[name], others):
        change = instead(f"{name} {row[name]!r} -> {value!r}", table, [row], [row | {name: value}])
        if is_possible(change):
            yield change


def changes_of_cells(table, column, rows, chance):
    """Every possible one of every cell, or one of some cells."""
    others = sorted({row[column["name"]] for row in rows} - {None})
    changes = []
    for row in some(rows, chance):
        possible = list(changes_of_cell(table, column, row, chance.sample(others, len(others))))
        changes += possible if FULL or not possible else [chance.choice(possible)]
    return changes


def copies(table, row):
    """A row again, at other places: the first free one, one far behind all others, and one before them."""
    for name in (name for name in key_of(table) if isinstance(row[name], int)):
        beside = "".join(f" AND {other} = :{other}" for other in key_of(table) if other != name)
        taken = {other[name] for other in ask(f"SELECT {name} FROM {table} WHERE 1{beside}", row)}
        for place in (min(set(range(1, FAR)) - taken), row[name] + FAR, row[name] - FAR):
            yield row | {name: place}


def made_unique(table, row):
    """With other values where no two rows may have the same."""
    indexes = [index for index in ask(f"PRAGMA index_list({table})") if index["unique"] and index["origin"] != "pk"]
    unique = {ask(f"PRAGMA index_info({index['name']})")[0]["name"] for index in indexes}
    for column in columns(table):
        value = row[column["name"]]
        if column["name"] in unique and value is not None:
            row = row | {column["name"]: value + FAR if isinstance(value, int) else nudged(column, value)}
    return row


def would_be_held(table, row):
    try:
        FILLED.scratch.execute(*insertion(table, row))
        return row in held_rows(table, "row")
    except sqlite3.IntegrityError:
        return False
    finally:
        FILLED.scratch.rollback()


def additions(table, row, is_wanted=lambda table, row: True):
    added = [made_unique(table, copy) for copy in copies(table, row)]
    return [instead("added", table, [], [row]) for row in added if is_wanted(table, row)]


def changes_not_held(entry, name):
    """Those of a column in the list above, or of its rows."""
    rows = [dict(row) for row in ask(f"SELECT * FROM {entry.table} WHERE {entry.rows}")]
    if name == "row":
        return (change for row in rows
                for change in (instead("gone", entry.table, [row], []), *additions(entry.table, row)))
    column = next(column for column in columns(entry.table) if column["name"] == name)
    others = [value for (value,) in ask(f"SELECT DISTINCT {name} FROM {entry.table} ORDER BY 1")]
    return (change for row in rows for change in changes_of_cell(entry.table, column, row, others))


def last_event():
    return int(FILLED.head.split(":")[0])


class Tampering(unittest.TestCase):
    def setUp(self):
        self.chance = random.Random(6)

    def check_found(self, changes, *words):
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            answers = pool.map(lambda change: verify_with(change, *words), changes)
            faults = [found for found in map(fault, changes, answers) if found]
        self.assertEqual(faults, [], f"{len(faults)} of {len(changes)}:\n" + "\n".join(faults))

    def check_rows(self, changes_of):
        """Of each table some rows that are held."""
        for table in tables():
            rows = held_rows(table, "row")
            if rows:
                with self.subTest(table=table):
                    self.check_found([change for change in changes_of(table, rows) if is_possible(change)])

    def test_a_store_that_nobody_touched_is_verified(self):
        self.assertEqual(verify(FILLED.store, "--against", FILLED.head).returncode, 0)
        [(number, digest)] = [tuple(row) for row in ask("SELECT number, hex(hash) FROM events WHERE number = 40")]
        self.assertEqual(verify(FILLED.store, "--against", f"{number}:{digest.lower()}").returncode, 0)
        nothing = Change("nothing", [("UPDATE events SET at = at", [])], [])
        self.assertEqual(verify_with(nothing).returncode, 0)

    def test_a_cell_that_is_changed_is_found(self):
        for table in tables():
            with self.subTest(table=table):
                changes = []
                for column in columns(table):
                    rows = held_rows(table, column["name"])
                    found = changes_of_cells(table, column, rows, self.chance)
                    self.assertGreaterEqual(len(found), min(len(rows), 2), column["name"])
                    changes += found
                self.check_found(changes)

    def test_an_instant_that_no_longer_follows_from_its_date_is_found(self):
        days = 3 * 86400
        changes = [Change(f"{column} {by:+}", [(f"UPDATE subscriptions SET {column} = {column} + ? WHERE key = ?", [by, key])],
                          [r"sub_\w+: its start"])
                   for column in ("starts_at", "anchor_at", "fixed_end_at") for by in (-days, days) for key in ("K-1", "F-1")
                   if column != "fixed_end_at" or key == "F-1"]
        self.check_found(changes)

    def test_what_is_not_held_is_exactly_what_the_list_says(self):
        for entry in NOT_HELD:
            for name in entry.columns.split():
                with self.subTest(table=entry.table, column=name):
                    changes = filter(is_possible, changes_not_held(entry, name))
                    self.assertTrue(any(verify_with(change).returncode == 0 for change in changes))

    def test_a_row_that_is_gone_is_found(self):
        self.check_rows(lambda table, rows: [instead("gone", table, [row], []) for row in some(rows, self.chance)])

    def test_a_row_that_is_added_is_found(self):
        self.check_rows(lambda table, rows: [change for row in some(rows, self.chance)
                                             for change in additions(table, row, would_be_held)])

    def swaps(self, table, rows):
        """Each row with the next one, where they differ in more than their keys."""
        content = lambda row: {name: value for name, value in row.items() if name not in key_of(table)}
        key = lambda row: {name: row[name] for name in key_of(table)}
        rows = [row for row in rows if row in held_rows(table, key_of(table)[0])]
        for one, other in some(list(zip(rows, rows[1:])), self.chance):
            if content(one) != content(other):
                yield instead("swapped", table, [one, other],
                              [key(one) | content(other), key(other) | content(one)])

    def test_two_rows_that_are_swapped_are_found(self):
        self.check_rows(self.swaps)

    def cut(self, first):
        """The trail ends before event `first`, and nothing in the store remembers more of it."""
        operations = "DELETE FROM operations WHERE id > (SELECT max(operation) FROM events)"
        head = ("UPDATE store SET head_number = (SELECT max(number) FROM events),"
                " head_hash = (SELECT hash FROM events ORDER BY number DESC LIMIT 1)")
        statements = [("DELETE FROM events WHERE number >= ?", [first]), (operations, []), (head, [])]
        return Change(f"cut at {first}", statements, [rf"event {last_event()}: was the head once, and is gone"])

    def test_a_tail_that_is_cut_is_found_with_a_head_that_was_kept(self):
        last = last_event()
        self.assertEqual(verify_with(self.cut(last - 2)).returncode, 0)
        self.check_found([self.cut(first) for first in some(range(2, last + 1), self.chance)], "--against", FILLED.head)

    def test_a_tail_that_is_cut_is_found_where_the_store_remembers_its_head(self):
        last = last_event()
        cuts = [Change(f"cut at {first}", [("DELETE FROM events WHERE number >= ?", [first])], ["the trail ends at"])
                for first in some(range(2, last + 1), self.chance)]
        self.check_found(cuts)

    def test_an_old_copy_that_is_put_back_is_found_with_a_head_that_was_kept(self):
        self.assertEqual(verify(FILLED.old).returncode, 0)
        done = verify(FILLED.old, "--against", FILLED.head)
        self.assertEqual(done.returncode, BROKEN)
        self.assertEqual(findings_in(done), [f"event {last_event()}: was the head once, and is gone"])

    def test_an_old_copy_that_went_on_in_another_way_is_found_with_a_head_that_was_kept(self):
        one, other = (os.path.join(FILLED.folder, name) for name in ("one.db", "other.db"))
        for path, notes in ((one, ["x"]), (other, ["y", "z"])):
            shutil.copy(FILLED.store, path)
            for note in notes:
                FILLED.ok("account", "edit", "C-1", "--note", note, "--store", f"sqlite:{path}")
        kept = FILLED.ok("audit", "head", "--store", f"sqlite:{one}").strip()
        self.assertEqual(verify(other).returncode, 0)
        done = verify(other, "--against", kept)
        self.assertEqual(done.returncode, BROKEN)
        self.assertEqual(findings_in(done),
                         [f"event {last_event() + 1}: its hash is not that of the head that was kept"])

    def test_scripts_get_the_first_finding(self):
        change = Change("retold", [("UPDATE events SET after = '{}' WHERE kind = 'operator.added'", [])], [])
        error = json.loads(verify_with(change, "--json").stderr)["error"]
        self.assertEqual((error["code"], error["exit"]), ("audit_broken", BROKEN))
        findings = findings_in(verify_with(change))
        self.assertEqual(error["message"], findings[0])
        self.assertTrue(error["hint"].startswith(f"and {len(findings) - 1} more findings; "), error["hint"])

    def renumbered(self, first):
        later = range(last_event(), first - 1, -1)
        statements = [("UPDATE events SET number = number + 1 WHERE number = ?", [number]) for number in later]
        head = ("UPDATE store SET head_number = head_number + 1", [])
        return Change(f"renumbered from {first}", [*statements, head], [rf"event {first + 1}\b"])

    def test_events_that_are_renumbered_are_found(self):
        last = last_event()
        self.check_found([self.renumbered(first) for first in some(range(1, last + 1), self.chance)])


if __name__ == "__main__":
    unittest.main()
