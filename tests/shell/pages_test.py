"""Receipts and reports as others read them: a mail program's parser, and a browser.

pages_test.py NEXOR: a unittest run over the binary at that path. Where there is no Chromium its tests are skipped by
name. NEXOR_PAGES=FOLDER keeps pictures of every page there, to be looked at.
"""

import email
import email.policy
import html
import html.parser
import http.server
import json
import os
import re
import shutil
import subprocess
import threading
import unittest

from process_test import NEXOR, Desk

CHROMIUM = next(filter(None, map(shutil.which, ("chromium-headless-shell", "chromium", "google-chrome"))), None)
WIDTHS = (360, 1280)
SCRIPT = "<script>document.title='run'</script>"
PICTURE = '<img src="http://leak.example/x.png">'
FEEDBACK = f"{SCRIPT} {PICTURE} ]]> --> </dd></svg> &amp; \u202egnp.exe zu teuer für 日本\nsecond line " + "x" * 4000
NAME = 'Ada "</title><b>" Größmann 太郎'

PROBE = """<script>
const root = document.documentElement;
root.innerHTML = '<pre>' + JSON.stringify({
  width: innerWidth, scroll: root.scrollWidth, title: document.title, text: document.body.innerText,
  images: document.images.length, scripts: document.scripts.length, charts: document.querySelectorAll('svg[role=img]').length,
  tables: document.querySelectorAll('table').length, bold: document.querySelectorAll('b').length,
  background: getComputedStyle(document.body).backgroundColor,
}).replaceAll('&', '&amp;').replaceAll('<', '&lt;') + '</pre>';
</script>"""


class Pages(Desk):
    """A store in which somebody was called and said what nobody should be able to."""

    def setUp(self):
        super().setUp()
        self.ok("account", "add", "C-2", "--name", NAME, "--email", "ada@example.com")
        self.ok("plan", "add", "<b>", "--name", SCRIPT, "--period", "year", "--price", "120", "--currency", "USD")
        self.ok("plan", "add", "term", "--name", "Fixed", "--period", "month", "--price", "5", "--currency", "EUR",
                "--fixed-terms", "1180")
        self.ok("subscription", "add", "K-2", "--account", "C-2", "--plan", "<b>", "--start", "2024-02-29")
        self.ok("subscription", "add", "K-3", "--account", "C-2", "--plan", "term", "--start", "2024-02-29")
        self.cancel_many()
        self.number = self.ok("cancel", "K-2", "--reason", "too_expensive", "--feedback", FEEDBACK, "--yes", "--get",
                              "cancellation.confirmation").strip()

    def cancel_many(self):
        reasons = ("too_expensive", "too_expensive", "unused", "payment_failed", "switched_service", "not_given")
        rows = range(24)
        book = "".join(f"S-{row},C-1,{'month' if row % 3 else '<b>'},2024-02-01,{1 + row % 4}\n" for row in rows)
        self.ok("import", "subscriptions", "-", input="key,account,plan,start_on,quantity\n" + book)
        ends = "".join(f"S-{row},{reasons[row % 6]},2030-{1 + row * row % 11:02}-15\n" for row in rows)
        self.ok("cancel", "--from", "-", "--yes", input="subscription,reason,at\n" + ends)
        self.ok("cancel", "K-1", "--reason", "fraud", "--at", "now", "--yes")

    def page(self, name, *words):
        path = os.path.join(self.folder, name + ".html")
        self.ok(*words, path)
        return path

    def pages(self):
        return [
            self.page("receipt", "receipt", self.number, "--as", "html", "--output"),
            self.page("reasons", "report", "reasons", "--html"),
            self.page("reasons-by-plan", "report", "reasons", "--by", "plan", "--html"),
            self.page("churn", "report", "churn", "--until", "9999-01-01", "--html"),
            self.page("upcoming", "report", "upcoming", "--until", "9999-01-01", "--html"),
        ]


class Mail(Pages):
    def message(self):
        done = subprocess.run([NEXOR, "receipt", self.number, "--as", "mail"], env=self.environment,
                              capture_output=True, check=True)
        return done.stdout, email.message_from_bytes(done.stdout, policy=email.policy.default)

    def timeless(self, text):
        """Without the second at which it was issued."""
        return re.sub(r"(issued at\W.*?)20\d\d-.*", r"\1", text.replace("\r\n", "\n"))

    def test_a_parser_finds_every_part_right(self):
        self.environment["NEXOR_SUPPORT_CONTACT"] = "Hilfe für alle <help@example.com>"
        raw, message = self.message()
        self.assertEqual(message.defects, [])
        self.assertEqual(message["From"].addresses[0].display_name, "Hilfe für alle")
        self.assertEqual(message["From"].addresses[0].addr_spec, "help@example.com")
        self.assertEqual(message["To"].addresses[0].display_name, NAME)
        self.assertEqual(message["To"].addresses[0].addr_spec, "ada@example.com")
        self.assertEqual(message["Subject"], f"Cancellation {self.number}: K-2")
        self.assertIsNotNone(message["Date"].datetime)
        self.assertRegex(message["Message-ID"], rf"^<{self.number}@[0-9a-zA-Z-]+\.nexor\.invalid>$")
        self.assertEqual(message.get_content_type(), "multipart/alternative")
        text, page = message.iter_parts()
        self.assertEqual([text.get_content_type(), page.get_content_type()], ["text/plain", "text/html"])
        self.assertEqual(text.defects + page.defects, [])
        self.assertEqual(self.timeless(text.get_content()), self.timeless(self.ok("receipt", self.number, "--as", "text")))
        self.assertEqual(self.timeless(page.get_content()), self.timeless(self.ok("receipt", self.number, "--as", "html")))
        self.assertEqual(message["Message-ID"], self.message()[1]["Message-ID"])
        for line in raw.split(b"\r\n"):
            self.assertLessEqual(len(line), 76)
            self.assertTrue(line.isascii())
            self.assertNotIn(b"\n", line)

    def test_without_addresses_it_comes_from_here_and_goes_to_nobody(self):
        self.environment["NEXOR_SUPPORT_CONTACT"] = "+49 30 123456"
        self.number = self.ok("list", "cancellations", "--reason", "fraud", "--format", "id").strip()
        _, message = self.message()
        self.assertTrue(message["From"].addresses[0].addr_spec.startswith("nexor@"))
        self.assertIsNone(message["To"])
        self.assertIn("+49 30 123456", message.get_body(("plain",)).get_content())

    def test_every_form_has_the_same_lines(self):
        text = self.ok("receipt", self.number, "--as", "text")
        page = self.ok("receipt", self.number, "--as", "html")
        labels = re.findall(r"^(\S.*?)  ", text, re.M)
        self.assertGreater(len(labels), 15)
        self.assertEqual(re.findall(r"<dt>(.*?)</dt>", page), labels)


class WellFormed(html.parser.HTMLParser):
    """Tags that are opened are closed, in their order."""

    def __init__(self, text):
        super().__init__()
        self.open = []
        self.wrong = []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        if tag not in ("meta",):
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        pass

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


class Forms(Pages):
    def test_every_page_is_whole_and_without_script_or_address(self):
        for path in self.pages():
            with self.subTest(page=os.path.basename(path)), open(path, encoding="utf-8") as file:
                text = file.read()
                page = WellFormed(text)
                self.assertEqual((page.open, page.wrong), ([], []))
                self.assertNotIn("<script", text)
                self.assertNotIn("<img", text)
                self.assertNotIn("\u202e", text)
                self.assertEqual(len(re.findall(r"<svg role", text)), len(re.findall(r"<desc ", text)))

    def test_a_page_replaces_a_file_only_when_it_is_whole(self):
        path = os.path.join(self.folder, "kept.html")
        with open(path, "w") as file:
            file.write("kept")
        os.chmod(path, 0o640)
        self.assertEqual(self.run_nexor("report", "reasons", "--since", "never", "--html", path).returncode, 2)
        with open(path) as file:
            self.assertEqual(file.read(), "kept")
        self.assertEqual(self.ok("report", "reasons", "--html", path), "")
        self.assertEqual(os.stat(path).st_mode & 0o777, 0o640)
        with open(path) as file:
            self.assertEqual(file.read().split("made ")[0], self.ok("report", "reasons", "--html", "-").split("made ")[0])


class Proxy(http.server.BaseHTTPRequestHandler):
    """Notes what is asked of it, and has nothing."""

    def do_GET(self):
        self.server.asked.append(self.path)
        self.send_error(404)

    do_CONNECT = do_POST = do_HEAD = do_GET

    def log_message(self, *words):
        pass


@unittest.skipUnless(CHROMIUM, "no Chromium is installed")
class Browser(Pages):
    def browse(self, *words):
        done = subprocess.run([CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
                               "--disable-component-update", "--hide-scrollbars", "--force-device-scale-factor=1",
                               f"--user-data-dir={self.folder}/browser", "--virtual-time-budget=2000", *words],
                              capture_output=True, text=True, timeout=120)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def probe(self, path, width):
        """What a page that may run the probe says of itself; its own policy is taken off for that."""
        with open(path, encoding="utf-8") as file:
            text = file.read()
        open_page = re.sub(r"<meta http-equiv=[^>]*>", "", text)
        self.assertNotEqual(open_page, text)
        probed = path + ".probe.html"
        with open(probed, "w", encoding="utf-8") as file:
            file.write(open_page.replace("</body>", PROBE + "</body>"))
        dom = self.browse(f"--window-size={width},900", "--dump-dom", "file://" + probed)
        return json.loads(html.unescape(re.search(r"<pre>(.*)</pre>", dom, re.S).group(1)))

    def test_nothing_overflows_and_hostile_text_is_text(self):
        for path in self.pages():
            for width in WIDTHS:
                with self.subTest(page=os.path.basename(path), width=width):
                    seen = self.probe(path, width)
                    self.assertEqual(seen["width"], width)
                    self.assertLessEqual(seen["scroll"], width)
                    self.assertEqual((seen["images"], seen["scripts"], seen["bold"]), (0, 1, 0))
                    self.assertNotEqual(seen["title"], "run")
                    if "receipt" in path:
                        self.assertIn(SCRIPT, seen["text"])
                        self.assertIn(PICTURE, seen["text"])
                        self.assertIn("\\u{202e}gnp.exe", seen["text"])
                    else:
                        self.assertGreater(seen["charts"], 0)
                        self.assertGreaterEqual(seen["tables"], seen["charts"])
                    if "churn" in path:
                        self.assertIn(SCRIPT, seen["text"])

    def test_no_request_leaves(self):
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Proxy)
        server.asked = []
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        proxy = f"--proxy-server=127.0.0.1:{server.server_port}"
        for path in self.pages():
            self.browse(proxy, "--dump-dom", "file://" + path)
        self.assertEqual(server.asked, [])
        leaking = os.path.join(self.folder, "leaking.html")
        with open(leaking, "w") as file:
            file.write(PICTURE)
        self.browse(proxy, "--dump-dom", "file://" + leaking)
        self.assertEqual(server.asked, ["http://leak.example/x.png"])

    def test_a_receipt_prints_on_one_sheet(self):
        long, *_, upcoming = self.pages()
        self.number = self.ok("list", "cancellations", "--reason", "fraud", "--format", "id").strip()
        short = self.page("short", "receipt", self.number, "--as", "html", "--output")
        sheets = []
        for path in (short, long, upcoming):
            self.browse(f"--print-to-pdf={path}.pdf", "file://" + path)
            with open(path + ".pdf", "rb") as file:
                sheets.append(len(re.findall(rb"/Type\s*/Page\b(?!s)", file.read())))
        self.assertEqual(sheets[:2], [1, 2])
        self.assertGreater(sheets[2], 1)

    def test_pictures_are_taken(self):
        kept = os.environ.get("NEXOR_PAGES", self.folder)
        for path in self.pages():
            name = os.path.basename(path)[: -len(".html")]
            for width in WIDTHS:
                for theme, words in (("light", ()), ("dark", ("--blink-settings=preferredColorScheme=0",))):
                    picture = os.path.join(kept, f"{name}-{width}-{theme}.png")
                    self.browse(*words, f"--window-size={width},1600", f"--screenshot={picture}", "file://" + path)
                    self.assertGreater(os.path.getsize(picture), 1000)


if __name__ == "__main__":
    unittest.main()
