#!/usr/bin/env python3
"""Writes the decompositions of Domain/StringFormats that CompositionTable does not have, from Python's unicodedata.

usage: scripts/compatibility-table.py   (from the root of the repository)

Python 3.11 knows Unicode 14; LATER brings its data to Unicode 17.
"""
import re
import unicodedata

SOURCE = "Sources/Domain/StringFormats/"
LATER = {0xA7F1: 0x53}
LATER |= {0x1CCD6 + offset: 0x41 + offset for offset in range(26)}  # outlined letters
LATER |= {0x1CCF0 + offset: 0x30 + offset for offset in range(10)}  # outlined digits
CYRILLIC = (  # superscripts from U+1E030, subscripts from U+1E051
    "абвгдежзиклмопрстуфхцчшыэюꚉәіјөүӏабвгдежзиклопсуфхцчшъыґіѕџҫꙑұ"
)
LATER |= {0x1E030 + offset: ord(letter) for offset, letter in enumerate(CYRILLIC)}


def number(value):
    """A number in base 26, upper case but for its last digit, as EncodedRanges reads it."""
    text = chr(ord("a") + value % 26)
    while value := value // 26:
        text = chr(ord("A") + value % 26) + text
    return text


def numbers(text):
    value = 0
    for letter in text:
        if letter.isupper():
            value = value * 26 + ord(letter) - ord("A")
        elif letter.islower():
            yield value * 26 + ord(letter) - ord("a")
            value = 0


def composites():
    """The code points that CompositionTable composes."""
    with open(SOURCE + "CompositionTable.swift", encoding="utf-8") as file:
        text = re.search(r'"""(.*)"""', file.read(), re.S)[1]
    values = numbers(text)
    known = set()
    for _ in values:
        for _ in range(next(values)):
            next(values)
            known.add(next(values))
    return known


def decompositions():
    known = composites()
    for code in range(0x110000):
        parts = unicodedata.decomposition(chr(code)).split()
        if code in LATER:
            yield code, False, [LATER[code]]
        elif parts and code not in known:
            is_canonical = not parts[0].startswith("<")
            yield code, is_canonical, [int(part, 16) for part in (parts if is_canonical else parts[1:])]


def packed():
    """Runs: how far from the last code point, twice the count of parts and 1 if canonical, how many, the parts.

    Only decompositions of one part make runs; each part is then one more than the one before.
    """
    runs = []
    for code, is_canonical, parts in decompositions():
        if runs and len(parts) == 1:
            start, was_canonical, count, first = runs[-1]
            if len(first) == 1 and was_canonical == is_canonical and (start + count, first[0] + count) == (code, parts[0]):
                runs[-1] = (start, is_canonical, count + 1, first)
                continue
        runs.append((code, is_canonical, 1, parts))
    text, last = "", 0
    for start, is_canonical, count, parts in runs:
        values = [start - last, 2 * len(parts) + is_canonical, count, *parts]
        text += "".join(number(value) for value in values)
        last = start
    return text


def main():
    text = packed()
    lines = [text[start : start + 107] + "\\" for start in range(0, len(text), 107)]
    lines[-1] = lines[-1][:-1]
    body = "\n".join("        " + line for line in lines)
    with open(SOURCE + "CompatibilityTable.swift", "w", encoding="utf-8") as file:
        file.write(
            f'''/// The decompositions of Unicode 17 that do not compose again: compatibility mappings, and canonical ones of one
/// character or excluded from composition.
///
/// Written by `scripts/compatibility-table.py`; regenerate the text instead of editing it. It is a list of numbers, written
/// as those of `EncodedRanges`: how far a code point is from the one before, twice the count of its parts and 1 when it
/// is canonical, how many code points in a row decompose like it, each part one more, and the parts.
enum CompatibilityTable {{
    static let text = """
{body}
        """
}}
'''
        )


if __name__ == "__main__":
    main()
