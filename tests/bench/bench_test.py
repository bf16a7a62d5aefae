"""tools/bench itself: it measures everything once in a small store, and reads and judges as it says.

bench_test.py NEXOR: a unittest run with the binary at that path.
"""

import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

import book
import report
from batch import BatchBench
from bench import Bench
from tools import Cost, median, writes_in

NEXOR = os.path.abspath(sys.argv.pop(1))

TRACE = """\
7 pwrite64(5</store/nexor.db-journal>, ""..., 512, 0) = 512
7 pwrite64(5</store/nexor.db>, ""..., 4096, 8192) = 4096
7 fdatasync(5</store/nexor.db>) = 0
7 fsync(6</store>) = 0
7 fsync(6</store>) = -1 EIO (Input/output error)
7 fsync(6</storehouse>) = 0
7 write(1</dev/null>, ""..., 80) = 80
7 write(5</store/nexor.db-journal>, ""..., 12 <unfinished ...>
"""


def can_trace():
    return subprocess.run(["strace", "-qq", "-o", os.devnull, "true"], stderr=subprocess.DEVNULL).returncode == 0


class Reading(unittest.TestCase):
    def test_only_what_reached_the_store_is_counted(self):
        self.assertEqual(writes_in(TRACE.splitlines(), "/store"), (2, 4608))

    def test_a_median_is_taken_of_each_cost_alone(self):
        self.assertEqual(median([Cost(1, 9, 5), Cost(2, 8, 5), Cost(3, 7, 6)]), Cost(2, 8, 5))


class Judging(unittest.TestCase):
    def test_a_limit_may_be_reached_and_not_passed(self):
        self.assertTrue(report.Bound("", 2.0, 2, "").holds())
        self.assertFalse(report.Bound("", 2.01, 2, "").holds())

    def test_pages_may_differ_neither_way(self):
        self.assertEqual(report.farther_apart(100, 110), 1.1)
        self.assertEqual(report.farther_apart(110, 100), 1.1)
        self.assertEqual(report.farther_apart(0, 1), float("inf"))
        self.assertEqual(report.farther_apart(0, 0), 1)

    def test_a_table_takes_the_place_that_is_named(self):
        page = "a\n<!-- x: from tools/bench -->\nold\n<!-- end of x -->\nb\n"
        self.assertEqual(report.with_tables(page, {"x": "| new |\n"}), page.replace("old", "| new |"))
        with self.assertRaises(AssertionError):
            report.with_tables(page, {"y": ""})


class Book(unittest.TestCase):
    def test_a_size_is_always_the_same_book(self):
        with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
            for folder in (one, other):
                book.write(pathlib.Path(folder), 1000)
            for name in ("plans.csv", "accounts.csv", "subscriptions.csv"):
                self.assertEqual((pathlib.Path(one) / name).read_bytes(), (pathlib.Path(other) / name).read_bytes())


class Batch(unittest.TestCase):
    def test_a_batch_is_measured_at_each_size_and_held_to_the_one_before(self):
        with tempfile.TemporaryDirectory() as scratch:
            bench = BatchBench(NEXOR, pathlib.Path(scratch), [1000, 2000])
            bench.run()
        self.assertEqual([measure.size for measure in bench.measures], [1000, 2000])
        self.assertEqual(len(bench.bounds), 4 + 1 + 1)
        self.assertIn("Python, row by row", bench.tables()["batch ratios"])


class Everything(unittest.TestCase):
    @unittest.skipUnless(can_trace(), "strace can't trace here")
    def test_everything_is_measured_once(self):
        with tempfile.TemporaryDirectory() as scratch:
            bench = Bench(NEXOR, pathlib.Path(scratch), [1000], 1)
            bench.run()
        whats = [measure.what for measure in bench.measures]
        self.assertEqual(whats, ["start", "complete", "import accounts", "import subscriptions", "list, page 1", "list, page 10",
                                 "search for one", "search for some", "show", "cancel one", "log in by token", "status",
                                 "process", "cancel the rest", "export subscriptions", "export cancellations", "audit verify", "doctor"])
        self.assertEqual([page.number for page in bench.pages], [1, 10] * 6 + [1, 2] * 2)
        self.assertEqual(len(bench.bounds), 2 + 4 + 2 + 2 + 17 + 3 + 4)
        self.check_work(dict(zip(whats, (measure.works for measure in bench.measures))))
        self.assertIn("import accounts", bench.tables()["ratios"])
        self.assertIn("export cancellations          1,000", bench.tables()["plot"])

    def check_work(self, works):
        """What can't be otherwise, whatever this machine is like."""
        self.assertEqual((works["show"]["nexor"].syncs, works["show"]["nexor"].written), (0, 0))
        for name in ("nexor", "floor"):
            self.assertGreaterEqual(works["cancel one"][name].syncs, 3)
            self.assertGreater(works["import accounts"][name].vm_steps, 10_000)
            self.assertGreater(works["show"][name].page_reads, 3)


if __name__ == "__main__":
    unittest.main()
