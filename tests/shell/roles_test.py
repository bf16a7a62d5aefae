"""Who may do what: every command in every role.

roles_test.py NEXOR: a unittest run over the binary at that path.
"""

import json
import os
import tempfile
import unittest

from process_test import PASSWORD, Desk

MAN = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "man")
ROLES = ["viewer", "operator", "admin"]

# With a header that every import takes, as a wrong one is told before any log-in.
NO_ROWS = tempfile.NamedTemporaryFile("w", suffix=".csv")
NO_ROWS.write("key,name,email,plan,account,period,price,currency,start_on,confirmation,subscription,status,requested_at,"
              "effective_on,reason,by\n")
NO_ROWS.flush()

# What each command is tried with, by the least role that may. It is about things that aren't there, or are there
# already, so that one who may gets another answer than 5, and nothing changes from one try to the next. A password is
# another's: its own anybody may change.
VIEWER = """
status
status NX-0000-0000
list
list accounts
list plans
list cancellations
list requests
list operators
list sessions
list tokens
list batches
list events
list reasons
show K-0
history K-0
receipt NX-0000-0000
report reasons
report churn
report upcoming
export subscriptions
export accounts
export plans
export requests
export cancellations
export events
export batches
reasons
"""
OPERATOR = """
cancel K-0 --reason unused --yes
cancel K-0 --reason unused --dry-run
cancel --status active --search nobody --reason unused --yes --expect 0
cancel --resume bat_0000 --yes
undo NX-0000-0000 --yes
undo bat_0000 --yes
feedback NX-0000-0000 -m words
process
process --dry-run
approve R-0 --yes
decline R-0 --reason spam --yes
reopen R-0 --yes
account add C-1 --name N
account edit A-0 --name N
account close A-0 --yes
account reopen A-0 --yes
subscription add K-0 --account A-0 --plan none
request add R-0 --name N --email e@example.com --plan none
import accounts NO_ROWS
import subscriptions NO_ROWS
import requests NO_ROWS
"""
ADMIN = """
cancel K-1 --reason unused --backdate --at 2024-02-01 --dry-run
cancel K-1 --reason unused --override --dry-run
plan add month --name N --period year --price 1 --currency EUR
plan edit none --name N
plan retire none --yes
import plans NO_ROWS
import cancellations NO_ROWS
redact A-0 --yes
operator add ada --role viewer
operator edit nobody --role viewer
operator disable nobody --yes
operator enable nobody --yes
passwd nobody --issue-code --yes
token create --label x --for nobody
token revoke tok_0010Z --yes
session revoke ses_0010Z --yes
audit verify
audit head
"""
# These ask for no log-in: they tell nothing of the store, begin a session, or take the owner of its file instead.
WITHOUT_LOGIN = {"login", "logout", "init", "doctor", "backup", "restore", "config show", "config get", "config path",
                 "config check", "completion", "schema", "help", "version"}

TABLE = {"viewer": VIEWER, "operator": OPERATOR, "admin": ADMIN}
PERMISSION_DENIED = 5


def rows():
    for least, lines in TABLE.items():
        for line in lines.strip().splitlines():
            yield line.replace("NO_ROWS", NO_ROWS.name), least


class Roles(Desk):
    def setUp(self):
        super().setUp()
        for role in ROLES[:2]:
            self.ok("operator", "add", f"the-{role}", "--role", role)
        self.tokens = {role: self.ok("token", "create", "--label", role, "--for",
                                     "ada" if role == "admin" else f"the-{role}").strip() for role in ROLES}

    def exit_of(self, line, role):
        self.environment["NEXOR_TOKEN"] = self.tokens[role]
        try:
            return self.run_nexor(*line.split()).returncode
        finally:
            del self.environment["NEXOR_TOKEN"]

    def test_every_command_is_for_its_role_and_those_above(self):
        for line, least in rows():
            for role in ROLES:
                with self.subTest(line=line, role=role):
                    may = ROLES.index(role) >= ROLES.index(least)
                    self.assertEqual(self.exit_of(line, role) != PERMISSION_DENIED, may)

    def test_a_role_may_the_least_with_any_of_a_log_in_too(self):
        self.ok("operator", "add", "vic", "--role", "viewer", "--password-stdin", input=PASSWORD)
        self.ok("login", "vic", "--password-stdin", input=PASSWORD)
        for line, least in rows():
            with self.subTest(line=line):
                done = self.run_nexor(*line.split())
                self.assertEqual(done.returncode != PERMISSION_DENIED, least == "viewer", done.stderr)

    def test_no_command_is_missing(self):
        commands = {command["name"] for command in json.loads(self.ok("schema", "commands"))["commands"]}
        lines = [line for line, _ in rows()]
        in_table = {name for name in commands if any(line == name or line.startswith(name + " ") for line in lines)}
        self.assertEqual(commands - in_table, WITHOUT_LOGIN)

    def test_the_manual_says_which_role_a_command_takes(self):
        told = {"viewer": "Every role may do this.", "operator": "It takes the role\n.Sy operator\nor\n.Sy admin",
                "admin": "It takes the role\n.Sy admin ."}
        pages = {name[len("nexor-"):-len(".1")]: os.path.join(MAN, name) for name in os.listdir(MAN)
                 if name.startswith("nexor-") and name.endswith(".1")}
        said = {}
        for line, least in rows():  # the least of a command's lines stands first
            words = line.split()
            page = "-".join(words[:2]) if "-".join(words[:2]) in pages else words[0]
            said.setdefault(page, least)
        for page in said.keys() - {"passwd", "reasons"}:  # they say what is whose
            with self.subTest(page=page), open(pages[page]) as file:
                self.assertIn(told[said[page]], file.read())

    def test_without_a_log_in_nothing_is_allowed(self):
        self.ok("logout")
        for line, _ in rows():
            if line == "reasons":
                continue  # they stand in the configuration; how often each was given is left out
            with self.subTest(line=line):
                self.assertEqual(self.run_nexor(*line.split()).returncode, 4)


if __name__ == "__main__":
    unittest.main()
