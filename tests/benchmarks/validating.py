"""Times validation of a whole repository: python tests/benchmarks/validating.py [FILES ...].

For each size (475 if none is named; 475, 4750 and 47500 show the growth) it makes a repository of
sound files once, in a temporary folder or in the one that TIPCLI_BENCHMARK names, and times whole
processes in turn: what merely parsing the same files with PyYAML's C loader takes on both
processors, `tipcli validate` looking at every file, looking with an empty cache, and again; and
check-jsonschema with the same schema on a part of the files, where it is installed. The bars:
within 1.5 times the parsing, 20 times the throughput of check-jsonschema, and a second run under a
tenth of the first. Exit status 1 if a bar is missed at 4,750 files or more; below that the start of
the processes is most of what is measured.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

from repository import make

#: Fewer where one round takes minutes.
ROUNDS, FEW_ROUNDS, MANY_FILES = 3, 1, 10_000
PEER_FILES = 100
#: The bars are for a repository of every country and year.
FEWEST = 4750
SCHEMA = os.path.join("tipcli", "schemas", "evidence.schema.json")
#: What parsing alone takes: the same processes, batches and files, and nothing but PyYAML.
PARSE = """
import glob, multiprocessing, sys, yaml
def parse(path):
    with open(path, "rb") as file:
        yaml.load(file.read(), Loader=yaml.CSafeLoader)
if __name__ == "__main__":
    files = sorted(glob.glob(sys.argv[1] + "/*/*.yaml"))
    with multiprocessing.get_context("fork").Pool() as pool:
        assert sum(1 for _ in pool.imap_unordered(parse, files, chunksize=16)) == len(files)
"""


def seconds(command, cache, statuses=(0,)) -> tuple[float, int]:
    """Wall time of a process, and the largest memory of it or one of its own, in MB."""
    import resource

    start = time.perf_counter()
    done = subprocess.run(
        command,
        env=dict(os.environ, TIPCLI_CACHE=cache),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    took = time.perf_counter() - start
    assert done.returncode in statuses, (command, done.returncode)
    return took, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024


def peer(folder: str) -> tuple[list[str], int] | None:
    """check-jsonschema on some of the files, spread over the countries, and how many they are."""
    if not shutil.which("check-jsonschema"):
        return None
    paths = [
        os.path.join(folder, country, name)
        for country in sorted(os.listdir(folder))
        for name in sorted(os.listdir(os.path.join(folder, country)))
    ]
    some = paths[:: max(1, len(paths) // PEER_FILES)][:PEER_FILES]
    return ["check-jsonschema", "--schemafile", SCHEMA, *some], len(some)


def measure(files: int, place: str) -> bool:
    folder = make(os.path.join(place, str(files), "country_data"), files)
    validate = [sys.executable, "-m", "tipcli", "validate", folder]
    other = peer(folder)
    times = {name: [] for name in ("parse", "validate", "first", "again", "peer")}
    memory = 0
    rounds = ROUNDS if files < MANY_FILES else FEW_ROUNDS
    for _ in range(rounds):
        cache = tempfile.mkdtemp()
        times["parse"].append(seconds([sys.executable, "-c", PARSE, folder], cache)[0])
        took, memory = seconds([*validate, "--no-cache"], cache)
        times["validate"].append(took)
        times["first"].append(seconds(validate, cache)[0])
        times["again"].append(seconds(validate, cache)[0])
        if other:
            times["peer"].append(seconds(other[0], cache)[0] / other[1])
        shutil.rmtree(cache)
    took = {name: statistics.median(each) for name, each in times.items() if each}
    ratios = {
        "of parsing": [a / b for a, b in zip(times["validate"], times["parse"], strict=True)],
        "of the first run": [a / b for a, b in zip(times["again"], times["first"], strict=True)],
    }
    ratio = {name: statistics.median(each) for name, each in ratios.items()}
    print(f"{files} files, medians of {rounds} rounds in turn")
    print(f"  parsing alone, PyYAML's C loader   {took['parse']:8.2f} s")
    print(
        f"  validate --no-cache                {took['validate']:8.2f} s  {ratio['of parsing']:.2f}x parsing"
    )
    print(f"  validate, empty cache              {took['first']:8.2f} s")
    print(
        f"  validate, unchanged                {took['again']:8.2f} s  {ratio['of the first run']:.3f} of the first run"
    )
    missed = [
        ratio["of parsing"] > 1.5 and "1.5x parsing",
        ratio["of the first run"] > 0.1 and "a tenth of the first run",
    ]
    if other:
        speed = took["peer"] * files / took["validate"]
        print(
            f"  check-jsonschema, {other[1]} of the files  {took['peer'] * 1e3:8.2f} ms a file, {speed:.0f}x less throughput"
        )
        missed.append(speed < 20 and "20x check-jsonschema")
    print(f"  largest process so far             {memory:8} MB")
    failed = [bar for bar in missed if bar]
    if files < FEWEST:
        print(f"  no bars below {FEWEST:,} files, where the start of the processes counts most")
        return False
    print("  bars missed: " + "; ".join(failed) if failed else "  all bars held")
    return bool(failed)


def main() -> int:
    sizes = [int(word) for word in sys.argv[1:]] or [475]
    place = os.environ.get("TIPCLI_BENCHMARK") or tempfile.mkdtemp()
    results = [measure(files, place) for files in sizes]
    if not os.environ.get("TIPCLI_BENCHMARK"):
        shutil.rmtree(place)
    return int(any(results))


if __name__ == "__main__":
    sys.exit(main())
