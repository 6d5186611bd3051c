"""Text and JSON of what a placement rests on: items, sources and origins."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tipcli.explain import rests_on_silence
from tipcli.model import Assessment, Item
from tipcli.reason.support import Load, Removal, Support, Taken
from tipcli.render.answers import framed
from tipcli.render.lines import BLANK, Line, heading
from tipcli.words import capital, counted, listed, number

_MANY = {"item": "items", "source": "sources", "origin": "origins"}
#: So many of the sets that are enough are named; all of them are as small.
_ENOUGH = 3
_WHAT = {
    "item": "single statements",
    "source": "documents, with all their statements; searches and waivers stay",
    "origin": "voices, with all copies of what they said",
}


def lines(found: Assessment, answer: Support) -> Iterator[Line]:
    """What `tipcli support` prints."""
    facts = found.country_year
    yield heading(f"{facts.country} {facts.report_year}: {answer.tier}. What it rests on")
    yield from _in_short(found, answer)
    of = _Of(found, answer)
    for load in answer.loads:
        yield BLANK
        many, what = capital(_MANY[load.unit]), _WHAT[load.unit]
        yield heading(f"{many}: {len(load.units)} that may count ({what})")
        yield from _load(answer, load, of)


def _in_short(found: Assessment, answer: Support) -> Iterator[Line]:
    origins = answer.loads[-1]
    if answer.on_one_origin:
        one = len(answer.on_one_origin) == 1
        said = "It rests on one origin" if one else "It rests on each of several origins"
        yield Line(f"{said}: without {listed(answer.on_one_origin, 'or')} another tier follows.")
    elif origins.flips.sizes:
        fewest = counted(origins.flips.sizes[0][0], "origin")
        yield Line(f"No one origin carries it: {fewest} would have to fall away together.")
    elif origins.complete:
        yield Line("No statement carries it: whichever are taken away, the tier is the same.")
    else:
        yield Line(f"{capital(counted(origins.searched, 'origin'))} or fewer do not carry it.")
    judged = [finding.indicator.id for finding in found.findings if finding.judgement]
    if judged:
        without = found.without_judgements or found.placement.tier
        yield Line(
            f"A named human's judgement decides {listed(judged)}; no evidence moves that. Without "
            f"the judgements the tier is {without}."
        )
    if rests_on_silence(found):
        yield Line("It rests in part on silence too: no evidence, not evidence against.")


class _Of:
    """Says what an item, a source or an origin is."""

    def __init__(self, found: Assessment, answer: Support) -> None:
        counted_ids = set(answer.loads[0].units)
        items = (item for item in found.country_year.evidence if item.id in counted_ids)
        self._items = {item.id: item for item in items}
        self._sources = {source.id: source for source in found.country_year.sources}

    def told(self, unit: str, name: str) -> Iterator[Line]:
        """A unit with what a reader needs to know it by."""
        if unit == "item":
            item = self._items[name]
            official = "; U.S. official finding" if item.official else ""
            yield Line(f"{item.statement} [{item.id}]", 3, "- ")
            yield Line(f"{item.indicator}; {item.source.id}{official}", 5, style="dim")
        elif unit == "source":
            source = self._sources[name]
            yield Line(f"{source.publisher}, {source.title}, {source.published} [{name}]", 3, "- ")
        else:
            yield Line(f"{name}: {_ids(self._by(name))}", 3, "- ")

    def _by(self, origin: str) -> list[Item]:
        return [item for item in self._items.values() if item.origin == origin]


def _ids(items: list[Item]) -> str:
    shown = ", ".join(item.id for item in items[:4])
    return shown + (f" and {len(items) - 4} more" if len(items) > 4 else "")


def _load(answer: Support, load: Load, of: _Of) -> Iterator[Line]:
    if not load.complete:
        yield Line(
            f"There is too much evidence to try all sets of {_MANY[load.unit]}. All sets of up to "
            f"{number(load.searched)} were tried; larger ones are not counted, and which are "
            "enough by themselves was not worked out.",
            1,
            style="bold",
        )
    yield from _removal(answer, load, of, flips=True)
    yield from _removal(answer, load, of, flips=False)
    if load.flips.responsibility:
        held = [f"{name} {_share(size)}" for name, size in load.flips.responsibility]
        yield Line(f"{', '.join(held)}.", 1, "Responsibility for the tier: ")
    if load.enough_sizes:
        size, ways = load.enough_sizes[0]
        count, unit = counted(size, load.unit), _MANY[load.unit]
        choice = f", in {counted(ways, 'way')}" if ways > 1 else ""
        shown = load.enough[:_ENOUGH]
        verb = "holds" if size == 1 else "hold"
        yield Line(f"Whatever else falls away, {count} {verb} the tier{choice}:", 1)
        for names in shown:
            yield Line(", ".join(names), 3, "- ")
        if ways > len(shown):
            yield Line(f"and {counted(ways - len(shown), 'other choice')} of {unit}.", 3)


def _share(size: int) -> str:
    return "1" if size == 1 else f"1/{size}"


def _removal(answer: Support, load: Load, of: _Of, *, flips: bool) -> Iterator[Line]:
    removal = load.flips if flips else load.unsettles
    if not removal.sizes:
        effect = "moves the tier" if flips else "adds to the tier set"
        many = "however many" if load.complete else f"up to {number(load.searched)} at once"
        yield Line(f"Taking away {_MANY[load.unit]}, {many}, never {effect}.", 1)
        return
    groups: dict[tuple[int, str], list[Taken]] = {}
    for taken in removal.sets:
        new = listed([tier for tier in taken.tier_set if tier not in answer.tier_set])
        then = f"the tier is {taken.tier}" if flips else f"{new} becomes possible"
        groups.setdefault((len(taken.units), then), []).append(taken)
    for (size, then), several in groups.items():
        yield Line(f"{_without(size, len(several), load.unit)} {then}:", 1)
        for place, taken in enumerate(several):
            if size > 1 and place:
                yield Line("or", 3)
            for name in taken.units:
                yield from of.told(load.unit, name)
    if removal.left_out:
        every = len(removal.sets) + removal.left_out
        left = counted(removal.left_out, "more such set")
        yield Line(f"and {left} (--most {every}).", 1)


def _without(size: int, ways: int, unit: str) -> str:
    if size == 1:
        return f"Without this {unit}" if ways == 1 else f"Without any one of these {_MANY[unit]}"
    together = "both" if size == 2 else f"all {number(size)}"
    return f"Without {together} of these {_MANY[unit]}"


def answer(found: Assessment, rests: Support) -> dict[str, Any]:
    """The answer as plain values."""
    own = {
        "rests_on_silence": rests_on_silence(found),
        "rests_on_one_origin": list(rests.on_one_origin),
        "by": {
            load.unit: {
                "counted": list(load.units),
                "complete": load.complete,
                "searched_up_to": load.searched,
                "flips": _plain(load.flips),
                "unsettles": _plain(load.unsettles),
                "enough": {
                    "sizes": [{"size": s, "sets": n} for s, n in load.enough_sizes],
                    "smallest": [list(names) for names in load.enough],
                    "left_out": sum(n for _, n in load.enough_sizes[:1]) - len(load.enough),
                },
            }
            for load in rests.loads
        },
    }
    return framed(found, "support", own)


def _plain(removal: Removal) -> dict[str, Any]:
    return {
        "sizes": [{"size": size, "sets": many} for size, many in removal.sizes],
        "sets": [
            {"without": list(t.units), "tier": t.tier, "tier_set": list(t.tier_set)}
            for t in removal.sets
        ],
        "left_out": removal.left_out,
        "responsibility": [
            {"name": name, "smallest_set": size, "responsibility": 1 / size}
            for name, size in removal.responsibility
        ],
    }
