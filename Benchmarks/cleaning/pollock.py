#!/usr/bin/env python3
"""Reads every file of the Pollock benchmark with `handover clean`, no options given, and prints the score.

The files and the scorer are read from ../shared; without them nothing is measured.
"""

import argparse
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
CORPUS = ROOT.parent / "shared/corpora/pollock"
SCORER = ROOT.parent / "shared/bench/pollock/score.py"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--handover", default=ROOT / ".build/release/handover", help="the executable")
    options = parser.parse_args()
    if not (CORPUS / "csv").is_dir() or not SCORER.is_file():
        print(f"skipped: {CORPUS} or {SCORER} is not there")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        loaded = pathlib.Path(folder)
        refused = []
        for path in sorted((CORPUS / "csv").glob("*.csv")):
            command = [options.handover, "clean", path, "--output", loaded / path.name, "--quiet"]
            if subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode != 0:
                refused.append(path.name)
        score = subprocess.run([sys.executable, SCORER, CORPUS, loaded], capture_output=True, text=True, check=True)
    print(f"Pollock, of 10: {score.stdout.splitlines()[-1]}, of which {len(refused)} are refused")
    for name in refused:
        print(f"  refused: {name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
