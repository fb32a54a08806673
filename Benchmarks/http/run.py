#!/usr/bin/env python3
"""Measures two HTTP services side by side, in the same run, and prints medians and their ratio.

    run.py --peer 'peers/gin/gin-peer {port}' --ours 'handover serve orders --port {port}' '/api/order?id=ORD-001'
    run.py --peer … --ours … --post patient.json /v1/patients

Each command gets a free port of 127.0.0.1 in place of {port}. Both services run all the time and are loaded in turns,
so that whatever else the machine does meets both. A round is one run of wrk for each service and connection count.
"""

import argparse
import json
import os
import re
import shlex
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

HERE = Path(__file__).resolve().parent


class BenchmarkError(Exception):
    """Something that makes the figures meaningless."""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Service:
    """One of the two services: its process, its address and its figures."""

    def __init__(self, name, command, arguments):
        self.name = name
        self.arguments = arguments
        self.port = free_port()
        self.base = f"http://127.0.0.1:{self.port}"
        self.log = tempfile.TemporaryFile()
        self.samples = {}
        words = [word.replace("{port}", str(self.port)) for word in shlex.split(command)]
        started = time.monotonic()
        try:
            self.process = subprocess.Popen(
                words, stdin=subprocess.DEVNULL, stdout=self.log, stderr=subprocess.STDOUT
            )
        except OSError as error:
            raise BenchmarkError(f"{name} does not start: {error}") from None
        try:
            self.start_seconds = self.wait_until_ready(started)
            time.sleep(1)
            self.idle_memory = self.memory()
        except BaseException:
            self.stop()
            raise

    def wait_until_ready(self, started):
        """Asks until there is an answer; returns how long that took."""
        while time.monotonic() - started < self.arguments.ready_timeout:
            if self.process.poll() is not None:
                raise BenchmarkError(f"{self.name} ended with status {self.process.returncode}\n{self.output()}")
            try:
                with urllib.request.urlopen(self.base + self.arguments.ready, timeout=1) as response:
                    response.read()
                return time.monotonic() - started
            except urllib.error.HTTPError:
                return time.monotonic() - started  # An answer it is, and the service is up.
            except OSError:
                time.sleep(0.002)
        raise BenchmarkError(f"{self.name} gives no answer at {self.arguments.ready}\n{self.output()}")

    def output(self):
        self.log.seek(0)
        return self.log.read()[-2000:].decode(errors="replace")

    def ask(self):
        """Sends the request of the benchmark once; returns status and body."""
        request = urllib.request.Request(self.base + self.arguments.path)
        for name, value in self.arguments.headers:
            request.add_header(name, value)
        if self.arguments.post:
            request.data = self.arguments.post.read_bytes()
            request.add_header("Content-Type", "application/json")
        try:
            with urllib.request.urlopen(request, timeout=10) as response:
                return response.status, response.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()

    def memory(self):
        """Resident memory now and at its highest, in MiB."""
        text = Path(f"/proc/{self.process.pid}/status").read_text()
        kib = dict(re.findall(r"^(VmRSS|VmHWM):\s+(\d+) kB$", text, re.MULTILINE))
        if len(kib) != 2:
            raise BenchmarkError(f"{self.name} has ended under load\n{self.output()}")
        return {"rss": int(kib["VmRSS"]) / 1024, "peak": int(kib["VmHWM"]) / 1024}

    def load(self, connections, seconds):
        """Runs wrk once."""
        command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "10s", "--latency"]
        for name, value in self.arguments.headers:
            command += ["-H", f"{name}: {value}"]
        environment = dict(os.environ)
        if self.arguments.post:
            command += ["-s", str(HERE / "post.lua")]
            environment["BENCHMARK_BODY"] = str(self.arguments.post)
        command.append(self.base + self.arguments.path)
        result = subprocess.run(command, env=environment, capture_output=True, text=True)
        if result.returncode != 0:
            raise BenchmarkError(f"wrk failed on {self.name}:\n{result.stdout}{result.stderr}")
        return parse_wrk(self.name, result.stdout)

    def stop(self):
        """Ends this process, and no other."""
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.log.close()


def parse_wrk(name, text):
    """Requests per second and 99th percentile, provided that every answer was a good one."""
    for trouble in re.findall(r"^\s*(Non-2xx.*|Socket errors.*)$", text, re.MULTILINE):
        numbers = [int(number) for number in re.findall(r"\b\d+\b", trouble.split(":", 1)[1])]
        if any(numbers):
            raise BenchmarkError(f"{name}: {trouble.strip()}")
    rate = re.search(r"^Requests/sec:\s+([\d.]+)", text, re.MULTILINE)
    latency = re.search(r"^\s+99%\s+([\d.]+)(us|ms|s|m)\s*$", text, re.MULTILINE)
    if not rate or not latency:
        raise BenchmarkError(f"{name}: wrk said something else:\n{text}")
    milliseconds = {"us": 0.001, "ms": 1, "s": 1000, "m": 60_000}[latency[2]]
    return {"rate": float(rate[1]), "p99": float(latency[1]) * milliseconds}


def measure(arguments):
    services = []
    try:
        for name, command in (("peer", arguments.peer), ("ours", arguments.ours)):
            services.append(Service(name, command, arguments))
        peer, ours = services
        check_answers(peer, ours)
        for service in services:
            service.load(min(arguments.connections), 1)  # Warm-up, not counted.
        for turn in range(arguments.rounds):
            for connections in arguments.connections:
                # Who goes first changes, so that neither always meets the warmer machine.
                for service in services if turn % 2 == 0 else reversed(services):
                    sample = service.load(connections, arguments.seconds)
                    service.samples.setdefault(connections, []).append(sample)
                    progress(f"round {turn + 1}/{arguments.rounds}  {service.name}  {connections:4} connections  "
                             f"{sample['rate']:9.0f}/s  p99 {sample['p99']:.2f} ms")
        time.sleep(1)
        return summary(peer, ours, arguments)
    finally:
        for service in services:
            service.stop()


def check_answers(peer, ours):
    answers = {service.name: service.ask() for service in (peer, ours)}
    for name, (status, body) in answers.items():
        progress(f"{name} answers {status}: {body[:200].decode(errors='replace')}")
        if not 200 <= status < 300:
            raise BenchmarkError(f"{name} refuses the request: {status}")
    if answers["peer"][0] != answers["ours"][0]:
        raise BenchmarkError("the two services answer with different status codes")


def summary(peer, ours, arguments):
    results = {"path": arguments.path, "rounds": arguments.rounds, "seconds": arguments.seconds, "load": [], "memory": {}}
    for connections in arguments.connections:
        pairs = list(zip(peer.samples[connections], ours.samples[connections]))
        results["load"].append({
            "connections": connections,
            "peer": medians(peer.samples[connections]),
            "ours": medians(ours.samples[connections]),
            "ratio": statistics.median(mine["rate"] / other["rate"] for other, mine in pairs),
            "ratioLowest": min(mine["rate"] / other["rate"] for other, mine in pairs),
            "ratioHighest": max(mine["rate"] / other["rate"] for other, mine in pairs),
        })
    for service in (peer, ours):
        results["memory"][service.name] = {
            "idle": service.idle_memory["rss"],
            "afterLoad": service.memory()["rss"],
            "peak": service.memory()["peak"],
            "startMilliseconds": service.start_seconds * 1000,
        }
    return results


def medians(samples):
    return {key: statistics.median(sample[key] for sample in samples) for key in ("rate", "p99")}


def table(results):
    lines = [f"{results['path']}: medians of {results['rounds']} rounds of {results['seconds']} s, wrk -t1", ""]
    lines.append("| connections | peer req/s | ours req/s | ours/peer (range) | peer p99 ms | ours p99 ms |")
    lines.append("|---:|---:|---:|---:|---:|---:|")
    for row in results["load"]:
        lines.append(
            f"| {row['connections']} | {row['peer']['rate']:.0f} | {row['ours']['rate']:.0f} "
            f"| {row['ratio']:.2f} ({row['ratioLowest']:.2f}–{row['ratioHighest']:.2f}) "
            f"| {row['peer']['p99']:.2f} | {row['ours']['p99']:.2f} |"
        )
    lines += ["", "| | resident idle MiB | after load MiB | peak MiB | first answer ms |", "|---|---:|---:|---:|---:|"]
    for name, row in results["memory"].items():
        lines.append(
            f"| {name} | {row['idle']:.1f} | {row['afterLoad']:.1f} | {row['peak']:.1f} "
            f"| {row['startMilliseconds']:.0f} |"
        )
    return "\n".join(lines)


def progress(text):
    print(text, file=sys.stderr, flush=True)


def header(text):
    name, colon, value = text.partition(":")
    if not colon or not name.strip():
        raise argparse.ArgumentTypeError(f"'{text}' is no 'Name: value'")
    return name.strip(), value.strip()


def counts(text):
    numbers = [int(number) for number in text.split(",")]
    if not numbers or min(numbers) < 1:
        raise argparse.ArgumentTypeError(f"'{text}' is no list of connection counts")
    return numbers


def positive(text):
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"'{text}' is less than 1")
    return number


def existing(text):
    path = Path(text).resolve()
    if not path.is_file():
        raise argparse.ArgumentTypeError(f"there is no file '{text}'")
    return path


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", help="path and query of the request")
    parser.add_argument("--peer", required=True, metavar="COMMAND", help="starts the peer; {port} is replaced")
    parser.add_argument("--ours", required=True, metavar="COMMAND", help="starts our service; {port} is replaced")
    parser.add_argument("--post", type=existing, metavar="FILE", help="send this JSON with POST")
    parser.add_argument("--header", dest="headers", action="append", type=header, default=[], help="'Name: value'")
    parser.add_argument("--ready", metavar="PATH", help="asked until the service answers (default: the path, or /)")
    parser.add_argument("--ready-timeout", type=positive, default=30, metavar="SECONDS")
    parser.add_argument("--connections", type=counts, default=[64, 512], help="default: 64,512")
    parser.add_argument("--seconds", type=positive, default=5, help="of each run of wrk (default: 5)")
    parser.add_argument("--rounds", type=positive, default=5, help="default: 5")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    arguments = parser.parse_args()
    if not arguments.path.startswith("/"):
        parser.error("the path starts with '/'")
    if arguments.ready is None:
        arguments.ready = "/" if arguments.post else arguments.path
    return arguments


def main():
    arguments = parse_arguments()
    if shutil.which("wrk") is None:
        progress("wrk is not installed: apt-get install wrk")
        return 3
    try:
        results = measure(arguments)
    except BenchmarkError as error:
        progress(f"error: {error}")
        return 3
    except KeyboardInterrupt:
        return 130
    print(json.dumps(results, indent=2) if arguments.json else table(results))
    return 0


if __name__ == "__main__":
    sys.exit(main())
