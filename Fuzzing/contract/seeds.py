"""Writes the inputs that fuzzing starts from: those of a list, and the official examples where they are installed.

usage: seeds.py LIST TESTS FOLDER
"""

import hashlib
import pathlib
import sys


def write(folder: pathlib.Path, text: bytes) -> None:
    (folder / hashlib.sha256(text).hexdigest()[:16]).write_bytes(text)


def main() -> None:
    listed, tests, folder = (pathlib.Path(name) for name in sys.argv[1:4])
    for line in listed.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            write(folder, line.replace("\\f", "\f").encode())
    if not tests.is_dir():
        print(f"fuzz: there is no '{tests}'; the listed seeds alone are used")
        return
    for path in sorted(tests.rglob("*.yaml")):
        write(folder, path.read_bytes())


if __name__ == "__main__":
    main()
