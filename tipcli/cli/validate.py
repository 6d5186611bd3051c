"""`tipcli validate`: check evidence files and report every problem of every file."""

from __future__ import annotations

import os
import sys

from tipcli import evidence, history, law, paths
from tipcli.errors import InputError, Problem, TipcliError
from tipcli.lawcheck import preconditions


def run_validate(named: list[str], criteria: str | None, data: str | None) -> int:
    """Print a line for each problem to stdout; exit status 1 if there is any.

    A folder of the law may be named like any other; without names the law and all evidence.
    """
    laws = [name for name in named if _is_law(name)]
    rest = [name for name in named if name not in laws]
    library = law.library(laws[0] if laws else paths.criteria(criteria).path)
    problems: list[Problem] = []
    known = None
    try:
        documents = law.documents(library)
    except InputError as error:
        problems.extend(error.problems)
    else:
        known = preconditions(documents)
    named = rest or ([] if laws else [paths.data(data).path])
    files = _files(named)
    for folder in named:
        # A folder of countries has a table of placements and files with fixed names.
        if os.path.isdir(folder) and evidence.every(folder):
            problems += (*evidence.misplaced(folder), *history.check(folder))
    for path, display in files:
        try:
            evidence.load(path, display, known, library.digest)
        except InputError as error:
            problems.extend(error.problems)
    for problem in sorted(problems):
        print(problem.sentence())
    total = len(files) + len(library.files)
    count = f"{len(problems)} problem{'s' * (len(problems) != 1)}"
    print(f"{total} files read, {count}", file=sys.stderr)
    return 1 if problems else 0


def _is_law(name: str) -> bool:
    return os.path.isdir(os.path.join(name, "indicators"))


def _files(named: list[str]) -> list[tuple[str, str]]:
    """Every file to check with the name to call it by, in a stable order."""
    found: list[tuple[str, str]] = []
    for name in named:
        if os.path.isdir(name):
            found += _inside(name)
        elif os.path.exists(name):
            found.append((name, name))
        else:
            raise TipcliError(f"{name}: there is no such file or folder")
    return found


def _inside(folder: str) -> list[tuple[str, str]]:
    """The files of a folder of countries by country and year, or of any other folder by name."""
    called = os.path.basename(os.path.abspath(folder))
    placed = [f"{country}/{year}.yaml" for country, year in evidence.every(folder)]
    if placed:
        return [(os.path.join(folder, name), f"{called}/{name}") for name in placed]
    names = sorted(name for name in os.listdir(folder) if name.endswith((".yaml", ".yml")))
    return [(os.path.join(folder, name), os.path.join(folder, name)) for name in names]
