#!/usr/bin/env python3
"""Draws docs/guide/clean-report.png anew: the report on some orders, as a browser shows its beginning.

usage: scripts/report-screenshot.py path/to/handover [folder]

The orders are made here, always the same ones. Needs chromium; pngquant makes the picture small. With a folder the
report and the orders stay there.
"""
import csv
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
COLUMNS = "order_id customer phone order_date product quantity amount city email remark".split()
CITIES = ["北京", "上海", "广州", "深圳", "杭州", "成都", "武汉", "西安"]
PRODUCTS = ["keyboard", "27\" display", "USB-C dock, grey", "desk lamp", "A4 paper", "办公椅"]
FULL_WIDTH = {ord(character): ord(character) + 0xFEE0 for character in "0123456789"}


def orders(count):
    """Rows as a shop might export them, with about one mistake in twelve."""
    chance = random.Random(7)
    for index in range(count):
        number = "SO2024%05d" % (index if chance.random() > 0.02 or index == 0 else chance.randrange(index))
        phone = "1%d%09d" % (chance.choice([3, 5, 8]), chance.randrange(10**9))
        dirt = chance.random()
        if dirt < 0.03:
            phone = chance.choice(["无", "N/A", phone[:-1], "010-" + phone[:8]])
        elif dirt < 0.12:
            phone = phone.translate(FULL_WIDTH)
        elif dirt < 0.2:
            phone = "%s-%s-%s" % (phone[:3], phone[3:7], phone[7:])
        year, month, day = 2024, chance.randrange(1, 13), chance.randrange(1, 29)
        form = chance.choice(["%04d-%02d-%02d", "%04d-%02d-%02d", "%04d/%d/%d", "%d年%d月%d日"])
        date = form % (year, month, day) if chance.random() > 0.015 else "2024-02-30"
        price = int(chance.lognormvariate(5, 0.8) * 100) / 100
        amount = chance.choice(["%.2f", "%.2f", "¥%.2f"]) % price if chance.random() > 0.02 else chance.choice(["", "tbd"])
        quantity = str(chance.randrange(1, 12)) if chance.random() > 0.01 else "0"
        mail = "user%d@example.cn" % chance.randrange(10**6) if chance.random() > 0.3 else ""
        remark = chance.choice(["", "", "", "gift", "call first", "NULL", "放前台"])
        blank = " " if chance.random() < 0.06 else ""
        yield [number, "客户%d" % chance.randrange(900), phone, date, chance.choice(PRODUCTS), quantity,
               blank + amount, chance.choices(CITIES, [30, 25, 12, 10, 8, 6, 5, 4])[0], mail, remark]


def main():
    handover = sys.argv[1]
    folder = pathlib.Path(sys.argv[2] if len(sys.argv) > 2 else tempfile.mkdtemp())
    with open(folder / "orders.csv", "w", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([COLUMNS, *orders(20_000)])
    report, picture = folder / "report.html", folder / "report.png"
    subprocess.run([handover, "clean", folder / "orders.csv", "--recipe", ROOT / "Examples/data/recipes/orders.yaml",
                    "--report", report, "--allow-rejects", "--quiet", "--lang", "en"], check=True)
    subprocess.run(["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
                    "--window-size=1120,1180", f"--screenshot={picture}", report.as_uri()],
                   check=True, stderr=subprocess.DEVNULL)
    if shutil.which("pngquant"):
        subprocess.run(["pngquant", "--force", "--strip", "--output", picture, "64", picture], check=True)
    shutil.copy(picture, ROOT / "docs/guide/clean-report.png")
    if len(sys.argv) < 3:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
