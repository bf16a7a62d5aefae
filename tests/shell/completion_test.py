"""Completion in the real shells. completion_test.py NEXOR COMPLETIONS"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
import unittest

import pexpect

SCRIPTS = os.path.abspath(sys.argv.pop())
NEXOR = os.path.abspath(sys.argv.pop())

# What is typed behind `nexor`, as words, and what must be among what is offered.
OFFERED = (
    (["can"], "cancel"),
    (["account", "e"], "edit"),
    (["cancel", "--rea"], "--reason"),
    (["cancel", "--reason", "too_e"], "too_expensive"),
    (["import", "acc"], "accounts"),
    (["help", "canc"], "cancel"),
    (["help", "account", "e"], "edit"),
    (["list", "cancellations", "--status", "wi"], "withdrawn"),
    (["list", "plans", "--columns", "cur"], "currency"),
    (["list", "--sort", "eff"], "effective_on"),
    (["help", ""], None),
)
HOSTILE = ("$(touch X)", "`touch X`", "';touch X;'", '"$(touch X)', "a b:c=$(touch X)")


class Shells(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.folder)
        self.environment = {"PATH": os.path.dirname(NEXOR) + ":" + os.environ["PATH"], "HOME": self.folder,
                            "XDG_RUNTIME_DIR": self.folder, "LC_ALL": "C.UTF-8", "TERM": "dumb"}

    def output(self, *command):
        done = subprocess.run(command, cwd=self.folder, env=self.environment, text=True, capture_output=True,
                              stdin=subprocess.DEVNULL)
        return done.stdout

    def bash(self, words):
        driver = 'source "$1"; shift; COMP_WORDS=(nexor "$@"); COMP_CWORD=$#; _nexor; printf "%s\\n" "${COMPREPLY[@]}"'
        return self.output("bash", "--norc", "-c", driver, "bash", os.path.join(SCRIPTS, "nexor.bash"), *words)

    def fish(self, words):
        line = "nexor " + " ".join("'" + word.replace("\\", "\\\\").replace("'", "\\'") + "'" if word in HOSTILE else word
                                   for word in words)
        return self.output("fish", "--no-config", "-c", "source $argv[1]; complete -C $argv[2]",
                           os.path.join(SCRIPTS, "nexor.fish"), line)

    def check(self, shell):
        if shutil.which(shell.__name__) is None:
            self.skipTest(shell.__name__ + " is missing")
        for words, expected in OFFERED:
            with self.subTest(words=words):
                offered = [line.split("\t")[0] for line in shell(words).splitlines()]
                if expected:
                    self.assertIn(expected, offered)
        for word in HOSTILE:
            with self.subTest(word=word):
                shell(["cancel", word])
                self.assertNotIn("X", os.listdir(self.folder))

    def test_bash(self):
        self.check(self.bash)
        self.assertIn("too_expensive", self.bash(["cancel", "--reason", "=", "too"]).splitlines())

    def test_fish(self):
        self.check(self.fish)

    def test_zsh(self):
        if shutil.which("zsh") is None:
            self.skipTest("zsh is missing")
        shell = pexpect.spawn("zsh", ["-f"], env=self.environment, cwd=self.folder, timeout=20, encoding="utf-8")
        self.addCleanup(shell.close)
        # zsh's own TAB expands what is typed before any completion is asked; what is tested here is the completion.
        shell.sendline(f"bindkey '^I' complete-word; PS1='> '; fpath=({SCRIPTS} $fpath); autoload -U compinit; compinit -u -d dump; echo ready''now")
        shell.expect_exact("readynow")
        for typed, expected in (("nexor canc", "nexor cancel "), ("nexor cancel --reason too_e", "too_expensive ")):
            shell.send(typed + "\t")
            shell.expect_exact(expected)
            shell.sendcontrol("u")
        for word in HOSTILE:
            shell.send("nexor cancel " + word + "\t")
            shell.sendcontrol("u")
        shell.sendline("echo still''there")
        shell.expect_exact("stillthere")
        self.assertNotIn("X", os.listdir(self.folder))


# What is typed, with a TAB where one is pressed, and the words that a shell makes of the line then. K 1 is a key with a
# blank, and a quoted word stands in front as well.
TYPED = (
    ("nexor list --columns key,stat\t", ["nexor", "list", "--columns", "key,status"]),
    ("nexor list --columns=key,stat\t", ["nexor", "list", "--columns=key,status"]),
    ("nexor show two\t", ["nexor", "show", "two words"]),
    ("nexor show two\\ w\t", ["nexor", "show", "two words"]),
    ("nexor show 'two w\t", ["nexor", "show", "two words"]),
    ('nexor show "two w\t', ["nexor", "show", "two words"]),
    ("nexor --store \"sqlite:STORE\" show 'it\t", ["nexor", "--store", "sqlite:STORE", "show", "it's $HOME"]),
    ('nexor --store "sqlite:STORE" show "it\t', ["nexor", "--store", "sqlite:STORE", "show", "it's $HOME"]),
    ("nexor show it\t", ["nexor", "show", "it's $HOME"]),
    ("nexor cancel x --reason=too_e\t", ["nexor", "cancel", "x", "--reason=too_expensive"]),
)


class Lines(Shells):
    """Keys with blanks and quotes, typed with and without quotes in shells that somebody sits at."""

    def setUp(self):
        super().setUp()
        self.environment |= {"XDG_DATA_HOME": self.folder}
        for words, given in ((("init", "--operator", "ada", "--password-stdin"), "correct horse battery"),
                             (("login", "ada", "--password-stdin"), "correct horse battery"),
                             (("account", "add", "two words", "--name", "Two"), ""),
                             (("account", "add", "it's $HOME", "--name", "It"), "")):
            subprocess.run([NEXOR, *words], env=self.environment, input=given, text=True, check=True, capture_output=True)

    def test_bash(self):
        self.check_lines(["bash", "--norc", "--noprofile"], f"PS1='> '; source {SCRIPTS}/nexor.bash; echo ready''now")

    def test_zsh(self):
        if shutil.which("zsh") is None:
            self.skipTest("zsh is missing")
        self.check_lines(["zsh", "-f"], f"bindkey '^I' complete-word; PS1='> '; fpath=({SCRIPTS} $fpath);"
                                        " autoload -U compinit; compinit -u -d dump; echo ready''now")

    def test_fish(self):
        if shutil.which("fish") is None:
            self.skipTest("fish is missing")
        for line in ("nexor show two", "nexor show two\\ w", "nexor show 'two w", 'nexor show "two w'):
            with self.subTest(line=line):
                offered = self.output("fish", "--no-config", "-c", "source $argv[1]; complete -C $argv[2]",
                                      os.path.join(SCRIPTS, "nexor.fish"), line)
                self.assertIn("two words\tTwo", offered.replace("\\ ", " "))

    def check_lines(self, shell, begin):
        terminal = pexpect.spawn(shell[0], shell[1:], env=self.environment, cwd=self.folder, timeout=5, encoding="utf-8",
                                 dimensions=(24, 200))
        self.addCleanup(terminal.close)
        terminal.sendline(begin)
        terminal.expect_exact("readynow")
        store = os.path.join(self.folder, "nexor", "nexor.db")
        for typed, words in TYPED:
            with self.subTest(shell=shell[0], typed=typed):
                terminal.send(typed.replace("STORE", store))
                time.sleep(0.5)
                terminal.sendcontrol("a")
                terminal.sendline(r"printf '<%s>' ")
                terminal.expect_exact("".join(f"<{word.replace('STORE', store)}>" for word in words))


if __name__ == "__main__":
    unittest.main()
