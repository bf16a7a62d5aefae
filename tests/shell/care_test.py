"""Backups and restores as processes: under load, beside journals that were left over, with damaged stores, and killed.

care_test.py NEXOR: a unittest run over the binary at that path. NEXOR_FULL=1 kills at every system call that changes
something, and backs up a busy store more often.
"""

import collections
import contextlib
import itertools
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import threading
import time
import unittest

import pexpect

from process_test import NEXOR, PASSWORD, Desk

FULL = bool(os.environ.get("NEXOR_FULL"))
BACKUPS = 20 if FULL else 5
WRITERS = 4
LARGE = 40_000  # rows that are more than what is copied in one step
ROWS = LARGE if FULL else 5_000
STEPS = 15  # many more than the five times that a copy may be begun anew
NOBODY = 65534

# The system calls that change a file, a folder or a lock; of each that a command makes about as many are tried.
CHANGING = ["openat", "write", "pwrite64", "fdatasync", "fsync", "ftruncate", "rename", "unlink", "fcntl", "fchown"]
PLACING = ["fsync", "rename", "unlink"]
SAMPLES = 2 if os.environ.get("NEXOR_THIN") else 4

PAGE = 4096


class Care(Desk):
    """A store, a backup of it, and a change that came after it. Whoever acts has a token, which outlives a restore."""

    def setUp(self):
        super().setUp()
        token = os.path.join(self.folder, "token")
        self.ok("token", "create", "--label", "t", "-o", token)
        self.environment["NEXOR_TOKEN_FILE"] = token
        for key in ("K-2", "K-3", "K-4"):
            self.add(key)
        self.trace = os.path.join(self.folder, "trace")
        self.kept = os.path.join(self.folder, "kept.db")
        self.ok("backup", self.kept)
        self.ok("cancel", "K-1", "--reason", "unused", "--yes")
        self.before = self.files()
        self.old, self.backup = self.look(self.store), self.look(self.kept)

    def files(self, folder=None):
        """What a folder holds, that of the store if none is named: the content of each file by its name, but for the file
        whose bytes are locks."""
        folder = folder or os.path.dirname(self.store)
        found = {}
        for name in sorted(os.listdir(folder)):
            if os.path.isfile(os.path.join(folder, name)) and not name.endswith("-batches"):
                with open(os.path.join(folder, name), "rb") as file:
                    found[name] = file.read()
        return found

    def put_back(self, files):
        """Makes the store's folder hold these files, and nothing else."""
        folder = os.path.dirname(self.store)
        for name in os.listdir(folder):
            os.remove(os.path.join(folder, name))
        for name, content in files.items():
            self.write(os.path.join(folder, name), content)

    @staticmethod
    def write(path, content):
        with open(path, "wb") as file:
            file.write(content)
        return path

    def fill(self, rows):
        book = "key,account,plan,start_on\n" + "".join(f"B-{number},C-1,month,2024-01-31\n" for number in range(rows))
        self.ok("import", "subscriptions", self.write(os.path.join(self.folder, "book.csv"), book.encode()))

    def look(self, path):
        """What tells a store from another: the hashes of its events and the number of rows of each table."""
        with contextlib.closing(sqlite3.connect(path)) as database:
            self.assertEqual(database.execute("PRAGMA integrity_check").fetchall(), [("ok",)])
            self.assertEqual(database.execute("PRAGMA foreign_key_check").fetchall(), [])
            hashes = [row[0] for row in database.execute("SELECT hash FROM events ORDER BY number")]
            tables = database.execute("SELECT name FROM sqlite_schema WHERE sql LIKE 'CREATE TABLE%'").fetchall()
            counts = {name: database.execute(f"SELECT count(*) FROM '{name}'").fetchone()[0] for (name,) in tables}
        return hashes, counts

    def verified(self, path):
        """The same of a store that holds for nexor as well."""
        self.ok("audit", "verify", "--store", "sqlite:" + path)
        return self.look(path)

    def is_restored(self, found):
        """Whether all of it is the backup's, but for the events of the restore and of the log-in that it ended."""
        (hashes, counts), (kept, kept_counts) = found, self.backup
        told = len(kept) + 2
        return (hashes[:len(kept)] == kept and len(hashes) == told and
                counts == kept_counts | {"events": told, "operations": kept_counts["operations"] + 1})

    def check_restored(self):
        self.assertTrue(self.is_restored(self.verified(self.store)))

    def refused(self, code, exit_code, message, *words, **more):
        """Runs what fails, and sees that it says so as it is documented, in one line and on stderr only."""
        done = self.run_nexor(*words, "--json", **more)
        self.assertEqual((done.returncode, done.stdout), (exit_code, ""), done.stderr)
        error = json.loads(done.stderr)["error"]
        self.assertEqual((error["code"], error["exit"], error["message"]), (code, exit_code, message))

    def need_strace(self):
        if subprocess.run(["strace", "-f", "-o", "/dev/null", "true"], capture_output=True).returncode:
            self.skipTest("strace can't follow a process here")

    def strace(self, options, *words):
        """How nexor is started under strace. A sanitizer can't look for leaks there."""
        return {"args": ["strace", "-f", "-qq", "-o", self.trace, *options, NEXOR, *words], "stdout": subprocess.PIPE,
                "stderr": subprocess.PIPE, "text": True, "env": self.environment | {"ASAN_OPTIONS": "detect_leaks=0"}}

    def traced(self, options, *words):
        return subprocess.run(**self.strace(options, *words))

    def start_traced(self, options, *words):
        """The same beside what the test does; what is left of it ends with the test."""
        run = subprocess.Popen(**self.strace(options, *words), start_new_session=True)
        self.addCleanup(run.communicate)
        self.addCleanup(self.end, run)
        return run

    @staticmethod
    def end(run):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(run.pid, signal.SIGKILL)

    def traces(self):
        """What strace has written so far: lines that begin with a process."""
        if not os.path.exists(self.trace):
            return []
        with open(self.trace) as file:
            return file.read().splitlines()

    def killed(self, call, number, *words):
        """Runs nexor until it is about to make its number-th system call of that name, if it gets that far."""
        return self.traced(["-e", f"trace={call}", "-e", f"inject={call}:signal=KILL:when={number}"], *words)

    def is_killed(self, call, number, *words):
        done = self.killed(call, number, *words)
        self.assertIn(done.returncode, (0, -signal.SIGKILL), done.stderr)
        return done.returncode != 0

    def count_calls(self, *words):
        done = self.traced([], *words)
        self.assertEqual(done.returncode, 0, done.stderr)
        made = collections.Counter(line.split()[1].split("(")[0] for line in self.traces())
        return {call: made[call] for call in CHANGING if made[call]}

    def kills(self, calls, begin_anew, *words):
        """Kills nexor at one call after the other, from the first to that which it doesn't make any more."""
        for call, count in calls.items():
            for number in itertools.count(1, 1 if FULL else max(1, count // SAMPLES)):
                begin_anew()
                if not self.is_killed(call, number, *words):
                    break
                yield f"{call} {number}"

    def leave_journal(self, call="unlink"):
        """Kills a change: at the unlink that commits it its journal is hot, at its first fdatasync not yet."""
        self.assertTrue(self.is_killed(call, 1, "cancel", "K-2", "--reason", "unused", "--yes"))
        self.assertIn("nexor.db-journal", self.files())


class UnderLoad(Care):
    def setUp(self):
        super().setUp()
        self.is_over = threading.Event()
        self.addCleanup(self.is_over.set)
        self.problems = []

    @staticmethod
    def changes(writer):
        """What a writer does, for ever: it adds one and cancels it, adds the next."""
        for number in itertools.count():
            yield "add", f"W-{writer}-{number}"
            yield "cancel", f"W-{writer}-{number}"

    def work(self, writer, acknowledged):
        for kind, key in self.changes(writer):
            if self.is_over.is_set():
                return
            words = (["subscription", "add", key, "--account", "C-1", "--plan", "month", "--start", "2024-01-31"]
                     if kind == "add" else ["cancel", key, "--reason", "unused", "--yes"])
            done = self.run_nexor(*words, "--lock-timeout", "300s")
            if done.returncode:
                self.problems.append(done.stderr)
                return
            acknowledged.append((kind, key))

    def told_and_there(self, path):
        """The additions and cancellations that a store's events tell of, and those whose rows are in it."""
        with contextlib.closing(sqlite3.connect(path)) as database:
            keys = {subject: json.loads(after)["key"] for subject, after in database.execute(
                "SELECT subject, after FROM events WHERE kind = 'subscription.added'")}
            ended = database.execute("SELECT subject FROM events WHERE kind = 'cancellation.requested'").fetchall()
            rows = database.execute(
                "SELECT 'add', key FROM subscriptions WHERE imported_in IS NULL UNION ALL "
                "SELECT 'cancel', key FROM cancellations AS c JOIN subscriptions AS s ON s.id = c.subscription")
            there = sorted(rows)
        told = [("add", key) for key in keys.values()] + [("cancel", keys[subject]) for (subject,) in ended]
        return sorted(told), there

    def check_backup(self, path, before, after):
        """It holds each writer's first changes: all that were acknowledged before it, none that came after it."""
        told, there = self.told_and_there(path)
        self.assertEqual(told, there)
        for writer in range(WRITERS):
            held = sum(key.startswith(f"W-{writer}-") for _, key in there)
            self.assertLessEqual(set(itertools.islice(self.changes(writer), held)), set(there))
            self.assertGreaterEqual(held, before[writer])
            self.assertLessEqual(held, after[writer] + 1)

    def wait_for_more(self, acknowledged):
        """Until each has done something since."""
        since = [len(changes) for changes in acknowledged]
        while not self.problems and any(len(now) == then for now, then in zip(acknowledged, since)):
            time.sleep(0.005)

    def test_each_holds_what_was_acknowledged_before_it_and_nothing_by_halves(self):
        self.fill(ROWS)
        acknowledged = [[] for _ in range(WRITERS)]
        writers = [threading.Thread(target=self.work, args=each) for each in enumerate(acknowledged)]
        for writer in writers:
            writer.start()
        backups = []
        for number in range(BACKUPS):
            self.wait_for_more(acknowledged)
            path = os.path.join(self.folder, f"backup-{number}.db")
            before = [len(changes) for changes in acknowledged]
            said = json.loads(self.ok("backup", path, "--json", "--lock-timeout", "300s"))
            backups.append((path, said, before, [len(changes) for changes in acknowledged]))
        self.is_over.set()
        for writer in writers:
            writer.join()
        self.assertEqual(self.problems, [])
        live = self.verified(self.store)[0]
        for path, said, before, after in backups:
            hashes = self.verified(path)[0]
            self.assertEqual(hashes, live[:len(hashes)])
            self.assertEqual((said["events"], said["head"]), (len(hashes), f"{len(hashes)}:{hashes[-1].hex()}"))
            self.check_backup(path, before, after)
            self.ok("doctor", "--store", "sqlite:" + path)
        # The changes went on while it was copied.
        self.assertTrue(any(before != after for _, _, before, after in backups))

    def write_on(self):
        """Commits something that means nothing, again and again."""
        with contextlib.closing(sqlite3.connect(self.store, timeout=300, isolation_level=None)) as database:
            database.execute("PRAGMA synchronous = OFF")
            for number in itertools.count():
                if self.is_over.wait(0.002):
                    return
                database.execute("INSERT OR REPLACE INTO login_failures VALUES ('nobody', ?, 0)", (number,))

    def test_one_that_is_begun_anew_again_and_again_holds_the_others_up_and_ends(self):
        self.need_strace()
        self.fill(LARGE)
        self.assertGreater(os.path.getsize(self.store), 1_000 * PAGE)
        writer = threading.Thread(target=self.write_on)
        writer.start()
        self.addCleanup(writer.join)
        self.addCleanup(self.is_over.set)
        # Its pauses between two steps are long, so that another writes in each.
        options = ["-e", "trace=clock_nanosleep", "-e", "inject=clock_nanosleep:delay_exit=150ms"]
        run = self.start_traced(options, "backup", os.path.join(self.folder, "new.db"))
        while run.poll() is None:
            self.assertLess(len(self.traces()), STEPS)
            time.sleep(0.01)
        self.assertEqual(run.returncode, 0)


class LeftOver(Care):
    """A restore beside what killed processes and faults left."""

    def setUp(self):
        super().setUp()
        self.need_strace()

    def test_a_hot_journal_gets_into_nothing_that_is_restored(self):
        self.leave_journal()
        self.ok("restore", self.kept, "--yes")
        self.check_restored()
        self.assertEqual(list(self.files()), ["nexor.db"])
        self.ok("cancel", "K-3", "--reason", "unused", "--yes")
        self.ok("audit", "verify")

    def test_a_hot_journal_of_a_backup_is_played_back_before_it_is_restored(self):
        self.leave_journal()
        for name, content in self.files().items():
            self.write(os.path.join(self.folder, name.replace("nexor", "other")), content)
        self.put_back(self.before)
        self.ok("restore", os.path.join(self.folder, "other.db"), "--yes")
        # The change that was killed isn't in it; what came before it is.
        self.assertEqual(self.verified(self.store)[0][:len(self.old[0])], self.old[0])

    def test_a_hot_journal_whose_store_is_gone_gets_into_nothing_that_is_restored(self):
        self.leave_journal()
        os.remove(self.store)
        self.ok("restore", self.kept, "--yes")
        self.check_restored()

    def test_a_hot_journal_beside_its_place_gets_into_no_backup(self):
        self.leave_journal()
        there = os.path.join(self.folder, "new.db")
        self.write(there + "-journal", self.files()["nexor.db-journal"])
        done = self.run_nexor("backup", there)
        self.assertEqual(done.returncode, 7)
        self.assertIn("is left over", done.stderr)
        self.assertFalse(os.path.exists(there))

    def damaged(self):
        """Files of a store that are damaged, each in a way of its own."""
        whole = self.before["nexor.db"]
        for begin in range(PAGE, len(whole), PAGE if FULL else 9 * PAGE):
            end = begin + PAGE
            yield whole[:begin] + bytes(byte ^ 0xFF for byte in whole[begin:end]) + whole[end:]
        for size in (PAGE // 2, PAGE, len(whole) // PAGE // 2 * PAGE, len(whole) - PAGE, len(whole) - 1):
            yield whole[:size]

    def test_a_damaged_store_is_moved_aside_as_it_is(self):
        for content in self.damaged():
            self.put_back({"nexor.db": content})
            said = json.loads(self.ok("restore", self.kept, "--yes", "--json"))
            self.check_restored()
            self.assertRegex(said["moved_aside"], r"/nexor\.db\.damaged-[0-9TZ:-]+$")
            aside = os.path.basename(said["moved_aside"])
            self.assertEqual(sorted(self.files()), sorted(["nexor.db", aside]))
            self.assertEqual(self.files()[aside], content)

    def test_a_damaged_store_is_moved_aside_with_its_journal(self):
        self.leave_journal("fdatasync")
        left = self.files()
        left["nexor.db"] = left["nexor.db"][:-PAGE]
        self.put_back(left)
        aside = os.path.basename(json.loads(self.ok("restore", self.kept, "--yes", "--json"))["moved_aside"])
        self.check_restored()
        self.assertEqual(sorted(self.files()), sorted(["nexor.db", aside, aside + "-journal"]))
        self.assertEqual((self.files()[aside], self.files()[aside + "-journal"]), tuple(left.values()))

    def test_a_hot_journal_beside_a_damaged_store_gets_into_nothing_that_is_restored(self):
        self.leave_journal()
        left = self.files()
        self.put_back(left | {"nexor.db": left["nexor.db"][:9 * PAGE]})
        self.ok("restore", self.kept, "--yes")
        self.check_restored()
        self.assertEqual([name for name in self.files() if name.endswith("-journal")], [])


class Streamed(Care):
    """A backup that goes to standard output and comes back from standard input."""

    def stream(self, *words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE):
        return subprocess.run([NEXOR, *words], stdin=stdin, stdout=stdout, stderr=subprocess.PIPE, env=self.environment)

    def test_what_is_streamed_out_comes_in_again(self):
        out = self.stream("backup", "-")
        self.assertEqual(out.returncode, 0, out.stderr)
        self.assertIn(b"verified", out.stderr)
        path = self.write(os.path.join(self.folder, "streamed.db"), out.stdout)
        self.backup = self.verified(path)
        self.ok("account", "add", "C-2", "--name", "Bob")
        with open(path, "rb") as file:
            done = self.stream("restore", "-", "--yes", stdin=file)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.check_restored()
        self.assertEqual(list(self.files()), ["nexor.db"])

    def test_what_gets_lost_on_its_way_out_is_no_backup(self):
        with open("/dev/full", "w") as full:
            done = self.stream("backup", "-", stdout=full)
        self.assertEqual(done.returncode, 1)
        self.assertNotIn(b"wrote a backup", done.stderr)
        self.assertEqual(list(self.files()), ["nexor.db"])

    def test_what_ends_too_early_is_no_backup(self):
        path = self.write(os.path.join(self.folder, "part"), self.stream("backup", "-").stdout[:5000])
        with open(path, "rb") as file:
            done = self.stream("restore", "-", "--yes", stdin=file)
        self.assertEqual((done.returncode, b"standard input is no whole backup" in done.stderr), (9, True), done.stderr)

    def test_a_backup_comes_to_a_machine_that_has_no_store_yet(self):
        place = "sqlite:" + os.path.join(self.folder, "new", "machine", "nexor.db")
        for file in (self.kept, "-"):
            with open(self.kept, "rb") as stdin:
                done = self.stream("restore", file, "--yes", "--store", place, stdin=stdin)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.ok("doctor", "--quiet", "--store", place)
            self.assertEqual(os.stat(os.path.join(self.folder, "new")).st_mode & 0o777, 0o700)
            shutil.rmtree(os.path.join(self.folder, "new"))

    def test_what_is_no_backup_is_not_restored_and_not_kept(self):
        before = self.files()
        for content in (b"", b"x", b"dear\n" * 1000):
            path = self.write(os.path.join(self.folder, "other"), content)
            with open(path, "rb") as file:
                done = self.stream("restore", "-", "--yes", stdin=file)
            self.assertEqual((done.returncode, b"standard input is no backup" in done.stderr), (9, True), done.stderr)
        self.assertEqual(self.files(), before)


class Killed(Care):
    """Backups and restores that are killed as they are about to make a system call that changes something."""

    def setUp(self):
        super().setUp()
        self.need_strace()

    def test_a_killed_restore_leaves_the_old_store_or_the_restored_one_and_can_be_run_again(self):
        words = ["restore", self.kept, "--yes"]
        calls = self.count_calls(*words)
        seen = set()
        for place in self.kills(calls, lambda: self.put_back(self.before), *words):
            found = self.verified(self.store)
            self.assertTrue(found == self.old or self.is_restored(found), place)
            seen.add(found == self.old)
            self.ok(*words)
            self.check_restored()
            self.assertEqual(list(self.files()), ["nexor.db"], place)
        self.assertEqual(seen, {True, False})

    # The manual promises one step where there is a store. One that is damaged is out of its place for a moment: then
    # nothing is there, and it lies aside.
    def test_a_killed_restore_over_a_damaged_store_leaves_it_somewhere_and_can_be_run_again(self):
        damaged = self.before["nexor.db"][:-PAGE]
        words = ["restore", self.kept, "--yes"]
        self.put_back({"nexor.db": damaged})
        calls = self.count_calls(*words)
        tried = calls if FULL else {call: calls[call] for call in PLACING}
        seen = set()
        for place in self.kills(tried, lambda: self.put_back({"nexor.db": damaged}), *words):
            files = self.files()
            self.assertTrue(damaged in files.values(), place)
            is_there = "nexor.db" in files
            seen.add("damaged" if files.get("nexor.db") == damaged else "restored" if is_there else "none")
            if is_there and files["nexor.db"] != damaged:
                self.check_restored()
            self.ok(*words)
            self.check_restored()
            self.assertTrue(damaged in self.files().values(), place)
            self.assertEqual([name for name in self.files() if not name.startswith("nexor.db.damaged-")], ["nexor.db"])
        self.assertEqual(seen, {"damaged", "none", "restored"})

    def test_a_killed_backup_leaves_nothing_half_made_and_can_be_run_again(self):
        folder = os.path.join(self.folder, "backups")
        os.mkdir(folder)
        new = os.path.join(folder, "new.db")
        words = ["backup", new]
        calls = self.count_calls(*words)

        def begin_anew():
            self.put_back(self.before)
            shutil.rmtree(folder)
            os.mkdir(folder)
            if older:
                shutil.copy(self.kept, new)

        for older, tried in ((False, calls), (True, calls if FULL else {call: calls[call] for call in PLACING})):
            for place in self.kills(tried, begin_anew, *words):
                if older or os.path.exists(new):
                    found = self.look(new)
                    self.assertTrue(found == self.old or older and found == self.backup, place)
                self.check_live(place)
                self.ok(*words)
                self.verified(new)
                self.assertEqual(list(self.files(folder)), ["new.db"], place)

    def check_live(self, where):
        """The store is as it was, or tells of the backup too."""
        hashes, counts = self.verified(self.store)
        self.assertEqual(hashes[:len(self.old[0])], self.old[0], where)
        more = len(hashes) - len(self.old[0])
        self.assertIn(more, (0, 1), where)
        was = self.old[1]
        self.assertEqual(counts, was | {"events": was["events"] + more, "operations": was["operations"] + more}, where)

    def test_what_a_killed_backup_leaves_is_harmless_and_goes_with_the_next(self):
        new = os.path.join(self.folder, "new.db")
        self.assertTrue(self.is_killed("rename", 1, "backup", new))
        left = [name for name in self.files(self.folder) if name.startswith("new.db")]
        self.assertEqual(left, ["new.db.unfinished"])
        self.assertEqual(os.stat(new + ".unfinished").st_mode & 0o077, 0)
        self.ok("backup", new)
        self.assertNotIn("new.db.unfinished", self.files(self.folder))

    def test_what_a_killed_restore_leaves_is_told_by_the_doctor_and_goes_with_the_next(self):
        # Its own journal is hot then.
        self.assertTrue(self.is_killed("unlink", 5, "restore", self.kept, "--yes"))
        self.assertEqual(sorted(self.files()), ["nexor.db", "nexor.db-journal", "nexor.db.unfinished"])
        findings = {item["check"]: item["status"] for item in json.loads(self.ok("doctor", "--json"))["items"]}
        self.assertEqual((findings["leftovers"], findings["integrity"], findings["audit"]), ("warning", "ok", "ok"))
        self.assertEqual(self.look(self.store)[0][:len(self.old[0])], self.old[0])
        self.ok("restore", self.kept, "--yes")
        self.check_restored()
        self.assertEqual(list(self.files()), ["nexor.db"])


class Meanwhile(Care):
    """What others do between a look and what rests on it."""

    def stopped(self, copy, *words):
        """Runs nexor until it has closed its copy for the second time, when that is ready and was looked through."""
        self.need_strace()
        run = self.start_traced(["-P", copy, "-e", "trace=close", "-e", "inject=close:signal=STOP:when=2"], *words)
        while not self.traces() or not self.traces()[-1].endswith("--- stopped by SIGSTOP ---"):
            self.assertIsNone(run.poll())
            time.sleep(0.005)
        return run, int(self.traces()[-1].split()[0])

    def test_a_restore_takes_no_copy_of_another_that_was_killed(self):
        words = ["restore", self.kept, "--yes", "--lock-timeout", "1s"]
        first, process = self.stopped(self.store + ".unfinished", *words)
        self.killed("pwrite64", 30, *words)
        os.kill(process, signal.SIGCONT)
        first.communicate()
        self.verified(self.store)

    def test_a_backup_takes_no_copy_of_another_that_was_killed(self):
        new = os.path.join(self.folder, "new.db")
        words = ["backup", new, "--lock-timeout", "1s"]
        first, process = self.stopped(new + ".unfinished", *words)
        self.killed("pwrite64", 30, *words)
        os.kill(process, signal.SIGCONT)
        first.communicate()
        self.assertEqual(first.returncode, 0)
        self.verified(new)

    def test_a_restore_counts_what_it_really_loses(self):
        terminal = self.spawn("restore", self.kept)
        terminal.expect_exact("[y/N] ")
        self.ok("cancel", "K-2", "--reason", "unused", "--yes")
        head = self.ok("audit", "head").strip()
        terminal.sendline("y")
        terminal.expect(pexpect.EOF)
        with contextlib.closing(sqlite3.connect(self.store)) as database:
            [(told,)] = database.execute("SELECT after FROM events WHERE kind = 'store.restored'").fetchall()
        self.assertEqual(json.loads(told)["replaced_head"], head)


    def outcomes(self):
        with contextlib.closing(sqlite3.connect(self.store, timeout=300)) as database:
            return database.execute("SELECT count(*) FROM batch_outcomes").fetchone()[0]

    def test_a_batch_whose_store_is_restored_does_not_say_that_it_is_done(self):
        self.fill(2_000)
        self.ok("backup", self.kept)
        self.environment |= {"NEXOR_BATCH_CHUNK": "5ms", "NEXOR_BATCH_PAUSE": "300ms"}
        batch = subprocess.Popen([NEXOR, "cancel", "--status", "active", "--reason", "unused", "-y", "--max", "5000"],
                                 stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=self.environment)
        self.addCleanup(batch.communicate)
        while not self.outcomes():
            self.assertIsNone(batch.poll())
            time.sleep(0.005)
        self.ok("restore", self.kept, "--yes")
        batch.communicate()
        self.assertNotEqual(batch.returncode, 0)


class BadInput(Care):
    def file(self, name, content):
        return self.write(os.path.join(self.folder, name), content)

    def refuses(self, code, exit_code, message, path):
        """A restore of that file fails, and neither it nor the store is another afterwards."""
        before = self.files(self.folder)
        self.refused(code, exit_code, message.format(path), "restore", path, "--yes")
        self.assertEqual(self.files(self.folder), before)
        self.assertEqual(self.files(), self.before)

    def sql(self, name, statement):
        """A copy of the backup, changed."""
        path = shutil.copy(self.kept, os.path.join(self.folder, name))
        with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as database:
            database.execute(statement)
        return path

    def test_what_is_no_whole_store_of_this_nexor_is_not_restored(self):
        foreign = os.path.join(self.folder, "foreign.db")
        with contextlib.closing(sqlite3.connect(foreign)) as database:
            database.execute("CREATE TABLE t (x)")
        whole = self.files(self.folder)["kept.db"]
        cuts = [self.file(f"cut-{size}", whole[:size]) for size in
                (100, PAGE, 3 * PAGE, 3 * PAGE + 1, len(whole) - PAGE)]
        for path in (self.file("empty", b""), self.file("byte", b"x"), self.file("text", b"dear\n" * 1000), foreign):
            self.refuses("store_foreign", 9, "'{}' is no backup", path)
        for path in cuts:
            self.refuses("store_corrupt", 9, "the store is damaged: {}", path)
        self.refuses("store_corrupt", 9, "the store is damaged: {} ends in the middle of a page",
                     self.file("longer", whole + b"x"))
        self.refuses("store_corrupt", 9, "sqlite:{} is damaged: a row of subscriptions names another that isn't there",
                     self.sql("rows.db", "UPDATE subscriptions SET account = 9"))
        self.refuses("audit_broken", 9,
                     "sqlite:{}: event 5: its hash doesn't follow from its content and the event before it",
                     self.sql("trail.db", "UPDATE events SET at = at + 1 WHERE number = 5"))
        self.refuses("store_newer", 9, "the store '{}' is of a newer nexor: its schema is 999, this one knows 2",
                     self.sql("newer.db", "PRAGMA user_version = 999"))

    def test_what_is_not_there_or_no_file_is_not_restored(self):
        self.refuses("store_unavailable", 8, "there is no backup at '{}'", os.path.join(self.folder, "nowhere.db"))
        for path in (self.folder, "/dev/null"):
            self.refuses("store_unavailable", 8, "the store '{}' can't be used: it is not a file", path)

    def test_what_may_not_be_read_is_not_restored(self):
        os.chmod(self.kept, 0)
        user = {}
        if os.geteuid() == 0:
            subprocess.run(["chown", "-R", f"{NOBODY}:{NOBODY}", self.folder], check=True)
            user = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
            if subprocess.run(["test", "-x", NEXOR], **user).returncode:
                self.skipTest("another user can't run the binary where it lies")
        self.refused("store_unavailable", 8,
                     f"the store '{self.kept}' can't be used: it, or a file beside it, can't be opened",
                     "restore", self.kept, "--yes", **user)
        self.assertEqual(self.files(), self.before)

    def test_a_place_that_holds_something_else_is_left_as_it_is(self):
        other = os.path.join(self.folder, "other.db")
        self.ok("init", "--operator", "eve", "--password-stdin", "--store", "sqlite:" + other, input=PASSWORD)
        self.refuses("conflict", 7, "the backup is of another store than the one that it would replace", other)
        for content in (b"", b"dear\n" * 1000):
            self.put_back({"nexor.db": content})
            self.refused("store_foreign", 9, f"'{self.store}' is no nexor store", "restore", self.kept, "--yes")
            self.assertEqual(self.files(), {"nexor.db": content})

    def test_a_backups_place_that_can_not_be_looked_at_is_no_other_file(self):
        self.need_strace()
        done = self.traced(["-P", self.kept, "-e", "inject=newfstatat:error=EIO:when=2"], "backup", self.kept)
        self.assertEqual(done.returncode, 8, done.stderr)
        self.assertIn("can't be looked at", str(done.stderr))
        self.ok("backup", self.kept)

    def test_a_backup_takes_the_place_of_no_other_file_and_needs_a_folder(self):
        text = self.file("text", b"dear\n")
        cut = self.file("cut", self.before["nexor.db"][:5 * PAGE])
        before = self.files(self.folder)
        for path in (text, cut, os.path.dirname(self.store), "/dev/null"):
            self.refused("conflict", 7, f"'{path}' is there, and is no backup", "backup", path)
        self.refused("conflict", 7, f"'{self.store}' is the store itself", "backup", self.store)
        path = os.path.join(self.folder, "nowhere", "new.db")
        message = f"there is no folder '{os.path.dirname(path)}' for the backup"
        self.refused("store_unavailable", 8, message, "backup", path)
        self.assertFalse(os.path.exists(os.path.dirname(path)))
        self.assertEqual(self.files(self.folder), before)
        self.assertEqual(self.files(), self.before)


class Faults(Care):
    def small_disk(self, size):
        folder = os.path.join(self.folder, "disk")
        os.mkdir(folder)
        mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder]
        if subprocess.run(mount, capture_output=True).returncode:
            self.skipTest("no file system can be mounted here")
        self.addCleanup(subprocess.run, ["umount", folder], check=True)
        return folder

    def test_a_backup_to_a_full_disk_leaves_nothing_there(self):
        disk = self.small_disk("64k")
        new = os.path.join(disk, "new.db")
        message = f"no space is left for the store '{new}.unfinished'; nothing was changed"
        self.refused("disk_full", 8, message, "backup", new)
        self.assertEqual(os.listdir(disk), [])
        self.assertEqual(self.files(), self.before)

    def test_a_restore_on_a_full_disk_keeps_the_store(self):
        size = len(self.before["nexor.db"])
        disk = self.small_disk(4 * size)
        there = self.write(os.path.join(disk, "nexor.db"), self.before["nexor.db"])
        words = ["restore", self.kept, "--yes", "--store", "sqlite:" + there]
        for name, left in ((there + ".unfinished", size // 2), (there, size + size // 2)):
            fill = self.write(os.path.join(disk, "fill"), bytes(3 * size - left))
            self.refused("disk_full", 8, f"no space is left for the store '{name}'; nothing was changed", *words)
            self.assertEqual(sorted(self.files(disk)), ["fill", "nexor.db"])
            self.assertEqual(self.verified(there), self.old)
            os.remove(fill)
        self.ok(*words)
        self.assertTrue(self.is_restored(self.verified(there)))

    def busy(self, begin, *words):
        """Runs nexor while another has the store's lock; what is said is that it is busy."""
        with contextlib.closing(sqlite3.connect(self.store, isolation_level=None)) as holder:
            holder.execute(begin)
            self.refused("store_busy", 8, f"the store '{self.store}' is busy: another command holds it", *words,
                         "--lock-timeout", "200ms")
        self.assertEqual(self.files(), self.before)

    def test_a_busy_store_is_not_restored(self):
        for begin in ("BEGIN IMMEDIATE", "BEGIN EXCLUSIVE"):
            self.busy(begin, "restore", self.kept, "--yes")
        self.ok("restore", self.kept, "--yes")

    def test_a_busy_store_is_not_backed_up(self):
        new = os.path.join(self.folder, "new.db")
        self.busy("BEGIN EXCLUSIVE", "backup", new)
        self.assertEqual([name for name in self.files(self.folder) if name.startswith("new.db")], [])
        self.ok("backup", new)

    def test_a_backup_that_says_busy_has_put_nothing_into_its_place(self):
        new = os.path.join(self.folder, "new.db")
        self.busy("BEGIN IMMEDIATE", "backup", new)
        self.assertFalse(os.path.exists(new))

    def test_a_restore_that_says_it_failed_has_changed_nothing(self):
        self.need_strace()
        words = ["restore", self.kept, "--yes"]
        for number in range(1, self.count_calls(*words)["fdatasync"] + 1):
            self.put_back(self.before)
            done = self.traced(["-e", "trace=fdatasync", "-e", f"inject=fdatasync:error=EIO:when={number}"], *words)
            self.assertIn(done.returncode, (0, 8, 11), done.stderr)
            found = self.verified(self.store)
            if done.returncode == 8:
                self.assertEqual(found, self.old)
            if done.returncode == 0:
                self.assertTrue(self.is_restored(found))


if __name__ == "__main__":
    unittest.main()
