"""What was measured as text: tables in Markdown, and the bounds that it is held to."""

import dataclasses
import os
import platform
import re

NAMES = {"peer": "sqlite3", "floor": "floor", "tuned": "sqlite3 with nexor's pragmas", "rows": "Python, row by row",
         "sums": "sha256sum"}

BAR = 60  # characters of the longest


@dataclasses.dataclass
class Bound:
    """A promise: what was found may not be more than the limit."""
    what: str
    found: float
    limit: float
    unit: str

    def holds(self):
        return self.found <= self.limit

    def cells(self):
        return [self.what, f"{self.found:.2f} {self.unit}".strip(), f"{self.limit:.3g} {self.unit}".strip(),
                "ok" if self.holds() else "**FAIL**"]


def ratio(a, b):
    """How many times b goes into a; nothing is as much as nothing, and infinitely less than something."""
    if b == 0:
        return 1.0 if a == 0 else float("inf")
    return a / b


def farther_apart(a, b):
    return max(ratio(a, b), ratio(b, a))


def table(head, rows):
    widths = [max(len(row[i]) for row in [head, *rows]) for i in range(len(head))]
    lines = [head, ["-" * width for width in widths], *rows]
    padded = [[cell.ljust(width) for cell, width in zip(line, widths)] for line in lines]
    return "".join("| " + " | ".join(line) + " |\n" for line in padded)


def times(value):
    return f"{value:.2f}"


def ratio_rows(measures):
    for measure in measures:
        nexor = measure.costs["nexor"]
        for name in [name for name in NAMES if name in measure.costs]:
            other = measure.costs[name]
            yield [measure.what, size_text(measure), NAMES[name], times(ratio(nexor.wall, other.wall)),
                   times(ratio(nexor.cpu, other.cpu)), f"{nexor.peak:.0f}", f"{other.peak:.0f}"]


def size_text(measure):
    return f"{measure.size:,}" if measure.size else ""


def ratios(measures):
    return table(["what", "subscriptions", "beside", "time", "CPU", "MiB", "MiB beside"], list(ratio_rows(measures)))


def work_rows(measures):
    for measure in measures:
        for name in [name for name in ("nexor", *NAMES) if name in measure.works]:
            work = measure.works[name]
            yield [measure.what, size_text(measure), NAMES.get(name, name), f"{work.vm_steps:,}", f"{work.page_reads:,}",
                   f"{work.syncs:,}", f"{work.written:,}"]


def plot(measures, wholes):
    """What a row costs nexor in each store, as bars: of the measures that go through a whole store, which `wholes` names."""
    rows = [(measure.what, measure.size, measure.costs["nexor"].cpu / measure.size * 1e6)
            for what in wholes for measure in measures if measure.what == what]
    longest = max(cost for _, _, cost in rows)
    lines = ["what                  subscriptions  µs of CPU for each\n"]
    for what, size, cost in rows:
        lines.append(f"{what:<20}  {size:>13,}  {cost:6.2f} {'█' * max(1, round(cost / longest * BAR))}\n")
    return "```text\n" + "".join(lines) + "```\n"


def works(measures):
    return table(["what", "subscriptions", "by", "VM steps", "page reads", "syncs", "bytes written"],
                 list(work_rows(measures)))


def page_pairs(pages):
    """(first, deep) of each order."""
    return list(zip(pages[::2], pages[1::2]))


def page_table(pages):
    rows = [[first.sort, f"{deep.number:,}", f"{first.work.vm_steps:,}", f"{deep.work.vm_steps:,}",
             f"{first.work.page_reads:,}", f"{deep.work.page_reads:,}", f"{first.peak:.0f}", f"{deep.peak:.0f}"]
            for first, deep in page_pairs(pages)]
    return table(["order", "deep page", "VM steps", "deep", "page reads", "deep", "MiB", "deep"], rows)


def start_bounds(measure):
    nexor, peer = measure.costs["nexor"], measure.costs["peer"]
    yield Bound(f"{measure.what}, beside sqlite3: time", ratio(nexor.wall, peer.wall), 1.2, "times")


def import_bounds(measure):
    nexor, peer = measure.costs["nexor"], measure.costs["peer"]
    yield Bound(f"{measure.what}, beside sqlite3: time", ratio(nexor.wall, peer.wall), 2, "times")
    yield Bound(f"{measure.what}: peak memory", nexor.peak, 128, "MiB")


def alike(what, first, deep):
    yield Bound(f"{what}: VM steps", farther_apart(first.vm_steps, deep.vm_steps), 1.1, "times")
    yield Bound(f"{what}: page reads", farther_apart(first.page_reads, deep.page_reads), 1.1, "times")


def list_bounds(first, deep):
    yield from alike(f"{first.what}, and {deep.what}", first.works["nexor"], deep.works["nexor"])


def page_bounds(pages):
    for first, deep in page_pairs(pages):
        yield from alike(f"pages from 1 and from {deep.number:,} on, by {first.sort}", first.work, deep.work)
    yield Bound("the same pages: peak memory", max(page.peak for page in pages), 64, "MiB")


def cancel_bounds(measure):
    nexor, floor = measure.works["nexor"], measure.works["floor"]
    yield Bound("cancel one, beside the floor: syncs", ratio(nexor.syncs, floor.syncs), 1.2, "times")
    yield Bound("cancel one, beside the floor: bytes", ratio(nexor.written, floor.written), 1.2, "times")
    yield Bound("cancel one, beside the floor: time",
                ratio(measure.costs["nexor"].wall, measure.costs["floor"].wall), 2, "times")


def batch_bounds(measures):
    """Of the largest; and of each beside the one before, what a row costs."""
    largest = measures[-1].costs
    for name, limit in (("peer", 0.75), ("rows", 1 / 3)):
        for what, of in (("time", lambda cost: cost.wall), ("CPU", lambda cost: cost.cpu)):
            yield Bound(f"cancel a batch, beside {NAMES[name]}: {what}",
                        ratio(of(largest["nexor"]), of(largest[name])), limit, "times")
    yield Bound("cancel a batch: peak memory", largest["nexor"].peak, 128, "MiB")
    for small, large in zip(measures, measures[1:]):
        a_row = [measure.costs["nexor"].cpu / measure.size for measure in (large, small)]
        yield Bound(f"a row of {large.size:,}, beside one of {small.size:,}: CPU", ratio(*a_row), 1.3, "times")


def search_bounds(searches):
    """In pages for each row that is found: what there is besides doesn't count."""
    (one, _), (some, found) = searches
    yield Bound(f"{one.what}: page reads", one.works["nexor"].page_reads, 100, "pages")
    yield Bound(f"{some.what}, for each of {found:,} found: page reads", some.works["nexor"].page_reads / found, 4, "pages")


def whole_bounds(status, exports, verification):
    yield Bound("status: CPU", status.costs["nexor"].cpu, 0.1, "s")
    for measure in exports:
        yield Bound(f"{measure.what}, beside sqlite3: time",
                    ratio(measure.costs["nexor"].wall, measure.costs["peer"].wall), 0.7, "times")
    yield Bound("audit verify, beside sha256sum: time",
                ratio(verification.costs["nexor"].wall, verification.costs["sums"].wall), 3, "times")


def store_bounds(imports, lists, searches, pages, cancel):
    for measure in imports:
        yield from import_bounds(measure)
    yield from list_bounds(*lists)
    yield from search_bounds(searches)
    yield from page_bounds(pages)
    yield from cancel_bounds(cancel)


def machine(sqlite, runs):
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (f"{os.cpu_count()} processors ({platform.machine()}), {memory:.0f} GiB of memory, Linux, SQLite {sqlite};"
            f" {runs} rounds of what is quick.\n")


def bound_table(bounds):
    return table(["promise", "found", "at most", ""], [bound.cells() for bound in bounds])


def with_tables(document, tables):
    """The document with each table between the two lines that name it; a table without its place is a mistake."""
    for name, table in tables.items():
        begin, end = f"<!-- {name}: from tools/bench -->\n", f"<!-- end of {name} -->\n"
        pattern = re.compile(re.escape(begin) + ".*?" + re.escape(end), re.DOTALL)
        document, places = pattern.subn(lambda _, text=begin + table + end: text, document)
        assert places == 1, f"there are {places} places for {name}"
    return document
