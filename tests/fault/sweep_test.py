"""Every change command with every system call failed, killed at, or signalled at; reads that return nothing; and a kill
while a killed one is recovered from. strace does it.

sweep_test.py NEXOR: a unittest run over the binary at that path. NEXOR_FULL=1 takes every call; without it a few of
each command, others with another NEXOR_SEED.
"""

import collections
import json
import os
import re
import signal
import subprocess
import typing
import unittest

from changes import CHANGES, NEXOR
from tally import FULL, count, has, seen_exit
from trial import Trial

FAILING = ("write", "pwrite64", "fdatasync", "fsync", "openat", "unlink", "fcntl", "read", "pread64", "newfstatat",
           "ftruncate", "rename", "mkdir", "fchown")
FILLING = ("write", "pwrite64", "fdatasync", "fsync", "openat", "ftruncate", "rename", "mkdir")
READING = ("read", "pread64")
CHANGING = ("write", "pwrite64", "fdatasync", "fsync", "ftruncate", "rename", "unlink")
PATHS_FIRST = ("openat", "unlink", "newfstatat", "rename", "mkdir")

OF_THE_STORE = (8, 9, 11, 12)           # what a fault of the store's own files may be answered with
OF_ANOTHER_FILE = (1, 2, 4, 5, 8, 9, 11, 12)


class Call(typing.NamedTuple):
    """The number-th call of that name, of what file it was."""

    name: str
    number: int
    path: str


def calls_of(trace):
    """Those of the program itself: what comes before its first is the loader's. Children count for themselves."""
    begun, calls, made, first = False, [], collections.Counter(), None
    for line in trace.splitlines():
        match = re.match(r"(\d+) +(\w+)\((.*)", line)
        if not match or (first or match[1]) != match[1]:
            continue
        first = match[1]
        name, rest = match[2], match[3]
        made[name] += 1
        begun = begun or name == "umask"
        quoted, descriptor = re.search(r'"([^"]*)"', rest), re.search(r"<([^>]*)>", rest)
        in_order = [quoted, descriptor] if name in PATHS_FIRST else [descriptor]
        if begun and name not in ("exit_group", "rt_sigreturn", "restart_syscall"):
            calls.append(Call(name, made[name], next((found[1] for found in in_order if found and found[1]), "")))
    return calls


@unittest.skipUnless(has("ptrace"), "ptrace: strace can't follow a process here")
class Sweep(Trial):
    def traced(self, change, *options):
        return subprocess.run(["strace", "-f", "-qq", "-o", os.path.join(self.desk.outside, "trace"), *options, NEXOR,
                               *self.desk.argv(change)], text=True, errors="replace", stdin=subprocess.DEVNULL,
                              capture_output=True, env=self.desk.environment_of(change), timeout=120)

    def injected(self, change, call, what):
        return self.traced(change, "-e", f"trace={call.name}", "-e", f"inject={call.name}:{what}:when={call.number}")

    def trace(self):
        with open(os.path.join(self.desk.outside, "trace"), errors="replace") as file:
            return file.read()

    def calls(self, change):
        """What calls it makes when nothing disturbs it."""
        self.begin(change, lambda: self.traced(change, "-y"))
        return calls_of(self.trace())

    def sweep(self, row, points_of, most, codes_of=None):
        """Every change with some of its points: (call, what strace does at it)."""
        for change in CHANGES:
            points = self.some(list(points_of(self.calls(change))), most)
            for call, what in points:
                with self.subTest(change=change.words, call=call, what=what):
                    self.desk.put_back()
                    done = self.injected(change, call, what)
                    count(row, what.split(":")[0], seen_exit(done.returncode))
                    if codes_of:
                        self.assertIn(done.returncode, codes_of(change, call), done.stderr)
                    self.check(done)


class Commands(unittest.TestCase):
    def test_every_command_that_changes_something_is_here(self):
        done = subprocess.run([NEXOR, "schema", "commands"], capture_output=True, check=True)
        changing = {command["name"] for command in json.loads(done.stdout)["commands"]
                    if any(option["name"] == "yes" for option in command["options"])}
        self.assertEqual(changing, {change.command for change in CHANGES})


class Errors(Sweep):
    """EIO and ENOSPC, once and for ever."""

    def codes(self, change, call):
        is_the_stores = call.path.startswith(os.path.dirname(self.path)) or "kept.db" in call.path
        codes = OF_THE_STORE if is_the_stores and "password" not in call.path else OF_ANOTHER_FILE
        return {*codes, change.exit, 0, *([3] if change.is_in_steps else [])}

    def test_a_call_that_fails_is_told_as_it_is(self):
        def points_of(calls):
            for names, error in ((FAILING, "EIO"), (FILLING, "ENOSPC")):
                for call in calls:
                    if call.name in names:
                        yield call, f"error={error}"
                        yield call._replace(number=f"{call.number}+"), f"error={error}"

        self.sweep("errors", points_of, 5, self.codes)


class ShortReads(Sweep):
    """Reads that say that the file ends where it doesn't."""

    def test_a_read_that_returns_nothing_does_no_harm(self):
        def points_of(calls):
            for call in calls:
                if call.name in READING:
                    yield call, "retval=0"
                    yield call._replace(number=f"{call.number}+"), "retval=0"

        self.sweep("errors", points_of, 3)


class Kills(Sweep):
    def test_one_that_is_killed_can_be_run_again(self):
        self.sweep("kills", lambda calls: ((call, "signal=KILL") for call in calls), 3)


class Recoveries(Sweep):
    """The second is killed while it recovers from the kill of the first."""

    def test_one_that_is_killed_while_it_recovers_can_be_run_again(self):
        for change in CHANGES:
            commits = [call for call in self.calls(change) if call.name == "unlink" and call.path.endswith("-journal")]
            for commit in commits if FULL else commits[-1:]:
                self.desk.put_back()
                self.injected(change, commit, "signal=KILL")
                self.traced(change, "-y")
                calls = [call for call in calls_of(self.trace()) if call.name in CHANGING]
                for call in self.some(calls, 1):
                    with self.subTest(change=change.words, commit=commit, call=call):
                        self.desk.put_back()
                        self.assertEqual(self.injected(change, commit, "signal=KILL").returncode, -signal.SIGKILL)
                        done = self.injected(change, call, "signal=KILL")
                        count("kills", "recovery", seen_exit(done.returncode))
                        self.check(done)


class Signals(Sweep):
    def test_one_that_is_signalled_has_done_all_or_nothing(self):
        names = ("INT", "TERM", "HUP")
        self.sweep("signals", lambda calls: ((call, f"signal={name}") for call in calls for name in names), 3)


if __name__ == "__main__":
    unittest.main()
