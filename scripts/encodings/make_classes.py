#!/usr/bin/env python3
"""Writes how common the characters of each encoding are, for telling encodings apart.

usage: scripts/encodings/make_classes.py jieba/dict.txt   (from the root of the repository)

Counted are the characters of jieba's word list (MIT) and of the translated messages of the installed programs
(/usr/share/locale). Only logarithms of shares are kept, in quarters; no text.
"""
import collections
import gettext
import glob
import math
import sys

from packing import digest, literal
from make_tables import FIXTURES, LEADS, MEMBERS, SOURCES, TRAILS, decoded

FIRST = 6  # quarters: 'A' is 10 to the power of -1.5, 'B' of -1.75, ...


def shares(counts):
    total = sum(counts.values())
    return {key: count / total for key, count in counts.items()}


def messages(language):
    counts = collections.Counter()
    for path in sorted(glob.glob(f"/usr/share/locale/{language}/LC_MESSAGES/*.mo")):
        try:
            with open(path, "rb") as file:
                catalogue = gettext.GNUTranslations(file)._catalog
        except (OSError, UnicodeDecodeError, ValueError):
            continue  # a damaged catalogue of some program
        for key, text in catalogue.items():
            if key and isinstance(text, str):
                counts.update(character for character in text if ord(character) > 127)
    return shares(counts)


def words(path):
    counts = collections.Counter()
    for line in open(path, encoding="utf-8"):
        word, frequency, *_ = line.split(" ")
        for character in word:
            if ord(character) > 127:
                counts[character] += int(frequency)
    return shares(counts)


def mixed(*parts):
    return {key: sum(weight * part.get(key, 0) for weight, part in parts) for key in set().union(*(p for _, p in parts))}


def classes(model, codec):
    """One letter for each code of the table, in its order; a number stands for so many codes without a class."""
    out, missing, letters = [], 0, []
    for lead in LEADS:
        for trail in TRAILS:
            point = decoded(codec, bytes([lead, trail]))
            if point is None:
                continue
            share = model.get(chr(point), 0)
            if not share:
                letters.append(0)
                missing += 1
                continue
            if missing:
                out.append("." * missing if missing < 3 else str(missing))
                missing = 0
            step = min(26, max(0, round(-math.log10(share) * 4) - FIRST))
            letters.append(step + 1)
            out.append(chr(ord("A") + step))
    while letters[-1] == 0:  # those at the end are not written
        letters.pop()
    return "".join(out), digest(letters)


def main():
    chinese = words(sys.argv[1])
    models = {
        "GB18030": ("gb18030", mixed((.85, chinese), (.15, messages("zh_CN")))),
        "Big5": ("cp950", mixed((.5, messages("zh_TW")), (.5, chinese))),
        "ShiftJIS": ("cp932", messages("ja")),
        "EUCKR": ("cp949", messages("ko")),
    }
    digests = []
    for name, (codec, model) in models.items():
        text, value = classes(model, codec)
        digests.append(f"{codec} {value:016x}\n")
        with open(f"{SOURCES}/CharacterClasses{name}.swift", "w") as file:
            file.write("// Made by scripts/encodings/make_classes.py; do not edit.\n\n")
            file.write("extension CharacterClasses {\n")
            file.write(f"    static let {MEMBERS[name]}Letters =\n        " + literal(text, 108).replace("\n        ", "\n        "))
            file.write("\n}\n")
    with open(f"{FIXTURES}/class-digests.txt", "w") as file:
        file.writelines(digests)


if __name__ == "__main__":
    main()
