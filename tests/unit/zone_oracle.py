"""Compares nexor's time zones with Python's own reader: every zone of the system's database, 1970 to 2100.

usage: zone_oracle.py PROBE [--every-day]

Asks for the first of each month and the days around each change of offset, or for every day (that takes minutes).
Silent where all is equal; prints the first differences otherwise. Both read the same files but share no rule: here a
midnight is what the wall clock's time means, as datetime has it, and where it is skipped the change is found by halving.
"""

import datetime
import itertools
import os
import pathlib
import subprocess
import sys

DATABASE = pathlib.Path("/usr/share/zoneinfo")
os.environ["PYTHONTZPATH"] = str(DATABASE)
import zoneinfo  # noqa: E402, it looks at its path when it is imported

FIRST = datetime.date(1970, 1, 1)
LAST = datetime.date(2100, 12, 31)
DAY = 86400
SECOND = datetime.timedelta(seconds=1)
NOT_ZONES = {"localtime", "posixrules", "Factory"}
MOST_SHOWN = 10
SKIPPED = 77


def days_since_1970(date):
    return date.toordinal() - FIRST.toordinal()


def offset(instant, zone):
    return datetime.datetime.fromtimestamp(instant, zone).utcoffset() // SECOND


def midnight(date, zone):
    """The instant at which the date begins: domain.md, "Time"."""
    wanted = days_since_1970(date) * DAY
    wall = datetime.datetime(date.year, date.month, date.day, tzinfo=zone, fold=0)  # the earlier of two
    instant = round(wall.timestamp())
    if instant + offset(instant, zone) == wanted:
        return instant
    before, after = wanted - 26 * 3600, wanted + 26 * 3600
    while after - before > 1:
        middle = (before + after) // 2
        if middle + offset(middle, zone) < wanted:
            before = middle
        else:
            after = middle
    return after


def expected(date, zone):
    begin = midnight(date, zone)
    yesterday = (begin - 1 + offset(begin - 1, zone)) // DAY
    return begin, offset(begin, zone), yesterday


def days_near_changes(zone):
    """The days around each change of offset. No zone goes there and back within a week, so weekly looks find all."""
    days = set()
    weeks = range(0, days_since_1970(LAST), 7)
    offsets = [offset(week * DAY, zone) for week in weeks]
    for week, before, after in zip(weeks, offsets, offsets[1:]):
        if before == after:
            continue
        for day in range(week, week + 7):
            if offset(day * DAY, zone) != offset((day + 1) * DAY, zone):
                days.update(range(day - 1, day + 4))
    return {FIRST + datetime.timedelta(day) for day in days if day >= 0}


def dates_to_ask(zone, every_day):
    if every_day:
        return [FIRST + datetime.timedelta(day) for day in range(days_since_1970(LAST) + 1)]
    firsts = {datetime.date(year, month, 1) for year in range(FIRST.year, LAST.year + 1) for month in range(1, 13)}
    return sorted(firsts | days_near_changes(zone))


def probed(probe, name, dates):
    """What nexor says: for each date its begin, the offset then, and the day that the second before lies in."""
    question = f"{name} {' '.join(map(str, dates))}\n"
    run = subprocess.run([probe, DATABASE], input=question, stdout=subprocess.PIPE, text=True, check=True)
    numbers = list(map(int, run.stdout.split()))
    return list(zip(numbers[0::3], numbers[1::3], numbers[2::3], strict=True))


def differences(probe, every_day):
    answers = {}  # by a file's content: a third of all zones are other names of the rest
    for name in sorted(zoneinfo.available_timezones() - NOT_ZONES):
        content = (DATABASE / name).read_bytes()
        if content not in answers:
            zone = zoneinfo.ZoneInfo(name)
            dates = dates_to_ask(zone, every_day)
            answers[content] = dates, [expected(date, zone) for date in dates]
        dates, python = answers[content]
        nexor = probed(probe, name, dates)
        if len(nexor) != len(dates):
            yield f"{name}: {len(nexor)} answers to {len(dates)} dates"
        for date, ours, theirs in zip(dates, nexor, python):
            if ours != theirs:
                yield f"{name} {date}: nexor says {ours}, Python {theirs}"


def main():
    if not zoneinfo.available_timezones():
        print(f"no time zone database in {DATABASE}")
        return SKIPPED
    found = differences(sys.argv[1], "--every-day" in sys.argv[2:])
    shown = list(itertools.islice(found, MOST_SHOWN))
    print("\n".join(shown), end="\n" if shown else "")
    return 1 if shown else 0


if __name__ == "__main__":
    sys.exit(main())
