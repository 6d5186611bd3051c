"""The clock held against history, and how far each element of the law is modelled."""

import itertools
import json
import os
import shutil

import jsonschema
import pytest
from builders import CRITERIA, criteria
from conftest import read_yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from test_agreement import folder
from test_cli import tipcli

from tipcli import formcheck
from tipcli.agreement import clocknotes
from tipcli.agreement.causes import CHOICE, EVIDENCE, Cause
from tipcli.agreement.clockaudit import (
    BREAKS,
    FITS,
    MAY_BREAK,
    MAY_NEED,
    NEEDS_WAIVER,
    RETURN,
    VERDICTS,
    WAIVED,
    audit,
    clock_audit,
)
from tipcli.agreement.clocknotes import EXPLAINED, Note, Notes, Waived
from tipcli.agreement.coverage import MODELLED, NOT_OBSERVABLE, WORDS, law_coverage, leaves
from tipcli.agreement.ledger import agreement, pointing_away
from tipcli.errors import InputError
from tipcli.model import SPECIAL_CASE, TIER_2, TIER_3, WATCH_LIST
from tipcli.reason.together import REACHED, UNKNOWN
from tipcli.render import clockaudit as render_clock
from tipcli.render import coverage as render_coverage
from tipcli.render.lines import plain
from tipcli.yamlfile import read

NAMES = {"W": WATCH_LIST, "2": TIER_2, "3": TIER_3, "S": SPECIAL_CASE}


def tiers(first: int, text: str) -> dict[int, str]:
    """Tiers from this year on, a letter each; a dot is a year without a row."""
    return {year: NAMES[one] for year, one in enumerate(text, first) if one != "."}


def record(waived=(), whole=(), told=()) -> Notes:
    """What is on record of one country: years with a waiver, and lists that were seen whole."""
    waivers = [Waived(year, ("AAA",), "s", "confirmed", year in whole, "") for year in waived]
    waivers += [Waived(year, (), "s", "confirmed", True, "") for year in set(whole) - set(waived)]
    return Notes({"s": "A list"}, tuple(waivers), tuple(told))


def audited(placed: dict[int, str], notes: Notes, fragments=()):
    """The audit of one country by the real law."""

    def clock_of(year):
        known = criteria(year).law
        return known.id, known.clock

    return audit({"AAA": placed}, clock_of, notes, fragments, (min(placed), max(placed)))


def last_verdict(placed: dict[int, str], notes: Notes) -> str:
    """How the last year stands to the clock."""
    return audited(placed, notes).listings[-1].verdict


@pytest.mark.parametrize(
    ("first", "text", "waived", "whole", "verdict"),
    [
        (2008, "2WW", (), (), FITS),
        (2007, "WWWW", (), (), FITS),  # reports before 2009 do not count
        (2009, "WWW", (), (), NEEDS_WAIVER),
        (2009, "WWW", (2011,), (), WAIVED),
        (2009, "WWW", (), (2011,), BREAKS),
        (2009, "WWWW", (2012,), (2012,), WAIVED),
        (2009, "WWWWW", (), (), BREAKS),
        (2009, "WWWWW", (2013,), (), BREAKS),  # a waiver more than the law has
        (2009, "WW2WW", (), (), FITS),
        (2009, ".WW", (), (), MAY_NEED),
        (2009, ".WWWW", (), (), MAY_BREAK),
        (2009, ".WW", (), (2011,), MAY_BREAK),
        (2009, "SWW", (), (), FITS),
        (2009, "WSWW", (), (), MAY_NEED),  # whether a Special Case breaks a run is unsettled
        (2015, "2WW3WW", (), (), RETURN),
        (2015, "2WW3W", (), (), FITS),
        (2015, "2W2WWW", (2020,), (), WAIVED),
        (2016, "2WWW", (), (), NEEDS_WAIVER),
        (2016, "2WWWW", (2019, 2020), (), BREAKS),  # one year of waiver from 2019 on
    ],
)
def test_how_a_placement_stands_to_the_clock(first, text, waived, whole, verdict):
    """Every verdict there is, under either time limit."""
    assert last_verdict(tiers(first, text), record(waived, whole)) == verdict


@settings(max_examples=60)
@given(st.text("W2.", min_size=1, max_size=6), st.booleans(), st.booleans())
def test_unknown_years_are_taken_every_way(text, waived, whole):
    """A verdict is what all ways of filling the gaps have in common, counted by hand."""
    placed = tiers(2009, f"{text}W")
    year = max(placed)
    no_waiver = whole and not waived
    runs = set()
    for fill in itertools.product("W2", repeat=text.count(".")):
        each = iter(fill)
        full = "".join(next(each) if one == "." else one for one in text)
        runs.add(len(full) - len(full.rstrip("W")))
    past = {run >= 2 for run in runs}
    over = {run >= (2 if no_waiver else 4) for run in runs}
    if over == {True}:
        expected = BREAKS
    elif past == {False}:
        expected = FITS
    elif waived:
        expected = WAIVED
    elif over == {True, False}:
        expected = MAY_BREAK
    else:
        expected = NEEDS_WAIVER if past == {True} else MAY_NEED

    notes = record((year,) if waived else (), (year,) if whole else ())
    assert last_verdict(placed, notes) == expected


def test_what_the_clock_could_have_failed_at():
    """Time run out on another tier, waivers that speak against the clock, and the persistence."""
    found = audited(tiers(2009, "WWWW3"), record((2010, 2011, 2013, 2014)), fragments=(2010,))

    assert found.run_out == {TIER_3: 1}
    assert found.run_out_unwaived == {WATCH_LIST: 1}
    assert [(each.report_year, each.country) for each in found.unneeded] == [(2010, "AAA")]
    assert found.elsewhere == (("AAA", 2013, TIER_3),)
    assert (found.same, found.pairs) == (1, 2)  # 2009-2010 and 2010-2011 touch the fragment
    assert [(run.allowed, run.longest) for run in found.runs] == [(4, 4)]


def test_a_note_explains_or_leaves_open():
    """And one where the clock needs none is told of."""
    placed = tiers(2015, "2WW3WW")
    for verdict, left in (("explained", 0), ("open", 1)):
        note = Note("AAA", (2016, 2018, 2020), verdict, "Why.", "s", "inferred")
        found = audited(placed, record(told=[note]))
        assert len(found.open) == left
        assert found.stale == (("AAA", 2016), ("AAA", 2018))
    assert len(audited(placed, record()).open) == 1


def test_history_breaks_no_limit():
    """The whole of what is published; what the README says of it."""
    found = clock_audit(data="country_data", criteria=CRITERIA)
    text = plain(render_clock.lines(found), 80)
    answer = json.loads(json.dumps(render_clock.answer(found)))
    jsonschema.Draft202012Validator(formcheck.schema("law-clock")).validate(answer)

    assert len(found.of(*VERDICTS)) == len(found.listings) == sum(answer["verdicts"].values())
    assert (found.of(BREAKS), found.unneeded, found.stale) == ((), (), ())
    assert [run.longest for run in found.runs] == [4, 3]
    assert all(each.note for each in found.of(RETURN))
    assert answer["open"] == sum(e.note.verdict != EXPLAINED for e in found.of(RETURN)) > 0
    for each in found.of(RETURN):
        assert each.country in text
    assert max(map(len, text.splitlines())) <= 80
    with open("README.md", encoding="utf-8") as file:
        said = " ".join(file.read().split())
    assert f"of {len(found.listings)} listings none breaks the limits" in said
    deduced = clock_audit(data="country_data", criteria=CRITERIA, deduced=True)
    assert deduced.left_out == 0 < found.left_out
    assert deduced.placements > found.placements


def test_every_fault_of_the_notes_is_told(tmp_path):
    """Each with its line, in one go."""
    path = tmp_path / "clock-notes.yaml"
    path.write_text(
        "sources:\n  s: {title: A list, seen: excerpt}\nwaivers:\n"
        "  - {report_year: 2011, countries: [UZB], source: x, status: confirmed, whole: true}\n"
        "  - {report_year: 2011, countries: [UZB], source: s, status: confirmed, whole: true}\n"
        "notes:\n  - {country: UZB, report_years: [2011], verdict: open, text: Why., source: y,"
        " status: inferred}\n",
        encoding="utf-8",
    )
    with pytest.raises(InputError) as caught:
        clocknotes.read(str(tmp_path))

    assert [(each.line, each.message.split()[0]) for each in caught.value.problems] == [
        (4, "no"),
        (5, "UZB"),
        (7, "no"),
    ]
    assert clocknotes.read(str(tmp_path / "none")) == Notes({}, (), ())


@pytest.fixture(scope="module")
def covered(tmp_path_factory):
    """The coverage of the law of the 2010 report over the Kazakh years 2009-2011, and their ledger."""
    data = folder(tmp_path_factory.mktemp("covered"))
    return law_coverage(2010, data=data), agreement(data=data), data


def test_cost_is_what_the_ledger_says(covered):
    """Counted again, element by element; what no rule reads has no cost rather than none."""
    found, ledger, _ = covered
    read_by_rules = leaves(criteria(2010).law)
    wrong = [row for row in ledger.rows if row.disagrees]
    assert found.disagreements == len(wrong) > 0
    touched = 0
    for each in found.covered:
        assert set(each.counted) == set(each.indicators) & read_by_rules
        if not each.counted:
            assert (each.cost, each.silent) == (None, None)
            continue
        parts = [[d for d in pointing_away(row) if d.finding in each.counted] for row in wrong]
        assert len(each.cost) == sum(map(bool, parts))
        assert len(each.silent) == sum(any(d.word == "silent" for d in part) for part in parts)
        touched += len(each.cost)
    assert touched > 0
    assert sum(len(found.of(word)) for word in WORDS) == len(found.covered)
    assert found.of(NOT_OBSERVABLE)
    assert any(each.cost is None for each in found.covered)


def test_an_element_costs_nothing_before_it_was_law():
    """Over all the evidence there is: an indicator can be older than the element."""
    found = law_coverage()
    assert any(each.cost for each in found.covered)
    for each in found.covered:
        for _, year in each.cost or ():
            assert any(first <= year <= last for first, last in each.element.reports)


def test_coverage_as_text_and_json(covered):
    """Follows its schema, fits the page, and tells of every element once."""
    found, _, data = covered
    answer = json.loads(json.dumps(render_coverage.answer(found)))
    jsonschema.Draft202012Validator(formcheck.schema("law-coverage")).validate(answer)
    done = tipcli("law", "coverage", "2010", "--data", data)

    assert (done.returncode, done.stderr) == (0, "")
    assert max(map(len, done.stdout.splitlines())) <= 80
    assert done.stdout.count("\n # ") == len(found.covered) == len(answer["elements"])
    whole = law_coverage(data=data)
    assert {e.element.provision for e in found.covered} <= {
        e.element.provision for e in whole.covered
    }
    empty = law_coverage(2019, data=data)
    assert (empty.compared, empty.disagreements) == (0, 0)
    assert "nothing can be said" in " ".join(plain(render_coverage.lines(empty), 80).split())


def test_every_misfit_of_the_elements_is_told(tmp_path, covered):
    """An element left out, one that the law does not have, an unknown indicator, one told twice."""
    criteria_folder = tmp_path / "criteria"
    shutil.copytree(CRITERIA, criteria_folder)
    path = os.path.join(criteria_folder, "coverage", "elements.yaml")
    entries = read_yaml(path)["elements"]
    last = entries.pop()
    entries[0]["indicators"] = ["victims-below-significant-numbers"]
    entries[1]["coverage"] = MODELLED
    entries += [entries[2], {**entries[3], "provision": "applicable", "element": "x"}]
    with open(path, "w", encoding="utf-8") as file:
        json.dump({"authority": "modelling-choice", "elements": entries}, file)
    assert read(path).value["elements"] == entries

    with pytest.raises(InputError) as caught:
        law_coverage(criteria=str(criteria_folder), data=covered[2])

    said = "\n".join(each.message for each in caught.value.problems)
    for part in (
        "victims-below-significant-numbers",
        "is called modelled, and no rule reads any of its indicators",
        "stands here a second time",
        "applicable.x",
        f"the law has {last['provision']}",
    ):
        assert part in said
    assert len(caught.value.problems) == 5


def test_what_is_not_settled_is_no_cause():
    """A search that ended without an answer does not make a modelling choice of it."""
    assert Cause(None, UNKNOWN, (), ()).lies_in == ()
    assert Cause((), REACHED, (), ()).lies_in == (EVIDENCE, CHOICE)
