"""Notices as processes: sent by programs that fail, hang or are killed, and by two runs at once.

notices_test.py NEXOR: a unittest run over the binary at that path.
"""

import collections
import json
import os
import signal
import sqlite3
import subprocess
import time
import unittest

from process_test import NEXOR, Desk

CANCELLED = 8


class Notices(Desk):
    """A store with some cancellations, and a program that notes which notices it got."""

    def setUp(self):
        super().setUp()
        for number in range(CANCELLED):
            self.add(f"N-{number}")
            self.ok("cancel", f"N-{number}", "--reason", "unused", "--at", "now", "--yes")
        self.got = os.path.join(self.folder, "got")
        self.environment |= {"NEXOR_BATCH_PAUSE": "1ms", "NEXOR_NOTICES_RETRY": "1s"}
        self.notify("exit 0")

    def notify(self, script):
        """The program that the configuration names: it notes the notice, and then does what `script` says."""
        path = os.path.join(self.folder, "notify")
        with open(path, "w") as file:
            file.write(f"#!/bin/sh\ncat >{self.folder}/receipt.json\necho $NEXOR_NOTICE_ID >>{self.got}\n{script}\n")
        os.chmod(path, 0o700)
        self.environment["NEXOR_NOTICES_REQUESTED"] = path
        self.environment["NEXOR_NOTICES_EFFECTIVE"] = path

    def received(self):
        if not os.path.exists(self.got):
            return collections.Counter()
        with open(self.got) as file:
            return collections.Counter(file.read().split())

    def start(self):
        return subprocess.Popen([NEXOR, "process", "--json"], env=self.environment, stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, text=True)

    def expected(self):
        with sqlite3.connect(self.store) as database:
            effects = database.execute("SELECT count(*) FROM cancellations WHERE recorded_at IS NOT NULL").fetchone()[0]
            sent = database.execute("SELECT count(*) FROM notices WHERE sent_at IS NOT NULL").fetchone()[0]
        database.close()
        self.assertEqual((effects, sent), (CANCELLED, 2 * CANCELLED))
        self.ok("audit", "verify")

    def wait_until(self, is_so):
        end = time.monotonic() + 30
        while not is_so():
            self.assertLess(time.monotonic(), end)
            time.sleep(0.005)

    def test_each_is_sent_once_with_the_receipt_and_its_id(self):
        answer = json.loads(self.ok("process", "--json"))
        self.assertEqual((answer["recorded"], answer["notices"]["sent"]), (CANCELLED, 2 * CANCELLED))
        self.assertEqual(set(self.received().values()), {1})
        with open(os.path.join(self.folder, "receipt.json")) as file:
            receipt = json.load(file)
        self.assertEqual(receipt["schema"], "nexor.receipt/1")
        self.assertIn(receipt["notice"], self.received())
        self.assertEqual(receipt["notice"], receipt["confirmation"] + ":effective")
        self.expected()
        self.assertEqual(json.loads(self.ok("process", "--json"))["notices"]["sent"], 0)

    def test_one_whose_process_was_killed_is_sent_again_by_the_next(self):
        self.notify(f"[ -e {self.folder}/go ] || sleep 60")
        run = self.start()
        self.wait_until(self.received)
        run.kill()
        run.communicate()
        open(os.path.join(self.folder, "go"), "w").close()
        self.ok("process")
        received = self.received()
        self.assertEqual(sorted(received.values()), [1] * (2 * CANCELLED - 1) + [2])
        self.expected()

    def test_two_runs_at_once_send_each_once(self):
        self.notify("sleep 0.02")
        runs = [self.start(), self.start(), self.start()]
        for run in runs:
            _, errors = run.communicate()
            self.assertEqual(run.returncode, 0, errors)
        self.ok("process")
        self.assertEqual(set(self.received().values()), {1})
        self.assertEqual(len(self.received()), 2 * CANCELLED)
        self.expected()

    def test_what_failed_is_told_and_tried_again_later(self):
        self.notify(f"[ -e {self.folder}/go ] || {{ echo no relay >&2; exit 75; }}")
        done = self.run_nexor("process", "--quiet")
        self.assertEqual(done.returncode, 3)
        self.assertIn(":requested: exit 75; tried again from ", done.stderr)
        number = done.stderr.split()[2].split(":")[0]
        kept = json.loads(self.ok("show", number, "--json"))["notices"]
        self.assertEqual({(notice["attempts"], notice["output"]) for notice in kept}, {(1, "exit 75\nno relay")})
        open(os.path.join(self.folder, "go"), "w").close()
        self.wait_until(lambda: json.loads(self.ok("process", "--json"))["notices"]["waiting"] == 0)
        self.assertEqual(set(self.received().values()), {2})
        self.expected()

    def test_one_that_hangs_is_ended(self):
        self.environment["NEXOR_NOTICES_TIME_LIMIT"] = "1s"
        self.environment["NEXOR_NOTICES_EFFECTIVE"] = ""
        self.notify("[ $(wc -l <" + self.got + ") -gt 1 ] || sleep 60")
        self.environment["NEXOR_NOTICES_EFFECTIVE"] = ""
        done = self.run_nexor("process", "--quiet")
        self.assertEqual(done.returncode, 3)
        self.assertIn("took longer than 1s", done.stderr)

    def test_a_signal_ends_it_between_two_notices(self):
        self.notify("sleep 0.3")
        run = self.start()
        self.wait_until(self.received)
        run.send_signal(signal.SIGTERM)
        answer, errors = run.communicate()
        self.assertEqual(run.returncode, -signal.SIGTERM)
        self.assertEqual(json.loads(answer)["exit"], 128 + signal.SIGTERM)
        self.assertEqual(json.loads(errors.splitlines()[-1])["error"]["code"], "interrupted")
        self.ok("process")
        self.assertEqual(set(self.received().values()), {1})
        self.expected()

    def test_a_store_that_is_held_meanwhile_stops_it_and_what_is_done_is_told(self):
        hold = os.path.join(self.folder, "hold.py")
        with open(hold, "w") as file:
            file.write("import sqlite3, sys, time\ndatabase = sqlite3.connect(sys.argv[1])\n"
                       "database.execute('BEGIN IMMEDIATE')\nopen(sys.argv[2], 'w').close()\ntime.sleep(600)\n")
        held = os.path.join(self.folder, "held")
        self.notify(f"[ $(wc -l <{self.got}) = 3 ] || exit 0\n"
                    f"setsid python3 {hold} {self.store} {held} </dev/null >/dev/null 2>&1 & echo $! >{held}.pid\n"
                    f"while [ ! -e {held} ]; do sleep 0.02; done")
        done = self.run_nexor("process", "--json", "--lock-timeout", "200ms")
        with open(held + ".pid") as file:
            os.kill(int(file.read()), signal.SIGKILL)
        self.assertEqual(done.returncode, 3, done.stderr)
        report = json.loads(done.stdout)
        self.assertEqual((report["exit"], report["recorded"]), (3, CANCELLED))
        self.assertEqual(report["notices"], {"sent": 2, "failed": 0, "waiting": None})
        error = json.loads(done.stderr.splitlines()[-1])["error"]
        self.assertEqual(error["code"], "partial")
        self.assertIn("stopped: the store", error["message"])
        self.notify("exit 0")
        self.ok("process")
        self.expected()
        self.assertEqual(sum(self.received().values()), 2 * CANCELLED + 1)

    def test_a_store_that_is_held_from_the_beginning_is_8(self):
        database = sqlite3.connect(self.store)
        self.addCleanup(database.close)
        database.execute("BEGIN IMMEDIATE")
        self.assertEqual(self.run_nexor("process", "--lock-timeout", "50ms").returncode, 8)

    def test_a_program_that_is_not_there_is_told_once_and_keeps_its_notices(self):
        self.environment["NEXOR_NOTICES_REQUESTED"] = "/nowhere/notify"
        done = self.run_nexor("process", "--quiet")
        self.assertEqual(done.returncode, 3)
        self.assertEqual(done.stderr.count("can't be started"), 1)
        self.notify("exit 0")
        self.wait_until(lambda: json.loads(self.ok("process", "--json"))["notices"]["waiting"] == 0)
        self.expected()

    def test_what_nobody_foresaw_behind_what_is_done_says_so(self):
        with sqlite3.connect(self.store) as database:
            database.execute("CREATE TRIGGER broken BEFORE INSERT ON notices BEGIN SELECT RAISE(ABORT, 'broken'); END")
        database.close()
        done = self.run_nexor("process")
        self.assertEqual(done.returncode, 3, done.stderr)
        with sqlite3.connect(self.store) as database:
            self.assertEqual(database.execute("SELECT count(recorded_at) FROM cancellations").fetchone(), (CANCELLED,))
            database.execute("DROP TRIGGER broken")
        database.close()
        self.ok("process")
        self.expected()


if __name__ == "__main__":
    unittest.main()
