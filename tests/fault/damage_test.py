"""Files that aren't what they were: a bit flipped in every page, a store that is cut, empty, another program's, of a
newer nexor, or without its journal.

damage_test.py NEXOR: a unittest run over the binary at that path. NEXOR_FULL=1 flips several bits of every page.
"""

import json
import os
import random
import signal
import subprocess
import unittest

from changes import NEXOR, FaultDesk
from invariant import confirmations
from tally import FULL, THIN, count, has, seen_exit

PAGE = 4096
HEADER = 100
FLIPS = 8 if FULL else 1
STEP = 1 if FULL else 12 if THIN else 2
LOOKS = (["list", "--all"], ["audit", "verify"], ["doctor"], ["show", "K-2"], ["receipt", "CONFIRMATION"])
TOLD = (0, 1, 3, 4, 6, 7, 8, 9)
STORES_FAULTS = 9


class Damage(unittest.TestCase):
    def setUp(self):
        self.desk = FaultDesk(is_use_due=False)  # so that a look has nothing to write
        self.addCleanup(self.desk.remove)
        with open(self.desk.store, "rb") as file:
            self.whole = file.read()
        self.confirmation = self.desk.ok("show", "K-2", "--get", "cancellation.confirmation").strip()
        self.receipt = self.told(self.desk.run("receipt", self.confirmation, "--json"))

    @staticmethod
    def told(done):
        """What a receipt says, but for when it was printed; nothing where it wasn't."""
        if done.returncode:
            return None
        return {name: value for name, value in json.loads(done.stdout).items() if not name.startswith("issued_at")}

    def put(self, content):
        with open(self.desk.store, "wb") as file:
            file.write(content)

    def held(self):
        with open(self.desk.store, "rb") as file:
            return file.read()

    def look(self, words):
        return self.desk.run(*[self.confirmation if word == "CONFIRMATION" else word for word in words])

    def flipped(self):
        """The store with one bit the other way round, again and again."""
        chance = random.Random(os.environ.get("NEXOR_SEED", "1"))
        for page in range(0, len(self.whole), PAGE * STEP):
            for _ in range(FLIPS):
                content = bytearray(self.whole)
                content[page + chance.randrange(PAGE)] ^= 1 << chance.randrange(8)
                yield page // PAGE + 1, bytes(content)

    def test_a_flipped_bit_ends_in_no_crash_and_no_false_receipt(self):
        for page, content in self.flipped():
            found, told = False, 0
            for words in LOOKS:
                self.put(content)
                done = self.look(words)
                told = done.returncode if words == ["doctor"] else told
                with self.subTest(page=page, words=words):
                    self.assertIn(done.returncode, TOLD, done.stderr)
                    found = found or done.returncode == STORES_FAULTS
                    if done.returncode == STORES_FAULTS:
                        self.assertEqual(self.held(), content)
                    if words[0] == "receipt":
                        self.assertLessEqual(confirmations(done.stdout), {self.confirmation})
            count("damage", "bit flip", "found by doctor" if told == STORES_FAULTS else
                  "found by a look" if found else "not found: it means nothing, or no page has a checksum")

    def test_a_receipt_of_a_damaged_store_is_the_same_or_the_damage_is_found(self):
        for page, content in self.flipped():
            self.put(content)
            done = self.desk.run("receipt", self.confirmation, "--json")
            if self.told(done) not in (None, self.receipt):
                with self.subTest(page=page):
                    self.assertNotEqual(self.desk.run("audit", "verify").returncode, 0, done.stdout)

    def strange(self):
        yield "cut in a page", self.whole[:10 * PAGE + 100], STORES_FAULTS
        yield "cut between pages", self.whole[:10 * PAGE], STORES_FAULTS
        yield "a page alone", self.whole[:PAGE], STORES_FAULTS
        yield "a byte", self.whole[:1], STORES_FAULTS
        yield "empty", b"", STORES_FAULTS
        yield "text", b"dear\n" * 5000, STORES_FAULTS
        yield "zeros", bytes(len(self.whole)), STORES_FAULTS
        yield "newer", self.whole[:60] + (99).to_bytes(4, "big") + self.whole[64:], STORES_FAULTS
        yield "of another program", self.whole[:68] + bytes(4) + self.whole[72:], STORES_FAULTS

    def test_what_is_no_whole_store_is_refused_and_left_as_it_is(self):
        for name, content, code in self.strange():
            for words in ([*LOOKS[0]], ["cancel", "K-1", "--reason", "unused", "--yes"], ["process"], ["login", "ada",
                          "--password-file", os.path.join(self.desk.folder, "password")]):
                with self.subTest(name=name, words=words):
                    self.put(content)
                    done = self.desk.run(*words)
                    count("damage", name, seen_exit(done.returncode))
                    self.assertEqual(done.returncode, code, done.stderr)
                    self.assertEqual(self.held(), content)

    @unittest.skipUnless(has("ptrace"), "ptrace: strace can't follow a process here")
    def test_a_store_whose_hot_journal_is_gone_is_found_or_whole(self):
        calls = range(1, 200, 1 if FULL else 7)
        for number in calls:
            self.desk.put_back()
            done = subprocess.run(["strace", "-f", "-qq", "-o", os.devnull, "-e", "trace=pwrite64", "-e",
                                   f"inject=pwrite64:signal=KILL:when={number}", NEXOR, "cancel", "K-1", "--reason", "unused",
                                   "--yes"], env=self.desk.environment, capture_output=True)
            if done.returncode != -signal.SIGKILL:
                break
            if os.path.exists(self.desk.store + "-journal"):
                os.remove(self.desk.store + "-journal")
            before = self.held()
            verdict = self.desk.run("audit", "verify")
            count("damage", "without its journal", seen_exit(verdict.returncode))
            with self.subTest(number=number):
                self.assertIn(verdict.returncode, (0, STORES_FAULTS), verdict.stderr)
                if before[HEADER:] != self.whole[HEADER:]:  # it was being written, not only its count of changes
                    self.assertEqual(self.desk.run("doctor").returncode, STORES_FAULTS)
                self.assertEqual(self.held(), before)


if __name__ == "__main__":
    unittest.main()
