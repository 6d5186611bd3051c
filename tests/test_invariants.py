"""The invariants of the design over the real law of every version and random evidence."""

import pytest
from builders import REPORT_YEARS, country_year, criteria, item, items, search, source
from hypothesis import given, settings
from hypothesis import strategies as st

from tipcli import assessment
from tipcli.explain import leaves, phrase, silence
from tipcli.model import ATTITUDES, TIERS, Judgement, Options
from tipcli.render import json as render_json
from tipcli.render.lines import plain
from tipcli.render.text import explanation, summary

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


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_1_monotone(data):
    """One more voice, or a stronger one, for the government never lowers a bound of the tier
    set, nor what any attitude recommends; against it, never raises one."""
    year, evidence = data.draw(a_file())
    name = data.draw(st.sampled_from([each.id for each in asked(year)]))
    favourable = next(each for each in asked(year) if each.id == name).favourable
    for_government = data.draw(st.booleans())
    of = source(
        "extra",
        kind=data.draw(st.sampled_from(["igo_report", "us_government_report", "academic"])),
        reliability=data.draw(st.sampled_from(["A", "B", "C"])),
        origin=data.draw(st.sampled_from(["o0", "fresh"])),
    )
    bearing = "supports" if favourable == for_government else "contradicts"
    extra = item("KAZ-2010-98", name, bearing, source=of)

    before, after = judged(year, evidence), judged(year, (*evidence, extra))

    pairs = list(zip(bounds(before), bounds(after), strict=True))
    for attitude in ATTITUDES:
        pairs.append(tuple(ORDER[dict(f.placement.by_attitude)[attitude]] for f in (before, after)))
    for old, new in pairs:
        assert new <= old if for_government else new >= old


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_1_monotone_in_strength(data):
    """Raising the rating of an item that speaks for the government never lowers a bound."""
    year, evidence = data.draw(a_file())
    if not evidence:
        return
    number = data.draw(st.integers(0, len(evidence) - 1))
    chosen = evidence[number]
    better = chosen._replace(credibility=1, adjust=())
    if "against_interest" in chosen.adjust:
        better = better._replace(adjust=("against_interest",))
    favourable = next(each for each in asked(year) if each.id == chosen.indicator).favourable
    for_government = favourable == (chosen.bearing == "supports")
    changed = (*evidence[:number], better, *evidence[number + 1 :])

    for old, new in zip(bounds(judged(year, evidence)), bounds(judged(year, changed)), strict=True):
        assert new <= old if for_government else new >= old


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_2_silence_never_pays(data):
    """Falling silent on a subject, or holding back what speaks for the government, never raises
    the cautious tier. (Taking away what speaks *against* it may: that is invariant 1.)"""
    year, evidence = data.draw(a_file())
    fair = {each.id: each.favourable for each in asked(year)}
    whole = ORDER[dict(judged(year, evidence).placement.by_attitude)["cautious"]]
    for name in {each.indicator for each in evidence}:
        rest = [each for each in evidence if each.indicator != name]
        assert ORDER[dict(judged(year, rest).placement.by_attitude)["cautious"]] >= whole
    for gone in evidence:
        if fair[gone.indicator] == (gone.bearing == "supports"):
            rest = [each for each in evidence if each is not gone]
            assert ORDER[dict(judged(year, rest).placement.by_attitude)["cautious"]] >= whole


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
            finding = leaf.finding
            voices = (*finding.supports.voices, *finding.contradicts.voices)
            assert {voice.item.id for voice in voices} <= known
            if finding.ground == "evidence":
                assert voices
            elif finding.ground == "silence":
                assert finding.outcome == "open"
                assert phrase(finding).startswith("No evidence either way")
            else:
                assert finding.ground in ("presumption", "precondition", "judgement")
            if finding.searches:
                assert silence(finding)
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
