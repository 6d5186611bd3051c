"""Conflicts and judgements: where evidence meets evidence, and where a human overrules it."""

import json
import shutil

import jsonschema
import pytest
from builders import (
    REPORT_YEARS,
    completions,
    country_year,
    criteria,
    findings_for,
    item,
    items,
    search,
    small_laws,
    source,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from test_cli import tipcli

import tipcli as api
from tipcli import assessment, evidence, formcheck
from tipcli.decide import decide, recommend
from tipcli.errors import InputError
from tipcli.fmt import format_text
from tipcli.model import ATTITUDES, ClockState, Judgement, Options, Period
from tipcli.reason.conflicts import conflicts
from tipcli.reason.stakes import Stakes
from tipcli.render import conflicts as text
from tipcli.render import conflictsjson
from tipcli.render.lines import plain
from tipcli.render.tree import explanation

X, Y = "victims-identified", "traffickers-convicted"
SPRING = Period("2009-04-01", "2009-06-30")
MAY = Period("2009-05-01", "2009-05-31")
LAST_OF_JUNE = Period("2009-06-30", "2009-07-31")
AUTUMN = Period("2009-09-01", "2009-11-30")


def judged(evidence_, year=2010, judgements=(), searches=(), **options):
    """An assessment of these items under the real law of the year."""
    facts = country_year(evidence_, searches, judgements, year=year)
    return assessment.judge(criteria(year), facts, {}, Options(**options))


def on(number, indicator=X, bearing="supports", **changes):
    """Item number so-and-so, each of a source of its own."""
    of = changes.pop("source", None) or source(f"s{number}")
    return item(f"KAZ-2010-{number:02}", indicator, bearing, source=of, **changes)


def shown(found, width=80, **options):
    """The text, on one line."""
    return " ".join(plain(text.conflicts(found, conflicts(found), **options), width).split())


def brief(found):
    """Kind, indicator, pairs as numbers of items, and what came of it."""
    return [
        (
            each.kind,
            each.finding.indicator.id,
            [(int(one[-2:]), int(other[-2:])) for one, other in each.pairs],
            each.result,
        )
        for each in conflicts(found)
    ]


# Two sides of one claim


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        (None, None, "rebut"),
        (SPRING, None, "rebut"),
        (None, SPRING, "rebut"),
        (SPRING, MAY, "rebut"),
        (SPRING, LAST_OF_JUNE, "rebut"),
        (LAST_OF_JUNE, SPRING, "rebut"),
        (SPRING, AUTUMN, "different period"),
        (AUTUMN, SPRING, "different period"),
    ],
)
def test_time_tells_a_rebuttal_from_two_truths(one, other, kind):
    """Periods that share no day do not dispute each other; what states none may be of any time."""
    found = judged([on(1, period=one), on(2, bearing="contradicts", period=other)])

    assert brief(found) == [(kind, X, [(1, 2)], "contested")]
    assert ("both may be right" in shown(found)) == (kind == "different period")


@pytest.mark.parametrize(
    ("pro", "contra", "result", "words"),
    [
        (1, 3, "supports", "the side for the claim prevails, strong against moderate"),
        (3, 1, "contradicts", "the side against the claim prevails, strong against moderate"),
        (2, 2, "contested", "contested, moderate for and moderate against; neither side prevails"),
        (4, 4, "open", "open, weak for and weak against; neither is strong enough"),
    ],
)
def test_what_came_of_two_sides(pro, contra, result, words):
    """The side that prevails by the tables of the weighing, or neither."""
    found = judged(
        [
            on(1, credibility=pro, source=source("s1", reliability="B")),
            on(2, bearing="contradicts", credibility=contra, source=source("s2", reliability="B")),
        ]
    )

    assert brief(found) == [("rebut", X, [(1, 2)], result)]
    assert words in shown(found)


def test_a_presumption_is_not_taken_for_the_evidence():
    """Open on the evidence, refuted since the data were refused: both are said."""
    name = next(
        i.id for i in criteria(2010).law.indicators if i.silence == "presumed_against_if_refused"
    )
    weak = {"credibility": 4, "source": source("s1", kind="us_government_report")}
    meets = [on(1, name, **weak), on(2, name, "contradicts", **weak)]
    found = judged(meets, searches=[search(name, "refused")])

    assert brief(found) == [("rebut", name, [(1, 2)], "open")]
    assert "refuted all the same, by presumption" in shown(found)


def test_one_origin_against_itself_is_said_plainly():
    """And one that is merely among those on both sides is named as such."""
    one = source("s1", origin="the-ministry")
    copy = source("s2", origin="the-ministry")
    pair = [on(1, source=one), on(2, bearing="contradicts", source=copy)]
    joined = [*pair, on(3)]

    assert "One origin against itself: the-ministry." in shown(judged(pair))
    assert "the-ministry speaks on both sides." in shown(judged(joined))
    assert "itself" not in shown(judged(joined))
    assert conflicts(judged([on(1), on(2, bearing="contradicts")]))[0].against_itself == ()
    mended = [on(1, supersedes=("KAZ-2010-02",), source=one), on(2, source=copy)]
    assert "One origin corrects itself: the-ministry." in shown(judged(mended))


def test_agreement_is_no_conflict():
    """Nor is bearing on different claims."""
    found = judged([on(1), on(2), on(3, Y, "contradicts")])

    assert conflicts(found) == ()
    assert "No item that counts speaks against another" in shown(found)


# Attacks


def test_who_stands_after_undercutting():
    """1 undercuts 2, and 2 undercuts 3: so 2 falls, and what it said of 3 with it."""
    found = judged([on(1, undercuts=("KAZ-2010-02",)), on(2, undercuts=("KAZ-2010-03",)), on(3, Y)])

    assert sorted(brief(found)) == [
        ("undercut", Y, [(2, 3)], "attack fails"),
        ("undercut", X, [(1, 2)], "attack stands"),
    ]
    words = shown(found)
    assert "KAZ-2010-01 gives reason not to believe KAZ-2010-02, so KAZ-2010-02 does not" in words
    assert "but KAZ-2010-02 is itself undercut by KAZ-2010-01, so this has no force" in words
    assert "On another claim: * moderate: Statement KAZ-2010-02." in words


def test_a_circle_is_undecided():
    """Neither counts, and the one outside that hangs on it does not either."""
    found = judged(
        [
            on(1, supersedes=("KAZ-2010-02",)),
            on(2, undercuts=("KAZ-2010-01", "KAZ-2010-03")),
            on(3, bearing="contradicts"),
        ]
    )

    assert sorted(brief(found)) == [
        ("supersede", X, [(1, 2)], "undecided"),
        ("undercut", X, [(2, 1)], "undecided"),
        ("undercut", X, [(2, 3)], "undecided"),
    ]
    assert "its links forming a circle: neither counts" in shown(found)


@pytest.mark.parametrize(
    ("late", "result", "words"),
    [
        (1, "without force", "but without force, since KAZ-2010-01 is not counted: hindsight"),
        (2, "idle", "but nothing comes of it, since KAZ-2010-02 is not counted: hindsight"),
        (0, "attack stands", "so KAZ-2010-02 does not count"),
    ],
)
def test_hindsight_has_no_force(late, result, words):
    """Neither to attack nor to be worth an attack; and the reason is given."""
    after = {late: {"source": source("late", published="2010-07-22")}}
    found = judged(
        [on(1, supersedes=("KAZ-2010-02",), **after.get(1, {})), on(2, **after.get(2, {}))]
    )

    assert brief(found) == [("supersede", X, [(1, 2)], result)]
    assert words in shown(found)


def test_a_kind_that_does_not_count_and_a_claim_that_is_not_asked_have_no_force():
    """Each with its own reason; an attack on what this law does not ask is none."""
    later = next(
        i.id
        for i in criteria(2026).law.indicators
        if i.id not in {each.id for each in criteria(2010).law.indicators}
    )
    admits = "sex-trafficking-prohibited"  # by texts and by those who study them
    rumour = source("s1", kind="survivor_testimony")
    found = judged(
        [
            on(1, admits, undercuts=("KAZ-2010-03",), source=rumour),
            on(2, later, undercuts=("KAZ-2010-03",)),
            on(3, undercuts=("KAZ-2010-02",)),
        ]
    )

    assert [each[1:] for each in brief(found)] == [
        (X, [(1, 3)], "without force"),
        (X, [(2, 3)], "without force"),
    ]
    assert "survivor_testimony is not a kind of evidence this indicator admits" in shown(found)
    assert f"has no indicator {later}" in shown(found)


# Figures


def figure(value, unit="persons", definition=None):
    more = {} if definition is None else {"definition": definition}
    return {"value": value, "unit": unit, **more}


@pytest.mark.parametrize(
    ("one", "other", "times", "kinds"),
    [
        (figure(16), figure(16), (None, None), []),
        (figure(16), figure(16.0), (None, None), []),
        (figure(16), figure(20), (None, None), ["different figures"]),
        (figure(16), figure(20), (SPRING, SPRING), ["different figures"]),
        (figure(16), figure(20), (Period("2009-04-01", "2010-03-31"), None), ["different figures"]),
        (figure(16), figure(20), (SPRING, None), []),
        (figure(16), figure(20), (SPRING, AUTUMN), []),
        (figure(16), figure(16, "cases"), (None, None), ["different definition"]),
        (figure(16), figure(20, "cases"), (SPRING, AUTUMN), ["different definition"]),
        (figure(16, definition="a"), figure(20), (None, None), ["different figures"]),
        (figure(16, definition="A  b"), figure(20, definition="a B"), (None, None),
         ["different figures"]),
        (figure(16, definition="a"), figure(16, definition="b"), (None, None),
         ["different definition"]),
        (figure(16, definition="a"), figure(20, definition="b"), (None, None),
         ["different definition"]),
    ],
)  # fmt: skip
def test_figures_of_one_bearing(one, other, times, kinds):
    """What counts different things is no dispute; the same count with another number is."""
    pair = [on(1, measure=one, period=times[0]), on(2, measure=other, period=times[1])]

    assert [each[0] for each in brief(judged(pair))] == kinds
    assert [each[0] for each in brief(judged(pair[::-1]))] == kinds


def test_figures_on_opposite_sides_are_a_rebuttal_too():
    """And what each counts is shown beside it."""
    found = judged(
        [
            on(1, measure=figure(16, definition="found by police")),
            on(2, bearing="contradicts", measure=figure(3, definition="helped by the state")),
        ]
    )

    assert [each[0] for each in brief(found)] == ["rebut", "different definition"]
    assert "KAZ-2010-01 says 16 persons (found by police)" in shown(found)
    assert "The figures count different things, so they need not disagree." in shown(found)


# What matters to the tier


def found_under(small, findings, attitude):
    """An assessment of these findings under a small law."""
    clock = ClockState("cannot tell", (), (), "none")
    placed = decide(small, findings, clock, attitude)
    base = judged([])
    return base._replace(
        law=small,
        findings=findings,
        clock=clock,
        placement=placed,
        options=Options(attitude),
    )


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_stakes_are_those_of_exhaustive_search(data):
    """The tier otherwise, and whether the value can matter, by trying every completion."""
    small = data.draw(small_laws())
    findings = data.draw(findings_for(small))
    attitude = data.draw(st.sampled_from(ATTITUDES))
    found = found_under(small, findings, attitude)
    stakes = Stakes(found)
    clocks = [found.clock._replace(expired=value) for value in ("holds", "fails")]
    for finding in findings:
        if finding.outcome == "not applicable":
            continue
        stake = stakes.of(finding)
        both = [
            tuple(each._replace(outcome=value) if each is finding else each for each in findings)
            for value in ("established", "refuted")
        ]
        tiers = [
            [
                recommend(small, full, clock, attitude)
                for full in completions(way)
                for clock in clocks
            ]
            for way in both
        ]
        assert stake.can_matter == (tiers[0] != tiers[1])
        as_taken = {recommend(small, way, found.clock, attitude) for way in both}
        assert {stake.tier, stake.otherwise} == as_taken
        assert stake.tier == found.placement.tier
        # What the tier turns on is in every set of findings that bears it.
        assert stake.rank or (stake.load_bearing and stake.can_matter)


def test_what_matters_comes_first():
    """The tier turns on the earlier ones, and never on the last, whatever the law's order."""
    found = api.assess("KAZ", 2011)
    ranks = [each.stake.rank for each in api.conflicts(found)]

    assert ranks == sorted(ranks)
    assert {0, 3} <= set(ranks)
    assert "Tier: turns on this finding; were it the other way, Tier 2 Watch List." in shown(found)


def test_what_only_a_human_can_judge_is_not_at_stake():
    """Evidence on a Special Case meets evidence, and nothing comes of it."""
    name = next(i.id for i in criteria(2010).law.indicators if i.silence == "absent_unless_judged")
    found = judged([on(1, name), on(2, name, "contradicts")])

    assert conflicts(found)[0].stake.rank == 3
    assert "only a named human's judgement settles this finding" in shown(found)


# Whole files


@st.composite
def files(draw):
    """Items on a few indicators of a real law, with links, periods and figures."""
    year = draw(st.sampled_from(REPORT_YEARS))
    names = [i.id for i in criteria(year).law.indicators]
    made = draw(items(draw(st.lists(st.sampled_from(names), min_size=1, max_size=3, unique=True))))
    ids = [each.id for each in made]
    spans = st.sampled_from([None, None, SPRING, MAY, AUTUMN])
    counts = st.sampled_from([None, figure(1), figure(2), figure(2, "cases"), figure(3, "x", "y")])
    return year, tuple(
        each._replace(
            period=draw(spans),
            measure=draw(counts),
            undercuts=tuple(sorted(draw(st.sets(st.sampled_from(ids), max_size=1)) - {each.id})),
            supersedes=tuple(sorted(draw(st.sets(st.sampled_from(ids), max_size=1)) - {each.id})),
        )
        for each in made
    )


@settings(max_examples=25, deadline=None)
@given(files(), st.booleans())
def test_nothing_that_meets_is_missed_and_order_is_nothing(file, hindsight):
    """Each pair of voices that bear opposite ways once, each link once, and no other pair."""
    year, made = file
    found = judged(made, year, hindsight=hindsight)
    met = conflicts(found)

    sides = sorted(
        (pro.item.id, contra.item.id)
        for finding in found.findings
        for pro in finding.supports.voices
        for contra in finding.contradicts.voices
    )
    listed = [p for each in met if each.kind in ("rebut", "different period") for p in each.pairs]
    assert sorted(listed) == sides
    links = sorted((one.id, other) for one in made for other in (*one.undercuts, *one.supersedes))
    attacks = [p for each in met if each.kind in ("undercut", "supersede") for p in each.pairs]
    assert sorted(attacks) == links
    counted = {
        v.item.id for f in found.findings for v in (*f.supports.voices, *f.contradicts.voices)
    }
    for each in met:
        assert all((party.item.id in counted) == (not party.aside) for party in each.parties)
        if each.result in ("attack stands", "undecided", "idle"):
            ((_, target),) = each.pairs
            assert target not in counted
        if each.kind in ("undercut", "supersede"):
            ((attacker, _),) = each.pairs
            assert (each.result in ("attack stands", "idle")) >= (attacker in counted)
            assert (each.result == "attack stands") <= (attacker in counted)

    again = judged(made[::-1], year, hindsight=hindsight)
    assert brief(again) == brief(found)
    assert [each.stake for each in conflicts(again)] == [each.stake for each in met]


def test_many_items_are_grouped_and_not_paired():
    """Forty against forty: two sides and one line, all of them with --full, pairs by id in JSON."""
    found = judged(
        [on(n, bearing=("supports", "contradicts")[n % 2], statement=f"S{n}.") for n in range(80)]
    )
    lines = plain(text.conflicts(found, conflicts(found)), 80).splitlines()
    every = shown(found, full=True)
    ((rebuttal,),) = [conflictsjson.conflicts(found, conflicts(found))["conflicts"]]

    assert len(lines) < 50
    assert sum("and 35 more (--full)" in line for line in lines) == 2
    assert all(f"S{n}." in every for n in range(80))
    ((pair,),) = [rebuttal["pairs"]]
    assert (len(pair["these"]), len(pair["those"])) == (40, 40)
    assert len(list(conflicts(found)[0].pairs)) == 1600


def test_text_from_files_cannot_steer_a_terminal():
    """A statement, an origin, a reason and a definition with escapes, 80 columns wide at most."""
    bad = "\x1b[31mred\x1b[0m\u202e"
    by = Judgement(X, "refuted", bad, "2010-05-01", bad, ())
    of = source("s1", origin=bad, title=bad)
    found = judged(
        [
            on(1, statement=bad, source=of, locator=bad, measure=figure(1, bad, bad)),
            on(2, bearing="contradicts", source=of, measure=figure(2, bad, bad)),
        ],
        judgements=[by],
    )
    printed = plain(text.conflicts(found, conflicts(found)), 80)

    assert printed.replace("\n", "").isprintable()
    assert max(map(len, printed.splitlines())) <= 80


def test_json_has_both_sides_and_what_it_is_to_the_tier():
    """With stable keys; the same words as the text."""
    done = tipcli("conflicts", "KAZ", "2011", "--format", "json")
    value = json.loads(done.stdout)
    first = value["conflicts"][0]

    assert list(value)[:4] == ["schema", "country", "report_year", "tier"]
    assert value["schema"] == "tipcli/conflicts/1"
    assert first["pairs"] == [{"these": ["KAZ-2011-09"], "those": ["KAZ-2011-34"]}]
    assert first["against_itself"] == ["us-state-tip-report-2011"]
    assert first["matters"] == {
        "tier_otherwise": "Tier 2 Watch List",
        "turns_on_it": True,
        "load_bearing": True,
        "can_matter": True,
    }
    assert [each["strength"] for each in first["items"]] == ["moderate", "weak"]
    assert first["items"][1]["source"]["id"] == "tip-report-2011"
    assert first["finding"]["supports"] == {"strength": "moderate", "origins": 1}


# The definition of a figure


def kaz_2010(tmp_path, *changes):
    """KAZ 2010 with changes, and the folder it lies in."""
    folder = tmp_path / "country_data"
    shutil.copytree("country_data", folder)
    path = folder / "KAZ" / "2010.yaml"
    told = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert told.count(old) == 1
        told = told.replace(old, new)
    path.write_text(told, encoding="utf-8")
    return folder


def test_a_definition_is_read_shown_and_kept_by_fmt(tmp_path):
    """From the file to the page; and with two definitions the figures no longer differ."""
    one = ("measure: {value: 1, unit: cases}",
           'measure: {value: 1, unit: cases, definition: "arrests in November"}')  # fmt: skip
    two = ("measure: {value: 20, unit: cases}",
           'measure: {value: 20, unit: cases, definition: "counted by the ministry"}')  # fmt: skip
    data = kaz_2010(tmp_path, one, two)
    found = api.assess("KAZ", 2010, hindsight=True, data=str(data))

    kinds = [each.kind for each in conflicts(found)]
    assert "different definition" in kinds
    assert "different figures" not in kinds
    tree = plain(explanation(found, full=True), 120)
    assert "Measure: 1 cases (arrests in November)" in tree
    with open(data / "KAZ" / "2010.yaml", "rb") as file:
        raw = file.read()
    assert format_text(raw, "x") == raw.decode()
    value = json.loads(
        tipcli("assess", "KAZ", "2010", "--format", "json", "--data", str(data)).stdout
    )
    jsonschema.validate(value, formcheck.schema("assessment"))


@pytest.mark.parametrize(
    ("text_", "said"), [('""', "is empty"), ('" "', "is blank"), ('"..."', "to be filled in")]
)
def test_an_empty_definition_is_refused(text_, said, tmp_path):
    """With its place."""
    old = "measure: {value: 1, unit: cases"
    data = kaz_2010(tmp_path, (f"{old}}}", f"{old}, definition: {text_}}}"))
    with pytest.raises(InputError, match=rf"measure\.definition: .*{said}"):
        api.assess("KAZ", 2010, data=str(data))


# Judgements

MADE = """  - indicator: official-complicity-widespread
    outcome: established
    author: "A. Analyst"
    date: 2010-05-01
    reason: "The harvest could not run without the officials."
    cites: [KAZ-2010-05, KAZ-2010-06]
"""


@pytest.fixture(scope="module")
def overruled(tmp_path_factory):
    """A data folder in which a human judges one finding of KAZ 2010, and it matters."""
    return str(
        kaz_2010(tmp_path_factory.mktemp("judged"), ("judgements: []\n", f"judgements:\n{MADE}"))
    )


def without(told, *names):
    """The lines but those of the receipt that begin with these words."""
    return [line for line in told.splitlines() if not line.strip().strip('"').startswith(names)]


@pytest.mark.parametrize("key", ["author", "date", "reason"])
def test_a_judgement_without_a_name_a_date_or_a_reason_is_refused(key, tmp_path):
    """Left out, empty or blank: no command reads the file."""
    lines = MADE.splitlines(keepends=True)
    (line,) = [n for n, each in enumerate(lines) if each.startswith(f"    {key}:")]
    for number, (value, said) in enumerate(
        [(None, f"lacks the key {key}"), ('""', f"{key}"), ('" "', f"{key}")]
    ):
        new = [] if value is None else [f"    {key}: {value}\n"]
        made = "".join([*lines[:line], *new, *lines[line + 1 :]])
        data = kaz_2010(tmp_path / str(number), ("judgements: []\n", f"judgements:\n{made}"))
        path = data / "KAZ" / "2010.yaml"
        with pytest.raises(InputError) as caught:
            evidence.load(str(path), "KAZ/2010.yaml", criteria(2010).catalogue, "tests")
        assert said in str(caught.value)
        assert "judgements[0]" in str(caught.value)


@pytest.mark.parametrize("command", ["assess", "explain", "conflicts"])
def test_a_judgement_is_shown_with_what_it_overruled(command, overruled):
    """Proposed and final, who, when, why and on what; and the tier without it."""
    told = tipcli(command, "KAZ", "2010", "--data", overruled).stdout
    words = " ".join(told.split())

    assert told.startswith("KAZ 2010: Tier 3")
    assert "without the judgements of named humans: Tier 2 Watch List; Tier 3 rests on" in words
    assert (
        "official-complicity-widespread: proposed open, judged established by A. Analyst, "
        "2010-05-01: The harvest could not run without the officials "
        "[KAZ-2010-05, KAZ-2010-06]" in words
    )
    assert max(len(line) for line in told.splitlines() if "http" not in line) <= 80


def test_the_tree_shows_the_judgement_where_the_finding_stands(overruled):
    """The finding's own line names the author; the one below says what it overruled."""
    tree = tipcli("explain", "KAZ", "2010", "--data", overruled).stdout
    tree = " ".join(tree[tree.index("How the tier was reached") :].split())

    assert "By judgement of A. Analyst (2010-05-01)" in tree
    assert "Judgement: proposed open, judged established by A. Analyst, 2010-05-01" in tree


def test_json_of_a_judgement(overruled):
    """In both commands, and in the published form."""
    done = tipcli("assess", "KAZ", "2010", "--format", "json", "--data", overruled)
    value = json.loads(done.stdout)
    jsonschema.validate(value, formcheck.schema("assessment"))
    (finding,) = [each for each in value["findings"] if each["judgement"]]
    met = json.loads(
        tipcli("conflicts", "KAZ", "2010", "--format", "json", "--data", overruled).stdout
    )

    assert (value["tier"], value["without_judgements"]) == ("Tier 3", "Tier 2 Watch List")
    assert (finding["proposed"], finding["outcome"]) == ("open", "established")
    made = {
        "indicator": "official-complicity-widespread",
        "outcome": "established",
        "author": "A. Analyst",
        "date": "2010-05-01",
        "reason": "The harvest could not run without the officials.",
        "cites": ["KAZ-2010-05", "KAZ-2010-06"],
    }
    assert finding["judgement"] == made
    assert met["judgements"] == [{**made, "proposed": "open"}]
    assert met["without_judgements"] == "Tier 2 Watch List"


@pytest.mark.parametrize(
    "words", [("assess",), ("explain", "--full"), ("assess", "--format", "json"), ("conflicts",)]
)
def test_without_judgements_the_proposed_answer_returns_byte_for_byte(words, overruled):
    """All but the options and the hash of the file, which do differ."""
    command, *more = words
    restored = tipcli(command, "KAZ", "2010", *more, "--no-judgements", "--data", overruled).stdout
    plain_ = tipcli(command, "KAZ", "2010", *more, "--data", "country_data").stdout
    ours = ("options", "evidence sha256", "hindsight=", "judgements=", "independent=", "law_year=")

    assert without(restored, *ours) == without(plain_, *ours)
    assert restored != plain_ or command == "conflicts"


def test_a_tier_that_does_not_rest_on_the_judgement_says_so():
    """And none is named where no judgement is made, or where all are left out."""
    by = Judgement(X, "refuted", "A. Analyst", "2010-05-01", "A reason.", ())
    found = judged([], judgements=[by])

    assert found.without_judgements == found.placement.tier
    assert "rests on a judgement" not in shown(found)
    assert "A reason (no item cited)" in shown(found)
    assert judged([]).without_judgements == ""
    left_out = assessment.judge(
        criteria(2010), country_year(judgements=[by]), {}, Options(judgements=False)
    )
    assert left_out.without_judgements == ""


def test_a_conflict_that_a_human_settled():
    """What the evidence says, what was judged, and by whom."""
    by = Judgement(X, "established", "A. Analyst", "2010-05-01", "I was there.", ("KAZ-2010-01",))
    found = judged([on(1), on(2, bearing="contradicts")], judgements=[by])

    assert "contested, moderate for and moderate against; neither side prevails" in shown(found)
    assert "; judged established by A. Analyst, 2010-05-01: I was there [KAZ-2010-01]." in shown(
        found
    )
