"""The whole bench: what is measured at which size, and which promises that bears on."""

import shutil
import sys

import desk as desks
import measures
import report
import whole
from measures import FEW
from tools import Tools

# What goes through all of a store, or nearly: its cost is to grow with the rows, and no faster.
WHOLES = ["import accounts", "import subscriptions", "cancel the rest", "export subscriptions", "export cancellations",
          "audit verify", "doctor", "status"]


def say(text):
    print(f"bench: {text}", file=sys.stderr, flush=True)


class Bench:
    def __init__(self, nexor, scratch, sizes, runs):
        self.nexor = nexor
        self.scratch = scratch
        self.sizes = sizes
        self.runs = runs
        self.tools = Tools(scratch, desks.environment(scratch))
        self.measures = []
        self.pages = []
        self.bounds = []

    def run(self):
        self.start()
        for size in self.sizes:
            self.size(size, size == self.sizes[-1])

    def start(self):
        say("start")
        starts = list(measures.starts(self.tools, self.nexor, self.runs))
        self.measures += starts
        self.bounds += [bound for measure in starts for bound in report.start_bounds(measure)]

    def size(self, size, is_largest):
        """All that is done with a store of one size. Promises are about the largest."""
        folder = self.scratch / str(size)
        folder.mkdir()
        say(f"{size:,} subscriptions: writing and importing them")
        desk = desks.Desk(self.tools, self.nexor, folder, size)
        imports = [measures.import_kind(desk, kind) for kind in ("accounts", "subscriptions")]
        say(f"{size:,} subscriptions: list")
        desk.cancel_some()
        cursors = {sort: desk.deep_cursor(sort) for sort in (measures.SORTS if is_largest else measures.SORTS[:1])}
        lists = [measures.first_page(desk, self.runs), measures.deep_page(desk, cursors["key"], self.runs)]
        pages = list(measures.pages(desk, cursors)) if is_largest else []
        searches = list(measures.searches(desk, FEW))
        say(f"{size:,} subscriptions: show and cancel")
        single = [measures.show(desk, self.runs), measures.cancel(desk, self.runs), whole.token(desk, self.runs)]
        say(f"{size:,} subscriptions: status, process, and with all of them cancelled the rest")
        status, process = whole.status(desk), whole.process(desk)
        rest = whole.cancel_rest(desk)
        exports, verification = list(whole.exports(desk)), whole.verification(desk)
        doctor = whole.doctor(desk)
        shutil.rmtree(folder)
        self.measures += [*imports, *lists, *[measure for measure, _ in searches], *single, status, process, rest, *exports,
                          verification, doctor]
        if is_largest:
            self.pages = pages
            self.bounds += report.store_bounds(imports, lists, searches, pages, single[1])
            self.bounds += report.whole_bounds(status, exports, verification)

    def is_kept(self):
        return all(bound.holds() for bound in self.bounds)

    def tables(self):
        sqlite = self.tools.output(["sqlite3", "--version"]).split()[0]
        return {"promises": report.bound_table(self.bounds), "ratios": report.ratios(self.measures),
                "plot": report.plot(self.measures, WHOLES), "work": report.works(self.measures), "pages": report.page_table(self.pages),
                "machine": report.machine(sqlite, self.runs)}
