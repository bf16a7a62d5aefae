"""What reads or writes a whole store: the desk's status, exports, the trail's verification, the doctor, and what a night's
`process` records. And a log-in by token, as every command of a script has one."""

import os

import desk as desks
from measures import FEW, Measure, reading
from tools import copy, interleaved

DUE_SHARE = 100  # one subscription of so many has ended, and nothing was recorded of it yet

# The columns that nexor writes, each with the word that it has there.
EXPORTED = {
    "subscriptions": """SELECT s.key, a.key AS account, p.key AS plan, s.start_on, s.billing_day, s.quantity, b.key AS base
  FROM subscriptions AS s JOIN accounts AS a ON a.id = s.account JOIN plans AS p ON p.id = s.plan
  LEFT JOIN subscriptions AS b ON b.id = s.base ORDER BY s.id""",
    "cancellations": """SELECT c.id AS confirmation, s.key AS subscription, c.state AS status, c.at, c.requested_at,
  c.effective_on, c.effective_at, c.reason, c.reason_label, c.is_voluntary AS voluntary, w.feedback, c.by, c.channel,
  w.on_behalf_of, c.batch, c.replaces, c.is_backdated AS backdated, c.is_override AS override, c.recorded_at
  FROM cancellations AS c JOIN subscriptions AS s ON s.id = c.subscription
  LEFT JOIN cancellation_words AS w ON w.cancellation = c.id ORDER BY c.id""",
}

# How many there are of each status.
COUNTED = """SELECT CASE WHEN e.cancelled_at <= unixepoch() THEN 'cancelled' WHEN s.fixed_end_at <= unixepoch() THEN 'expired'
  WHEN e.cancelled_at IS NOT NULL THEN 'pending_cancellation' WHEN s.starts_at > unixepoch() THEN 'scheduled'
  WHEN s.anchor_at > unixepoch() THEN 'trialing' ELSE 'active' END AS status, count(*)
  FROM subscriptions AS s JOIN endings AS e ON e.subscription = s.id GROUP BY status"""

# What is hashed of each event.
HASHED = """SELECT e.number, e.at, o.key, o.by, o.credential, o.host, o.terminal, o.command, e.kind, e.subject, e.before, e.after,
  e.hash FROM events AS e JOIN operations AS o ON o.id = e.operation ORDER BY e.number"""

RECORDED = """BEGIN IMMEDIATE; UPDATE cancellations SET recorded_at = unixepoch()
  WHERE state = 'live' AND recorded_at IS NULL AND effective_at <= unixepoch(); COMMIT"""


def token(desk, runs):
    """Beside the shell, which looks the token up and reads what is listed."""
    file = desk.folder / "token"
    with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as out:
        out.write(desk.ok("token", "create", "--label", "bench"))
    desk.ok("--token-file", file, "list", "plans")  # its first use is written down
    return reading(desk, "log in by token", ["--token-file", file, "list", "plans"],
                   "SELECT t.*, o.* FROM tokens AS t JOIN operators AS o ON o.id = t.operator WHERE t.hash = x'00';"
                   " SELECT * FROM plans", runs)


def status(desk):
    return reading(desk, "status", ["status"], COUNTED, FEW)


def cancel_rest(desk):
    """Once, and beside nothing: `bench batch` measures batches. Some rows fail, as add-ons that end with their base before."""
    rows = desk.folder / "rest.csv"
    desk.write_batch(rows)
    cost = desk.tools.cost(desk.nexor("cancel", "--from", rows, "--yes", "--quiet"), (0, desks.PARTIAL))
    return Measure("cancel the rest", desk.size, {"nexor": cost}, {})


def exports(desk):
    for kind, sql in EXPORTED.items():
        programs = {"nexor": lambda kind=kind: desk.nexor("export", kind, "--format", "jsonl"),
                    "peer": lambda sql=sql: ["sqlite3", "-batch", "-readonly", "-json", desk.store, sql]}
        yield Measure(f"export {kind}", desk.size, interleaved(desk.tools, programs, FEW), {})


def verification(desk):
    """Beside a sum over what is hashed of the events, with nothing read from a table or held against one."""
    told = desk.folder / "told"
    desk.tools.output(["sqlite3", "-batch", "-readonly", "-cmd", f".output {told}", desk.store, HASHED])
    programs = {"nexor": lambda: desk.nexor("audit", "verify"), "sums": lambda: ["sha256sum", str(told)]}
    return Measure("audit verify", desk.size, interleaved(desk.tools, programs, FEW), {})


def doctor(desk):
    """Beside SQLite's own checks, which are among what it looks at."""
    programs = {"nexor": lambda: desk.nexor("doctor"),
                "peer": lambda: desk.query("PRAGMA integrity_check; PRAGMA foreign_key_check")}
    return Measure("doctor", desk.size, interleaved(desk.tools, programs, FEW), {})


def process(desk):
    """Beside the update alone, in a copy."""
    ended = [key for _, key in desk.cancellable(desk.size // DUE_SHARE)]
    for first in range(0, len(ended), desks.AT_A_TIME):
        desk.ok("cancel", *ended[first:first + desks.AT_A_TIME], "--at", "now", "--reason", "too_expensive", "--yes", "--quiet")
    before, shell_store = desk.beside("before"), desk.beside("shell")
    copy(desk.store, before)
    programs = {"nexor": lambda: desk.nexor("process"),
                "peer": lambda: ["sqlite3", "-batch", shell_store, desks.AS_NEXOR, RECORDED]}
    stores = {"nexor": desk.store, "peer": shell_store}
    costs = interleaved(desk.tools, programs, FEW, lambda name: copy(before, stores[name]))
    return Measure("process", desk.size, costs, {})
