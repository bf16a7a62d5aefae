"""Writes plans.csv, accounts.csv and subscriptions.csv of any size into a folder: the same size gives the same bytes.

Keys are random, so that an index is written and read all over; each account has one subscription, but that every tenth
subscription is an add-on of the one before it. tools/sample-data is for reading, this is for quantity.
"""

import datetime
import random

PLANS = """\
key,name,period,price,currency,trial_days,notice_days,minimum_terms,fixed_terms,addon
basic,Basic,month,9.99,EUR,,,,,false
pro,Pro,month,19.99,EUR,14,,,,false
lease,Device lease,month,45.00,GBP,,30,12,,false
club,Club,year,120.00,EUR,,,,,false
voucher,Gift voucher,year,99.00,CHF,,,,1,false
storage,More storage,month,2.99,EUR,,,,,true
"""
ENDLESS = ["basic", "basic", "pro", "lease", "club"]  # what may be a base
SOLD = [*ENDLESS, "voucher"]
ZONES = ["Europe/Berlin", "Europe/Paris", "America/New_York", "America/St_Johns", "Asia/Tokyo", "Pacific/Apia", ""]
NAMES = ["Jürgen Größmann", "Zoé Lefèvre", "Świętosława Gżegżółka", "Nguyễn Thị Hương", "Ada O’Neill", "山田 花子",
         "Ольга Щербак"]
ADDON_EVERY = 10


def keys(chance, prefix, count):
    return [f"{prefix}{number:012x}" for number in chance.sample(range(2**48), count)]


def days():
    first = datetime.date(2015, 1, 1)
    return [(first + datetime.timedelta(days=number)).isoformat() for number in range(4000)]


def account_lines(chance, accounts):
    yield "key,name,email,time_zone,locale,note\n"
    for key in accounts:
        number = chance.randrange(7)
        yield f"{key},{NAMES[number]},{key}@example.net,{ZONES[number]},de-DE,\n"


def subscription_lines(chance, accounts, subscriptions):
    yield "key,account,plan,start_on,billing_day,quantity,base\n"
    starts = days()
    base = account = None
    for place, key in enumerate(subscriptions):
        start = starts[chance.randrange(len(starts))]
        if place % ADDON_EVERY == ADDON_EVERY - 1:
            yield f"{key},{account},storage,{start},,1,{base}\n"
            continue
        plans = ENDLESS if place % ADDON_EVERY == ADDON_EVERY - 2 else SOLD
        number = chance.getrandbits(20)
        billing_day = number % 31 + 1 if number % 3 == 0 else ""
        base, account = key, accounts[place]
        yield f"{key},{account},{plans[number % len(plans)]},{start},{billing_day},{number % 4 + 1},\n"


def write(folder, size):
    chance = random.Random(f"nexor book of {size}")
    accounts = keys(chance, "C-", size)
    (folder / "plans.csv").write_text(PLANS, encoding="utf-8")
    with open(folder / "accounts.csv", "w", encoding="utf-8") as file:
        file.writelines(account_lines(chance, accounts))
    chance.shuffle(accounts)
    with open(folder / "subscriptions.csv", "w", encoding="utf-8") as file:
        file.writelines(subscription_lines(chance, accounts, keys(chance, "K-", size)))
