"""One case tried under one law: what is supposed becomes findings, and the ladder answers.

Pure. The outcome of each finding comes from weighing, the answers from deciding; nothing here
knows what a rule means.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from tipcli.clock import read_clock
from tipcli.decide import CLOCK, Facts, decide
from tipcli.explain import rationale, rests_on_silence
from tipcli.law import Criteria
from tipcli.lawtest.case import JUDGED, REFUSED, UNKNOWN, Case, Supposed
from tipcli.lawtest.ladder import Ladder, State, missed, state_of, with_leaf
from tipcli.model import (
    CANNOT_TELL,
    CONTESTED,
    ESTABLISHED,
    FAILS,
    HOLDS,
    NOT_APPLICABLE,
    OPEN,
    REFUTED,
    TIER_2,
    Assessment,
    ClockState,
    CountryYear,
    Finding,
    Indicator,
    Judgement,
    Law,
    Options,
    Period,
    Waiver,
)
from tipcli.weigh import conclude, side_at

#: What is said of the clock by its answer.
CLOCK_WORDS = {HOLDS: "run out", FAILS: "not run out", CANNOT_TELL: "cannot tell"}
#: The first report; a year that `before` does not name was on Tier 2.
_FIRST_REPORT, _USUAL = 2001, TIER_2


class Trial(NamedTuple):
    """One case under the law of one report, with the finding that stands in turn, if any."""

    case: Case
    report_year: int
    known: Criteria
    turn: Supposed | None
    facts: Facts
    state: State


class Failure(NamedTuple):
    """One thing that a trial expected and that did not follow.

    `key` is that of the case. Of a tier, `rung` is the one that gave it, and `bearing` a smallest
    set of findings that force it, each with its outcome.
    """

    case: Case
    report_year: int
    law: str
    turn: Supposed | None
    key: str
    expected: Any
    found: Any
    rung: str
    bearing: tuple[Supposed, ...]


def trials(case: Case, report_year: int, known: Criteria) -> Iterator[Trial]:
    """The trials of a case under the law of one report: one, or one for each finding in turn."""
    clock = _clock(case, report_year, known.law)
    supposed = dict(case.supposed)
    indicators = {each.id: each for each in known.law.indicators}
    findings = {
        ident: _finding(each, supposed.get(ident) or _usual(case, each), known, report_year)
        for ident, each in indicators.items()
    }
    facts = Facts(findings, clock)
    state = state_of(facts)
    if not case.in_turn:
        yield Trial(case, report_year, known, None, facts, state)
    for turn in case.in_turn:
        ident, word = turn
        found = _finding(indicators[ident], word, known, report_year)
        turned = Facts({**findings, ident: found}, clock)
        yield Trial(case, report_year, known, turn, turned, with_leaf(state, turned, ident))


def _usual(case: Case, indicator: Indicator) -> str:
    """What is supposed of a claim that the case does not name."""
    if indicator.silence == "absent_unless_judged" or not case.all_favourable:
        return OPEN
    return ESTABLISHED if indicator.favourable else REFUTED


def _finding(indicator: Indicator, word: str, known: Criteria, report_year: int) -> Finding:
    """What weighing finds of two sides of such strength, with no voices behind them.

    Established and refuted are as firm as the scale goes; contested are two sides that are just
    strong enough, and even. A judgement overrules a claim that nothing is known of.
    """
    weighing = known.weighing
    most, enough = len(weighing.scale) - 1, weighing.standards["preponderance"].needs
    levels = {ESTABLISHED: (most, 0), REFUTED: (0, most), CONTESTED: (enough, enough)}
    supports, contradicts = (side_at(level, weighing) for level in levels.get(word, (0, 0)))
    if word in levels:
        return Finding(indicator, word, word, "evidence", supports, contradicts, (), (), None)
    result = {NOT_APPLICABLE: "not_applicable", REFUSED: "refused"}.get(word)
    results = frozenset({result} if result else ())
    outcome, ground = conclude(
        indicator, supports, contradicts, results, weighing, report_year, silent=True
    )
    found = Finding(indicator, outcome, outcome, ground, supports, contradicts, (), (), None)
    if word != JUDGED:
        return found
    by = Judgement(indicator.id, ESTABLISHED, "A. Analyst", "", "Supposed.", ())
    return found._replace(outcome=ESTABLISHED, ground="judgement", judgement=by)


def _clock(case: Case, report_year: int, law: Law) -> ClockState:
    """The clock over the earlier placements of the case; other years were on Tier 2."""
    placements = dict.fromkeys(range(_FIRST_REPORT, report_year), _USUAL)
    for year, tier in case.before:
        placements[year] = tier
        if tier == UNKNOWN:
            del placements[year]
    return read_clock(law.clock, report_year, placements, _waivers(case, report_year))


def _waivers(case: Case, report_year: int) -> tuple[Waiver, ...]:
    return (Waiver(report_year, "Plan.", "Enough.", "Means.", "", ""),) if case.waived else ()


def failures(trial: Trial, ladder: Ladder, looked: set[str]) -> tuple[Failure, ...]:
    """Everything that a trial expects and that does not follow.

    `looked` takes the leaves that were looked at to tell the decision.
    """
    expected = trial.case.expected
    keys = list(missed(expected, ladder, trial.state, trial.case.attitude, looked))
    told = expected.silent is not None or expected.reasons or expected.absent
    if not keys and not told:
        return ()
    found = assessed(trial)
    titles = {clause.title for point in rationale(found) for clause in point.clauses}
    keys += [
        key
        for key, wrong in (
            ("silent", expected.silent not in (None, rests_on_silence(found))),
            ("reasons", not titles.issuperset(expected.reasons)),
            ("absent", not titles.isdisjoint(expected.absent)),
        )
        if wrong
    ]
    questions = ladder.open_questions(trial.state)
    return tuple(_failure(trial, key, found, titles, questions) for key in keys)


def _failure(
    trial: Trial, key: str, found: Assessment, titles: set[str], questions: frozenset[str]
) -> Failure:
    placed = found.placement
    answers: dict[str, Any] = {
        "tier": placed.tier,
        "rung": placed.rung,
        "tier_set": tuple(reach.tier for reach in placed.tier_set),
        "settled": placed.settled,
        "silent": rests_on_silence(found),
        "reasons": tuple(sorted(titles)),
        "absent": tuple(sorted(titles)),
        "open_questions": tuple(name for name in trial.facts.leaves() if name in questions),
    }
    names = [link.indicator for link in placed.load_bearing]
    bearing = tuple((name, said(trial.facts, name)) for name in names)
    return Failure(
        trial.case,
        trial.report_year,
        trial.known.law.id,
        trial.turn,
        key,
        getattr(trial.case.expected, key),
        answers[key],
        placed.rung,
        bearing if key in ("tier", "rung") else (),
    )


def said(facts: Facts, leaf: str) -> str:
    """The outcome of a leaf: of a finding its own, of the clock whether the time has run out."""
    if leaf != CLOCK:
        return facts.findings[leaf].outcome
    return CLOCK_WORDS[facts.clock.expired]


def assessed(trial: Trial) -> Assessment:
    """The assessment of what the trial supposes, decided as every other one is."""
    case, known, facts = trial.case, trial.known, trial.facts
    findings = tuple(facts.findings.values())
    judgements = tuple(each.judgement for each in findings if each.judgement)
    year = trial.report_year
    return Assessment(
        country_year=CountryYear(
            country="",
            report_year=year,
            period=Period(f"{year - 1}-04-01", f"{year}-03-31"),
            note=case.name,
            sources=(),
            evidence=(),
            searches=(),
            waivers=_waivers(case, year),
            judgements=judgements,
            digest="",
        ),
        law=known.law,
        options=Options(attitude=case.attitude),
        weighing=known.weighing,
        findings=findings,
        clock=facts.clock,
        placement=decide(known.law, findings, facts.clock, case.attitude),
        without_official="",
        without_judgements="",
        published_last_year="",
        issued="",
        not_in_force=(),
        receipt=(),
    )
