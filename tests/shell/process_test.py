"""The binary as a process: exit codes, streams, signals, files and terminals.

process_test.py NEXOR: a unittest run over the binary at that path.
"""

import contextlib
import json
import os
import shlex
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import tempfile
import threading
import time
import unittest

import pexpect

# Who starts a test may ignore what a program is ended with, as nohup(1) does, and programs inherit that.
for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
    if signal.getsignal(number) == signal.SIG_IGN:
        signal.signal(number, signal.SIG_DFL)

NEXOR = os.path.abspath(sys.argv.pop(1))
PASSWORD = "correct horse battery"


def until_it_waits(process):
    """Returns once the process sleeps whenever one looks: at a lock, or for what it reads or may write.

    How long it takes to come there differs a lot between builds and machines, so no fixed time will do.
    """
    asleep = 0
    while asleep < 10:
        with open(f"/proc/{process.pid}/stat") as file:
            state = file.read().rpartition(")")[2].split()[0]
        if state == "Z":
            raise AssertionError("it has ended, where it was to wait")
        asleep = asleep + 1 if state == "S" else 0
        time.sleep(0.01)


class Desk(unittest.TestCase):
    """A folder of its own, a store in it with an admin who is logged in, and one subscription."""

    def setUp(self):
        self.folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.folder)
        self.environment = {
            "PATH": os.environ["PATH"],
            "HOME": self.folder,
            "XDG_RUNTIME_DIR": os.path.join(self.folder, "run"),
            "LC_ALL": "C.UTF-8",
        }
        self.store = os.path.join(self.folder, ".local/share/nexor/nexor.db")
        self.ok("init", "--operator", "ada", "--password-stdin", input=PASSWORD)
        self.ok("login", "ada", "--password-stdin", input=PASSWORD)
        self.ok("plan", "add", "month", "--name", "M", "--period", "month", "--price", "1", "--currency", "EUR")
        self.ok("account", "add", "C-1", "--name", "Ada")
        self.add("K-1")

    def run_nexor(self, *words, input="", **more):
        return subprocess.run([NEXOR, *words], input=input, text=True, capture_output=True, env=self.environment, **more)

    def ok(self, *words, **more):
        done = self.run_nexor(*words, **more)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def add(self, key, start="2024-01-31"):
        self.ok("subscription", "add", key, "--account", "C-1", "--plan", "month", "--start", start)

    def session_file(self):
        folder = os.path.join(self.folder, "run", "nexor")
        return os.path.join(folder, os.listdir(folder)[0])

    def spawn(self, *words):
        terminal = pexpect.spawn(NEXOR, list(words), env=self.environment | {"TERM": "xterm"}, timeout=20, encoding="utf-8",
                                 dimensions=(24, 80))
        self.addCleanup(terminal.close)
        return terminal

    def expect_end(self, terminal, code):
        terminal.expect(pexpect.EOF)
        terminal.close()
        self.assertEqual(terminal.exitstatus, code)


class Streams(Desk):
    def test_a_read_on_a_full_disk_fails_with_1(self):
        with open("/dev/full", "w") as full:
            done = subprocess.run([NEXOR, "list"], stdout=full, stderr=subprocess.PIPE, env=self.environment)
        self.assertEqual(done.returncode, 1)
        self.assertIn(b"can't be written", done.stderr)

    def test_a_change_on_a_full_disk_is_done_and_says_so_with_12(self):
        with open("/dev/full", "w") as full:
            done = subprocess.run([NEXOR, "cancel", "K-1", "--reason", "unused", "--yes"], stdout=full,
                                  stderr=subprocess.PIPE, env=self.environment)
        self.assertEqual(done.returncode, 12)
        self.assertIn(b"done and durable", done.stderr)
        self.assertIn("pending_cancellation", self.ok("status", "K-1"))

    def test_a_backup_whose_reader_leaves_is_none(self):
        with subprocess.Popen([NEXOR, "backup", "-"], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              env=self.environment) as backup:
            backup.stdout.read(10)
            backup.stdout.close()
            said = backup.stderr.read()
        self.assertNotEqual(backup.returncode, 0)
        self.assertNotIn(b"verified", said)

    def test_what_changes_nothing_leaves_no_operation(self):
        def operations():
            database = sqlite3.connect(self.store)
            (count,) = database.execute("SELECT count(*) FROM operations").fetchone()
            database.close()
            return count
        before = operations()
        for words in ("cancel nope --reason unused", "undo nope", "approve nope", "cancel nope none --reason unused"):
            with self.subTest(words=words):
                self.assertIn(self.run_nexor(*words.split(), "--yes").returncode, (3, 6))
                self.assertEqual(operations(), before)

    def test_a_store_in_an_empty_file_is_its_owners(self):
        path = os.path.join(self.environment["HOME"], "empty.db")
        with open(path, "wb"):
            os.chmod(path, 0o644)
        self.ok("init", "--operator", "ada", "--password-stdin", "--store", f"sqlite:{path}", input="correct horse battery\n")
        self.assertEqual(stat.S_IMODE(os.stat(path).st_mode), 0o600)

    def test_a_read_is_answered_where_its_credentials_use_can_not_be_noted(self):
        database = sqlite3.connect(self.store)
        with database:
            database.execute("UPDATE sessions SET last_used_at = last_used_at - 600")
        database.close()
        done = subprocess.run(["/bin/sh", "-c", 'ulimit -f 0; exec "$@"', "sh", NEXOR, "status", "K-1"], text=True,
                              capture_output=True, env=self.environment)
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "active\n", ""))

    def test_a_closed_stdout_is_noticed_as_well(self):
        for words, code in ((["list"], 1), (["cancel", "K-1", "--reason", "unused", "--yes"], 12), (["version"], 1)):
            with self.subTest(words=words):
                done = subprocess.run(["/bin/sh", "-c", '"$@" >&-', "sh", NEXOR, *words], env=self.environment,
                                      stderr=subprocess.DEVNULL)
                self.assertEqual(done.returncode, code)

    def test_the_configuration_may_come_on_standard_input_and_nothing_else_then(self):
        said = self.run_nexor("config", "get", "cancel.reinstate", "--config", "-", input='[cancel]\nreinstate = "6h"\n')
        self.assertEqual((said.returncode, said.stdout), (0, "6h\n"))
        self.assertEqual(self.run_nexor("list", "--config", "-", input="[cancel]\nat = 3\n").returncode, 2)
        both = self.run_nexor("cancel", "--from", "-", "--config", "-", "--yes", "--reason", "unused", input="")
        self.assertEqual(both.returncode, 2)
        self.assertIn("--from and --config can't both read standard input", both.stderr)

    def test_undo_is_offered_what_is_pending_wherever_it_stands_among_the_keys(self):
        with open(os.path.join(self.folder, "many.csv"), "w") as file:
            file.write("key,account,plan,start_on\n" + "".join(f"M-{i:03},C-1,month,2024-01-31\n" for i in range(300)))
        self.ok("import", "subscriptions", file.name)
        self.ok("cancel", "M-299", "--reason", "unused", "--yes")
        for typed in ("", "M"):
            self.assertEqual(self.ok("__complete", "--", "undo", typed).split("\t")[0], "M-299")

    def test_a_read_whose_reader_leaves_ends_silently(self):
        self.ok("account", "edit", "C-1", "--note", "n" * 5000)
        with open(os.path.join(self.folder, "many.csv"), "w") as file:
            file.write("key,account,plan,start_on\n" + "".join(f"M-{i},C-1,month,2024-01-31\n" for i in range(5000)))
        self.ok("import", "subscriptions", file.name)
        read_end, write_end = os.pipe()
        listing = subprocess.Popen([NEXOR, "list", "--json"], stdout=write_end, stderr=subprocess.PIPE,
                                   env=self.environment)
        os.close(write_end)
        os.read(read_end, 1)
        os.close(read_end)
        self.assertEqual(listing.communicate()[1], b"")
        self.assertEqual(listing.returncode, -signal.SIGPIPE)

    def test_a_short_read_ends_silently_as_well_where_its_reader_left_before(self):
        for words in ["list"], ["export", "accounts"], ["export", "plans"], ["export", "events"], ["reasons"]:
            for _ in range(3):
                with self.subTest(words=words):
                    read_end, write_end = os.pipe()
                    os.close(read_end)
                    done = subprocess.run([NEXOR, *words], stdout=write_end, stderr=subprocess.PIPE, env=self.environment)
                    os.close(write_end)
                    self.assertEqual((done.returncode, done.stderr), (-signal.SIGPIPE, b""))

    def test_a_hostile_word_is_told_harmless(self):
        for command in ("show", "status", "history"):
            with self.subTest(command=command):
                said = self.run_nexor(command, "A\u202eB").stderr
                self.assertTrue(said.startswith(f"nexor: {command}: no subscription, account or request 'A\\u{{202e}}B'\n"), said)

    def test_results_go_to_stdout_and_errors_to_stderr(self):
        done = self.run_nexor("show", "K-9")
        self.assertEqual((done.returncode, done.stdout), (6, ""))
        done = self.run_nexor("show", "K-9", "--json")
        self.assertEqual(json.loads(done.stderr)["error"]["code"], "not_found")
        self.assertEqual(json.loads(done.stderr)["error"]["exit"], 6)

    def test_output_to_a_file_is_whole_or_not_there(self):
        answer = os.path.join(self.folder, "answer")
        self.assertEqual(self.ok("list", "--format", "csv", "-o", answer), "")
        with open(answer) as file:
            self.assertTrue(file.read().startswith("id,key,"))
        self.assertEqual(self.ok("--version", "--json", "-o", answer), "")
        with open(answer) as file:
            self.assertEqual(json.load(file)["schema"], "nexor.version/1")
        self.assertEqual(self.run_nexor("show", "K-9", "-o", answer + "2").returncode, 6)
        self.assertEqual(self.run_nexor("list", "-o", "/nonexistent/answer").returncode, 1)
        self.assertEqual([name for name in os.listdir(self.folder) if name.startswith("answer")], ["answer"])

    def test_a_change_whose_file_cannot_be_made_is_not_done(self):
        done = self.run_nexor("cancel", "K-1", "--reason", "unused", "--yes", "-o", "/nonexistent/answer")
        self.assertEqual(done.returncode, 1)
        self.assertEqual(self.ok("status", "K-1"), "active\n")


    def read_fifo(self, path, into):
        def read():
            with open(path) as file:
                into.append(file.read())

        reader = threading.Thread(target=read)
        reader.start()
        return reader

    def test_a_signal_in_an_import_is_told_and_leaves_nothing(self):
        answer = os.path.join(self.folder, "answer")
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            with self.subTest(signal=number), subprocess.Popen(
                    [NEXOR, "import", "accounts", "-", "--json", "-o", answer], stdin=subprocess.PIPE, text=True,
                    stderr=subprocess.PIPE, env=self.environment) as running:
                running.stdin.write("key,name\n" + "".join(f"N-{row},N\n" for row in range(2000)))
                running.stdin.flush()
                until_it_waits(running)
                running.send_signal(number)
                self.assertEqual(running.wait(10), -number)
                error = json.loads(running.stderr.read())["error"]
                self.assertEqual((error["code"], error["exit"]), ("interrupted", 128 + number))
                self.assertIn("nothing was changed", error["message"])
                self.assertEqual([name for name in os.listdir(self.folder) if name.startswith("answer")], [])
        self.assertEqual(self.ok("list", "accounts", "--format", "id").count("\n"), 1)
        self.ok("audit", "verify")

    def test_a_signal_while_a_lock_is_waited_for_is_an_error_object_and_leaves_nothing(self):
        answer = os.path.join(self.folder, "answer")
        database = sqlite3.connect(self.store, isolation_level=None)
        self.addCleanup(database.close)
        database.execute("BEGIN IMMEDIATE")
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            with self.subTest(signal=number), subprocess.Popen(
                    [NEXOR, "cancel", "K-1", "--reason", "unused", "--yes", "--json", "-o", answer], text=True,
                    stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, env=self.environment) as running:
                until_it_waits(running)
                running.send_signal(number)
                self.assertEqual(running.wait(10), -number)
                error = json.loads(running.stderr.read())["error"]
                self.assertEqual((error["code"], error["exit"]), ("interrupted", 128 + number))
                self.assertEqual((error["hint"], error["next"]), ("look before you repeat it", ["nexor status"]))
                self.assertEqual([name for name in os.listdir(self.folder) if name.startswith("answer")], [])
        database.execute("ROLLBACK")
        self.assertEqual(self.ok("status", "K-1", "--get", "status").strip(), "active")

    def test_a_signal_ends_it_where_nobody_reads_what_it_says(self):
        database = sqlite3.connect(self.store, isolation_level=None)
        self.addCleanup(database.close)
        database.execute("BEGIN IMMEDIATE")
        reader, writer = os.pipe()
        self.addCleanup(os.close, reader)
        self.addCleanup(os.close, writer)
        os.set_blocking(writer, False)
        with contextlib.suppress(BlockingIOError):
            while True:
                os.write(writer, bytes(4096))
        os.set_blocking(writer, True)
        with subprocess.Popen([NEXOR, "cancel", "K-1", "--reason", "unused", "--yes", "--json"], stdin=subprocess.DEVNULL,
                              stderr=writer, env=self.environment) as running:
            try:
                until_it_waits(running)
                running.send_signal(signal.SIGTERM)
                self.assertEqual(running.wait(10), -signal.SIGTERM)
            finally:
                running.kill()  # one that still waits would be waited for

    def test_output_takes_the_place_of_a_file_and_keeps_its_mode(self):
        answer = os.path.join(self.folder, "answer")
        with open(answer, "w") as file:
            file.write("before")
        os.chmod(answer, 0o640)
        self.ok("list", "--columns", "key", "-o", answer)
        self.assertEqual(stat.S_IMODE(os.stat(answer).st_mode), 0o640)
        with open(answer) as file:
            self.assertEqual(file.read(), "K-1\n")
        self.ok("list", "-o", answer + ".new")
        self.assertEqual(stat.S_IMODE(os.stat(answer + ".new").st_mode), 0o600)

    def test_output_follows_a_link_to_what_it_names(self):
        folder = os.path.join(self.folder, "elsewhere")
        os.mkdir(folder)
        os.symlink("elsewhere/answer", os.path.join(self.folder, "link"))
        os.symlink("link", os.path.join(self.folder, "link-to-link"))
        for content in ("", "there before"):
            if content:
                with open(os.path.join(folder, "answer"), "w") as file:
                    file.write(content)
            self.ok("list", "--columns", "key", "-o", os.path.join(self.folder, "link-to-link"))
            self.assertTrue(os.path.islink(os.path.join(self.folder, "link")))
            self.assertEqual(os.listdir(folder), ["answer"])
            with open(os.path.join(folder, "answer")) as file:
                self.assertEqual(file.read(), "K-1\n")
        os.symlink("round", os.path.join(self.folder, "round"))
        self.assertEqual(self.run_nexor("list", "-o", os.path.join(self.folder, "round")).returncode, 1)

    def test_output_goes_into_a_fifo_which_stays_one(self):
        fifo = os.path.join(self.folder, "fifo")
        os.mkfifo(fifo)
        os.symlink("fifo", os.path.join(self.folder, "link"))
        for path in (fifo, os.path.join(self.folder, "link")):
            said = []
            reader = self.read_fifo(fifo, said)
            self.ok("list", "--columns", "key", "-o", path)
            reader.join()
            self.assertEqual(said, ["K-1\n"])
            self.assertTrue(stat.S_ISFIFO(os.lstat(fifo).st_mode))
        self.assertEqual(self.run_nexor("list", "-o", self.folder).returncode, 1)

    def test_output_into_a_fifo_whose_reader_leaves_is_lost(self):
        fifo = os.path.join(self.folder, "fifo")
        os.mkfifo(fifo)
        leaver = subprocess.Popen(["sh", "-c", ": <fifo"], cwd=self.folder)
        done = self.run_nexor("cancel", "K-1", "--reason", "unused", "--yes", "-o", fifo)
        leaver.wait()
        self.assertEqual(done.returncode, 12)
        self.assertIn("pending_cancellation", self.ok("status", "K-1"))

    def test_output_to_a_descriptor_stands_between_what_others_write(self):
        for name in ("/dev/stdout", "/dev/fd/1", "/proc/self/fd/1", "-"):
            with self.subTest(name=name):
                script = f'{{ echo begin; "$1" list --columns key -o {name}; echo end; }} >all'
                subprocess.run(["sh", "-c", script, "sh", NEXOR], cwd=self.folder, env=self.environment, check=True)
                with open(os.path.join(self.folder, "all")) as file:
                    self.assertEqual(file.read(), "begin\nK-1\nend\n")
        done = subprocess.run(["sh", "-c", '"$1" list -o /dev/fd/1 >&-', "sh", NEXOR], env=self.environment,
                              stderr=subprocess.DEVNULL)
        self.assertEqual(done.returncode, 1)

    def test_a_partial_answer_is_written_whole_before_its_error(self):
        answer = os.path.join(self.folder, "answer")
        done = self.run_nexor("cancel", "K-1", "K-9", "--reason", "unused", "--yes", "--json", "-o", answer)
        self.assertEqual((done.returncode, done.stdout), (3, ""))
        with open(answer) as file:
            self.assertEqual(json.load(file)["counts"]["failed"], 1)
        self.assertEqual(json.loads(done.stderr.splitlines()[-1])["error"]["code"], "partial")
        done = self.run_nexor("show", "K-1", "K-9", "-o", answer)
        self.assertEqual(done.returncode, 3)
        with open(answer) as file:
            self.assertIn("K-1", file.read())
        self.assertEqual(done.stderr.splitlines()[-1], "nexor: show: 1 of 2 failed")

    def test_a_partial_answer_that_gets_lost_is_noticed(self):
        with open("/dev/full", "w") as full:
            for words, code in ((["show", "K-1", "K-9"], 1),
                                (["cancel", "K-1", "K-9", "--reason", "other", "--yes"], 12),
                                (["cancel", "K-8", "K-9", "--reason", "other", "--yes"], 1)):
                with self.subTest(words=words):
                    done = subprocess.run([NEXOR, *words], stdout=full, stderr=subprocess.PIPE, env=self.environment)
                    self.assertEqual(done.returncode, code)


class Stores(Desk):
    def test_a_busy_store_is_8_past_the_lock_timeout(self):
        holder = subprocess.Popen(["sqlite3", self.store], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.addCleanup(holder.stdout.close)
        self.addCleanup(holder.wait)
        self.addCleanup(holder.stdin.close)
        holder.stdin.write("BEGIN EXCLUSIVE; SELECT 'held';\n")
        holder.stdin.flush()
        self.assertEqual(holder.stdout.readline(), "held\n")
        done = self.run_nexor("list", "--lock-timeout", "200ms", "--json")
        self.assertEqual(done.returncode, 8)
        self.assertEqual(json.loads(done.stderr)["error"]["code"], "store_busy")

    def test_foreign_newer_and_damaged_stores_are_9_and_left_alone(self):
        def sql(path, text):
            subprocess.run(["sqlite3", path, text], check=True)

        foreign = os.path.join(self.folder, "foreign.db")
        sql(foreign, "CREATE TABLE t (x)")
        newer = os.path.join(self.folder, "newer.db")
        shutil.copy(self.store, newer)
        sql(newer, "PRAGMA user_version = 999")
        cut = os.path.join(self.folder, "cut.db")
        shutil.copy(self.store, cut)
        os.truncate(cut, 4096 * 3)
        text = os.path.join(self.folder, "text.db")
        with open(text, "w") as file:
            file.write("no store\n" * 1000)
        for path, code in ((foreign, "store_foreign"), (newer, "store_newer"), (cut, "store_corrupt"), (text, "store_foreign")):
            with self.subTest(code=code):
                with open(path, "rb") as file:
                    before = file.read()
                done = self.run_nexor("list", "--store", "sqlite:" + path, "--json")
                self.assertEqual(done.returncode, 9, done.stderr)
                self.assertEqual(json.loads(done.stderr)["error"]["code"], code)
                with open(path, "rb") as file:
                    self.assertEqual(file.read(), before)

    def test_a_missing_store_is_8_before_a_missing_log_in_is_4(self):
        self.assertEqual(self.run_nexor("status", "--store", "sqlite:/nonexistent/x.db").returncode, 8)
        self.ok("logout")
        self.assertEqual(self.run_nexor("status").returncode, 4)
        self.assertEqual(self.run_nexor("status", "K-1").returncode, 4)

    def test_a_tampered_trail_is_9(self):
        self.ok("cancel", "K-1", "--reason", "unused", "--yes")
        self.ok("audit", "verify")
        subprocess.run(["sqlite3", self.store, "UPDATE cancellations SET reason = 'fraud'"], check=True)
        done = self.run_nexor("audit", "verify", "--json")
        self.assertEqual(done.returncode, 9)
        self.assertEqual(json.loads(done.stderr)["error"]["code"], "audit_broken")

    def test_two_first_starts_make_one_store(self):
        path = "sqlite:" + os.path.join(self.folder, "new/nexor.db")
        both = [subprocess.Popen([NEXOR, "init", "--operator", "ada", "--password-stdin", "--store", path],
                                 stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                 env=self.environment) for _ in range(4)]
        for one in both:
            one.stdin.write((PASSWORD + "\n").encode())
            one.stdin.close()
        self.assertEqual(sorted(one.wait() for one in both), [0, 7, 7, 7])


class Files(Desk):
    def test_modes_do_not_depend_on_the_umask(self):
        for mask in (0o000, 0o777):
            with self.subTest(umask=oct(mask)):
                self.environment["XDG_RUNTIME_DIR"] = os.path.join(self.folder, f"run{mask}")
                self.environment["XDG_DATA_HOME"] = os.path.join(self.folder, f"data{mask}")
                self.ok("init", "--operator", "ada", "--password-stdin", input=PASSWORD, umask=mask)
                self.ok("login", "ada", "--password-stdin", input=PASSWORD, umask=mask)
                folder = os.path.join(self.environment["XDG_RUNTIME_DIR"], "nexor")
                session = os.path.join(folder, os.listdir(folder)[0])
                store = os.path.join(self.environment["XDG_DATA_HOME"], "nexor", "nexor.db")
                self.assertEqual(stat.S_IMODE(os.stat(folder).st_mode), 0o700)
                self.assertEqual(stat.S_IMODE(os.stat(session).st_mode), 0o600)
                self.assertEqual(stat.S_IMODE(os.stat(store).st_mode), 0o600)

    def test_a_session_that_others_could_read_is_refused(self):
        os.chmod(self.session_file(), 0o644)
        done = self.run_nexor("list", "--json")
        self.assertEqual(done.returncode, 5)
        self.assertEqual(json.loads(done.stderr)["error"]["code"], "permission_denied")

    def test_a_session_that_can_not_be_kept_is_not_opened(self):
        before = self.ok("list", "sessions", "--format", "id")
        open_to_others = os.path.join(self.folder, "others")
        os.makedirs(os.path.join(open_to_others, "nexor"))
        os.chmod(os.path.join(open_to_others, "nexor"), 0o755)
        for place in ("/proc", open_to_others):
            with self.subTest(place=place):
                done = subprocess.run([NEXOR, "login", "ada", "--password-stdin"], input=PASSWORD, text=True,
                                      capture_output=True, env=self.environment | {"XDG_RUNTIME_DIR": place})
                self.assertEqual(done.returncode, 5, done.stderr)
                self.assertEqual(self.ok("list", "sessions", "--format", "id"), before)

    def test_a_session_behind_a_link_is_refused(self):
        session = self.session_file()
        os.rename(session, session + ".real")
        os.symlink(session + ".real", session)
        self.assertEqual(self.run_nexor("list").returncode, 5)

    def test_tokens_are_taken_in_their_order(self):
        token = self.ok("token", "create", "--label", "t").strip()
        self.ok("logout")
        path = os.path.join(self.folder, "token")
        with open(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600), "w") as file:
            file.write(token + "\n")
        self.assertEqual(self.run_nexor("list").returncode, 4)
        self.ok("list", "--token-file", path)
        self.environment["NEXOR_TOKEN"] = token
        self.ok("list")
        self.environment["NEXOR_TOKEN_FILE"] = "/nonexistent"
        self.assertEqual(self.run_nexor("list").returncode, 2)
        self.ok("list", "--token-file", path)

    def test_no_secret_stands_in_the_store(self):
        token = self.ok("token", "create", "--label", "t").strip()
        with open(self.session_file()) as file:
            session = file.read()
        with open(self.store, "rb") as file:
            content = file.read()
        for secret in (PASSWORD, token, session):
            self.assertNotIn(secret.encode(), content)


class Terminals(Desk):
    def test_yes_is_done_and_no_is_10(self):
        terminal = self.spawn("cancel", "K-1", "--reason", "unused")
        terminal.expect_exact("Cancel it? [y/N] ")
        terminal.sendline("n")
        self.expect_end(terminal, 10)
        self.assertEqual(self.ok("status", "K-1"), "active\n")
        terminal = self.spawn("cancel", "K-1", "--reason", "unused")
        terminal.expect_exact("Cancel it? [y/N] ")
        terminal.sendline("y")
        terminal.expect_exact("the same as a command: nexor cancel K-1 --reason unused --at period-end --yes")
        self.expect_end(terminal, 0)
        self.assertEqual(self.ok("list", "cancellations", "--columns", "status"), "pending\n")

    def answer_yes(self, *words):
        terminal = self.spawn(*words)
        terminal.expect_exact("[y/N] ")
        terminal.sendline("y")
        terminal.expect_exact("the same as a command: ")
        line = terminal.readline().rstrip("\r\n")
        self.expect_end(terminal, 0)
        return line

    def test_the_line_that_repeats_a_run_is_harmless_and_means_the_same(self):
        hostile = "it's\x1b[31m red\x1b0\nnext\tline \u202eback \\n $HOME `id` \u009b é"
        line = self.answer_yes("cancel", "K-1", "--reason", "unused", "--feedback", hostile, "--on-behalf-of", "-x y")
        self.assertEqual([c for c in line if not " " <= c <= "~"], [])
        self.ok("undo", "K-1", "--yes")
        shutil.copy(NEXOR, os.path.join(self.folder, "nexor"))
        shell = self.environment | {"PATH": self.folder + ":" + os.environ["PATH"]}
        for name in ("bash", "zsh", "ksh"):
            if shutil.which(name) is None:
                continue
            with self.subTest(shell=name):
                subprocess.run([name, "-c", line], env=shell, check=True, capture_output=True)
                self.assertEqual(self.ok("show", "K-1", "--get", "cancellation.feedback"), hostile + "\n")
                self.assertEqual(self.ok("show", "K-1", "--get", "cancellation.on_behalf_of"), "-x y\n")
                self.ok("undo", "K-1", "--yes")

    def test_the_line_that_repeats_a_run_goes_to_the_same_store(self):
        store = "sqlite:" + os.path.join(self.folder, "two words/nexor.db")
        token = os.path.join(self.folder, "token")
        self.ok("init", "--operator", "ada", "--password-stdin", "--store", store, input=PASSWORD)
        self.ok("login", "ada", "--password-stdin", "--store", store, input=PASSWORD)
        self.ok("token", "create", "--label", "t", "--store", store, "-o", token)
        for words in (["plan", "add", "month", "--name", "M", "--period", "month", "--price", "1", "--currency", "EUR"],
                      ["account", "add", "C-1", "--name", "Ada"],
                      ["subscription", "add", "K-1", "--account", "C-1", "--plan", "month", "--start", "2024-01-31"]):
            self.ok(*words, "--store", store, "--token-file", token)
        line = self.answer_yes("cancel", "K-1", "--reason", "unused", "--store", store, "--token-file", token)
        self.assertEqual(shlex.split(line)[:5], ["nexor", "cancel", "K-1", "--store", store])
        self.assertEqual(shlex.split(line)[5:7], ["--token-file", token])

    def test_ten_and_more_need_their_number_typed(self):
        keys = [f"T-{i}" for i in range(10)]
        for key in keys:
            self.add(key)
        terminal = self.spawn("cancel", *keys, "--reason", "unused")
        terminal.expect_exact("Type 'cancel 10' to go on: ")
        terminal.sendline("y")
        self.expect_end(terminal, 10)

    def test_what_is_pasted_as_feedback_answers_nothing_else(self):
        self.environment["NEXOR_CANCEL_FEEDBACK_REQUIRED"] = "true"
        terminal = self.spawn("cancel", "K-1", "--reason", "unused")
        terminal.expect_exact("What did the customer say? ")
        terminal.send("it was bad\nyes\ny")
        terminal.expect_exact("Cancel it? [y/N] ")
        self.assertEqual(self.ok("status", "K-1"), "active\n")
        terminal.sendline("yes")
        self.expect_end(terminal, 0)
        self.assertEqual(self.ok("show", "K-1", "--get", "cancellation.feedback"), "it was bad\nyes\ny\n")

    def test_an_interrupt_behind_what_was_said_leaves_the_terminal_as_it_was(self):
        self.environment["NEXOR_CANCEL_FEEDBACK_REQUIRED"] = "true"
        terminal = pexpect.spawn("/bin/sh", env=self.environment | {"PS1": "> "}, timeout=20, encoding="utf-8")
        self.addCleanup(terminal.close)
        terminal.sendline(f"{NEXOR} cancel K-1 --reason unused")
        terminal.expect_exact("What did the customer say? ")
        terminal.sendline("slow")
        time.sleep(0.05)
        terminal.sendintr()
        terminal.expect_exact("> ")
        terminal.sendline("stty -a")
        terminal.expect(r"[ -]icanon")
        self.assertEqual(terminal.after, " icanon")

    def test_a_password_is_not_echoed_and_the_echo_comes_back(self):
        terminal = pexpect.spawn("/bin/sh", env=self.environment | {"PS1": "> "}, timeout=20, encoding="utf-8")
        self.addCleanup(terminal.close)
        terminal.sendline(f"{NEXOR} login ada")
        terminal.expect_exact("Password: ")
        self.assertTrue(terminal.waitnoecho(5))
        terminal.sendline(PASSWORD)
        terminal.expect_exact("logged in as ada")
        self.assertNotIn(PASSWORD, terminal.before)
        terminal.sendline(f"{NEXOR} login ada")
        terminal.expect_exact("Password: ")
        terminal.sendintr()
        terminal.expect_exact("> ")
        terminal.sendline("echo back=$?")
        terminal.expect_exact("back=130")
        self.assertTrue(terminal.getecho())

    def test_an_interrupt_at_a_question_is_an_error_object_on_a_line_of_its_own(self):
        terminal = self.spawn("cancel", "K-1", "--reason", "unused", "--json")
        terminal.expect_exact("[y/N]")
        terminal.sendintr()
        terminal.expect(pexpect.EOF)
        terminal.close()
        self.assertEqual(terminal.signalstatus, signal.SIGINT)
        self.assertEqual(json.loads(terminal.before.splitlines()[-1])["error"]["code"], "interrupted")

    def test_a_signal_that_comes_right_behind_the_prompt_is_not_lost(self):
        slow_prompt = ["-f", "-o", "/dev/null", "-e", "trace=write", "-e", "inject=write:delay_exit=500ms"]
        if subprocess.run(["strace", *slow_prompt, "true"], capture_output=True).returncode:
            self.skipTest("strace can't follow a process here")
        environment = self.environment | {"ASAN_OPTIONS": "detect_leaks=0"}
        # The sanitizers look into memory by writing it, which is slow here as well.
        terminal = pexpect.spawn("strace", [*slow_prompt, NEXOR, "login", "ada"], env=environment, timeout=90,
                                 encoding="utf-8")
        self.addCleanup(terminal.close)
        terminal.expect_exact("Password: ")
        terminal.sendintr()
        terminal.expect(pexpect.EOF)
        terminal.close()
        self.assertEqual(terminal.signalstatus, signal.SIGINT)

    def test_a_prompt_that_was_stopped_asks_again(self):
        terminal = pexpect.spawn("/bin/sh", ["-i"], env=self.environment | {"PS1": "> "}, timeout=20, encoding="utf-8")
        self.addCleanup(terminal.close)
        terminal.expect_exact("> ")
        terminal.sendline(f"{NEXOR} login ada")
        terminal.expect_exact("Password: ")
        terminal.sendcontrol("z")
        terminal.expect_exact("> ")
        terminal.sendline("fg")
        terminal.expect_exact("Password: ")
        terminal.sendline(PASSWORD)
        terminal.expect_exact("logged in as ada")

    def test_colour_is_for_terminals_that_want_it(self):
        def shows(*words, **variables):
            self.environment |= variables
            terminal = self.spawn("show", "K-1", *words)
            terminal.expect(pexpect.EOF)
            for name in variables:
                del self.environment[name]
            return "\x1b[" in terminal.before

        self.assertTrue(shows())
        self.assertFalse(shows(NO_COLOR="1"))
        self.assertTrue(shows(NO_COLOR=""))
        self.assertTrue(shows("--color", "always", NO_COLOR="1"))
        self.assertFalse(shows("--color", "auto", NO_COLOR="1"))
        self.assertTrue(shows("--color", "auto"))
        self.assertFalse(shows("--color", "never"))
        self.assertNotIn("\x1b[", self.ok("show", "K-1"))
        self.assertIn("\x1b[", self.ok("show", "K-1", "--format", "table", "--color", "always"))


class Pagers(Desk):
    def setUp(self):
        super().setUp()
        with open(os.path.join(self.folder, "many.csv"), "w") as file:
            file.write("key,account,plan,start_on\n" + "".join(f"M-{i:04},C-1,month,2024-01-31\n" for i in range(3000)))
        self.ok("import", "subscriptions", file.name)

    def seen(self, *words, **variables):
        self.environment |= variables
        terminal = self.spawn(*words)
        terminal.expect(pexpect.EOF)
        terminal.close()
        for name in variables:
            del self.environment[name]
        self.assertEqual(terminal.exitstatus, 0)
        return terminal.before

    def test_long_answers_on_a_terminal_go_through_it_and_short_ones_do_not(self):
        self.assertIn("     1\t", self.seen("list", NEXOR_PAGER="cat -n"))
        self.assertIn("     1 > ", self.seen("list", NEXOR_PAGER="cat -n | sed 's/\t/ > /'"))
        self.assertNotIn("     1\t", self.seen("list", "--no-pager", NEXOR_PAGER="cat -n"))
        self.assertNotIn("     1\t", self.seen("list", "--limit", "10", NEXOR_PAGER="cat -n"))
        self.environment["NEXOR_PAGER"] = "cat -n"
        self.assertNotIn("     1\t", self.ok("list", "--format", "table"))

    def test_less_is_the_pager_and_is_left_with_q(self):
        if shutil.which("less") is None:
            self.skipTest("less is missing")
        terminal = self.spawn("list", "--all")
        terminal.expect_exact("M-0010")
        terminal.send("q")
        self.expect_end(terminal, 0)
        self.assertNotIn("M-2999", terminal.before)

    def test_an_interrupt_is_the_pagers(self):
        if shutil.which("less") is None:
            self.skipTest("less is missing")
        terminal = self.spawn("list", "--all")
        terminal.expect_exact("M-0010")
        terminal.sendintr()
        terminal.send("q")
        self.expect_end(terminal, 0)

    def test_one_that_is_left_early_ends_a_read_silently(self):
        self.assertNotIn("nexor:", self.seen("list", "--all", NEXOR_PAGER="head -n 2"))

    def test_one_that_is_not_there_is_done_without(self):
        self.assertIn("M-2999", self.seen("list", "--all", NEXOR_PAGER="no-such-pager"))

    def test_nobody_waits_for_who_reads(self):
        change = [NEXOR, "account", "edit", "C-1", "--note", "changed", "--lock-timeout", "100ms"]
        seen = self.seen("list", "--all", NEXOR_PAGER=" ".join(change))
        self.assertIn("edited the account 'C-1'", seen)


class Dates(Desk):
    def test_the_terms_of_the_domain_with_the_clock_set(self):
        if subprocess.run(["faketime", "-f", "2024-02-10 12:00:00", NEXOR, "version"], capture_output=True).returncode:
            self.skipTest("faketime can't be loaded into this binary")
        self.environment["NEXOR_TOKEN"] = self.ok("token", "create", "--label", "t", "--expires", "3650d").strip()
        self.add("F-1")
        for on, end in (("2024-02-10", "2024-02-29"), ("2024-02-29", "2024-03-31"), ("2024-03-31", "2024-04-30")):
            with self.subTest(on=on):
                done = subprocess.run(["faketime", "-f", on + " 12:00:00", NEXOR, "cancel", "F-1", "--reason",
                                       "too_expensive", "--at", "period-end", "--yes", "--json"], text=True,
                                      capture_output=True, env=self.environment, check=True)
                self.assertEqual(json.loads(done.stdout)["items"][0]["cancellation"]["effective_on"], end)
                self.undo_at(on)

    def undo_at(self, on):
        subprocess.run(["faketime", "-f", on + " 12:00:01", NEXOR, "undo", "F-1", "--yes"], check=True,
                       capture_output=True, env=self.environment)


class Editor(Desk):
    def test_feedback_is_written_in_the_editor_that_the_environment_names(self):
        editor = os.path.join(self.folder, "my editor")
        with open(editor, "w") as file:
            file.write('#!/bin/sh\nmode=$(stat -c %a "$2")\n[ "$1" = -x ] && printf "slow, $mode\\n# no" >"$2"\n')
        os.chmod(editor, 0o700)
        self.environment["EDITOR"] = f"'{editor}' -x"
        terminal = self.spawn("cancel", "K-1", "--reason", "unused", "--edit", "--yes")
        self.expect_end(terminal, 0)
        self.assertEqual(self.ok("show", "K-1", "--get", "cancellation.feedback"), "slow, 600\n")
        left = os.listdir(self.environment["XDG_RUNTIME_DIR"])
        self.assertEqual([name for name in left if name.startswith("nexor-")], [])

    def test_a_file_that_holds_no_feedback_is_named(self):
        latin = os.path.join(self.folder, "latin")
        with open(latin, "wb") as file:
            file.write("café".encode("latin-1"))
        for file, why in (("/dev/zero", "larger than 64 KiB"), (self.folder, "can't be read"), (latin, f"'{latin}': not UTF-8")):
            done = self.run_nexor("cancel", "K-1", "--reason", "unused", "--feedback-file", file, "--yes")
            self.assertEqual(done.returncode, 2)
            self.assertIn(why, done.stderr)

    def test_an_editor_that_fails_changes_nothing(self):
        self.environment["VISUAL"] = "false"
        terminal = self.spawn("cancel", "K-1", "--reason", "unused", "--edit", "--yes")
        terminal.expect("the editor was left with a failure; nothing was changed")
        self.expect_end(terminal, 10)
        self.assertEqual(self.ok("list", "--columns", "status"), "active\n")


class Tampering(Desk):
    """Every cell of what the audit trail covers, changed alone in a copy of the store."""

    # What no event tells: when something was used last, a hash that log-ins renew by themselves, what people said for a
    # whole batch (each of its cancellations tells it), what a notice's command said, and what means nothing.
    NOT_TOLD = {("operators", "password_hash"), ("sessions", "last_used_at"), ("tokens", "last_used_at"),
                ("batches", "feedback"), ("batches", "on_behalf_of"), ("batch_rows", "feedback"),
                ("batch_rows", "on_behalf_of"), ("store", "one"), ("notices", "id"), ("notices", "due_at"),
                ("notices", "output")}

    TABLES = {table: f"SELECT * FROM {table}" for table in (
        "store", "events", "operators", "sessions", "tokens", "batches", "batch_rows", "batch_outcomes", "cancellations",
        "cancellation_words", "later_feedback", "notices", "registration_requests")}
    TABLES["operations"] = "SELECT * FROM operations WHERE id IN (SELECT operation FROM events)"

    def setUp(self):
        super().setUp()
        self.add("K-2")
        self.ok("token", "create", "--label", "cron")
        self.ok("cancel", "K-1", "--reason", "unused", "--feedback", "dear", "--on-behalf-of", "me", "--yes")
        self.ok("cancel", "K-1", "--reason", "unused", "--at", "now", "--yes")
        self.ok("undo", "K-1", "--reinstate", "--yes")
        self.ok("feedback", "K-1", "--feedback", "dearer still")
        self.ok("account", "add", "C-2", "--name", "Gone")
        self.ok("subscription", "add", "G-1", "--account", "C-2", "--plan", "month")
        self.ok("cancel", "G-1", "--reason", "unused", "--feedback", "goes", "--yes")
        self.ok("feedback", "G-1", "--feedback", "goes as well")
        self.ok("redact", "C-2", "--yes")
        self.environment["NEXOR_NOTICES_REQUESTED"] = "true"
        self.ok("process")
        self.ok("cancel", "K-2", "K-9", "--reason", "unused", "--key", "B", "--yes", check=False)
        self.add_requests()

    # One in each state, one that was reopened, and one from a file: a row of an import is told of once it is decided.
    def add_requests(self):
        for key in ("R-1", "R-2", "R-3", "R-4"):
            self.ok("request", "add", key, "--name", "Jane", "--email", "jane@example.org", "--plan", "month")
        self.ok("approve", "R-1", "--yes")
        self.ok("decline", "R-2", "R-3", "--reason", "other", "--note", "why not", "--yes")
        self.ok("reopen", "R-3", "--yes")
        with open(os.path.join(self.folder, "requests.csv"), "w") as file:
            file.write("key,name,email,plan\nR-5,Jane,jane@example.org,month\n")
        self.ok("import", "requests", file.name)
        self.ok("decline", "R-5", "--reason", "spam", "--yes")

    def ok(self, *words, check=True, **more):
        return super().ok(*words, **more) if check else self.run_nexor(*words, **more).stdout

    @staticmethod
    def other(value):
        if value is None:
            return 1
        if isinstance(value, int):
            return value + 1
        return value + (b"x" if isinstance(value, bytes) else "x")

    def verdict_after(self, statement, values=()):
        copy = os.path.join(self.folder, "copy.db")
        shutil.copy(self.store, copy)
        with sqlite3.connect(copy) as database:
            database.execute("PRAGMA ignore_check_constraints = ON")
            try:
                database.execute(statement, values)
            except sqlite3.IntegrityError:
                return None
        database.close()
        return self.run_nexor("audit", "verify", "--store", "sqlite:" + copy).returncode

    def test_every_cell_that_was_changed_is_found(self):
        shutil.copy(self.session_file(), self.token_file())
        self.environment["NEXOR_TOKEN_FILE"] = self.token_file()
        unfound = set()
        with sqlite3.connect(self.store) as database:
            tables = {table: database.execute(select) for table, select in self.TABLES.items()}
            rows = {table: ([column[0] for column in found.description], found.fetchall())
                    for table, found in tables.items()}
        for table, (columns, cells) in rows.items():
            for row in cells:
                same_row = " AND ".join(f"{column} IS ?" for column in columns)
                for column, value in zip(columns, row):
                    code = self.verdict_after(f"UPDATE {table} SET {column} = ? WHERE {same_row}", (self.other(value), *row))
                    if code == 0:
                        unfound.add((table, column))
                if table not in ("store", "operations"):
                    self.assertNotEqual(self.verdict_after(f"DELETE FROM {table} WHERE {same_row}", row), 0, (table, row))
        self.assertLessEqual(unfound, self.NOT_TOLD)

    def test_words_that_somebody_blanked_by_hand_are_found(self):
        shutil.copy(self.session_file(), self.token_file())
        self.environment["NEXOR_TOKEN_FILE"] = self.token_file()
        self.assertEqual(self.verdict_after("UPDATE events SET at = at"), 0)
        self.assertNotEqual(self.verdict_after("DELETE FROM cancellation_words"), 0)
        self.assertNotEqual(self.verdict_after("UPDATE later_feedback SET feedback = NULL, salt = NULL"), 0)

    def token_file(self):
        return os.path.join(self.folder, "session")


class Commits(Desk):
    def syncs_of_a_cancel(self, key):
        trace = os.path.join(self.folder, "trace")
        done = subprocess.run(["strace", "-f", "-o", trace, "-e", "trace=fsync,fdatasync", NEXOR, "cancel", key, "--reason",
                               "unused", "--yes"], capture_output=True,
                              env=self.environment | {"ASAN_OPTIONS": "detect_leaks=0"})
        self.assertEqual(done.returncode, 0, done.stderr)
        with open(trace) as file:
            return sum("sync(" in line for line in file)

    def test_a_token_that_is_used_for_the_first_time_costs_no_commit_of_its_own(self):
        if subprocess.run(["strace", "-o", "/dev/null", "true"], capture_output=True).returncode:
            self.skipTest("strace can't follow a process here")
        self.add("K-2")
        self.environment["NEXOR_TOKEN"] = self.ok("token", "create", "--label", "t").strip()
        first = self.syncs_of_a_cancel("K-1")
        self.assertGreater(first, 0)
        self.assertEqual(first, self.syncs_of_a_cancel("K-2"))


class ManyHands(Desk):
    def test_of_sixteen_that_cancel_the_same_one_wins(self):
        racers = [subprocess.Popen([NEXOR, "cancel", "K-1", "--reason", "unused", "--at", "now", "--yes",
                                    "--lock-timeout", "60s"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                   env=self.environment) for _ in range(16)]
        codes = sorted(racer.wait() for racer in racers)
        self.assertEqual(codes, [0] + [7] * 15)
        self.ok("audit", "verify")

    def test_sixteen_that_cancel_different_ones_all_do(self):
        keys = [f"M-{number}" for number in range(16)]
        for key in keys:
            self.add(key)
        hands = [subprocess.Popen([NEXOR, "cancel", key, "--reason", "unused", "--yes", "--lock-timeout", "60s"],
                                  stdout=subprocess.PIPE, env=self.environment) for key in keys]
        numbers = {hand.communicate()[0].split(b"\t")[2] for hand in hands}
        self.assertEqual([hand.returncode for hand in hands], [0] * 16)
        self.assertEqual(len(numbers), 16)
        self.ok("audit", "verify")

    def test_of_sixteen_first_starts_one_makes_the_store(self):
        store = "sqlite:" + os.path.join(self.folder, "first", "nexor.db")
        starts = [subprocess.Popen([NEXOR, "init", "--store", store, "--operator", f"op{number}", "--password-stdin",
                                    "--lock-timeout", "60s"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL, env=self.environment) for number in range(16)]
        for start in starts:
            start.communicate(PASSWORD.encode() + b"\n")
        self.assertEqual(sorted(start.returncode for start in starts), [0] + [7] * 15)

    def test_a_reader_behind_a_sleeping_pager_keeps_no_writer_waiting(self):
        for number in range(60):
            self.add(f"P-{number}")
        reader = subprocess.Popen([NEXOR, "list", "--json"], stdout=subprocess.PIPE, env=self.environment)
        reader.stdout.read(1)
        self.ok("cancel", "K-1", "--reason", "unused", "--yes", "--lock-timeout", "5s")
        self.assertGreater(len(reader.communicate()[0]), 0)
        self.assertEqual(reader.returncode, 0)

    def test_a_store_that_stays_busy_is_8(self):
        holder = subprocess.Popen(["sqlite3", self.store], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.addCleanup(holder.communicate)
        holder.stdin.write("BEGIN EXCLUSIVE;\nSELECT 'held';\n")
        holder.stdin.flush()
        self.assertEqual(holder.stdout.readline(), "held\n")
        for words in (["list"], ["cancel", "K-1", "--reason", "unused", "--yes"]):
            with self.subTest(words=words):
                done = self.run_nexor(*words, "--lock-timeout", "200ms", "--json")
                self.assertEqual(done.returncode, 8)
                self.assertEqual(json.loads(done.stderr)["error"]["code"], "store_busy")

    def test_a_killed_change_leaves_a_whole_store(self):
        for attempt in range(12):
            key = f"D-{attempt}"
            self.add(key)
            change = subprocess.Popen([NEXOR, "cancel", key, "--reason", "unused", "--yes"], stdout=subprocess.PIPE,
                                      env=self.environment)
            try:
                change.wait(timeout=0.002 * attempt)
            except subprocess.TimeoutExpired:
                change.kill()
            out = change.communicate()[0]
            self.ok("audit", "verify")
            if b"NX-" in out:
                self.assertIn("pending_cancellation", self.ok("status", key))
            self.ok("cancel", key, "--reason", "unused", "--yes")


if __name__ == "__main__":
    unittest.main()
