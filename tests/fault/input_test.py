"""Bad words, rows and bytes: each is answered with the exit code that the contract names, shows no raw control byte, and
leaves the store as it was, but for the events of refusals.

input_test.py NEXOR: a unittest run over the binary at that path. NEXOR_FULL=1 tries ten thousand, others with another
NEXOR_SEED.
"""

import os
import random
import string
import unittest

from changes import NEXOR, FaultDesk
from invariant import ask, contents
from tally import FULL, THIN, count, seen_exit

MANY = 10_000 if FULL else 150 if THIN else 600
USAGE, PARTIAL, NOT_FOUND, REFUSED = 2, 3, 6, 7
CONTROLS = "".join(map(chr, [*range(1, 32), 127, *range(128, 160)])) + "\u202e\u2066\u200f"
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


class Chance(random.Random):
    """Bad values of each kind."""

    def letters(self, most=20):
        """A word that is no option."""
        return ("x" + "".join(self.choices(string.ascii_lowercase + "-_. ", k=self.randint(0, most)))).strip()

    def hostile(self):
        at = self.randint(0, 6)
        text = self.letters()
        return text[:at] + "".join(self.choices(CONTROLS, k=self.randint(1, 4))) + text[at:]

    def no_key(self):
        return self.choice([self.hostile(), " " + self.letters(), self.letters() + " ", "k" * self.randint(129, 3000), "",
                            "k\udcff\udcfe", "sub_0001Y"])

    def no_such(self):
        return "no such " + self.letters()

    def wrong_id(self):
        """Of the shape of an id, with a symbol of it changed."""
        right = self.choice(["sub_0001Y", "acc_0001Y", "sub_0002W"])
        at = self.randrange(4, len(right))
        return right[:at] + self.choice([symbol for symbol in ALPHABET if symbol != right[at]]) + right[at + 1:]

    def no_number(self):
        return self.choice(["", "one", "1e3", "0x10", "1.5", "--", "9" * self.randint(20, 300), "1_000", "٣", "NaN",
                            self.letters()])

    def no_date(self):
        return self.choice(["2026-02-30", "2026-13-01", "26-01-01", "2026/01/01", "01.02.2026", "yesterday", "", "0000-00-00",
                            f"2026-{self.randint(13, 99)}-01", f"2026-01-{self.randint(32, 99)}", self.no_such()])

    def no_price(self):
        return self.choice(["", "-1", "1,50", "1.999", "1e2", "free", ".", "9" * 40, "1 000", self.no_such()])

    def no_word(self):
        return self.choice([self.no_such(), self.hostile(), self.letters() + "!"])


class Inputs(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.desk = FaultDesk()
        cls.addClassCleanup(cls.desk.remove)
        cls.chance = Chance(os.environ.get("NEXOR_SEED", "1"))
        cls.input = os.path.join(cls.desk.outside, "input")

    def write(self, content):
        with open(self.input, "wb") as file:
            file.write(content)
        return self.input

    def words(self):
        """Words that are wrong, and what has to come of them."""
        chance = self.chance
        return chance.choice([
            lambda: (["show", chance.no_such()], NOT_FOUND),
            lambda: (["history", chance.wrong_id()], USAGE),
            lambda: (["cancel", chance.no_such(), "--reason", "unused", "--yes"], NOT_FOUND),
            lambda: (["cancel", chance.wrong_id(), "--reason", "unused", "--yes"], USAGE),
            lambda: (["cancel", "K-1", "--reason", chance.no_word(), "--yes"], USAGE),
            lambda: (["cancel", "K-1", "--reason", "unused", "--at", chance.no_date(), "--yes"], USAGE),
            lambda: (["cancel", "K-1", "--reason", "unused"], USAGE),
            lambda: (["undo", chance.no_such(), "--yes"], NOT_FOUND),
            lambda: (["undo", "K-1", "--yes"], REFUSED),
            lambda: (["approve", chance.no_such(), "--yes"], NOT_FOUND),
            lambda: (["decline", "R-1", "--reason", chance.no_word(), "--yes"], USAGE),
            lambda: (["account", "add", chance.no_key(), "--name", "N"], USAGE),
            lambda: (["account", "add", "good", "--name", "N", "--time-zone", chance.no_such()], USAGE),
            lambda: (["subscription", "add", "good", "--account", chance.no_such(), "--plan", "month"], NOT_FOUND),
            lambda: (["subscription", "add", "good", "--account", "C-1", "--plan", "month", "--start", chance.no_date()], USAGE),
            lambda: (["subscription", "add", "good", "--account", "C-1", "--plan", "month", "--quantity", chance.no_number()],
                     USAGE),
            lambda: (["plan", "add", "good", "--name", "N", "--period", "month", "--currency", "EUR", "--price",
                      chance.no_price()], USAGE),
            lambda: (["plan", "add", "good", "--name", "N", "--currency", "EUR", "--price", "1", "--period",
                      chance.no_word()], USAGE),
            lambda: (["list", "--limit", chance.no_number()], USAGE),
            lambda: (["list", "--cursor", chance.no_word()], USAGE),
            lambda: (["list", "--columns", chance.no_word()], USAGE),
            lambda: (["list", "--ends-before", chance.no_date()], USAGE),
            lambda: (["list", "--" + chance.letters().replace(" ", "") + "x"], USAGE),
            lambda: ([chance.no_such()], USAGE),
            lambda: (["token", "create", "--label", "l", "--expires", chance.no_word()], USAGE),
            lambda: (["operator", "add", chance.hostile(), "--role", "viewer", "--password-file",
                      os.path.join(self.desk.folder, "password")], USAGE),
            lambda: (["import", "accounts", self.write(self.bytes())], USAGE),
            lambda: (["cancel", "--from", self.write(self.rows()), "--reason", "unused", "--dry-run"], PARTIAL),
        ])()

    def bytes(self):
        """No table: its first line names no column of an account."""
        return b"x" + bytes(self.chance.choices(range(1, 256), k=self.chance.randint(0, 2000)))

    def rows(self):
        rows = [self.chance.choice([self.chance.no_such(), self.chance.hostile().replace("\n", "").replace("\r", "") + "!",
                                    self.chance.wrong_id()]) for _ in range(self.chance.randint(1, 5))]
        return ("subscription\n" + "".join(f'"{row}"\n' for row in rows)).encode(errors="surrogateescape")

    def shows_raw(self, text):
        return [character for character in text if character in CONTROLS and character not in "\n\t"]

    def test_each_is_answered_with_its_code_and_changes_nothing(self):
        before = contents(self.desk.store)
        kinds = dict(ask(self.desk.store, "SELECT kind, count(*) FROM events GROUP BY kind"))
        for _ in range(MANY):
            words, code = self.words()
            words = [word.replace("\0", "") for word in words]
            done = self.desk.run(*words)
            count("input", words[0] if words[0] in ("list", "show", "cancel", "import") else "others", seen_exit(done.returncode))
            with self.subTest(words=words):
                self.assertEqual(done.returncode, code, done.stderr[-300:])
                self.assertEqual(self.shows_raw(done.stderr + done.stdout), [])
        self.assertEqual(contents(self.desk.store), before)
        after = dict(ask(self.desk.store, "SELECT kind, count(*) FROM events GROUP BY kind"))
        self.assertEqual({kind: number for kind, number in after.items() if number != kinds.get(kind)}.keys() - {"refused"}, set())
        self.desk.ok("audit", "verify")


if __name__ == "__main__":
    unittest.main()
