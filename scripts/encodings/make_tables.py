#!/usr/bin/env python3
"""Writes the decoding tables of Adapters/TextEncoding from Python's codecs.

usage: scripts/encodings/make_tables.py   (from the root of the repository)

Python's gb18030 is the edition of 2000; CHANGES brings it to the edition of 2022. The digests that the tests compare
with are taken from the codecs themselves, not from what was packed.
"""
import gzip
import os
import re

from packing import digest, literal, packed

SOURCES = "Sources/Adapters/TextEncoding/Tables"
FIXTURES = "Tests/Adapters/TextEncodingTests/Fixtures"
MEMBERS = {"GB18030": "gb18030", "Big5": "big5", "ShiftJIS": "shiftJIS", "EUCKR": "eucKR"}
LEADS, TRAILS = range(0x81, 0xFF), range(0x40, 0xFF)

# GB 18030-2022 against the edition of 2000: bytes, code point before, code point now.
VERTICAL = [  # presentation forms for vertical text
    ("a6d9", 0xE78D, 0xFE10), ("a6da", 0xE78E, 0xFE12), ("a6db", 0xE78F, 0xFE11), ("a6dc", 0xE790, 0xFE13),
    ("a6dd", 0xE791, 0xFE14), ("a6de", 0xE792, 0xFE15), ("a6df", 0xE793, 0xFE16), ("a6ec", 0xE794, 0xFE17),
    ("a6ed", 0xE795, 0xFE18), ("a6f3", 0xE796, 0xFE19),
]
COMPONENTS = [  # parts of characters that got code points of their own
    ("fe59", 0xE81E, 0x9FB4), ("fe61", 0xE826, 0x9FB5), ("fe66", 0xE82B, 0x9FB6), ("fe67", 0xE82C, 0x9FB7),
    ("fe6d", 0xE832, 0x9FB8), ("fe7e", 0xE843, 0x9FB9), ("fe90", 0xE854, 0x9FBA), ("fea0", 0xE864, 0x9FBB),
]
M_ACUTE = [("a8bc", 0xE7C7, 0x1E3F), ("8135f437", 0x1E3F, 0xE7C7)]  # since the edition of 2005
# Characters that got code points beyond the basic plane: the standard keeps private use, everybody means these.
WIDE = [
    ("fe51", 0xE816, 0x20087), ("fe52", 0xE817, 0x20089), ("fe53", 0xE818, 0x200CC), ("fe6c", 0xE831, 0x215D7),
    ("fe76", 0xE83B, 0x2298F), ("fe91", 0xE855, 0x241FE),
]
EIGHTEEN = VERTICAL + COMPONENTS
# The four bytes that stood for the new code points stand for the old ones now, so that nothing is lost both ways.
FOUR_BYTES = [(chr(now).encode("gb18030").hex(), now, before) for _, before, now in EIGHTEEN]
CHANGES = EIGHTEEN + M_ACUTE + WIDE
PATCH = {bytes.fromhex(code): now for code, _, now in CHANGES + FOUR_BYTES}


def decoded(codec, code):
    """The code point of one character's bytes; None when they are none."""
    if codec == "gb18030" and code in PATCH:
        return PATCH[code]
    try:
        text = code.decode(codec)
    except UnicodeDecodeError:
        return None
    return ord(text) if len(text) == 1 else None


def check_changes():
    """The changes are what Python and glibc's charmap differ in, and all of it."""
    for code, before, now in CHANGES + FOUR_BYTES:
        assert ord(bytes.fromhex(code).decode("gb18030")) == before, code
    charmap = "/usr/share/i18n/charmaps/GB18030.gz"
    if not os.path.exists(charmap):
        return
    found = set()
    for line in gzip.open(charmap, "rt", errors="replace"):
        match = re.match(r"<U([0-9A-F]{4,8})>(?:\.\.<U([0-9A-F]+)>)?\s+((?:/x[0-9a-f]{2})+)", line)
        if not match or match[2] and int(match[1], 16) > 0x2FFFF:
            continue
        code = bytes.fromhex(match[3].replace("/x", ""))
        if code.decode("gb18030", "replace") != chr(int(match[1], 16)):
            found.add(code)
    assert found == {bytes.fromhex(code) for code, _, _ in CHANGES}, found


def write_table(name, codec, title):
    points = [decoded(codec, bytes([lead, trail])) or 0 for lead in LEADS for trail in TRAILS]
    wide = sorted({point for point in points if point > 0xFFFF})
    # A surrogate is no character: it stands for the place in the list of those beyond the basic plane.
    values = [0xD800 + wide.index(point) if point > 0xFFFF else point for point in points]
    singles = [decoded(codec, bytes([lead])) or 0 for lead in range(0x80, 0x100)]
    if codec == "gb18030":
        singles[0] = 0x20AC
    else:  # Control characters and private use that codecs make of single bytes are errors in text.
        singles = [point if 0xFF61 <= point <= 0xFF9F else 0 for point in singles]
    text = packed(values)
    half = (len(text) + 1) // 2 if len(text) > 40_000 else len(text)
    parts = [text[:half], text[half:]] if half < len(text) else [text]
    for number, part in enumerate(parts):
        suffix = "" if number == 0 else "Continued"
        with open(f"{SOURCES}/{name}Table{suffix}.swift", "w") as file:
            file.write("// Made by scripts/encodings/make_tables.py; do not edit.\n\n")
            if number == 0:
                list_ = ", ".join(f"0x{point:X}" for point in wide)
                more = f" + continued{name}" if len(parts) == 2 else ""
                file.write(f"extension PackedTable {{\n    /// {title}.\n")
                file.write(f"    static let {MEMBERS[name]} = PackedTable(\n")
                runs = ", ".join(f"({a}, {b}, 0x{p:X})" for a, b, p in single_runs(singles))
                file.write(f"        codes: first{name}{more},\n        wide: [{list_}],\n        singles: [{runs}]\n    )\n}}\n\n")
            file.write(f"private let first{name} =\n" if number == 0 else f"let continued{name} =\n")
            file.write("    " + literal(part).replace("\n        ", "\n    ") + "\n")
    return digest(points + singles)


def single_runs(singles):
    """Runs of single bytes: first byte, number of bytes, first code point."""
    runs = []
    for index, point in enumerate(singles):
        if not point:
            continue
        if runs and runs[-1][0] + runs[-1][1] == 0x80 + index and runs[-1][2] + runs[-1][1] == point:
            runs[-1][1] += 1
        else:
            runs.append([0x80 + index, 1, point])
    return runs


def four_bytes(linear):
    a, rest = divmod(linear, 12600)
    b, rest = divmod(rest, 1260)
    c, d = divmod(rest, 10)
    return bytes([0x81 + a, 0x30 + b, 0x81 + c, 0x30 + d])


def write_ranges():
    points = [decoded("gb18030", four_bytes(linear)) or 0 for linear in range(39_420)]
    starts = [(linear, point) for linear, point in enumerate(points)
              if linear == 0 or point != points[linear - 1] + 1]
    cells = [f"0x{linear:04X}_{point:04X}" for linear, point in starts]
    lines = ["        " + ", ".join(cells[start:start + 8]) + ",\n" for start in range(0, len(cells), 8)]
    with open(f"{SOURCES}/GB18030Ranges.swift", "w") as file:
        file.write("// Made by scripts/encodings/make_tables.py; do not edit.\n\n")
        file.write("/// The four-byte codes of GB 18030-2022 in the basic plane.\n///\n")
        file.write("/// Each number is the first place of a run, 0 for `81 30 81 30`, in the upper 16 bits, and its code point in the\n")
        file.write("/// lower 16 bits; 0 for places without a character. Within a run both go up by one.\n")
        file.write("enum GB18030Ranges {\n    static let runs: [UInt32] = [\n" + "".join(lines) + "    ]\n}\n")
    return digest(points)


def write_single_bytes():
    points = [decoded("cp1252", bytes([byte])) or 0 for byte in range(0x80, 0x100)]
    cells = [f"0x{point:04X}" for point in points]
    lines = ["        " + ", ".join(cells[start:start + 12]) + ",\n" for start in range(0, 128, 12)]
    with open(f"{SOURCES}/Windows1252Table.swift", "w") as file:
        file.write("// Made by scripts/encodings/make_tables.py; do not edit.\n\n")
        file.write("/// The code points of windows-1252 for the bytes 80 to FF; 0 for a byte that is no character.\n")
        file.write("enum Windows1252Table {\n    static let codes: [UInt16] = [\n" + "".join(lines) + "    ]\n}\n")
    return digest(points)


def main():
    check_changes()
    os.makedirs(SOURCES, exist_ok=True)
    os.makedirs(FIXTURES, exist_ok=True)
    digests = {
        "gb18030": write_table("GB18030", "gb18030", "The two-byte codes of GB 18030-2022"),
        "big5": write_table("Big5", "cp950", "Big5 as code page 950 has it"),
        "shift_jis": write_table("ShiftJIS", "cp932", "Shift_JIS as code page 932 has it"),
        "euc-kr": write_table("EUCKR", "cp949", "EUC-KR as code page 949 extends it"),
        "gb18030-four": write_ranges(),
        "windows-1252": write_single_bytes(),
    }
    with open(f"{FIXTURES}/table-digests.txt", "w") as file:
        file.writelines(f"{name} {value:016x}\n" for name, value in digests.items())
    with open(f"{FIXTURES}/gb18030-2022.txt", "w") as file:
        file.writelines(f"{code} {now:X}\n" for code, _, now in CHANGES + FOUR_BYTES)


if __name__ == "__main__":
    main()
