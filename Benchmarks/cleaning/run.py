#!/usr/bin/env python3
"""Cleans a million orders with `handover clean` and with peers, in turns; prints wall and processor time and peak memory.

Everybody does the same job and has to give the same records: the digests of what was written are compared. The peers
need polars, duckdb, pandas and more; with --peers they are installed into an environment of their own. The data and the
peers' programs come from ../shared/bench/cleaning; without them nothing is measured.

With `--rows 10000000` memory must stay what it is for a million, apart from the keys that are compared.
"""

import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time
import venv

ROOT = pathlib.Path(__file__).resolve().parents[2]
JOB = ROOT.parent / "shared/bench/cleaning"
RECIPE = ROOT / "Examples/data/recipes/orders.yaml"
ENVIRONMENT = ROOT / ".build-bench/cleaning-peers"
PACKAGES = [
    "polars==2.1.0", "duckdb==2.0.0", "pandas==3.1.1", "pyarrow==26.0.1", "fastexcel==0.21.0", "python-calamine==0.9.1",
]
SUFFIXES = {"UTF-8": ".csv", "GB18030": "_gb18030.csv", "XLSX": ".xlsx"}
# The digests that all peers agree on; of workbooks those of the clean records, since typed cells read differently.
DIGESTS = {
    10_000: ("ee3acedc461b", "be6d4ef8b85a"),
    1_000_000: ("70fd955cba83", "5ba0c6a91613"),
}


def peers(python, kind):
    """What each peer is started with, its module and its arguments; no entry where it cannot read the kind."""
    encoding = {"UTF-8": "utf-8", "GB18030": "gb18030", "XLSX": "utf-8"}[kind]
    found = {}
    if kind != "XLSX":
        found["python csv"] = ("csv", "p_pycsv.py", [encoding])
    found["polars"] = ("polars", "p_polars.py", ["utf8" if encoding == "utf-8" else encoding])
    found["pandas"] = ("pandas", "p_pandas.py", [encoding] + (["calamine"] if kind == "XLSX" else []))
    if kind == "UTF-8":
        found["DuckDB"] = ("duckdb", "p_duckdb.py", [])
    if kind == "XLSX":
        found["python calamine"] = ("python_calamine", "p_calamine.py", [])
    return {name: (module, [python, JOB / program], rest) for name, (module, program, rest) in found.items()}


def measured(command, errors):
    """Seconds, seconds of all processors, peak megabytes and the end of one run."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=errors, cwd=JOB)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, os.waitstatus_to_exitcode(status)


def digests(python, folder):
    """The digests of clean records and rejects, as the checker prints them."""
    said = subprocess.run([python, JOB / "check.py", folder], capture_output=True, text=True)
    if said.returncode != 0:
        return None
    pairs = said.stdout[said.stdout.index("["):said.stdout.index("]") + 1]
    return tuple(digest for _, digest in json.loads(pairs.replace("(", "[").replace(")", "]").replace("'", '"')))


def has(python, module):
    return subprocess.run([python, "-c", f"import {module}"], capture_output=True).returncode == 0


def ours(handover, kind, source, folder):
    command = [
        handover, "clean", source, "--recipe", RECIPE, "--output", folder / "clean.csv",
        "--rejects", folder / "rejects.csv", "--rejects-format", "plain", "--quiet",
    ]
    return command + (["--set", "source.numbers.decimals=2"] if kind == "XLSX" else [])


def compare(options, python, kind, data, folder):
    """Runs everybody in turns and prints a table; returns what was wrong."""
    source = data / f"orders_{options.rows}{SUFFIXES[kind]}"
    runs = {"handover": ours(options.handover, kind, source, folder)}
    missing = []
    for name, (module, start, rest) in peers(python, kind).items():
        if has(python, module):
            runs[name] = [*start, source, folder, *rest]
        else:
            missing.append(name)
    results = {}
    wrong = []
    for round_number in range(options.rounds):
        for name, command in runs.items():
            if name != "handover" and round_number >= options.peer_rounds:
                continue
            with open(folder / "errors", "w+b") as errors:
                seconds, busy, peak, status = measured(command, errors)
                if status != 0:
                    errors.seek(0)
                    said = errors.read()[-300:].decode(errors="replace")
                    wrong.append(f"{kind}, {name}: ended with {status}: {said}")
                    continue
            found = digests(python, folder) if round_number == 0 else results.get(name, (0, 0, 0, None))[3]
            before = results.get(name, (seconds, busy, peak, found))
            results[name] = (min(before[0], seconds), min(before[1], busy), max(before[2], peak), found)
    size = source.stat().st_size / 1e6
    print(f"\n{kind}, {options.rows:,} records, {size:.0f} MB")
    print(f"{'':<16} {'s':>7} {'MB/s':>6} {'x ours':>7} {'cpu s':>7} {'peak MB':>8}  digests")
    known = DIGESTS.get(options.rows)
    reference = results.get("handover")
    for name, (seconds, busy, peak, found) in sorted(results.items(), key=lambda item: item[1][0]):
        told = " ".join(found) if found else "unreadable"
        ratio = seconds / reference[0] if reference else 0
        print(f"{name:<16} {seconds:7.2f} {size / seconds:6.0f} {ratio:7.1f} {busy:7.2f} {peak:8.0f}  {told}")
        expected = known or (results.get("python csv") or reference or (0, 0, 0, None))[3]
        if not found or not expected or found[0] != expected[0] or (kind != "XLSX" and found != expected):
            wrong.append(f"{kind}, {name}: {told} is not {expected}")
    for name in missing:
        print(f"{name:<16} is not installed")
    return wrong


def environment(options):
    python = ENVIRONMENT / "bin/python"
    if options.peers:
        if not python.exists():
            venv.create(ENVIRONMENT, with_pip=True)
        installed = subprocess.run([python, "-m", "pip", "install", "--quiet", *PACKAGES])
        if installed.returncode != 0:
            print("not all peers can be installed; those that are there are measured", file=sys.stderr)
    return python if python.exists() else pathlib.Path(sys.executable)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--handover", default=ROOT / ".build/release/handover", help="the executable")
    parser.add_argument("--rows", type=int, default=1_000_000, help="records")
    parser.add_argument("--rounds", type=int, default=5, help="rounds; the best one counts")
    parser.add_argument("--peer-rounds", type=int, default=5, help="rounds of the peers, which take longer")
    parser.add_argument("--kinds", nargs="+", choices=SUFFIXES, default=list(SUFFIXES), help="what is read")
    parser.add_argument("--data", type=pathlib.Path, help="folder of the data, made when missing; else a temporary one")
    parser.add_argument("--peers", action="store_true", help="install the peers")
    parser.add_argument("--build", action="store_true", help="build the executable first")
    options = parser.parse_args()
    if not JOB.is_dir():
        print(f"skipped: {JOB} is not there")
        return 0
    if options.build:
        subprocess.run(["swift", "build", "-c", "release", "--product", "handover"], check=True, cwd=ROOT)
    options.handover = pathlib.Path(options.handover).resolve()
    python = environment(options)
    wrong = []
    with tempfile.TemporaryDirectory() as temporary:
        data = options.data or pathlib.Path(temporary) / "data"
        needed = [data / f"orders_{options.rows}{SUFFIXES[kind]}" for kind in options.kinds]
        if not all(path.is_file() for path in needed):
            print(f"making {options.rows:,} records", file=sys.stderr)
            command = [sys.executable, JOB / "gen_data.py", str(options.rows), data]
            command += [] if "XLSX" in options.kinds else ["--no-xlsx"]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        folder = pathlib.Path(temporary) / "out"
        folder.mkdir()
        for kind in options.kinds:
            wrong += compare(options, python, kind, data, folder)
    for text in wrong:
        print(f"wrong: {text}", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
