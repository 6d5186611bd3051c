"""Reasoning against exhaustive search: every set of findings, every completion, every removal.

The search asks `recommend` and `tier_set` of rebuilt findings, or weighs a file anew, and knows
nothing of families and of the diagrams over all leaves.
"""

import itertools
import random
from collections import Counter
from typing import NamedTuple

import pytest
from builders import (
    KINDS,
    OUTCOMES,
    country_year,
    criteria,
    finding,
    indicator,
    item,
    provision,
    search,
    small_law,
    source,
)
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from invented import contested_file

from tipcli import assessment, history
from tipcli.decide import CLOCK, KLEENE, Facts, combine, decide, recommend, tier_set
from tipcli.law import Criteria
from tipcli.model import (
    ATTITUDES,
    SPECIAL_CASE,
    TIERS,
    WATCH_LIST,
    Assessment,
    ClockState,
    CountryYear,
    Judgement,
    Law,
    Options,
    Rule,
    Weighing,
)
from tipcli.reason.change import change
from tipcli.reason.questions import questions
from tipcli.reason.space import need_of
from tipcli.reason.support import UNITS, support
from tipcli.reason.whynot import leaves_of, why_not
from tipcli.render import support as render_support
from tipcli.weigh import weigh
from tipcli.words import counted as how_many

ALL = 10**6
ISSUED = "2010-06-14"
#: Sources that come too late for the report, or that cannot be shown to be in time.
LATE = ("2010-07-22", "unknown")
STILL = ClockState("fails", (0,), (), "none")
#: A seed stands for one case. A smaller seed is no simpler, so none is looked for.
SEEDS = st.integers(0, 2**32 - 1)
RANDOM = settings(
    max_examples=200, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate]
)
OPPOSITE = {"holds": "refuted", "fails": "established"}


def subsets(names):
    """Every set of these names, the small ones first."""
    names = sorted(names)
    for size in range(len(names) + 1):
        yield from map(frozenset, itertools.combinations(names, size))


def least(sets):
    """Those of which no part is one of the sets too."""
    return {each for each in sets if not any(other < each for other in sets)}


def sizes_of(sets):
    """How many sets of each size, the smallest first: the form in which answers say it."""
    return tuple(sorted(Counter(len(each) for each in sets).items()))


def facts_of(found):
    return Facts({each.indicator.id: each for each in found.findings}, found.clock)


# Small laws: every set of leaves is turned, and the ladder asked.


def a_rule(rng, names, provisions, depth):
    """Any rule over these leaves; at the top always one with parts."""
    empty = rng.choice(["", "", "", "holds", "fails"])
    if depth < 2 and rng.random() < 0.5 or not depth:
        kind = rng.choice(["indicator"] * 7 + ["clock"] + ["provision"] * min(len(provisions), 2))
        if kind == "clock":
            return Rule("clock", "expired")
        known = names if kind == "indicator" else provisions
        return Rule(kind, rng.choice(known), if_not_applicable=empty)
    op = rng.choice(["all", "all", "any", "any", "at_least", "at_least", "not"])
    size = 1 if op == "not" else rng.randint(2, 4)
    parts = tuple(a_rule(rng, names, provisions, depth - 1) for _ in range(size))
    least_of = rng.randint(1, size) if op == "at_least" else 0
    return Rule(op, parts=parts, least=least_of, if_not_applicable=empty)


def a_law(rng):
    """A law of three to six indicators, up to two provisions, and two to four rungs."""
    names = [f"i{n}" for n in range(rng.randint(3, 6))]
    by_human = rng.choice([*names, *[""] * len(names)])
    catalogue = [
        indicator(
            name,
            rng.random() < 0.5,
            silence="absent_unless_judged" if name == by_human else "open",
        )
        for name in names
    ]
    provisions = []
    for n in range(rng.randint(0, 2)):
        known = [each.id for each in provisions]
        provisions.append(provision(f"p{n}", a_rule(rng, names, known, 2)))
    known = [each.id for each in provisions]
    tiers = rng.sample(TIERS, 4)
    if rng.random() < 0.3:
        tiers[2] = tiers[0]
    ladder = [(a_rule(rng, names, known, 2), tiers[n]) for n in range(rng.randint(1, 3))]
    return small_law(catalogue, provisions, [*ladder, (None, tiers[3])])


def placed(seed):
    """An assessment under a random law: findings of any outcome, a clock in any state.

    At times one finding is of the kind that only a human can judge. The same seed is the same.
    """
    rng = random.Random(seed)
    law = a_law(rng)
    outcomes = [*OUTCOMES[:4] * 2, "not applicable"]
    found = [
        finding(each, rng.choice(outcomes), rng.randint(0, 4), rng.randint(0, 4))
        if each.silence == "open"
        else finding(each, rng.choice(["established", "refuted"]))
        for each in law.indicators
    ]
    clock = ClockState(rng.choice(["holds", "fails", "fails", "cannot tell"]), (0,), (), "none")
    return assembled(law, found, clock, rng.choice(ATTITUDES))


def assembled(law, found, clock, attitude):
    """The assessment of findings that no evidence stands behind."""
    return Assessment(
        country_year=country_year(),
        law=law,
        options=Options(attitude),
        weighing=criteria(2010).weighing,
        findings=tuple(found),
        clock=clock,
        placement=decide(law, tuple(found), clock, attitude),
        without_official="",
        without_judgements="",
        published_last_year="",
        issued="2010-06-14",
        not_in_force=(),
        receipt=(),
    )


class Turning:
    """An assessment whose leaves can be set against what they are taken for."""

    def __init__(self, found):
        facts, attitude = facts_of(found), found.options.attitude
        self._found = found
        self._usual = facts.findings
        self._turned = {
            name: each._replace(outcome=OPPOSITE[taken])
            for name, each in self._usual.items()
            if (taken := facts.taken(name, attitude)) is not None
        }
        ticking = "fails" if facts.taken(CLOCK, attitude) == "holds" else "holds"
        self._clocks = found.clock, found.clock._replace(expired=ticking)

    def tier(self, names):
        """The tier once these leaves are turned."""
        findings = self._usual | {name: self._turned[name] for name in names if name != CLOCK}
        return recommend(
            self._found.law,
            tuple(findings.values()),
            self._clocks[CLOCK in names],
            self._found.options.attitude,
        )


class Every(NamedTuple):
    """What every set of turned leaves gives: the rung by its id. `by_human`, `evident`: leaves."""

    rung: dict
    tier_of: dict
    evident: frozenset
    by_human: frozenset

    def changes(self, goals):
        """The minimal changes to any of these rungs, and what stands in the way of evidence."""
        tries = (
            ("", self.evident),
            ("clock", self.evident | {CLOCK}),
            ("judgement", self.evident | self.by_human),
            ("judgement", self.evident | self.by_human | {CLOCK}),
        )
        for bar, free in tries:
            sets = least({s for s, rung in self.rung.items() if rung in goals and s <= free})
            if sets:
                return bar, sets
        return "law", set()

    def to_tier(self, tier):
        return self.changes({rung for rung, gives in self.tier_of.items() if gives == tier})


def every(found):
    """Turn every set of leaves; what does not arise is none."""
    # With a tier of its own for each rung the ladder says which rung it was.
    asked = found._replace(
        law=found.law._replace(ladder=tuple(r._replace(tier=r.id) for r in found.law.ladder))
    )
    turning = Turning(asked)
    arising = [each for each in found.findings if each.outcome != "not applicable"]
    by_human = {
        each.indicator.id for each in arising if each.indicator.silence == "absent_unless_judged"
    }
    names = {each.indicator.id for each in arising}
    return Every(
        {chosen: turning.tier(chosen) for chosen in subsets(names | {CLOCK})},
        {rung.id: rung.tier for rung in found.law.ladder},
        frozenset(names - by_human),
        frozenset(by_human),
    )


def expanded(shape):
    """Every set of findings that a shape stands for, with what each would have to be."""
    parts = [itertools.combinations(group.needs, group.number) for group in shape.groups]
    for chosen in itertools.product(*parts):
        needs = [need for part in chosen for need in part]
        assert len(needs) == shape.size
        yield {need.finding.indicator.id: need.holds for need in needs}


def test_changes_equal_every_way_of_turning_findings():
    """Sound, minimal and complete for each tier, and never the clock or what a human judges."""
    seen = Counter()

    @RANDOM
    @given(SEEDS)
    def one(seed):
        found = placed(seed)
        answer, truth, facts = change(found, every=True, most=ALL), every(found), facts_of(found)
        now, attitude = found.placement.tier, found.options.attitude
        known = {rung.tier for rung in found.law.ladder}

        assert (answer.tier, answer.attitude) == (now, attitude)
        assert [e.tier for e in answer.changes] == [t for t in TIERS if t in known - {now}]
        for each in answer.changes:
            bar, sets = truth.to_tier(each.tier)
            listed = [needs for shape in each.shapes for needs in expanded(shape)]
            assert each.bar == bar
            assert Counter(map(frozenset, listed)) == Counter(set() if bar else sets)
            assert each.sizes == (() if bar else sizes_of(sets))
            assert all(
                holds == (facts.taken(name, attitude) == "fails")
                for needs in listed
                for name, holds in needs.items()
            )
            assert [s.size for s in each.shapes] == sorted(s.size for s in each.shapes)
            assert each.left_out == 0
            upward = TIERS.index(each.tier) < TIERS.index(now)
            aside = SPECIAL_CASE in (now, each.tier)
            assert each.direction == ("aside" if aside else "up" if upward else "down")
            seen[bar or "reached"] += 1
            seen["several"] += len(listed) > 1

            (few,) = change(found, each.tier, most=1).changes
            smallest = [s for s in each.shapes if s.size == each.shapes[0].size]
            assert few.shapes == each.shapes[:1]
            assert few.left_out == max(len(smallest) - 1, 0)
            assert few.sizes == each.sizes

    one()
    assert seen["reached"] > 40
    assert min(seen[kind] for kind in ("several", "clock", "judgement", "law")) >= 3, seen


def parts_of(missed):
    """A node that was missed, and all below it."""
    return [missed, *(below for part in missed.parts for below in parts_of(part))]


def enough_of(step, wanted):
    """How many of its wrong parts make a node right, by turning one after the other."""
    if step.provision is not None:
        return 1
    values = [part.taken if part.taken != "not applicable" else None for part in step.parts]
    right = KLEENE.negate(wanted) if step.rule.op == "not" else wanted
    wrong = [n for n, value in enumerate(values) if value not in (right, None)]
    for number, place in enumerate(wrong, 1):
        values[place] = right
        if combine(step.rule, values, KLEENE) == wanted:
            return number
    raise AssertionError(step)


def test_why_not_names_what_can_matter_and_nothing_else():
    """For each rung the findings of all its minimal changes; nothing where the tier is given."""
    seen = Counter()

    @RANDOM
    @given(SEEDS)
    def one(seed):
        found = placed(seed)
        truth, facts = every(found), facts_of(found)
        tiers = {reach.tier for reach in found.placement.tier_set}
        taken = {step.rung.id: step.taken for step in found.placement.rungs}
        order = [rung.id for rung in found.law.ladder]
        for tier in TIERS:
            answer = why_not(found, tier)
            goals = [r for r in found.law.ladder if r.tier == tier]
            wanted = [] if tier == found.placement.tier else goals
            assert answer.reachable == (tier in tiers)
            assert [way.rung for way in answer.ways] == wanted
            for way in answer.ways:
                bar, sets = truth.changes({way.rung.id})
                matter = frozenset().union(*sets)
                missed = [hurdle.missed for hurdle in way.hurdles if hurdle.missed]
                named = [leaf for each in missed for leaf in leaves_of(each)]
                besides = [each.indicator.id for each in way.besides]
                assert (way.bar, way.least) == (bar, 0 if bar else min(map(len, sets)))
                # The clock that answers as it should for now is said by the bar alone.
                assert {*named, *besides} - {CLOCK} == matter - {CLOCK}
                assert (CLOCK in named) <= (CLOCK in matter)
                assert not set(named) & set(besides)
                ahead = order[: order.index(way.rung.id)]
                right = {**dict.fromkeys(ahead, "fails"), way.rung.id: "holds"}
                # Only where nothing at all can do it is nothing named.
                assert all((h.missed is None) == (bar == "law") for h in way.hurdles)
                wrong = {
                    rung: v
                    for rung, v in right.items()
                    if (taken[rung] == "holds") != (v == "holds")
                }
                assert {h.rung.id: h.wanted for h in way.hurdles} == wrong
                for node in [below for each in missed for below in parts_of(each)]:
                    assert node.step.taken not in (node.wanted, "not applicable")
                    if node.clock or node.finding:
                        leaf = CLOCK if node.clock else node.finding.indicator.id
                        assert facts.taken(leaf, found.options.attitude) == node.step.taken
                    else:
                        assert node.enough == enough_of(node.step, node.wanted)
                        assert node.enough <= len(node.parts)
                seen[bar or "reached"] += 1
                seen["besides"] += bool(besides)
                seen["named"] += len(named) > 1

    one()
    assert min(seen[kind] for kind in ("reached", "named")) > 40, seen
    assert min(seen[kind] for kind in ("clock", "judgement", "law")) >= 3, seen
    assert seen["besides"]


def worlds(found):
    """The tier of each completion, by the set of undecided leaves that hold in it."""
    facts = facts_of(found)
    undecided = [name for name in facts.leaves() if facts.answer(name) == "cannot tell"]
    tiers = {}
    for holding in subsets(undecided):
        values = {n: "established" if n in holding else "refuted" for n in undecided}
        findings = tuple(
            each._replace(outcome=values.get(each.indicator.id, each.outcome))
            for each in found.findings
        )
        clock = found.clock
        if CLOCK in values:
            clock = clock._replace(expired="holds" if CLOCK in holding else "fails")
        tiers[holding] = recommend(found.law, findings, clock, found.options.attitude)
    return undecided, tiers


def test_questions_are_those_that_can_move_the_tier():
    """Listed exactly where an answer moves the tier in some completion; sets and rank exact."""
    seen = Counter()

    @RANDOM
    @given(SEEDS)
    def one(seed):
        found = placed(seed)
        answer, (undecided, tiers) = questions(found), worlds(found)
        facts, now = facts_of(found), found.placement.tier
        start = frozenset(n for n in undecided if facts.taken(n, found.options.attitude) == "holds")
        can = {n for n in undecided for w in tiers if tiers[w] != tiers[w ^ {n}]}
        moves = [
            least({w ^ start for w, tier in tiers.items() if tier == other})
            for other in {*tiers.values()} - {now}
        ]

        assert tiers[start] == now == answer.tier
        assert answer.tier_set == tuple(t for t in TIERS if t in tiers.values())
        assert answer.undecided == sum(each.free for each in found.findings)
        assert {each.subject for each in answer.questions} == can
        assert len(answer.questions) == len(can)
        for each in answer.questions:
            name = each.subject
            with_it = {tier for w, tier in tiers.items() if name in w}
            without = {tier for w, tier in tiers.items() if name not in w}
            others = [len(s) - 1 for sets in moves for s in sets if name in s]
            assert each.if_holds == tuple(t for t in TIERS if t in with_it)
            assert each.if_not == tuple(t for t in TIERS if t in without)
            assert each.worst == max(len(with_it), len(without))
            assert each.average == (len(with_it) + len(without)) / 2
            assert each.with_others == min(others, default=None)
            assert (each.clock is not None) == (name == CLOCK) == (each.finding is None)
            seen["keeps" if each.with_others is None else each.with_others] += 1
        ranks = [
            (
                each.worst,
                each.average,
                ALL if each.with_others is None else each.with_others,
                facts.leaves().index(each.subject),
            )
            for each in answer.questions
        ]
        assert ranks == sorted(ranks)
        seen["listed"] += bool(can)
        seen["left out"] += len(can) < len(undecided)
        seen["ranked"] += len(can) > 1

    one()
    assert min(seen[kind] for kind in ("listed", "left out", "ranked")) > 15, seen
    assert min(seen[kind] for kind in (0, 1, "keeps")) >= 3, seen


def test_the_larger_tier_set_ranks_before_the_mean():
    """A question that may leave four tiers comes after one that leaves three either way."""
    a, b, c, d = (Rule("indicator", name) for name in "abcd")
    ladder = [
        (Rule("not", parts=(a,)), "Tier 1"),
        (d, "Tier 1"),
        (Rule("all", parts=(b, c)), "Tier 2"),
        (Rule("all", parts=(Rule("not", parts=(b,)), c)), "Tier 3"),
        (None, "Tier 2 Watch List"),
    ]
    law = small_law([indicator(name) for name in "abcd"], [], ladder)
    found = [finding(each, "open") for each in law.indicators]
    answer = questions(assembled(law, found, STILL, "balanced"))

    ranks = [(each.subject, each.worst, each.average) for each in answer.questions]
    assert ranks == [("c", 3, 2.5), ("b", 3, 3), ("a", 4, 2.5), ("d", 4, 2.5)]


# Real evidence: what it takes for one finding to be taken otherwise.


def an_item(rng, number, subject, bearing):
    """An item of any rating and kind; mostly one that is admitted and good."""
    voice = rng.choice(["o0", "o1", "o2", "o3"])
    of = source(
        f"s-{voice}-{rng.randint(0, 1)}",
        kind=rng.choice(subject.evidence_kinds) if rng.random() < 0.95 else rng.choice(KINDS),
        published=rng.choice(["2009-11", "2009-12-02", "2009-12-30", *LATE]),
        reliability=rng.choice(["", "A", "A", "B", "C", "D", "E"]),
        origin=voice,
    )
    return item(
        f"KAZ-2010-{number:02}",
        subject.id,
        bearing,
        source=of,
        origin=rng.choice([voice, voice, voice, "o9"]),
        basis=rng.choice(["observation", "observation", "allegation", "official_finding"]),
        credibility=rng.choice([0, 1, 1, 2, 3]),
        adjust=tuple(rng.sample(["indirect", "against_interest"], rng.choice([0, 0, 0, 1]))),
    )


def new_item(number, subject, bearing, strength, weighing, origin):
    """An item that is admitted and has just this strength by the real tables."""
    reliability, credibility = next(
        (letter, column + 1)
        for letter, row in weighing.strength.items()
        for column, found in enumerate(row)
        if found == strength
    )
    of = source(
        f"new-{number}",
        kind=subject.evidence_kinds[0],
        published="2001-01-01",  # in time for any report
        reliability=reliability,
    )
    ident = f"KAZ-2010-9{number}"
    return item(ident, subject.id, bearing, source=of, origin=origin, credibility=credibility)


def one_subject(rng):
    """A real law of which one indicator alone is asked, and evidence on that one."""
    year = rng.choice([2001, 2010, 2019])
    known = criteria(year)
    asked = [e for e in known.law.indicators if e.silence != "absent_unless_judged"]
    special = [e for e in asked if e.silence != "open" or e.standard != "preponderance"]
    subject = rng.choice(rng.choice([asked, special]))
    bearings = rng.choice([["supports"], ["contradicts"], ["supports", "contradicts"]])
    evidence = [
        an_item(rng, n, subject, rng.choice(bearings)) for n in range(rng.choice([0, 1, 2, 4, 8]))
    ]
    searches = [search(subject.id, "refused")] * rng.randint(0, 1)
    facts = country_year(evidence, searches, year=2010)
    return law_on(subject), known.weighing, facts


def law_on(subject):
    """A law that asks one indicator and gives one tier."""
    return small_law([subject], [], [(None, "Tier 2")])


class Standing(NamedTuple):
    """One finding, what it is taken for, and how to weigh it anew with more items."""

    law: Law
    weighing: Weighing
    facts: CountryYear
    attitude: str

    def finding(self, *new):
        facts = self.facts._replace(evidence=(*self.facts.evidence, *new))
        (one,) = weigh(facts, self.law, self.weighing, Options(self.attitude), ISSUED)
        return one

    def holds(self, *new):
        one = self.finding(*new)
        name = one.indicator.id
        return Facts({name: one}, STILL).taken(name, self.attitude) == "holds"

    def need(self):
        """What it takes to turn it."""
        now = self.finding()
        found = assembled(self.law, [now], STILL, self.attitude)
        found = found._replace(country_year=self.facts, weighing=self.weighing)
        return need_of(found, now, holds=not self.holds())

    def added(self, strength, *origins):
        """What it is taken for with a new item of this strength from each of these origins.

        Without any the item is no second voice beside those that are as strong as it is.
        """
        now, holds = self.finding(), self.holds()
        bearing, side = ("contradicts", now.contradicts) if holds else ("supports", now.supports)
        same = {voice.strength: voice.item.origin for voice in side.voices}
        return self.holds(
            *(
                new_item(n, now.indicator, bearing, strength, self.weighing, origin)
                for n, origin in enumerate(origins or [same.get(strength, "fresh")])
            )
        )


def test_need_is_the_least_new_evidence_that_does_it():
    """Items of the strength named, from as many origins, are enough; weaker or fewer are not."""
    seen = Counter()

    @RANDOM
    @given(SEEDS)
    def one(seed):
        rng = random.Random(seed)
        here = Standing(*one_subject(rng), rng.choice(ATTITUDES))
        need, holds = here.need(), here.holds()
        strength, fresh = need.strength, [f"fresh-{n}" for n in range(need.origins)]

        assert need.finding == here.finding()
        assert need.holds != holds
        if strength is None:
            assert here.added(len(here.weighing.scale) - 1, "one", "two", "three") == holds
        else:
            assert here.added(strength, *fresh) != holds
            assert here.added(strength - 1, *(fresh if need.origins > 1 else [])) == holds
            assert need.origins == 1 or here.added(strength) == holds
        seen[strength, need.origins] += 1

    one()
    assert min(seen[kind] for kind in ((2, 1), (3, 1), (3, 2), (None, 1))) >= 3, seen


def test_a_judgement_is_turned_by_no_evidence():
    """Only its author can take it back."""
    name = "victims-identified"
    by = Judgement(name, "refuted", "A. Analyst", "2010-05-01", "A reason.", ())
    found = assessment.judge(criteria(2010), country_year([], [], [by]), {}, Options())
    judged = next(each for each in found.findings if each.indicator.id == name)

    assert need_of(found, judged, holds=True).strength is None


def test_a_second_strong_origin_leaves_one_strong_voice_behind():
    """As the balanced reading counts; to the lenient one a contest is enough."""
    subject = next(e for e in criteria(2010).law.indicators if e.id == "victims-identified")
    weighing = criteria(2010).weighing
    against = [new_item(n, subject, "contradicts", 3, weighing, f"o{n}") for n in (7, 8)]
    one, two = (
        Standing(law_on(subject), weighing, country_year(against[:n]), "balanced") for n in (1, 2)
    )

    assert (one.need().strength, one.need().origins) == (3, 2)
    both = [new_item(n, subject, "supports", 3, weighing, f"o{n}") for n in (5, 6)]
    contest = one.finding(*both)
    assert (contest.outcome, contest.supports.strength, contest.supports.level) == (
        "contested",
        3,
        4,
    )
    assert two.need().strength is None
    assert one._replace(attitude="lenient").need()[2:] == (3, 1)


# Real laws: every set of items, sources and origins is taken away, and the file weighed anew.


class File(NamedTuple):
    """A small file under a real law, with what it is judged by."""

    known: Criteria
    facts: CountryYear
    before: dict
    options: Options

    def without(self, gone):
        """The file with these items deleted."""
        left = tuple(each for each in self.facts.evidence if each.id not in gone)
        return self._replace(facts=self.facts._replace(evidence=left))

    def judged(self):
        return assessment.judge(self.known, self.facts, self.before, self.options)


def dense(rng, law):
    """An outcome for every indicator, most of them for the government."""
    share = rng.choice([0.5, 0.7, 0.85, 0.95])
    outcomes = {}
    for each in law.indicators:
        good, bad = ("established", "refuted") if each.favourable else ("refuted", "established")
        others = [bad, bad, bad, "open", "contested"]
        outcome = good if rng.random() < share else rng.choice(others)
        asked = each.silence != "absent_unless_judged"
        outcomes[each.id] = outcome if asked else "refuted"
    return outcomes


def subjects_of(rng, law, outcomes, attitude):
    """Some indicators without which the tier moves: one or two alone, and two only together."""
    usual = [finding(each, outcomes[each.id]) for each in law.indicators]

    def tier(*opened):
        found = [finding(e.indicator, "open") if n in opened else e for n, e in enumerate(usual)]
        return recommend(law, found, STILL, attitude)

    now = tier()
    settled = [n for n, each in enumerate(usual) if each.outcome in ("established", "refuted")]
    settled = [n for n in settled if usual[n].indicator.silence != "absent_unless_judged"]
    rng.shuffle(settled)
    if rng.random() < 0.3:  # those first that a refusal presumes against
        settled.sort(key=lambda n: usual[n].indicator.silence == "open")
    alone = list(itertools.islice((n for n in settled if tier(n) != now), rng.randint(1, 2)))
    idle = [n for n in settled if n not in alone]
    pairs = (rng.sample(idle, 2) for _ in range(20 if len(idle) > 1 else 0))
    chosen = alone + next((pair for pair in pairs if tier(*pair) != now), [])
    return [usual[n].indicator for n in chosen or settled[:2]], bool(chosen)


def linked(rng, evidence):
    """Some of the items undercut or supersede others; at times in a circle."""
    pairs = [rng.sample(range(len(evidence)), 2) for _ in range(rng.choice([0, 0, 1, 1, 2, 3]))]
    if pairs and rng.random() < 0.3:
        pairs.append(pairs[0][::-1])
    links = {n: {"undercuts": (), "supersedes": ()} for n in range(len(evidence))}
    for one, other in pairs:
        verb = rng.choice(["undercuts", "supersedes"])
        links[one][verb] += (evidence[other].id,)
    return [each._replace(**links[n]) for n, each in enumerate(evidence)]


def some_items(rng, subjects, outcomes):
    """Three to eight items: one that settles each subject as it was drawn, then any."""
    evidence = []
    good = rng.choice([1, 1, 3])  # strong, or moderate so that a second voice adds to it
    for n in range(rng.randint(max(len(subjects), 3), 8)):
        each = subjects[n % len(subjects)]
        usual = "contradicts" if outcomes[each.id] == "refuted" else "supports"
        made = an_item(rng, n, each, usual)
        if n < len(subjects):
            of = made.source._replace(kind=each.evidence_kinds[0], published="2009-12-02")
            made = made._replace(
                source=of._replace(reliability="A"),
                basis="observation",
                credibility=good,
                adjust=(),
            )
        elif rng.random() < 0.3:
            made = made._replace(bearing=rng.choice(["supports", "contradicts"]))
        evidence.append(made)
    return linked(rng, evidence)


def a_file(seed):
    """A small file on what moves the tier, where all else has been judged."""
    rng = random.Random(seed)
    year = rng.choice([2010, 2019])
    known = criteria(year)
    law, attitude = known.law, rng.choice(ATTITUDES)
    for _ in range(4):
        outcomes = dense(rng, law)
        subjects, moving = subjects_of(rng, law, outcomes, attitude)
        if moving:
            break
    evidence = some_items(rng, subjects, outcomes)
    asked_on = rng.choice(["2010-03-01", "", "2030-01-01"])
    searches = [
        search(each.id, rng.choice(["refused", "refused", "not_found"]))._replace(asked_on=asked_on)
        for each in subjects
        if rng.random() < 0.5
    ]
    # At times a subject has been judged too, and then rests on no evidence.
    on_evidence = {each.id for each in subjects[rng.random() < 0.1 :]}
    judgements = [
        Judgement(each.id, outcomes[each.id], "A. Analyst", "2010-05-01", "A reason.", ())
        for each in law.indicators
        if each.id not in on_evidence and each.silence != "absent_unless_judged"
    ]
    facts = country_year(evidence, searches, judgements, year=year)
    years = range(year - 1, year - 1 - rng.choice([0, 0, 0, 2, 5]), -1)
    options = Options(attitude, hindsight=rng.random() < 0.2, independent=rng.random() < 0.2)
    return File(known, facts, dict.fromkeys(years, WATCH_LIST), options)


def removals(file, found):
    """The tier and the tier set after the removal of every set of items."""
    law, attitude = file.known.law, file.options.attitude
    # Only the indicators on which there are items are weighed anew; the others stay as they are.
    subjects = {each.indicator for each in file.facts.evidence}
    asked = law._replace(indicators=tuple(i for i in law.indicators if i.id in subjects))
    usual = {each.indicator.id: each for each in found.findings}
    known = {}
    after = {}
    for gone in subsets(each.id for each in file.facts.evidence):
        facts = file.without(gone).facts
        weighed = weigh(facts, asked, file.known.weighing, file.options, found.issued)
        key = tuple((f.outcome, f.supports.level, f.contradicts.level) for f in weighed)
        if key not in known:
            findings = usual | {each.indicator.id: each for each in weighed}
            tiers = {t.tier for t in tier_set(law, Facts(findings, found.clock), attitude)}
            tier = recommend(law, tuple(findings.values()), found.clock, attitude)
            known[key] = tier, tuple(t for t in TIERS if t in tiers)
        after[gone] = known[key]
    return after


def counted(found):
    """The items that count or would, but for the links of others."""
    asides = [a.item for f in found.findings for a in f.asides if a.kind == "link"]
    voices = [
        voice.item
        for each in found.findings
        for side in (each.supports, each.contradicts)
        for voice in side.voices
    ]
    return [*voices, *asides]


def by_unit(found, unit):
    """The counted items of each unit."""
    groups = {}
    for each in counted(found):
        name = {"item": each.id, "source": each.source.id, "origin": each.origin}[unit]
        groups.setdefault(name, set()).add(each.id)
    return groups


def same_removal(removal, sets, outcome):
    """An answer lists exactly these sets, the smallest first, with what follows from each."""
    listed = [frozenset(taken.units) for taken in removal.sets]
    fewest = {}
    for each in sets:
        for name in each:
            fewest[name] = min(fewest.get(name, ALL), len(each))
    assert Counter(listed) == Counter(sets)
    assert [len(each) for each in listed] == sorted(map(len, sets))
    assert removal.sizes == sizes_of(sets)
    assert removal.left_out == 0
    assert removal.responsibility == tuple(sorted(fewest.items(), key=lambda p: p[::-1]))
    for taken in removal.sets:
        assert taken.units == tuple(sorted(taken.units))
        assert (taken.tier, taken.tier_set) == outcome[frozenset(taken.units)]


def same_load(load, found, after):
    """One kind of unit against the removal of every set of its units. Gives what was seen."""
    groups = by_unit(found, load.unit)
    units = frozenset(groups)
    outcome = {
        gone: after[frozenset().union(*(groups[name] for name in gone))] for gone in subsets(units)
    }
    tier, tiers = outcome[frozenset()]
    flips = {gone for gone, (then, _) in outcome.items() if then != tier}
    widens = {gone for gone, (_, then) in outcome.items() if set(then) - set(tiers)}
    # A set holds the tier if no removal that spares it flips it: the other side of the duality.
    holds = least({kept for kept in subsets(units) if all(kept & gone for gone in flips)})

    assert load.units == tuple(sorted(units))
    same_removal(load.flips, least(flips), outcome)
    same_removal(load.unsettles, least(widens), outcome)
    if flips:
        smallest = min(map(len, holds))
        assert set(map(frozenset, load.enough)) == {s for s in holds if len(s) == smallest}
        assert load.enough_sizes == sizes_of(holds)
    else:
        assert holds == {frozenset()}
        assert load.enough == load.enough_sizes == ()
    return Counter(
        flips=bool(flips),
        several=len(load.flips.sets) > 1,
        pairs=any(len(taken.units) > 1 for taken in load.flips.sets),
        unsettles=bool(widens),
        returns=any(more not in flips for gone in flips for more in outcome if more > gone),
    )


def test_support_equals_every_removal():
    """By item, by source and by origin: sound, minimal and complete, and dual to what is enough."""
    seen, cases = Counter(), 0

    @settings(RANDOM, max_examples=50)
    @given(SEEDS)
    def one(seed):
        nonlocal cases
        file = a_file(seed)
        found = file.judged()
        after = removals(file, found)
        answer = support(found, most=ALL)

        assert answer.tier == found.placement.tier == after[frozenset()][0]
        assert answer.tier_set == after[frozenset()][1]
        assert tuple(load.unit for load in answer.loads) == UNITS
        for load in answer.loads:
            kinds = same_load(load, found, after)
            seen.update(kinds)
            cases += 1
        groups = by_unit(found, "origin")
        alone = {name for name in groups if after[frozenset(groups[name])][0] != answer.tier}
        assert set(answer.on_one_origin) == alone
        for taken in (*answer.loads[0].flips.sets[:1], *answer.loads[1].unsettles.sets[:1]):
            unit = UNITS[taken not in answer.loads[0].flips.sets]
            gone = set().union(*(by_unit(found, unit)[name] for name in taken.units))
            then = file.without(gone).judged().placement
            assert then.tier == taken.tier
            assert {reach.tier for reach in then.tier_set} == set(taken.tier_set)
        few = support(found, most=1).loads[0]
        whole = answer.loads[0]
        assert few.flips.sets == whole.flips.sets[:1]
        assert few.flips.left_out == max(len(whole.flips.sets) - 1, 0)
        assert few.flips.sizes == whole.flips.sizes
        for whole, tried in zip(answer.loads, support(found, ALL, nodes=15).loads, strict=True):
            seen["cut"] += not tried.complete
            for kind in ("flips", "unsettles"):
                sets = getattr(whole, kind).sets
                small = [taken for taken in sets if len(taken.units) <= tried.searched]
                assert list(getattr(tried, kind).sets) == small
        seen["links"] += any(each.undercuts or each.supersedes for each in counted(found))

    one()
    assert seen["flips"] > cases / 2, seen
    assert seen["cut"] > cases / 20, seen
    assert min(seen[kind] for kind in ("unsettles", "pairs", "several", "returns", "links")) > 5, (
        seen
    )


def test_support_says_where_it_was_cut():
    """Three items a side on every finding: by source too much for all sets, so the small ones."""
    law = criteria(2019).law
    file = File(criteria(2019), contested_file(law, 2019, voices=3), {}, Options())
    found = file.judged()
    by_tier = found.placement.tier
    by_item, by_source, _ = support(found).loads
    assert by_item.complete and not by_source.complete
    assert by_source.enough == by_source.enough_sizes == ()
    # All 243 that a solver finds have been found, though not that there are no more.
    assert by_source.flips.sizes == ((2, 5), (3, 7), (4, 231)) and by_source.searched >= 4
    groups = by_unit(found, "source")
    for taken in by_source.flips.sets[:5]:
        one, other = (groups[name] for name in taken.units)
        assert file.without(one | other).judged().placement.tier == taken.tier != by_tier
        assert {file.without(gone).judged().placement.tier for gone in (one, other)} == {by_tier}
    said = "".join(line.text + "\n" for line in render_support.lines(found, support(found)))
    tried = how_many(by_source.searched, "set").split()[0]
    assert f"All sets of up to {tried} were tried; larger ones are not counted" in said
    plain = render_support.answer(found, support(found))["by"]
    assert (plain["source"]["complete"], plain["source"]["searched_up_to"]) == (
        False,
        by_source.searched,
    )


@pytest.mark.parametrize(
    ("asked_on", "heard"), [("2010-03-01", True), ("2030-01-01", False), ("", False)]
)
def test_a_refusal_speaks_once_the_evidence_is_gone_if_it_was_known_in_time(asked_on, heard):
    """To the lenient reading an open finding holds; a presumption that is heard turns it."""
    law, name = criteria(2010).law, "traffickers-convicted"
    judgements = [
        Judgement(
            each.id,
            "established" if each.favourable else "refuted",
            "A. Analyst",
            "2010-05-01",
            "A reason.",
            (),
        )
        for each in law.indicators
        if each.id != name and each.silence != "absent_unless_judged"
    ]
    subject = next(each for each in law.indicators if each.id == name)
    only = new_item(1, subject, "supports", 3, criteria(2010).weighing, "o1")
    refusal = search(name, "refused")._replace(asked_on=asked_on)
    facts = country_year([only], [refusal], judgements)
    found = File(criteria(2010), facts, {}, Options("lenient")).judged()

    for load in support(found).loads:
        assert [taken.tier for taken in load.flips.sets] == ["Tier 2"] * heard
        assert bool(load.enough) == heard


# Three real files.


@pytest.fixture(scope="module", params=[2009, 2010, 2011])
def kaz(request):
    return assessment.assess("KAZ", request.param)


def file_of(found):
    """The file of an assessment, to be judged again."""
    facts = found.country_year
    before = {
        year: tier
        for year, tier in history.load("country_data", facts.country).items()
        if year < facts.report_year
    }
    return File(criteria(facts.report_year), facts, before, found.options)


def test_real_changes_are_sound_and_minimal_and_none_is_missed(kaz):
    """Each change listed, every one for the near tiers; and all single findings and pairs."""
    facts = facts_of(kaz)
    names = [
        each.indicator.id
        for each in kaz.findings
        if each.outcome != "not applicable" and each.indicator.silence != "absent_unless_judged"
    ]
    turning = Turning(kaz)
    tries = [frozenset(s) for size in (1, 2) for s in itertools.combinations(names, size)]
    tiers = {gone: turning.tier(gone) for gone in tries}
    for each in change(kaz, every=True, most=20).changes:
        listed = [
            needs
            for shape in each.shapes
            for needs in itertools.islice(expanded(shape), ALL if shape.size <= 2 else 3)
        ]
        for needs in listed:
            assert turning.tier(needs) == each.tier
            assert all(turning.tier(set(needs) - {one}) != each.tier for one in needs)
            for name, holds in needs.items():
                assert holds == (facts.taken(name, kaz.options.attitude) != "holds")
        found = {frozenset(needs) for needs in listed if len(needs) <= 2}
        assert found == least({gone for gone, tier in tiers.items() if tier == each.tier})


def test_real_needs_move_the_tier_when_the_items_are_written(kaz):
    """One new item for each finding of a change, of the strength it names, and the file is judged."""
    file = file_of(kaz)
    for each in change(kaz).changes:
        for shape in each.shapes[:1]:
            needs = [need for group in shape.groups for need in group.needs[: group.number]]
            new = [
                new_item(
                    number,
                    need.finding.indicator,
                    "supports" if need.holds else "contradicts",
                    need.strength,
                    kaz.weighing,
                    f"new-{number}",
                )
                for number, need in enumerate(needs)
            ]
            more = file.facts._replace(evidence=(*file.facts.evidence, *new))
            assert file._replace(facts=more).judged().placement.tier == each.tier


def test_real_removals_are_sound_and_no_unit_is_missed(kaz):
    """Each removal listed is judged anew, and so is each unit taken away alone."""
    file = file_of(kaz)

    def after(groups, units):
        placed = file.without(set().union(*(groups[unit] for unit in units))).judged().placement
        return placed.tier, tuple(reach.tier for reach in placed.tier_set)

    answer = support(kaz)
    for load in answer.loads:
        groups = by_unit(kaz, load.unit)
        fewest = dict(load.flips.responsibility)
        assert load.units == tuple(sorted(groups))
        for taken in (*load.flips.sets, *load.unsettles.sets):
            assert after(groups, taken.units) == (taken.tier, taken.tier_set)
        for unit in groups:
            assert (after(groups, [unit])[0] != answer.tier) == (fewest.get(unit) == 1)


def test_real_why_not_names_what_the_changes_turn(kaz):
    """Whatever belongs to a minimal change to a tier is named on the way to it."""
    for each in change(kaz, every=True, most=ALL).changes:
        needs = [n for shape in each.shapes for group in shape.groups for n in group.needs]
        turning = {need.finding.indicator.id for need in needs}
        named = set()
        for way in why_not(kaz, each.tier).ways:
            if way.bar:
                continue
            named |= {finding.indicator.id for finding in way.besides}
            for hurdle in way.hurdles:
                named |= leaves_of(hurdle.missed)
        assert turning <= named
        assert bool(turning) == bool(named)


def test_real_questions_narrow_the_set_as_they_say(kaz):
    """Each open finding settled either way, and the tier set found anew."""
    answer, facts = questions(kaz), facts_of(kaz)
    asked = {each.subject: each for each in answer.questions}
    for one in (each for each in kaz.findings if each.free):
        name = one.indicator.id
        left = [
            tuple(
                reach.tier
                for reach in tier_set(
                    kaz.law,
                    facts._replace(
                        findings={**facts.findings, name: one._replace(outcome=outcome)}
                    ),
                    kaz.options.attitude,
                )
            )
            for outcome in ("established", "refuted")
        ]
        if name in asked:
            assert left == [asked[name].if_holds, asked[name].if_not]
        else:
            assert left == [answer.tier_set, answer.tier_set]


def test_kaz_2010_as_published():
    """What the README says of it."""
    found = assessment.assess("KAZ", 2010)
    (to_tier_2,) = change(found, "Tier 2").changes
    item_load = support(found).loads[0]

    assert to_tier_2.sizes[0] == (3, 2)
    assert ("KAZ-2010-29",) in [taken.units for taken in item_load.flips.sets]
    assert {t.tier for t in item_load.flips.sets if t.units == ("KAZ-2010-29",)} == {"Tier 3"}
