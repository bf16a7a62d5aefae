"""What is redacted stands in no file of the store any more.

redact_test.py NEXOR: a unittest run over the binary at that path.
"""

import os
import random
import subprocess
import unittest

from process_test import Desk

PEOPLE = 400
NAME = "Persephone-{}-Underworld"


class Redaction(Desk):
    def import_names(self, names, *more):
        path = os.path.join(self.folder, "people.csv")
        with open(path, "w") as file:
            file.write("key,name,note\n")
            file.writelines(f"P-{number},{name},{'x' * (number % 300)}\n" for number, name in names)
        self.ok("import", "accounts", path, *more)
        os.remove(path)

    def files_with(self, words):
        found = []
        folder = os.path.dirname(self.store)
        for name in os.listdir(folder):
            with open(os.path.join(folder, name), "rb") as file:
                content = file.read()
            found += [(name, word) for word in words if word.encode() in content]
        return found

    def terms(self, index):
        """What stands in an index of words: its own pages hold only the ends of them."""
        sql = f"CREATE VIRTUAL TABLE temp.terms USING fts5vocab(main, {index}, row); SELECT term FROM temp.terms"
        return subprocess.run(["sqlite3", self.store, sql], capture_output=True, text=True, check=True).stdout

    def test_no_file_of_the_store_holds_what_was_blanked(self):
        people = [(number, NAME.format(number)) for number in range(PEOPLE)]
        random.Random(1).shuffle(people)
        self.import_names(people)
        # Old names that were overwritten, in pages that were laid out anew since.
        for turn in range(3):
            self.import_names([(n, f"{NAME.format(n)}-{turn}-{'y' * (n * 7 % 150)}") for n, _ in people], "--update")
        self.ok("subscription", "add", "K-P", "--account", "P-7", "--plan", "month", "--start", "2024-01-31")
        feedback = "the pomegranates " + "were sour " * 450
        self.ok("cancel", "K-P", "--reason", "unused", "-m", feedback, "--on-behalf-of", "Demeter", "--yes")
        words = [NAME.format(7) + "-", "the pomegranates", "were sour", "Demeter"]
        self.assertTrue(self.files_with(words))
        self.assertIn("persephone-7-", self.terms("account_words"))
        self.ok("redact", "P-7", "--yes")
        self.assertEqual(self.files_with(words), [])
        self.assertTrue(self.files_with([NAME.format(8)]))
        self.assertNotIn("persephone-7-", self.terms("account_words"))
        self.assertIn("persephone-8-", self.terms("account_words"))
        self.ok("audit", "verify")
        looks = (("list", "accounts"), ("list", "cancellations"), ("show", "K-P"), ("history", "K-P"))
        dump = "".join(self.ok(*look, "--json") for look in looks)
        self.assertEqual([word for word in words if word in dump], [])


if __name__ == "__main__":
    unittest.main()
