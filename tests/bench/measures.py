"""The measurements: each yields what the report needs."""

import dataclasses

from desk import PAGE, SERVICES, Import
from tools import Cost, Work, copy, interleaved, mean_work

KEYS = ["key", "start_on", "created_at", "effective_on"]
SORTS = [f"{key}{direction}" for key in KEYS for direction in ("", ":desc")]
FEW = 3  # rounds of what takes long
IN_A_ROW = 10  # pages, of which the mean is taken
ENOUGH = 25  # cancellations that are counted: one in a few of them splits a page of the store


@dataclasses.dataclass
class Measure:
    """What nexor and those beside it took for one thing at one size; `size` is 0 where there is no store."""
    what: str
    size: int
    costs: dict[str, Cost]
    works: dict[str, Work]


@dataclasses.dataclass
class Page:
    """What a page of a list in one order takes: the mean of a few from that number on."""
    sort: str
    number: int
    work: Work
    peak: float


def starts(tools, nexor, runs):
    """The least that nexor does, and what a TAB makes it do."""
    for what, words in (("start", ["version"]), ("complete", ["__complete", "--", "nexor", "can"])):
        programs = {"nexor": lambda: [str(nexor), *words],
                    "peer": lambda: ["sqlite3", "--version"],
                    "floor": lambda: [tools.path("start_floor")]}
        yield Measure(what, 0, interleaved(tools, programs, runs), {})


def import_kind(desk, kind):
    job = Import(desk, kind)
    works = {"nexor": desk.tools.work(job.nexor(), desk.store)}
    job.finish()
    for name, words, store in (("peer", job.shell, job.shell_store), ("floor", job.floor, job.floor_store)):
        job.prepare("shell" if name == "peer" else name)
        works[name] = desk.tools.work(words(), store)
    programs = {"nexor": job.nexor, "shell": job.shell, "floor": job.floor}
    costs = interleaved(desk.tools, programs, FEW, job.prepare)
    costs["peer"] = costs.pop("shell")
    copy(job.finished, desk.store)
    return Measure(f"import {kind}", desk.size, costs, works)


def reading(desk, what, words, sql, runs):
    """Something that nexor reads, beside the statement that reads as much."""
    desk.settle()
    programs = {"nexor": lambda: desk.nexor(*words),
                "peer": lambda: desk.query(sql),
                "floor": lambda: desk.query_floor(sql)}
    works = {name: desk.tools.work(program(), desk.store) for name, program in programs.items()}
    return Measure(what, desk.size, interleaved(desk.tools, programs, runs), works)


def first_page(desk, runs):
    return reading(desk, "list, page 1", ["list", "--limit", PAGE], f"{SERVICES} ORDER BY s.key LIMIT {PAGE}", runs)


def deep_page(desk, cursor, runs):
    number = desk.deep_page()
    [(after,)] = desk.ask("SELECT key FROM subscriptions ORDER BY key LIMIT 1 OFFSET ?", (number - 1) * PAGE - 1)
    return reading(desk, f"list, page {number:,}", ["list", "--limit", PAGE, "--cursor", cursor],
                   f"{SERVICES} WHERE s.key > '{after}' ORDER BY s.key LIMIT {PAGE}", runs)


def searches(desk, runs):
    """A search that finds one account, and one that finds one of 256, as keys are random; with how many they find."""
    [(key,)] = desk.ask("SELECT key FROM accounts ORDER BY id LIMIT 1 OFFSET ?", desk.size // 2)
    for what, word in (("search for one", key), ("search for some", key[:len("C-00")])):
        like = " OR ".join(f"{column} LIKE '%{word}%'" for column in ("key", "name", "email"))
        [(found,)] = desk.ask("SELECT count(*) FROM accounts WHERE key LIKE ?", word + "%")
        measure = reading(desk, what, ["list", "accounts", "--search", word, "--limit", PAGE],
                          f"SELECT * FROM accounts WHERE {like} ORDER BY key LIMIT {PAGE}", runs)
        yield measure, found


def show(desk, runs):
    [(_, key)] = desk.cancellable(1)
    return reading(desk, "show", ["show", key], f"{SERVICES} WHERE s.key = '{key}'", runs)


def pages(desk, cursors):
    """The first and the deep page in every order."""
    desk.settle()
    for sort, cursor in cursors.items():
        yield pages_from(desk, sort, 1, None)
        yield pages_from(desk, sort, desk.deep_page(sort), cursor)


def pages_from(desk, sort, number, cursor):
    """Some pages in a row, since rows differ: one with an add-on or a cancellation takes more than one without."""
    works, peaks = [], []
    for _ in range(IN_A_ROW):
        words = desk.page(sort, cursor)
        works.append(desk.tools.work(words, desk.store))
        peaks.append(desk.tools.cost(words).peak)
        cursor = desk.cursor_behind(words)
    return Page(sort, number, mean_work(works), max(peaks))


def cancel(desk, runs):
    """nexor in the store and the floor in a copy of it cancel the same subscriptions, in the same order."""
    floor_store = desk.beside("floor")
    copy(desk.store, floor_store)
    ready = desk.cancellable(runs + ENOUGH)
    left = {"nexor": iter(ready), "floor": iter(ready)}

    def by_nexor():
        return desk.nexor("cancel", next(left["nexor"])[1], "--reason", "too_expensive", "--yes")

    def by_floor():
        return [desk.tools.path("cancel_floor"), floor_store, str(next(left["floor"])[0])]

    desk.settle()
    works = {"nexor": mean_work([desk.tools.work(by_nexor(), desk.store) for _ in range(ENOUGH)]),
             "floor": mean_work([desk.tools.work(by_floor(), floor_store) for _ in range(ENOUGH)])}
    costs = interleaved(desk.tools, {"nexor": by_nexor, "floor": by_floor}, runs)
    return Measure("cancel one", desk.size, costs, works)
