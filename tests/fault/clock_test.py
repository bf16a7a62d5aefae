"""A clock that was put back an hour, three days, or to 1970, or forward thirty years; another time zone and locale.

clock_test.py NEXOR: a unittest run over the binary at that path.
"""

import os
import re
import unittest

from changes import NEXOR, FaultDesk
from invariant import Invariant
from tally import count, has, is_sanitized, seen_exit

NOT_LOGGED_IN = 4
BACK = ("-1h", "-3d", "@1970-01-02 00:00:00")
FORWARD = "+30y"
ZONES = ("UTC", "America/St_Johns", "Pacific/Apia", ":/nowhere", "")
LOCALES = ("C", "C.UTF-8", "de_DE.UTF-8", "tr_TR.UTF-8", "no_such")
LOOKS = (["list", "--all"], ["list", "--json"], ["list", "events", "--format", "csv"], ["show", "K-2"], ["history", "K-2"],
         ["report", "reasons"], ["list", "--sort", "effective_on:desc"], ["export", "cancellations"], ["status", "K-1", "K-3"],
         ["receipt", "CONFIRMATION", "--as", "mail"], ["reasons"], ["help", "cancel"])


def without_now(text):
    """A receipt tells when it is printed."""
    return re.sub(r"\d\d:\d\d:\d\d", "TIME", text)


class Clocks(unittest.TestCase):
    def setUp(self):
        self.desk = FaultDesk()
        self.addCleanup(self.desk.remove)
        self.session = {name: value for name, value in self.desk.environment.items() if name != "NEXOR_TOKEN_FILE"}

    def at(self, when, *words, **more):
        """Runs nexor with its clock there: what faketime would do, without its own process between."""
        library = "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1"
        environment = more.pop("env", self.desk.environment) | {"LD_PRELOAD": library, "FAKETIME": when}
        return self.desk.run(*words, env=environment, **more)


@unittest.skipUnless(has("faketime") and not is_sanitized(NEXOR), "faketime: it can't be loaded into this binary")
class Faked(Clocks):
    def test_a_session_of_later_is_refused_and_a_new_log_in_mends_it(self):
        for when in BACK:
            with self.subTest(when=when):
                done = self.at(when, "list", env=self.session)
                count("clock", when, seen_exit(done.returncode))
                self.assertEqual(done.returncode, NOT_LOGGED_IN)
                self.assertIn("clock", done.stderr)
                self.at(when, "login", "ada", "--password-file", os.path.join(self.desk.folder, "password"), env=self.session)
                self.assertEqual(self.at(when, "list", env=self.session).returncode, 0)
                self.desk.put_back()

    def test_a_session_and_a_token_run_out_in_thirty_years(self):
        for environment in (self.session, self.desk.environment):
            done = self.at(FORWARD, "list", env=environment)
            count("clock", FORWARD, seen_exit(done.returncode))
            self.assertEqual(done.returncode, NOT_LOGGED_IN)

    def test_a_change_by_token_is_whole_whenever_it_is_and_events_stand_in_their_order(self):
        for when in BACK:
            with self.subTest(when=when):
                self.desk.put_back()
                invariant = Invariant(self.desk.run, self.desk.store)
                done = self.at(when, "account", "edit", "C-1", "--note", when)
                count("clock", when, seen_exit(done.returncode))
                self.assertEqual(done.returncode, 0, done.stderr)
                self.assertEqual(invariant.broken(), [])
                numbers = [int(row) for row in self.desk.ok("list", "events", "--columns", "number", "--no-header").split()]
                self.assertIn(numbers, (sorted(numbers), sorted(numbers, reverse=True)))

    def test_a_cancellation_asks_the_clock_once_and_keeps_the_rule_of_terms(self):
        for when in (*BACK, FORWARD):
            with self.subTest(when=when):
                self.desk.put_back()
                done = self.at(when, "cancel", "K-1", "--reason", "unused", "--dry-run", "--json")
                count("clock", when, seen_exit(done.returncode))
                self.assertIn(done.returncode, (0, NOT_LOGGED_IN, 7), done.stderr)


class Surroundings(Clocks):
    def test_the_same_bytes_come_of_every_zone_and_locale(self):
        confirmation = self.desk.ok("show", "K-2", "--get", "cancellation.confirmation").strip()
        for words in LOOKS:
            words = [confirmation if word == "CONFIRMATION" else word for word in words]
            seen = set()
            for zone in ZONES:
                for locale in LOCALES:
                    environment = self.desk.environment | {"TZ": zone, "LC_ALL": locale, "LANG": locale, "LANGUAGE": locale}
                    done = self.desk.run(*words, env=environment)
                    count("clock", "TZ, locale", seen_exit(done.returncode))
                    seen.add((done.returncode, without_now(done.stdout), done.stderr))
            with self.subTest(words=words):
                self.assertEqual(len(seen), 1, seen)
                self.assertEqual(seen.pop()[0], 0)


if __name__ == "__main__":
    unittest.main()
