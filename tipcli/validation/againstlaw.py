"""What an evidence file says that the law of its report, or its date, will not let count."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from tipcli import codes
from tipcli.errors import excerpt
from tipcli.weigh import UNDECIDED, is_hindsight, settle_links

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tipcli.errors import Problem
    from tipcli.soundpart import SoundPart
    from tipcli.validation.context import Context
    from tipcli.yamlfile import Document

#: What can be found only with a law that is itself in order.
CODES = (
    codes.KIND_NOT_ADMITTED,
    codes.NOT_IN_FORCE,
    codes.WRONG_UNIT,
    codes.HINDSIGHT,
    codes.UNDATED_SOURCE,
    codes.SEARCH_AND_EVIDENCE,
    codes.SEARCH_AFTER_REPORT,
    codes.ATTACK_CIRCLE,
)


class _Link(NamedTuple):
    """An item as far as its links go."""

    id: str
    undercuts: tuple[str, ...]
    supersedes: tuple[str, ...]
    path: tuple[str | int, ...]


def check(document: Document | SoundPart, context: Context) -> Iterator[Problem]:
    """Every warning and note that comes of holding a file against the law of its report."""
    raw = document.value
    issued = context.issued_on(raw["report_year"])
    # For a report still to come weighing takes the last day of its year.
    dated = str(raw["report_year"]) in context.issued
    told = f"the report of {issued}" if dated else f"the end of {raw['report_year']}"
    for ident, source in raw["sources"].items():
        published = str(source["published"])
        if is_hindsight(published, issued):
            yield _too_late(document, ident, published, issued, told)
    for index, item in enumerate(raw["evidence"]):
        path = ("evidence", index)
        yield from _in_force(document, context, path, item["indicator"])
        yield from _against_claim(
            document, context, path, item, raw["sources"][item["source"]]["kind"]
        )
    yield from _searches(document, context, issued, told)
    yield from _circles(document, context, issued)
    for index, each in enumerate(raw.get("judgements", ())):
        yield from _in_force(document, context, ("judgements", index), each["indicator"])


def _too_late(
    document: Document | SoundPart, ident: str, published: str, issued: str, told: str
) -> Problem:
    path = ("sources", ident, "published")
    if published == "unknown" or issued.startswith(published):
        return document.problem(
            codes.UNDATED_SOURCE,
            path,
            f"{published} cannot be shown to precede {told}",
            "What rests on it counts only with --hindsight. Give the day if it can be found.",
        )
    return document.problem(
        codes.HINDSIGHT,
        path,
        f"published {published}, after {told}",
        "What rests on it counts only with --hindsight.",
    )


def _against_claim(
    document: Document | SoundPart,
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
    document: Document | SoundPart, context: Context, path: tuple[str | int, ...], indicator: str
) -> Iterator[Problem]:
    year = document.value["report_year"]
    if not context.in_force(indicator, year):
        yield document.problem(
            codes.NOT_IN_FORCE,
            (*path, "indicator"),
            f"the law of the {year} report does not ask about {indicator}",
            "What is said of it does not count for this report.",
        )


def _searches(
    document: Document | SoundPart, context: Context, issued: str, told: str
) -> Iterator[Problem]:
    raw = document.value
    borne_on = {
        item["indicator"]: item["id"]
        for item in reversed(raw["evidence"])
        # What came out later could not be found then, and does not count either.
        if not is_hindsight(str(raw["sources"][item["source"]]["published"]), issued)
    }
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
        if search["result"] == "refused" and search.get("asked_on", "") > issued:
            yield document.problem(
                codes.SEARCH_AFTER_REPORT,
                (*path, "asked_on"),
                f"{search['asked_on']} is after {told}",
                "A refusal after the report raises no presumption for it.",
            )


def _circles(document: Document | SoundPart, context: Context, issued: str) -> Iterator[Problem]:
    """Items in a circle of links, settled as weighing settles them, among those that count."""
    raw = document.value
    if not any("undercuts" in item or "supersedes" in item for item in raw["evidence"]):
        return
    links = [
        _Link(
            item["id"],
            tuple(item.get("undercuts", ())),
            tuple(item.get("supersedes", ())),
            ("evidence", index, "undercuts" if "undercuts" in item else "supersedes"),
        )
        for index, item in enumerate(raw["evidence"])
        if not is_hindsight(str((source := raw["sources"][item["source"]])["published"]), issued)
        and source["kind"] in context.claims[item["indicator"]].kinds
    ]
    _, beaten = settle_links(links)
    circle = [link for link, why in beaten if why == UNDECIDED]
    if circle:
        some = ", ".join(link.id for link in circle[:5]) + (" ..." if len(circle) > 5 else "")
        yield document.problem(
            codes.ATTACK_CIRCLE,
            circle[0].path,
            f"{some} answer each other in a circle, so nobody can say which stands",
            "None of them counts. Take back one of the links, or let a third item settle it.",
        )
