"""Every command that changes a store, as the fault tests run it, and the desk on which all of them have something to do.

A test fails when a command that `nexor schema commands` tells of as changing something isn't here.
"""

import os
import pathlib
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import typing

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "shell"))

from process_test import NEXOR, PASSWORD  # noqa: E402

SCHEMAS = HERE.parent / "store" / "schemas"
OLD_STORE = "OLD"
NEW_STORE = "NEW"


class Change(typing.NamedTuple):
    """One command. FOLDER in its words is the desk's folder."""

    command: str
    words: str
    exit: int = 0
    again: tuple = (0,)     # what the same says once it is done
    is_whole: bool = True   # done in one transaction, and nothing but that tells of it
    is_in_steps: bool = False  # several changes: where the store fails behind the first of them, it says 3
    adds: bool = False      # the same again does it again: another session, another token
    keeps_head: bool = True
    store: str = ""         # another than the desk's: OLD of an older schema, NEW where there is none yet
    as_session: bool = False

    def name(self):
        return self.words.split(" --")[0] if self.command != "passwd" else self.words

    def argv(self, desk):
        words = [word.replace("FOLDER", desk.folder) for word in self.words.split()]
        return [*words, "--store", f"sqlite:{self.path(desk)}"] if self.store else words

    def path(self, desk):
        """Where the store is that it changes."""
        return os.path.join(desk.folder, f"{self.store.lower()}.db") if self.store else desk.store

    def has_credential(self):
        """Whether the desk's token is good for that store."""
        return not self.store or self.command == "restore"


# Changes that have to work after any other, and leave the records as they are.
NEXT_COMMANDS = (("plan", "edit", "extra", "--name", "After"), ("plan", "edit", "extra", "--name", "Extra"))

CHANGES = [
    Change("login", "login ada --password-file FOLDER/password", adds=True, is_whole=False, as_session=True),
    Change("logout", "logout", again=(4,), is_whole=False, as_session=True),
    Change("passwd", "passwd grace --password-file FOLDER/password2 --yes", adds=True),
    Change("passwd", "passwd --password-file FOLDER/password2 --current-password-file FOLDER/password", again=(4,),
           is_whole=False, as_session=True),
    Change("passwd", "passwd grace --issue-code --yes", adds=True),
    Change("passwd", "passwd heidi --use-code --code-file FOLDER/code --password-file FOLDER/password2", again=(4,),
           is_whole=False),
    Change("passwd", "passwd ada --recover --password-file FOLDER/password --yes", adds=True, is_whole=False),
    Change("cancel", "cancel K-1 --reason unused --feedback moved --yes"),
    Change("cancel", "cancel K-2 --reason unused --at now --yes", again=(7,)),
    Change("cancel", "cancel K-1 K-5 nowhere --reason unused --key some --yes", exit=3, again=(3,), is_whole=False),
    Change("cancel", "cancel --from FOLDER/rows.csv --reason unused --key file --yes", exit=3, again=(3,), is_whole=False),
    Change("cancel", "cancel --status active --account C-2 --reason unused --max 9 --yes", is_whole=False, adds=True),
    Change("undo", "undo K-2 --yes", again=(7,)),
    Change("undo", "undo K-3 --reinstate --yes", again=(7,)),
    Change("undo", "undo --batch night --yes", again=(0, 3, 7), is_whole=False),
    Change("feedback", "feedback K-2 --feedback dear", adds=True),
    Change("process", "process", is_whole=False, is_in_steps=True, adds=True),
    Change("approve", "approve R-1 --yes", again=(7,)),
    Change("decline", "decline R-1 --reason spam --yes", again=(7,)),
    Change("reopen", "reopen R-2 --yes", again=(7,)),
    Change("account add", "account add C-9 --name Ida", again=(7,)),
    Change("account edit", "account edit C-1 --note later"),
    Change("account close", "account close C-2 --cancel-subscriptions --reason account_closed --at now --yes", again=(0, 7),
           is_whole=False),
    Change("account reopen", "account reopen C-3", again=(0, 7)),
    Change("plan add", "plan add year --name Year --period year --price 9 --currency EUR", again=(7,)),
    Change("plan edit", "plan edit month --price 2"),
    Change("plan edit", "plan edit gone --unretire", again=(0, 7)),
    Change("plan retire", "plan retire old --yes", again=(0, 7)),
    Change("subscription add", "subscription add K-9 --account C-1 --plan month", again=(7,)),
    Change("request add", "request add R-9 --name Ivy --email ivy@example.org --plan month", again=(7,)),
    Change("import", "import subscriptions FOLDER/book.csv", again=(3,), is_whole=False),
    Change("import", "import accounts FOLDER/people.csv --update", is_whole=False),
    Change("redact", "redact C-4 --yes", is_whole=False),
    Change("operator add", "operator add ivan --role viewer --password-file FOLDER/password2", again=(7,)),
    Change("operator edit", "operator edit grace --role viewer"),
    Change("operator disable", "operator disable grace --yes", again=(0, 7)),
    Change("operator enable", "operator enable bob", again=(0, 7)),
    Change("token create", "token create --label night --for grace", adds=True),
    Change("token revoke", "token revoke TOKEN --yes", again=(0, 7)),
    Change("session revoke", "session revoke SESSION --yes", again=(0, 7)),
    Change("init", "init --operator ada --password-file FOLDER/password", again=(7,), store=NEW_STORE),
    Change("doctor", "doctor --migrate", store=OLD_STORE, is_whole=False),
    Change("backup", "backup FOLDER/new.db", is_whole=False, adds=True),
    Change("backup", "backup FOLDER/kept.db", is_whole=False, adds=True),
    Change("restore", "restore FOLDER/kept.db --yes", is_whole=False, adds=True, keeps_head=False),
    Change("restore", "restore FOLDER/kept.db --yes", store=NEW_STORE, is_whole=False, adds=True, keeps_head=False),
]


class FaultDesk:
    """A folder with a store in which every change has something to do. `put_back` makes it what it was."""

    def __init__(self, is_use_due=True):
        memory = "/dev/shm"
        self.home = tempfile.mkdtemp(prefix="nexor-fault-", dir=memory if os.access(memory, os.W_OK) else None)
        self.folder = os.path.join(self.home, "desk")
        self.kept = os.path.join(self.home, "kept")
        self.outside = os.path.join(self.home, "outside")  # of what is put back: what a test looks at
        os.mkdir(self.folder)
        os.mkdir(self.outside)
        self.store = os.path.join(self.folder, "data/nexor/nexor.db")
        self.token = os.path.join(self.folder, "token")
        self.environment = {
            "PATH": os.environ["PATH"],
            "HOME": self.folder,
            "XDG_RUNTIME_DIR": os.path.join(self.folder, "run"),
            "XDG_DATA_HOME": os.path.join(self.folder, "data"),
            "LC_ALL": "C.UTF-8",
            "ASAN_OPTIONS": "detect_leaks=0",
            "NEXOR_TOKEN_FILE": self.token,
            "NEXOR_NOTICES_REQUESTED": "true",
            "NEXOR_LOCK_TIMEOUT": "5s",
        }
        self.fill()
        if is_use_due:
            self.let_minutes_pass()
        shutil.copytree(self.folder, self.kept, symlinks=True)

    def remove(self):
        shutil.rmtree(self.home)

    def put_back(self):
        shutil.rmtree(self.folder)
        shutil.copytree(self.kept, self.folder, symlinks=True)

    def environment_of(self, change):
        """A session's changes are made without the token, which would go before it."""
        return {name: value for name, value in self.environment.items()
                if not change.as_session or name != "NEXOR_TOKEN_FILE"}

    def run(self, *words, **more):
        more = {"env": self.environment, "stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "timeout": 120} | more
        return subprocess.run([NEXOR, *words], text=True, errors="replace", stderr=subprocess.PIPE, **more)

    def ok(self, *words, code=0, **more):
        done = self.run(*words, **more)
        if done.returncode != code:
            raise AssertionError(f"{words} gives exit {done.returncode}: {done.stderr}")
        return done.stdout

    def write(self, name, *lines):
        path = os.path.join(self.folder, name)
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write("\n".join(lines) + "\n")
        return path

    def fill(self):
        password = self.write("password", PASSWORD)
        self.write("password2", "another horse battery")
        self.ok("init", "--operator", "ada", "--password-file", password)
        del self.environment["NEXOR_TOKEN_FILE"]
        self.ok("login", "ada", "--password-file", password)
        self.ok("token", "create", "--label", "mine", "-o", self.token)
        self.environment["NEXOR_TOKEN_FILE"] = self.token
        self.add_records()
        self.add_access(password)
        self.end_some()
        self.ok("backup", os.path.join(self.folder, "kept.db"))
        self.ok("cancel", "K-4", "--reason", "unused", "--at", "now", "--yes")
        old = os.path.join(self.folder, "old.db")
        subprocess.run(["sqlite3", "-batch", old], input=(SCHEMAS / "1.sql").read_bytes(), check=True)
        os.chmod(old, 0o600)

    def let_minutes_pass(self):
        """So many that each command has its credential's use to write down."""
        database = sqlite3.connect(self.store)
        with database:
            for table in ("sessions", "tokens"):
                database.execute(f"UPDATE {table} SET last_used_at = last_used_at - 600")
        database.close()

    def add_records(self):
        price = ("--price", "9", "--currency", "EUR", "--period", "month")
        for key in ("month", "old", "gone"):
            self.ok("plan", "add", key, "--name", key, *price)
        self.ok("plan", "add", "extra", "--name", "Extra", "--addon", *price)
        self.ok("plan", "retire", "gone", "--yes")
        people = ("C-1,Ada Größmann,ada@example.org,calls", "C-2,Cem Celik,,", "C-3,Dan,,", "C-4,Eve,eve@example.org,x")
        self.ok("import", "accounts", self.write("first.csv", "key,name,email,note", *people))
        self.ok("account", "close", "C-3", "--yes")
        rows = [f"K-{number},C-1,month,2024-01-31," for number in range(1, 6)]
        rows += [f"B-{number},C-2,month,2024-01-31," for number in range(1, 9)]
        rows += ["E-1,C-4,month,2024-01-31,", "A-1,C-1,extra,2024-02-01,K-1"]
        self.ok("import", "subscriptions", self.write("first.csv", "key,account,plan,start_on,base", *rows))
        for key in ("R-1", "R-2"):
            self.ok("request", "add", key, "--name", "Jane", "--email", "jane@example.org", "--plan", "month")
        self.ok("decline", "R-2", "--reason", "spam", "--yes")
        self.write("book.csv", "key,account,plan,start_on", *(f"N-{number},C-1,month,2024-01-31" for number in range(5)))
        self.write("people.csv", "key,name", "C-1,Ada Lovelace", "C-8,Hal")
        self.write("rows.csv", "subscription", "B-1", "B-2", "B-3", "nowhere")

    def add_access(self, password):
        for name, role in (("grace", "operator"), ("heidi", "viewer"), ("bob", "viewer")):
            self.ok("operator", "add", name, "--role", role, "--password-file", password)
        self.ok("operator", "disable", "bob", "--yes")
        self.ok("token", "create", "--label", "day", "--for", "grace")
        self.write("code", self.ok("passwd", "heidi", "--issue-code", "--yes").strip())
        elsewhere = self.environment | {"XDG_RUNTIME_DIR": os.path.join(self.folder, "elsewhere")}
        self.ok("login", "grace", "--password-file", password, env=elsewhere)
        self.ids = {"TOKEN": self.ok("list", "tokens", "--columns", "id", "--no-header").split()[-1],
                    "SESSION": self.ok("list", "sessions", "--columns", "id", "--no-header").split()[-1]}

    def end_some(self):
        self.ok("cancel", "K-2", "--reason", "unused", "--yes")
        self.ok("cancel", "K-3", "--reason", "unused", "--at", "now", "--yes")
        self.ok("cancel", "E-1", "--reason", "unused", "--feedback", "personal", "--yes")
        night = self.write("night.csv", "subscription", "B-7", "B-8")
        self.ok("cancel", "--from", night, "--reason", "unused", "--key", "night", "--yes")

    def argv(self, change):
        return [self.ids.get(word, word) for word in change.argv(self)]

    def rows(self, path, statement):
        database = sqlite3.connect(path)
        try:
            return database.execute(statement).fetchall()
        finally:
            database.close()
