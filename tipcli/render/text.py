"""Text for people: the one page that sums an assessment up."""

from __future__ import annotations

from collections.abc import Iterator

from tipcli.explain import (
    answer_words,
    rests_on_silence,
    scorecard,
)
from tipcli.model import (
    CANNOT_TELL,
    HOLDS,
    NO_END,
    NOT_APPLICABLE,
    Assessment,
    Judgement,
)
from tipcli.render.lines import BLANK, Line, heading

TIER_STYLES = {
    "Tier 1": "bold green",
    "Tier 2": "bold yellow",
    "Tier 2 Watch List": "bold magenta",
    "Tier 3": "bold red",
    "Special Case": "bold cyan",
}
#: The length of a SHA-256 in hexadecimal, which is copied whole and so never wrapped.
_DIGEST = 64


def summary(found: Assessment) -> Iterator[Line]:
    """What `tipcli assess` prints: the tier first, then what stands behind it."""
    yield from headline(found)
    yield BLANK
    yield from ladder(found)
    yield BLANK
    yield from cards(found)
    yield BLANK
    yield from origin(found)


def headline(found: Assessment) -> Iterator[Line]:
    """The tier, whether it is settled, the tier set, and how far it can be trusted."""
    placed = found.placement
    yield tier_line(found)
    if not any(f.supports.voices or f.contradicts.voices for f in found.findings):
        yield Line("No evidence was counted: this is what silence alone gives.", style="bold")
    by = ", ".join(f"{name} {tier}" for name, tier in placed.by_attitude)
    settled = "Settled: every attitude agrees" if placed.settled else "Not settled"
    yield _row("Settled", f"{settled} ({by}); this is the {placed.attitude} reading")
    yield _row("Tier set", ", ".join(reach.tier for reach in placed.tier_set))
    for reach in placed.tier_set:
        if reach.witness:
            yield Line(f"{reach.tier} if {if_so(reach.witness)}", 14, "- ")
    yield _row("Confidence", _confidence(found))
    if found.without_official:
        same = found.without_official == placed.tier
        yield _row(
            "U.S. findings",
            f"without the official findings of the U.S. government: {found.without_official}"
            + ("" if same else f"; {placed.tier} rests on State's own conclusion"),
        )
    if found.options.independent:
        yield _row("U.S. findings", "left out (--independent)")
    yield from judgements(found)


def tier_line(found: Assessment) -> Line:
    """The country-year and its tier, by which every answer begins."""
    facts, placed = found.country_year, found.placement
    doubt = "" if placed.settled else " (not settled)"
    return Line(
        f"{facts.country} {facts.report_year}: {placed.tier}{doubt}",
        style=TIER_STYLES[placed.tier],
    )


def judgements(found: Assessment) -> Iterator[Line]:
    """Each finding that a named human decided, as proposed and as judged, and the tier without."""
    judged = [(f, f.judgement) for f in found.findings if f.judgement]
    if not judged:
        return
    without, tier = found.without_judgements, found.placement.tier
    same = "" if without == tier else f"; {tier} rests on a judgement"
    yield _row("Judgements", f"without the judgements of named humans: {without}{same}")
    for finding, by in judged:
        text = f"{finding.indicator.id}: proposed {finding.proposed}, judged {finding.outcome} by"
        yield Line(f"{text} {judged_by(by)}", 14, "- ")


def judged_by(by: Judgement) -> str:
    """Who judged, when, why, and on which items."""
    cited = f" [{', '.join(by.cites)}]" if by.cites else " (no item cited)"
    return f"{by.author}, {by.date}: {by.reason.rstrip('.')}{cited}"


def _row(name: str, text: str) -> Line:
    return Line(text, 0, f"{name:<14}")


def if_so(witness: tuple[tuple[str, bool], ...]) -> str:
    """The findings of a witness, the first four by name."""
    facts = [f"{ident} {'holds' if value else 'does not hold'}" for ident, value in witness]
    return "; ".join(facts[:4]) + (f"; and {len(facts) - 4} more" if len(facts) > 4 else "")


def _confidence(found: Assessment) -> str:
    placed = found.placement
    weakest = [link.indicator for link in placed.load_bearing if link.word == placed.confidence]
    shown = ", ".join(weakest[:3]) + (f" and {len(weakest) - 3} more" if len(weakest) > 3 else "")
    tail = f"; weakest load-bearing: {shown}" if weakest else ""
    if rests_on_silence(found):
        tail += ". The tier rests in part on silence: no evidence, not evidence against"
    return f"{placed.confidence}{tail}"


def ladder(found: Assessment) -> Iterator[Line]:
    """Every rung with its answer and citation."""
    yield heading("The ladder (the first yes gives the tier)")
    reached = False
    for number, each in enumerate(found.placement.rungs):
        deciding = each.rung.id == found.placement.rung
        words = "not asked" if reached else answer_words(each.answer, each.taken)
        reached = reached or deciding
        mark = f"{'>' if deciding else ' '}{number} "
        text = f"{each.rung.question} {words[0].upper()}{words[1:]}."
        if deciding:
            text += f" => {each.rung.tier}"
        style = "bold" if deciding else ""
        yield Line(text, 1, mark, style)
        yield Line(f"{each.rung.citation} [{each.rung.authority}]", 4, style="dim")


def cards(found: Assessment) -> Iterator[Line]:
    """The scorecard: counts of outcomes, for people; no tier ever reads them."""
    by_provision, by_p = scorecard(found)
    yield heading("Scorecard (findings counted for people; no tier reads these numbers)")
    columns = "".join(f"{name:>5}" for name in ("est.", "ref.", "cont.", "open", "n/a"))
    yield Line("", 1, columns.replace("cont.", " con.") + "  ")
    for score in by_provision:
        words = answer_words(score.answer, score.taken)
        if not score.counted:
            words = "shown, not counted"
        yield Line(f"{score.heading}: {words}", 1, _counts(score.counts))
    yield BLANK
    yield Line(_standard_four(found), 1)
    yield BLANK
    for score in by_p:
        yield Line(score.heading, 1, _counts(score.counts))


def _standard_four(found: Assessment) -> str:
    """The three readings of the fourth standard side by side: strict, ours, and a human's."""
    criteria = [
        step
        for step in found.placement.provisions
        if step.provision and step.provision.section == "criterion"
    ]
    asked = [step for step in criteria if step.taken != NOT_APPLICABLE]
    met = sum(step.taken == HOLDS for step in asked)
    known = sum(step.answer != CANNOT_TELL for step in asked)
    needed = {each.id: each.value for each in found.law.parameters}[
        "serious-efforts-criteria-count"
    ]
    return (
        f"Serious and sustained efforts, three readings: strict, {met} of {len(asked)} criteria "
        f"hold ({known} can be told); ours, the four core criteria and {needed} in all; the "
        "statute, indicia for a human to weigh."
    )


def _counts(counts: tuple[int, ...]) -> str:
    return "".join(f"{count or '.':>5}" for count in counts) + "  "


def origin(found: Assessment) -> Iterator[Line]:
    """The law applied and why, the clock, what was not counted, and the receipt."""
    law, facts = found.law, found.country_year
    yield heading("Law and inputs")
    last = "now" if law.last_report == NO_END else str(law.last_report)
    why = (
        f"asked for with --law {found.options.law_year}"
        if found.options.law_year
        else f"the law in force when the report was issued ({found.issued}); that convention is "
        "a modelling choice"
    )
    yield _row("Law", f"{law.id}, {law.title} (reports {law.first_report}-{last}): {why}")
    yield _row("Clock", " ".join(found.clock.reasons) + f" ({found.clock.citation})")
    yield _row(
        "Evidence",
        f"{len(facts.evidence)} items from {len(facts.sources)} sources, for "
        f"{facts.period.start} to {facts.period.end}",
    )
    asides = [aside for finding in found.findings for aside in finding.asides]
    if asides or found.not_in_force:
        total = len(asides) + len(found.not_in_force)
        yield _row("Not counted", f"{total} item{'s' * (total > 1)}:")
        for aside in asides:
            yield Line(f"{aside.item.id} on {aside.item.indicator}: {aside.reason}", 14, "- ")
        for item in found.not_in_force:
            yield Line(f"{item.id}: {law.id} has no indicator {item.indicator}", 14, "- ")
    for name, value in found.receipt:
        yield Line(value, 0, f"{name:<16}", "dim", keep=len(value) == _DIGEST)
