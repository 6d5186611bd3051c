"""Text and JSON of how far each element of the law is modelled, and what it costs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tipcli.agreement.coverage import WORDS, Coverage, Covered
from tipcli.model import NO_END
from tipcli.render.lines import BLANK, Line, heading
from tipcli.words import capital, counted, listed

SCHEMA = "tipcli/law-coverage/1"


def lines(found: Coverage) -> Iterator[Line]:
    """What `tipcli law coverage` prints: the counts, then each element in the law's order."""
    which = f"the law of the {found.report_year} report" if found.report_year else "all versions"
    yield heading(f"How far the law is modelled: {which}, {len(found.covered)} elements")
    for word, said in WORDS.items():
        part = ""
        if found.disagreements:
            part = f"; a part in {found.touched(word)} of {found.disagreements} disagreements"
        yield Line(f"{said}{part}", 1, f"{len(found.of(word)):>4}  ")
    yield BLANK
    yield Line(_counted(found))
    section = ""
    for each in found.covered:
        if each.element.section != section:
            section = each.element.section
            yield BLANK
            yield heading(capital(section))
        yield from _element(found, each)


def _counted(found: Coverage) -> str:
    if not found.compared:
        return (
            "No country-year with evidence and a published tier falls under it, so nothing can be "
            "said of what an element costs."
        )
    return (
        f"What an element costs was counted over {counted(found.compared, 'country-year')} with "
        f"evidence and a published tier ({listed(found.places)}), of which {found.disagreements} "
        "disagree: those in which one of its indicators was a deciding finding that points away "
        "from the published tier. One disagreement can count at several elements. Where no rule "
        "reads an indicator of an element nothing can be counted, which is not that it costs "
        "nothing. How far an element is modelled is our own judgement (modelling choice)."
    )


def _element(found: Coverage, each: Covered) -> Iterator[Line]:
    name = ".".join(filter(None, (each.element.provision, each.element.element)))
    yield Line(f"{name} ({each.element.citation})", 1, "# ", "bold")
    # With all versions at once the reader has to be told which have it; the newest text is shown.
    span = "" if found.report_year else f" [{_reports(each)}]"
    yield Line(f"{each.element.text}{span}", 3)
    yield Line(f"{capital(WORDS[each.coverage])}: {each.why}", 3)
    yield Line(_cost(found, each), 3, style="dim")


def _reports(each: Covered) -> str:
    """The reports whose law has the element, neighbouring versions taken together."""
    spans: list[tuple[int, int]] = []
    for first, last in each.element.reports:
        if spans and spans[-1][1] + 1 == first:
            spans[-1] = (spans[-1][0], last)
        else:
            spans.append((first, last))
    told = [f"{a} on" if b == NO_END else str(a) if a == b else f"{a}-{b}" for a, b in spans]
    return f"reports of {listed(told)}"


def _cost(found: Coverage, each: Covered) -> str:
    if not each.counted:
        shown = f" ({listed(each.indicators)} shown, not counted)" if each.indicators else ""
        return f"No rule reads an indicator of it{shown}; what it costs cannot be counted."
    said = f"Read by rules: {listed(each.counted)}"
    rest = [name for name in each.indicators if name not in each.counted]
    if rest:
        said += f"; shown, not counted: {listed(rest)}"
    if each.cost is None or not found.compared:
        return f"{said}."
    silent = f", {len(each.silent or ())} of them on silence" if each.silent else ""
    return f"{said}. A part in {len(each.cost)} of {found.disagreements} disagreements{silent}."


def answer(found: Coverage) -> dict[str, Any]:
    """What `tipcli law coverage --format json` prints."""
    return {
        "schema": SCHEMA,
        "report_year": found.report_year or None,
        "countries": list(found.places),
        "compared": found.compared,
        "disagreements": found.disagreements,
        "coverage": [
            {"word": word, "elements": len(found.of(word)), "touched": found.touched(word)}
            for word in WORDS
        ],
        "elements": [_covered(each) for each in found.covered],
    }


def _covered(each: Covered) -> dict[str, Any]:
    element = each.element
    return {
        "provision": element.provision,
        "element": element.element or None,
        "section": element.section,
        "citation": element.citation,
        "text": element.text,
        "status": element.status,
        "reports": [
            {"first_report": first, "last_report": None if last == NO_END else last}
            for first, last in element.reports
        ],
        "coverage": each.coverage,
        "why": each.why,
        "indicators": list(each.indicators),
        "counted": list(each.counted),
        "cost": _places(each.cost),
        "silent": _places(each.silent),
    }


def _places(places: tuple[tuple[str, int], ...] | None) -> list[dict[str, Any]] | None:
    if places is None:
        return None
    return [{"country": country, "report_year": year} for country, year in places]
