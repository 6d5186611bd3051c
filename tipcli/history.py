"""Loads published placements of earlier years, for the clock alone."""

from __future__ import annotations

import os

from tipcli.errors import InputError, Problem
from tipcli.model import TIERS

#: Rows with this tag were deduced from other rows and not read in any list, so they are left out.
DEDUCED = ("complement2024",)
_HEADER = "iso3,report_year,tier,source"


def load(folder: str, country: str) -> dict[int, str]:
    """The published tier of one country by report year; {} where there is no placements.csv.

    A year without a row is unknown. Raises InputError for a malformed row of this country.
    """
    path = os.path.join(folder, "placements.csv")
    try:
        with open(path, encoding="utf-8", newline="") as file:
            lines = file.read().splitlines()
    except FileNotFoundError:
        return {}
    problems = []
    if not lines or lines[0] != _HEADER:
        problems.append(Problem("placements.csv", 1, 1, "", "wrong header", f"use {_HEADER}"))
    placements: dict[int, str] = {}
    for number, line in enumerate(lines[1:], 2):
        if not line.startswith(country + ","):
            continue
        cells = line.split(",")
        if len(cells) != 4 or not cells[1].isdigit() or cells[2] not in TIERS:
            problems.append(
                Problem(
                    "placements.csv",
                    number,
                    1,
                    "",
                    f"not a placement: {line[:60]!r}",
                    f"{_HEADER}, with a tier out of {', '.join(TIERS)}",
                )
            )
        elif cells[3] not in DEDUCED:
            placements[int(cells[1])] = cells[2]
    if problems:
        raise InputError(tuple(problems))
    return placements
