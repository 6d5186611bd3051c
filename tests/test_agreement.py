"""The ledger: measures by hand, the answer key kept out of the answer, and no circular law."""

import csv
import json
import os
import shutil
from fractions import Fraction

import jsonschema
import pytest
from builders import CRITERIA, criteria
from conftest import read_yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from test_cli import golden, tipcli

from tipcli import formcheck, history, law
from tipcli.agreement import circularity
from tipcli.agreement.baselines import gates_only, last_year
from tipcli.agreement.causes import CHOICE, EVIDENCE, LAW
from tipcli.agreement.ledger import (
    DEDUCED,
    GATES,
    LAST_YEAR,
    NO_ROW,
    TIPCLI,
    agreement,
    pairs,
    pointing_away,
    sides,
)
from tipcli.agreement.measures import (
    LINEAR,
    ORDER,
    QUADRATIC,
    Pair,
    matrix,
    measure,
    most_frequent,
    share,
    weighted_kappa,
)
from tipcli.assessment import assess, judge
from tipcli.decide import Facts, recommend
from tipcli.errors import InputError, UsageError
from tipcli.model import (
    CONTESTED,
    ESTABLISHED,
    HOLDS,
    OPEN,
    REFUTED,
    SPECIAL_CASE,
    TIER_1,
    TIER_2,
    TIER_3,
    TIERS,
    WATCH_LIST,
)
from tipcli.reason.choices import with_choice, world_of
from tipcli.reason.everychoice import every_choice
from tipcli.reason.reading import reading
from tipcli.reason.trials import Trials
from tipcli.render import agreement as render
from tipcli.render import agreementjson
from tipcli.render.lines import plain
from tipcli.weigh import weigh


def paired(*words: str) -> list[Pair]:
    """Pairs from "recommended/published", by number and WL."""
    names = {"1": TIER_1, "2": TIER_2, "WL": WATCH_LIST, "3": TIER_3, "SC": SPECIAL_CASE, "": ""}
    return [Pair(*(names[part] for part in word.split("/"))) for word in words]


def test_weighted_kappa_of_an_example_worked_by_hand():
    """Six pairs: seen 3 steps; chance 48 steps (linear) and 102 (quadratic) over 36 pairings.

    Linear: 1 - (3/6)/(48/36) = 1 - 18/48. Quadratic: 1 - (3/6)/(102/36) = 1 - 18/102.
    """
    six = paired("1/1", "2/1", "2/2", "3/WL", "3/3", "WL/3")

    assert weighted_kappa(six, LINEAR) == Fraction(5, 8)
    assert weighted_kappa(six, QUADRATIC) == Fraction(14, 17)
    assert weighted_kappa(paired("1/1", "3/3"), LINEAR) == 1
    assert weighted_kappa(paired("1/3", "3/1"), LINEAR) == -1


def by_the_book(every: list[Pair], power: int) -> Fraction | None:
    """Kappa as the textbooks and scikit-learn have it: by the two matrices."""
    counts = [[0] * 4 for _ in range(4)]
    for pair in every:
        counts[ORDER.index(pair.given)][ORDER.index(pair.published)] += 1
    rows = [sum(line) for line in counts]
    columns = [sum(line[n] for line in counts) for n in range(4)]
    cells = [(i, j) for i in range(4) for j in range(4)]
    observed = sum(abs(i - j) ** power * counts[i][j] for i, j in cells)
    expected = sum(
        abs(i - j) ** power * Fraction(rows[i] * columns[j], len(every)) for i, j in cells
    )
    return 1 - Fraction(observed) / expected if expected else None


@settings(max_examples=60)
@given(st.lists(st.builds(Pair, st.sampled_from(ORDER), st.sampled_from(ORDER)), min_size=1))
def test_weighted_kappa_is_that_of_the_textbooks(every):
    """And neither side is the first one: it is the same the other way round."""
    turned = [Pair(pair.published, pair.given) for pair in every]
    for weights, power in ((LINEAR, 1), (QUADRATIC, 2)):
        kappa = weighted_kappa(every, weights)
        assert kappa == by_the_book(every, power) == weighted_kappa(turned, weights)
        assert kappa is None or kappa <= 1


def test_what_is_not_defined_is_not_zero():
    """One tier throughout, or nothing at all: None, and the text says so."""
    for every in ([], paired("2/2", "2/2")):
        assert weighted_kappa(every, LINEAR) is None
    assert share(0, 0) is None
    assert share(0, 3) == 0
    assert most_frequent([]) == ("", 0)
    made = measure(paired("SC/2"))
    assert (made.compared, made.exact, made.outside_order, made.kappa[LINEAR]) == (1, 0, 1, None)


def test_a_special_case_stands_outside_the_order():
    """It counts as exact or not, and neither as better nor worse nor in kappa."""
    every = paired("1/1", "2/1", "2/2", "3/WL", "3/3", "WL/3", "SC/SC", "2/SC", "/2")
    made = measure(every)

    assert (made.compared, made.silent, made.exact, made.outside_order) == (8, 1, 4, 2)
    assert (made.severe, made.mild) == (2, 1)
    assert made.kappa[LINEAR] == Fraction(5, 8)
    assert made.inside is None
    assert sum(map(sum, matrix(every))) == made.compared
    assert matrix(every)[TIERS.index(TIER_2)][TIERS.index(TIER_1)] == 1
    assert most_frequent(every) == (TIER_1, 2)


def folder(tmp_path, years=(2009, 2010, 2011), rows=()) -> str:
    """A data folder with some Kazakh years; `rows` of placements.csv go over the real ones."""
    data = tmp_path / "country_data"
    (data / "KAZ").mkdir(parents=True)
    for year in years:
        shutil.copy(f"country_data/KAZ/{year}.yaml", data / "KAZ")
    shutil.copytree("country_data/KAZ/texts", data / "KAZ" / "texts")
    with open("country_data/placements.csv", encoding="utf-8") as file:
        table = {(row[0], row[1]): row for row in csv.reader(file) if row[0] == "KAZ"}
    table |= {(row[0], row[1]): row for row in (each.split(",") for each in rows)}
    lines = ["iso3,report_year,tier,source"]
    lines += [",".join(row) for row in sorted(table.values()) if row[2]]
    (data / "placements.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return str(data)


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    """The ledger of the three years, with all that it can be asked for."""
    return agreement(data=folder(tmp_path_factory.mktemp("three")), independent=True)


def test_the_ledger_says_what_assess_says(found):
    """Row by row, and what was published."""
    for row in found.rows:
        alone = assess("KAZ", row.report_year)
        placed = alone.placement
        assert row.recommended == placed.tier
        assert row.tier_set == tuple(reach.tier for reach in placed.tier_set)
        assert (row.confidence, row.rung) == (placed.confidence, placed.rung)
        assert {each.finding for each in row.deciding} == {e.indicator for e in placed.load_bearing}
        assert row.independent == alone.without_official
        assert row.published == history.load("country_data", "KAZ")[row.report_year]
        assert row.last_year == history.load("country_data", "KAZ")[row.report_year - 1]
        assert (row.cause is not None) == row.disagrees == (row.published != row.recommended)


def test_the_answer_key_is_never_an_input(tmp_path, found):
    """Whatever was published for the year itself or later, the recommendation is the same."""
    rows = [f"KAZ,{year},Tier 1,x" for year in range(2010, 2026)]
    other = agreement(data=folder(tmp_path, (2009, 2010), rows))

    for row, before in zip(other.rows, found.rows, strict=False):
        assert (row.recommended, row.gates_only, row.tier_set) == (
            before.recommended,
            before.gates_only,
            before.tier_set,
        )
    assert [row.published for row in other.rows] == [TIER_2, TIER_1]


def test_rows_that_are_unknown_or_deduced_are_left_out_and_said_to_be(tmp_path):
    """A missing row is unknown; a deduced one counts only when asked for, for the clock too."""
    data = folder(tmp_path, rows=("KAZ,2009,Tier 3,complement2024", "KAZ,2011,,x"))
    plain_ledger, all_in = agreement(data=data), agreement(data=data, deduced=True)

    assert [row.left_out for row in plain_ledger.rows] == [DEDUCED, "", NO_ROW]
    assert [row.last_year for row in plain_ledger.rows] == [TIER_2, "", WATCH_LIST]
    assert [row.left_out for row in all_in.rows] == ["", "", NO_ROW]
    assert [row.last_year for row in all_in.rows] == [TIER_2, TIER_3, WATCH_LIST]
    last = next(side for side in sides(plain_ledger) if side.name == LAST_YEAR)
    assert (last.measures.compared, last.measures.silent, last.same.compared) == (0, 1, 0)
    text = " ".join(plain(render.lines(plain_ledger), 80).split())
    assert "Not compared: KAZ 2011 (no published tier is known" in text
    assert "Not compared: KAZ 2009 (the published tier was deduced and not read" in text
    assert "unknown for one of them" in text
    assert "undefined" in text
    assert "Undefined: both sides have one and the same tier" in text
    assert "deduced and not read count" in " ".join(plain(render.lines(all_in), 80).split())


def test_gates_only_assumes_nothing():
    """No rung above the one that gives the tier is answered yes; what cannot be told is no."""
    for year in (2009, 2010, 2011):
        placed = assess("KAZ", year).placement
        answers = [each.answer for each in placed.rungs]
        at = answers.index(HOLDS)
        assert gates_only(placed) == placed.rungs[at].rung.tier
        assert HOLDS not in answers[:at]
    assert last_year({2009: TIER_1}, 2011) == ""
    # With no evidence at all no gate is passed, whatever the attitude.
    facts = assess("KAZ", 2010)
    empty = facts.country_year._replace(evidence=(), searches=())
    for attitude in ("cautious", "balanced", "lenient"):
        options = facts.options._replace(attitude=attitude)
        bare = judge(criteria(2010), empty, {}, options).placement
        assert gates_only(bare) in (TIER_2, WATCH_LIST)


@pytest.mark.parametrize("tier", [TIER_1, TIER_2, TIER_3, SPECIAL_CASE])
@pytest.mark.parametrize("year", [2009, 2010])
def test_where_a_disagreement_lies_is_true(tmp_path, year, tier):
    """The findings, the choices and the laws that are named do give the published tier."""
    data = folder(tmp_path, (year,), (f"KAZ,{year},{tier},x",))
    row = agreement(data=data).rows[0]
    whole = assess("KAZ", year)
    if row.recommended == tier:
        assert row.cause is None
        return
    cause = row.cause
    assert (cause.undecided is not None) == (tier in row.tier_set) == (EVIDENCE in cause.lies_in)
    if cause.undecided is not None:
        changes = dict(cause.undecided)
        settled = tuple(
            each._replace(outcome=ESTABLISHED if changes[each.indicator.id] else REFUTED)
            if each.indicator.id in changes
            else each
            for each in whole.findings
        )
        assert all(each.outcome in (OPEN, CONTESTED) for each in whole.findings
                   if each.indicator.id in changes)  # fmt: skip
        assert recommend(whole.law, settled, whole.clock, "balanced") == tier
    assert (cause.verdict == "reached") == bool(cause.moved) == (CHOICE in cause.lies_in)
    world = world_of(whole)
    trials = Trials(whole)
    read = reading(trials)
    choices = {each.id: each for each in every_choice(trials.world, read.readers, read.origins)}
    for move in cause.moved:
        assert move.value in choices[move.choice].range
        world = with_choice(world, choices[move.choice], move.value)
    if cause.moved:
        findings = weigh(whole.country_year, world.law, world.weighing, world.options, whole.issued)
        assert recommend(world.law, findings, whole.clock, "balanced") == tier
    assert (LAW in cause.lies_in) == bool(cause.laws)
    for first in (2001, 2004, 2008, 2009, 2013, 2019):
        other = assess("KAZ", year, law_year=first)
        has = any(rung.tier == row.recommended for rung in other.law.ladder)
        gives = other.placement.tier == tier and other.law.id != whole.law.id
        assert (other.law.id in cause.laws) == (has and gives)


def test_what_points_away_from_the_published_tier(tmp_path, found):
    """Too severe a tier rests on findings taken against the government, and the other way round."""
    row = found.rows[0]
    assert (row.recommended, row.published) == (WATCH_LIST, TIER_2)
    whole = assess("KAZ", 2009)
    facts = Facts.of(whole.findings, whole.clock)
    for each in pointing_away(row):
        against = facts.taken(each.finding, "balanced") == HOLDS
        finding = facts.findings.get(each.finding)
        assert against != bool(finding and finding.indicator.favourable)
    milder = row._replace(published=TIER_3)
    assert set(pointing_away(row)) | set(pointing_away(milder)) == set(row.deciding)
    assert pointing_away(row._replace(published=SPECIAL_CASE)) == row.deciding


CONTENTS = ("tvpa-2019.yaml", "weighing.yaml", "sources.yaml", "indicators/protection.yaml")


def contents():
    """Some files of the criteria as plain values."""
    return {name: read_yaml(f"{CRITERIA}/{name}") for name in CONTENTS}


def test_the_criteria_rest_on_no_published_tier():
    """But for what the clock was inferred from, which is told."""
    found = tuple(circularity.leanings(law.contents(law.library(CRITERIA))))

    assert circularity.refused(found) == ()
    assert {each.path[:2] for each in found} == {("clock", "reset"), ("clock", "waiver")}
    assert circularity.of_clock(found) == found


def _parameter(raw, key, value):
    raw["tvpa-2019.yaml"]["parameters"][0][key] = value


def _rule(raw, key, value):
    raw["tvpa-2019.yaml"]["minimum_standards"][0]["rule"][key] = value


def _rung(raw, key, value):
    raw["tvpa-2019.yaml"]["ladder"][1][key] = value


def _weighing(raw, key, value):
    raw["weighing.yaml"]["corroboration"][key] = value


def _indicator(raw, key, value):
    raw["indicators/protection.yaml"]["indicators"][0][key] = value


@pytest.mark.parametrize("where", [_parameter, _rule, _rung, _weighing, _indicator])
@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("citation", "fits country_data/placements.csv best"),
        ("authority", "published tiers"),
        ("why", "So that it agrees with the published placements."),
        ("range_why", "Tuned on 2001-2015."),
        ("text", "Chosen after the answer key."),
        ("sources", ["S1", "S34"]),
    ],
)
def test_a_law_that_was_fitted_to_the_answers_is_noticed(where, key, value):
    """Wherever it says so: in words, or by a source that is a table of tiers."""
    raw = contents()
    before = len(circularity.refused(circularity.leanings(raw)))
    where(raw, key, value)
    found = circularity.refused(circularity.leanings(raw))

    assert before == 0
    assert [each.path[-1] for each in found] == [key]


def test_a_circular_law_is_refused_at_its_place(tmp_path):
    """By the command, with file and line of every such entry, and with nothing printed."""
    folder = str(tmp_path / "criteria")
    shutil.copytree(CRITERIA, folder)
    for name in ("tvpa-2019.yaml", "weighing.yaml"):
        path = os.path.join(folder, name)
        with open(path, encoding="utf-8") as file:
            text = file.read()
        old = "authority: modelling-choice\n"
        assert old in text
        new = text.replace("why: An ordinal", "why: Calibrated; an ordinal").replace(
            "citation: none; 22 U.S.C. 7106(b) gives", "citation: placements.csv; 7106(b) gives"
        )
        assert new != text
        with open(path, "w", encoding="utf-8") as file:
            file.write(new)

    done = tipcli("agreement", "--criteria", folder)

    assert (done.returncode, done.stdout) == (1, "")
    assert "criteria/tvpa-2019.yaml:" in done.stderr
    assert "criteria/weighing.yaml:8:6: why: rests on published tiers" in done.stderr
    assert "agreement with them would prove nothing" in done.stderr
    assert "Traceback" not in done.stderr
    assert tipcli("assess", "KAZ", "2010", "--criteria", folder).returncode == 0


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("--country", "UZB"), 1, "no evidence for UZB; there is evidence for GEO, KAZ, PHL"),
        (("--from", "2090"), 1, "no evidence for these report years; there is evidence for 20"),
        (("--from", "2011", "--to", "2009"), 2, "--from 2011 is after --to 2009"),
        (("--from", "x"), 2, "'x' is not a report year for --from such as 2010"),
        (("--format", "xml"), 2, "no format 'xml'"),
        (("--attitude", "bold"), 2, "no attitude 'bold'"),
    ],
)
def test_what_a_user_can_mend(words, status, said):
    """Said in a line."""
    done = tipcli("agreement", *words)

    assert (done.returncode, done.stdout) == (status, "")
    assert said in done.stderr


def test_all_faulty_files_are_named_at_once(tmp_path):
    """And no half of a ledger is made."""
    data = folder(tmp_path)
    for year in (2009, 2011):
        with open(f"{data}/KAZ/{year}.yaml", "a", encoding="utf-8") as file:
            file.write("tier: Tier 1\n")
    with pytest.raises(InputError) as caught:
        agreement(data=data)
    assert {each.file for each in caught.value.problems} == {
        "country_data/KAZ/2009.yaml",
        "country_data/KAZ/2011.yaml",
    }
    with open(f"{data}/placements.csv", "a", encoding="utf-8") as file:
        file.write("UZB,2010,Tier 9,x\n")
    with pytest.raises(InputError, match="not a placement"):
        agreement(data=data, first=2010, last=2010)
    with pytest.raises(UsageError):
        agreement(data=data, first=2011, last=2010)


def test_text_and_json(found):
    """The JSON follows its schema and counts what the text counts; no line is too wide."""
    answer = json.loads(json.dumps(agreementjson.answer(found)))
    jsonschema.Draft202012Validator(formcheck.schema("agreement")).validate(answer)
    text = plain(render.lines(found), 80)

    assert max(map(len, text.splitlines())) <= 80
    exact = {side["side"]: (side["exact"], side["compared"]) for side in answer["sides"]}
    assert exact == {
        TIPCLI: (2, 3), "tipcli, no U.S. findings": (1, 3), LAST_YEAR: (1, 3), GATES: (3, 3),
    }  # fmt: skip
    for name, (hits, of) in exact.items():
        assert f"{name:<24}  {hits} of {of}" in text
    assert answer["rows"][0]["disagreement"]["lies_in"] == ["evidence", "modelling choice"]
    assert [group["of"] for group in answer["by_report_year"]] == ["2009", "2010", "2011"]
    assert sum(group["sides"][0]["compared"] for group in answer["by_confidence"]) == 3
    assert measure(pairs(found.rows, TIPCLI)).inside == answer["sides"][0]["in_tier_set"] == 3


def test_whole_output():
    """Every byte that a person reads of three years, at 80 columns."""
    done = tipcli("agreement", "--country", "kaz", "--from", "2009", "--to", "2011")

    assert (done.returncode, done.stderr) == (0, "")
    golden("agreement", done.stdout)
