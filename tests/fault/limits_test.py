"""What the system refuses: a full disk, a largest file, a read-only file system, no descriptors left, and answers that
can't be written.

limits_test.py NEXOR: a unittest run over the binary at that path. NEXOR_FULL=1 tries every limit of a kind, not a few.
"""

import os
import resource
import shutil
import signal
import subprocess
import unittest

from changes import CHANGES, NEXOR, FaultDesk
from invariant import Invariant, contents
from tally import FULL, THIN, count, has, is_sanitized, seen_exit

STORES = 8
DONE_BUT_UNTOLD = 12
KIBIBYTE = 1024
CANCEL = ("cancel", "K-1", "--reason", "unused", "--yes")
WITH_STORE = [change for change in CHANGES if not change.store]


class Limits(unittest.TestCase):
    def setUp(self):
        self.desk = FaultDesk()
        self.addCleanup(self.desk.remove)

    def held_to(self, limit, value, *words):
        """Runs nexor under a limit of the process's."""
        return self.desk.run(*words, preexec_fn=lambda: resource.setrlimit(limit, (value, value)))

    def check_works(self):
        """What failed has changed nothing, and the same works once the limit is gone."""
        self.assertEqual(Invariant(self.desk.run, self.desk.store).broken(), [])
        self.desk.ok(*CANCEL)


class Processes(Limits):
    def test_a_largest_file_ends_a_change_with_8_and_no_signal(self):
        """With 11 where the file can't even be put back under that limit; the next that has none does it."""
        before = contents(self.desk.store)
        size = os.path.getsize(self.desk.store)
        sizes = range(0, size, 4 * KIBIBYTE if FULL else 40 * KIBIBYTE)
        for largest in sizes:
            with self.subTest(largest=largest):
                done = self.held_to(resource.RLIMIT_FSIZE, largest, *CANCEL)
                count("limits", "ulimit -f", seen_exit(done.returncode))
                self.assertIn(done.returncode, (STORES, 11), done.stderr)
                self.desk.ok("audit", "verify", "-q")
                self.assertEqual(contents(self.desk.store), before)
        self.check_works()

    @unittest.skipIf(is_sanitized(NEXOR), "descriptors: the sanitizers need some of their own")
    def test_without_descriptors_a_change_ends_with_8(self):
        before = contents(self.desk.store)
        with open(self.desk.token) as file:
            self.desk.environment["NEXOR_TOKEN"] = file.read().strip()
        del self.desk.environment["NEXOR_TOKEN_FILE"]
        seen = set()
        for most in range(3, 10):
            done = self.held_to(resource.RLIMIT_NOFILE, most, *CANCEL)
            if done.returncode == 127:  # the loader's: it couldn't read the libraries
                continue
            seen.add(done.returncode)
            count("limits", "ulimit -n", seen_exit(done.returncode))
            self.assertIn(done.returncode, (0, STORES), done.stderr)
            if done.returncode:
                self.assertEqual(contents(self.desk.store), before)
        self.assertLessEqual({0, STORES}, seen)
        self.assertEqual(Invariant(self.desk.run, self.desk.store).broken(), [])


@unittest.skipUnless(has("mounts") and has("root"), "mounts: no file system can be mounted here")
class FileSystems(Limits):
    def mounted(self, *how):
        place = os.path.join(self.desk.home, "disk")
        os.mkdir(place)
        subprocess.run(["mount", *how, place], check=True)
        self.addCleanup(subprocess.run, ["umount", "-l", place], check=True)
        return place

    def test_a_full_disk_ends_every_change_with_8_and_it_works_again(self):
        place = self.mounted("-t", "tmpfs", "-o", "size=2m", "tmpfs")
        folder = os.path.dirname(self.desk.store)
        for change in WITH_STORE:
            with self.subTest(change=change.words):
                self.desk.put_back()
                shutil.rmtree(place + "/nexor", ignore_errors=True)
                shutil.copytree(folder, place + "/nexor")
                shutil.rmtree(folder)
                os.symlink(place + "/nexor", folder)
                self.fill(place)
                done = self.desk.run(*self.desk.argv(change), env=self.desk.environment_of(change))
                count("limits", "full disk", seen_exit(done.returncode))
                # What was blanked before there was no room to write the file anew is told as it is.
                self.assertIn(done.returncode, (STORES, 11) if change.command == "redact" else (STORES,), done.stderr)
                self.assertNotIn("internal", done.stderr)
                os.remove(place + "/fill")
                self.assertEqual(Invariant(self.desk.run, self.desk.store).broken(keeps_head=change.keeps_head), [])
                again = self.desk.run(*self.desk.argv(change), env=self.desk.environment_of(change))
                self.assertIn(again.returncode, (change.exit, *change.again), again.stderr)

    @staticmethod
    def fill(place):
        with open(place + "/fill", "wb", buffering=0) as file:
            try:
                while True:
                    file.write(bytes(KIBIBYTE))
            except OSError:
                pass

    def test_a_read_only_file_system_ends_a_change_with_8_and_a_read_works(self):
        folder = os.path.dirname(self.desk.store)
        subprocess.run(["mount", "--bind", folder, folder], check=True)
        self.addCleanup(subprocess.run, ["umount", "-l", folder], check=True)
        subprocess.run(["mount", "-o", "remount,bind,ro", folder], check=True)
        for change in WITH_STORE:
            if change.command in ("backup", "doctor"):
                continue
            done = self.desk.run(*self.desk.argv(change), env=self.desk.environment_of(change))
            with self.subTest(change=change.words):
                count("limits", "read-only", seen_exit(done.returncode))
                self.assertIn(done.returncode, (5, STORES), done.stderr)
        self.desk.ok("list", "--all")
        subprocess.run(["mount", "-o", "remount,bind,rw", folder], check=True)
        self.check_works()


class Answers(Limits):
    """A change whose answer is lost is done, and says so; a read whose reader leaves is quiet."""

    # Those that answer nothing when all is well have nothing to lose.
    TELLING = [change for change in WITH_STORE if not (THIN and change.command == "login")]

    def lost(self, change, script):
        self.desk.put_back()
        return subprocess.run(["/bin/sh", "-c", script, "sh", NEXOR, *self.desk.argv(change)], text=True,
                              env=self.desk.environment_of(change), stdin=subprocess.DEVNULL, stderr=subprocess.PIPE)

    def test_a_change_whose_answer_has_nowhere_to_go_is_done_with_12(self):
        for name, script in (("/dev/full", '"$@" >/dev/full'), (">&-", '"$@" >&-')):
            for change in self.TELLING:
                with self.subTest(change=change.words, stdout=name):
                    before = Invariant(self.desk.run, self.desk.store).head
                    done = self.lost(change, script)
                    count("answers", name, seen_exit(done.returncode))
                    self.assertEqual(done.returncode, DONE_BUT_UNTOLD, done.stderr)
                    self.assertIn("done and durable", done.stderr)
                    self.assertNotEqual(Invariant(self.desk.run, self.desk.store).head, before)

    def test_a_read_whose_reader_leaves_is_quiet(self):
        for words in (["list", "--all"], ["list", "events"], ["history"], ["export", "events"], ["help", "cancel"]):
            with self.subTest(words=words):
                reader, writer = os.pipe()
                os.close(reader)
                done = self.desk.run(*words, stdout=writer)
                os.close(writer)
                count("answers", "| head", seen_exit(done.returncode))
                self.assertEqual((done.returncode, done.stderr), (-signal.SIGPIPE, ""))


if __name__ == "__main__":
    unittest.main()
