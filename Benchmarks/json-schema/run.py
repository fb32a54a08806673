"""Validates the same documents with this engine's fast mode, with Blaze and with jsonschema-rs, in turns and in one
run, and prints the times per document and the ratios.

    run.py [--rounds 3] [--seconds 1.0] [--build] [--data FOLDER]

The data folder holds one folder per set, each with `schema.json` and `instances.jsonl`. Parsing is never part of a
time. Blaze's figures are those of its own `validate --fast --benchmark --loop N`, which repeats each document; ours
beside them are made the same way. jsonschema-rs is asked through its Python interface, the only one it has on PyPI,
so its times include walking Python objects; ours beside them go from document to document, as its do.
"""

import argparse
import math
import pathlib
import re
import subprocess
import sys
import venv

ROOT = pathlib.Path(__file__).resolve().parents[2]
SCRATCH = ROOT / ".build-bench"
ENVIRONMENT = SCRATCH / "venv-json-schema"
DATA = ROOT.parent / "shared" / "corpora" / "schema-bench"
OURS = SCRATCH / "release" / "JSONSchemaBenchmark"
PEERS = ["sourcemeta-jsonschema", "jsonschema-rs"]
PASSED = re.compile(r"\]: (PASS|FAIL) ([0-9.]+) \+-")
PYTHON_PEER = """
import json, sys, time, jsonschema_rs
seconds, folder = float(sys.argv[1]), sys.argv[2]
schema = json.load(open(folder + '/schema.json'))
instances = [json.loads(line) for line in open(folder + '/instances.jsonl')]
start = time.perf_counter_ns()
is_valid = jsonschema_rs.validator_for(schema).is_valid
compiling = time.perf_counter_ns() - start
best, end, clock = float('inf'), time.perf_counter() + seconds, time.perf_counter_ns
while time.perf_counter() < end:
    start = clock()
    for instance in instances:
        is_valid(instance)
    best = min(best, clock() - start)
print(best / len(instances), compiling, sum(not is_valid(instance) for instance in instances))
"""


def environment():
    """The folder with the peers' programs."""
    programs = ENVIRONMENT / "bin"
    if not (programs / "jsonschema").exists():
        venv.create(ENVIRONMENT, with_pip=True)
        subprocess.run([programs / "python", "-m", "pip", "install", "--quiet", *PEERS], check=True)
    return programs


def output(command):
    return subprocess.run([*map(str, command)], check=True, capture_output=True, text=True).stdout


def ours(folder, seconds):
    fields = output([OURS, seconds, folder]).rstrip("\n").split("\t")[1:]
    names = ["documents", "invalid", "turn", "loop", "compile", "parse"]
    return dict(zip(names, map(int, fields), strict=True))


def blaze(programs, folder, loop):
    command = [programs / "jsonschema", "validate", folder / "schema.json", folder / "instances.jsonl"]
    answer = subprocess.run(
        [*map(str, command), "--fast", "--benchmark", "--loop", str(loop)], capture_output=True, text=True
    )
    found = PASSED.findall(answer.stdout + answer.stderr)
    if not found:
        sys.exit(f"run.py: the peer gave no times for {folder}:\n{answer.stderr[:400]}")
    times = [float(time) for _, time in found]
    invalid = sum(verdict == "FAIL" for verdict, _ in found)
    return {"documents": len(times), "loop": sum(times) / len(times) * 1000, "invalid": invalid}


def rust(programs, folder, seconds):
    turn, compiling, invalid = map(float, output([programs / "python", "-c", PYTHON_PEER, seconds, folder]).split())
    return {"turn": turn, "compile": compiling, "invalid": invalid}


def least(rounds):
    return {name: min(each[name] for each in rounds) for name in rounds[0]}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3, help="rounds, in turn; the best one counts")
    parser.add_argument("--seconds", type=float, default=1.0, help="time per data set, engine and round")
    parser.add_argument("--data", type=pathlib.Path, default=DATA, help="the folder of data sets")
    parser.add_argument("--build", action="store_true", help="build the program first")
    options = parser.parse_args()
    if not options.data.is_dir():
        print(f"run.py: there is no folder {options.data}; name one with --data", file=sys.stderr)
        return 2
    if options.build:
        subprocess.run(
            ["env", "BENCHMARKS=1", "MODULE=JSONSchema", "swift", "build", "-c", "release"]
            + ["--product", "JSONSchemaBenchmark", "--scratch-path", str(SCRATCH)],
            check=True,
            cwd=ROOT,
        )
    programs = environment()
    print(
        f"{'data set':<14} {'documents':>9} | {'Blaze us':>9} {'ours us':>9} {'ratio':>6} |"
        f" {'rs us':>9} {'ours us':>9} {'ratio':>6} | {'rs ms':>8} {'ours ms':>8} | {'ours us':>9}"
    )
    print(
        f"{'':<14} {'':>9} | {'each document repeated':^26} | {'from document to document':^26} |"
        f" {'to compile':^17} | {'to parse':>9}"
    )
    logarithms = {"loop": [], "turn": []}
    for folder in sorted(path for path in options.data.iterdir() if (path / "instances.jsonl").exists()):
        mine, blazes, rusts = [], [], []
        for _ in range(options.rounds):
            mine.append(ours(folder, options.seconds))
            one = mine[0]["documents"] * max(mine[0]["loop"], 100) / 1e9
            blazes.append(blaze(programs, folder, max(100, min(100_000, int(options.seconds / one)))))
            rusts.append(rust(programs, folder, options.seconds))
        if any(each["invalid"] != mine[0]["invalid"] for each in rusts + blazes):
            sys.exit(f"run.py: {folder.name}: the engines do not agree on how many documents are invalid")
        if any(each["documents"] != mine[0]["documents"] for each in blazes):
            sys.exit(f"run.py: {folder.name}: the peer did not answer for every document")
        mine, blazed, rusted = least(mine), least(blazes), least(rusts)
        logarithms["loop"].append(math.log(mine["loop"] / blazed["loop"]))
        logarithms["turn"].append(math.log(mine["turn"] / rusted["turn"]))
        print(
            f"{folder.name:<14} {mine['documents']:>9} | {blazed['loop'] / 1e3:>9.3f} {mine['loop'] / 1e3:>9.3f}"
            f" {mine['loop'] / blazed['loop']:>6.2f} | {rusted['turn'] / 1e3:>9.3f} {mine['turn'] / 1e3:>9.3f}"
            f" {mine['turn'] / rusted['turn']:>6.2f} | {rusted['compile'] / 1e6:>8.2f} {mine['compile'] / 1e6:>8.2f} |"
            f" {mine['parse'] / 1e3:>9.2f}"
        )
    means = {name: math.exp(sum(values) / len(values)) for name, values in logarithms.items()}
    print(f"geometric mean of the ratios: {means['loop']:.2f} to Blaze, {means['turn']:.2f} to jsonschema-rs (budget 1.00)")
    return 0 if max(means.values()) <= 1 else 1


if __name__ == "__main__":
    sys.exit(main())
