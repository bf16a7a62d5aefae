"""The columns of which nexor-formats(5) tells, held to the header of each answer.

columns_test.py NEXOR MAN: a unittest run over the binary at that path, and the folder of its pages.
"""

import os
import re
import sys
import unittest

MAN = os.path.abspath(sys.argv.pop())

from process_test import Desk

# What the page calls an answer, and the words that give it. All that is listed is `list` by its name.
ANSWERS = {
    "the targets of cancel": "cancel K-1 --reason unused --dry-run",
    "the targets of undo": "undo K-2 --dry-run",
    "the targets of approve, decline and reopen": "approve R-1 --dry-run",
    "the targets of token revoke and session revoke": "token revoke tok_0001Y --yes",
    "report reasons": "report reasons",
    "report churn": "report churn",
    "report upcoming": "report upcoming",
    "status of several": "status K-1 K-2",
    "history": "history K-1",
    "doctor": "doctor",
    "config show": "config show --origin",
    "config path": "config path",
}
LISTED = ("subscriptions", "accounts", "plans", "cancellations", "requests", "batches", "operators", "sessions", "tokens",
          "events", "reasons")


def told():
    """The columns of each answer, as the page has them."""
    with open(os.path.join(MAN, "nexor-formats.5"), encoding="utf-8") as file:
        section = file.read().split(".Ss Columns\n")[1].split("\n.Ss ")[0]
    items = re.findall(r"^\.It (.*)\n\.Sy ([a-z_., ]+)", section, re.M)
    return [(name, re.findall(r"[a-z_.]+", columns)) for name, columns in items]


class Columns(Desk):
    def setUp(self):
        super().setUp()
        self.add("K-2")
        self.ok("cancel", "K-2", "--reason", "unused", "--yes")
        self.ok("request", "add", "R-1", "--name", "Jane", "--email", "jane@example.org", "--plan", "month")
        self.ok("token", "create", "--label", "x")

    def header(self, words):
        return self.run_nexor(*words.split(), "--format", "tsv", "--header").stdout.split("\n")[0].split("\t")

    def test_every_answer_has_the_columns_that_its_page_tells_of(self):
        answers = ANSWERS | {kind: f"list {kind}" for kind in LISTED}
        for name, columns in told():
            with self.subTest(answer=name):
                if name == "process":
                    rows = self.ok("process", "--format", "tsv").splitlines()
                    self.assertEqual([row.split("\t")[0] for row in rows], columns)
                else:
                    self.assertEqual(self.header(answers[name]), columns)

    def test_the_page_tells_of_each_answer_once(self):
        self.assertEqual(sorted(name for name, _ in told()), sorted([*ANSWERS, *LISTED, "process"]))


if __name__ == "__main__":
    unittest.main()
