"""No memory: every change command with its n-th allocation failing, once and from there on, and log-ins for which the
64 MiB of a password aren't to be had.

memory_test.py NEXOR FAILING_MALLOC: a unittest run over the binary at that path, with the library that fails
allocations. NEXOR_FULL=1 takes every allocation of a cancellation, and many of each other command.
"""

import os
import subprocess
import sys
import unittest

FAILING_MALLOC = os.path.abspath(sys.argv.pop(2))

from changes import CHANGES, NEXOR, FaultDesk  # noqa: E402
from invariant import ask  # noqa: E402
from tally import FULL, count, is_sanitized, seen_exit  # noqa: E402
from trial import Trial  # noqa: E402

OF_EACH = 150 if FULL else 3
OUT_OF_MEMORY = (1, 8, 11, 12)
MEBIBYTE = 1 << 20


@unittest.skipIf(is_sanitized(NEXOR), "preload: the sanitizers bring an allocator of their own")
class Allocations(Trial):
    def run_failing(self, change, which=None):
        counted = os.path.join(self.desk.outside, "allocations")
        more = {"LD_PRELOAD": FAILING_MALLOC, "NEXOR_COUNT_ALLOCATIONS": counted}
        if which:
            more["NEXOR_FAIL_ALLOCATION"] = which
        return self.desk.run(*self.desk.argv(change), env=self.desk.environment_of(change) | more)

    def allocations(self, change):
        self.begin(change, lambda: self.run_failing(change))
        with open(os.path.join(self.desk.outside, "allocations")) as file:
            return int(file.read())

    def test_one_that_fails_is_told_and_no_crash(self):
        for change in CHANGES:
            numbers = range(1, self.allocations(change) + 1)
            if not FULL or change != CHANGES[7]:
                numbers = self.chance.sample(numbers, min(OF_EACH, len(numbers)))
            for which in [f"{number}{ever}" for number in numbers for ever in ("", "+")]:
                with self.subTest(change=change.words, which=which):
                    self.desk.put_back()
                    done = self.run_failing(change, which)
                    count("memory", "allocation", seen_exit(done.returncode))
                    # The doctor goes on, and tells of what is still the matter.
                    doctors = {9} if change.command == "doctor" else set()
                    some_steps = {3} if change.is_in_steps else set()
                    self.assertIn(done.returncode, {0, change.exit, *OUT_OF_MEMORY, *doctors, *some_steps}, done.stderr)
                    self.check(done)

    def test_the_first_of_all_are_told_too(self):
        """What comes before main() and right behind it, where not even an exception may find room."""
        [change] = [change for change in CHANGES if change.command == "logout"]
        self.begin(change, lambda: self.run_failing(change))
        for which in [f"{number}{ever}" for number in range(1, 41) for ever in ("", "+")]:
            with self.subTest(which=which):
                self.desk.put_back()
                done = self.run_failing(change, which)
                count("memory", "before a command", seen_exit(done.returncode))
                self.assertIn(done.returncode, {0, 1}, done.stderr)
                self.check(done)

    def test_no_log_in_is_taken_for_a_wrong_one(self):
        """What fails once is taken back; where nothing is to be had any more, one try stays counted."""
        [change] = [change for change in CHANGES if change.command == "login"]
        numbers = range(1, self.allocations(change) + 1)
        for number in numbers if FULL else self.chance.sample(numbers, 10):
            for ever, most in (("", 0), ("+", 1)):
                with self.subTest(number=number, ever=ever):
                    self.desk.put_back()
                    done = self.run_failing(change, f"{number}{ever}")
                    count("memory", "log-in", seen_exit(done.returncode))
                    self.assertIn(done.returncode, {0, *OUT_OF_MEMORY}, done.stderr)
                    self.assertLessEqual(ask(self.desk.store, "SELECT total(count) FROM login_failures"), [(most,)])


@unittest.skipIf(is_sanitized(NEXOR), "address space: the sanitizers take as much as they like")
class AddressSpace(unittest.TestCase):
    def setUp(self):
        self.desk = FaultDesk()
        self.addCleanup(self.desk.remove)

    def log_in(self, mebibytes):
        words = ["login", "ada", "--password-file", os.path.join(self.desk.folder, "password")]
        return subprocess.run(["prlimit", f"--as={mebibytes * MEBIBYTE}", NEXOR, *words], env=self.desk.environment,
                              capture_output=True, text=True)

    def test_a_log_in_without_its_memory_says_so_and_is_not_counted(self):
        seen = set()
        for mebibytes in range(12, 160, 4):
            done = self.log_in(mebibytes)
            count("memory", "prlimit --as", seen_exit(done.returncode))
            seen.add(done.returncode)
            with self.subTest(mebibytes=mebibytes):
                self.assertIn(done.returncode, {0, 127, *OUT_OF_MEMORY}, done.stderr)  # 127 is the loader's
                self.assertNotIn("wrong", done.stderr)
                self.assertEqual(ask(self.desk.store, "SELECT count(*) FROM login_failures"), [(0,)])
        self.assertLessEqual({0, 1}, seen)

    def test_a_hundred_of_them_lock_nobody_out(self):
        for _ in range(101):
            self.assertEqual(self.log_in(64).returncode, 1)
        self.assertEqual(self.log_in(1024).returncode, 0)


if __name__ == "__main__":
    unittest.main()
