"""What a usable evidence file says that will not count, or that its editor cannot have meant.

Everything here is a warning or a note: the file can be assessed as it stands. What makes a file
unusable is refused in `tipcli.evidence`, for every command alike.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tipcli import codes
from tipcli.validation import againstlaw
from tipcli.weigh import latest_day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tipcli.errors import Problem
    from tipcli.soundpart import SoundPart
    from tipcli.validation.context import Context
    from tipcli.yamlfile import Document

#: So many ratings of one's own that always agree are no accident.
MANY_RATINGS = 6


def check(document: Document | SoundPart, context: Context) -> Iterator[Problem]:
    """Every warning and note on a file whose form is right and whose names stand for something."""
    yield from _unused_sources(document)
    yield from _periods(document)
    yield from _repeated(document)
    yield from _rated_alike(document)
    yield from _waivers(document)
    if context.claims:
        yield from againstlaw.check(document, context)


def _unused_sources(document: Document | SoundPart) -> Iterator[Problem]:
    raw = document.value
    groups = ("evidence", "searches", "waivers")
    cited = {each.get("source") for group in groups for each in raw.get(group, ())}
    for ident in raw["sources"]:
        if ident not in cited:
            yield document.problem(
                codes.SOURCE_UNUSED,
                ("sources", ident),
                f"nothing cites the source {ident}",
                "Cite it in an item, a search or a waiver, or leave it out.",
                key=True,
            )


def _periods(document: Document | SoundPart) -> Iterator[Problem]:
    raw = document.value
    start, end = raw["reporting_period"]["from"], raw["reporting_period"]["to"]
    for index, item in enumerate(raw["evidence"]):
        path = ("evidence", index)
        source = raw["sources"][item["source"]]
        if "period" not in item:
            continue
        period, day = item["period"], latest_day(str(source["published"]))
        if start <= end and (period["to"] < start or period["from"] > end):
            yield document.problem(
                codes.OUTSIDE_PERIOD,
                (*path, "period"),
                f"{period['from']} to {period['to']} lies outside {start} to {end}",
                "The item counts for one step less. Right dates need no change.",
            )
        if day and period["from"] > day:
            yield document.problem(
                codes.AFTER_PUBLICATION,
                (*path, "period"),
                f"begins on {period['from']}, when {item['source']} had come out "
                f"({source['published']})",
                "One of the two dates is wrong.",
            )


def _repeated(document: Document | SoundPart) -> Iterator[Problem]:
    seen: dict[tuple[str, str, str], int] = {}
    for index, item in enumerate(document.value["evidence"]):
        said = " ".join(item["statement"].casefold().split())
        first = seen.setdefault((item["indicator"], item["source"], said), index)
        if first != index:
            earlier = document.value["evidence"][first]
            turned = ", and bears the other way" if earlier["bearing"] != item["bearing"] else ""
            yield document.problem(
                codes.DUPLICATE_STATEMENT,
                ("evidence", index, "statement"),
                f"{earlier['id']} says the same of {item['indicator']} from the same source"
                + turned,
                "Decide which way it bears." if turned else "Leave one out; a copy adds no weight.",
            )


def _rated_alike(document: Document | SoundPart) -> Iterator[Problem]:
    raw = document.value
    steps = [
        ("ABCDEF".index(source["reliability"]) + 1, item["credibility"])
        for item in raw["evidence"]
        if "credibility" in item and "reliability" in (source := raw["sources"][item["source"]])
    ]
    if len(steps) >= MANY_RATINGS and all(first == second for first, second in steps):
        yield document.problem(
            codes.RATED_ALIKE,
            ("evidence",),
            f"in all {len(steps)} items that are rated, the letter of the source and the figure of "
            "the statement are the same step (A1, B2, C3)",
            "Rate the source by its record and the statement by what else is known.",
            key=True,
        )


def _waivers(document: Document | SoundPart) -> Iterator[Problem]:
    year = document.value["report_year"]
    for index, waiver in enumerate(document.value.get("waivers", ())):
        if waiver["report_year"] != year:
            yield document.problem(
                codes.WAIVER_OF_ANOTHER,
                ("waivers", index, "report_year"),
                f"a waiver for {waiver['report_year']} does nothing in the file for {year}",
                f"Move it to the file for {waiver['report_year']}.",
            )
