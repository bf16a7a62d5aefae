"""Batches as processes: killed at random moments, stopped by signals, run twice at once.

batch_test.py NEXOR: a unittest run over the binary at that path. NEXOR_FULL=1 kills a thousand times, and takes the
numbers of rows that are promised.
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

FULL = bool(os.environ.get("NEXOR_FULL"))
KILLS = 1000 if FULL else 100
ROUNDS = 100 if FULL else 10
NIGHT_ROWS = 40_000 if FULL else 4_000
BESIDE_ROWS = 1_000_000 if FULL else 20_000
SINGLES = 50 if FULL else 10
ROWS = 2000


class Batches(Desk):
    """A store with many subscriptions, and a file that cancels them, with some rows that can't be."""

    def setUp(self):
        super().setUp()
        chance = random.Random(4)
        keys = self.add_many("B", ROWS)
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
        with open(path, "w", errors="surrogateescape") as file:
            file.write("\n".join(lines) + "\n")
        return path

    def add_many(self, letter, count):
        keys = [f"{letter}-{number:07}" for number in range(count)]
        book = self.write("book.csv", ["key,account,plan,start_on", *(f"{key},C-1,month,2024-01-31" for key in keys)])
        self.ok("import", "subscriptions", book)
        return keys

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
        for _ in range(ROUNDS):
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

    def test_two_different_batches_finish_side_by_side(self):
        others = self.write("others.csv", ["subscription", *self.add_many("D", ROWS)])
        first = self.start("--quiet")
        second = subprocess.Popen([NEXOR, "cancel", "--from", others, "--reason", "fraud", "--yes", "--quiet"],
                                  env=self.environment, stderr=subprocess.PIPE)
        first.communicate()
        second.communicate()
        self.assertEqual((first.returncode, second.returncode), (3, 0))
        self.assertEqual(self.check_whole(), 2 * ROWS)

    def test_single_cancellations_get_their_turn_beside_a_batch(self):
        del self.environment["NEXOR_BATCH_CHUNK"], self.environment["NEXOR_BATCH_PAUSE"]
        keys = self.add_many("E", BESIDE_ROWS)
        singles, rows = keys[:SINGLES], keys[SINGLES:]
        others = self.write("others.csv", ["subscription", *rows])
        batch = subprocess.Popen([NEXOR, "cancel", "--from", others, "--reason", "fraud", "--yes", "--quiet"],
                                 env=self.environment, stderr=subprocess.PIPE)
        while not self.is_under_way():
            time.sleep(0.002)
        for key in singles:
            began = time.monotonic()
            self.ok("cancel", key, "--reason", "unused", "--yes")
            self.assertLess(time.monotonic() - began, 2)
        self.assertEqual(batch.communicate()[1], b"")
        self.assertEqual(self.check_whole(), BESIDE_ROWS)

    def test_every_kind_of_bad_row_fails_alone_and_is_told_with_its_line(self):
        keys = self.add_many("F", NIGHT_ROWS)
        self.ok("cancel", keys[0], "--reason", "unused", "--at", "now", "--yes")
        kinds = [("nowhere,,", "not_found"), ("sub_00001,,", "input_invalid"), (",,", "input_invalid"),
                 ("KEY,no_such_reason,", "reason_unknown"), ("KEY,,yesterday", "input_invalid"),
                 ("KEY,,2020-01-01", "date_refused"), ("KEY,,,,,,", "input_invalid"), ("KEY", "input_invalid"),
                 ('"KEY,,', "input_invalid"), ('"KEY"x,,', "input_invalid"), ("KEY\0,,", "input_invalid"),
                 ("KEY\udcff,,", "input_invalid"), ("x" * 70_000 + ",,", "input_invalid"), ('"=cmd|x",,', "not_found"),
                 ("\x1b[2J,,", "not_found"), ("AGAIN,,", "conflict")]
        share = NIGHT_ROWS // 100 // (1 if FULL else 4)
        spare = iter(self.add_many("G", share * len(kinds)))
        good = keys[share:]
        rows = [(f"{key},,", None) for key in good]
        rows += [(row.replace("KEY", next(spare)), code) for row, code in kinds for _ in range(share) if row != "AGAIN,,"]
        random.Random(5).shuffle(rows)
        # The first of two lines decides.
        rows = [(f"{key},,", None) for key in keys[:share]] + rows
        rows += [(f"{key},,", "conflict") for key in keys[:share]]
        path = self.write("night.csv", ["subscription,reason,at", *(row for row, _ in rows)])
        words = ["cancel", "--from", path, "--reason", "unused", "--yes", "--json"]
        first = self.outcome(*words)
        self.assertEqual(len(first), len(rows))
        for line, (row, code) in enumerate(rows, start=2):
            done = "already" if line == 2 else "pending"
            self.assertEqual(first[line], ("failed", code) if code else (done, None), (line, row[:40]))
        again = self.outcome(*words)
        self.assertEqual(collections.Counter(outcome for outcome, _ in again.values()),
                         {"already": NIGHT_ROWS, "failed": len(rows) - NIGHT_ROWS})
        keyed = [*words, "--key", "night"]
        self.assertEqual(self.outcome(*keyed), self.outcome(*keyed))
        self.ok("audit", "verify")

    def outcome(self, *words):
        """By line: outcome and error's code."""
        done = self.run_nexor(*words)
        self.assertEqual(done.returncode, 3, done.stderr[-500:])
        answer = json.loads(done.stdout)
        self.assertEqual(sum(answer["counts"].values()), answer["requested"])
        lines = [item["line"] for item in answer["items"]]
        self.assertEqual(lines, sorted(lines))
        return {item["line"]: (item["outcome"], item.get("error") and item["error"]["code"]) for item in answer["items"]}

    def test_a_reader_that_closes_early_stops_nothing(self):
        run = self.start()
        run.stdout.close()
        run.stderr.read()
        self.assertEqual(run.wait(), 12)
        run.stderr.close()
        self.assertEqual(self.check_whole(), ROWS)


if __name__ == "__main__":
    unittest.main()
