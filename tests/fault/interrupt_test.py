"""Signals that come while something lasts: two in a row in a batch, Ctrl-Z in a write, a terminal that closes in a prompt;
and two at once of what only one may do.

interrupt_test.py NEXOR: a unittest run over the binary at that path. NEXOR_FULL=1 takes a hundred rounds.
"""

import json
import os
import signal
import subprocess
import time
import unittest

import pexpect

from changes import NEXOR, FaultDesk
from invariant import Invariant, ask, contents
from tally import FULL, count, has, seen_exit

ROUNDS = 100 if FULL else 5
ROWS = 2000


class Interruptions(unittest.TestCase):
    def setUp(self):
        self.desk = FaultDesk()
        self.addCleanup(self.desk.remove)
        self.invariant = Invariant(self.desk.run, self.desk.store)

    def start(self, *words):
        run = subprocess.Popen([NEXOR, *words], env=self.desk.environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE, text=True)
        self.addCleanup(run.communicate)
        self.addCleanup(run.kill)
        return run

    def batch(self):
        keys = [f"S-{number}" for number in range(ROWS)]
        book = self.desk.write("many.csv", "key,account,plan,start_on", *(f"{key},C-1,month,2024-01-31" for key in keys))
        self.desk.ok("import", "subscriptions", book)
        self.desk.environment |= {"NEXOR_BATCH_CHUNK": "1ms", "NEXOR_BATCH_PAUSE": "300ms"}
        return ["cancel", "--from", self.desk.write("night.csv", "subscription", *keys), "--reason", "unused", "--key", "long",
                "--yes"]

    def wait_for_outcomes(self, run):
        before = ask(self.desk.store, "SELECT count(*) FROM batch_outcomes")
        while ask(self.desk.store, "SELECT count(*) FROM batch_outcomes") == before:
            self.assertIsNone(run.poll())
            time.sleep(0.002)

    def test_a_second_signal_stops_a_batch_at_once_and_it_goes_on_when_run_again(self):
        words = self.batch()
        self.invariant = Invariant(self.desk.run, self.desk.store)
        run = self.start(*words)
        self.wait_for_outcomes(run)
        run.send_signal(signal.SIGINT)
        time.sleep(0.05)
        run.send_signal(signal.SIGTERM)
        run.communicate(timeout=20)
        self.assertIn(run.returncode, (-signal.SIGINT, -signal.SIGTERM))
        count("signals", "two in a row", seen_exit(run.returncode))
        self.assertEqual(self.invariant.broken(), [])
        self.desk.environment["NEXOR_BATCH_PAUSE"] = "1ms"
        counts = json.loads(self.desk.ok(*words, "--json"))["counts"]
        self.assertEqual(counts["pending"], ROWS)

    def test_one_that_is_stopped_in_a_write_goes_on(self):
        words = self.batch()
        run = self.start(*words, "--json")
        self.wait_for_outcomes(run)
        for _ in range(5):
            run.send_signal(signal.SIGTSTP)
            time.sleep(0.05)
            run.send_signal(signal.SIGCONT)
        answer, errors = run.communicate(timeout=60)
        count("signals", "Ctrl-Z", seen_exit(run.returncode))
        self.assertEqual(run.returncode, 0, errors)
        self.assertEqual(json.loads(answer)["counts"]["pending"], ROWS)
        self.desk.ok("audit", "verify")

    @unittest.skipUnless(has("terminals"), "terminals: there are no pseudo-terminals here")
    def test_a_terminal_that_closes_in_a_prompt_ends_it_and_changes_nothing(self):
        before = contents(self.desk.store)
        for words, prompt in ((["cancel", "K-1", "--reason", "unused"], "[y/N] "), (["login", "ada"], "Password: "),
                              (["restore", os.path.join(self.desk.folder, "kept.db")], "[y/N] ")):
            with self.subTest(words=words):
                terminal = pexpect.spawn(NEXOR, words, env=self.desk.environment | {"TERM": "xterm"}, timeout=20,
                                         encoding="utf-8")
                terminal.expect_exact(prompt)
                terminal.close(force=False)
                count("signals", "closed terminal", f"signal {terminal.signalstatus}" if terminal.signalstatus else
                      f"exit {terminal.exitstatus}")
                self.assertTrue(terminal.signalstatus == signal.SIGHUP or terminal.exitstatus in (10, 129))
        self.assertEqual(contents(self.desk.store), before)
        self.assertEqual(self.invariant.broken(), [])

    def test_of_two_at_once_one_does_it_and_sums_are_exact(self):
        old = os.path.join(self.desk.folder, "old.db")
        for number in range(ROUNDS):
            self.desk.put_back()
            both = [self.start("process"), self.start("process")]
            for run in both:
                run.communicate(timeout=60)
                count("together", "process", seen_exit(run.returncode))
                self.assertIn(run.returncode, (0, 7, 8))
            self.desk.ok("process")
            self.assertEqual(ask(self.desk.store, "SELECT count(*) FROM notices WHERE sent_at IS NULL"), [(0,)])
            self.assertEqual(ask(self.desk.store, "SELECT count(*) FROM notices GROUP BY cancellation, kind HAVING count(*) > 1"),
                             [])
            both = [self.start("doctor", "--migrate", "--store", f"sqlite:{old}") for _ in range(2)]
            for run in both:
                run.communicate(timeout=60)
                count("together", "migrate", seen_exit(run.returncode))
            with self.subTest(number=number):
                self.assertIn(0, [run.returncode for run in both])
                self.assertEqual(ask(old, "PRAGMA user_version"), [(2,)])
                self.assertEqual(ask(old, "SELECT count(*) FROM events WHERE kind LIKE '%migrated%'"), [(1,)])
            self.desk.ok("audit", "verify")


if __name__ == "__main__":
    unittest.main()
