"""A batch that cancels every subscription of a store, from a file in random order: by nexor, with outcomes, trail and
checks; by a script of sets in the sqlite3 shell, as it comes and with nexor's pragmas; and by a script in Python that goes
row by row. All are as durable."""

import pathlib
import shutil
import sys

import desk as desks
import report
from bench import say
from measures import FEW, Measure
from tools import Tools, copy, interleaved

SOURCES = pathlib.Path(__file__).resolve().parent


class Batch:
    """The commands that cancel everything, each in a copy of a desk's store."""

    def __init__(self, desk):
        self.desk = desk
        self.rows = desk.folder / "batch.csv"
        self.stores = {name: desk.beside(f"batch-{name}") for name in ("peer", "tuned", "rows")}
        self.before = desk.beside("before")
        desk.write_batch(self.rows)
        copy(desk.store, self.before)

    def nexor(self):
        return self.desk.nexor("cancel", "--from", self.rows, "--yes")

    def script(self, name, pragmas):
        return ["sqlite3", "-batch", self.stores[name], pragmas,
                "CREATE TEMP TABLE input (subscription TEXT, reason TEXT);",
                f".import --csv --skip 1 --schema temp {self.rows} input", f".read {SOURCES / 'cancel_many.sql'}"]

    def peer(self):
        return self.script("peer", desks.DURABLE)

    def tuned(self):
        return self.script("tuned", desks.AS_NEXOR)

    def by_rows(self):
        return [sys.executable, str(SOURCES / "cancel_rows.py"), self.stores["rows"], str(self.rows)]

    def prepare(self, name):
        copy(self.before, self.stores.get(name, self.desk.store))

    def measure(self):
        programs = {"nexor": self.nexor, "peer": self.peer, "tuned": self.tuned, "rows": self.by_rows}
        costs = interleaved(self.desk.tools, programs, FEW, self.prepare, ends=(0, desks.PARTIAL))
        return Measure("cancel a batch", self.desk.size, costs, {})


class BatchBench:
    """The batch alone, as it takes much longer than the rest. With several sizes it has to cost as much a row in each."""

    def __init__(self, nexor, scratch, sizes):
        self.nexor = nexor
        self.scratch = scratch
        self.sizes = sizes
        self.tools = Tools(scratch, desks.environment(scratch))
        self.measures = []
        self.bounds = []

    def run(self):
        for size in self.sizes:
            self.measures.append(self.measured(size))
        self.bounds += report.batch_bounds(self.measures)

    def measured(self, size):
        folder = self.scratch / str(size)
        folder.mkdir()
        say(f"{size:,} subscriptions: writing and importing them")
        desk = desks.Desk(self.tools, self.nexor, folder, size)
        for kind in ("accounts", "subscriptions"):
            desk.ok("import", kind, folder / f"{kind}.csv")
        say(f"{size:,} subscriptions: cancelling all of them, {FEW} times in four ways")
        measure = Batch(desk).measure()
        shutil.rmtree(folder)
        return measure

    def is_kept(self):
        return all(bound.holds() for bound in self.bounds)

    def tables(self):
        return {"batch promises": report.bound_table(self.bounds), "batch ratios": report.ratios(self.measures)}
