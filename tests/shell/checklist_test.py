"""What those who type get: each row of checklist.txt, run as it stands there by a shell.

checklist_test.py NEXOR: a unittest run over the binary at that path. The form of a row is told at the top of the table.
"""

import dataclasses
import itertools
import json
import os
import re
import shutil
import subprocess
import unittest

import pexpect

from process_test import NEXOR, Desk

TABLE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "checklist.txt")
TYPED = re.compile("«(.*?)»")
EVERY_COMMAND = "every command"


@dataclasses.dataclass
class Row:
    """A line of the table and what has to come of it."""

    line: int
    command: str
    width: int | None = None  # of the terminal that it sits at
    exit: int = 0
    out: list = dataclasses.field(default_factory=list)
    err: list = dataclasses.field(default_factory=list)
    each: tuple | None = None  # a word, and what stands for it

    def about(self, thing):
        """This row with `thing` in the place of its word."""
        put = lambda text: text.replace(self.each[0], thing)
        return dataclasses.replace(self, command=put(self.command), out=list(map(put, self.out)),
                                   err=list(map(put, self.err)))


def read_row(number, lines):
    """The row of `lines`, the first of which is line `number` of the table; None where they are remarks."""
    row = Row(number, "")
    things = []
    for line in lines:
        mark, _, text = line.partition(" ")
        if line.startswith("  "):
            row.out.append(line[2:])
        elif mark == "$":
            row.command += text + "\n"
        elif mark == "!":
            row.err.append(text)
        elif mark == "?":
            row.exit = int(text)
        elif mark == "@terminal":
            row.width = int(text)
        elif mark == "@each":
            word, _, listed = text.partition(": ")
            things += listed.split(" | ")
            row.each = (word, things)
        elif not mark.startswith("#"):
            raise ValueError(f"checklist.txt:{number}: what is '{line}'?")
    return row if row.command else None


def read_table():
    with open(TABLE, encoding="utf-8") as file:
        lines = list(enumerate(file.read().splitlines(), 1))
    blocks = (list(block) for is_row, block in itertools.groupby(lines, lambda line: line[1] != "") if is_row)
    rows = (read_row(block[0][0], [line for _, line in block]) for block in blocks)
    return [row for row in rows if row]


def pattern(line):
    """A regular expression for a line of the table and its end."""
    if line == "…":
        return r"(?:.*\n)*?"
    text = TYPED.sub(lambda typed: "" if typed[1].startswith("^") else typed[1], line).replace("␛", "\x1b")
    return ".*?".join(map(re.escape, text.split("…"))) + r"(?:\^C)?\n"


def fits(said, lines):
    return re.fullmatch("".join(map(pattern, lines)), said) is not None


class Checklist(Desk):
    """A desk with some of everything, which every row finds as it was."""

    def setUp(self):
        super().setUp()
        programs = self.folder + ".bin"
        os.mkdir(programs)
        self.addCleanup(shutil.rmtree, programs)
        os.symlink(NEXOR, os.path.join(programs, "nexor"))
        self.environment["PATH"] = programs + ":" + self.environment["PATH"]
        self.add_records()
        self.saved = self.folder + ".saved"
        shutil.copytree(self.folder, self.saved)
        self.addCleanup(shutil.rmtree, self.saved)
        self.untouched = self.state()

    def add_records(self):
        self.ok("plan", "add", "legacy", "--name", "L", "--period", "year", "--price", "9", "--currency", "EUR")
        self.ok("account", "add", "C-2", "--name", "Jürgen 日本", "--note", "x")
        self.ok("account", "add", "C-3", "--name", "=1+1\u202e")
        for key in ("A1", "K-2", "K-3"):
            self.add(key)
        many = "".join(f"M-{number},C-2,legacy,2024-02-29\n" for number in range(37))
        self.ok("import", "subscriptions", "-", input="key,account,plan,start_on\n" + many)
        self.ok("cancel", "K-2", "--reason", "unused", "--at", "9999-01-01", "--feedback", "dear\x1b[31m", "--yes")
        self.ok("cancel", "K-3", "--reason", "unused", "--at", "now", "--yes")
        self.ok("request", "add", "R-1", "--name", "Jane", "--email", "jane@example.org", "--plan", "month")
        with open(os.path.join(self.folder, "pw"), "w", opener=lambda path, flags: os.open(path, flags, 0o600)) as file:
            file.write("correct horse battery\n")

    def state(self):
        """What tells whether a file in the folder is another than it was."""
        paths = [os.path.join(folder, name) for folder, _, names in os.walk(self.folder) for name in names]
        return sorted((path, os.stat(path).st_ino, os.stat(path).st_mtime_ns) for path in paths)

    def start_anew(self):
        if self.state() == self.untouched:
            return
        shutil.rmtree(self.folder)
        shutil.copytree(self.saved, self.folder)
        self.untouched = self.state()

    def run_piped(self, row):
        done = subprocess.run(["bash", "-c", row.command], cwd=self.folder, env=self.environment, text=True,
                              stdin=subprocess.DEVNULL, capture_output=True, errors="surrogateescape", timeout=60)
        return done.stdout, done.stderr, done.returncode

    def run_at_terminal(self, row):
        """What is on the screen in the end, with nothing on stderr: there it is one."""
        terminal = pexpect.spawn("bash", ["-c", row.command], cwd=self.folder, timeout=60, encoding="utf-8",
                                 env={"TERM": "xterm"} | self.environment, dimensions=(24, row.width))
        self.addCleanup(terminal.close)
        screen = ""
        for line in row.out:
            for typed in TYPED.finditer(line):
                terminal.expect_exact(line[:typed.start()].split("…")[-1])
                screen += terminal.before + terminal.after
                self.type(terminal, typed[1])
        terminal.expect(pexpect.EOF)
        screen += terminal.before
        terminal.wait()
        code = terminal.exitstatus if terminal.signalstatus is None else -terminal.signalstatus
        return screen.replace("\r\n", "\n").removesuffix("\n") + "\n", "", code

    @staticmethod
    def type(terminal, text):
        if text == "^D":
            terminal.sendeof()
        elif text == "^C":
            terminal.sendintr()
        else:
            terminal.send(text + "\r")

    def check(self, row):
        self.start_anew()
        out, err, code = self.run_at_terminal(row) if row.width else self.run_piped(row)
        as_it_was = f"checklist.txt:{row.line}\n$ {row.command}{out}--- on stderr:\n{err}--- exit {code}"
        self.assertEqual(code if code >= 0 else 128 - code, row.exit, as_it_was)
        self.assertTrue(fits(out, row.out), as_it_was)
        self.assertTrue(fits(err, row.err), as_it_was)

    def things_of(self, row):
        if row.each[1] != [EVERY_COMMAND]:
            return row.each[1]
        return [command["name"] for command in json.loads(self.ok("schema", "commands"))["commands"]]

    def test_every_row(self):
        for row in read_table():
            for each in [row.about(thing) for thing in self.things_of(row)] if row.each else [row]:
                with self.subTest(command=each.command):
                    self.check(each)


class Table(unittest.TestCase):
    def test_no_row_stands_twice(self):
        rows = [repr(dataclasses.replace(row, line=0)) for row in read_table()]
        self.assertGreaterEqual(len(rows), 100)
        self.assertEqual(len(set(rows)), len(rows))

    def test_a_line_fits_its_text_and_no_other(self):
        self.assertTrue(fits("on 2026-01-31\n", ["on …"]))
        self.assertTrue(fits("a\nb\nc\n", ["…", "c"]))
        self.assertFalse(fits("a\nb\n", ["a"]))
        self.assertFalse(fits("a.b", ["a.b"]))


if __name__ == "__main__":
    unittest.main()
