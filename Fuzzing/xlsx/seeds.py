"""Writes the inputs that fuzzing starts from: those of a list, and small workbooks of a corpus where it is installed.

usage: seeds.py LIST CORPUS FOLDER
"""

import hashlib
import pathlib
import sys
import zipfile


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
    for path in sorted(corpus.rglob("*.xlsx")):
        if path.stat().st_size < 4000:
            write(folder, b"\x01" + path.read_bytes())
        try:
            parts = zipfile.ZipFile(path)
            names = [name for name in parts.namelist() if "worksheets/sheet" in name and name.endswith(".xml")]
            wanted = names[:1] + ["xl/sharedStrings.xml", "xl/styles.xml"]
            texts = [parts.read(name) if name in parts.namelist() else b"<x/>" for name in wanted]
        except (OSError, zipfile.BadZipFile):
            continue
        seed = b"\x00" + b"\xff".join(texts)
        if len(seed) < 4000:
            write(folder, seed)


if __name__ == "__main__":
    main()
