"""`tipcli law test`: what a case says is tried as deciding would, and seen is only what it notices."""

import json
import re
import shutil

import pytest
from builders import CRITERIA, criteria, findings_for, small_laws
from conftest import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st
from test_cli import golden, tipcli

import tipcli as package
from tipcli import law
from tipcli.cli.lawtest import Request, run_law_test
from tipcli.decide import CLOCK, KLEENE, Facts, Fold, decide
from tipcli.errors import InputError, TipcliError, UsageError
from tipcli.explain import rationale, titles
from tipcli.lawtest.case import Case, Expected, Questions
from tipcli.lawtest.coverage import Watch
from tipcli.lawtest.ladder import Ladder, state_of
from tipcli.lawtest.reading import Versions, read
from tipcli.lawtest.run import law_test, tried
from tipcli.lawtest.trial import Trial, assessed, failures, trials
from tipcli.model import (
    ATTITUDES,
    CANNOT_TELL,
    FAILS,
    HOLDS,
    NOT_APPLICABLE,
    TIERS,
    ClockState,
    Rule,
)
from tipcli.reason.questions import questions

VERSIONS = Versions(law.library(CRITERIA))


def cases(tmp_path, text):
    """The cases of a file with this text."""
    path = tmp_path / "cases.yaml"
    path.write_text(f"cases:\n{text}", "utf-8")
    return read(str(path), "cases.yaml", VERSIONS)


def first_trial(tmp_path, text):
    """The first trial of the first case."""
    (case, *_) = cases(tmp_path, text)
    return next(trials(case, case.report_years[0], VERSIONS.of(case.report_years[0])))


def seen(found, version, kind, word):
    """What is seen of a kind with a word in one version."""
    (coverage,) = [each for each in found.coverage if each.law == version]
    (tally,) = [each for each in coverage.tallies if (each.kind, each.word) == (kind, word)]
    return set(tally.subjects) - set(tally.missing)


# Against deciding


@st.composite
def facts_of(draw, found):
    """Findings of any outcome for a law, and a clock of any answer."""
    clock = ClockState(draw(st.sampled_from([HOLDS, FAILS, CANNOT_TELL])), (0,), (), "")
    findings = draw(findings_for(found))
    return Facts({each.indicator.id: each for each in findings}, clock)


def placed(found, facts, attitude="balanced"):
    return decide(found, tuple(facts.findings.values()), facts.clock, attitude)


@settings(max_examples=60, deadline=None)
@given(st.data(), small_laws())
def test_the_ladder_answers_as_deciding_does(data, found):
    """Tier, rung, tier set, whether it is settled, and what is still to ask."""
    facts = data.draw(facts_of(found))
    ladder, state = Ladder(found), state_of(facts)
    for attitude in ATTITUDES:
        placement = placed(found, facts, attitude)
        assert [t for t in TIERS if ladder.places(state, attitude, t)] == [placement.tier]
        rungs = [rung.id for rung in found.ladder if ladder.decides(state, attitude, rung.id)]
        assert rungs == [placement.rung]
    possible = [tier for tier, can in ladder.tier_set(state) if can]

    assert possible == [reach.tier for reach in placement.tier_set]
    assert ladder.settled(state) is placement.settled
    assert ladder.open_questions(state) == asked(found, facts)


def asked(found, facts):
    """The undecided leaves that some completion of the others lets move the tier, by trying all."""
    free = [leaf for leaf in facts.leaves() if facts.answer(leaf) == CANNOT_TELL]
    tiers = {}
    for number in range(2 ** len(free)):
        values = {leaf: bool(number >> place & 1) for place, leaf in enumerate(free)}
        decided = facts
        for leaf, value in values.items():
            decided = with_answer(decided, leaf, value)
        tiers[number] = placed(found, decided).tier
    return {
        leaf
        for place, leaf in enumerate(free)
        if any(tiers[number] != tiers[number ^ (1 << place)] for number in tiers)
    }


def with_answer(facts, leaf, value):
    """The facts with one leaf decided."""
    if leaf == CLOCK:
        return facts._replace(clock=facts.clock._replace(expired=HOLDS if value else FAILS))
    outcome = "established" if value else "refuted"
    changed = facts.findings[leaf]._replace(outcome=outcome)
    return facts._replace(findings={**facts.findings, leaf: changed})


@st.composite
def expectations(draw, placement, left):
    """What a case may expect of a decision, and gets; the questions are a part of it or all."""
    keys = draw(st.sets(st.sampled_from(["rung", "tier_set", "settled", "open_questions"])))
    wanted = draw(st.sampled_from([Questions(tuple(left)), Questions(None, tuple(left)[:1])]))
    return Expected(
        tier=placement.tier,
        rung=placement.rung if "rung" in keys else "",
        tier_set=tuple(r.tier for r in placement.tier_set) if "tier_set" in keys else None,
        settled=placement.settled if "settled" in keys else None,
        open_questions=wanted if "open_questions" in keys else None,
    )


def noticed(expected, found, facts, attitude):
    """Whether a case would fail on these facts, by deciding anew."""
    placement = placed(found, facts, attitude)
    wrong = placement.tier != expected.tier
    wrong |= bool(expected.rung) and placement.rung != expected.rung
    if expected.tier_set is not None:
        wrong |= {reach.tier for reach in placement.tier_set} != set(expected.tier_set)
    if expected.settled is not None:
        wrong |= placement.settled != expected.settled
    if expected.open_questions is not None:
        left = asked(found, facts)
        exactly, least = expected.open_questions.exactly, expected.open_questions.at_least
        wrong |= left != set(exactly) if exactly is not None else not left >= set(least)
    return wrong


def forced(found, facts, ident, value):
    """The law and the facts with one provision's answer supposed."""
    name = f"supposed {ident}"
    first = next(iter(facts.findings.values()))
    outcome = "established" if value else "refuted"
    finding = first._replace(indicator=first.indicator._replace(id=name), outcome=outcome)
    provisions = tuple(
        each._replace(rule=Rule("indicator", name)) if each.id == ident else each
        for each in found.provisions
    )
    known = found._replace(provisions=provisions)
    return known, facts._replace(findings={**facts.findings, name: finding})


@settings(max_examples=40, deadline=None)
@given(st.data(), small_laws(), st.sampled_from(ATTITUDES))
def test_seen_is_exactly_what_a_case_would_notice(data, found, attitude):
    """By deciding anew with each leaf and each provision's answer otherwise."""
    found = found._replace(
        indicators=tuple(each._replace(precondition="A condition.") for each in found.indicators)
    )
    facts = data.draw(facts_of(found))
    expected = data.draw(expectations(placed(found, facts, attitude), asked(found, facts)))
    case = Case("x", 1, 1, "x", (2010,), (), (), False, (), False, attitude, expected)
    known = criteria(2010)._replace(law=found)
    trial = Trial(case, 2010, known, None, facts, state_of(facts))
    ladder, looked = Ladder(found), set()
    assert failures(trial, ladder, looked) == ()
    watch = Watch(ladder)
    watch.add(trial, looked)

    marks = {
        (tally.kind, tally.word, subject): subject not in tally.missing
        for tally in watch.coverage().tallies
        for subject in tally.subjects
    }
    fold = Fold(found, facts.answer, KLEENE, (FAILS, HOLDS))
    words = {HOLDS: "run out", FAILS: "not run out", CANNOT_TELL: "cannot tell"}
    for (kind, word, subject), is_seen in marks.items():
        if kind == "rungs":
            assert is_seen is (expected.rung == subject)
            continue
        if kind == "provisions":
            answer = fold.provision(subject)
            there = answer == word
            others = [
                noticed(expected, *forced(found, facts, subject, value), attitude)
                for value in (True, False)
                if answer != (HOLDS if value else FAILS)
            ]
        else:
            answer = facts.answer(subject)
            there = (words[answer] if kind == "clock" else facts.findings[subject].outcome) == word
            others = [
                noticed(expected, found, with_answer(facts, subject, value), attitude)
                for value in (True, False)
                if answer != (HOLDS if value else FAILS)
            ]
        enough = any if word == NOT_APPLICABLE else all
        assert is_seen is (there and enough(others)), (kind, word, subject)


@pytest.mark.parametrize("year", [2002, 2010, 2020])
def test_open_questions_are_those_of_tipcli_next(tmp_path, year):
    """The same that the command would ask, for the real law."""
    trial = first_trial(
        tmp_path,
        f"""
  - name: Some
    report_year: {year}
    all_favourable: true
    open: [victims-identified, complicit-officials-prosecuted, complicit-officials-convicted]
    contested: [sex-trafficking-prohibited]
    tier: Tier 2
""",
    )
    left = Ladder(trial.known.law).open_questions(trial.state)

    assert left == {each.subject for each in questions(assessed(trial)).questions}
    assert left


# What is supposed


def test_what_is_established_or_refuted_is_firm_and_what_is_contested_is_even(tmp_path):
    trial = first_trial(
        tmp_path,
        """
  - name: Some
    report_year: 2020
    all_favourable: true
    contested: [victims-assisted, government-policy-of-forced-labor]
    refuted: [victims-identified]
    tier: Tier 2
""",
    )
    for each in trial.facts.findings.values():
        sides = each.supports.level, each.contradicts.level
        if each.indicator.silence == "absent_unless_judged":
            assert (each.outcome, each.ground) == ("refuted", "presumption")
        else:
            levels = {"established": (3, 0), "refuted": (0, 3), "contested": (2, 2)}
            assert sides == levels[each.outcome]
            assert each.ground == "evidence"
    assert trial.facts.findings["government-policy-of-forced-labor"].outcome == "contested"
    text = "  - {name: x, report_year: 2020, all_favourable: true, tier: Tier 1}\n"
    assert assessed(first_trial(tmp_path, text)).placement.confidence == "firm"


def test_a_refusal_presumes_only_what_weighing_presumes(tmp_path):
    text = """
  - name: Refused
    report_year: {}
    refused: [traffickers-prosecuted, victims-assisted]
    judged: [victims-identified]
    not_applicable: [foreign-victims-identified]
    tier: Tier 3
"""
    before, after = (first_trial(tmp_path, text.format(year)) for year in (2003, 2004))
    outcome = {name: each.outcome for name, each in after.facts.findings.items()}

    assert before.facts.findings["traffickers-prosecuted"].outcome == "open"
    assert outcome["traffickers-prosecuted"] == "refuted"
    assert after.facts.findings["traffickers-prosecuted"].ground == "presumption"
    assert outcome["victims-assisted"] == "open"
    assert outcome["victims-identified"] == "established"
    assert after.facts.findings["victims-identified"].judgement
    assert outcome["foreign-victims-identified"] == "not applicable"


def test_in_turn_one_stands_at_a_time_in_place_of_what_is_else_supposed(tmp_path):
    (case,) = cases(
        tmp_path,
        """
  - name: Some
    report_years: [2002, 2010]
    refuted: [victims-identified, victims-assisted]
    in_turn:
      established: [victims-identified]
      open: [victims-identified, traffickers-prosecuted]
    tier: Tier 3
""",
    )
    turns = [trial.turn for trial in trials(case, 2002, VERSIONS.of(2002))]
    outcomes = [
        tuple(
            trial.facts.findings[name].outcome
            for name in ("victims-identified", "victims-assisted", "traffickers-prosecuted")
        )
        for trial in trials(case, 2002, VERSIONS.of(2002))
    ]

    assert turns == [
        ("victims-identified", "established"), ("victims-identified", "open"), ("traffickers-prosecuted", "open"),
    ]  # fmt: skip
    assert outcomes == [
        ("established", "refuted", "open"), ("open", "refuted", "open"), ("refuted", "refuted", "open"),
    ]  # fmt: skip
    assert tried([case], VERSIONS).trials == 6


def test_earlier_years_are_tier_2_unless_the_case_says_otherwise(tmp_path):
    text = """
  - name: Some
    report_year: 2012
    before: {{{}}}
    waived: {}
    tier: Tier 3
"""
    listed = '"2010": Tier 2 Watch List, "2011": Tier 2 Watch List'

    def answer(before, waived="false"):
        return first_trial(tmp_path, text.format(before, waived)).facts.clock.expired

    assert answer('"2011": Tier 2 Watch List') == FAILS
    assert answer(listed) == HOLDS
    assert answer(listed, "true") == FAILS
    assert answer('"2010": unknown, "2011": Tier 2 Watch List') == CANNOT_TELL


# What is expected


WRONG = """
  - name: Wrong in every way
    report_year: 2010
    all_favourable: true
    open: [victims-identified]
    tier: Tier 3
    rung: no-significant-efforts
    tier_set: [Tier 3]
    settled: true
    silent: false
    reasons: [Special Case, Victim protection]
    absent: [Victim protection]
    open_questions: {at_least: [victims-assisted], without: [victims-identified]}
"""


def test_each_thing_expected_can_fail(tmp_path):
    found = tried(cases(tmp_path, WRONG), VERSIONS)

    assert [failure.key for failure in found.failures] == [
        "tier", "rung", "tier_set", "settled", "open_questions", "silent", "reasons", "absent",
    ]  # fmt: skip
    told = {failure.key: failure.found for failure in found.failures}
    assert told["tier"] == "Tier 2"
    assert told["tier_set"] == ("Tier 1", "Tier 2")
    assert told["open_questions"] == ("victims-identified",)
    assert "Victim protection" in told["reasons"]
    assert (found.failures[0].case.line, found.failures[0].case.column) == (3, 11)
    assert ("victims-identified", "open") in found.failures[0].bearing
    assert not found.holds


def test_each_thing_expected_can_hold(tmp_path):
    right = WRONG
    for old, new in (
        ("Tier 3\n    rung: no-significant-efforts", "Tier 2\n    rung: otherwise"),
        ("tier_set: [Tier 3]", "tier_set: [Tier 2, Tier 1]"), ("settled: true", "settled: false"),
        ("silent: false", "silent: true"), ("[Special Case, Victim protection]", "[Victim protection]"),
        ("absent: [Victim", "absent: [Special Case] #"),
        ("{at_least: [victims-assisted], without: [victims-identified]}", "[victims-identified]"),
    ):  # fmt: skip
        assert old in right
        right = right.replace(old, new)

    assert tried(cases(tmp_path, right), VERSIONS).failures == ()


def test_every_title_that_a_rationale_gives_is_known(tmp_path):
    """So that no case is refused a reason that can be given."""
    for year in (2002, 2005, 2012, 2020):
        given_titles = set()
        for line in ("tier: Tier 3", "all_favourable: true\n    tier: Tier 1"):
            trial = first_trial(tmp_path, f"  - name: x\n    report_year: {year}\n    {line}\n")
            given_titles |= {c.title for p in rationale(assessed(trial)) for c in p.clauses}
        assert given_titles
        assert given_titles <= titles(VERSIONS.of(year).law)
    clock = "The time on the Watch List has run out"
    assert [clock in titles(VERSIONS.of(year).law) for year in (2008, 2009)] == [False, True]


# What is seen


def test_what_is_merely_there_is_not_seen(tmp_path):
    """Open by default, named as open, or one of two that would do: none is seen by the tier."""
    found = tried(
        cases(
            tmp_path,
            """
  - name: Two signs
    report_year: 2002
    established: [traffickers-prosecuted, traffickers-convicted, victims-assisted]
    open: [victims-identified, sex-trafficking-prohibited]
    refuted: [labor-trafficking-prohibited, child-sex-trafficking-needs-no-force,
      official-complicity-widespread]
    tier: Tier 2
""",
        ),
        VERSIONS,
    )

    assert seen(found, "tvpa-2000", "indicators", "established") == {"victims-assisted"}
    assert seen(found, "tvpa-2000", "indicators", "open") == set()
    # Were it established, a named human would have judged that no tier is given.
    assert seen(found, "tvpa-2000", "indicators", "refuted") == {
        "assessment-impossible", "victims-below-significant-number", "official-complicity-widespread",
    }  # fmt: skip
    assert seen(found, "tvpa-2000", "provisions", "holds") == {"significant-efforts"}
    assert seen(found, "tvpa-2000", "rungs", "decided") == set()
    assert not any(tally.seen for tally in found.coverage[1].tallies)


def test_open_is_seen_where_both_ways_out_of_it_would_be_noticed(tmp_path):
    text = """
  - name: One is open
    report_year: 2002
    all_favourable: true
    open: [victims-identified, victims-assisted]
    tier: Tier 2
"""
    for more, wanted in (
        ("", set()),
        ("    tier_set: [Tier 1, Tier 2]\n", set()),
        ("    open_questions: [victims-identified, victims-assisted]\n", {"victims-identified", "victims-assisted"}),
        ("    open_questions: {at_least: [victims-assisted]}\n", {"victims-assisted"}),
    ):  # fmt: skip
        found = tried(cases(tmp_path, text + more), VERSIONS)
        assert found.holds
        assert seen(found, "tvpa-2000", "indicators", "open") == wanted


def test_a_decided_finding_is_seen_where_it_would_take_a_question_away(tmp_path):
    """Tier 1 is out of question as soon as another claim of it is refuted; the tier stays."""
    text = "  - {name: x, report_year: 2002, all_favourable: true, open: [sex-trafficking-prohibited], tier: Tier 2"
    for more, wanted in (("}", False), (", open_questions: [sex-trafficking-prohibited]}", True)):
        found = tried(cases(tmp_path, text + more + "\n"), VERSIONS)
        assert found.holds
        is_seen = seen(found, "tvpa-2000", "indicators", "established")
        assert ("labor-trafficking-prohibited" in is_seen) is wanted


def test_a_case_that_fails_sees_nothing(tmp_path):
    text = "  - name: x\n    report_year: 2002\n    rung: otherwise\n    tier: Tier 2\n"
    found = tried(cases(tmp_path, text), VERSIONS)

    assert not any(tally.seen for each in found.coverage for tally in each.tallies)
    assert [len(each.tallies) for each in found.coverage] == [9, 9, 9, 12, 12, 12]


# What is refused


def test_what_cannot_be_meant_is_refused_with_its_place(tmp_path):
    with pytest.raises(InputError) as refusal:
        cases(
            tmp_path,
            """
  - name: Many mistakes
    report_years: [2002, 2010]
    before: {"2009": Tier 2 Watch List}
    established: [victims-identifed, officials-data-provided, assessment-impossible]
    refuted: [victims-identified]
    open: [victims-identified]
    not_applicable: [victims-penalized]
    tier: Tier 2
    rung: otherwize
    reasons: [Victim protecton]
    absent: [Efforts rest on commitments for next year]
    open_questions: {at_least: [clock], without: [victims-penalised]}
    in_turn: {contested: [victims-below-significant-number]}
  - name: Many mistakes
    tier: Tier 3
  - name: Rung and tier disagree
    report_year: 2010
    report_years: [2011]
    tier: Tier 3
    rung: watch-list-ground
""",
        )
    told = str(refusal.value)
    for place, code, said in (
        ("5:14", "TIP106", "cases[0].before.2009: 2009 is not before the report of 2002"),
        ("6:19", "TIP207", "no indicator 'victims-identifed' in the catalogue. Did you mean victims-identified"),
        ("6:38", "TIP510", "tvpa-2000, the law of the reports of 2001-2003, does not ask officials-data-provided"),
        ("6:63", "TIP104", "no evidence makes assessment-impossible established: a named human judges it"),
        ("8:12", "TIP108", "victims-identified already stands under refuted"),
        ("9:22", "TIP209", "victims-penalized has no precondition"),
        ("11:11", "TIP503", "no rung 'otherwize' in wilberforce-2008. Did you mean otherwise?"),
        ("12:15", "TIP503", "bears this title, so it can never be given as a reason. Did you mean Victim protection?"),
        ("13:14", "TIP503", "no provision or rule of tvpa-2000 bears this title"),
        ("14:51", "TIP207", "no indicator 'victims-penalised'"),
        ("15:27", "TIP104", "no evidence makes victims-below-significant-number contested"),
        ("15:27", "TIP510", "wilberforce-2008, the law of the reports of 2009-2012, does not ask"),
        ("16:5", "TIP101", "lacks the key report_year"),
        ("16:11", "TIP504", "the case on line 3 has the same name"),
        ("20:19", "TIP108", "has both report_year and report_years"),
        ("22:11", "TIP104", "the rung watch-list-ground of wilberforce-2008 gives Tier 2 Watch List, not Tier 3"),
    ):  # fmt: skip
        assert re.search(rf"^cases\.yaml:{place}: {code}: .*{re.escape(said)}", told, re.MULTILINE)
    # Of a title that one version knows and another does not, only the other is named.
    assert len(re.findall(r"cases\.yaml:13:14", told)) == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("  - {name: x, report_year: 2010, tier: Tier 4}\n", "1:39: TIP104: cases[0].tier: 'Tier 4' is not allowed"),
        ("  - {name: x, report_year: 2010}\n", "lacks the key tier"),
        ("  - {name: x, report_year: 2010, tier: Tier 3, outcome: x}\n", "the key outcome is unknown"),
        ("  - {name: x, report_year: 2010, tier: Tier 3, in_turn: {likely: [x]}}\n", "the key likely is unknown"),
        ("  - {name: x, report_year: 2010, tier: Tier 3, before: {'2009': Tier 9}}\n", "'Tier 9' is not allowed"),
        ("  - {name: x, report_year: 2010, tier: Tier 3, before: {last: Tier 2}}\n", "Write a report year in quotes"),
        ("  - {name: x, report_year: 2010, tier: Tier 3, established: [a, a]}\n", "names the same thing twice"),
    ],
)  # fmt: skip
def test_the_form_is_that_of_the_schema(tmp_path, text, said):
    with pytest.raises(InputError, match=re.escape(said.removeprefix("1:39: "))) as refusal:
        cases(tmp_path, text)
    assert "File holds facts" not in str(refusal.value)


def test_a_file_that_is_no_mapping_is_told_how_it_begins(tmp_path):
    path = tmp_path / "cases.yaml"
    path.write_text("[]\n", "utf-8")
    with pytest.raises(InputError, match="Write `cases:` and a list under it"):
        read(str(path), "cases.yaml", VERSIONS)


def test_problems_of_all_files_come_at_once(tmp_path):
    for name in ("a.yaml", "b.yml"):
        (tmp_path / name).write_text("cases: []\n", "utf-8")
    with pytest.raises(InputError) as refusal:
        law_test([str(tmp_path)])

    assert [problem.file[-6:] for problem in refusal.value.problems] == ["a.yaml", "/b.yml"]


# The command


def test_cases_travel_with_the_law_and_are_no_part_of_it(tmp_path):
    copy = tmp_path / "criteria"
    shutil.copytree(CRITERIA, copy, ignore=shutil.ignore_patterns("cases"))

    assert law.library(str(copy)).digest == law.library(CRITERIA).digest
    with pytest.raises(TipcliError, match="there are no cases in .*/criteria/cases; name a file"):
        law_test(criteria=str(copy))


@pytest.mark.parametrize(
    ("paths", "said"),
    [(["nowhere"], "nowhere: there is no such file or folder"), (["tipcli"], "tipcli: there is no YAML file in it")],
)  # fmt: skip
def test_paths_that_stand_for_nothing_are_refused(paths, said):
    with pytest.raises(TipcliError, match=said):
        law_test(paths)


FAILING = "tests/golden/law-test.yaml"


def test_what_it_prints(capsys):
    """Every byte of a run with cases that fail; the exit status says so too."""
    assert run_law_test(Request([FAILING])) == 1
    golden("law-test", capsys.readouterr().out)
    with open("tests/golden/law-test.txt", encoding="utf-8") as file:
        assert [line for line in file.read().splitlines() if len(line) > 80] == []


def test_what_is_missing_is_named(capsys):
    run_law_test(Request([FAILING], uncovered=True))
    told = " ".join(capsys.readouterr().out.split())

    assert "- not seen decided: special-case, full-compliance, no-significant-efforts" in told
    assert "Clock 1 of 3 answers (run out) - not seen not run out - not seen cannot tell" in told
    assert "names what is missing" not in told


def test_json_says_the_same(capsys):
    assert run_law_test(Request([FAILING], format="json")) == 1
    answer = json.loads(capsys.readouterr().out)
    found = package.law_test([FAILING])

    assert answer["schema"] == "tipcli/law-test/1"
    assert (answer["cases"], answer["trials"], answer["holds"]) == (
        found.cases,
        found.trials,
        False,
    )
    assert len(answer["failures"]) == len(found.failures)
    first = answer["failures"][0]
    assert (first["file"], first["line"], first["asserted"]) == (FAILING, 4, "tier")
    assert first["in_turn"] == {"finding": "traffickers-prosecuted", "outcome": "established"}
    for each, coverage in zip(answer["coverage"], found.coverage, strict=True):
        assert each["law"] == coverage.law
        for row, tally in zip(each["seen"], coverage.tallies, strict=True):
            assert row["seen"] + len(row["missing"]) == row["of"] == len(tally.subjects)


def test_the_command_line_means_it(tmp_path):
    """From another folder, with the law that came with the tool."""
    path = tmp_path / "mine.yaml"
    path.write_text("cases:\n  - {name: Nothing, report_year: 2010, tier: Tier 3}\n", "utf-8")
    done = tipcli("law", "test", "mine.yaml", cwd=tmp_path, PYTHONPATH=str(ROOT))

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("1 case in 1 file, 1 trial: it holds.\n")
    wrong = tipcli("law", "test", "none.yaml", cwd=tmp_path, PYTHONPATH=str(ROOT))
    assert (wrong.returncode, wrong.stdout) == (1, "")
    assert wrong.stderr == "none.yaml: there is no such file or folder\n"


def test_a_format_that_is_none_is_refused():
    with pytest.raises(UsageError, match="no format 'xml'"):
        run_law_test(Request(format="xml"))


def test_a_rule_that_moves_makes_cases_fail(tmp_path):
    """One sign of action in place of two: the cases that live by the number say so."""
    copy = tmp_path / "criteria"
    shutil.copytree(CRITERIA, copy)
    path = copy / "tvpa-2000.yaml"
    text = path.read_text("utf-8")
    old = "- id: significant-efforts-signs-count\n    value: 2\n"
    assert old in text
    path.write_text(text.replace(old, old.replace("value: 2", "value: 1")), "utf-8")
    found = law_test(["criteria/cases/significant-efforts.yaml"], str(copy))

    assert {failure.law for failure in found.failures} == {"tvpa-2000"}
    assert "Action in one dimension alone is no sign of significant efforts" in {
        failure.case.name for failure in found.failures
    }
