"""Text and JSON of the smallest changes that reach another tier."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tipcli.model import FAILS, HOLDS, SPECIAL_CASE, Assessment
from tipcli.reason.change import Change, Changes, Group, Shape
from tipcli.reason.space import BY_CLOCK, BY_HUMAN, Need
from tipcli.render.answers import framed
from tipcli.render.lines import BLANK, Line, heading
from tipcli.words import capital, counted, listed, number, spoken

#: With more findings than this a change is listed without what each would ask, unless wanted.
_IN_FULL = 8
_BARS = {
    BY_CLOCK: "no change of findings reaches it: the clock stands in the way, and the earlier "
    "years that it counts cannot change.",
    BY_HUMAN: "no evidence reaches it: it follows only from the judgement of a named human.",
    "judged": "no evidence reaches it while the judgement of a named human gives no tier.",
}
_NEVER = "nothing reaches it under this law."


def lines(found: Assessment, answer: Changes, to: str = "") -> Iterator[Line]:
    """What `tipcli change` prints; where one tier was asked for, every finding in full."""
    facts, full = found.country_year, bool(to)
    if to and not answer.changes:
        said = (
            f"{to} is the tier recommended. Nothing has to change."
            if to == answer.tier
            else f"no rung of {found.law.id} gives {to}."
        )
        yield heading(f"{facts.country} {facts.report_year}: {said}")
        return
    yield heading(f"{facts.country} {facts.report_year}: {answer.tier}. What would change it")
    yield Line(
        f"The fewest findings that would have to come out otherwise, under the {answer.attitude} "
        "reading. Findings of this reporting period only: the clock and earlier years stay as "
        "they are."
    )
    for change in sorted(answer.changes, key=_near):
        yield BLANK
        yield from _change(found, change, full=full)


def _near(change: Change) -> tuple[bool, int]:
    """The tiers within reach first, the nearest before the others."""
    return bool(change.bar), change.sizes[0][0] if change.sizes else 0


def _change(found: Assessment, change: Change, *, full: bool) -> Iterator[Line]:
    toward = {"up": " (up)", "down": " (down)"}.get(change.direction, "")
    if change.bar:
        judged = change.bar == BY_HUMAN and found.placement.tier == SPECIAL_CASE
        bar = _BARS.get("judged" if judged else change.bar, _NEVER)
        yield Line(f"{change.tier}{toward}: {bar}")
        return
    size, ways = change.sizes[0]
    text = f"{change.tier}{toward}: {counted(size, 'finding')}, in {counted(ways, 'way')}"
    yield heading(text)
    facts = found.country_year
    again = f"tipcli change {facts.country} {facts.report_year} --to {quoted(change.tier)}"
    if size > _IN_FULL and not full:
        yield Line(f"{again} lists them.", 1)
        return
    same = _in_all(change.shapes)
    yield from _groups(found, same, 1, full=full)
    if len(change.shapes) > 1:
        for place, shape in enumerate(change.shapes):
            rest = tuple(group for group in shape.groups if group not in same)
            more = f" ({counted(shape.size, 'finding')} in all)" if shape.size != size else ""
            start = "and either" if same else "Either"
            yield Line(f"{'or' if place else start}{more}", 1)
            yield from _groups(found, rest, 3, full=full)
    if change.left_out:
        every = len(change.shapes) + change.left_out
        yield Line(f"and {change.left_out} more of these (--most {every}).", 1)
    listed_sizes = {shape.size for shape in change.shapes}
    larger = [pair for pair in change.sizes if pair[0] > max(listed_sizes)]
    if larger:
        said = listed([f"{many} with {counted(size, 'finding')}" for size, many in larger])
        yield Line(f"Larger changes, none with a part that is enough: {said} (--all).", 1)


def quoted(tier: str) -> str:
    """The tier as it is typed on a command line."""
    return f'"{tier}"' if " " in tier else tier


def _in_all(shapes: tuple[Shape, ...]) -> tuple[Group, ...]:
    """The groups that every shape has."""
    return tuple(
        group for group in shapes[0].groups if all(group in shape.groups for shape in shapes)
    )


def _groups(
    found: Assessment, groups: tuple[Group, ...], indent: int, *, full: bool
) -> Iterator[Line]:
    # Those without a choice first: a reader then knows what is asked in any case.
    ordered = sorted(groups, key=lambda group: group.number < len(group.needs))
    for place, group in enumerate(ordered):
        what = _how_many(group.number, len(group.needs))
        yield Line(f"{'and ' if place else ''}{what if place else capital(what)}:", indent)
        for need in group.needs:
            yield Line(f"{must_be(need)} [{need.finding.indicator.id}]", indent + 2, "+ ")
            yield Line(_asks(found, need), indent + 4, style="dim")
            if full:
                yield Line(f"Asks: {need.finding.indicator.question}", indent + 4, style="dim")


def _how_many(wanted: int, of: int) -> str:
    if wanted < of:
        return f"any {number(wanted)} of these {number(of)}"
    return {1: "this one", 2: "both of these"}.get(of, f"all {number(of)} of these")


def must_be(need: Need) -> str:
    """The title of what would have to be shown."""
    indicator = need.finding.indicator
    return indicator.title_established if need.holds else indicator.title_refuted


def _asks(found: Assessment, need: Need) -> str:
    """What it would take: how strong, by which standard, from what kinds of evidence."""
    finding = need.finding
    now = f"Now {finding.outcome}"
    if finding.ground == "presumption":
        now = "Now presumed, since the data were refused"
    if finding.judgement is not None:
        return f"{now} by judgement of {finding.judgement.author}, which would have to go."
    kinds = listed([spoken(kind) for kind in finding.indicator.evidence_kinds], "or")
    if need.strength is None:
        return (
            f"{now}. No new evidence is enough: what stands against it would first have to be "
            f"undercut or superseded. Admits {kinds}."
        )
    standard = spoken(finding.indicator.standard if need.holds else "preponderance")
    strength = found.weighing.scale[need.strength]
    if need.origins > 1:
        strength += f" evidence from {number(need.origins)} independent origins"
    else:
        strength += " evidence"
    return f"{now}. Takes {strength} ({standard}). Admits {kinds}."


def answer(found: Assessment, changes: Changes) -> dict[str, Any]:
    """The answer as plain values."""
    own = {
        "changes": [
            {
                "tier": change.tier,
                "direction": change.direction,
                "barred_by": change.bar or None,
                "sizes": [{"findings": size, "changes": many} for size, many in change.sizes],
                "shapes": [
                    {
                        "findings": shape.size,
                        "groups": [
                            {"any": group.number, "of": [_need(found, n) for n in group.needs]}
                            for group in shape.groups
                        ],
                    }
                    for shape in change.shapes
                ],
                "shapes_left_out": change.left_out,
            }
            for change in changes.changes
        ],
    }
    return framed(found, "change", own)


def _need(found: Assessment, need: Need) -> dict[str, Any]:
    finding, indicator = need.finding, need.finding.indicator
    strength = need.strength
    return {
        "indicator": indicator.id,
        "wanted": HOLDS if need.holds else FAILS,
        "title": capital(must_be(need)),
        "outcome": finding.outcome,
        "ground": finding.ground,
        "strength": found.weighing.scale[strength] if strength is not None else None,
        "origins": need.origins if strength is not None else None,
        "standard": indicator.standard if need.holds else "preponderance",
        "evidence_kinds": list(indicator.evidence_kinds),
        "question": indicator.question,
        "citation": indicator.citation,
    }
