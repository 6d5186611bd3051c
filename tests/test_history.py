"""A country over its years: the changes, the clock asked ahead, the chart, and the command."""

import itertools
import json
import shutil

import jsonschema
import pytest
from builders import country_year, criteria
from hypothesis import given, settings
from hypothesis import strategies as st
from test_cli import RUN, altered, tipcli

import tipcli as api
from tipcli import assessment, formcheck, history, schemafile
from tipcli.cli import app as app_module
from tipcli.errors import TipcliError, UsageError
from tipcli.model import (
    CANNOT_TELL,
    FAILS,
    HOLDS,
    SPECIAL_CASE,
    TIER_1,
    TIER_2,
    TIER_3,
    TIERS,
    WATCH_LIST,
    Options,
    Waiver,
)
from tipcli.render import historyjson
from tipcli.render.history import lines, spans, summary
from tipcli.render.historychart import ASCII, FINE, chart, fitting
from tipcli.render.lines import plain
from tipcli.timeline import AGREEMENTS, CHANGES, History, Published, read, timeline
from tipcli.yearly import fragments, history_of, published_tiers


def row(tier, deduced=False, fragment=False):
    return Published(tier, "a-list", deduced, fragment)


def law_of(year):
    return criteria(year).law


def over(published, answers=None):
    rows = {y: each if isinstance(each, Published) else row(each) for y, each in published.items()}
    return timeline("KAZ", rows, answers or {}, law_of, Options())


def silent(year, before=None):
    """An assessment on no evidence at all."""
    return assessment.judge(criteria(year), country_year(year=year), before or {}, Options())


def as_though(year, tier, tier_set=(), automatic=False):
    """An assessment that came out as is said here."""
    found = silent(year)
    placed = found.placement
    rung = next(e.rung.id for e in placed.rungs if e.rung.automatic == automatic)
    reaches = tuple(placed.tier_set[0]._replace(tier=each) for each in tier_set or (tier,))
    return found._replace(placement=placed._replace(tier=tier, rung=rung, tier_set=reaches))


# Changes


@pytest.mark.parametrize(
    ("published", "code", "why"),
    [
        ({2011: TIER_2}, "first", "nothing before"),
        ({2010: TIER_2, 2011: TIER_2}, "same", "no change"),
        ({2010: TIER_2, 2011: TIER_1}, "up", "better"),
        ({2010: TIER_3, 2011: WATCH_LIST}, "up", "better"),
        ({2010: TIER_1, 2011: TIER_2}, "down", "worse"),
        ({2010: TIER_2, 2011: TIER_3}, "down", "straight down"),
        ({2009: WATCH_LIST, 2010: WATCH_LIST, 2011: TIER_3}, "down-automatic", "two years"),
        ({2009: TIER_2, 2010: WATCH_LIST, 2011: TIER_3}, "down", "one year only"),
        ({2010: WATCH_LIST, 2011: TIER_3}, "down-perhaps-automatic", "2009 is unknown"),
        (
            {2009: row(WATCH_LIST, deduced=True), 2010: WATCH_LIST, 2011: TIER_3},
            "down-perhaps-automatic",
            "the clock leaves deduced rows out",
        ),
        ({2006: WATCH_LIST, 2007: WATCH_LIST, 2008: TIER_3}, "down", "no limit before 2009"),
        ({2010: TIER_1, 2011: SPECIAL_CASE}, "to-special-case", "no tier"),
        ({2010: SPECIAL_CASE, 2011: TIER_3}, "from-special-case", "a tier again"),
        ({2010: SPECIAL_CASE, 2011: SPECIAL_CASE}, "same", "still no tier"),
        ({2009: TIER_2, 2011: TIER_2}, "gap", "2010 is unknown"),
    ],
)
def test_every_change_has_its_code(published, code, why):
    """Each row is one situation; `why` says which."""
    years = over(published).years
    change = years[-1].published_change

    assert change.code == code, why
    assert (change.before, change.since) == (
        ("", 0)
        if code == "first"
        else (years[-3].published.tier, 2009)
        if code == "gap"
        else (years[-2].published.tier, years[-1].report_year - 1)
    )


def test_a_recommended_change_is_automatic_only_by_the_rung_that_decided():
    """Published tiers and the clock say nothing about it."""
    published = {2009: WATCH_LIST, 2010: WATCH_LIST, 2011: TIER_3}
    codes = []
    for automatic in (False, True):
        answers = {2010: as_though(2010, TIER_2), 2011: as_though(2011, TIER_3, (), automatic)}
        codes.append([y.recommended_change for y in over(published, answers).years])

    assert [each and each.code for each in codes[0]] == [None, "first", "down"]
    assert [each and each.code for each in codes[1]] == [None, "first", "down-automatic"]


def test_years_of_which_nothing_is_known_are_there_and_empty():
    """Between the first and the last; none outside."""
    found = over({2009: TIER_2, 2012: TIER_1})
    between = found.years[1]

    assert [year.report_year for year in found.years] == [2009, 2010, 2011, 2012]
    assert (between.published, between.recommended, between.agreement) == (None, None, "")
    assert (between.published_change, between.file, between.problem) == (None, "none", "")
    assert between.clock.state.run == (0,)
    assert over({}).years == ()


def test_agreement_is_of_the_same_year_and_by_the_tier_set():
    """And there is none where a tier is lacking on either side."""
    answers = {
        2009: as_though(2009, TIER_2),
        2010: as_though(2010, TIER_2, (TIER_2, WATCH_LIST)),
        2011: as_though(2011, TIER_2, (TIER_1, TIER_2)),
        2012: as_though(2012, TIER_2),
        2013: TipcliError("the file is bad"),
    }
    years = over({2008: TIER_2, 2009: TIER_2, 2010: WATCH_LIST, 2011: TIER_3}, answers).years

    assert [y.agreement for y in years] == ["", "same", "inside", "outside", "", ""]
    assert [y.file for y in years] == ["none", "read", "read", "read", "read", "bad"]
    assert (years[-1].problem, years[-1].recommended) == ("the file is bad", None)


def test_a_year_without_a_law_says_so_and_the_rest_is_told():
    """As a row of a report that was never made."""
    years = timeline(
        "KAZ", {2000: row(TIER_2), 2001: row(TIER_2)}, {}, _law_from_2001, Options()
    ).years

    assert (years[0].law, years[0].clock, years[0].problem) == ("", None, "no law covers it")
    assert (years[1].law, years[1].problem) == ("tvpa-2000", "")


def _law_from_2001(year):
    if year < 2001:
        raise TipcliError("no law covers it")
    return law_of(year)


# The clock


def test_the_clock_of_a_year_is_that_of_its_assessment():
    """With the waivers of its file, under its own law."""
    before = {2009: WATCH_LIST, 2010: WATCH_LIST}
    waived = country_year(year=2011, waivers=[Waiver(2011, "Plan.", "Yes.", "Money.", "s", "1")])
    found = assessment.judge(criteria(2011), waived, before, Options())
    year = over(before, {2011: found}).years[-1]

    assert year.clock.state == found.clock
    assert year.clock.waived
    assert year.clock.state.expired == FAILS
    assert year.clock.due.latest == 2012
    assert not over(before | {2011: WATCH_LIST}).years[-1].clock.waived


@pytest.mark.parametrize(
    ("year", "published", "due", "postponed"),
    [
        (2009, {}, (2011, 2011), (2013, 2013)),
        (2010, {2009: TIER_2}, (2012, 2012), (2014, 2014)),
        (2011, {2009: WATCH_LIST, 2010: WATCH_LIST}, (2011, 2011), (2013, 2013)),
        (2011, {2010: WATCH_LIST}, (2011, 2012), (2013, 2014)),
        (2019, {2018: TIER_2}, (2021, 2021), (2022, 2022)),
        (2012, {2011: SPECIAL_CASE, 2010: WATCH_LIST, 2009: TIER_2}, (2013, 2014), (2015, 2016)),
        (
            2024,
            {2023: TIER_2, 2022: TIER_3, 2021: WATCH_LIST, 2020: WATCH_LIST, 2019: TIER_2},
            (2025, 2026),
            (2025, 2027),
        ),
    ],
)
def test_when_tier_3_would_follow(year, published, due, postponed):
    """By the law of the report, were the country listed from now on."""
    found = read(law_of(year).clock, year, published, ())

    assert (found.due.earliest, found.due.latest) == due
    assert (found.postponed.earliest, found.postponed.latest) == postponed
    assert bool(found.due.why) == (due[0] < due[1])


def test_what_cannot_be_told_says_why_and_no_more():
    """The year that is not known, or the downgrade; not the limit, which is known."""
    unknown = read(law_of(2011).clock, 2011, {2010: WATCH_LIST}, ())
    back = {2023: TIER_2, 2022: TIER_3, 2021: WATCH_LIST, 2020: WATCH_LIST, 2019: TIER_2}
    after = read(law_of(2024).clock, 2024, back, ())

    assert unknown.unknown == unknown.due.why
    assert unknown.due.why == ("For 2009 no placement is known, so the run may be longer than 1.",)
    assert len(after.due.why) == 1
    assert after.due.why[0].startswith("An earlier Tier 3 followed a full run")
    assert after.unknown == ()


def test_no_time_limit_no_date():
    """Before the reports of 2009 nothing runs out."""
    for year in (2003, 2007, 2008):
        found = read(law_of(year).clock, year, {year - 1: WATCH_LIST, year - 2: WATCH_LIST}, ())
        assert (found.applies, found.due, found.postponed) == (False, None, None)


KNOWN = st.sampled_from([WATCH_LIST, WATCH_LIST, TIER_2, TIER_3, None])


@settings(max_examples=60, deadline=None)
@given(st.lists(KNOWN, min_size=1, max_size=7), st.sampled_from([2010, 2013]))
def test_what_cannot_be_told_covers_exactly_what_the_unknown_years_leave_open(tiers, version):
    """Against every way of filling them in, each asked by itself."""
    rule = law_of(version).clock
    year = 2009 + len(tiers)
    partly = {2009 + n: tier for n, tier in enumerate(tiers) if tier}
    gaps = [2009 + n for n, tier in enumerate(tiers) if not tier][:5]
    filled = [
        read(rule, year, partly | dict(zip(gaps, way, strict=True)), ())
        for way in itertools.product((WATCH_LIST, TIER_2), repeat=len(gaps))
    ]
    if len(gaps) < sum(tier is None for tier in tiers):
        return
    found = read(rule, year, partly, ())
    for asked, each in (
        (found.due, [way.due for way in filled]),
        (found.postponed, [way.postponed for way in filled]),
    ):
        assert all(due.known for due in each)
        assert (asked.earliest, asked.latest) == (
            min(due.latest for due in each),
            max(due.latest for due in each),
        )


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(st.integers(2006, 2022), st.sampled_from(TIERS)),
    st.sampled_from([2009, 2013, 2019, 2023]),
    st.booleans(),
)
def test_the_date_and_the_state_of_the_clock_agree(published, year, waived):
    """Run out now means due now; a waiver never brings it nearer."""
    before = {y: tier for y, tier in published.items() if y < year}
    waivers = (Waiver(year, "Plan.", "Yes.", "Money.", "s", "1"),) if waived else ()
    found = read(law_of(year).clock, year, before, waivers)
    due, later = found.due, found.postponed

    assert year <= due.earliest <= due.latest
    assert (found.state.expired == HOLDS) == (due.latest == year)
    assert (found.state.expired == CANNOT_TELL) == (due.earliest == year < due.latest)
    assert due.earliest <= later.earliest <= later.latest <= due.latest + found.waiver_years
    assert due.latest <= later.latest
    assert bool(due.why) == (not due.known)


# Loading


def small(tmp_path, rows=()):
    """A data folder with the three repository files of 2009 to 2011, and these placements."""
    folder = tmp_path / "country_data"
    (folder / "KAZ").mkdir(parents=True)
    for year in (2009, 2010, 2011):
        shutil.copy(f"country_data/KAZ/{year}.yaml", folder / "KAZ")
    table = ["iso3,report_year,tier,source", *rows]
    (folder / "placements.csv").write_text("\n".join(table) + "\n", encoding="utf-8")
    return folder


ROWS = (
    "KAZ,2008,Tier 2,old-list",
    "KAZ,2009,Tier 2,old-list",
    "KAZ,2010,Tier 2 Watch List,old-list",
    "KAZ,2013,Tier 2,new-list",
    "UZB,2013,Tier 3,new-list",
    "KAZ,2014,Tier 2,complement2024",
)


def test_it_says_what_assess_says(tmp_path):
    """Year by year; and the tiers of the assessed year are never an input."""
    folder = str(small(tmp_path, ROWS))
    found = history_of("kaz", data=folder, attitude="cautious")

    assert found.country == "KAZ"
    assert [year.report_year for year in found.years] == list(range(2008, 2015))
    for year in found.years[1:4]:
        one = assessment.assess("KAZ", year.report_year, data=folder, attitude="cautious")
        assert year.recommended.tier == one.placement.tier
        assert year.recommended.tier_set == tuple(r.tier for r in one.placement.tier_set)
        assert year.recommended.receipt == one.receipt
        assert year.clock.state == one.clock
        assert year.law == one.law.id
    assert [bool(y.published and y.published.deduced) for y in found.years] == [False] * 6 + [True]


def test_a_part_of_the_years_is_told_as_in_the_whole(tmp_path):
    """What changed in the first of them is held against the year before, which is not shown."""
    folder = str(small(tmp_path, ROWS))
    whole = history_of("KAZ", data=folder).years
    for first, last in ((2010, 2011), (2011, None), (None, 2009), (2008, 2008)):
        part = history_of("KAZ", data=folder, first=first, last=last).years
        assert part == tuple(y for y in whole if (first or 0) <= y.report_year <= (last or 9999))


def test_a_law_can_be_asked_about_every_year(tmp_path):
    """And one that there is not is refused once."""
    folder = str(small(tmp_path, ROWS))
    found = history_of("KAZ", data=folder, law_year=2019)

    assert {year.law for year in found.years} == {"tvpa-2019"}
    assert {year.clock.waiver_years for year in found.years} == {1}
    with pytest.raises(TipcliError, match="no version of the law covers the 1990 report"):
        history_of("KAZ", data=folder, law_year=1990)


def test_a_fragment_is_a_report_of_which_little_is_known():
    """Measured against the fullest report before it; the first ones are no fragments."""
    assert fragments({2001: 80, 2015: 187, 2016: 15, 2019: 94, 2020: 93}) == {2016, 2020}
    assert fragments({}) == set()
    told = published_tiers("country_data", "KAZ")
    assert {y for y, each in told.items() if each.fragment} == {2016, 2017, 2018, 2019, 2022}
    assert not any(each.deduced for each in told.values())


def test_rows_keep_their_tags_and_the_clock_does_not_see_deduced_ones(tmp_path):
    """`load` is for the clock, `rows` for whoever compares."""
    folder = str(small(tmp_path, ROWS))

    assert 2014 not in history.load(folder, "KAZ")
    assert [r.source for r in history.rows(folder, "KAZ")][-2:] == ["new-list", "complement2024"]
    assert [r.country for r in history.sound(folder)].count("UZB") == 1


@pytest.mark.parametrize(
    ("words", "error", "said"),
    [
        (("KZ",), UsageError, "not an ISO 3166-1 alpha-3 code"),
        (("XYZ",), TipcliError, "no placement and no evidence for XYZ"),
        (("KAX",), TipcliError, "did you mean KAZ"),
    ],
)
def test_a_country_that_is_none(words, error, said, tmp_path):
    """Is refused, with the nearest that is known."""
    with pytest.raises(error, match=said):
        history_of(*words, data=str(small(tmp_path, ROWS)))


def test_years_that_are_none(tmp_path):
    """Backwards, or outside of what is known."""
    folder = str(small(tmp_path, ROWS))
    with pytest.raises(UsageError, match="2012 to 2010"):
        history_of("KAZ", data=folder, first=2012, last=2010)
    with pytest.raises(TipcliError, match="but of 2008 to 2014"):
        history_of("KAZ", data=folder, first=2020)


# The picture and the words


def drawn(found: History, width=80, signs=FINE):
    return plain(chart(found, width, signs), width)


def test_the_chart_tells_published_recommended_and_possible_apart():
    """By signs alone, in letters of ASCII where need be."""
    answers = {
        2009: as_though(2009, TIER_2, (TIER_2, WATCH_LIST)),
        2010: as_though(2010, WATCH_LIST, (TIER_2, WATCH_LIST)),
        2011: as_though(2011, TIER_3),
    }
    rows = {2009: TIER_2, 2010: TIER_2, 2012: row(TIER_1, True), 2011: row(TIER_3, True)}

    assert drawn(over(rows, answers), signs=ASCII) == (
        "Tier 1               ?\n"
        "Tier 2     |* |o\n"
        "Watch List |  |x\n"
        "Tier 3           |&\n"
        "           '09'10'11'12\n"
        "\n"
        "o published, x recommended, * both, ? published, but deduced and read in no\n"
        "list, & recommended and deduced, | still possible on the evidence (the tier\n"
        "set).\n"
    )
    assert len(set(FINE)) == len(set(ASCII)) == len(FINE)
    assert "".join(ASCII).isascii()


@settings(max_examples=25, deadline=None)
@given(
    st.dictionaries(st.integers(2001, 2060), st.sampled_from(TIERS), min_size=1, max_size=40),
    st.integers(40, 130),
)
def test_the_chart_fits_and_has_every_year_once(published, width):
    """In bands where the terminal is narrow; each tier once in the column of its year."""
    rows = {year: row(tier) for year, tier in published.items()}
    found = timeline("KAZ", rows, {}, lambda _: law_of(2003), Options())
    shown = drawn(found, width).splitlines()
    below = [line for line in shown if line.strip().startswith("'")]
    span = range(min(published), max(published) + 1)

    assert max(map(len, shown)) <= width
    assert "".join(below).replace(" ", "") == "".join(f"'{y % 100:02}" for y in span)
    assert sum(line.count("○") for line in shown[: shown.index(below[-1])]) == len(published)


def test_an_output_that_cannot_draw_gets_letters():
    """Whatever it calls its encoding."""
    assert fitting("utf-8") is FINE
    for encoding in ("ascii", "latin-1", "nonsense", None):
        assert fitting(encoding) is ASCII


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_no_line_is_wider_than_it_may_be(width):
    """Chart, table and clock alike; the table of the clock needs 50 columns."""
    answers = {y: as_though(y, WATCH_LIST, TIERS) for y in range(2004, 2012)}
    found = over({y: WATCH_LIST for y in range(2001, 2026, 3)}, answers)
    shown = plain(lines(found, width, FINE), width).splitlines()

    assert max(map(len, shown)) <= max(width, 50)
    assert sum(line.startswith("2005 ") for line in shown) >= 1


def test_the_summary_counts_only_years_with_both():
    """And says so where there is none."""
    answers = {y: as_though(y, TIER_2) for y in (2009, 2010, 2011)}
    told = summary(over({2009: TIER_2, 2010: TIER_3, 2012: TIER_1}, answers))

    assert told.startswith("Two years have both")
    assert "the same in one; another in one, where the published one is not possible" in told
    assert summary(over({2009: TIER_2})).startswith("No year has both")


def test_spans():
    """Years in a row are one."""
    assert spans([2001, 2003, 2004, 2005, 2008]) == "2001, 2003-2005 and 2008"
    assert spans([]) == ""


def test_text_of_the_table_cannot_steer_a_terminal(tmp_path):
    """The tag of a source is the only free text of a row."""
    folder = small(tmp_path, ("KAZ,2009,Tier 2,\x1b[31mred",))
    shown = tipcli("history", "KAZ", "--data", str(folder))

    assert shown.returncode == 0
    assert "\x1b" not in shown.stdout
    assert "\\u001b[31mred" in shown.stdout


# The command


def test_a_bad_file_is_told_and_the_rest_is_shown(tmp_path):
    """As `assess --all` does it: the same words, and the status is 1."""
    folder = small(tmp_path, ROWS)
    (folder / "KAZ" / "2011.yaml").write_text("country: KAZ\n", encoding="utf-8")

    done = tipcli("history", "KAZ", "--data", str(folder))
    every = tipcli("assess", "--all", "--data", str(folder))

    assert done.returncode == 1
    assert done.stderr == every.stderr
    assert "country_data/KAZ/2011.yaml:1:1: TIP101: lacks the key evidence" in done.stderr
    assert "\n2010  Watch List  Watch List" in done.stdout
    assert "\n2011  -           the evidence file cannot be used\n" in done.stdout
    assert "\n2012  -           no placement known, no evidence file\n" in done.stdout
    assert "\n2013  Tier 2      no evidence file\n" in done.stdout
    assert "\n2014  Tier 2 ?    no evidence file\n" in done.stdout


def test_a_fault_of_the_law_or_the_table_is_one_fault(tmp_path):
    """And nothing is half told."""
    folder = small(tmp_path, (*ROWS, "KAZ,2010,Tier 9,old-list"))
    done = tipcli("history", "KAZ", "KAZ", "--data", str(folder))

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("not a placement") == 1


def test_several_countries_and_one_that_is_none(tmp_path):
    """Each in turn; the one is named and the status is 1."""
    folder = str(small(tmp_path, ROWS))
    text = tipcli("history", "KAZ", "XYZ", "UZB", "--data", folder)
    answer = json.loads(
        tipcli("history", "KAZ", "XYZ", "UZB", "--data", folder, "--format", "json").stdout
    )

    assert text.returncode == 1
    assert text.stderr == "no placement and no evidence for XYZ\n"
    assert "\n\nUZB 2013: tiers published and recommended\n" in text.stdout
    assert answer["schema"] == "tipcli/history/1+list"
    assert [each["country"] for each in answer["histories"]] == ["KAZ", "UZB"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "name a country, as in: tipcli history KAZ"),
        (("KAZ", "--from", "20x"), "'20x' is not a report year for --from such as 2010"),
        (("KAZ", "--format", "xml"), "no format 'xml'"),
        (("KAZ", "--attitude", "bold"), "no attitude 'bold'"),
    ],
)
def test_misuse_is_said(words, said):
    """On stderr, with status 2."""
    done = RUN.invoke(app_module.app, ["history", *words])

    assert done.exit_code == 2
    assert said in done.stderr
    assert done.stdout == ""


def test_letters_where_the_output_has_no_signs(tmp_path):
    """A pipe in ASCII shows no codes of letters."""
    data = altered(tmp_path)
    done = tipcli("history", "KAZ", "--data", data, PYTHONIOENCODING="ascii")

    assert done.returncode == 0
    assert "\\u" not in done.stdout
    assert "x recommended" in done.stdout


def test_json_follows_its_schema_which_knows_every_code():
    """Years read, bad and lacking; with and without a clock, a law and a change."""
    answers = {
        2008: as_though(2008, TIER_2, (TIER_1, TIER_2)),
        2009: TipcliError("bad"),
        2010: as_though(2010, TIER_3)._replace(receipt=silent(2010).receipt),
    }
    rows = {2000: TIER_2, 2001: TIER_2, 2008: WATCH_LIST, 2010: row(TIER_3, True, True)}
    found = timeline(
        "KAZ",
        {y: each if isinstance(each, Published) else row(each) for y, each in rows.items()},
        answers,
        _law_from_2001,
        Options(),
    )
    told = historyjson.answer(found._replace(years=found.years[1:]))
    schema = json.loads(schemafile.published("history"))
    receipt = assessment.assess("KAZ", 2010).receipt
    for year in told["years"]:
        if year["recommended"]:
            year["recommended"]["receipt"] = dict(receipt)
    validator = jsonschema.Draft202012Validator(schema)

    validator.validate(told)
    codes = schema["$defs"]["change"]["properties"]["code"]
    agreement = schema["$defs"]["year"]["properties"]["agreement"]
    assert codes["enum"] == list(CHANGES)
    assert agreement["enum"] == [*AGREEMENTS, None]
    for words, part in ((CHANGES, codes), (AGREEMENTS, agreement)):
        for code, said in words.items():
            assert f"{code}: {said[0].lower()}{said[1:]}" in part["description"]
    for name, part in {"": schema, **schema["$defs"]}.items():
        if part.get("type") == "object":
            assert part["additionalProperties"] is False, name
            assert set(part["required"]) == set(part["properties"]), name
    for key in told["years"][8]:
        altered_ = json.loads(json.dumps(told))
        altered_["years"][8][key] = {"unheard-of": 1}
        assert not validator.is_valid(altered_), key


def test_json_of_the_repository_follows_its_schema(tmp_path):
    """With options, and a clock of its own law in each year."""
    for words in ((), ("--law", "2019", "--independent"), ("--hindsight", "--from", "2010")):
        data = str(small(tmp_path / "-".join(("x", *words)), ROWS))
        done = tipcli("history", "KAZ", "--format", "json", "--data", data, *words)
        answer = json.loads(done.stdout)
        jsonschema.Draft202012Validator(formcheck.schema("history")).validate(answer)
        assert answer["options"]["law_year"] == (2019 if "--law" in words else None)


def test_the_api():
    """`tipcli.history_of` is the verb, and takes what `assess` takes."""
    found = api.history_of("KAZ", first=2010, last=2010)

    assert [(y.report_year, y.recommended.tier) for y in found.years] == [(2010, WATCH_LIST)]
