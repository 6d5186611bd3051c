"""Loads published placements: of earlier years for the clock, of all for whoever compares."""

from __future__ import annotations

import os
from typing import NamedTuple

from tipcli import codes, plainfile
from tipcli.errors import MANY, MAX_PROBLEMS, InputError, Problem, excerpt
from tipcli.model import TIERS

#: Rows with this tag were deduced from other rows and not read in any list, so they are left out.
DEDUCED = ("complement2024",)
#: The table, in the folder of the evidence.
NAME = "placements.csv"
_HEADER = "iso3,report_year,tier,source"


class Row(NamedTuple):
    """One published placement; `source` is a tag that placements-sources.yaml explains."""

    country: str
    report_year: int
    tier: str
    source: str

    @property
    def deduced(self) -> bool:
        """Whether it was deduced from other rows, so that the clock leaves it out."""
        return self.source in DEDUCED


def load(folder: str, country: str) -> dict[int, str]:
    """The published tier of one country by report year; {} where there is no placements.csv.

    A year without a row is unknown. Raises InputError for a file that is not UTF-8 and for a
    wrong row of this country.
    """
    return {row.report_year: row.tier for row in rows(folder, country) if not row.deduced}


def rows(folder: str, country: str) -> tuple[Row, ...]:
    """Every row of one country, deduced ones too, in the order of the table. Raises as `load`."""
    found, problems = _rows(folder, country + ",")
    if problems:
        raise InputError(problems)
    return tuple(found)


def sound(folder: str) -> tuple[Row, ...]:
    """Every row of all countries that is right as it stands; wrong ones are left out unsaid."""
    return tuple(_rows(folder, "")[0])


def check(folder: str) -> tuple[Problem, ...]:
    """Every problem of the table, for all countries."""
    return tuple(_rows(folder, "")[1])


def _rows(folder: str, start: str) -> tuple[list[Row], list[Problem]]:
    path = os.path.join(folder, NAME)
    if not os.path.lexists(path):
        return [], []
    try:
        text = plainfile.read(path, NAME).decode("utf-8")
    except InputError as error:
        return [], list(error.problems)
    except UnicodeDecodeError as error:
        at = error.object.count(b"\n", 0, error.start) + 1
        return [], [_problem(codes.NOT_UTF_8, at, "is not UTF-8", "Save the file as UTF-8.")]
    lines = text.splitlines()
    problems = []
    if not lines or lines[0] != _HEADER:
        remedy = f"Use {_HEADER}, without a byte order mark."
        problems.append(_problem(codes.TABLE_HEADER, 1, "wrong header", remedy))
    found = []
    seen: dict[str, int] = {}
    for number, line in enumerate(lines[1:], 2):
        if not line.startswith(start):
            continue
        if len(problems) >= MAX_PROBLEMS:
            problems.append(_problem(codes.TOO_MANY_PROBLEMS, number, *MANY))
            break
        cells = line.split(",")
        year = cells[1] if len(cells) == len(_HEADER.split(",")) else ""
        if not (_is_placed(cells[0], year) and cells[2] in TIERS):
            shape = f"Write {_HEADER}, with a tier out of {', '.join(TIERS)}."
            message = f"not a placement: {excerpt(line)}"
            problems.append(_problem(codes.NOT_A_PLACEMENT, number, message, shape))
            continue
        place = seen.setdefault(f"{cells[0]} {year}", number)
        if place != number:
            message = f"{cells[0]} {year} stands twice"
            remedy = f"First in line {place}."
            problems.append(_problem(codes.PLACEMENT_TWICE, number, message, remedy))
        found.append(Row(cells[0], int(year), cells[2], cells[3]))
    return found, problems


def _is_placed(country: str, year: str) -> bool:
    return (
        (len(country), len(year), year[:2]) == (3, 4, "20")
        and (country + year).isascii()
        and (country.isalpha() and country.isupper() and year.isdigit())
    )


def _problem(code: str, line: int, message: str, remedy: str) -> Problem:
    return Problem(NAME, line, 1, code, "", message, remedy)
