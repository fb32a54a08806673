#!/usr/bin/env python3
"""Measures `handover contract lint` on real contracts and on growing ones, time and memory.

The bounds are those of docs/performance.md: each real contract in less than a second and in 20 times its bytes, and
16 times the contract in at most 20 times the time; past one of them the end is 1. A peer, openapi-spec-validator, only asks whether the structure is
right; it is measured in the same run with --peer.
"""

import argparse
import os
import pathlib
import resource
import subprocess
import sys
import tempfile
import time
import venv

import documents

ROOT = pathlib.Path(__file__).resolve().parents[2]
DATA = ROOT.parent / "shared/corpora/openapi/real"
LARGE = ["cloudflare-3.0.json", "github-3.0.json", "openai-3.1.yaml", "stripe-3.0.yaml"]
ENVIRONMENT = ROOT / ".build-bench/contract-peers"
PEER = "openapi-spec-validator==0.9.0"
MOST_SECONDS = 1.0
MOST_TIMES_THE_BYTES = 20
MOST_TIMES_THE_TIME = 20


def run(command):
    """Seconds and peak bytes of one run; what it prints is of no interest, but it has to end by itself."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if os.WIFSIGNALED(status):
        sys.exit(f"run.py: {' '.join(map(str, command))} was ended by signal {os.WTERMSIG(status)}")
    return time.perf_counter() - start, usage.ru_maxrss * 1024


def best(command, rounds):
    runs = [run(command) for _ in range(rounds)]
    return min(seconds for seconds, _ in runs), max(peak for _, peak in runs)


def peak_text(peak):
    """A new process counts the memory of the one that started it, too: what is not above that is not known."""
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return f"{peak / 1e6:8.0f}" if peak > own else f"{'-':>8}"


def peer():
    program = ENVIRONMENT / "bin/openapi-spec-validator"
    if not program.exists():
        venv.create(ENVIRONMENT, with_pip=True)
        subprocess.run([ENVIRONMENT / "bin/python", "-m", "pip", "install", "--quiet", PEER], check=True)
    return program


def real(handover, rounds, validator):
    misses = []
    print(f"{'contract':<24} {'MB':>5} | {'lint s':>7} {'peak MB':>8} {'x bytes':>8} | {'peer s':>7}")
    for name in LARGE:
        path = DATA / name
        if not path.is_file():
            print(f"{name:<24} skipped: it is not there")
            continue
        size = path.stat().st_size
        seconds, peak = best([handover, "contract", "lint", path, "--format", "json", "--quiet"], rounds)
        other = f"{best([validator, path], 1)[0]:7.2f}" if validator else f"{'-':>7}"
        print(f"{name:<24} {size / 1e6:5.1f} | {seconds:7.3f} {peak_text(peak)} {peak / size:8.1f} | {other}")
        if seconds > MOST_SECONDS:
            misses.append(f"{name} took {seconds:.3f} s")
        if peak > MOST_TIMES_THE_BYTES * size:
            misses.append(f"{name} took {peak / size:.1f} times its bytes")
    return misses


def growth(handover, rounds):
    misses = []
    print(f"\n{'growing contract':<24} {'MB':>5} | {'lint s':>7} {'peak MB':>8}")
    with tempfile.TemporaryDirectory() as folder:
        times = {}
        for path in documents.write(pathlib.Path(folder)):
            seconds, peak = best([handover, "contract", "lint", path, "--format", "json", "--quiet"], rounds)
            times.setdefault(path.suffix, []).append(seconds)
            print(f"{path.name:<24} {path.stat().st_size / 1e6:5.1f} | {seconds:7.3f} {peak_text(peak)}")
        for suffix, seconds in times.items():
            times_as_long = seconds[-1] / seconds[0]
            print(f"16 times the {suffix[1:]} takes {times_as_long:.1f} times as long")
            if times_as_long > MOST_TIMES_THE_TIME:
                misses.append(f"16 times the {suffix[1:]} took {times_as_long:.1f} times as long")
    return misses


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--handover", default=ROOT / ".build/release/handover", help="the executable")
    parser.add_argument("--rounds", type=int, default=5, help="rounds; the best one counts")
    parser.add_argument("--peer", action="store_true", help="measure the peer, too")
    parser.add_argument("--build", action="store_true", help="build the executable first")
    options = parser.parse_args()
    if options.build:
        subprocess.run(["swift", "build", "-c", "release", "--product", "handover"], check=True, cwd=ROOT)
    misses = real(options.handover, options.rounds, peer() if options.peer else None)
    misses += growth(options.handover, options.rounds)
    for miss in misses:
        print(f"past its bound: {miss}", file=sys.stderr)
    return 1 if misses else 0


if __name__ == "__main__":
    sys.exit(main())
