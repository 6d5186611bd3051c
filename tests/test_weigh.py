"""Weighing: strengths, origins, standards, links, hindsight, presumptions."""

import pytest
from builders import country_year, criteria, indicator, item, search, small_law, source

from tipcli.model import Judgement, Options, Period
from tipcli.weigh import is_hindsight, settle, settle_links, weigh

ISSUED = "2010-06-14"
STANDARDS = ("scintilla", "preponderance", "clear_and_convincing", "beyond_reasonable_doubt")


def tables():
    return criteria(2010).weighing


def one(evidence=(), searches=(), judgements=(), options=None, year=2010, **changes):
    """The finding on the single indicator "x"."""
    law = small_law([indicator("x", **changes)], [], [(None, "Tier 2")])
    facts = country_year(evidence, searches, judgements, year=year)
    return weigh(facts, law, tables(), options or Options(), ISSUED)[0]


@pytest.mark.parametrize("standard", STANDARDS)
def test_more_for_a_claim_never_hurts_it(standard):
    """Invariant 1, at its root: outcomes are ordered in both strengths, at every standard."""
    usual = tables().standards["preponderance"]
    rank = {"refuted": 0, "contested": 1, "open": 1, "established": 2}
    grid = [
        [rank[settle(pro, contra, tables().standards[standard], usual)] for contra in range(4)]
        for pro in range(4)
    ]
    for pro in range(4):
        for contra in range(4):
            assert pro == 0 or grid[pro][contra] >= grid[pro - 1][contra]
            assert contra == 0 or grid[pro][contra] <= grid[pro][contra - 1]


def test_preponderance_in_every_case():
    """At least moderate and strictly above the other side; both moderate is contested."""
    standard = tables().standards["preponderance"]
    words = {
        (pro, contra): settle(pro, contra, standard, standard)
        for pro in range(4)
        for contra in range(4)
    }
    assert words[0, 0] == words[1, 0] == words[1, 1] == "open"
    assert words[2, 0] == words[2, 1] == words[3, 2] == "established"
    assert words[0, 2] == words[1, 3] == words[2, 3] == "refuted"
    assert words[2, 2] == words[3, 3] == "contested"


def test_clear_and_convincing_asks_strong_and_almost_unopposed():
    """A gate that forces Tier 3 is not opened by moderate evidence."""
    standard, usual = (
        tables().standards[name] for name in ("clear_and_convincing", "preponderance")
    )

    assert settle(2, 0, standard, usual) == "open"
    assert settle(3, 1, standard, usual) == "established"
    assert settle(3, 2, standard, usual) == "contested"


def test_copies_of_one_origin_are_one_voice():
    """Invariant 3: ten copies weigh what one weighs; a second origin adds a step."""
    copies = [item(f"KAZ-2010-{n:02}", "x", source=source(f"c{n}", origin="o")) for n in range(10)]
    other = item("KAZ-2010-99", "x", source=source("other"))

    assert one(copies).supports.strength == one(copies[:1]).supports.strength == 2
    assert one([*copies, other]).supports.strength == 3


def test_leads_never_add_up():
    """Two rumours of different origin are still no report."""
    rumours = [
        item(f"KAZ-2010-0{n}", "x", source=source(f"r{n}", reliability="E")) for n in range(2)
    ]

    assert one(rumours).supports.strength == 0
    assert one(rumours).outcome == "open"


def test_a_kind_the_indicator_does_not_admit_is_set_aside():
    """It is listed with its reason and does not count."""
    found = one([item("KAZ-2010-01", "x")], evidence_kinds=("court_record",))

    assert found.outcome == "open"
    assert "not a kind of evidence" in found.asides[0].reason


@pytest.mark.parametrize(
    ("published", "late"),
    [
        ("2010-06-14", False),
        ("2010-06-15", True),
        ("2010-05", False),
        ("2010-06", True),
        ("2009", False),
        ("2010", True),
        ("2011", True),
        ("unknown", True),
    ],
)
def test_hindsight_is_what_cannot_be_shown_to_precede_the_report(published, late):
    """A month or a year alone is read at its latest day."""
    assert is_hindsight(published, ISSUED) is late


def test_hindsight_counts_only_when_asked_for():
    """And is listed either way it goes."""
    late = item("KAZ-2010-01", "x", source=source(published="2010-07-22"))

    assert one([late]).outcome == "open"
    assert one([late]).asides[0].reason.startswith("hindsight: published 2010-07-22")
    assert one([late], options=Options(hindsight=True)).outcome == "established"


def test_official_findings_are_left_out_on_demand():
    """--independent drops the U.S. government's conclusions and keeps the facts it reports."""
    state = source("state", kind="us_government_report")
    conclusion = item("KAZ-2010-01", "x", source=state, basis="official_finding")
    fact = item("KAZ-2010-02", "x", source=state, basis="statistic")

    assert one([conclusion], options=Options(independent=True)).outcome == "open"
    assert one([fact], options=Options(independent=True)).outcome == "established"


def test_undercut_evidence_does_not_count_unless_its_attacker_falls():
    """Grounded semantics over links; the reasons name the attacker."""
    first = item("KAZ-2010-01", "x")
    second = item("KAZ-2010-02", "x", "contradicts", undercuts=("KAZ-2010-01",))
    third = item("KAZ-2010-03", "x", supersedes=("KAZ-2010-02",))

    assert one([first, second]).outcome == "refuted"
    assert one([first, second]).asides[0].reason == "undercut by KAZ-2010-02"
    defended = one([first, second, third])
    assert defended.outcome == "established"
    assert [aside.item.id for aside in defended.asides] == ["KAZ-2010-02"]


def test_a_circle_of_links_stays_undecided():
    """Neither counts and both are listed."""
    first = item("KAZ-2010-01", "x", undercuts=("KAZ-2010-02",))
    second = item("KAZ-2010-02", "x", "contradicts", undercuts=("KAZ-2010-01",))

    found = one([first, second])

    assert found.outcome == "open"
    assert {aside.item.id for aside in found.asides} == {"KAZ-2010-01", "KAZ-2010-02"}


def test_outside_the_period_weakens():
    """A fact from the year before is one step weaker, and the trace says so."""
    early = item("KAZ-2010-01", "x", period=Period("2008-01-01", "2008-12-31"))

    voice = one([early]).supports.voices[0]

    assert voice.strength == 1
    assert "outside period" in voice.steps[1]


def test_refused_data_are_presumed_against_the_government_from_2004():
    """22 U.S.C. 7106(b)(1): a presumption with its own ground, and not before the law had it."""
    rule = {"silence": "presumed_against_if_refused", "silence_from": 2004}

    assert one(searches=[search("x", "refused")], **rule)[1:4] == (
        "refuted",
        "refuted",
        "presumption",
    )
    assert one(searches=[search("x", "refused")], year=2003, **rule).outcome == "open"
    assert one(searches=[search("x", "no_capacity")], **rule).outcome == "open"
    assert one(searches=[search("x", "not_found")], **rule).outcome == "open"
    assert one(searches=[search("x", "refused")]).outcome == "open"


@pytest.mark.parametrize("asked_on", ["", "2010-06-15", "2024-01-01"])
def test_a_refusal_the_report_cannot_have_known_of_presumes_nothing(asked_on):
    """It must have a date, and not a later one than the report, unless hindsight is asked for."""
    rule = {"silence": "presumed_against_if_refused", "silence_from": 2004}
    late = search("x", "refused")._replace(asked_on=asked_on)

    assert one(searches=[late], **rule).outcome == "open"
    with_hindsight = one(searches=[late], options=Options(hindsight=True), **rule)
    assert with_hindsight.outcome == ("refuted" if asked_on else "open")


def test_evidence_rebuts_the_presumption():
    """Somebody else's evidence is heard even where the government gave none."""
    rule = {"silence": "presumed_against_if_refused", "silence_from": 2004}

    found = one([item("KAZ-2010-01", "x")], [search("x", "refused")], **rule)

    assert (found.outcome, found.ground) == ("established", "evidence")


def test_a_judgement_keeps_what_was_proposed():
    """Invariant 9: proposed and final both shown; without judgements the proposed one returns."""
    by = Judgement("x", "refuted", "A. Analyst", "2010-05-01", "The source recanted.", ())

    found = one([item("KAZ-2010-01", "x")], judgements=[by])
    without = one([item("KAZ-2010-01", "x")], judgements=[by], options=Options(judgements=False))

    assert (found.outcome, found.proposed, found.ground) == ("refuted", "established", "judgement")
    assert (without.outcome, without.judgement) == ("established", None)


def test_only_a_judgement_settles_what_a_human_must_decide():
    """Special Case is never proposed by evidence alone."""
    rule = {"silence": "absent_unless_judged", "favourable": False}
    by = Judgement("x", "established", "A. Analyst", "2010-05-01", "War.", ())

    assert one([item("KAZ-2010-01", "x")], **rule).outcome == "refuted"
    assert one([item("KAZ-2010-01", "x")], judgements=[by], **rule).outcome == "established"


def test_of_two_that_beat_an_item_the_first_by_id_is_named_whatever_the_order():
    """The order of the items in a file says nothing."""
    attacked = item("KAZ-2010-01", "victims-identified")
    attackers = [
        item("KAZ-2010-02", "victims-identified", undercuts=("KAZ-2010-01",)),
        item("KAZ-2010-03", "victims-identified", supersedes=("KAZ-2010-01",)),
    ]
    for order in ([attacked, *attackers], [*reversed(attackers), attacked]):
        assert settle_links(order)[1] == [(attacked, "undercut by KAZ-2010-02")]
