"""Text of why two placements differ: each component's share, and the findings it moved."""

from __future__ import annotations

from collections.abc import Iterator

from tipcli.diffing import Diff
from tipcli.edits import parameters
from tipcli.law import Criteria
from tipcli.model import Assessment
from tipcli.reason.difference import Cause, Difference, Move, Shift
from tipcli.reason.differenceslots import LEFT_OUT, NEW_FACTS, NEWLY_KNOWN, RATINGS
from tipcli.reason.differenceworlds import CLOCK, JUDGEMENTS, LAW, OPTIONS, PARAMETERS, SEARCHES
from tipcli.render.lines import BLANK, Line, heading
from tipcli.words import capital, counted, listed, number

_WHAT = {
    NEW_FACTS: "statements about a time after the first reporting period",
    NEWLY_KNOWN: "statements about that time or before, which the first file or report had not",
    LEFT_OUT: "statements that the second file has not, or has in other words",
    RATINGS: "statements whose reliability, credibility or adjustments were rated anew",
    SEARCHES: "what was looked for and not found, or refused",
    JUDGEMENTS: "what named humans judged",
    CLOCK: "the report year, the tiers of earlier years and waivers",
    LAW: "the rules of the version that was applied",
    PARAMETERS: "numbers of the law or of the weighing",
    OPTIONS: "what was chosen on the command line",
}
#: So many parts of a finding's move, or of a list of numbers, are named.
_MOST = 6


def lines(found: Diff, *, full: bool = False) -> Iterator[Line]:
    """What `tipcli diff` prints; with `full` every finding that moved."""
    of = found.difference
    was, now = of.before.placement.tier, of.after.placement.tier
    moved = f"{was}, then {now}" if of.moved else f"{now} both times"
    yield heading(f"{found.names[0]} and {found.names[1]}: {moved}")
    yield from _in_short(of)
    for each in found.recorded:
        again = "the same" if each.tier == each.recomputed else each.recomputed
        yield Line(
            f"{each.receipt} was written by tipcli {each.tool} and records {each.tier}; this "
            f"version finds {again}. No other version can be run from here, so the tool takes no "
            "share."
        )
    told = [each for each in of.causes if each.share or each.shifts or each.alone != was]
    for cause in told:
        yield BLANK
        yield from _cause(of, cause, full=full)
    silent = [each.component for each in of.causes if each not in told]
    if silent:
        yield BLANK
        verb = "differs" if len(silent) == 1 and silent[0][-1] != "s" else "differ"
        yield Line(f"{capital(listed(silent))} {verb} too, and moved no finding that counts.")


def _in_short(of: Difference) -> Iterator[Line]:
    if not of.causes:
        yield Line("Nothing differs that could be read into a tier.")
        return
    tried = counted(of.mixtures, "mixture")
    yield Line(
        f"{capital(counted(len(of.causes), 'component'))} differ; {tried} of the two were decided, "
        "each by the same rules."
    )
    if not of.moves:
        yield Line("None of what differs moves the tier, alone or together.")
    elif of.moved:
        for move in of.moves:
            yield Line(_moved_by(move))
        yield Line(
            "The share of each is how often its replacement makes the move, over all orders of "
            "replacing one after the other; shares add to one."
        )
    else:
        for move in of.moves:
            together = " together" if move.joint else ""
            yield Line(
                f"Replaced{together} without the rest, {listed(move.components)} would give "
                f"{move.tier}; the rest takes that back."
            )


def _moved_by(move: Move) -> str:
    what = listed(move.components)
    if move.joint:
        some = len(move.components)
        all_of = "both" if some == 2 else f"all {number(some)}"
        return f"Joint: it takes {all_of} together to give {move.tier}: {what}."
    return f"Enough by itself to give {move.tier}: {what}."


def _cause(of: Difference, cause: Cause, *, full: bool) -> Iterator[Line]:
    share = "" if cause.share is None else f": {_share(cause)}"
    needed = "; needed" if cause.needed else ""
    yield heading(f"{capital(cause.component)}{share}{needed}")
    count = f"{cause.items} " if cause.items else ""
    yield Line(f"{count}{_WHAT[cause.component]}.", 1, style="dim")
    yield from _values(of, cause.component)
    yield Line(f"Replaced alone: {cause.alone}. All but this replaced: {cause.without}.", 1)
    shown = [each for each in cause.shifts if each.decisive or full]
    for shift in shown:
        yield from _shift(shift)
    if len(cause.shifts) > len(shown):
        more = "more finding" if shown else "finding"
        left = capital(counted(len(cause.shifts) - len(shown), more))
        yield Line(f"{left} moved that no reason of either tier names (--full).", 1)


def _share(cause: Cause) -> str:
    if cause.share is None or not cause.share:
        return "no share"
    percent = f" ({float(cause.share):.0%})" if cause.share.denominator > 1 else ""
    if cause.share < 0:
        return f"works against the move, share {cause.share}{percent}"
    return f"share {cause.share}{percent}" if cause.share < 1 else "the whole move"


def _shift(shift: Shift) -> Iterator[Line]:
    before = shift.before.outcome if shift.before else "not asked"
    after = shift.after.outcome if shift.after else "not asked"
    move = f"{before} -> {after}" if before != after else f"{before}, with other evidence"
    ids = []
    for pair in shift.items:
        if pair.after is None and pair.before is not None:
            ids.append(f"{pair.before.id} is gone")
        elif pair.after is not None:
            ids.append(pair.after.id)
    more = f" and {len(ids) - _MOST} more" if len(ids) > _MOST else ""
    cited = f" [{', '.join(ids[:_MOST])}{more}]" if ids else ""
    yield Line(f"{shift.indicator.claim.rstrip('.')}: {move}{cited}", 1, "- ")


def _values(of: Difference, component: str) -> Iterator[Line]:
    """What a component was and is, where it is no list of statements."""
    was, now = of.before, of.after
    if component == CLOCK:
        for name, found in (("Before", was), ("After", now)):
            yield Line(f"{name}: {found.clock.reasons[0]}", 1)
    elif component == LAW and was.law.id != now.law.id:
        yield Line(f"{was.law.id} -> {now.law.id}", 1)
    elif component == PARAMETERS:
        yield from _numbers(was, now)
    elif component == OPTIONS:
        for name in was.options._fields:
            old, new = getattr(was.options, name), getattr(now.options, name)
            if old != new:
                yield Line(f"{name.replace('_', ' ')}: {old} -> {new}", 1)
    elif component == JUDGEMENTS:
        for name, found in (("Before", was), ("After", now)):
            judged = [
                f"{each.indicator} by {each.author}" for each in found.country_year.judgements
            ]
            yield Line(f"{name}: {listed(judged) or 'none'}", 1)


def _numbers(was: Assessment, now: Assessment) -> Iterator[Line]:
    old, new = (parameters(Criteria(each.law, each.weighing, {}, {})) for each in (was, now))
    moved = [
        f"{name}: {old.get(name, 'none')} -> {new.get(name, 'none')}"
        for name in dict.fromkeys((*old, *new))
        if old.get(name) != new.get(name)
    ]
    for each in moved[:_MOST]:
        yield Line(each, 1)
    if len(moved) > _MOST:
        yield Line(f"and {len(moved) - _MOST} more", 1)
