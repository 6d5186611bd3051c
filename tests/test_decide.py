"""Deciding: the exact tier set, its witnesses, and the values an attitude takes."""

from builders import (
    completions,
    finding,
    findings_for,
    indicator,
    leaf,
    provision,
    small_law,
    small_laws,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from tipcli.decide import CLOCK, KLEENE, Facts, combine, decide, recommend, tier_set
from tipcli.model import ATTITUDES, ClockState, Rule

CLOCKS = st.sampled_from(["holds", "fails", "cannot tell"])


def clock_state(expired: str) -> ClockState:
    return ClockState(expired, (0,), (), "none")


def facts_of(found, clock) -> Facts:
    return Facts({each.indicator.id: each for each in found}, clock)


def worlds(found, clock):
    """Every completion of the findings with every value of an open clock."""
    answers = ["holds", "fails"] if clock.expired == "cannot tell" else [clock.expired]
    for settled in completions(found):
        for answer in answers:
            yield settled, clock._replace(expired=answer)


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_tier_set_equals_brute_force(data):
    """Invariant 4: nothing is missed and nothing is made up, whatever the law."""
    law = data.draw(small_laws())
    found = data.draw(findings_for(law))
    clock = clock_state(data.draw(CLOCKS))

    reached = {reach.tier for reach in tier_set(law, facts_of(found, clock), "balanced")}

    assert reached == {recommend(law, f, c, "balanced") for f, c in worlds(found, clock)}


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_recommendation_is_in_the_set(data):
    """Invariant 5, for every attitude."""
    law = data.draw(small_laws())
    found = data.draw(findings_for(law))
    clock = clock_state(data.draw(CLOCKS))
    for attitude in ATTITUDES:
        placed = decide(law, found, clock, attitude)

        assert placed.tier in {reach.tier for reach in placed.tier_set}
        assert dict(placed.by_attitude)[attitude] == placed.tier


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_witnesses_are_sound_and_smallest(data):
    """Invariant 6: a witness reaches its tier, and no completion nearer to the taken one does."""
    law = data.draw(small_laws())
    found = data.draw(findings_for(law))
    clock = clock_state(data.draw(CLOCKS))
    facts = facts_of(found, clock)

    def distance(world):
        settled, ticking = world
        there = facts_of(settled, ticking)
        free = [name for name in facts.leaves() if facts.answer(name) == "cannot tell"]
        return sum(there.answer(name) != facts.taken(name, "balanced") for name in free)

    nearest = {}
    for world in worlds(found, clock):
        tier = recommend(law, *world, "balanced")
        nearest[tier] = min(nearest.get(tier, 99), distance(world))
    for reach in tier_set(law, facts, "balanced"):
        assert len(reach.witness) == nearest[reach.tier]
        changed = dict(reach.witness)
        values = {
            name: ("holds" if changed[name] else "fails")
            if name in changed
            else facts.taken(name, "balanced")
            for name in facts.leaves()
        }
        settled = tuple(
            f._replace(outcome="established" if values[f.indicator.id] == "holds" else "refuted")
            if f.free
            else f
            for f in found
        )
        assert recommend(law, settled, clock_state(values[CLOCK]), "balanced") == reach.tier


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_load_bearing_findings_force_the_tier_and_none_is_superfluous(data):
    """Invariant 6 for the load-bearing set, against every other way the rest can come out."""
    law = data.draw(small_laws())
    found = data.draw(findings_for(law))
    clock = clock_state(data.draw(CLOCKS))
    placed = decide(law, found, clock, "balanced")
    facts = facts_of(found, clock)
    kept = {link.indicator for link in placed.load_bearing}

    def tiers(held):
        loosened = tuple(
            f
            if f.outcome == "not applicable"
            else f._replace(
                outcome="open"
                if f.indicator.id not in held
                else {"holds": "established"}.get(
                    facts.taken(f.indicator.id, "balanced"), "refuted"
                )
            )
            for f in found
        )
        ticking = clock_state(facts.taken(CLOCK, "balanced") if CLOCK in held else "cannot tell")
        return {recommend(law, f, c, "balanced") for f, c in worlds(loosened, ticking)}

    assert tiers(kept) == {placed.tier}
    for link in kept:
        assert len(tiers(kept - {link})) > 1


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_the_trace_is_what_decided(data):
    """Every rung's taken value in the trace agrees with the tier that was recommended."""
    law = data.draw(small_laws())
    found = data.draw(findings_for(law))
    clock = clock_state(data.draw(CLOCKS))
    placed = decide(law, found, clock, "balanced")

    for each in placed.rungs:
        if each.step is not None:
            alone = small_law(
                law.indicators, law.provisions, [(each.rung.rule, "Tier 1"), (None, "Tier 3")]
            )
            decided = recommend(alone, found, clock, "balanced") == "Tier 1"
            assert (each.taken == "holds") == decided
    first = next(each for each in placed.rungs if each.taken == "holds")

    assert first.rung.id == placed.rung
    assert first.rung.tier == placed.tier


def test_what_does_not_apply_is_left_out_and_the_count_falls():
    """At least three of four, two of which do not arise: both others must hold, no more."""
    rule = Rule("at_least", least=3, parts=tuple(leaf(f"i{n}") for n in range(4)))

    assert combine(rule, ["holds", "holds", None, None], KLEENE) == "holds"
    assert combine(rule, ["holds", "fails", None, None], KLEENE) == "fails"
    assert combine(rule, [None] * 4, KLEENE) is None


def test_contested_goes_to_the_stronger_side_but_never_above_its_standard():
    """Balanced takes a contested claim as established only at the usual standard of proof."""
    usual = indicator("usual", favourable=False)
    strict = indicator("strict", favourable=False, standard="clear_and_convincing")
    found = (finding(usual, "contested", 4, 3), finding(strict, "contested", 4, 3))
    facts = facts_of(found, clock_state("fails"))

    assert facts.taken("usual", "balanced") == "holds"
    assert facts.taken("strict", "balanced") == "fails"


def test_open_counts_against_the_government_or_for_it_by_attitude():
    """Cautious and lenient are mirror images; balanced takes open as not established."""
    good, bad = indicator("good"), indicator("bad", favourable=False)
    facts = facts_of((finding(good, "open"), finding(bad, "open")), clock_state("cannot tell"))

    taken = {a: [facts.taken(n, a) for n in ("good", "bad", CLOCK)] for a in ATTITUDES}

    assert taken == {
        "cautious": ["fails", "holds", "holds"],
        "balanced": ["fails", "fails", "fails"],
        "lenient": ["holds", "fails", "fails"],
    }


def test_confidence_is_the_weakest_link_and_weaker_ones_are_let_go():
    """Two findings each force the tier; the firm one alone is kept."""
    firm, thin = indicator("firm"), indicator("thin")
    law = small_law(
        [firm, thin],
        [provision("p", Rule("any", parts=(leaf("firm"), leaf("thin"))))],
        [(Rule("provision", "p"), "Tier 1"), (None, "Tier 3")],
    )
    found = (finding(firm, "established", 3), finding(thin, "contested", 3, 2))

    placed = decide(law, found, clock_state("fails"), "balanced")

    assert [tuple(link) for link in placed.load_bearing] == [("firm", "firm")]
    assert placed.confidence == "firm"
