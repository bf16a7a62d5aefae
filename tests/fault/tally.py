"""What the fault tests count: how many faults there were, of what kind, and what was answered.

With NEXOR_FAULT_TALLY=FILE each program adds its counts to that file, a JSON object a line; tools/faults reads them.
Without, they are told on standard error. Also what a fault needs of the machine, and whether it is there.
"""

import atexit
import collections
import functools
import json
import os
import shutil
import subprocess
import sys
import tempfile

FULL = bool(os.environ.get("NEXOR_FULL"))
THIN = bool(os.environ.get("NEXOR_THIN"))
NOBODY = 65534

_counts = collections.defaultdict(collections.Counter)


def count(row, fault, seen):
    """One fault of that row of the table, and what was seen of it: an exit code, or a word."""
    _counts[row][f"{fault}\t{seen}"] += 1


@atexit.register
def _tell():
    if not _counts:
        return
    lines = [json.dumps({"row": row, "counts": dict(counts)}) for row, counts in sorted(_counts.items())]
    path = os.environ.get("NEXOR_FAULT_TALLY")
    if path:
        with open(path, "a") as file:
            file.write("".join(line + "\n" for line in lines))
        return
    for row, counts in sorted(_counts.items()):
        seen = collections.Counter()
        for name, number in counts.items():
            seen[name.split("\t")[1]] += number
        told = ", ".join(f"{number} × {name}" for name, number in sorted(seen.items()))
        print(f"{row}: {sum(counts.values())} faults: {told}", file=sys.stderr)


def seen_exit(code):
    """An exit code as the tables tell it."""
    return f"signal {-code}" if code < 0 else f"exit {code}"


def _works(*words):
    return subprocess.run(words, stdin=subprocess.DEVNULL, capture_output=True).returncode == 0


@functools.cache
def has(means):
    """Whether the machine lets these means be used: ptrace, mounts, root, faketime, terminals."""
    match means:
        case "ptrace":
            return shutil.which("strace") is not None and _works("strace", "-f", "-o", os.devnull, "true")
        case "mounts":
            return shutil.which("unshare") is not None and _works("unshare", "--mount", "mount", "-t", "tmpfs", "tmpfs",
                                                                  tempfile.gettempdir())
        case "root":
            return os.geteuid() == 0
        case "faketime":
            return shutil.which("faketime") is not None and _works("faketime", "-f", "-1h", "true")
        case "terminals":
            return os.path.exists("/dev/ptmx")
    raise KeyError(means)


def is_sanitized(binary):
    """A sanitizer's runtime has to be the first that is loaded, and takes address space as it likes."""
    with open(binary, "rb") as file:
        return b"__asan_init" in file.read()
