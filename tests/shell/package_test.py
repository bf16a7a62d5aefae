"""The Debian package: it installs, works and goes, and leaves nothing behind but what is the administrator's.

package_test.py DEB: a unittest run over the package at that path.
"""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

DEB = os.path.abspath(sys.argv.pop(1))
CONFIGURATION = "etc/nexor/config.toml"


class Package(unittest.TestCase):
    """A root of its own, into which dpkg installs as into any system's."""

    def setUp(self):
        self.root = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.root)
        for folder in ("info", "updates"):
            (self.root / "var/lib/dpkg" / folder).mkdir(parents=True)
        (self.root / "var/lib/dpkg/status").touch()

    def dpkg(self, *words):
        # What the package depends on is installed where the test runs, and not in this root.
        command = ["dpkg", f"--root={self.root}", "--force-depends", "--force-not-root", *words]
        done = subprocess.run(command, capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def files(self):
        return {str(path.relative_to(self.root)) for path in self.root.rglob("*")
                if path.is_file() and "var/lib/dpkg" not in str(path) and "var/log" not in str(path)}

    def test_it_brings_what_it_should(self):
        self.dpkg("--install", DEB)
        files = self.files()
        for name in ("usr/bin/nexor", CONFIGURATION, "usr/share/man/man1/nexor.1.gz", "usr/share/man/man5/nexor-config.5.gz",
                     "usr/share/bash-completion/completions/nexor", "usr/share/zsh/site-functions/_nexor",
                     "usr/share/fish/vendor_completions.d/nexor.fish", "lib/systemd/system/nexor-process.service",
                     "lib/systemd/system/nexor-process.timer", "usr/share/doc/nexor/copyright"):
            self.assertIn(name, files)
        self.assertFalse([name for name in files if ".wants/" in name], "a unit is enabled")

    def test_what_it_brings_works(self):
        self.dpkg("--install", DEB)
        nexor = self.root / "usr/bin/nexor"
        environment = {"PATH": "/usr/bin", "HOME": str(self.root), "XDG_RUNTIME_DIR": str(self.root)}
        for words, told in ((["version"], "nexor 0."), (["help"], "nexor"),
                            (["config", "check", "--config", self.root / CONFIGURATION], "right")):
            done = subprocess.run([nexor, *words], env=environment, capture_output=True, text=True)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertIn(told, done.stdout)

    def test_it_goes_but_for_the_configuration_and_then_that_too(self):
        self.dpkg("--install", DEB)
        (self.root / CONFIGURATION).write_text("[support]\ncontact = \"desk@example.org\"\n")
        store = self.root / "var/lib/nexor/nexor.db"
        store.parent.mkdir(parents=True)
        store.write_text("the store")
        self.dpkg("--remove", "nexor")
        self.assertEqual(self.files(), {CONFIGURATION, "var/lib/nexor/nexor.db"})
        self.dpkg("--purge", "nexor")
        self.assertEqual(self.files(), {"var/lib/nexor/nexor.db"})


if __name__ == "__main__":
    unittest.main()
