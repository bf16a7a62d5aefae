"""One change of a desk, made under a fault, and what has to hold of it then.

A test derives from Trial: it begins with a change, puts the desk back before each fault, makes the change in its own
way, and hands what came of it to `check`.
"""

import hashlib
import os
import pathlib
import random
import unittest

from changes import NEXT_COMMANDS, OLD_STORE, FaultDesk
from invariant import Invariant, ask, contents
from tally import FULL, THIN

TOLD_UNCHANGED = (1, 2, 4, 5, 6, 7, 8, 9, 10)
TOLD_DONE = (12,)


class Trial(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.desk = FaultDesk()
        cls.addClassCleanup(cls.desk.remove)
        cls.chance = random.Random(os.environ.get("NEXOR_SEED", "1") + cls.__name__)

    def some(self, points, most):
        """All of them in a full run."""
        if FULL:
            return points
        return self.chance.sample(points, min(len(points), max(1, most // 3) if THIN else most))

    def begin(self, change, run):
        """Makes that change undisturbed, as `run` does, to know what the store holds before and after it."""
        self.change = change
        self.path = change.path(self.desk)
        self.desk.put_back()
        self.before = self.held()
        self.invariant = Invariant(self.run_beside, self.path, change.has_credential())
        done = run()
        self.assertEqual(done.returncode, change.exit, done.stderr)
        self.after = self.held()
        self.seen_right = set()

    def run_beside(self, *words):
        """Against the store that is changed."""
        return self.desk.run(*words, *(["--store", f"sqlite:{self.path}"] if self.change.store else []))

    def held(self):
        """What the store holds; nothing where there is none."""
        return contents(self.path) if os.path.exists(self.path) and os.path.getsize(self.path) else {}

    def check(self, done):
        """The invariant, what the answer promises, and that the same again finishes the work.

        Nothing that is looked at is anywhere but in the answer and in the desk's files: where both are those of an earlier
        fault of this change, byte by byte, what was right then is right.
        """
        remains = self.remains(done)
        if remains not in self.seen_right:
            self.check_anew(done)
            self.seen_right.add(remains)

    def remains(self, done):
        digest = hashlib.sha256(repr((done.returncode, done.stdout, done.stderr)).encode())
        for path in sorted(pathlib.Path(self.desk.folder).rglob("*")):
            digest.update(repr((str(path), path.lstat().st_mode)).encode())
            if path.is_file():
                with open(path, "rb") as file:
                    digest.update(hashlib.file_digest(file, "sha256").digest())
        return digest.digest()

    def check_anew(self, done):
        told = f"{self.change.words}: exit {done.returncode}: {done.stdout}{done.stderr}"
        self.check_place(told)
        now = self.held()
        if done.returncode in TOLD_DONE or done.returncode == self.change.exit:
            self.assertEqual(now, self.after, told)
        elif self.change.is_whole:
            self.assertIn(now, [self.before] if done.returncode in TOLD_UNCHANGED else [self.before, self.after], told)
        elif self.change.is_in_steps and done.returncode in TOLD_UNCHANGED:
            self.assertEqual(now, self.before, told)
        again = self.desk.run(*self.desk.argv(self.change), env=self.desk.environment_of(self.change))
        self.assertIn(again.returncode, (self.change.exit, *self.change.again), f"{told} then {again.stderr}")
        if not self.change.adds:
            self.assertEqual(self.held(), self.after, told)
        self.assertEqual(self.invariant.doctors_findings(), [], told)
        self.check_backup(told)

    def check_place(self, told):
        if self.change.store == OLD_STORE:
            self.assertIn(ask(self.path, "PRAGMA user_version"), ([(1,)], [(2,)]), told)
            self.assertEqual(ask(self.path, "PRAGMA integrity_check"), [("ok",)], told)
        elif not self.change.store or self.held():
            next_commands = NEXT_COMMANDS if self.change.has_credential() else ()
            self.assertEqual(self.invariant.broken(told, self.change.keeps_head, next_commands), [], told)

    def check_backup(self, told):
        if self.change.command == "backup":
            path = self.desk.argv(self.change)[-1]
            self.assertEqual(ask(path, "PRAGMA integrity_check"), [("ok",)], told)
            self.desk.ok("audit", "verify", "-q", "--store", f"sqlite:{path}")
