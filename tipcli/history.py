"""Loads published placements of earlier years, for the clock alone."""

from __future__ import annotations

import os

from tipcli.errors import InputError, Problem, excerpt
from tipcli.model import TIERS

#: Rows with this tag were deduced from other rows and not read in any list, so they are left out.
DEDUCED = ("complement2024",)
_HEADER = "iso3,report_year,tier,source"


def load(folder: str, country: str) -> dict[int, str]:
    """The published tier of one country by report year; {} where there is no placements.csv.

    A year without a row is unknown. Raises InputError for a file that is not UTF-8 and for a
    wrong row of this country.
    """
    rows, problems = _rows(folder, country + ",")
    if problems:
        raise InputError(problems)
    return {year: tier for year, tier, source in rows if source not in DEDUCED}


def check(folder: str) -> tuple[Problem, ...]:
    """Every problem of the table, for all countries."""
    return tuple(_rows(folder, "")[1])


def _rows(folder: str, start: str) -> tuple[list[tuple[int, str, str]], list[Problem]]:
    try:
        with open(os.path.join(folder, "placements.csv"), "rb") as file:
            text = file.read().decode("utf-8")
    except FileNotFoundError:
        return [], []
    except UnicodeDecodeError as error:
        at = error.object.count(b"\n", 0, error.start) + 1
        return [], [_problem(at, "is not UTF-8", "Save the file as UTF-8.")]
    lines = text.splitlines()
    problems = []
    if not lines or lines[0] != _HEADER:
        problems.append(_problem(1, "wrong header", f"Use {_HEADER}, without a byte order mark."))
    rows = []
    seen: dict[str, int] = {}
    for number, line in enumerate(lines[1:], 2):
        if not line.startswith(start):
            continue
        cells = line.split(",")
        year = cells[1] if len(cells) == len(_HEADER.split(",")) else ""
        if not (year.isascii() and year.isdigit() and cells[2] in TIERS):
            shape = f"{_HEADER}, with a tier out of {', '.join(TIERS)}."
            problems.append(_problem(number, f"not a placement: {excerpt(line)}", shape))
            continue
        place = seen.setdefault(f"{cells[0]} {year}", number)
        if place != number:
            problems.append(
                _problem(number, f"{cells[0]} {year} stands twice", f"First in line {place}.")
            )
        rows.append((int(year), cells[2], cells[3]))
    return rows, problems


def _problem(line: int, message: str, remedy: str) -> Problem:
    return Problem("placements.csv", line, 1, "", message, remedy)
