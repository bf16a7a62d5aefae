"""A store of every older schema (tests/store/schemas) comes to this one's, or stays as it was.

migrate_test.py NEXOR: a unittest run over the binary at that path.
"""

import json
import os
import pathlib
import shutil
import sqlite3
import subprocess
import unittest

from process_test import NEXOR, PASSWORD, Desk

SCHEMAS = pathlib.Path(__file__).resolve().parent.parent / "store" / "schemas"
STORE_FAULT = 9


def objects(path):
    """Of what a store's file consists, whatever the order in which it came to be."""
    with sqlite3.connect(path) as database:
        return set(database.execute("SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%'"))


class Migration(Desk):
    def setUp(self):
        super().setUp()
        self.old = os.path.join(self.folder, "old.db")
        self.take(SCHEMAS / "1.sql")

    def take(self, schema):
        if os.path.exists(self.old):
            os.remove(self.old)
        subprocess.run(["sqlite3", "-batch", self.old], input=schema.read_bytes(), check=True)
        os.chmod(self.old, 0o600)

    def nexor(self, *words, **more):
        return self.run_nexor(*words, "--store", f"sqlite:{self.old}", **more)

    def version(self):
        with sqlite3.connect(self.old) as database:
            return database.execute("PRAGMA user_version").fetchone()[0]

    def check_migrated(self):
        self.assertEqual(objects(self.old), objects(self.store))
        self.assertEqual(self.nexor("login", "ada", "--password-stdin", input=PASSWORD).returncode, 0)
        self.assertEqual(self.nexor("audit", "verify").returncode, 0)
        for search, found in (("grossm", "K-1"), ("太郎", "K-2"), ("k-", "K-1\nK-2"), ("hopper", "")):
            done = self.nexor("list", "--search", search, "--columns", "key", "--no-header")
            self.assertEqual(done.stdout.strip(), found)
        self.assertIn("R-1", self.nexor("list", "requests", "--search", "hopper").stdout)

    def test_every_older_schema_is_refused_and_migrated(self):
        for schema in sorted(SCHEMAS.iterdir()):
            with self.subTest(schema=schema.name):
                self.take(schema)
                before = pathlib.Path(self.old).read_bytes()
                refused = self.nexor("list", "--json")
                self.assertEqual(refused.returncode, STORE_FAULT)
                self.assertEqual(json.loads(refused.stderr)["error"]["code"], "store_older")
                self.assertEqual(pathlib.Path(self.old).read_bytes(), before)
                done = self.nexor("doctor", "--migrate")
                self.assertEqual(done.returncode, 0, done.stderr)
                self.assertIn("migrated from schema", done.stdout)
                self.check_migrated()
                kept = f"{self.old}.schema-{schema.stem}"
                with sqlite3.connect(kept) as database:
                    self.assertEqual(database.execute("PRAGMA user_version").fetchone()[0], int(schema.stem))
                os.remove(kept)

    def test_the_doctor_tells_of_an_older_store_and_leaves_it(self):
        done = self.nexor("doctor")
        self.assertEqual(done.returncode, STORE_FAULT)
        self.assertIn("doctor --migrate", done.stdout + done.stderr)
        self.assertEqual(self.version(), 1)

    def test_a_store_of_this_schema_has_nothing_to_migrate(self):
        self.assertIn("nothing to migrate", self.ok("doctor", "--migrate"))
        self.assertFalse(os.path.exists(self.store + ".schema-2"))

    def test_without_a_backup_nothing_is_migrated(self):
        kept = pathlib.Path(self.old + ".schema-1")
        kept.write_text("somebody's")
        done = self.nexor("doctor", "--migrate")
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("is there already", done.stdout + done.stderr)
        self.assertEqual((self.version(), kept.read_text()), (1, "somebody's"))

    def test_a_copy_of_another_time_is_not_taken_for_the_store_as_it_is(self):
        kept = self.old + ".schema-1"
        shutil.copy(self.old, kept)
        with sqlite3.connect(kept) as database:
            database.execute("DELETE FROM events WHERE number = (SELECT max(number) FROM events)")
            database.execute("UPDATE store SET head_number = head_number - 1, head_hash ="
                             " (SELECT hash FROM events ORDER BY number DESC LIMIT 1)")
        before = pathlib.Path(kept).read_bytes()
        done = self.nexor("doctor", "--migrate")
        self.assertEqual(done.returncode, STORE_FAULT)
        self.assertIn("is there already", done.stdout + done.stderr)
        self.assertEqual((self.version(), pathlib.Path(kept).read_bytes()), (1, before))

    def test_a_damaged_store_is_not_migrated(self):
        with sqlite3.connect(self.old) as database:
            database.execute("UPDATE cancellations SET by = 'eve'")
        done = self.nexor("doctor", "--migrate")
        self.assertEqual(done.returncode, STORE_FAULT)
        self.assertEqual(self.version(), 1)

    def test_killed_at_any_call_it_is_of_one_schema_and_the_same_again_finishes(self):
        for call in ("pwrite64", "fdatasync", "fsync", "rename", "unlink"):
            for when in range(1, 200, 1 if "NEXOR_FULL" in os.environ else 23):
                self.take(SCHEMAS / "1.sql")
                killed = self.killed_at(call, when)
                with self.subTest(call=call, when=when):
                    self.assertIn(self.version(), (1, 2))
                    done = self.nexor("doctor", "--migrate")
                    self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
                    self.check_migrated()
                    self.assertTrue(os.path.exists(kept := self.old + ".schema-1"))
                os.remove(kept)
                if not killed:
                    break

    def killed_at(self, call, when):
        """True where the command made so many calls of that kind."""
        words = ["strace", "-f", "-qq", "-o", os.devnull, "-e", f"trace={call}", "-e",
                 f"inject={call}:signal=KILL:when={when}", NEXOR, "doctor", "--migrate", "--store", f"sqlite:{self.old}"]
        return subprocess.run(words, env=self.environment, capture_output=True).returncode != 0


if __name__ == "__main__":
    unittest.main()
