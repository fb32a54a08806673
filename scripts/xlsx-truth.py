#!/usr/bin/env python3
"""Writes what openpyxl reads in workbooks, for the tests of Adapters/TabularXLSX to compare with.

usage: scripts/xlsx-truth.py FOLDER > Tests/Adapters/TabularXLSXTests/Fixtures/openpyxl-values.txt

Each line: file, sheet, number of cells that are not empty, digest (FNV-1a, 64 bits) of `row,column=text` and LF for each
cell in order. Values are written as the reader writes them; `_xHHHH_` is undone, which openpyxl leaves.
"""
import datetime
import decimal
import os
import re
import signal
import sys
import warnings

import openpyxl

warnings.simplefilter("ignore")


def clock(seconds):
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def text(value):
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        plain = format(decimal.Decimal(repr(value)), "f")
        return (plain.rstrip("0").rstrip(".") if "." in plain else plain).replace("-0", "0") if value == 0 else (
            plain.rstrip("0").rstrip(".") if "." in plain else plain)
    if isinstance(value, datetime.datetime):
        rounded = value + datetime.timedelta(microseconds=500_000)
        rounded = rounded.replace(microsecond=0)
        return rounded.strftime("%Y-%m-%d" if rounded.time() == datetime.time() else "%Y-%m-%d %H:%M:%S")
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, datetime.time):
        return clock(round(value.hour * 3600 + value.minute * 60 + value.second + value.microsecond / 1e6))
    if isinstance(value, datetime.timedelta):
        return clock(round(value.total_seconds()))
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda match: chr(int(match[1], 16)), str(value))


def digest(lines):
    state = 0xCBF29CE484222325
    for byte in "".join(lines).encode():
        state = (state ^ byte) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return f"{state:016x}"


def late(*_):
    raise TimeoutError


def main():
    signal.signal(signal.SIGALRM, late)
    for name in sorted(os.listdir(sys.argv[1])):
        signal.alarm(60)
        try:
            book = openpyxl.load_workbook(os.path.join(sys.argv[1], name), data_only=True)
            for sheet in book.worksheets:
                cells = [(cell.row, cell.column, text(cell.value)) for row in sheet.iter_rows() for cell in row
                         if cell.value is not None]
                lines = [f"{row},{column}={value}\n" for row, column, value in cells if value != ""]
                print(name, sheet.title, len(lines), digest(lines), sep="\t")
                if len(sys.argv) > 2:
                    with open(f"{sys.argv[2]}/{name}.{sheet.title}.txt", "w") as file:
                        file.writelines(lines)
        except Exception as error:  # what openpyxl cannot read has its expectation in the test
            print(name, "-", 0, type(error).__name__, sep="\t")
        signal.alarm(0)


main()
