"""Writes the inputs that fuzzing starts from: those of a list, and small files of a corpus where it is installed.

usage: seeds.py LIST CORPUS FOLDER
"""

import hashlib
import pathlib
import sys


def write(folder: pathlib.Path, seed: bytes) -> None:
    (folder / hashlib.sha256(seed).hexdigest()[:16]).write_bytes(seed)


def main() -> None:
    listed, corpus, folder = (pathlib.Path(name) for name in sys.argv[1:4])
    for line in listed.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            write(folder, line.encode().decode("unicode_escape").encode("latin-1"))
    if not corpus.is_dir():
        print(f"fuzz: there is no '{corpus}'; the listed seeds alone are used")
        return
    for path in sorted(corpus.rglob("*.csv")):
        text = path.read_bytes()
        if len(text) < 4000:
            write(folder, b"@" + text)


if __name__ == "__main__":
    main()
