"""Data out and in again: what is exported, imported into an empty store and exported there is the same, byte for byte.

export_test.py NEXOR: a unittest run over the binary at that path. NEXOR_FULL=1 takes a store of 100,000 subscriptions.
"""

import csv
import hashlib
import io
import json
import os
import sqlite3
import struct
import unittest

import jsonschema

from process_test import PASSWORD, Desk

COUNT = 100_000 if os.environ.get("NEXOR_FULL") else 3_000
NOTES = ["", "plain", 'a "quote"', "a,comma", "two\nlines", "two\r\nlines", "\rlone", "=1+1", "@SUM(A1)", " outer ", "\t",
         "\x1b[31mred\x1b[0m", "\u202ereversed", "straße 東京太郎 \U0001f40c", "\ufeffmark", '"', "\n", "'", "\\N", "null", "5000".center(5000)]
KINDS = ["subscriptions", "accounts", "plans"]


class Export(Desk):
    def setUp(self):
        super().setUp()
        self.ok("plan", "add", "extra", "--name", 'E, "x"', "--period", "3 months", "--price", "0.50", "--currency", "EUR",
                "--addon", "--trial-days", "3", "--notice-days", "1", "--minimum-terms", "2")
        self.ok("plan", "add", "fixed", "--name", "=F", "--period", "year", "--price", "5", "--currency", "JPY",
                "--fixed-terms", "1")
        # Their base ends by its fixed term later: add-ons of it that are there stay.
        self.add_rows("subscriptions", ["key", "account", "plan", "start_on", "billing_day", "quantity", "base"],
                      [["F-1", "C-1", "fixed", "2015-05-05", "", "", ""], ["F-2", "C-1", "extra", "2015-06-05", "31", "7", "F-1"]])

    def write(self, name, text):
        path = os.path.join(self.folder, name)
        with open(path, "w", newline="", encoding="utf-8") as file:
            file.write(text)
        return path

    def add_rows(self, kind, columns, rows, **more):
        text = io.StringIO()
        csv.writer(text).writerows([columns, *rows])
        return self.ok("import", kind, self.write("rows.csv", text.getvalue()), **more)

    def fill(self):
        self.add_rows("accounts", ["key", "name", "email", "time_zone", "locale", "note"],
                      [[f"A,{number}\"", f"Näme '{number}'", f"a{number}@x.de" if number % 3 else "",
                        ["UTC", "Europe/Berlin", "Pacific/Apia"][number % 3], "de-DE" if number % 2 else "", note]
                       for number, note in enumerate(NOTES * 3)])
        people = 3 * len(NOTES)
        self.add_rows("subscriptions", ["key", "account", "plan", "start_on", "billing_day", "quantity", "base"],
                      [[f"Z-{number:06}" if number % 4 else f"a-{number:06}", f"A,{number // 4 % people}\"",
                        "month" if number % 4 == 0 else "extra" if number % 4 == 1 else "fixed",
                        f"20{10 + number % 15}-0{1 + number % 9}-{10 + number % 19}", 1 + number % 31 if number % 5 else "",
                        1 + number % 3, f"a-{number - 1:06}" if number % 4 == 1 else ""] for number in range(COUNT)])

    def export_all(self, form, kinds):
        return {kind: self.run_raw("export", kind, "--format", form) for kind in kinds}

    def run_raw(self, *words):
        path = os.path.join(self.folder, "answer")
        self.ok(*words, "-o", path)
        with open(path, "rb") as file:
            return file.read()

    def other_store(self):
        """From here on commands work on another store, which is empty."""
        folder = os.path.join(self.folder, "other")
        self.environment |= {"NEXOR_STORE": "sqlite:" + os.path.join(folder, "nexor.db")}
        os.mkdir(folder, 0o700)
        self.ok("init", "--operator", "bob", "--password-stdin", input=PASSWORD)
        self.ok("login", "bob", "--password-stdin", input=PASSWORD)
        self.store = os.path.join(folder, "nexor.db")

    def first_store(self):
        del self.environment["NEXOR_STORE"]

    def cancel_some(self):
        """Cancellations of every state and origin, two of them with words."""
        words = ("--yes", "-q")
        self.ok("cancel", "K-1", "--reason", "unused", "--feedback", "never,\r\n\"used\" =1", "--on-behalf-of", "Jané", *words)
        for key in ("K-2", "K-3", "K-4", "K-5"):
            self.add(key)
        self.ok("cancel", "K-2", "--reason", "other", "--at", "2090-01-31", *words)
        self.ok("cancel", "K-2", "--reason", "unused", "--at", "2089-01-31", *words)
        self.ok("cancel", "K-3", "--reason", "fraud", "--at", "now", *words)
        self.ok("process", "-q")
        self.ok("cancel", "K-4", "--reason", "unused", "--at", "2024-05-05", "--backdate", *words)
        self.ok("cancel", "--from", self.write("batch.csv", "subscription,reason,feedback\nK-5,unused,so\n"), *words)
        self.ok("undo", "K-5", *words)

    def take_cancellations(self):
        """The same in another store, which is the one in use then."""
        exported = self.export_all("csv", [*KINDS, "cancellations"])
        self.other_store()
        for kind in ("plans", "accounts", "subscriptions", "cancellations"):
            path = os.path.join(self.folder, kind + ".csv")
            with open(path, "wb") as file:
                file.write(exported[kind])
            self.ok("import", kind, path)
        return exported


class RoundTrips(Export):
    def test_accounts_plans_and_subscriptions_come_out_as_they_went_in(self):
        self.fill()
        first = {form: self.export_all(form, KINDS) for form in ("csv", "jsonl")}
        self.assertEqual(first["csv"]["subscriptions"].count(b"\n"), COUNT + 4)
        for form in first:
            with self.subTest(form=form):
                self.other_store()
                for kind in reversed(KINDS):
                    path = os.path.join(self.folder, f"{kind}.{form}")
                    with open(path, "wb") as file:
                        file.write(first[form][kind])
                    self.ok("import", kind, path)
                for other in first:
                    self.assertEqual(self.export_all(other, KINDS), first[other])
                self.ok("audit", "verify")
                os.rename(os.path.join(self.folder, "other"), os.path.join(self.folder, "other." + form))
                self.first_store()

    def test_cancellations_keep_numbers_times_names_and_states(self):
        self.cancel_some()
        exported = self.take_cancellations()
        def without_batch(text):
            rows = list(csv.DictReader(io.StringIO(text.decode(), newline="")))
            return [row | {"batch": ""} for row in rows]
        again = without_batch(self.run_raw("export", "cancellations"))
        self.assertEqual(again, without_batch(exported["cancellations"]))
        self.assertEqual([row["status"] for row in again],
                         ["pending", "replaced", "pending", "effective", "effective", "withdrawn"])
        self.ok("audit", "verify")

    def test_what_was_imported_can_be_decided_about_and_verified_further(self):
        self.cancel_some()
        self.take_cancellations()
        self.ok("undo", "K-2", "--yes")
        self.assertIn("2090-01-31", self.ok("status", "K-2"))
        self.ok("cancel", "K-5", "--reason", "unused", "--yes")
        self.ok("process")
        self.ok("audit", "verify")
        self.assertIn("records.imported", self.ok("history", "K-2"))
        self.assertEqual(json.loads(self.ok("list", "cancellations", "--json"))["total"], 7)

    def test_a_gap_in_the_numbers_counts_for_nothing(self):
        self.cancel_some()
        rows = self.run_raw("export", "cancellations").decode().split("\n")
        self.other_store()
        self.ok("plan", "add", "month", "--name", "M", "--period", "month", "--price", "1", "--currency", "EUR")
        self.ok("account", "add", "C-1", "--name", "Ada")
        self.add("K-3")
        path = self.write("one.csv", "\n".join([rows[0], next(row for row in rows if ",K-3," in row)]) + "\n")
        self.ok("import", "cancellations", path)
        self.assertEqual(json.loads(self.ok("list", "cancellations", "--json"))["total"], 1)
        again = self.run_nexor("import", "cancellations", path)
        self.assertEqual(again.returncode, 7)
        self.assertIn("the store has cancellations already", again.stderr)


class Audit(Export):
    def test_every_audited_cell_of_an_import_is_missed(self):
        self.cancel_some()
        self.take_cancellations()
        changes = [f"UPDATE cancellations SET {change} WHERE id = 1" for change in (
            "at = 'now'", "requested_at = requested_at - 1", "effective_on = '2091-01-01'", "effective_at = effective_at + 1",
            "reason = 'other'", "reason_label = 'x'", "is_voluntary = 0", "by = 'eve'", "channel = 'interactive'",
            "is_backdated = 1", "is_override = 1", "state = 'withdrawn'", "recorded_at = 5", "subscription = 3")]
        changes += ["UPDATE cancellations SET replaces = NULL WHERE id = 3", "UPDATE cancellations SET recorded_at = 9 WHERE id = 4",
                    "UPDATE cancellation_words SET feedback = 'y' WHERE cancellation = 1",
                    "UPDATE cancellation_words SET on_behalf_of = NULL WHERE cancellation = 1",
                    "UPDATE cancellation_words SET salt = x'00' WHERE cancellation = 1",
                    "UPDATE imported_cancellations SET state = 'withdrawn' WHERE cancellation = 1",
                    "UPDATE imported_cancellations SET was_recorded = 1 WHERE cancellation = 1",
                    "UPDATE imported_cancellations SET was_recorded = 0 WHERE cancellation = 4",
                    "UPDATE imported_cancellations SET operation = 1 WHERE cancellation = 1",
                    "UPDATE imported_cancellations SET feedback_sha256 = NULL WHERE cancellation = 1",
                    "DELETE FROM imported_cancellations WHERE cancellation = 6"]
        self.ok("audit", "verify")
        for change in changes:
            with self.subTest(change=change), sqlite3.connect(self.store) as database:
                with open(self.store, "rb") as file:
                    kept = file.read()
                database.execute("PRAGMA foreign_keys = OFF")
                database.execute(change)
                database.commit()
                self.assertEqual(self.run_nexor("audit", "verify").returncode, 9)
                with open(self.store, "r+b") as file:
                    file.write(kept)

    def test_words_of_an_import_that_are_blanked_are_missed_unless_they_were_redacted(self):
        self.cancel_some()
        self.take_cancellations()
        blank = "UPDATE cancellation_words SET feedback = NULL, on_behalf_of = NULL, salt = NULL WHERE cancellation = 1"
        with open(self.store, "rb") as file:
            kept = file.read()
        with sqlite3.connect(self.store) as database:
            database.execute(blank)
        database.close()
        self.assertEqual(self.run_nexor("audit", "verify").returncode, 9)
        with open(self.store, "wb") as file:
            file.write(kept)
        self.ok("redact", "C-1", "--yes")
        self.ok("audit", "verify")
        self.assertNotIn("never", self.ok("export", "cancellations"))

    def check_rows(self, schema, *words):
        """Each row has the members that its schema names, in their types, and no others."""
        own = json.loads(self.ok("schema", schema)) | {"additionalProperties": False}
        rows = [json.loads(line) for line in self.run_raw("export", *words, "--format", "jsonl").splitlines()]
        self.assertTrue(rows)
        for row in rows:
            jsonschema.validate(row, own)
        with self.assertRaises(jsonschema.ValidationError):
            jsonschema.validate(rows[0] | {"more": 1}, own)

    def test_every_row_is_as_its_schema_says(self):
        self.cancel_some()
        self.ok("request", "add", "R-1", "--name", "Jane", "--email", "jane@example.org", "--plan", "month")
        many = self.write("end.csv", "subscription\nF-1\nnone\n")
        done = self.run_nexor("cancel", "--from", many, "--reason", "unused", "--yes", "--key", "one")
        self.assertEqual(done.returncode, 3, done.stderr)
        for kind in ("account", "plan", "subscription", "request", "cancellation", "event"):
            with self.subTest(kind=kind):
                self.check_rows("exported_" + kind, kind + "s")
        self.check_rows("exported_batch", "batches")
        self.check_rows("exported_outcome", "batches", "one")

    def test_anybody_can_recompute_the_chain_from_the_exported_events(self):
        self.cancel_some()
        events = [json.loads(line) for line in self.run_raw("export", "events", "--format", "jsonl").splitlines()]
        field = lambda octets: struct.pack(">q", len(octets)) + octets
        text = lambda value: field((value or "").encode())
        number = lambda value: field(struct.pack(">q", value))
        maybe = lambda value: b"\xff" * 8 if value is None else text(value)
        seconds = lambda at: int(__import__("datetime").datetime.fromisoformat(at.replace("Z", "+00:00")).timestamp())
        previous = hashlib.sha256(text("nexor genesis 1") + text(json.loads(events[0]["after"])["store"])).digest()
        for event in events:
            previous = hashlib.sha256(
                text("nexor event 1") + field(bytes.fromhex(event["operation"])) +
                b"".join(text(event[name]) for name in ("by", "credential", "host", "terminal", "command")) +
                number(event["number"]) + number(seconds(event["at"])) + field(previous) + text(event["event"]) +
                text(event["subject"]) + maybe(event["before"]) + maybe(event["after"])).digest()
            self.assertEqual(previous.hex(), event["hash"])
        self.assertEqual(self.ok("audit", "head").strip(), f"{len(events)}:{previous.hex()}")


if __name__ == "__main__":
    unittest.main()
