"""cancel_rows.py STORE INPUT: cancels what stands in a CSV file row by row, in one transaction, as a script does that is
written in an afternoon. It does what cancel_many.sql does."""

import csv
import sqlite3
import sys

from desk import DURABLE

FIND = "SELECT id FROM subscriptions WHERE key = ?"
REPLACE = "UPDATE cancellations SET state = 'replaced' WHERE subscription = ? AND state = 'live'"
ADD = """INSERT INTO cancellations (series, subscription, state, at, requested_at, effective_on, effective_at, reason,
  reason_label, is_voluntary, by, channel, is_backdated, is_override)
  VALUES ('AB', ?, 'live', 'period-end', 1764000000, ?, ?, ?, 'Too expensive', 1, 'ada', 'batch', 0, 0)"""


def cancel(connection, row):
    (number,) = connection.execute(FIND, (row["subscription"],)).fetchone()
    connection.execute(REPLACE, (number,))
    day = number % 28
    connection.execute(ADD, (number, f"2026-12-{day + 1:02}", 1765000000 + day * 86400, row["reason"]))


def main():
    store, rows = sys.argv[1:]
    connection = sqlite3.connect(store, isolation_level=None)
    connection.executescript(DURABLE)
    connection.execute("BEGIN IMMEDIATE")
    with open(rows, newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            cancel(connection, row)
    connection.execute("COMMIT")


main()
