"""Something else where a file is expected: symlinks, FIFOs, folders, devices, files of another owner.

places_test.py NEXOR: a unittest run over the binary at that path.
"""

import os
import shutil
import unittest

from changes import NEXOR, FaultDesk
from invariant import Invariant
from tally import NOBODY, count, has, seen_exit

VICTIM = b"somebody else's\n"
CANCEL = ("cancel", "K-1", "--reason", "unused", "--yes")


class Places(unittest.TestCase):
    def setUp(self):
        self.desk = FaultDesk()
        self.addCleanup(self.desk.remove)
        self.victim = os.path.join(self.desk.outside, "victim")
        self.write(self.victim)

    @staticmethod
    def write(path):
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(VICTIM)

    def put(self, kind, path):
        """Makes that stand at the path, in the place of what was there."""
        os.makedirs(os.path.dirname(path), exist_ok=True)
        if os.path.lexists(path):
            os.remove(path)
        if kind == "symlink":
            os.symlink(self.victim, path)
        elif kind == "dangling symlink":
            os.symlink(os.path.join(self.desk.outside, "nowhere"), path)
        elif kind == "FIFO":
            os.mkfifo(path, 0o600)
        elif kind == "folder":
            os.mkdir(path, 0o700)
        elif kind == "device":
            os.symlink("/dev/zero", path)

    def refused(self, place, kinds, codes, *words, as_session=False):
        """It is refused, what it leads to is left alone, and the desk works again once it is gone."""
        for kind in kinds:
            with self.subTest(place=place, kind=kind):
                self.desk.put_back()
                path = self.path(place)
                self.put(kind, path)
                environment = {name: value for name, value in self.desk.environment.items()
                               if not as_session or name != "NEXOR_TOKEN_FILE"}
                done = self.desk.run(*words, env=environment, timeout=20)
                count("places", f"{kind}: {place}", seen_exit(done.returncode))
                self.assertIn(done.returncode, codes, done.stderr)
                self.check_left_alone()
                shutil.rmtree(path) if kind == "folder" else os.remove(path)
                if place not in ("store", "token"):
                    self.assertEqual(Invariant(self.desk.run, self.desk.store).broken(), [])

    def check_left_alone(self):
        with open(self.victim, "rb") as file:
            self.assertEqual(file.read(), VICTIM)
        self.assertEqual(os.listdir(self.desk.outside), ["victim"])

    def path(self, place):
        run = os.path.join(self.desk.folder, "run", "nexor")
        return {"store": self.desk.store, "journal": self.desk.store + "-journal", "lock": self.desk.store + "-batches",
                "token": self.desk.token, "backup": os.path.join(self.desk.folder, "new.db"),
                "unfinished": os.path.join(self.desk.folder, "new.db.unfinished"),
                "restored": os.path.join(self.desk.folder, "other.db"),
                "password": os.path.join(self.desk.folder, "strange"),
                "session": os.path.join(run, os.listdir(run)[0]) if os.path.exists(run) else ""}[place]

    def test_a_store_is_a_file(self):
        self.refused("store", ("FIFO", "folder", "device"), (8,), *CANCEL)
        self.refused("store", ("symlink",), (9,), *CANCEL)
        self.refused("store", ("dangling symlink",), (8,), *CANCEL)

    def test_a_journal_is_a_file(self):
        self.refused("journal", ("FIFO", "folder", "symlink", "dangling symlink", "device"), (8,), *CANCEL)

    def test_a_lock_is_a_file(self):
        words = ("cancel", "--from", os.path.join(self.desk.folder, "rows.csv"), "--reason", "unused", "--yes")
        self.refused("lock", ("FIFO", "folder", "symlink", "dangling symlink", "device"), (8,), *words)

    def test_a_credential_is_a_file_that_is_not_followed_to(self):
        for place in ("token", "session"):
            self.refused(place, ("FIFO", "folder", "symlink", "device"), (5,), *CANCEL, as_session=place == "session")

    def test_a_password_is_no_folder(self):
        self.refused("password", ("folder",), (2,), "login", "ada", "--password-file",
                     os.path.join(self.desk.folder, "strange"))

    def test_a_backup_goes_to_no_other_file_and_comes_from_a_store(self):
        new, other = self.path("backup"), self.path("restored")
        self.refused("backup", ("FIFO", "folder", "symlink", "device"), (7,), "backup", new)
        self.refused("restored", ("FIFO", "folder", "device"), (8,), "restore", other, "--yes")
        self.refused("restored", ("symlink",), (9,), "restore", other, "--yes")

    def test_a_link_where_a_copy_is_begun_is_not_followed(self):
        for kind in ("symlink", "dangling symlink", "FIFO"):
            self.desk.put_back()
            self.put(kind, self.path("unfinished"))
            done = self.desk.run("backup", self.path("backup"), timeout=20)
            count("places", f"{kind}: unfinished", seen_exit(done.returncode))
            self.assertEqual(done.returncode, 0, done.stderr)
            self.check_left_alone()

    @unittest.skipUnless(has("root"), "root: only it gives a file to another")
    def test_a_credential_of_another_owner_is_refused(self):
        for place in ("token", "session"):
            with self.subTest(place=place):
                self.desk.put_back()
                os.chown(self.path(place), NOBODY, NOBODY)
                environment = {name: value for name, value in self.desk.environment.items()
                               if place == "token" or name != "NEXOR_TOKEN_FILE"}
                done = self.desk.run("list", env=environment)
                count("places", f"foreign owner: {place}", seen_exit(done.returncode))
                self.assertEqual(done.returncode, 5, done.stderr)

    @unittest.skipUnless(has("root"), "root: only it acts as another")
    def test_another_user_may_neither_read_nor_mend_a_store(self):
        for words in (("doctor",), ("backup", "/tmp/never.db"), ("init", "--operator", "eve", "--password-file", "/dev/null")):
            if self.desk.run("version", user=NOBODY, group=NOBODY, extra_groups=[]).returncode:
                self.skipTest("another user can't run the binary where it lies")
            done = self.desk.run(*words, user=NOBODY, group=NOBODY, extra_groups=[])
            count("places", "another user", seen_exit(done.returncode))
            self.assertIn(done.returncode, (2, 5, 8), done.stderr)
            self.assertEqual(Invariant(self.desk.run, self.desk.store).broken(), [])


if __name__ == "__main__":
    unittest.main()
