"""Batches as processes: killed at random moments, stopped by signals, run twice at once.

batch_test.py NEXOR: a unittest run over the binary at that path. NEXOR_FULL=1 kills a thousand times.
"""

import collections
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import time
import unittest

from process_test import NEXOR, Desk

KILLS = 1000 if os.environ.get("NEXOR_FULL") else 100
ROWS = 2000


class Batches(Desk):
    """A store with many subscriptions, and a file that cancels them, with some rows that can't be."""

    def setUp(self):
        super().setUp()
        chance = random.Random(4)
        keys = [f"B-{number:05}" for number in range(ROWS)]
        book = self.write("book.csv", ["key,account,plan,start_on", *(f"{key},C-1,month,2024-01-31" for key in keys)])
        self.ok("import", "subscriptions", book)
        chance.shuffle(keys)
        bad = ["nowhere,", f"{keys[0]},", f"{keys[1]},no_such_reason", "sub_00001,", ","]
        rows = [f"{key}," for key in keys] + bad * (ROWS // 500)
        self.input = self.write("input.csv", ["subscription,reason", *rows])
        # Changes that are short, so that there are many of them.
        self.environment |= {"NEXOR_BATCH_CHUNK": "5ms", "NEXOR_BATCH_PAUSE": "1ms"}
        self.fresh = os.path.join(self.folder, "fresh.db")
        shutil.copy(self.store, self.fresh)

    def write(self, name, lines):
        path = os.path.join(self.folder, name)
        with open(path, "w") as file:
            file.write("\n".join(lines) + "\n")
        return path

    def words(self, *more):
        return ["cancel", "--from", self.input, "--reason", "unused", "--key", "night", "--yes", *more]

    def start(self, *more):
        return subprocess.Popen([NEXOR, *self.words(*more)], env=self.environment, stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, text=True)

    def report(self):
        """What the finished batch answers: each row's outcome and error, in the order of the lines."""
        done = self.run_nexor(*self.words("--json"))
        self.assertEqual(done.returncode, 3, done.stderr)
        answer = json.loads(done.stdout)
        self.assertEqual(sum(answer["counts"].values()), answer["requested"])
        return answer["counts"], [(item["line"], item["outcome"], item.get("error")) for item in answer["items"]]

    def check_whole(self):
        """Nothing lost, nothing twice, everything told."""
        self.ok("audit", "verify")
        with sqlite3.connect(self.store) as database:
            [(live, rows)] = database.execute("SELECT count(DISTINCT subscription), count(*) FROM cancellations")
            self.assertEqual(database.execute("PRAGMA integrity_check").fetchall(), [("ok",)])
        database.close()
        self.assertEqual(live, rows)
        return rows

    def restore(self):
        for name in os.listdir(os.path.dirname(self.store)):
            os.remove(os.path.join(os.path.dirname(self.store), name))
        shutil.copy(self.fresh, self.store)

    def test_a_batch_that_is_killed_again_and_again_comes_out_as_one_that_is_not(self):
        began = time.monotonic()
        undisturbed = self.report()
        longest = time.monotonic() - began
        self.assertEqual(self.check_whole(), ROWS)
        chance = random.Random(1)
        kills = 0
        while kills < KILLS:
            self.restore()
            for _ in range(20):
                run = self.start("--quiet")
                time.sleep(chance.uniform(0, longest / 2))
                run.kill()
                run.communicate()
                kills += 1
            self.assertEqual(self.report(), undisturbed)
            self.assertEqual(self.check_whole(), ROWS)

    def stopped(self, number):
        run = self.start("--json")
        while not self.is_under_way():
            time.sleep(0.002)
        run.send_signal(number)
        answer, errors = run.communicate()
        return run.returncode, json.loads(answer), json.loads(errors.splitlines()[-1])

    def is_under_way(self):
        try:
            with sqlite3.connect(f"file:{self.store}?mode=ro", uri=True, timeout=5) as database:
                found = database.execute("SELECT count(*) FROM batch_outcomes").fetchone()[0]
            database.close()
            return found > 0
        except sqlite3.OperationalError:
            return False

    def test_a_signal_ends_it_between_two_changes_and_it_can_be_gone_on_with(self):
        self.environment["NEXOR_BATCH_PAUSE"] = "300ms"
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            with self.subTest(signal=number):
                self.restore()
                code, answer, error = self.stopped(number)
                self.assertEqual(code, -number)
                self.assertEqual(answer["exit"], 128 + number)
                self.assertGreater(answer["counts"]["remaining"], 0)
                self.assertEqual(sum(answer["counts"].values()), answer["requested"])
                self.assertEqual((error["error"]["code"], error["error"]["exit"]), ("interrupted", 128 + number))
                self.environment["NEXOR_BATCH_PAUSE"] = "1ms"
                resumed = self.run_nexor("cancel", "--resume", answer["batch"], "--yes", "--json")
                self.environment["NEXOR_BATCH_PAUSE"] = "300ms"
                self.assertEqual(resumed.returncode, 3, resumed.stderr)
                self.assertEqual(json.loads(resumed.stdout)["counts"]["remaining"], 0)
                self.assertEqual(self.check_whole(), ROWS)

    def test_of_two_runs_of_one_batch_the_second_says_so_and_leaves(self):
        rounds = collections.Counter()
        for _ in range(10):
            self.restore()
            first, second = self.start("--json"), self.start("--json")
            codes = sorted([(first, first.communicate()), (second, second.communicate())],
                           key=lambda run: run[0].returncode)
            rounds[tuple(run.returncode for run, _ in codes)] += 1
            if codes[1][0].returncode == 7:
                self.assertEqual(json.loads(codes[1][1][1].splitlines()[-1])["error"]["code"], "batch_running")
            self.assertEqual(self.check_whole(), ROWS)
        # The second may also come when the first has finished: then it tells the same again.
        self.assertLessEqual(set(rounds), {(3, 7), (3, 3)})
        self.assertGreater(rounds[(3, 7)], 0)

    def test_a_reader_that_closes_early_stops_nothing(self):
        run = self.start()
        run.stdout.close()
        run.stderr.read()
        self.assertEqual(run.wait(), 12)
        run.stderr.close()
        self.assertEqual(self.check_whole(), ROWS)


if __name__ == "__main__":
    unittest.main()
