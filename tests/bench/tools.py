"""The programs of the bench, and what one run of a program takes.

Times and memory come from `measure`, work and writes from strace and from `count_work.so`: the latter are the same in
every run, and are taken in one run of their own, which they slow down.
"""

import dataclasses
import os
import pathlib
import re
import shutil
import statistics
import subprocess

SOURCES = pathlib.Path(__file__).resolve().parent
FLAGS = ["-O2", "-Wall", "-Wextra", "-Werror"]
SHARED = ["-shared", "-fPIC"]


class Failed(Exception):
    """A program that is measured ended with an error: there is nothing to compare."""


@dataclasses.dataclass
class Cost:
    """What varies from run to run: seconds and MiB."""
    wall: float
    cpu: float
    peak: float


@dataclasses.dataclass
class Work:
    """What doesn't vary."""
    vm_steps: int
    page_reads: int
    syncs: int
    written: int  # bytes, into files of the store


def median(costs):
    return Cost(*(statistics.median(getattr(cost, name) for cost in costs) for name in ("wall", "cpu", "peak")))


def mean_work(works):
    """Of what varies with the row after all, the rare costly ones included."""
    return Work(*(round(statistics.mean(column)) for column in zip(*map(dataclasses.astuple, works))))


TRACER = ["strace", "-f", "-qq", "-y", "-s0", "--seccomp-bpf", "-e", "trace=fsync,fdatasync,pwrite64,write"]

# A call that succeeded on a file: `123 pwrite64(5</folder/nexor.db>, ""..., 4096, 0) = 4096`.
TRACED = re.compile(r"\b(fsync|fdatasync|pwrite64|write)\(\d+<([^>]*)>.* = (\d+)$")


def writes_in(trace, folder):
    """(syncs, bytes written) of files in the folder, and of the folder itself, by a trace's lines."""
    syncs = written = 0
    for line in trace:
        call = TRACED.search(line)
        if not call or not (call[2] == folder or call[2].startswith(folder + "/")):
            continue
        if call[1].endswith("sync"):
            syncs += 1
        else:
            written += int(call[3])
    return syncs, written


class Tools:
    """Compiles the bench's C programs into a folder, and runs commands under them with one environment."""

    def __init__(self, folder, environment):
        self.folder = folder
        self.environment = environment
        for source in sorted(SOURCES.glob("*.c")):
            self.compile(source)

    def compile(self, source):
        flags, end = (FLAGS + SHARED, ".so") if source.stem == "count_work" else (FLAGS, "")
        target = self.folder / (source.stem + end)
        subprocess.run(["cc", *flags, "-o", target, source, "-lsqlite3"], check=True)

    def path(self, name):
        return str(self.folder / name)

    def output(self, words, ends=(0,)):
        done = subprocess.run(words, env=self.environment, stdin=subprocess.DEVNULL, capture_output=True, text=True)
        if done.returncode not in ends:
            raise Failed(f"exit {done.returncode} from {os.path.basename(words[0])}: {done.stderr.strip()[-500:]}")
        return done.stdout

    def cost(self, words, ends=(0,)):
        wall, cpu, peak = self.output([self.path("measure"), *words], ends).split()
        return Cost(int(wall) / 1e6, int(cpu) / 1e6, int(peak) / 1024)

    def work(self, words, store):
        counts, trace = self.folder / "counts", self.folder / "trace"
        counts.unlink(missing_ok=True)
        self.output([*TRACER, "-o", trace, "-E", f"LD_PRELOAD={self.path('count_work.so')}",
                     "-E", f"BENCH_COUNTS={counts}", *words])
        with open(trace, encoding="utf-8", errors="replace") as lines:
            syncs, written = writes_in(lines, os.path.dirname(store))
        vm_steps, page_reads = (sum(column) for column in zip(*(
            map(int, line.split()) for line in counts.read_text().splitlines())))
        trace.unlink()
        return Work(vm_steps, page_reads, syncs, written)


def interleaved(tools, programs, rounds, before=lambda name: None, ends=(0,)):
    """The median cost of each program: every round runs each once, and each goes first in its turn. `programs` names
    functions that give the command line of their next run; `before` is called ahead of each, and isn't measured. A program
    may end with any of the exit codes in `ends`."""
    costs = {name: [] for name in programs}
    names = list(programs)
    for _ in range(rounds):
        for name in names:
            before(name)
            costs[name].append(tools.cost(programs[name](), ends))
        names.append(names.pop(0))
    return {name: median(of_one) for name, of_one in costs.items()}


def copy(source, target):
    """A store's file over another. Its journal must be gone: it would belong to neither."""
    assert not os.path.exists(f"{target}-journal")
    shutil.copyfile(source, target)
