"""Man pages held to the commands. man_test.py NEXOR MAN"""

import os
import re
import shutil
import subprocess
import sys
import unittest

MAN = sys.argv.pop()
NEXOR = sys.argv.pop()


def said(*words):
    return subprocess.run([NEXOR, *words], text=True, capture_output=True, env={"COLUMNS": "200"}).stdout


def commands():
    names = []
    for line in said("--help").split("\nTopics\n")[0].splitlines():
        found = re.match(r"  ((?:[a-z]+ )?[a-z]+)  +[A-Z]", line)
        if found:
            names.append(found.group(1))
    return names


def text_of(page):
    with open(os.path.join(MAN, page)) as file:
        return file.read()


def options_in_help(command):
    lines = said(*command.split(), "--help").split("\nOptions\n")
    own = lines[1].split("\n\n")[0] if len(lines) > 1 else ""
    return set(re.findall(r"^ *(?:-\w, )?--([a-z-]+)", own, re.M))


class Pages(unittest.TestCase):
    def test_every_command_has_a_page_with_its_options(self):
        self.assertGreater(len(commands()), 20)
        for command in commands():
            with self.subTest(command=command):
                page = text_of(f"nexor-{command.replace(' ', '-')}.1")
                items = "\n".join(line for line in page.splitlines() if line.startswith(".It "))
                self.assertEqual(set(re.findall(r"Fl -([a-z-]+)", items)), options_in_help(command))

    def test_every_page_is_of_a_command(self):
        pages = {name for name in os.listdir(MAN) if name.startswith("nexor-") and name.endswith(".1")}
        self.assertEqual(pages, {f"nexor-{command.replace(' ', '-')}.1" for command in commands()})

    def test_every_page_has_exit_status_and_examples(self):
        for name in os.listdir(MAN):
            with self.subTest(page=name):
                page = text_of(name)
                self.assertIn("\n.Sh EXIT STATUS\n", page)
                self.assertIn("\n.Sh EXAMPLES\n", page)

    def test_every_command_tells_the_codes_that_any_command_may_end_with(self):
        for name in sorted(os.listdir(MAN)):
            if name.endswith(".1"):
                with self.subTest(page=name):
                    section = text_of(name).split(".Sh EXIT STATUS\n")[1].split("\n.Sh ")[0]
                    self.assertEqual(re.findall(r"^\.It (\d+)", section, re.M)[:3], ["0", "1", "2"])

    def test_the_examples_are_commands_as_they_are_declared(self):
        examples = 0
        for name in os.listdir(MAN):
            for line in re.findall(r"^\.Dl \$ nexor (.*)$", text_of(name), re.M):
                with self.subTest(example=line):
                    words = line.replace("\\e", "\\").split()
                    names = [name for name in commands() if words[: len(name.split())] == name.split()]
                    self.assertTrue(names)
                    options = {word.split("=")[0][2:] for word in words if word.startswith("--") and word != "--"}
                    known = options_in_help(names[0]) | set(re.findall(r"--([a-z-]+)", said("--help")))
                    self.assertLessEqual(options, known)
                    examples += 1
        self.assertGreater(examples, 30)

    def test_the_configuration_page_names_every_key(self):
        keys = {line.split("\t")[0] for line in said("config", "show", "--format", "tsv").splitlines()}
        page = text_of("nexor-config.5")
        for key in keys:
            with self.subTest(key=key):
                self.assertIn(".It Sy " + key + " ", page)

    def test_the_global_options_are_all_there(self):
        overview = said("--help").split("Global options")[1]
        page = text_of("nexor.1")
        for option in re.findall(r"^ *(?:-\w, )?--([a-z-]+)", overview, re.M):
            with self.subTest(option=option):
                self.assertRegex(page, r"Fl -" + option + r"\b")

    def test_mandoc_finds_nothing(self):
        if shutil.which("mandoc") is None:
            self.skipTest("mandoc is missing")
        pages = sorted(os.path.join(MAN, name) for name in os.listdir(MAN))
        done = subprocess.run(["mandoc", "-Tlint", "-W", "warning", *pages], text=True, capture_output=True)
        self.assertEqual(done.stdout + done.stderr, "")


if __name__ == "__main__":
    unittest.main()
