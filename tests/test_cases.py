"""Cases in YAML sentences: the tier, the rung, and the reasons that are given and not given."""

import glob

import pytest
from builders import country_year, criteria, finding
from conftest import read_yaml

from tipcli import assessment
from tipcli.clock import read_clock
from tipcli.decide import decide
from tipcli.explain import rationale, rests_on_silence
from tipcli.model import Judgement, Options, Waiver

CASES = [
    case for path in sorted(glob.glob("tests/cases/*.yaml")) for case in read_yaml(path)["cases"]
]


def outcome(each, case):
    for word in ("established", "refuted"):
        if each.id in case.get(word, ()):
            return word
    if each.id in case.get("not_applicable", ()):
        return "not applicable"
    if each.silence == "absent_unless_judged":
        return "refuted"
    if case.get("all_favourable"):
        return "established" if each.favourable else "refuted"
    return "open"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case(case):
    """Each case is one sentence of the law, tried."""
    year = case["report_year"]
    known = criteria(year)
    waivers = (
        (Waiver(year, "Plan.", "Enough.", "Money.", "s", "p. 1"),) if case.get("waived") else ()
    )
    judgements = [
        Judgement(name, "established", "A. Analyst", "2019-05-01", "War.", ())
        for name in case.get("judged", ())
    ]
    found = assessment.judge(known, country_year(judgements=judgements, year=year), {}, Options())
    if not judgements:
        findings = tuple(finding(i, outcome(i, case), 3, 0) for i in known.law.indicators)
        before = {int(y): tier for y, tier in case.get("before", {}).items()}
        clock = read_clock(
            known.law.clock, year, {y: "Tier 2" for y in range(2001, year)} | before, waivers
        )
        found = found._replace(
            findings=findings, clock=clock, placement=decide(known.law, findings, clock, "balanced")
        )
    placed = found.placement
    titles = {clause.title for point in rationale(found) for clause in point.clauses}

    assert placed.tier == case["tier"]
    assert placed.rung == case["rung"]
    assert set(case.get("reasons", ())) <= titles
    assert not set(case.get("absent", ())) & titles
    if "tier_set" in case:
        assert [reach.tier for reach in placed.tier_set] == case["tier_set"]
    if "silent" in case:
        assert rests_on_silence(found) is case["silent"]


def test_every_tier_and_every_rung_is_reached_by_some_case():
    """A rung that no case reaches would be a rule that nobody tried."""
    rungs = {rung.id for rung in criteria(2010).law.ladder}

    assert {case["rung"] for case in CASES} == rungs
    assert {case["tier"] for case in CASES} == {
        "Tier 1", "Tier 2", "Tier 2 Watch List", "Tier 3", "Special Case",
    }  # fmt: skip
