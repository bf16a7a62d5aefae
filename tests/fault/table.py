"""The faults that a store has to survive, a row each: how each is made, what has to come of it, and the tests that show it.

In each row the invariant of invariant.h (and invariant.py) holds: the file is whole, the chain verifies, state and audit
agree, every printed confirmation is in the store, no effect is without its event, and the next normal command works.
"""

import typing


class Python(typing.NamedTuple):
    """A program of unittests, or some of it: classes, or `Class.test`."""

    path: str
    names: tuple = ()
    more: tuple = ()  # files of the build that it is given


class Doctest(typing.NamedTuple):
    cases: str


class Planted(typing.NamedTuple):
    bug: str


class Row(typing.NamedTuple):
    fault: str
    how: str
    outcome: str
    needs: tuple
    shown_by: tuple


SWEEP = "fault/sweep_test.py"
MALLOC = ("tests/libfailing_malloc.so",)

ROWS = (
    Row("EIO and ENOSPC at every write, sync, lock, open, unlink; reads that return nothing",
        "strace fails the n-th call of each kind, once and for ever, in every command that changes something",
        "exit 8, 9, 11 or 12; 0 only where it is done", ("ptrace",),
        (Python(SWEEP, ("Commands", "Errors", "ShortReads")),
         Python("shell/care_test.py", ("Faults.test_a_restore_that_says_it_failed_has_changed_nothing",)))),
    Row("SIGKILL at every system call, and during the recovery of such a kill",
        "strace kills at the n-th call of each kind, in every command that changes something",
        "the invariant; the same again finishes the work", ("ptrace",),
        (Python(SWEEP, ("Kills", "Recoveries")), Python("shell/care_test.py", ("LeftOver", "Killed", "Meanwhile")),
         Python("shell/migrate_test.py",
                ("Migration.test_killed_at_any_call_it_is_of_one_schema_and_the_same_again_finishes",)))),
    Row("SIGKILL at random moments in a batch", "a loop; a thousand times in a full run", "every row once, none lost, none twice",
        (), (Python("shell/batch_test.py",
                    ("Batches.test_a_batch_that_is_killed_again_and_again_comes_out_as_one_that_is_not",)),)),
    Row("a power cut", "a VFS that keeps a random part of what was written since the last sync, sectors torn, at every sync",
        "what was acknowledged is there; the invariant", (), (Doctest("*power cut*"), Doctest("*disk that*"))),
    Row("no memory", "an allocator whose n-th allocation fails, once and for ever; prlimit --as at a log-in",
        "no crash; not \"wrong password\"; no lock-out", (), (Python("fault/memory_test.py", more=MALLOC),)),
    Row("a full disk, a largest file, a read-only file system, no descriptors left",
        "a small tmpfs, ulimit -f and -n, a read-only bind mount", "exit 8 with the plain words; works again afterwards",
        ("mounts", "root"), (Python("fault/limits_test.py", ("Processes", "FileSystems")),)),
    Row("an answer that can't be written", "/dev/full, >&-, a pipe whose reader left",
        "exit 12 for a change that is done; quiet for a read", (),
        (Python("fault/limits_test.py", ("Answers",)), Python("shell/process_test.py", ("Streams",)))),
    Row("INT, TERM, HUP at every system call; two in a row; Ctrl-Z; a terminal that closes in a prompt",
        "strace signals at the n-th call; a pseudo-terminal", "all or nothing, and told; echo restored", ("ptrace", "terminals"),
        (Python(SWEEP, ("Signals",)), Python("shell/process_test.py", ("Terminals",)),
         Python("fault/interrupt_test.py",
                ("Interruptions.test_a_second_signal_stops_a_batch_at_once_and_it_goes_on_when_run_again",
                 "Interruptions.test_one_that_is_stopped_in_a_write_goes_on",
                 "Interruptions.test_a_terminal_that_closes_in_a_prompt_ends_it_and_changes_nothing")),
         Python("shell/batch_test.py",
                ("Batches.test_a_signal_ends_it_between_two_changes_and_it_can_be_gone_on_with",)))),
    Row("64 processes × 50 cancellations of different ones; 64 of the same one", "a driver with a history checker",
        "none fails; exactly one wins", (),
        (Doctest("*processes*"), Planted("deferred"), Planted("audit"), Planted("commit"))),
    Row("single cancellations during a large batch", "a driver", "each answers within two seconds", (),
        (Python("shell/batch_test.py", ("Batches.test_single_cancellations_get_their_turn_beside_a_batch",)),)),
    Row("two batches, two processes, two migrations, two inits at once", "a hundred rounds in a full run",
        "one works, one says so; sums exact", (),
        (Python("shell/batch_test.py", ("Batches.test_of_two_runs_of_one_batch_the_second_says_so_and_leaves",
                                        "Batches.test_two_different_batches_finish_side_by_side")),
         Python("fault/interrupt_test.py", ("Interruptions.test_of_two_at_once_one_does_it_and_sums_are_exact",)),
         Python("shell/process_test.py", ("Stores.test_two_first_starts_make_one_store",)))),
    Row("a clock put back an hour, three days, to 1970, or forward thirty years; another TZ and locale",
        "libfaketime, the environment", "sessions refuse, order by number, the same bytes", ("faketime",),
        (Python("fault/clock_test.py"),)),
    Row("a bit flipped in every page; cut, empty, foreign, newer, without its journal", "files made so",
        "no crash, no false receipt; what was refused is untouched", (), (Python("fault/damage_test.py"),)),
    Row("a column of an audit row changed, rows deleted, added, swapped, the tail cut, an old copy put back",
        "every cell of a small store", "all found", (), (Python("shell/tamper_test.py"),)),
    Row("hostile words, input files and text", "a corpus of bad words, rows and bytes, ten thousand in a full run",
        "exit 2 or a failed row, no raw control byte, a store unchanged but for its events", (),
        (Python("fault/input_test.py"), Python("shell/pages_test.py"))),
    Row("wrong log-ins at once, half of them killed; known and unknown names timed", "a driver",
        "the count is exact; known and unknown look the same", (), (Python("shell/login_test.py", ("Counts", "Times")),)),
    Row("umask 000 and 777; symlinks, FIFOs, folders and foreign owners where a file is expected", "files made so",
        "modes exact; refused; the target unchanged", ("root",),
        (Python("fault/places_test.py"), Python("shell/process_test.py", ("Files",)))),
)
