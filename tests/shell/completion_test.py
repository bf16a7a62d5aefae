"""Completion in the real shells. completion_test.py NEXOR COMPLETIONS"""

import os
import shutil
import subprocess
import sys
import tempfile
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


if __name__ == "__main__":
    unittest.main()
