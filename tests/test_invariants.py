"""The invariants of the design over the real law of every version and random evidence."""

from itertools import pairwise

import pytest
from builders import (
    REPORT_YEARS,
    country_year,
    criteria,
    finding,
    item,
    items,
    search,
    source,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from tipcli import assessment
from tipcli.decide import Facts, decide, recommend
from tipcli.explain import leaves, phrase, silence
from tipcli.model import ATTITUDES, TIERS, ClockState, Judgement, Options
from tipcli.render import json as render_json
from tipcli.render.lines import plain
from tipcli.render.text import summary
from tipcli.render.tree import explanation

ORDER = {tier: rank for rank, tier in enumerate(TIERS[:4])}  # 0 is the best


def judged(year, evidence=(), searches=(), judgements=(), use_judgements=True, **options):
    """An assessment under the real law of the year."""
    facts = country_year(evidence, searches, judgements, year=year)
    options = Options(judgements=use_judgements, **options)
    return assessment.judge(criteria(year), facts, {}, options)


def bounds(found):
    """The best and the worst tier of the set."""
    ranks = [ORDER[reach.tier] for reach in found.placement.tier_set]
    return min(ranks), max(ranks)


def asked(year):
    return [i for i in criteria(year).law.indicators if i.silence != "absent_unless_judged"]


@st.composite
def a_file(draw, most=12):
    year = draw(st.sampled_from(REPORT_YEARS))
    names = [each.id for each in asked(year)]
    # A few indicators only, so that items meet on the same ones.
    few = draw(st.lists(st.sampled_from(names), min_size=1, max_size=4, unique=True))
    return year, draw(items(few))[:most]


#: One subject for many items, so that they meet; what it establishes is read at every attitude.
SUBJECTS = ("victims-identified", "official-complicity-widespread", "traffickers-convicted")


def stand(found, name):
    """How well a subject speaks for the government, under each attitude: 0 or 1."""
    facts = Facts({each.indicator.id: each for each in found.findings}, found.clock)
    favourable = facts.findings[name].indicator.favourable
    return [(facts.taken(name, attitude) == "holds") == favourable for attitude in ATTITUDES]


def never_worse(before, after, name):
    """The subject, both bounds of the tier set, and each attitude's tier."""
    assert all(new >= old for old, new in zip(stand(before, name), stand(after, name), strict=True))
    assert all(new <= old for old, new in zip(bounds(before), bounds(after), strict=True))
    for attitude in ATTITUDES:
        old, new = (ORDER[dict(f.placement.by_attitude)[attitude]] for f in (before, after))
        assert new <= old


def favourable(name):
    return next(each for each in asked(2010) if each.id == name).favourable


@settings(max_examples=120, deadline=None)
@given(st.data())
def test_1_monotone(data):
    """One more voice for the government never lowers what a subject is taken for, a bound of the
    tier set, or a recommendation; one against it never raises them."""
    name = data.draw(st.sampled_from(SUBJECTS))
    evidence = data.draw(items([name]))
    for_government = data.draw(st.booleans())
    of = source(
        "extra",
        kind=data.draw(st.sampled_from(["ngo_report", "us_government_report"])),
        reliability=data.draw(st.sampled_from(["A", "B", "C", "D", "E"])),
        origin=data.draw(st.sampled_from(["o0", "fresh"])),
    )
    bearing = "supports" if favourable(name) == for_government else "contradicts"
    extra = item("KAZ-2010-98", name, bearing, source=of)

    pair = judged(2010, evidence), judged(2010, (*evidence, extra))

    never_worse(*(pair if for_government else reversed(pair)), name)


@settings(max_examples=120, deadline=None)
@given(st.data())
def test_1_monotone_in_strength(data):
    """A better rating of an item that speaks for the government never lowers them either."""
    name = data.draw(st.sampled_from(SUBJECTS))
    evidence = data.draw(items([name]))
    if not evidence:
        return
    number = data.draw(st.integers(0, len(evidence) - 1))
    chosen = evidence[number]._replace(adjust=())
    worse, better = sorted(data.draw(st.sets(st.integers(1, 5), min_size=2, max_size=2)))[::-1]
    for_government = favourable(name) == (chosen.bearing == "supports")
    low, high = (
        judged(
            2010,
            (*evidence[:number], chosen._replace(credibility=rating), *evidence[number + 1 :]),
        )
        for rating in (worse, better)
    )

    never_worse(*((low, high) if for_government else (high, low)), name)


@st.composite
def dense_findings(draw, law):
    """An outcome for every indicator, most of them settled, so that every rung is in reach."""
    lean = draw(st.sampled_from(["established", "refuted", "contested", "open"]))
    found = []
    for each in law.indicators:
        good = "established" if each.favourable else "refuted"
        outcome = draw(st.sampled_from([good, good, good, lean, "open", "contested"]))
        if each.silence == "absent_unless_judged":
            outcome = "refuted"
        found.append(finding(each, outcome, 3, draw(st.integers(2, 4))))
    return found


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_1_monotone_through_the_rules(data):
    """Any one finding turned for the government, under the law of any window: no bound and no
    recommendation gets worse. With what evidence does to findings this is the whole of it."""
    law = criteria(data.draw(st.sampled_from(REPORT_YEARS))).law
    found = data.draw(dense_findings(law))
    clock = ClockState(data.draw(st.sampled_from(["holds", "fails", "cannot tell"])), (0,), (), "")
    names = [n for n, each in enumerate(law.indicators) if each.silence != "absent_unless_judged"]
    number = data.draw(st.sampled_from(names))
    each = law.indicators[number]
    good, bad = ("established", "refuted") if each.favourable else ("refuted", "established")
    steps = [bad, data.draw(st.sampled_from(["open", "contested"])), good]
    placed = [
        decide(
            law,
            (*found[:number], finding(each, step, 2, 3), *found[number + 1 :]),
            clock,
            "balanced",
        )
        for step in steps
    ]
    for lower, higher in pairwise(placed):
        low, high = ([ORDER[r.tier] for r in p.tier_set] for p in (lower, higher))
        assert min(high) <= min(low)
        assert max(high) <= max(low)
        for attitude in ATTITUDES:
            old, new = (ORDER[dict(p.by_attitude)[attitude]] for p in (lower, higher))
            assert new <= old


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_2_silence_never_pays(data):
    """Falling silent on a subject, or holding back what speaks for the government, never raises
    the cautious tier. (Taking away what speaks *against* it may: that is invariant 1.)"""
    name = data.draw(st.sampled_from(SUBJECTS))
    evidence = data.draw(items([name]))
    whole = judged(2010, evidence)

    def cautious(found):
        return stand(found, name)[0], -ORDER[dict(found.placement.by_attitude)["cautious"]]

    assert cautious(judged(2010)) <= cautious(whole)
    for gone in evidence:
        if favourable(name) == (gone.bearing == "supports"):
            rest = [each for each in evidence if each is not gone]
            assert cautious(judged(2010, rest)) <= cautious(whole)


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_2_silence_never_pays_through_the_rules(data):
    """Any findings made open, under the law of any window: the cautious tier does not rise."""
    law = criteria(data.draw(st.sampled_from(REPORT_YEARS))).law
    found = data.draw(dense_findings(law))
    clock = ClockState(data.draw(st.sampled_from(["holds", "fails", "cannot tell"])), (0,), (), "")
    share = data.draw(st.sampled_from([0.05, 0.5, 1.0]))
    hushed = data.draw(st.randoms(use_true_random=False))
    silent = [
        finding(each.indicator, "open")
        if each.indicator.silence != "absent_unless_judged" and hushed.random() < share
        else each
        for each in found
    ]

    assert (
        ORDER[recommend(law, tuple(silent), clock, "cautious")]
        >= ORDER[recommend(law, tuple(found), clock, "cautious")]
    )


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_3_duplicates_and_order_change_nothing(data):
    """A shuffled file with every item copied under the same origin gives the same answer."""
    year, evidence = data.draw(a_file())
    copies = [each._replace(id=f"KAZ-2010-{50 + n}") for n, each in enumerate(evidence)]
    shuffled = data.draw(st.permutations([*evidence, *copies]))

    once, twice = judged(year, evidence), judged(year, shuffled)

    assert [f.outcome for f in once.findings] == [f.outcome for f in twice.findings]
    assert once.placement == twice.placement._replace(
        rungs=once.placement.rungs, provisions=once.placement.provisions
    )


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_5_recommendation_is_in_the_set(data):
    """Under the real law too, for every attitude."""
    year, evidence = data.draw(a_file())
    for attitude in ATTITUDES:
        placed = judged(year, evidence, attitude=attitude).placement
        assert placed.tier in {reach.tier for reach in placed.tier_set}


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_7_equal_inputs_give_equal_bytes(data):
    """Text and JSON are functions of the result alone."""
    year, evidence = data.draw(a_file())
    first, second = judged(year, evidence), judged(year, evidence)

    assert render_json.dumps(render_json.assessment(first)) == render_json.dumps(
        render_json.assessment(second)
    )
    assert plain(explanation(first, full=True), 80) == plain(explanation(second, full=True), 80)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_8_every_leaf_resolves(data):
    """Each leaf of the explanation is evidence in the file, a search, a parameter, a presumption,
    a precondition, a judgement, the clock, or says that there is no evidence."""
    year, evidence = data.draw(a_file())
    name = asked(year)[0].id
    found = judged(year, evidence, [search(name, "not_found")])
    known = {each.id for each in evidence}
    seen = 0
    for rung in found.placement.rungs:
        for leaf in leaves(rung.step) if rung.step else ():
            seen += 1
            if leaf.rule.op == "clock":
                assert found.clock.reasons
                continue
            here = leaf.finding
            voices = (*here.supports.voices, *here.contradicts.voices)
            assert {voice.item.id for voice in voices} <= known
            if here.ground == "evidence":
                assert voices
            elif here.ground == "silence":
                assert here.outcome == "open"
                assert phrase(here).startswith("No evidence either way")
            else:
                assert here.ground in ("presumption", "precondition", "judgement")
            if here.searches:
                assert silence(here)
    assert seen


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_9_without_judgements_the_proposed_tier_returns(data):
    """A judgement changes the final tier only, and leaves no mark when it is left out."""
    year, evidence = data.draw(a_file())
    name = data.draw(st.sampled_from([each.id for each in criteria(year).law.indicators]))
    outcome = data.draw(st.sampled_from(["established", "refuted"]))
    by = Judgement(name, outcome, "A. Analyst", "2010-05-01", "A reason.", ())

    bare = judged(year, evidence)
    restored = judged(year, evidence, judgements=[by], use_judgements=False)

    assert restored.findings == bare.findings
    assert restored.placement == bare.placement


@pytest.mark.parametrize("year", range(2001, 2027))
def test_10_each_report_year_has_its_own_law(year):
    """The window of the law that is loaded covers the year, whichever year was loaded before."""
    law = criteria(year).law

    assert law.first_report <= year <= law.last_report


def test_10_another_law_is_applied_only_when_named_and_is_said():
    """Evidence on indicators the other law lacks is listed, never dropped in silence."""
    evidence = [item("KAZ-2010-01", "efforts-rest-on-commitments")]
    facts = country_year(evidence, year=2010)

    found = assessment.judge(criteria(2019), facts, {}, Options(law_year=2019))
    text = plain(summary(found), 80)

    assert [each.id for each in found.not_in_force] == ["KAZ-2010-01"]
    assert "asked for with --law 2019" in " ".join(text.split())
    assert "tvpa-2019 has no indicator efforts-rest-on-commitments" in " ".join(text.split())


HOSTILE = (
    "\x1b[2J\x1b]0;title\x07",
    "\x9b31m",
    "\u202ereversed",
    "[bold]markup[/bold] [sic] [link=https://example.org]x[/link]",
    "a\rb",
    "null\x00byte",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_11_text_from_files_steers_nothing(text):
    """Control characters are shown as codes; markup is text and stays readable."""
    evil = item("KAZ-2010-01", "victims-identified")._replace(statement=text, locator=text)
    found = judged(2010, [evil])

    for lines in (summary(found), explanation(found, full=True)):
        shown = plain(lines, 80)
        assert all(c.isprintable() or c == "\n" for c in shown)
    if "[sic]" in text:
        assert "[sic]" in plain(explanation(found, full=True), 80)
