"""Writes the inputs that fuzzing starts from: those of a list, and the recipes of a folder where it is there.

usage: seeds.py LIST RECIPES FOLDER
"""

import hashlib
import pathlib
import sys


def write(folder: pathlib.Path, seed: bytes) -> None:
    (folder / hashlib.sha256(seed).hexdigest()[:16]).write_bytes(seed)


def main() -> None:
    listed, recipes, folder = (pathlib.Path(name) for name in sys.argv[1:4])
    for line in listed.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            text = line.replace("\\n", "\n").replace("\\0", "\0")
            write(folder, text.encode("utf-8"))
    if not recipes.is_dir():
        print(f"fuzz: there is no '{recipes}'; the listed seeds alone are used")
        return
    for path in sorted(recipes.rglob("*.yaml")):
        text = path.read_bytes()
        if len(text) < 4000:
            write(folder, text)


if __name__ == "__main__":
    main()
