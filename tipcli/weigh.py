"""Weighing: turns the evidence of one country-year into one finding per indicator.

Pure. Every number it uses stands in `criteria/weighing.yaml` and is a modelling choice: the
statute sets no standard of proof.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypeVar

from tipcli.model import (
    CONTESTED,
    ESTABLISHED,
    NOT_APPLICABLE,
    OPEN,
    REFUTED,
    Aside,
    CountryYear,
    Finding,
    Indicator,
    Item,
    Judgement,
    Law,
    Options,
    Period,
    Search,
    Side,
    Standard,
    Voice,
    Weighing,
)

#: Why an item in a circle of links does not count.
UNDECIDED = "its links form a circle, so it is undecided"


class Linked(Protocol):
    """What may undercut or supersede, and be undercut and superseded: an item, by its id."""

    @property
    def id(self) -> str: ...  # noqa: D102
    @property
    def undercuts(self) -> tuple[str, ...]: ...  # noqa: D102
    @property
    def supersedes(self) -> tuple[str, ...]: ...  # noqa: D102


L = TypeVar("L", bound=Linked)


def weigh(
    country_year: CountryYear, law: Law, weighing: Weighing, options: Options, issued: str
) -> tuple[Finding, ...]:
    """One finding for each indicator of the law, in the law's order.

    `issued` is the ISO date of the report; what was published later is hindsight.
    """
    counted, asides = admitted(country_year, law, options, issued)
    standing, beaten = settle_links(counted)
    for item, reason_text in beaten:
        asides.setdefault(item.indicator, []).append(Aside(item, reason_text, "link"))
    voices: dict[str, list[Voice]] = {}
    for item in standing:
        voice = voice_of(item, weighing, country_year.period)
        voices.setdefault(item.indicator, []).append(voice)
    searches: dict[str, list[Search]] = {}
    for search in country_year.searches:
        searches.setdefault(search.indicator, []).append(search)
    judgements = {j.indicator: j for j in country_year.judgements} if options.judgements else {}
    return tuple(
        _finding(
            indicator,
            voices.get(indicator.id, []),
            asides.get(indicator.id, []),
            searches.get(indicator.id, []),
            judgements.get(indicator.id),
            weighing,
            country_year.report_year,
            cut_off(options, issued),
        )
        for indicator in law.indicators
    )


def admitted(
    country_year: CountryYear, law: Law, options: Options, issued: str
) -> tuple[list[Item], dict[str, list[Aside]]]:
    """The items that may count, before their links are settled, and by indicator those that not.

    An item on an indicator that this law does not ask stands under its name all the same.
    """
    asides: dict[str, list[Aside]] = {}
    counted: list[Item] = []
    kinds = {indicator.id: indicator.evidence_kinds for indicator in law.indicators}
    for item in country_year.evidence:
        reason = _reason_to_set_aside(item, kinds.get(item.indicator, ()), options, issued)
        if reason:
            asides.setdefault(item.indicator, []).append(Aside(item, reason[1], reason[0]))
        else:
            counted.append(item)
    return counted, asides


def cut_off(options: Options, issued: str) -> str:
    """The ISO date after which nothing is heard any more."""
    return "9999" if options.hindsight else issued


def is_hindsight(published: str, issued: str) -> bool:
    """Whether a source cannot be shown to have been public when the report was issued.

    A year or a month alone is read at its latest day; an unknown date cannot be shown.
    """
    return (latest_day(published) or "9999") > issued


def latest_day(published: str) -> str:
    """The last day on which a source may have come out; '' where the date is not known."""
    if published == "unknown":
        return ""
    return published + {4: "-12-31", 7: "-31"}.get(len(published), "")


def _reason_to_set_aside(
    item: Item, kinds: tuple[str, ...], options: Options, issued: str
) -> tuple[str, str] | None:
    source = item.source
    if item.source.kind not in kinds:
        return "kind", f"{source.kind} is not a kind of evidence this indicator admits"
    if not options.hindsight and is_hindsight(source.published, issued):
        if source.published == "unknown":
            return "hindsight", "hindsight: the date of publication is not known"
        if len(source.published) < len(issued) and issued.startswith(source.published):
            return "hindsight", (
                f"hindsight: published {source.published}, not shown to precede the report "
                f"of {issued}"
            )
        return "hindsight", f"hindsight: published {source.published}, after the report of {issued}"
    if options.independent and item.official:
        return "official", "a finding of the U.S. government, left out by --independent"
    return None


def settle_links(items: list[L]) -> tuple[list[L], list[tuple[L, str]]]:
    """Resolve `undercuts` and `supersedes` by grounded semantics; cycles end undecided.

    An item stands if all that attack it are beaten, and is beaten if one that stands attacks it.
    What is left over is a cycle: nobody can say which stands, so none of it counts.
    """
    present = {item.id for item in items}
    attackers: dict[str, list[tuple[str, str]]] = {item.id: [] for item in items}
    for item in items:
        for verb, targets in (("undercut", item.undercuts), ("superseded", item.supersedes)):
            for target in targets:
                if target in present:
                    attackers[target].append((item.id, verb))
    standing: set[str] = set()
    beaten: set[str] = set()
    changed = any(attackers.values())
    if not changed:
        return items, []
    while changed:
        changed = False
        for item in items:
            if item.id in standing or item.id in beaten:
                continue
            by = attackers[item.id]
            if all(attacker in beaten for attacker, _ in by):
                standing.add(item.id)
                changed = True
            elif any(attacker in standing for attacker, _ in by):
                beaten.add(item.id)
                changed = True

    def reason(item: L) -> str:
        # Of several that beat it the first by id, so that the order of the file says nothing.
        winners = [pair for pair in attackers[item.id] if pair[0] in standing]
        return "{1} by {0}".format(*min(winners)) if winners else UNDECIDED

    return (
        [item for item in items if item.id in standing],
        [(item, reason(item)) for item in items if item.id not in standing],
    )


def voice_of(item: Item, weighing: Weighing, period: Period) -> Voice:
    """The item with its strength, 0 for a mere lead, and the steps that gave it."""
    reliability = item.source.reliability or weighing.reliability_by_kind[item.source.kind]
    credibility = item.credibility or weighing.credibility_by_basis[item.basis]
    strength = weighing.strength[reliability][credibility - 1]
    steps = [
        f"source reliability {reliability}{'' if item.source.reliability else ' by kind'}, "
        f"credibility {credibility}{'' if item.credibility else ' by basis'}: "
        f"{weighing.scale[strength]}"
    ]
    reasons = list(item.adjust)
    if item.period and (item.period.end < period.start or item.period.start > period.end):
        reasons.append("outside_period")
    shift = sum(weighing.adjustments[reason] for reason in reasons)
    if reasons:
        strength = max(0, min(len(weighing.scale) - 1, strength + shift))
        words = ", ".join(reason.replace("_", " ") for reason in reasons)
        steps.append(f"{words}: {weighing.scale[strength]}")
    return Voice(item, strength, tuple(steps))


def _side(voices: Iterable[Voice], weighing: Weighing) -> Side:
    """A side is as strong as its best voice, plus a step for a second independent origin there."""
    ordered = tuple(sorted(voices, key=lambda v: (-v.strength, v.item.id)))
    best_of: dict[str, int] = {}
    for voice in ordered:
        origin = voice.item.origin
        best_of[origin] = max(best_of.get(origin, 0), voice.strength)
    if not best_of:
        return Side((), 0, 0, 0)
    best = max(best_of.values())
    agreeing = sum(1 for strength in best_of.values() if strength == best)
    return side_at(side_level(best, agreeing, weighing), weighing)._replace(
        voices=ordered, origins=len(best_of)
    )


def side_level(best: int, agreeing: int, weighing: Weighing) -> int:
    """The uncapped level of a side whose best strength so many independent origins share."""
    # Leads never add up: two rumours are not a report.
    if best > 0 and agreeing >= weighing.corroboration_origins:
        return best + weighing.corroboration_steps
    return best


def side_at(level: int, weighing: Weighing) -> Side:
    """A side of this level, without its voices."""
    return Side((), min(level, len(weighing.scale) - 1), level, 0)


def settle(supports: int, contradicts: int, standard: Standard, usual: Standard) -> str:
    """The outcome for two capped strengths: established, refuted, contested or open.

    The claim is asked for at its own `standard`, its denial at the `usual` one (preponderance).
    """
    if supports >= standard.needs and supports - contradicts >= standard.margin:
        return ESTABLISHED
    if contradicts >= usual.needs and contradicts - supports >= usual.margin:
        return REFUTED
    if supports >= usual.needs and contradicts >= usual.needs:
        return CONTESTED
    return OPEN


def _finding(
    indicator: Indicator,
    voices: list[Voice],
    asides: list[Aside],
    searches: list[Search],
    judgement: Judgement | None,
    weighing: Weighing,
    report_year: int,
    cut_off: str,
) -> Finding:
    supports = _side((v for v in voices if v.item.bearing == "supports"), weighing)
    contradicts = _side((v for v in voices if v.item.bearing == "contradicts"), weighing)
    proposed, ground = conclude(
        indicator,
        supports,
        contradicts,
        heard(searches, cut_off),
        weighing,
        report_year,
        silent=not voices,
    )
    outcome = proposed
    if judgement:
        outcome, ground = judgement.outcome, "judgement"
    return Finding(
        indicator,
        outcome,
        proposed,
        ground,
        supports,
        contradicts,
        tuple(asides),
        tuple(searches),
        judgement,
    )


def heard(searches: Iterable[Search], cut_off: str) -> frozenset[str]:
    """The results of searches that may speak.

    A refusal that the report cannot have known of, or that has no date, presumes nothing.
    """
    return frozenset(
        search.result
        for search in searches
        if search.result != "refused" or "" < search.asked_on <= cut_off
    )


def conclude(
    indicator: Indicator,
    supports: Side,
    contradicts: Side,
    results: frozenset[str],
    weighing: Weighing,
    report_year: int,
    *,
    silent: bool,
) -> tuple[str, str]:
    """The outcome of two sides and of what was searched for, and the ground it rests on.

    `silent` says that no voice was counted, not even a lead.
    """
    if indicator.silence == "absent_unless_judged":
        return REFUTED, "presumption"
    if "not_applicable" in results and silent:
        return NOT_APPLICABLE, "precondition"
    outcome = settle(
        supports.strength,
        contradicts.strength,
        weighing.standards[indicator.standard],
        weighing.standards["preponderance"],
    )
    if outcome == OPEN and "refused" in results and _presumes(indicator, report_year):
        return REFUTED, "presumption"
    return outcome, "silence" if silent else "evidence"


def reconsidered(
    finding: Finding,
    supports: Side,
    contradicts: Side,
    results: frozenset[str],
    weighing: Weighing,
    report_year: int,
    *,
    silent: bool,
) -> Finding:
    """The finding if its two sides were these, no judgement looked at. As `conclude`."""
    outcome, ground = conclude(
        finding.indicator, supports, contradicts, results, weighing, report_year, silent=silent
    )
    return finding._replace(
        outcome=outcome, ground=ground, supports=supports, contradicts=contradicts
    )


def _presumes(indicator: Indicator, report_year: int) -> bool:
    """The statutory data presumption, 22 U.S.C. 7106(b)(1) and (b)(7), from the 2004 report."""
    return (
        indicator.silence == "presumed_against_if_refused" and report_year >= indicator.silence_from
    )
