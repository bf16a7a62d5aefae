"""The picker of `cancel` on a terminal: what its keys do, what it leaves of the terminal, and where it isn't used.

picker_test.py NEXOR: a unittest run over the binary at that path.
"""

import os
import re
import signal
import sqlite3
import termios
import time
import unittest

import pexpect

from process_test import NEXOR, PASSWORD, Desk

UP, DOWN, END, ESCAPE, CTRL_N, CTRL_P = "\x1b[A", "\x1b[B", "\x1b[F", "\x1b", "\x0e", "\x10"
QUESTION = "Which subscription? "
HOSTILE = "\u202eback 東京 e\u0301 👩\u200d💻"
LAST_LINE = "Esc leaves"


class Picker(Desk):
    """A desk with 340 subscriptions to choose among."""

    def setUp(self):
        super().setUp()
        with open(os.path.join(self.folder, "accounts.jsonl"), "w") as file:
            file.write('{"key":"H-1","name":"Hidden Harbour"}\n')
        self.ok("import", "accounts", file.name)
        rows = "".join(f"M-{number:03},C-1,month,2024-01-31\n" for number in range(338))
        self.ok("import", "subscriptions", "-", input="key,account,plan,start_on\n" + rows + "Z-9,H-1,month,2024-01-31\n")

    def start(self, *words, rows=24, columns=80, **variables):
        terminal = pexpect.spawn(NEXOR, list(words) or ["cancel"], timeout=10, encoding="utf-8", dimensions=(rows, columns),
                                 env=self.environment | {"TERM": "xterm"} | variables)
        self.addCleanup(terminal.close)
        return terminal

    def start_in_shell(self, *options):
        """What a shell's terminal is like before, and nexor in it, which asks."""
        shell = pexpect.spawn("/bin/sh", list(options), env=self.environment | {"PS1": "> ", "TERM": "xterm"}, timeout=20, encoding="utf-8",
                              dimensions=(24, 80))
        self.addCleanup(shell.close)
        shell.expect_exact("> ")
        before = termios.tcgetattr(shell.child_fd)
        shell.sendline(f"{NEXOR} cancel")
        shell.expect_exact("1 of 340")
        shell.expect_exact("\x1b[?25h")
        self.assertNotEqual(termios.tcgetattr(shell.child_fd), before)
        return shell, before

    def decline(self, terminal):
        """The rest of the conversation: a reason, and no."""
        terminal.expect_exact("Why? ")
        terminal.send("unused\r")
        terminal.expect_exact("Why? 4  unused  Not used enough")
        terminal.expect_exact("Cancel it? [y/N] ")
        shown = terminal.before
        terminal.sendline("n")
        self.expect_end(terminal, 10)
        return shown

    def chosen_by(self, *keys):
        terminal = self.start()
        terminal.expect_exact("1 of 340")
        for key in keys:
            terminal.send(key)
            time.sleep(0.02)
        terminal.send("\r")
        terminal.expect(re.escape(QUESTION) + r"(\S+)  \S.*?\r?\n")
        key = terminal.match[1]
        self.assertIn(f"{key} of ", self.decline(terminal))
        return key

    def test_what_is_typed_narrows_and_keys_move(self):
        for keys, key in ((("",), "K-1"), ((DOWN,), "M-000"), ((CTRL_N, CTRL_N, CTRL_P), "M-000"), ((DOWN, DOWN, UP), "M-000"),
                          ((END,), "Z-9"), (("M-12", DOWN), "M-121"), (("harb",), "Z-9"), (("M-1", "\x7f", "\x7f", "\x7f"), "K-1"),
                          (("hidden", "\x15"), "K-1"), (("M-337",), "M-337")):
            with self.subTest(keys=keys):
                self.assertEqual(self.chosen_by(*keys), key)

    def test_an_id_names_its_subscription(self):
        self.assertEqual(self.chosen_by(self.ok("show", "M-100", "--get", "id").strip()), "M-100")

    def test_a_whole_key_means_that_one_though_it_has_ended(self):
        self.add("M-12")
        self.ok("cancel", "M-12", "--reason", "unused", "--at", "now", "--yes")
        terminal = self.start()
        terminal.expect_exact("1 of 340")
        terminal.send("M-12")
        terminal.expect_exact("1 of 11")
        terminal.send("\r")
        terminal.expect_exact("'M-12' is cancelled since")
        self.expect_end(terminal, 7)

    def test_one_is_cancelled_in_a_few_keys(self):
        terminal = self.start()
        terminal.expect_exact("1 of 340")
        terminal.send("harb\r")
        terminal.expect_exact("Why? ")
        terminal.send("3\r")
        terminal.expect_exact("[y/N] ")
        terminal.sendline("y")
        terminal.expect_exact("the same as a command: nexor cancel Z-9 --reason switched_service --at period-end --yes")
        self.expect_end(terminal, 0)
        self.assertIn("pending_cancellation", self.ok("status", "Z-9"))

    def test_esc_and_the_end_of_the_input_say_no(self):
        for key in (ESCAPE, "\x04"):
            with self.subTest(key=key):
                terminal = self.start()
                terminal.expect_exact(LAST_LINE)
                terminal.send(key)
                terminal.expect_exact("\x1b[J\x1b[?25h\x1b[?2004l")
                terminal.expect_exact("nothing was chosen, and nothing was changed")
                self.expect_end(terminal, 10)

    def test_ctrl_c_and_signals_leave_the_terminal_as_it_was(self):
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT):
            with self.subTest(signal=number):
                shell, before = self.start_in_shell()
                if number == signal.SIGINT:
                    shell.sendintr()
                else:
                    os.killpg(os.tcgetpgrp(shell.child_fd), number)
                shell.expect_exact("\x1b[J\x1b[?25h\x1b[?2004l")
                shell.sendline("echo back=$?")
                shell.expect_exact(f"back={128 + number}")
                shell.expect_exact("> ")
                self.assertEqual(termios.tcgetattr(shell.child_fd), before)

    def test_so_does_a_choice_and_a_store_that_is_gone(self):
        for ending in ("nothing", "the store"):
            with self.subTest(gone=ending):
                shell, before = self.start_in_shell()
                if ending == "the store":
                    sqlite3.connect(self.store).execute("DROP TABLE subscription_words").connection.close()
                    shell.send("K")
                else:
                    shell.send(ESCAPE)
                shell.expect_exact("\x1b[J\x1b[?25h\x1b[?2004l")
                shell.expect_exact("> ")
                shell.sendline("echo back=$?")
                shell.expect(r"back=(9|10)")
                shell.expect_exact("> ")
                self.assertEqual(termios.tcgetattr(shell.child_fd), before)

    def test_one_that_was_stopped_goes_on(self):
        shell, before = self.start_in_shell("-i")
        shell.send("harb")
        shell.expect_exact("1 of 1 ")
        shell.sendcontrol("z")
        shell.expect_exact("\x1b[?2004l")
        shell.expect_exact("> ")
        self.assertEqual(termios.tcgetattr(shell.child_fd), before)
        shell.sendline("fg")
        shell.expect_exact(QUESTION + "harb")
        shell.send("\r")
        shell.expect_exact(QUESTION + "Z-9")

    def test_so_does_a_question_that_stands_there_again(self):
        terminal = self.start("cancel", "M-001", "--reason", "unused")
        terminal.expect_exact("Cancel it? [y/N] ")
        for stop in (signal.SIGTSTP, signal.SIGSTOP):
            os.kill(terminal.pid, stop)
            os.kill(terminal.pid, signal.SIGCONT)
            terminal.expect_exact("Cancel it? [y/N] ")
        terminal.sendline("y")
        terminal.expect_exact("M-001 of ")
        self.expect_end(terminal, 0)

    def test_a_terminal_that_changes_its_size_is_drawn_anew(self):
        terminal = self.start(rows=50, columns=200)
        terminal.expect_exact("1 of 340")
        for rows, columns in ((20, 60), (24, 80), (5, 20)):
            with self.subTest(columns=columns):
                terminal.setwinsize(rows, columns)
                terminal.expect_exact("\r\x1b[J")
                terminal.expect_exact("\x1b[J\r")
                lines = re.sub(r"\x1b\[[?0-9;]*[A-Za-z]", "", terminal.before).replace("\r", "").split("\n")
                self.assertLessEqual(len(lines), rows)
                self.assertLess(max(map(len, lines)), columns)
        terminal.send("Z-9\r")
        terminal.expect_exact("Z-9")

    def test_hostile_names_are_shown_harmless(self):
        for locale in ("C.UTF-8", "C"):
            with self.subTest(locale=locale):
                self.ok("account", "edit", "H-1", "--name", HOSTILE, "--yes")
                terminal = self.start(LC_ALL=locale)
                terminal.expect_exact("1 of 340")
                terminal.send("Z-9")
                terminal.expect_exact("1 of 1 ")
                self.assertNotRegex(terminal.before, "\u202e")
                self.assertIn("\\u{202e}back", terminal.before)
                terminal.send("\r")
                terminal.expect_exact("Why?")
                self.assertNotRegex(terminal.before, "\u202e")

    def test_what_is_pasted_takes_nothing(self):
        terminal = self.start()
        terminal.expect_exact("1 of 340")
        terminal.send("\x1b[200~Z-9\r\nK-1\n\x1b[201~")
        terminal.expect_exact("nothing is found")
        terminal.send(ESCAPE)
        self.expect_end(terminal, 10)

    def test_plain_lines_stay_where_they_are_wanted(self):
        for variables in ({"TERM": "dumb"}, {"TERM": ""}, {"NEXOR_ACCESSIBLE": "1"}):
            with self.subTest(variables=variables):
                terminal = self.start(**variables)
                terminal.expect_exact("Its key, or words of a name or an address: ")
                terminal.sendline("M-12x")
                terminal.expect_exact("Nothing is found by 'M-12x'. Other words: ")
                terminal.sendline("harbour")
                terminal.expect_exact("  1  Z-9  Hidden Harbour  month  active\r\n")
                terminal.sendline("1")
                terminal.expect_exact(" 14  terms_violation   Violation of terms\r\n")
                self.assertNotIn("\x1b", terminal.before)
                terminal.expect_exact("Why? A number or a code: ")
                terminal.sendline("4")
                terminal.expect_exact("Z-9 of Hidden Harbour")
                terminal.expect_exact("[y/N] ")

    def test_nobody_is_asked_where_stderr_is_no_terminal(self):
        terminal = self.start("cancel", "--no-input")
        terminal.expect_exact("missing: SUBSCRIPTION")
        terminal = pexpect.spawn("/bin/sh", ["-c", f"{NEXOR} cancel 2>{self.folder}/errors"], timeout=20, encoding="utf-8",
                                 env=self.environment | {"TERM": "xterm"})
        self.addCleanup(terminal.close)
        self.expect_end(terminal, 2)

    def test_why_a_request_is_declined_is_picked_too(self):
        self.ok("request", "add", "R-1", "--name", "Jane", "--email", "jane@example.org", "--plan", "month")
        terminal = self.start("decline", "R-1")
        terminal.expect_exact("Why? ")
        terminal.send("spam\r")
        terminal.expect_exact("Why? 5  spam")
        terminal.expect_exact("[y/N] ")
        terminal.sendline("y")
        terminal.expect_exact("--reason spam")


class ExpiredSession(Desk):
    """A log-in that has run out while somebody sits there."""

    def setUp(self):
        super().setUp()
        database = sqlite3.connect(self.store)
        with database:
            database.execute("UPDATE sessions SET last_used_at = last_used_at - 86400, opened_at = opened_at - 86400")
        database.close()

    def test_its_password_is_asked_for_once_and_the_conversation_goes_on(self):
        self.assertEqual(self.run_nexor("cancel", "K-1", "--reason", "unused", "--yes").returncode, 4)
        terminal = self.spawn("cancel")
        terminal.expect_exact("the log-in has ended: it wasn't used for too long")
        terminal.expect_exact("Password of ada: ")
        self.assertTrue(terminal.waitnoecho(5))
        terminal.sendline(PASSWORD)
        terminal.expect_exact("1 of 1 ")
        terminal.send("\r")
        terminal.expect_exact("Why? ")
        terminal.send("4\r")
        terminal.expect_exact("[y/N] ")
        terminal.sendline("y")
        terminal.expect_exact("the same as a command: nexor cancel K-1 --reason unused --at period-end --yes")
        self.expect_end(terminal, 0)
        self.assertIn("pending_cancellation", self.ok("status", "K-1"))

    def test_a_wrong_one_is_4_and_not_asked_for_again(self):
        terminal = self.spawn("cancel", "K-1")
        terminal.expect_exact("Password of ada: ")
        terminal.sendline("wrong horse battery")
        self.expect_end(terminal, 4)
        self.assertEqual(self.run_nexor("status").returncode, 4)

    def test_only_who_would_be_asked_is_asked(self):
        for words in (("status",), ("list",), ("cancel", "K-1", "--no-input", "--reason", "unused", "--yes")):
            with self.subTest(words=words):
                terminal = self.spawn(*words)
                self.expect_end(terminal, 4)
                self.assertNotIn("Password", terminal.before)


if __name__ == "__main__":
    unittest.main()
