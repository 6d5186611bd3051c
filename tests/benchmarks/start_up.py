"""Times whole processes in turn and prints ratios: python tests/benchmarks/start_up.py [rounds].

Every command is run once in each round, so that a slow minute of the machine falls on all alike;
ratios are of medians. The bars: --version under 3x `python -c pass`; assess under 1.3x a
one-command Typer program, better under 1x. Exit status 1 if a bar is missed.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time

HELLO = """import typer

def main(name: str = "World"):
    print(f"Hello {name}")

typer.run(main)
"""


def script(name: str) -> list[str]:
    """The installed entry point beside this Python, or the module where there is none."""
    path = os.path.join(os.path.dirname(sys.executable), name)
    return [path] if os.path.exists(path) else [sys.executable, "-m", name]


def main() -> int:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 25
    with tempfile.NamedTemporaryFile("w", suffix=".py", delete=False) as file:
        file.write(HELLO)
    tipcli = script("tipcli")
    commands = {
        "python -c pass": [sys.executable, "-c", "pass"],
        "hello-world Typer": [sys.executable, file.name],
        "tipcli --version": [*tipcli, "--version"],
        "tipcli assess KAZ 2010": [*tipcli, "assess", "KAZ", "2010"],
        "tipcli explain KAZ 2010": [*tipcli, "explain", "KAZ", "2010"],
        "tipcli assess KAZ 2010 --format json": [
            *tipcli,
            "assess",
            "KAZ",
            "2010",
            "--format",
            "json",
        ],
        "the same, cache off": [*tipcli, "assess", "KAZ", "2010"],
    }
    times = {name: [] for name in commands}
    for number in range(rounds + 1):
        for name, command in commands.items():
            env = dict(os.environ, **({"TIPCLI_CACHE": "off"} if "cache" in name else {}))
            start = time.perf_counter()
            subprocess.run(command, stdout=subprocess.DEVNULL, check=True, env=env)
            if number:  # the first round fills caches of disk and of tipcli
                times[name].append(time.perf_counter() - start)
    os.unlink(file.name)
    medians = {name: statistics.median(values) for name, values in times.items()}
    base, hello = medians["python -c pass"], medians["hello-world Typer"]
    for name, median in medians.items():
        print(
            f"{name:38} {median * 1e3:7.1f} ms  {median / base:5.2f}x python  {median / hello:5.2f}x hello"
        )
    missed = [
        bar
        for bar, held in (
            ("--version under 3x python", medians["tipcli --version"] < 3 * base),
            ("assess under 1.3x hello", medians["tipcli assess KAZ 2010"] < 1.3 * hello),
        )
        if not held
    ]
    print("bars missed: " + "; ".join(missed) if missed else "all bars held")
    return bool(missed)


if __name__ == "__main__":
    sys.exit(main())
