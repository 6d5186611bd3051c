"""What if: before and after side by side, and nothing that stayed as it was."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from itertools import groupby, zip_longest

from tipcli.edits import Edit
from tipcli.explain import answer_words
from tipcli.model import Assessment, Finding
from tipcli.reason.whatif import (
    AnswerChange,
    Changes,
    FindingChange,
    ItemChange,
    WhatIf,
)
from tipcli.render.lines import BLANK, NARROWEST, WIDEST, Line, clean, heading

_GAP = 2
_NAMES = 14
Answers = tuple[AnswerChange, ...]


def comparison(answer: WhatIf, width: int) -> Iterator[Line]:
    """What `tipcli what-if` prints: the tiers, what was supposed, and what that changed."""
    page = _Page(max(NARROWEST, min(width, WIDEST)))
    yield _first(answer)
    yield BLANK
    yield heading("Supposed (no file is changed)")
    for edit in answer.edits:
        yield Line(_supposed(edit), 1, "- ")
        for effect in edit.effects:
            yield Line(effect, 5, style="dim")
    if answer.changes.nothing:
        yield BLANK
        yield Line(
            "Nothing changed: tier, attitudes, tier set, confidence, clock and every finding, "
            "rung and provision are as before, and the same items count."
        )
        return
    yield from _summary(page, answer)
    yield from _findings(page, answer)
    yield from _answers(page, answer, "Rungs", answer.changes.rungs)
    yield from _answers(page, answer, "Provisions", answer.changes.provisions)
    yield from _items("Items that came to count", answer.changes.now_counted)
    yield from _items("Items that no longer count", answer.changes.no_longer_counted)
    yield from _strengths(answer.changes)


class _Page:
    """Sets three columns: what it is, before, after."""

    def __init__(self, width: int) -> None:
        self._width = width

    def head(self, title: str, names: int = 0) -> Iterator[Line]:
        """The heading of a table."""
        return self.row(title, "before", "after", names, style="bold")

    def row(
        self, name: str, before: str, after: str, names: int = 0, style: str = ""
    ) -> Iterator[Line]:
        """One row; the first column takes so many characters, or half of the page."""
        first = names or self._width // 2
        rest = (self._width - first - 2 * _GAP) // 2
        cells = (_wrapped(name, first, 2), _wrapped(before, rest), _wrapped(after, rest))
        for left, middle, right in zip_longest(*cells, fillvalue=""):
            gap = " " * _GAP
            yield Line(f"{left:<{first}}{gap}{middle:<{rest}}{gap}{right}", style=style, keep=True)


def _wrapped(text: str, width: int, hang: int = 0) -> list[str]:
    return textwrap.wrap(clean(text), width, subsequent_indent=" " * hang, break_on_hyphens=False)


def _first(answer: WhatIf) -> Line:
    facts, tier = answer.before.country_year, answer.after.placement.tier
    was = answer.before.placement.tier
    words = f"still {tier}" if was == tier else f"{was} -> {tier}"
    return Line(f"{facts.country} {facts.report_year}: {words}", style="bold")


def _supposed(edit: Edit) -> str:
    if edit.kind == "law":
        if edit.before == edit.after:
            return f"the law of the {edit.name} report, {edit.after}, which is the one in use"
        return f"the law of the {edit.name} report, {edit.after}, in place of {edit.before}"
    if edit.kind == "parameter":
        if edit.before == edit.after:
            return f"{edit.name} is {edit.after}, as it is"
        return f"{edit.name} is {edit.after} in place of {edit.before}"
    return {
        "drop": f"{edit.name} is taken out",
        "add": f"{edit.name} is added",
        "waiver": f"a waiver for the {edit.name} report",
        "set": f"{edit.name} is {edit.after}",
    }[edit.kind]


def _summary(page: _Page, answer: WhatIf) -> Iterator[Line]:
    """The rows of the headline that changed."""
    rows = list(_rows(answer))
    if rows:
        yield BLANK
        yield from page.head("", _NAMES)
    for name, before, after in rows:
        yield from page.row(name, before, after, _NAMES)


def _rows(answer: WhatIf) -> Iterator[tuple[str, str, str]]:
    changes = answer.changes
    if changes.tier:
        yield ("Tier", *changes.tier)
    if changes.settled:
        before, after = ("settled" if each else "not settled" for each in changes.settled)
        yield "Settled", before, after
    for attitude, tiers in changes.by_attitude:
        if attitude != answer.after.placement.attitude:
            yield (f"Tier, {attitude}", *tiers)
    if changes.tier_set:
        before, after = (", ".join(each) for each in changes.tier_set)
        yield "Tier set", before, after
    if changes.rung:
        yield "Decided by", _decided(answer.before), _decided(answer.after)
    if changes.confidence:
        yield ("Confidence", *changes.confidence)
    if changes.without_official:
        before, after = (each or "left out" for each in changes.without_official)
        yield "U.S. findings", f"without them {before}", f"without them {after}"
    if changes.without_judgements:
        before, after = changes.without_judgements
        yield "Judgements", f"without them {before}", f"without them {after}"
    if changes.clock:
        before, after = (" ".join(each.reasons) for each in changes.clock)
        yield "Clock", before, after
    if changes.law:
        yield ("Law", *changes.law)


def _decided(found: Assessment) -> str:
    rungs = {each.rung.id: each.rung for each in found.placement.rungs}
    return rungs[found.placement.rung].question


def _findings(page: _Page, answer: WhatIf) -> Iterator[Line]:
    changes = answer.changes.findings
    shared = [each for each in changes if each.before and each.after]
    if shared:
        yield BLANK
        yield from page.head("Findings that changed")
    for each in shared:
        yield from page.row(f"- {_claim(each)}", _outcome(each.before), _outcome(each.after))
    for found, alone in (
        (answer.before, [each for each in changes if not each.after]),
        (answer.after, [each for each in changes if not each.before]),
    ):
        lines = [f"{_claim(each)}: {_outcome(each.before or each.after)}" for each in alone]
        yield from _list(f"Findings that {found.law.id} alone asks for", lines)


def _claim(change: FindingChange) -> str:
    return f"{change.indicator.claim.rstrip('.')} [{change.indicator.id}]"


def _outcome(finding: Finding | None) -> str:
    return f"{finding.outcome} ({finding.ground})" if finding else ""


def _answers(page: _Page, answer: WhatIf, what: str, changes: Answers) -> Iterator[Line]:
    """What changed of the answers to these provisions or rungs."""
    shared = [each for each in changes if each.before and each.after]
    if shared:
        yield BLANK
        yield from page.head(f"{what} with another answer")
    for each in shared:
        yield from page.row(f"- {each.title}", _words(each.before), _words(each.after))
    for found, alone in (
        (answer.before, [each for each in changes if not each.after]),
        (answer.after, [each for each in changes if not each.before]),
    ):
        lines = [f"{each.title}: {_words(each.before or each.after)}" for each in alone]
        yield from _list(f"{what} that {found.law.id} alone has", lines)


def _words(answer: tuple[str, str] | None) -> str:
    return answer_words(*answer) if answer else ""


def _list(title: str, lines: list[str]) -> Iterator[Line]:
    if lines:
        yield BLANK
        yield heading(title)
        for line in lines:
            yield Line(line, 0, "- ")


def _items(title: str, changes: tuple[ItemChange, ...]) -> Iterator[Line]:
    lines = [
        f"{item.id} on {item.indicator} ({reason}): {item.statement}" for item, reason in changes
    ]
    yield from _list(title, lines)


def _strengths(changes: Changes) -> Iterator[Line]:
    if not changes.strengths:
        return
    yield BLANK
    yield heading("Items that count for another strength")
    ordered = sorted(changes.strengths, key=lambda each: (each.before, each.after))
    for (before, after), group in groupby(ordered, key=lambda each: (each.before, each.after)):
        yield Line(", ".join(each.item.id for each in group), 0, f"- {before} -> {after}: ")
