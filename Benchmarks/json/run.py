"""Reads the same JSON documents with this parser and with orjson, in one run, and prints the ratio of their times.

    run.py [--seconds 1.0] [--build]
"""

import argparse
import pathlib
import subprocess
import sys
import venv

ROOT = pathlib.Path(__file__).resolve().parents[2]
SCRATCH = ROOT / ".build-bench"
ENVIRONMENT = SCRATCH / "venv"
FOLDER = SCRATCH / "json-documents"
PEER = """
import sys, time, orjson
seconds = float(sys.argv[1])
for path in sys.argv[2:]:
    text = open(path, 'rb').read()
    best, end = float('inf'), time.perf_counter() + seconds
    while time.perf_counter() < end:
        start = time.perf_counter_ns()
        value = orjson.loads(text)
        best = min(best, time.perf_counter_ns() - start)
        del value
    print(path, len(text), best, sep='\\t')
"""


def python():
    path = ENVIRONMENT / "bin" / "python"
    if not path.exists():
        venv.create(ENVIRONMENT, with_pip=True)
        subprocess.run([path, "-m", "pip", "install", "--quiet", "orjson"], check=True)
    return path


def times(command, seconds, paths):
    output = subprocess.run(
        [*command, str(seconds), *map(str, paths)], check=True, capture_output=True, text=True
    ).stdout
    return {line.split("\t")[0]: int(line.split("\t")[2]) for line in output.splitlines()}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=1.0, help="time per document and parser and round")
    parser.add_argument("--rounds", type=int, default=2, help="rounds, in turn; the best one counts")
    parser.add_argument("--build", action="store_true", help="build the program first")
    options = parser.parse_args()
    if options.build:
        subprocess.run(
            ["env", "BENCHMARKS=1", "MODULE=JSON", "swift", "build", "-c", "release", "--product", "JSONBenchmark"]
            + ["--scratch-path", str(SCRATCH)],
            check=True,
            cwd=ROOT,
        )
    sys.path.insert(0, str(pathlib.Path(__file__).parent))
    sys.dont_write_bytecode = True
    import documents

    paths = documents.write(FOLDER)
    ours, theirs = {}, {}
    for _ in range(options.rounds):
        for found, command in (
            (ours, [SCRATCH / "release" / "JSONBenchmark"]),
            (theirs, [python(), "-c", PEER]),
        ):
            for path, time in times(command, options.seconds, paths).items():
                found[path] = min(time, found.get(path, time))
    print(f"{'document':<10} {'bytes':>9} {'ours ms':>9} {'MB/s':>7} {'orjson ms':>10} {'MB/s':>7} {'ratio':>6}")
    worst = 0.0
    for path in map(str, paths):
        size = pathlib.Path(path).stat().st_size
        ratio = ours[path] / theirs[path]
        worst = max(worst, ratio)
        print(
            f"{pathlib.Path(path).stem:<10} {size:>9} {ours[path] / 1e6:>9.3f} {size / ours[path] * 1e3:>7.0f}"
            f" {theirs[path] / 1e6:>10.3f} {size / theirs[path] * 1e3:>7.0f} {ratio:>6.2f}"
        )
    print(f"worst ratio {worst:.2f} (budget 1.00)")
    return 0 if worst <= 1 else 1


if __name__ == "__main__":
    sys.exit(main())
