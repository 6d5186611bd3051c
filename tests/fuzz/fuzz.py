"""Fuzzes the checking of evidence files: python tests/fuzz/fuzz.py --seed 1 --count 100000 --jobs 2.

An input is a pure function of the seed, its index and the files of the checkout. The work is done
by processes of their own, so that a crash of a C library or a hang is seen, and its input known.
Exit status 1 if anything that must hold did not; README.md says what, and how to go on from there.
"""

import argparse
import csv
import datetime as dt
import json
import os
import platform
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from importlib import metadata

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import inputs  # noqa: E402

sys.path.insert(0, inputs.ROOT)
from oracle import Broken, Oracle, temporary_folder  # noqa: E402

VERSION = 1
#: Seconds for one input, and for a process to say that it goes on.
LIMIT, SILENCE = 5, 60
#: So many inputs are looked at by one process.
SHARD = 5000
HISTORY = os.path.join(os.path.dirname(os.path.abspath(__file__)), "history.csv")
COLUMNS = ("date", "harness", "seed", "start", "inputs", "failures", "slowest_ms", "python", "pyyaml",
           "jsonschema", "jsonschema_rs", "note")  # fmt: skip

#: Faults that are known and not mended yet: (words of the signature, what it is). Keep it empty.
KNOWN: tuple[tuple[str, str], ...] = ()


class TooSlow(BaseException):
    """An input took longer than the limit; no handler of ours may swallow it."""


def tried(oracle, data, where, *, twice=False):
    """'' if all holds of the input, else a signature of what does not, and its details."""
    clock = hasattr(signal, "setitimer")
    if clock:
        signal.signal(signal.SIGALRM, _too_slow)
        signal.setitimer(signal.ITIMER_REAL, LIMIT)
    try:
        oracle.check(data, where, twice=twice)
        return "", ""
    except Broken as error:
        return f"broken: {error.kind}", str(error)
    except TooSlow:
        return "too slow", f"more than {LIMIT} s\n{traceback.format_exc(limit=-6)}"
    except Exception as error:
        last = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{os.path.basename(last.filename)}:{last.name}"
        return f"raised: {type(error).__name__} in {place}", traceback.format_exc(limit=-8)
    finally:
        if clock:
            signal.setitimer(signal.ITIMER_REAL, 0)


def _too_slow(*_):
    raise TooSlow


def smaller(oracle, data, where, signature, seconds=20):
    """The input with everything dropped that the failure does not need."""
    end = time.monotonic() + seconds
    size = max(1, len(data) // 2)
    while size and time.monotonic() < end:
        at, dropped = 0, False
        while at < len(data) and time.monotonic() < end:
            shorter = data[:at] + data[at + size :]
            if tried(oracle, shorter, where, twice=True)[0] == signature:
                data, dropped = shorter, True
            else:
                at += size
        if not dropped or size > 1:
            size = 0 if size == 1 else size // 2
    return data


def corpus_of(oracle):
    """What inputs are made from, under the law that the oracle has."""
    return inputs.Corpus(oracle.context)


def work(options):
    """Look at a range of inputs, tell each failure as a line of JSON, and the counts at the end."""
    with temporary_folder() as folder, open(options.status, "r+b", buffering=0) as status:
        oracle = Oracle(folder)
        corpus = corpus_of(oracle)
        slowest, seen = (0.0, options.start), set()
        for index in range(options.start, options.start + options.count):
            status.seek(0)
            status.write(b"%20d" % index)
            data, where = (
                inputs.make(options.seed, index, corpus),
                inputs.where(options.seed, index),
            )
            began = time.process_time()
            signature, detail = tried(oracle, data, where, twice=index % 16 == 0)
            slowest = max(slowest, ((time.process_time() - began) * 1000, index))
            if not signature:
                continue
            if any(words in f"{signature} {detail}" for words, _ in KNOWN):
                oracle.count("known fault")
                continue
            if signature not in seen and signature != "too slow":
                data = smaller(oracle, data, where, signature)
            seen.add(signature)
            _tell(index=index, signature=signature, detail=detail[-3000:], data=data.hex())
        _tell(counts=oracle.counts, slowest=slowest, corpus=corpus.digest)


def _tell(**what):
    print(json.dumps(what), flush=True)


class Shard:
    """A process that looks at a range of inputs."""

    def __init__(self, seed, start, count):
        self.seed, self.start, self.count = seed, start, count
        self.status = tempfile.NamedTemporaryFile(prefix="tipcli-fuzz-")
        self.status.write(b"%20d" % start)
        self.status.flush()
        self.output = tempfile.TemporaryFile("w+")
        self.errors = tempfile.TemporaryFile("w+")
        command = [sys.executable, "-X", "faulthandler", os.path.abspath(__file__), "--work"]
        command += ["--seed", str(seed), "--start", str(start), "--count", str(count)]
        command += ["--status", self.status.name]
        self.process = subprocess.Popen(command, stdout=self.output, stderr=self.errors)
        self.last, self.since = start, time.monotonic()

    def index(self):
        """The input that it is at."""
        with open(self.status.name, "rb") as file:
            return int(file.read() or b"0")

    def over(self):
        """Whether it has ended; it is ended if it does not move."""
        if self.process.poll() is not None:
            return True
        if self.index() != self.last:
            self.last, self.since = self.index(), time.monotonic()
        elif time.monotonic() - self.since > SILENCE:
            self.process.kill()
            self.process.wait()
            return True
        return False

    def answer(self):
        """Its failures, its counts, and where to go on if it ended before its time."""
        self.output.seek(0)
        told = [json.loads(line) for line in self.output if line.endswith("}\n")]
        failures = [each for each in told if "signature" in each]
        end = next((each for each in told if "counts" in each), None)
        if end is not None and self.process.returncode == 0:
            return failures, end, None
        self.errors.seek(0)
        index, status = self.index(), self.process.returncode
        failures.append(
            {
                "index": index,
                "signature": f"process ended with status {status}",
                "detail": self.errors.read()[-3000:],
                "data": "",
            }
        )
        return failures, {"counts": {}, "slowest": (0.0, self.start)}, index + 1


def run(options):
    """All inputs, shared out over processes; the failures of different signature, and the counts."""
    end = options.start + options.count
    ranges = [(at, min(SHARD, end - at)) for at in range(options.start, end, SHARD)]
    ranges.reverse()
    running, failures, counts, slowest, done = [], {}, {}, [], 0
    try:
        while ranges or running:
            while ranges and len(running) < options.jobs:
                running.append(Shard(options.seed, *ranges.pop()))
            time.sleep(0.05)
            for shard in [each for each in running if each.over()]:
                running.remove(shard)
                wrong, told, go_on = shard.answer()
                for each in wrong:
                    first = each["signature"] not in failures
                    failures.setdefault(each["signature"], []).append(each)
                    if first:
                        _report(each, options)
                for what, number in told["counts"].items():
                    counts[what] = counts.get(what, 0) + number
                slowest.append(tuple(told["slowest"]))
                if go_on is not None and go_on < shard.start + shard.count:
                    ranges.append((go_on, shard.start + shard.count - go_on))
                done += (go_on or shard.start + shard.count) - shard.start
                if sys.stderr.isatty() or done % 50000 < SHARD:
                    print(f"{done:,} inputs, {_number(failures)} failures", file=sys.stderr)
    finally:
        for shard in running:
            shard.process.kill()
    return failures, counts, sorted(slowest, reverse=True)[:5]


def _number(failures):
    return sum(map(len, failures.values()))


def _report(failure, options):
    print(f"\nseed {options.seed} index {failure['index']}: {failure['signature']}")
    print(failure["detail"])
    if failure["data"]:
        data = bytes.fromhex(failure["data"])
        print(f"smallest input ({len(data)} bytes): {data[:600]!r}", flush=True)
        if options.failures:
            os.makedirs(options.failures, exist_ok=True)
            name = f"{options.seed}-{failure['index']}.yaml"
            with open(os.path.join(options.failures, name), "wb") as file:
                file.write(data)


def record(options, failures, slowest, note):
    """Append a row to the history."""
    row = {
        "date": dt.datetime.now(dt.UTC).strftime("%Y-%m-%d"),
        "harness": VERSION,
        "seed": options.seed,
        "start": options.start,
        "inputs": options.count,
        "failures": _number(failures),
        "slowest_ms": round(slowest),
        "python": platform.python_version(),
        "note": note,
    }
    for column, package in (
        ("pyyaml", "PyYAML"), ("jsonschema", "jsonschema"), ("jsonschema_rs", "jsonschema-rs"),
    ):  # fmt: skip
        try:
            row[column] = metadata.version(package)
        except metadata.PackageNotFoundError:
            row[column] = "none"
    with open(HISTORY, "a", encoding="utf-8", newline="") as file:
        csv.DictWriter(file, COLUMNS, lineterminator="\n").writerow(row)


def show(options):
    """Print one input, and what is wrong with it."""
    with temporary_folder() as folder:
        oracle = Oracle(folder)
        data = inputs.make(options.seed, options.show, corpus_of(oracle))
        where = inputs.where(options.seed, options.show)
        sys.stdout.buffer.write(data)
        sys.stdout.flush()
        signature, detail = tried(oracle, data, where, twice=True)
        print(f"\n{where}: {signature or 'all holds'}\n{detail}", file=sys.stderr)
        return 1 if signature else 0


def arguments():
    """The options of the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--start", type=int, default=0, help="index of the first input")
    parser.add_argument("--count", type=int, default=20000)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--failures", help="folder for inputs that fail")
    parser.add_argument("--show", type=int, metavar="INDEX", help="print this input and judge it")
    parser.add_argument("--record", metavar="NOTE", help="append a row to history.csv")
    parser.add_argument("--work", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--status", help=argparse.SUPPRESS)
    return parser.parse_args()


def main():
    """Run what was asked for and give the exit status."""
    options = arguments()
    if options.show is not None:
        return show(options)
    if options.work:
        work(options)
        return 0
    began = time.monotonic()
    failures, counts, slowest = run(options)
    took = time.monotonic() - began
    print(f"{options.count:,} inputs in {took:.0f} s, {_number(failures)} failures")
    for signature, each in sorted(failures.items()):
        print(f"  {len(each)} x {signature} (first at index {each[0]['index']})")
    print("slowest: " + ", ".join(f"{ms:.0f} ms (index {index})" for ms, index in slowest))
    print("counts: " + ", ".join(f"{what} {number}" for what, number in sorted(counts.items())))
    if options.record is not None:
        record(options, failures, slowest[0][0] if slowest else 0, options.record)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
