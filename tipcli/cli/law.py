"""`tipcli law`: show the test of a report, and what changed between two."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from tipcli import law, paths
from tipcli.cli import years
from tipcli.errors import UsageError
from tipcli.lawdiff import differences
from tipcli.lawfile import laws, window
from tipcli.model import NO_END, Law, Rule
from tipcli.render.lines import BLANK, Line, heading, show


def run_show(report_year: str, criteria: str | None) -> int:
    """Print the law of one report year: provisions, rules, parameters, ladder."""
    library = law.library(paths.criteria(criteria).path)
    show(_shown(law.load(library, years.report_year(report_year)).law), sys.stdout)
    return 0


def run_diff(before: str, after: str, criteria: str | None) -> int:
    """Print every difference between the versions of two report years, with the acts."""
    library = law.library(paths.criteria(criteria).path)
    first, last = years.report_year(before), years.report_year(after)
    if first > last:
        raise UsageError(f"name the earlier report first: tipcli law diff {after} {before}")
    # Loading refuses a year that no version covers, by name of the nearest.
    law.load(library, first)
    law.load(library, last)
    versions = [document.value for _, document in laws(law.documents(library))]
    show(_changes(versions, first, last), sys.stdout)
    return 0


def _span(first: int, last: int) -> str:
    return f"reports {first} on" if last == NO_END else f"reports {first}-{last}"


def _shown(found: Law) -> Iterator[Line]:
    yield heading(f"{found.title} ({_span(found.first_report, found.last_report)})")
    if found.note:
        yield Line(found.note)
    titles = {indicator.id: indicator.claim.rstrip(".") for indicator in found.indicators}
    section = ""
    for provision in found.provisions:
        if provision.section != section:
            section = provision.section
            yield BLANK
            yield heading(section.capitalize())
        yield Line(f"{provision.title} ({provision.citation})", 1, "# ", "bold")
        # A criterion is as sure as its weakest element, so its elements say more than its text.
        for text, status in provision.elements or ((provision.text, provision.status),):
            yield Line(f"[{provision.authority}, {status}] {text}", 3)
        if provision.rule is None:
            yield Line(provision.why, 3, style="dim")
        else:
            why = f"[{provision.rule.authority}] {provision.rule.why}"
            yield Line(why, 3, "Rule: ", "dim")
            yield from _rule(provision.rule, titles, 5)
        for ident in provision.context:
            yield Line(f"shown, not counted: {titles[ident]} [{ident}]", 5, "o ", "dim")
    yield BLANK
    yield heading("Parameters")
    for parameter in found.parameters:
        text = f"{parameter.value} {parameter.unit} [{parameter.authority}] {parameter.text}"
        yield Line(text, 1, f"{parameter.id}: ")
    yield BLANK
    yield heading("Clock")
    clock = found.clock
    if clock.applies:
        yield Line(
            f"{clock.years_limit} years in a row on the Watch List, counted from the "
            f"{clock.first_counted_report} report; waiver years: up to {clock.waiver_years} "
            f"({clock.citation}).",
            1,
        )
    else:
        yield Line(f"{clock.text} ({clock.citation})", 1)
    yield BLANK
    yield heading("Ladder (the first rung that holds gives the tier)")
    for number, rung in enumerate(found.ladder):
        yield Line(f"{rung.question} => {rung.tier}", 1, f"{number} ", "bold")
        yield Line(f"{rung.citation} [{rung.authority}]", 3, style="dim")
        if rung.rule is not None:
            yield from _rule(rung.rule, titles, 3)


def _rule(rule: Rule, titles: Mapping[str, str], indent: int) -> Iterator[Line]:
    if rule.op == "indicator":
        yield Line(f"{titles[rule.ref]} [{rule.ref}]", indent, "* ")
        return
    if rule.op in ("provision", "clock"):
        yield Line(f"{rule.op}: {rule.ref}", indent, "* ")
        return
    words = {"all": "all of", "any": "any of", "not": "not"}.get(rule.op)
    if words is None:
        words = f"at least {rule.least} ({rule.parameter or 'fixed'}) of"
    yield Line(f"{rule.title + ': ' if rule.title else ''}{words}", indent, "+ ")
    for part in rule.parts:
        yield from _rule(part, titles, indent + 2)


def _changes(versions: list[dict[str, Any]], first: int, last: int) -> Iterator[Line]:
    steps = [
        (old, new)
        for old, new in pairwise(versions)
        if window(old)[1] >= first and window(new)[0] <= last
    ]
    if not steps:
        yield Line(f"The reports of {first} and {last} applied the same law.")
    for number, (old, new) in enumerate(steps):
        if number:
            yield BLANK
        yield heading(f"{old['id']} -> {new['id']} ({_span(*window(new))})")
        for each in new["changes"]:
            element = f" ({each['element']})" if "element" in each else ""
            by = f"By {each['by']} [{each['status']}]."
            text = f"{each['provision']}{element}: {each['text']} {by}"
            yield Line(text, 1, f"{each['kind']:<11}")
        yield BLANK
        yield Line("Computed from the two files, texts in full:", style="bold")
        for found in differences(old, new):
            if found.kind == "renumbered":
                yield Line(f"{found.provision}: {found.before} -> {found.after}", 1, "~ ")
                continue
            if found.before == found.after:
                yield Line(f"{found.provision}: its {' and '.join(found.what)} changed", 1, "! ")
                continue
            for mark, text in (("- ", found.before), ("+ ", found.after)):
                if text:
                    yield Line(f"{found.provision}: {text}", 1, mark)
