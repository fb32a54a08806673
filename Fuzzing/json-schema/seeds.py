"""Writes the inputs that fuzzing starts from: those of a list, and the official tests where they are installed.

usage: seeds.py LIST TESTS FOLDER
"""

import hashlib
import json
import pathlib
import sys


def write(folder: pathlib.Path, options: str, texts: list[str]) -> None:
    seed = options.encode() + b"\xff".join(text.encode("utf-8", "surrogatepass") for text in texts)
    (folder / hashlib.sha256(seed).hexdigest()[:16]).write_bytes(seed)


def main() -> None:
    listed, tests, folder = (pathlib.Path(name) for name in sys.argv[1:4])
    for line in listed.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            options, *texts = line.split("\t")
            write(folder, options, texts)
    if not tests.is_dir():
        print(f"fuzz: there is no '{tests}'; the listed seeds alone are used")
        return
    for path in sorted(tests.rglob("*.json")):
        options = "Q" if "format" in path.parts else "P"
        for group in json.loads(path.read_text("utf-8")):
            instances = [json.dumps(test["data"], ensure_ascii=False) for test in group["tests"][:4]]
            write(folder, options, [json.dumps(group["schema"], ensure_ascii=False), *instances])


if __name__ == "__main__":
    main()
