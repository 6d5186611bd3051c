"""Reads `country_data/clock-notes.yaml`: waivers on record for all countries, and explanations."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from tipcli import codes, formcheck, yamlfile
from tipcli.errors import InputError, Problem

NAME = "clock-notes.yaml"
_SCHEMA = "clock-notes"
EXPLAINED, OPEN = "explained", "open"


class Waived(NamedTuple):
    """The waivers that one source names for one report; `whole` says if its list was seen whole."""

    report_year: int
    countries: tuple[str, ...]
    source: str
    status: str
    whole: bool
    note: str


class Note(NamedTuple):
    """What is known of country-years that the clock as modelled does not explain."""

    country: str
    report_years: tuple[int, ...]
    verdict: str
    text: str
    source: str
    status: str


class Notes(NamedTuple):
    """All that is on record; `titles` are those of the sources by their id."""

    titles: Mapping[str, str]
    waivers: tuple[Waived, ...]
    notes: tuple[Note, ...]

    def waived(self) -> dict[tuple[str, int], Waived]:
        """The waiver on record of each country-year that has one."""
        return {
            (country, each.report_year): each for each in self.waivers for country in each.countries
        }

    def whole(self) -> frozenset[int]:
        """The reports whose list of waivers was seen whole: who is not on it had none."""
        return frozenset(each.report_year for each in self.waivers if each.whole)

    def told(self) -> dict[tuple[str, int], Note]:
        """The note of each country-year that has one."""
        return {(each.country, year): each for each in self.notes for year in each.report_years}


def read(folder: str) -> Notes:
    """The notes of a data folder; none where there is no such file.

    Raises InputError with every problem of the file, each at its place: form first, then sources
    that it does not have and country-years that stand twice.
    """
    path = os.path.join(folder, NAME)
    if not os.path.lexists(path):
        return Notes({}, (), ())
    document = yamlfile.read(path, display=f"country_data/{NAME}")
    problems = list(formcheck.check(document, _SCHEMA)) or list(_wrong(document))
    if problems:
        raise InputError(problems)
    raw = document.value
    return Notes(
        {ident: each["title"] for ident, each in raw["sources"].items()},
        tuple(
            Waived(
                each["report_year"],
                tuple(each["countries"]),
                each["source"],
                each["status"],
                each["whole"],
                each.get("note", ""),
            )
            for each in raw["waivers"]
        ),
        tuple(
            Note(
                each["country"],
                tuple(each["report_years"]),
                each["verdict"],
                each["text"],
                each["source"],
                each["status"],
            )
            for each in raw["notes"]
        ),
    )


def _wrong(document: yamlfile.Document) -> Iterator[Problem]:
    raw = document.value
    for part in ("waivers", "notes"):
        seen: set[tuple[str, int]] = set()
        for at, each in enumerate(raw[part]):
            if each["source"] not in raw["sources"]:
                place = (part, at, "source")
                yield document.unknown(
                    codes.UNKNOWN_SOURCE, place, "source", each["source"], raw["sources"]
                )
            countries = each["countries"] if part == "waivers" else [each["country"]]
            years = each["report_years"] if part == "notes" else [each["report_year"]]
            for country_year in [(country, year) for country in countries for year in years]:
                if country_year in seen:
                    message = f"{country_year[0]} {country_year[1]} stands here a second time"
                    yield document.problem(codes.NAMED_TWICE, (part, at), message, "Keep one.")
                seen.add(country_year)
