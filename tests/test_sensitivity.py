"""Sensitivity: every answer is that of the rebuilt law or weighing, and no claim goes too far."""

import itertools
import json
import re
import shutil

import pytest
from builders import (
    CRITERIA,
    KINDS,
    REPORT_YEARS,
    country_year,
    criteria,
    indicator,
    item,
    items,
    leaf,
    search,
    small_law,
    small_laws,
    source,
)
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import tipcli
from tipcli import assessment, law
from tipcli.decide import KLEENE, Facts, Fold, recommend, tier_set
from tipcli.edits import count_range
from tipcli.errors import InputError
from tipcli.lawdiff import differences
from tipcli.model import Judgement, Options, Rule
from tipcli.reason import bounds, pairs
from tipcli.reason.choices import CONVENTION, OF_RULES, WEIGHING, with_choice
from tipcli.reason.counts import Counts, freed
from tipcli.reason.everychoice import every_choice, unread
from tipcli.reason.reading import reading
from tipcli.reason.sensitivity import IDLE, NOTHING, SET, TIER, sensitivity
from tipcli.reason.spread import spread
from tipcli.reason.together import (
    LEAVES,
    NEVER,
    NOW,
    REACHED,
    STAYS,
    UNKNOWN,
    fixed_for_good,
    together,
)
from tipcli.reason.trials import Trials
from tipcli.render import sensitivity as render
from tipcli.render import sensitivityjson
from tipcli.render.lines import plain

SLOW = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


ISSUED = {"2010": "2010-06-14", "2012": "2012-06-19"}


def judged(known, facts, options=Options(), before=None):
    return assessment.judge(known, facts, before or {}, options)


@st.composite
def assessments(draw):
    """A small law with files of any evidence, searches and judgements, real weighing tables."""
    made = draw(small_laws())
    year = draw(st.sampled_from([2010, 2010, 2012]))  # in 2012 the clock may have run out
    standards = st.sampled_from(
        ["preponderance", "preponderance", "clear_and_convincing", "scintilla"]
    )
    silences = st.sampled_from(
        ["open", "open", "presumed_against_if_refused", "absent_unless_judged"]
    )
    kinds = st.sampled_from([None, ("ngo_report", "media", "court_record")])
    indicators = tuple(
        each._replace(
            standard=draw(standards),
            silence=draw(silences),
            evidence_kinds=draw(kinds) or each.evidence_kinds,
        )
        for each in made.indicators
    )
    made = made._replace(indicators=indicators)
    names = [each.id for each in indicators]
    evidence = draw(items(names))
    if len(evidence) > 1 and draw(st.booleans()):
        links = draw(
            st.sampled_from([{"undercuts": (evidence[0].id,)}, {"supersedes": (evidence[0].id,)}])
        )
        evidence = (*evidence[:-1], evidence[-1]._replace(**links))
    results = st.sampled_from(["refused", "not_applicable", "not_found"])
    searches = [search(name, draw(results)) for name in names if draw(st.booleans())]
    judgements = [
        Judgement(names[0], "established", "A. Analyst", "2010-05-01", "A reason.", ())
    ] * draw(st.sampled_from([0, 0, 1]))
    facts = country_year(evidence, searches, judgements, year=year)
    options = Options(attitude=draw(st.sampled_from(["balanced", "cautious", "lenient"])))
    return judged(law.Criteria(made, criteria(2010).weighing, ISSUED, {}), facts, options)


def rejudged(found, moves):
    """Tier and set of the law, weighing and options with these choices made, from the start."""
    world = Trials(found).world
    for choice, value in moves:
        world = with_choice(world, choice, value)
    known = law.Criteria(world.law, world.weighing, ISSUED, {})
    placed = judged(known, found.country_year, world.options).placement
    return placed.tier, tuple(reach.tier for reach in placed.tier_set)


@st.composite
def close_calls(draw):
    """Two to four claims with one or two items each, in rules that count: little moves much."""
    names = [f"i{n}" for n in range(draw(st.integers(2, 4)))]
    kinds = st.sampled_from([KINDS, KINDS, ("ngo_report", "court_record")])
    indicators = [
        indicator(name, draw(st.sampled_from([True, True, False])), evidence_kinds=draw(kinds))
        for name in names
    ]
    count = st.sampled_from(["all", "any", "at_least"])

    def node(parts):
        least = draw(st.integers(1, len(parts)))
        return Rule(draw(count), parts=tuple(parts), least=least)

    half = len(names) // 2
    inner = node([leaf(name) for name in names[half:]])
    rungs = [
        (node([*(leaf(name) for name in names[:half]), inner]), "Tier 1"),
        (node([leaf(name) for name in draw(st.permutations(names))[:3]]), "Tier 2"),
        (None, "Tier 3"),
    ]
    evidence = []
    for name in names:
        for _ in range(draw(st.integers(1, 2))):
            origin = draw(st.sampled_from("abc"))
            kind = draw(st.sampled_from(["ngo_report", "media", "court_record"]))
            evidence.append(
                item(
                    f"KAZ-2010-{len(evidence):02}",
                    name,
                    draw(st.sampled_from(["supports", "supports", "contradicts"])),
                    source=source(f"{kind}-{origin}", kind=kind, origin=origin),
                    basis=draw(st.sampled_from(["observation", "allegation", "expert_judgement"])),
                    adjust=draw(st.sampled_from([(), (), ("indirect",)])),
                )
            )
    known = law.Criteria(
        small_law(indicators, [], rungs), criteria(2010).weighing, {"2010": "2010-06-14"}, {}
    )
    return judged(known, country_year(evidence))


ALWAYS = (
    "corroboration.origins",
    "corroboration.steps",
    "standards.preponderance.needs",
    "standards.preponderance.margin",
)


@SLOW
@given(st.data())
def test_every_value_gives_what_the_rebuilt_law_and_weighing_give(data):
    """The fast answers are those of judging from the start; what is not in play changes nothing."""
    found = data.draw(st.one_of(assessments(), close_calls()))
    made = sensitivity(found)
    told = [each for each in made.varied if each.effect in (TIER, SET)]
    told += [each for each in made.varied if each.choice.kind == CONVENTION]
    told += [each for each in made.varied if each.choice.id in ALWAYS]
    told += [each for each in made.varied if each.choice.now == "absent_unless_judged"]
    for kinds in ((WEIGHING,), OF_RULES, ("standard", "silence", "evidence_kinds")):
        others = [each for each in made.varied if each.choice.kind in kinds]
        if others:
            told += data.draw(st.lists(st.sampled_from(others), max_size=5))
    for each in told:
        for value in each.choice.values:
            given = [i for i in each.intervals if value in i.values]
            answer = (given[0].tier, given[0].tier_set) if given else (made.tier, made.tier_set)

            assert bool(given) == (each.effect != IDLE)
            assert answer == rejudged(found, [(each.choice, value)]), (each.choice.id, value)


@pytest.mark.parametrize(("year", "law_year"), [(2009, 2001), (2010, 2019), (2011, 2013)])
def test_every_value_on_real_files(year, law_year):
    """One choice in twenty of each real file, every value of it."""
    for which, report_year in enumerate((year, law_year)):
        found = assessment.assess("KAZ", year, law_year=report_year)
        trials = Trials(found)
        made = sensitivity(found)
        for each in made.varied[which * 7 :: 20]:
            for interval in each.intervals:
                for value in interval.values:
                    world = with_choice(trials.world, each.choice, value)
                    findings = trials.all_under(world)
                    facts = Facts({f.indicator.id: f for f in findings}, found.clock)
                    attitude = world.options.attitude
                    reached = tuple(r.tier for r in tier_set(world.law, facts, attitude))
                    tier = recommend(world.law, findings, found.clock, attitude)
                    assert (interval.tier, interval.tier_set) == (tier, reached)


@st.composite
def joint_checks(draw):
    """An assessment with up to five choices that can move, and every combination of them."""
    found = draw(st.one_of(close_calls(), close_calls(), assessments()))
    trials = Trials(found)
    read = reading(trials)
    choices = tuple(every_choice(trials.world, read.readers, read.origins))
    rules = [each for each in choices if each.kind in OF_RULES and len(each.values) > 1]
    read_now = [each for each in choices if each.kind == WEIGHING and each.readers]
    others = [
        each
        for each in choices
        if each.kind not in (*OF_RULES, WEIGHING, CONVENTION) or each.id.startswith("strength.")
    ]
    groups = [group for group in (rules, read_now, read_now, rules, others) if group]
    moved = {each.id: each for each in (draw(st.sampled_from(group)) for group in groups)}.values()
    ranges = {}
    for each in moved:
        at = each.values.index(each.now)
        near = each.values[max(0, at - 1) : at + 2]
        ranges[each.id] = draw(st.sampled_from([near, each.values[:4], each.values[-3:]]))
    free = [
        each._replace(
            range=tuple(v for v in each.values if v in ranges.get(each.id, ()) or v == each.now)
        )
        for each in choices
    ]
    moved = [each for each in free if len(each.range) > 1]
    combinations = list(itertools.product(*(each.range for each in moved)))
    assume(1 < len(combinations) <= 200)
    answers = {
        each.id: tuple(trials.with_value(each, value) for value in each.values)
        for each in moved
        if each.kind in OF_RULES or each.readers
    }
    every = {}
    for values in combinations:
        moves = [(c, v) for c, v in zip(moved, values, strict=True) if v != c.now]
        every[tuple(moves)] = rejudged(found, moves)
    return Check(found, trials, free, answers, every)


class Check:
    """What a joint check is made of, shown in a line where it fails."""

    def __init__(self, *parts):
        self.parts = parts

    def __repr__(self):
        found, _, choices, _, _ = self.parts
        moved = [(c.id, c.now, c.range) for c in choices if len(c.range) > 1]
        rules = [(each.id, each.rule) for each in (*found.law.provisions, *found.law.ladder)]
        shown = re.sub(r", \w+=(''|\(\)|0)", "", f"{rules}")
        return f"{moved} {[(f.indicator.id, f.outcome) for f in found.findings]} {shown}"


@SLOW
@given(joint_checks())
def test_the_joint_check_claims_what_every_combination_shows(check):
    """Excluded is never reached; reached is, by those moves, and by no fewer where it says so."""
    _, trials, choices, answers, every = check.parts
    joint = together(trials, choices, answers)
    fewest = {}
    for moves, (tier, _) in every.items():
        fewest[tier] = min(fewest.get(tier, 99), len(moves))
    for each in joint.tiers:
        if each.verdict == NOW:
            assert fewest[each.tier] == 0
        elif each.verdict == NEVER:
            assert each.tier not in fewest
        elif each.verdict == REACHED:
            assert every[ordered(every, each.moves)][0] == each.tier
            assert not each.fewest or len(each.moves) == fewest[each.tier]
        else:
            assert each.tier not in fewest or fewest[each.tier] > 2
    if all(choice.kind in OF_RULES or len(choice.range) == 1 for choice in choices):
        assert {each.tier for each in joint.tiers if each.verdict in (NOW, REACHED)} == set(fewest)
        assert all(each.fewest for each in joint.tiers if each.verdict == REACHED)
    the_set_is_as_claimed(joint.tier_set, trials.now.tier_set, every)
    # The same with all that is free taken as all that there is: what is fixed moves with nothing.
    if fixed_for_good(trials, [each._replace(values=each.range) for each in choices]):
        assert set(fewest) == {trials.now.tier}


def the_set_is_as_claimed(tier_set, now, every):
    """What always stays is always there, what never joins never is, and the rest has a witness."""
    for each in tier_set:
        inside = [each.tier in tiers for _, tiers in every.values()]
        assert each.verdict in (
            (STAYS, LEAVES, UNKNOWN) if each.tier in now else (NEVER, REACHED, UNKNOWN)
        )
        if each.verdict == STAYS:
            assert all(inside)
        elif each.verdict == NEVER:
            assert not any(inside)
        elif each.verdict != UNKNOWN:
            there = each.tier in every[ordered(every, each.moves)][1]
            assert there == (each.verdict == REACHED)


def ordered(every, moves):
    """The key of a combination, whatever the order of its moves."""
    return next(key for key in every if sorted(map(repr, key)) == sorted(map(repr, moves)))


@st.composite
def counted_laws(draw):
    """A small law, what its leaves are taken for, and a few of its counts free to move."""
    found = draw(assessments())
    trials = Trials(found)
    rules = [c for c in every_choice(trials.world, {}, 1) if c.kind in OF_RULES and c.parts > 1]
    assume(rules)
    moved = draw(st.lists(st.sampled_from(rules), min_size=1, max_size=4, unique=True))
    moved = [
        each._replace(
            range=tuple(
                v
                for v in each.values
                if v == each.now or draw(st.sampled_from([True, True, False]))
            )
        )
        for each in moved
    ]
    states = {leaf: draw(st.sampled_from(STATES)) for leaf in trials.states}
    states["clock"] = draw(st.sampled_from(STATES[:2]))
    every = {}
    for values in itertools.product(*(each.range for each in moved)):
        moves = tuple((c, v) for c, v in zip(moved, values, strict=True) if v != c.now)
        world = trials.world
        for choice, value in moves:
            world = with_choice(world, choice, value)
        every[moves] = world.law
    return found.law, moved, states, every


STATES = [("holds", "holds"), ("fails", "fails"), ("cannot tell", "fails"), (None, None)]


def tier_of(law_, states):
    """The tier by the fold that decides, for what the leaves are taken for."""
    fold = Fold(law_, lambda leaf: states[leaf][1], KLEENE, ("fails", "holds"))
    return next(r.tier for r in law_.ladder if r.rule is None or fold.rule(r.rule) == "holds")


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(counted_laws())
def test_all_counts_together_are_exact(check):
    """The fewest moves to each tier are those of trying every combination; none if there is none."""
    law_, moved, states, every = check
    counts = Counts(freed(law_, moved, states), states)
    fewest = {}
    for moves, changed in every.items():
        tier = tier_of(changed, states)
        fewest[tier] = min(fewest.get(tier, 99), len(moves))
    for tier in ("Tier 1", "Tier 2", "Tier 2 Watch List", "Tier 3"):
        moves = counts.fewest(tier)
        assert (moves is not None) == (tier in fewest)
        if moves is not None:
            assert len(moves) == fewest[tier]
            assert tier_of(every[ordered(every, moves)], states) == tier


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(counted_laws(), st.data())
def test_what_is_out_of_reach_is_out_of_reach(check, data):
    """Excluded, or always there, is so for every combination of counts and of findings."""
    law_, moved, states, every = check
    spreads = {leaf: frozenset({state}) for leaf, state in states.items()}
    names = [name for name in states if name != "clock" and states[name][0] is not None]
    for name in names[:4]:
        spreads[name] |= set(data.draw(st.lists(st.sampled_from(STATES[:3]), max_size=2)))
    free = freed(law_, moved, states)
    tier_bounds, set_bounds, staying = (
        function(free, spreads) for function in (bounds.of_tier, bounds.of_set, bounds.staying)
    )
    for values in itertools.product(*(sorted(spreads[name], key=str) for name in names[:4])):
        given_states = {**states, **dict(zip(names[:4], values, strict=True))}
        for changed in list(every.values())[:30]:
            tier = tier_of(changed, given_states)
            tiers = set_of(changed, given_states)
            assert not tier_bounds.excludes(tier, {})
            taken = {leaf: state[1] == "holds" for leaf, state in given_states.items()}
            assert not tier_bounds.excludes(tier, taken)
            for each in ("Tier 1", "Tier 2", "Tier 2 Watch List", "Tier 3"):
                assert not (each in tiers and set_bounds.excludes(each, {}))
                assert not (each not in tiers and staying.must.get(each, 0))


def set_of(law_, states):
    """Every tier over all ways of filling what cannot be told."""
    left = [leaf for leaf, (answer, _) in states.items() if answer == "cannot tell"]
    reached = set()
    for values in itertools.product(("holds", "fails"), repeat=len(left)):
        filled = {**states, **{leaf: (v, v) for leaf, v in zip(left, values, strict=True)}}
        reached.add(tier_of(law_, filled))
    return reached


def by_hand(rung, held, absent=()):
    """An assessment of one rung to Tier 1 over leaves that named humans judged, else Tier 3."""
    names = sorted({*held, *absent})
    law_ = small_law([indicator(n) for n in names], [], [(rung, "Tier 1"), (None, "Tier 3")])
    judgements = [
        Judgement(
            name, "established" if holds else "refuted", "A. Analyst", "2010-05-01", "Why.", ()
        )
        for name, holds in held.items()
    ]
    searches = [search(name, "not_applicable") for name in absent]
    known = law.Criteria(law_, criteria(2010).weighing, ISSUED, {})
    return judged(known, country_year((), searches, judgements))


def pair_of(*names):
    return Rule("all", parts=tuple(leaf(name) for name in names))


@pytest.mark.parametrize("negated", [False, True])
def test_one_count_is_fewer_than_two(negated):
    """Two rules would each have to ask for less (or more); a third alone is enough."""
    held = {name: (name in "ace") != negated for name in "abcdef"}
    nodes = [pair_of("a", "b"), pair_of("c", "d"), pair_of("e", "f")]
    if negated:
        nodes = [Rule("not", parts=(node._replace(op="any"),)) for node in nodes]
        held = {name: name in "ace" for name in "abcdef"}
    both = Rule("all", parts=tuple(nodes[:2]), authority="statute")
    for parts in ((both, nodes[2]), (nodes[2], both)):
        found = by_hand(Rule("any", parts=parts, authority="statute"), held)
        trials = Trials(found)
        free = [c for c in every_choice(trials.world, {}, 1) if c.kind in OF_RULES]
        moves = Counts(freed(found.law, free, trials.states), trials.states).fewest("Tier 1")

        assert found.placement.tier == "Tier 3"
        assert [value for _, value in moves] == ([2] if negated else [1])
        assert moves[0][0].id.startswith("rung-0:when.2" if parts[0] is both else "rung-0:when.1")


def test_a_count_of_what_does_not_arise_moves_nothing():
    """None of the parts is asked, so the rule is left out however many of them it wants."""
    nothing = Rule("any", parts=(leaf("a"), leaf("b")))
    rung = Rule("all", parts=(nothing, leaf("c")), authority="statute")
    found = by_hand(rung, {"c": True}, absent=("a", "b"))
    trials = Trials(found)
    free = [c for c in every_choice(trials.world, {}, 1) if c.kind in OF_RULES and c.parts > 1]
    counts = Counts(freed(found.law, free, trials.states), trials.states)

    assert found.placement.tier == "Tier 1"
    assert [choice.now for choice in free][-1:] == [1]
    nested = [c for c in free if c.id == "rung-0:when.1"]
    only = Counts(freed(found.law, nested, trials.states), trials.states)
    assert only.fewest("Tier 3") is None
    assert counts.fewest("Tier 1") == ()


def test_where_only_two_choices_together_give_another_tier_it_is_not_fixed():
    """No single choice does it; the summary says so, and the joint check finds the two."""
    rung = Rule("all", parts=(pair_of("a", "b"), pair_of("c", "d")), authority="statute")
    found = by_hand(rung, {name: name in "ac" for name in "abcd"})
    made = sensitivity(found)
    first = next(each for each in made.joint.tiers if each.tier == "Tier 1")

    assert not made.changing(TIER)
    assert not made.fixed
    assert [(choice.id, value) for choice, value in first.moves] == [
        ("rung-0:when.1", 1),
        ("rung-0:when.2", 1),
    ]
    assert first.fewest
    assert "Depends on no single choice" in text_of(found)
    assert "Tier 1: two choices together give it (no fewer do)" in text_of(found)


def test_bounds_are_exact_where_no_part_is_shared():
    """Two of three, one of which counts: what the range allows is not excluded, the rest is."""
    names = [f"i{n}" for n in range(5)]
    inner = Rule("all", parts=tuple(leaf(name) for name in names[2:]))
    rule = Rule("at_least", parts=(leaf("i0"), leaf("i1"), inner), least=2)
    law_ = small_law([indicator(n) for n in names], [], [(rule, "Tier 1"), (None, "Tier 3")])
    found = judged(law.Criteria(law_, criteria(2010).weighing, {}, {}), country_year())
    outer, within = (c for c in every_choice(Trials(found).world, {}, 1) if c.kind in OF_RULES)
    for low, high in itertools.combinations_with_replacement((1, 2, 3), 2):
        choices = [
            outer._replace(range=tuple(sorted({2, high}))),
            within._replace(range=tuple(range(low, 4))),
        ]
        for held in itertools.product((True, False), repeat=5):
            states = {
                name: STATES[0] if holds else STATES[1]
                for name, holds in zip(names, held, strict=True)
            } | {"clock": STATES[1]}
            free = freed(law_, choices, states)
            limits = bounds.of_tier(free, {leaf: {state} for leaf, state in states.items()})
            reached = {
                ("Tier 1" if sum((*held[:2], sum(held[2:]) >= part)) >= count else "Tier 3")
                for count, part in itertools.product(choices[0].range, choices[1].range)
            }
            assert {t for t in ("Tier 1", "Tier 3") if not limits.excludes(t, {})} == reached
            assert {t for t, node in limits.must.items() if node} == (
                reached if len(reached) == 1 else set()
            )


@SLOW
@given(close_calls(), st.data())
def test_a_finding_becomes_nothing_that_is_excluded(found, data):
    """Over every combination of up to four choices, all findings stay within their spread."""
    trials = Trials(found)
    read = reading(trials)
    choices = {c.id: c for c in every_choice(trials.world, read.readers, read.origins)}
    names = sorted(name for name in choices if name in read.readers or name.startswith("i"))
    moved = data.draw(st.lists(st.sampled_from(names), min_size=1, max_size=4, unique=True))
    free = {
        name: tuple(
            sorted({c.now, *data.draw(st.lists(st.sampled_from(c.values), max_size=2))}, key=str)
        )
        for name in moved
        for c in (choices[name],)
    }

    def values(name):
        return free.get(name) or ((choices[name].now,) if name in choices else ())

    reach = spread(trials, values)
    for chosen in itertools.product(*free.values()):
        world = trials.world
        for name, value in zip(free, chosen, strict=True):
            world = with_choice(world, choices[name], value)
        facts = Facts({f.indicator.id: f for f in trials.all_under(world)}, found.clock)
        for name in trials.movable:
            state = (facts.answer(name), facts.taken(name, "balanced"))
            assert state in reach.states[name] or (
                {"holds", "fails"} <= {answer for answer, _ in reach.states[name]}
            )
            if state != trials.states[name]:
                assert set(free) & reach.names[name]


def one_claim(evidence, year=2010, **changes):
    """Tier 1 if the one claim is established, else Tier 3."""
    law_ = small_law([indicator("x", **changes)], [], [(leaf("x"), "Tier 1"), (None, "Tier 3")])
    known = law.Criteria(law_, criteria(2010).weighing, ISSUED, {})
    return judged(known, country_year(evidence, year=year))


def bounded(found, **values):
    """What the claim can become while all stays as it is but what is named."""
    trials = Trials(found)
    choices = {c.id: c for c in every_choice(trials.world, {}, 2)}
    values = {name.replace("__", "."): value for name, value in values.items()}
    now = {name: (choice.now,) for name, choice in choices.items()}
    return {answer for answer, _ in spread(trials, lambda n: (now | values).get(n, ())).states["x"]}


def test_what_rests_on_corroboration_moves_with_it():
    """Two origins make a moderate side strong, which this claim asks for."""
    two = [item(f"KAZ-2010-0{n}", "x", source=source(f"s{n}")) for n in range(2)]
    found = one_claim(two, standard="clear_and_convincing")
    made = {each.choice.id: each for each in sensitivity(found).varied}

    for name, values in (
        ("origins", {2: "Tier 1", 3: "Tier 3"}),
        ("steps", {0: "Tier 3", 1: "Tier 1"}),
    ):
        told = made[f"corroboration.{name}"].intervals
        assert {value: i.tier for i in told for value in i.values} == values
    assert "2: Tier 1; 3 or more: Tier 3." in text_of(found)
    assert bounded(found) == {"holds"}
    assert bounded(found, corroboration__steps=(0, 1)) == {"holds", "cannot tell"}
    assert bounded(found, corroboration__origins=(2, 3)) == {"holds", "cannot tell"}


def test_a_claim_on_which_a_kind_may_be_let_in_can_stay_open_or_be_shown():
    """The side has no voice now, and one if the kind is admitted."""
    found = one_claim([item("KAZ-2010-01", "x")], evidence_kinds=("media",))

    assert bounded(found) == {"cannot tell"}
    assert bounded(found, x__evidence_kinds=("listed", "every kind")) == {"cannot tell", "holds"}


def test_an_attitude_reads_the_clock_too():
    """Whether it has run out cannot be told; the cautious reading says that it has."""
    law_ = small_law([indicator("x")], [], [(Rule("clock", "expired"), "Tier 3"), (None, "Tier 2")])
    known = law.Criteria(law_, criteria(2010).weighing, ISSUED, {})
    made = sensitivity(judged(known, country_year(year=2012)))
    attitude = next(each for each in made.varied if each.choice.id == "attitude")

    assert {v: i.tier for i in attitude.intervals for v in i.values} == {
        "cautious": "Tier 3",
        "balanced": "Tier 2",
        "lenient": "Tier 2",
    }


def test_an_item_let_in_can_beat_others_so_nothing_is_excluded():
    """Where a kind of evidence may be admitted and items have links, no bound is given."""
    first = item("KAZ-2010-01", "x")
    turned_away = item(
        "KAZ-2010-02", "y", source=source("m", kind="media"), undercuts=("KAZ-2010-01",)
    )
    kinds = ("ngo_report",)
    law_ = small_law(
        [indicator("x"), indicator("y", evidence_kinds=kinds)],
        [],
        [(leaf("x"), "Tier 1"), (leaf("y"), "Tier 2"), (None, "Tier 3")],
    )
    weighing = criteria(2010).weighing._replace(
        ranges={**criteria(2010).weighing.ranges, "evidence_kinds": 1}
    )
    known = law.Criteria(law_, weighing, ISSUED, {})
    found = judged(known, country_year([first, turned_away]))
    choices = tuple(every_choice(Trials(found).world, {}, 1))
    admitted = next(each for each in choices if each.id == "y.evidence_kinds")

    assert rejudged(found, [(admitted, "every kind")])[0] != "Tier 1"
    assert (
        spread(Trials(found), lambda name: {c.id: c.range for c in choices}.get(name, ())) is None
    )
    assert all(each.verdict != NEVER for each in sensitivity(found).joint.tiers)


def test_one_strand_alone_moves_kazakhstan_2009():
    """The truth that an analyst who edits the file finds too (test_law)."""
    made = tipcli.sensitivity(assessment.assess("KAZ", 2009))
    strands = next(each for each in made.varied if each.choice.id == "increasing-efforts-strands")

    assert made.tier == "Tier 2 Watch List"
    assert strands.effect == TIER
    assert {value: i.tier for i in strands.intervals for value in i.values} == {
        1: "Tier 2",
        2: "Tier 2 Watch List",
        3: "Tier 2 Watch List",
    }
    assert strands.choice.range == (1, 2, 3)
    assert next(each for each in made.joint.tiers if each.tier == "Tier 2").verdict == REACHED


@pytest.fixture
def folder(tmp_path):
    """A copy of the law to edit."""
    shutil.copytree(CRITERIA, tmp_path / "criteria")
    return tmp_path / "criteria"


def edit(folder, name, old, new):
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


W = "wilberforce-2008.yaml"


@pytest.mark.parametrize(
    ("choice", "value", "name", "old", "new"),
    [
        ("increasing-efforts-strands", 1, W, "efforts-strands\n    value: 2", "efforts-strands\n    value: 1"),
        ("standards.preponderance.needs", "strong", "weighing.yaml", "{needs: moderate, m", "{needs: strong, m"),
        ("strength.B.2", "weak", "weighing.yaml", "B: [strong, moderate,", "B: [strong, weak,"),
        ("reliability_by_kind.ngo_report", "D", "weighing.yaml", "ngo_report: B", "ngo_report: D"),
        ("adjustments.indirect.steps", 0, "weighing.yaml", "indirect: {steps: -1", "indirect: {steps: 0"),
        ("extent-of-noncompliance:rule", 1, W,
         "        all:\n          - indicator: official-complicity-widespread\n          - not:\n"
         "              title: Some complicit official was pursued\n              any:\n"
         "                - indicator: complicit-officials-investigated\n"
         "                - indicator: complicit-officials-prosecuted\n"
         "                - indicator: complicit-officials-convicted\n",
         "        at_least:\n          count: 1\n          of:\n"
         "          - indicator: official-complicity-widespread\n          - not:\n"
         "              title: Some complicit official was pursued\n              any:\n"
         "                - indicator: complicit-officials-investigated\n"
         "                - indicator: complicit-officials-prosecuted\n"
         "                - indicator: complicit-officials-convicted\n"),
        ("victims-identified.standard", "clear_and_convincing", "indicators/protection.yaml",
         None, None),
    ],
)  # fmt: skip
def test_it_is_what_the_edited_files_give(folder, choice, value, name, old, new):
    """The same tier and set as `tipcli assess` has after the edit, for Kazakhstan 2010."""
    made = tipcli.sensitivity(assessment.assess("KAZ", 2010))
    each = next(each for each in made.varied if each.choice.id == choice)
    told = next(i for i in each.intervals if value in i.values)
    if old is None:
        text = (folder / name).read_text(encoding="utf-8")
        entry = text[text.index("- id: victims-identified\n") :]
        old = entry[: entry.index("standard: preponderance") + len("standard: preponderance")]
        new = old.replace("standard: preponderance", f"standard: {value}")
    edit(folder, name, old, new)
    placed = assessment.assess("KAZ", 2010, criteria=str(folder)).placement

    assert (told.tier, told.tier_set) == (placed.tier, tuple(r.tier for r in placed.tier_set))
    assert placed.tier != made.tier or told.tier_set != made.tier_set


def test_what_the_statute_says_is_no_choice():
    """No number of the clock, no presumption of 7106(b), no rule of the statute; all else is."""
    for year in REPORT_YEARS:
        found = assessment.assess("KAZ", 2010, law_year=year)
        known = found.law
        choices = tuple(every_choice(Trials(found).world, {}, 1))
        ids = {each.id for each in choices}
        statutory = {each.id for each in known.parameters if each.authority == "statute"}
        presumed = {i.id for i in known.indicators if i.silence.startswith("presumed")}

        assert len(ids) == len(choices)
        assert not ids & statutory
        assert not ids & {f"{name}.silence" for name in presumed}
        assert {each.authority for each in choices} == {
            "modelling-choice", "department-practice", "convention",
        }  # fmt: skip
        numbers = {each.id for each in known.parameters}
        assert numbers - statutory == numbers & ids | {each.id for each in unread(known)}


def test_what_no_rule_reads_is_told_with_the_questions_that_it_answers():
    """And with what they could give: here the majority of sentences alone gives nothing else."""
    found = assessment.assess("KAZ", 2010)
    made = sensitivity(found)
    told = {each.parameter.id: each for each in made.informed}

    assert told["adequate-sentence-share"].indicators == ("majority-of-sentences-adequate",)
    for each in made.informed:
        given = set()
        for outcomes in itertools.product(("established", "refuted"), repeat=len(each.indicators)):
            as_told = dict(zip(each.indicators, outcomes, strict=True))
            findings = tuple(
                f._replace(outcome=as_told.get(f.indicator.id, f.outcome)) for f in found.findings
            )
            given.add(recommend(found.law, findings, found.clock, "balanced"))
        assert set(each.tiers) == given


def test_a_range_is_declared_for_every_number_and_group():
    """And has a reason; what has none may take any value."""
    for year in REPORT_YEARS:
        known = criteria(year)
        for each in known.law.parameters:
            counts = with_range(known.law, each.id)
            assert (each.range is not None) == (counts is not None)
            assert bool(each.range_why) == (each.range is not None)
    known = criteria(2010)
    bare = known.weighing._replace(ranges={})
    found = assessment.assess("KAZ", 2010)._replace(weighing=bare)
    choices = every_choice(Trials(found).world, {}, 2)
    assert all(c.range == c.values for c in choices if c.kind not in (CONVENTION, "parameter"))


def with_range(known, name):
    parameter = next(each for each in known.parameters if each.id == name)
    return None if parameter.authority == "statute" else count_range(known, name)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("range: [1, 3]", "range: [1, 4]", "the range 1 to 4 is not one of counts of 3 parts"),
        ("range: [1, 3]", "range: [3, 1]", "the range 3 to 1 is not one of counts"),
        ("range: [1, 3]", "range: [0, 3]", "0 is out of range. The minimum is 1"),
        ("range: [1, 3]\n", "range: [1]\n", "range"),
        ("    range_why: Fewer than without limited means, and at least one.\n", "", "range_why"),
        (
            "  - id: watch-list-years-limit\n    value: 2\n",
            "  - id: watch-list-years-limit\n    value: 2\n    range: [1, 3]\n    range_why: Why.\n",
            "watch-list-years-limit is not a number that was chosen for a rule",
        ),
    ],
)
def test_a_range_that_cannot_be_meant_is_refused(folder, old, new, said):
    """With its place in the file."""
    edit(folder, W, old, new)
    with pytest.raises(InputError) as caught:
        law.documents(law.library(str(folder)))

    assert said in str(caught.value)
    assert re.search(r"^criteria/wilberforce-2008\.yaml:\d+:\d+: ", str(caught.value))


def test_a_range_is_no_change_of_the_law(folder):
    """It says what else might have been chosen, not what the law is."""
    before = law.documents(law.library(CRITERIA))[W].value
    edit(folder, W, "range: [1, 3]", "range: [2, 3]")
    after = law.documents(law.library(str(folder)))[W].value

    assert differences(before, after) == ()


def special_case(judgements=True):
    """A country that a named human judged not to be assessable."""
    by = Judgement("assessment-impossible", "established", "A. Analyst", "2010-05-01", "War.", ())
    return judged(criteria(2010), country_year(judgements=[by] if judgements else []))


def text_of(found):
    return " ".join(plain(render.lines(found, sensitivity(found)), 80).split())


def test_what_no_choice_moves_is_said_to_hold():
    """And whose rule it is then; with a rung of the statute it holds on statute alone."""
    found = special_case()
    made = sensitivity(found)

    assert made.fixed
    assert made.judged == ("assessment-impossible",)
    assert not made.changing(TIER)
    assert "Holds however all else is chosen" in text_of(found)
    assert "Its rung is itself a department practice." in text_of(found)
    assert "It rests on one finding that a named human judged." in text_of(found)

    ladder = tuple(each._replace(authority="statute") for each in found.law.ladder)
    rungs = tuple(
        each._replace(rung=each.rung._replace(authority="statute"))
        for each in found.placement.rungs
    )
    placement = found.placement._replace(rungs=rungs)
    statute = found._replace(law=found.law._replace(ladder=ladder), placement=placement)
    assert "Holds on statute alone: no value of any choice" in text_of(statute)
    assert not sensitivity(special_case(judgements=False)).fixed


def contested(year=2010):
    """Every indicator with evidence on both sides, of the first kind that it admits."""
    known = criteria(year)
    evidence = [
        item(
            f"KAZ-{year}-{number:03}",
            each.id,
            bearing,
            source=source(
                f"{each.evidence_kinds[0]}-{number % 5}",
                kind=each.evidence_kinds[0],
                origin=f"o{number % 5}",
                reliability="B",
            ),
        )
        for number, (each, bearing) in enumerate(
            itertools.product(known.law.indicators, ("supports", "contradicts"))
        )
    ]
    return judged(known, country_year(evidence, year=year))


def test_where_the_search_is_cut_the_output_says_so(monkeypatch):
    """And claims no fewest that it has not tried."""
    found = contested()
    whole = {each.tier: each for each in sensitivity(found).joint.tiers}
    monkeypatch.setattr(pairs, "MOST_WEIGHED", 1)
    cut = {each.tier: each for each in sensitivity(found).joint.tiers}

    assert any(each.pairs[0] < each.pairs[1] for each in cut.values())
    for tier, each in cut.items():
        assert each.pairs[0] <= each.pairs[1]
        if each.pairs[0] < each.pairs[1]:
            assert not each.fewest or len(each.moves) <= 2
        assert len(whole[tier].moves) <= len(each.moves) or each.verdict == UNKNOWN
    said = text_of(found)
    assert "The search was cut: 1 of" in said
    assert "neither found nor excluded" in said or "fewer may do" in said


def test_json_lists_every_choice_once_and_the_text_counts_them():
    """Under stable keys; what the text leaves out is in the JSON."""
    found = assessment.assess("KAZ", 2010)
    made = sensitivity(found)
    answer = json.loads(json.dumps(sensitivityjson.answer(found, made)))

    assert list(answer)[:4] == ["schema", "country", "report_year", "tier"]
    assert answer["schema"] == "tipcli/sensitivity/1"
    effects = [each["effect"] for each in answer["choices"]]
    assert effects.count(TIER) == sum(answer["depends_on"].values())
    assert effects.count(SET) == answer["only_the_set"]
    assert effects.count(NOTHING) == answer["without_effect"]
    assert effects.count(IDLE) == answer["not_in_play"]
    for each in answer["choices"]:
        told = [value for interval in each["intervals"] for value in interval["values"]]
        assert told == (each["values"] if each["effect"] != IDLE else [])
        assert set(each["range"]) <= set(each["values"])
        assert each["now"] in each["range"]
    shown = text_of(found)
    for each in answer["choices"]:
        assert (f" - {each['id']}, now" in f" {shown}") == (each["effect"] in (TIER, SET))


def test_text_from_the_law_cannot_steer_a_terminal():
    """A title with an escape in it is shown as its code."""
    found = assessment.assess("KAZ", 2010)
    parameters = tuple(p._replace(text="\x1b[2Jgone") for p in found.law.parameters)
    found = found._replace(law=found.law._replace(parameters=parameters))

    shown = plain(render.lines(found, sensitivity(found)), 80)
    assert "\x1b" not in shown
    assert "\\u001b[2Jgone" in shown
