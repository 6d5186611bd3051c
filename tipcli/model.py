"""The nouns of tipcli: frozen values that know nothing of files, rules or screens."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

# NamedTuple and not dataclass: equally frozen and slotted, and each costs a tenth of the time to
# define, which every call of the command pays for.

TIER_1 = "Tier 1"
TIER_2 = "Tier 2"
WATCH_LIST = "Tier 2 Watch List"
TIER_3 = "Tier 3"
SPECIAL_CASE = "Special Case"
#: From the best to the worst; Special Case stands outside the order.
TIERS = (TIER_1, TIER_2, WATCH_LIST, TIER_3, SPECIAL_CASE)

ESTABLISHED = "established"
REFUTED = "refuted"
CONTESTED = "contested"
OPEN = "open"
NOT_APPLICABLE = "not applicable"
OUTCOMES = (ESTABLISHED, REFUTED, CONTESTED, OPEN, NOT_APPLICABLE)

HOLDS = "holds"
FAILS = "fails"
CANNOT_TELL = "cannot tell"

DIMENSIONS = ("prosecution", "protection", "prevention", "partnership")
ATTITUDES = ("cautious", "balanced", "lenient")


#: The lists of an evidence file.
GROUPS = ("evidence", "searches", "waivers", "judgements")
#: The last report year of what is still in force.
NO_END = 9999


class Period(NamedTuple):
    """An inclusive span of days, ISO dates as text."""

    start: str
    end: str


class Source(NamedTuple):
    """A document; `origin` is who first said what it says, so that copies are one voice."""

    id: str
    title: str
    publisher: str
    kind: str
    published: str
    url: str
    reliability: str
    reliability_reason: str
    origin: str
    seen: str
    status: str
    note: str


class Item(NamedTuple):
    """One cited statement that bears on one indicator: it supports or contradicts its claim."""

    id: str
    indicator: str
    bearing: str
    statement: str
    source: Source
    locator: str
    basis: str
    credibility: int
    credibility_reason: str
    origin: str
    period: Period | None
    measure: Mapping[str, Any] | None
    adjust: tuple[str, ...]
    undercuts: tuple[str, ...]
    supersedes: tuple[str, ...]
    status: str
    note: str

    @property
    def official(self) -> bool:
        """Whether this is the U.S. government's own conclusion rather than a fact it reports."""
        return self.basis == "official_finding" and self.source.kind == "us_government_report"


class Search(NamedTuple):
    """What was looked for, and what came of it: silence is evidence of a kind."""

    indicator: str
    result: str
    asked_on: str
    note: str
    source: str


class Waiver(NamedTuple):
    """A waiver of the watch-list clock for one report, with its three conditions cited."""

    report_year: int
    plan: str
    plan_sufficient: str
    resources: str
    source: str
    locator: str


class Judgement(NamedTuple):
    """A named human's reasoned override of one finding."""

    indicator: str
    outcome: str
    author: str
    date: str
    reason: str
    cites: tuple[str, ...]


class CountryYear(NamedTuple):
    """One evidence file: facts only, no tier and no opinion."""

    country: str
    report_year: int
    period: Period
    note: str
    sources: tuple[Source, ...]
    evidence: tuple[Item, ...]
    searches: tuple[Search, ...]
    waivers: tuple[Waiver, ...]
    judgements: tuple[Judgement, ...]
    digest: str


class Indicator(NamedTuple):
    """Our observable claim under a provision. Not statutory, and we say so."""

    id: str
    dimension: str
    claim: str
    question: str
    title_established: str
    title_refuted: str
    favourable: bool
    provisions: tuple[str, ...]
    evidence_kinds: tuple[str, ...]
    standard: str
    burden: str
    silence: str
    silence_from: int
    precondition: str
    parameter: str
    unit: str
    first_report: int
    last_report: int
    authority: str
    citation: str
    status: str
    sources: tuple[str, ...]


class Rule(NamedTuple):
    """One node of a rule: an operator of the closed vocabulary over parts, or a leaf."""

    op: str
    ref: str = ""
    parts: tuple[Rule, ...] = ()
    least: int = 0
    parameter: str = ""
    title: str = ""
    authority: str = ""
    citation: str = ""
    why: str = ""
    if_not_applicable: str = ""


class Provision(NamedTuple):
    """A minimum standard, criterion, factor, proof of failure, ground, or Special Case.

    `status` is the weakest of its `elements`, which are pairs of text and status.
    """

    id: str
    section: str
    title: str
    citation: str
    text: str
    authority: str
    status: str
    sources: tuple[str, ...]
    rule: Rule | None
    context: tuple[str, ...]
    why: str
    elements: tuple[tuple[str, str], ...] = ()


class Parameter(NamedTuple):
    """A number or word that a rule or an indicator reads.

    `range` is the least and the largest value that could reasonably have been chosen; `informs`
    are the indicators whose question is answered by it.
    """

    id: str
    value: int | str
    unit: str
    authority: str
    citation: str
    status: str
    text: str
    range: tuple[int, int] | None = None
    range_why: str = ""
    informs: tuple[str, ...] = ()


class Rung(NamedTuple):
    """One question of the ladder; the first whose rule holds gives the tier."""

    id: str
    question: str
    citation: str
    authority: str
    why: str
    rule: Rule | None
    tier: str
    automatic: bool
    if_yes: str = ""
    if_no: str = ""


class ClockRule(NamedTuple):
    """The time limit on the Watch List in one version of the law."""

    applies: bool
    citation: str
    authority: str
    status: str
    text: str
    years_limit: int
    waiver_years: int
    first_counted_report: int
    post_downgrade_years: int
    post_downgrade_citation: str
    #: The names of the parameters that the three numbers of years come from.
    years_limit_parameter: str = ""
    waiver_years_parameter: str = ""
    post_downgrade_parameter: str = ""


class Law(NamedTuple):
    """One complete version of the test, for the reports of its window."""

    id: str
    title: str
    first_report: int
    last_report: int
    window_status: str
    note: str
    provisions: tuple[Provision, ...]
    ladder: tuple[Rung, ...]
    clock: ClockRule
    parameters: tuple[Parameter, ...]
    indicators: tuple[Indicator, ...]
    digest: str

    def provision(self, ident: str) -> Provision:
        """The provision with this id; KeyError if the version lacks it."""
        for provision in self.provisions:
            if provision.id == ident:
                return provision
        raise KeyError(ident)


class Standard(NamedTuple):
    """A proof standard: the strength a side needs, and its lead over the other, in steps."""

    id: str
    needs: int
    margin: int


class Weighing(NamedTuple):
    """The tables by which evidence becomes findings; every entry is a modelling choice.

    `ranges` says by how many steps each kind of choice is moved when all are moved together.
    """

    scale: tuple[str, ...]
    strength: Mapping[str, tuple[int, ...]]
    reliability_by_kind: Mapping[str, str]
    credibility_by_basis: Mapping[str, int]
    adjustments: Mapping[str, int]
    corroboration_origins: int
    corroboration_steps: int
    standards: Mapping[str, Standard]
    authority: str = ""
    citation: str = ""
    ranges: Mapping[str, int] = {}
    ranges_why: str = ""


class Voice(NamedTuple):
    """One counted item with its strength and how it was come by."""

    item: Item
    strength: int
    steps: tuple[str, ...]


class Aside(NamedTuple):
    """One item that was not counted, and why."""

    item: Item
    reason: str
    kind: str


class Side(NamedTuple):
    """Everything counted for or against a claim. `level` is uncapped, `strength` is capped."""

    voices: tuple[Voice, ...]
    strength: int
    level: int
    origins: int


class Finding(NamedTuple):
    """What the evidence establishes about one indicator.

    `outcome` is final, `proposed` is what it was before any judgement; `ground` says what it
    rests on: evidence, silence, presumption, precondition or judgement.
    """

    indicator: Indicator
    outcome: str
    proposed: str
    ground: str
    supports: Side
    contradicts: Side
    asides: tuple[Aside, ...]
    searches: tuple[Search, ...]
    judgement: Judgement | None

    @property
    def free(self) -> bool:
        """Whether the finding leaves the claim undecided, so that either value is possible."""
        return self.outcome in (OPEN, CONTESTED)


class ClockState(NamedTuple):
    """Where a country stands on the clock: `expired` is holds, fails or cannot tell."""

    expired: str
    run: tuple[int, ...]
    reasons: tuple[str, ...]
    citation: str


class Step(NamedTuple):
    """One evaluated node of a rule.

    `answer` is the three-valued truth; `taken` is what the attitude made of it. Both may be
    "not applicable". `provision` is set where the node stands for a provision.
    """

    rule: Rule | None
    answer: str
    taken: str
    parts: tuple[Step, ...] = ()
    provision: Provision | None = None
    finding: Finding | None = None


class RungStep(NamedTuple):
    """One rung of the ladder with its evaluated rule."""

    rung: Rung
    step: Step | None
    answer: str
    taken: str


class Reach(NamedTuple):
    """One tier of the exact tier set, with the rungs that give it and a smallest witness.

    `witness` lists (indicator id or "clock", value): the fewest undecided findings that would
    have to come out otherwise than the attitude took them; all others stay as taken.
    """

    tier: str
    rungs: tuple[str, ...]
    witness: tuple[tuple[str, bool], ...]


class Link(NamedTuple):
    """One load-bearing finding, with the word for how firmly it stands."""

    indicator: str
    word: str


class Placement(NamedTuple):
    """The decision: a recommended tier, the rung that gave it, and how far it can be trusted."""

    tier: str
    rung: str
    attitude: str
    by_attitude: tuple[tuple[str, str], ...]
    rungs: tuple[RungStep, ...]
    tier_set: tuple[Reach, ...]
    load_bearing: tuple[Link, ...]
    confidence: str
    provisions: tuple[Step, ...]

    @property
    def settled(self) -> bool:
        """Whether the three attitudes agree."""
        return len({tier for _, tier in self.by_attitude}) == 1


class Options(NamedTuple):
    """What the caller chose; part of the receipt."""

    attitude: str = "balanced"
    hindsight: bool = False
    independent: bool = False
    judgements: bool = True
    law_year: int = 0


class Assessment(NamedTuple):
    """Everything one assessment found, from which every output is rendered.

    `without_official` is the tier without the U.S. government's own conclusions, '' where they are
    left out already. `without_judgements` is the tier without the judgements of named humans, ''
    where there is none or all are left out.
    """

    country_year: CountryYear
    law: Law
    options: Options
    weighing: Weighing
    findings: tuple[Finding, ...]
    clock: ClockState
    placement: Placement
    without_official: str
    without_judgements: str
    published_last_year: str
    issued: str
    not_in_force: tuple[Item, ...]
    receipt: tuple[tuple[str, str], ...]
