"""What a usable evidence file says that will not count, or that its editor cannot have meant.

Everything here is a warning or a note: the file can be assessed as it stands. What makes a file
unusable is refused in `tipcli.evidence`, for every command alike.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tipcli import codes
from tipcli.errors import excerpt
from tipcli.weigh import is_hindsight

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tipcli.errors import Problem
    from tipcli.validate.context import Context
    from tipcli.yamlfile import Document

#: So many ratings of one's own that always agree are no accident.
MANY_RATINGS = 6


def check(document: Document, context: Context) -> Iterator[Problem]:
    """Every warning and note on a file whose form is right and whose names stand for something."""
    raw = document.value
    year = raw["report_year"]
    # As in tipcli.assessment: what comes out in its year comes before a report still to come.
    yield from _sources(document, context.issued.get(str(year), f"{year}-12-31"))
    yield from _items(document, context)
    yield from _searches(document, context)
    for index, each in enumerate(raw.get("judgements", ())):
        yield from _in_force(document, context, ("judgements", index), each["indicator"])
    yield from _repeated(document)
    yield from _rated_alike(document)
    yield from _circles(document)
    for index, waiver in enumerate(raw.get("waivers", ())):
        if waiver["report_year"] != year:
            yield document.problem(
                codes.WAIVER_OF_ANOTHER,
                ("waivers", index, "report_year"),
                f"a waiver for {waiver['report_year']} does nothing in the file for {year}",
                f"Move it to the file for {waiver['report_year']}.",
            )


def latest(published: object) -> str:
    """The last day on which a source may have come out; '' where the date is not known."""
    text = str(published)
    return "" if text == "unknown" else text + {4: "-12-31", 7: "-31"}.get(len(text), "")


def _sources(document: Document, issued: str) -> Iterator[Problem]:
    raw = document.value
    groups = ("evidence", "searches", "waivers")
    cited = {each.get("source") for group in groups for each in raw.get(group, ())}
    for ident, source in raw["sources"].items():
        if ident not in cited:
            yield document.problem(
                codes.SOURCE_UNUSED,
                ("sources", ident),
                f"nothing cites the source {ident}",
                "Cite it in an item, a search or a waiver, or leave it out.",
                key=True,
            )
        published = str(source["published"])
        if issued and is_hindsight(published, issued):
            yield _too_late(document, ("sources", ident, "published"), published, issued)


def _too_late(
    document: Document, path: tuple[str | int, ...], published: str, issued: str
) -> Problem:
    if published == "unknown" or issued.startswith(published):
        return document.problem(
            codes.UNDATED_SOURCE,
            path,
            f"{published} cannot be shown to precede the report of {issued}",
            "What rests on it counts only with --hindsight. Give the day if it can be found.",
        )
    return document.problem(
        codes.HINDSIGHT,
        path,
        f"published {published}, after the report of {issued}",
        "What rests on it counts only with --hindsight.",
    )


def _items(document: Document, context: Context) -> Iterator[Problem]:
    raw = document.value
    start, end = raw["reporting_period"]["from"], raw["reporting_period"]["to"]
    for index, item in enumerate(raw["evidence"]):
        path = ("evidence", index)
        source = raw["sources"][item["source"]]
        if context.claims:
            yield from _in_force(document, context, path, item["indicator"])
            yield from _against_claim(document, context, path, item, source["kind"])
        if "period" not in item:
            continue
        period, day = item["period"], latest(source["published"])
        if period["to"] < start or period["from"] > end:
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


def _against_claim(
    document: Document,
    context: Context,
    path: tuple[str | int, ...],
    item: Mapping[str, Any],
    kind: str,
) -> Iterator[Problem]:
    """The kind of source and the unit, against what the indicator admits and is measured in."""
    claim = context.claims[item["indicator"]]
    if kind not in claim.kinds:
        yield document.problem(
            codes.KIND_NOT_ADMITTED,
            (*path, "source"),
            f"{item['source']} is {kind}, which {item['indicator']} does not admit, so the item "
            "does not count",
            f"It admits {', '.join(claim.kinds)}.",
        )
    if "measure" in item and item["measure"]["unit"] != claim.unit:
        unit = excerpt(repr(item["measure"]["unit"]))
        yield document.problem(
            codes.WRONG_UNIT,
            (*path, "measure", "unit"),
            f"{item['indicator']} is not measured in {unit}",
            f"Its unit is {claim.unit}." if claim.unit else "It is not measured at all.",
        )


def _in_force(
    document: Document, context: Context, path: tuple[str | int, ...], indicator: str
) -> Iterator[Problem]:
    year = document.value["report_year"]
    if context.claims and not context.in_force(indicator, year):
        yield document.problem(
            codes.NOT_IN_FORCE,
            (*path, "indicator"),
            f"the law of the {year} report does not ask about {indicator}",
            "What is said of it does not count for this report.",
        )


def _searches(document: Document, context: Context) -> Iterator[Problem]:
    raw = document.value
    issued = context.issued.get(str(raw["report_year"]), "")
    borne_on = {item["indicator"]: item["id"] for item in reversed(raw["evidence"])}
    for index, search in enumerate(raw.get("searches", ())):
        path = ("searches", index)
        yield from _in_force(document, context, path, search["indicator"])
        if search["result"] == "not_found" and search["indicator"] in borne_on:
            yield document.problem(
                codes.SEARCH_AND_EVIDENCE,
                (*path, "result"),
                f"says that nothing was found on {search['indicator']}, and "
                f"{borne_on[search['indicator']]} bears on it",
                "Leave out the search, or say by an ignore what else was looked for.",
            )
        if search["result"] == "refused" and "asked_on" not in search:
            yield document.problem(
                codes.SEARCH_AFTER_REPORT,
                path,
                "does not say when the government was asked, so the refusal presumes nothing",
                "Add `asked_on:`.",
            )
        if issued and search["result"] == "refused" and search.get("asked_on", "") > issued:
            yield document.problem(
                codes.SEARCH_AFTER_REPORT,
                (*path, "asked_on"),
                f"{search['asked_on']} is after the report of {issued}",
                "A refusal after the report raises no presumption for it.",
            )


def _repeated(document: Document) -> Iterator[Problem]:
    seen: dict[tuple[str, str, str], int] = {}
    for index, item in enumerate(document.value["evidence"]):
        said = " ".join(item["statement"].casefold().split())
        first = seen.setdefault((item["indicator"], item["source"], said), index)
        if first != index:
            yield document.problem(
                codes.DUPLICATE_STATEMENT,
                ("evidence", index, "statement"),
                f"{document.value['evidence'][first]['id']} says the same of {item['indicator']} "
                "from the same source",
                "Leave one out; a copy adds no weight.",
            )


def _rated_alike(document: Document) -> Iterator[Problem]:
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


def _circles(document: Document) -> Iterator[Problem]:
    """Items that undercut or supersede each other in a circle: nobody can say which stands."""
    items = document.value["evidence"]
    targets = {
        item["id"]: {*item.get("undercuts", ()), *item.get("supersedes", ())}
        for item in items
        if "undercuts" in item or "supersedes" in item
    }
    told: set[str] = set()
    for index, item in enumerate(items):
        reached = _reached(item["id"], targets) - told
        if item["id"] in reached:
            told |= {each for each in reached if item["id"] in _reached(each, targets)}
            link = "undercuts" if "undercuts" in item else "supersedes"
            yield document.problem(
                codes.ATTACK_CIRCLE,
                ("evidence", index, link),
                f"what {item['id']} answers answers it in turn, so nobody can say which stands",
                "Unless a third item settles it none of them counts. Take back one of the links.",
            )


def _reached(start: str, targets: Mapping[str, set[str]]) -> set[str]:
    """Every item that an item answers, directly or through others."""
    found: set[str] = set()
    ahead = [start]
    while ahead:
        new = targets.get(ahead.pop(), set()) - found
        found |= new
        ahead += new
    return found
