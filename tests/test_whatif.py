"""What if: the answer is that of edited files, the files stay, and only what changed is shown."""

import json
import os
import re
import shutil
from hashlib import sha256
from pathlib import Path

import pytest
from builders import REPORT_YEARS, criteria
from conftest import read_yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from test_cli import tipcli

import tipcli as api
from tipcli import edits, law, lawcheck
from tipcli.errors import InputError, UsageError
from tipcli.lawfile import in_force, laws
from tipcli.render import json as render
from tipcli.render.lines import plain
from tipcli.render.whatif import comparison
from tipcli.render.whatifjson import as_json
from tipcli.supposing import what_if
from tipcli.yamlfile import Document

LIBRARY = law.library("criteria")
CONTENTS = law.contents(LIBRARY)
#: The rows of a receipt that name or hash the inputs.
INPUTS = ("criteria sha256", "criteria from", "evidence sha256", "evidence from", "supposed")
COMPLICITY = "complicit-officials-prosecuted"


def said(assessment):
    """An assessment as JSON, without what identifies its inputs."""
    answer = render.assessment(assessment)
    answer["receipt"] = {k: v for k, v in answer["receipt"].items() if k not in INPUTS}
    return render.dumps(answer)


# --- Parameters ---------------------------------------------------------------------------------


def values_of(known, name):
    """Values that a parameter can have."""
    now = edits.parameters(known)[name]
    if counts := edits.count_range(known.law, name):
        return st.integers(*counts)
    table = name.split(".")[0]
    if table == "reliability_by_kind":
        return st.sampled_from("ABCDEF")
    if table == "strength" or name.endswith(".needs"):
        return st.sampled_from(["lead", "weak", "moderate", "strong"])
    if table == "corroboration":
        return st.integers(2, 4) if name.endswith("origins") else st.integers(0, 1)
    if table == "credibility_by_basis":
        return st.integers(1, 6)
    if table in ("adjustments", "standards"):
        return st.integers(-3, 3)
    return st.integers(1, 5) if isinstance(now, int) else st.sampled_from(["half", "most"])


@st.composite
def parameters(draw, known, most):
    """Some parameters, each with a value that it can have."""
    names = st.sampled_from(list(edits.parameters(known)))
    chosen = draw(st.lists(names, max_size=most, unique=True))
    return {name: draw(values_of(known, name)) for name in chosen}


def edited_criteria(folder, law_id, changes):
    """The folder of the law with parameters changed in the text of its files, as an editor would."""
    shutil.copytree("criteria", folder)
    for name, value in changes.items():
        path, *steps = ("weighing", *name.split(".")) if "." in name else (law_id,)
        file = folder / f"{path}.yaml"
        text = file.read_text(encoding="utf-8")
        if not steps:
            head, tail = text.split(f"- id: {name}\n", 1)
            text = f"{head}- id: {name}\n" + re.sub(r"value: \S+", f"value: {value}", tail, count=1)
        elif steps[0] == "strength":
            row = re.search(rf"^  {steps[1]}: \[(.*)\]$", text, re.MULTILINE)
            cells = row[1].split(", ")
            cells[int(steps[2]) - 1] = value
            text = text.replace(row[0], f"  {steps[1]}: [{', '.join(cells)}]")
        else:
            head, tail = re.split(rf"(?<=\n{steps[0]}:\n)", text, maxsplit=1)
            key = rf"({steps[1]}: .*?{steps[2]}: )[^,\s]+" if steps[2:] else rf"({steps[1]}: )\S+"
            text = head + re.sub(key, rf"\g<1>{value}", tail, count=1)
        file.write_text(text, encoding="utf-8")
    return str(folder)


@settings(max_examples=8, deadline=None)
@given(data=st.data())
def test_a_parameter_set_is_that_of_the_edited_file_loaded(data, tmp_path_factory):
    """In every version of the law, and for the weighing."""
    known = criteria(data.draw(st.sampled_from(REPORT_YEARS)))
    changes = data.draw(parameters(known, 12))
    folder = edited_criteria(tmp_path_factory.mktemp("law") / "criteria", known.law.id, changes)
    loaded = law.load(law.library(folder), known.law.first_report)

    found = known
    for name, value in changes.items():
        found = edits.with_parameter(found, name, value)

    assert found._replace(law=found.law._replace(digest=loaded.law.digest)) == loaded


@pytest.mark.parametrize("year", REPORT_YEARS)
def test_every_parameter_has_a_name_and_keeps_its_value(year):
    """Naming what is there changes nothing, by either way."""
    known = criteria(year)
    for name, value in edits.parameters(known).items():
        assert edits.with_parameter(known, name, value) == known
        assert edits.with_value(CONTENTS, known.law.id, name, value)[0] == CONTENTS


@pytest.mark.parametrize("year", [2001, 2019])
def test_a_number_is_refused_where_the_loader_refuses_it(year):
    """Neither more nor less, by the words of lawcheck."""
    known = criteria(year)
    for each in known.law.parameters:
        most = (edits.count_range(known.law, each.id) or (0, 5))[1]
        for value in (-1, 0, 1, most, most + 1) if isinstance(each.value, int) else ():
            changed, _ = edits.with_value(CONTENTS, known.law.id, each.id, value)
            documents = {name: Document(raw, {}, {}, name) for name, raw in changed.items()}
            try:
                edits.with_parameter(known, each.id, value)
                refused = False
            except UsageError:
                refused = True
            assert refused == bool(lawcheck.check(documents)), (each.id, value)


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("serius-efforts-criteria-count", 3, "did you mean serious-efforts-criteria-count"),
        ("serious-efforts-criteria-count", 12, "from 1 to 11, a count of 11 parts (now 7), not 12"),
        ("serious-efforts-criteria-count", "many", "is a whole number (now 7), not 'many'"),
        ("serious-efforts-criteria-count", "3.5", "is a whole number (now 7), not '3.5'"),
        ("serious-efforts-criteria-count", "true", "is a whole number (now 7), not 'True'"),
        ("adequate-sentence-share", "4", "is a word (now majority), not '4'"),
        ("watch-list-years-limit", 0, "1 or more, a number of years (now 2), not 0"),
        ("reliability_by_kind.media", "G", "is one of A, B, C, D, E, F (now C), not 'G'"),
        ("reliability_by_kind.mediums", "B", "did you mean reliability_by_kind.media"),
        ("strength.B.7", "weak", "no parameter 'strength.B.7'; did you mean strength.B"),
        ("credibility_by_basis.allegation", 7, "from 1 to 6"),
        ("standards.preponderance.needs", "much", "is one of lead, weak, moderate, strong"),
        ("adjustments.indirect.steps", -9, "-9 is out of range. The minimum is -3."),
        ("corroboration.origins", 1, "1 is out of range. The minimum is 2."),
        ("scale", "weak", "no parameter 'scale'"),
    ],
)
def test_what_no_parameter_can_be_is_refused(name, value, words):
    """With what it can be."""
    with pytest.raises(UsageError) as caught:
        what_if("KAZ", 2010, parameters={name: value})
    assert words in str(caught.value)


def test_a_parameter_that_no_rule_reads_says_so():
    """It tells the analyst what to look for, and changes no answer."""
    answer = what_if("KAZ", 2010, parameters={"stringent-maximum-penalty-years": 9})

    assert answer.changes.nothing
    assert (
        answer.edits[0]
        .effects[0]
        .startswith("no rule reads it: it tells the analyst what to ask of ")
    )


# --- Evidence: the same as editing the files ----------------------------------------------------


def editor_drops(raw, name):
    """What an editor does to be rid of an item, or of a source and what rests on it."""
    gone = {e["id"] for e in raw["evidence"] if name in (e["id"], e["source"])}
    raw["sources"].pop(name, None)
    raw["evidence"] = [e for e in raw["evidence"] if e["id"] not in gone]
    for group in ("searches", "waivers"):
        raw[group] = [e for e in raw.get(group, []) if e.get("source") != name]
    for entry in [*raw["evidence"], *raw.get("judgements", [])]:
        for key in ("undercuts", "supersedes", "cites"):
            if key in entry:
                entry[key] = [ident for ident in entry[key] if ident not in gone]
                if not entry[key]:
                    del entry[key]


def editor_judges(raw, indicator, outcome, issued):
    raw["judgements"] = [j for j in raw.get("judgements", []) if j["indicator"] != indicator]
    raw["judgements"].append(
        {"indicator": indicator, "outcome": outcome, "author": "what-if", "date": issued,
         "reason": "supposed with --set"}
    )  # fmt: skip


def editor_waives(raw, issued):
    raw["sources"]["what-if"] = {
        "title": "Supposed with --waiver", "publisher": "what-if",
        "kind": "us_government_report", "published": issued,
    }  # fmt: skip
    words = dict.fromkeys(
        ("plan", "plan_sufficient", "resources", "locator"), "supposed with --waiver"
    )
    waiver = {"report_year": raw["report_year"], "source": "what-if", **words}
    raw["waivers"] = [*raw.get("waivers", []), waiver]


def linked(raw):
    """The file with links and a judgement in it, which ours do without."""
    ids = [item["id"] for item in raw["evidence"]]
    for n in range(3, len(ids), 5):
        raw["evidence"][n]["undercuts" if n % 2 else "supersedes"] = [ids[n - 1], ids[n - 3]]
    raw["judgements"] = [
        {"indicator": "victims-identified", "outcome": "refuted", "author": "A. Jurist",
         "date": "2010-06-01", "reason": "Read whole.", "cites": ids[1:3]},
    ]  # fmt: skip
    return raw


@st.composite
def fragments(draw, raw, asked):
    """Further evidence, with a source of its own and sometimes without."""
    year = raw["report_year"]
    source = draw(st.sampled_from([*raw["sources"], "new-source"]))
    fragment = {}
    if source == "new-source":
        fragment["sources"] = {
            source: {"title": "New", "publisher": "P", "kind": "ngo_report", "published": year - 1}
        }
    fragment["evidence"] = [
        {"id": f"KAZ-{year}-{900 + n}", "indicator": draw(st.sampled_from(asked)),
         "bearing": draw(st.sampled_from(["supports", "contradicts"])), "statement": f"S {n}.",
         "source": source, "locator": "p. 1", "basis": "observation",
         "undercuts": draw(st.lists(st.sampled_from([f"KAZ-{year}-90{k}" for k in range(n)]),
                                    unique=True)) if n else []}
        for n in range(draw(st.integers(1, 3)))
    ]  # fmt: skip
    if draw(st.booleans()):
        fragment["searches"] = [
            {"indicator": "traffickers-prosecuted", "result": "refused",
             "asked_on": f"{year}-03-01", "note": "Refused."}
        ]  # fmt: skip
        fragment["country"] = "KAZ"
    return fragment


def write(path, raw):
    """A file as a program would write it: JSON is YAML."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(raw, ensure_ascii=False, indent=1), encoding="utf-8")
    return str(path)


def data_folder(folder, raw):
    """A data folder with one evidence file, and the table of placements."""
    write(folder / "KAZ" / f"{raw['report_year']}.yaml", raw)
    shutil.copy("country_data/placements.csv", folder)
    return str(folder)


@st.composite
def suppositions(draw):
    """A country-year of ours, made harder, and edits of every kind."""
    year = draw(st.sampled_from([2009, 2010, 2011]))
    law_year = draw(st.sampled_from([None, None, 2001, 2004, 2008, 2019]))
    known = criteria(law_year or (2008 if year < 2009 else 2010))
    raw = linked(read_yaml(f"country_data/KAZ/{year}.yaml"))
    asked = [indicator.id for indicator in known.law.indicators]
    outcomes = st.sampled_from(["established", "refuted"])
    names = [item["id"] for item in raw["evidence"]] + list(raw["sources"])
    return raw, {
        "law_year": law_year,
        "parameters": draw(st.one_of(st.just({}), parameters(known, 3))),
        "set": draw(st.dictionaries(st.sampled_from(asked), outcomes, max_size=3)),
        "drop": draw(st.lists(st.sampled_from(names), max_size=4, unique=True)),
        "waiver": draw(st.booleans()),
        "fragment": draw(st.one_of(st.none(), fragments(raw, asked))),
    }


def edited_files(folder, raw, wanted, issued):
    """The folders of evidence and law, edited by hand in the order that the edits are made in."""
    raw = json.loads(json.dumps(raw))
    fragment = wanted["fragment"] or {}
    for name in wanted["drop"]:
        editor_drops(raw, name)
    raw["sources"] |= fragment.get("sources", {})
    for group in ("evidence", "searches"):
        raw[group] = [*raw.get(group, []), *fragment.get(group, [])]
    if wanted["waiver"] and not any(w["report_year"] == raw["report_year"] for w in raw["waivers"]):
        editor_waives(raw, issued)
    for indicator, outcome in wanted["set"].items():
        editor_judges(raw, indicator, outcome, issued)
    data = data_folder(folder / "country_data", raw)
    if not wanted["parameters"]:
        return data, "criteria"
    law_id = criteria(wanted["law_year"] or 2010).law.id
    return data, edited_criteria(folder / "criteria", law_id, wanted["parameters"])


ATTITUDES = st.sampled_from(["cautious", "balanced", "lenient"])


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(supposed=suppositions(), attitude=ATTITUDES, hindsight=st.booleans())
def test_it_equals_editing_the_files(tmp_path_factory, supposed, attitude, hindsight):
    """Byte for byte, and the files stay as they are."""
    raw, wanted = supposed
    folder = tmp_path_factory.mktemp("case")
    data = data_folder(folder / "before", raw)
    options = {"attitude": attitude, "hindsight": hindsight}
    issued = criteria(2010).issued[str(raw["report_year"])]
    given_ = {key: value for key, value in wanted.items() if key != "fragment" and value}
    if wanted["fragment"]:
        given_["add"] = [write(folder / "more.yaml", wanted["fragment"])]
        missing = {e["source"] for e in wanted["fragment"]["evidence"]} & {*wanted["drop"]}
        if missing:
            with pytest.raises(InputError, match="no source"):
                what_if("KAZ", raw["report_year"], data=data, **given_, **options)
            return
    if not given_:
        return
    year = raw["report_year"]
    edited, edited_law = edited_files(folder / "after", raw, wanted, issued)
    hashes = {path: path.read_bytes() for path in (folder / "before").rglob("*") if path.is_file()}

    answer = what_if("KAZ", year, data=data, **given_, **options)

    assert said(answer.before) == said(api.assess("KAZ", year, data=data, **options))
    after = api.assess(
        "KAZ", year, data=edited, criteria=edited_law, law_year=wanted["law_year"], **options
    )
    assert said(answer.after) == said(after)
    assert {path: path.read_bytes() for path in hashes} == hashes
    only_what_changed(answer)


def only_what_changed(answer):
    """The list of changes against the two assessments, read as JSON."""
    shown = as_json(answer)
    before, after, changes = shown["before"], shown["after"], shown["changes"]
    for key in ("tier", "settled", "rung", "confidence", "without_official_findings"):
        pair = {"before": before[key] or "", "after": after[key] or ""}
        found = changes[key] and {side: value or "" for side, value in changes[key].items()}
        assert found == (pair if before[key] != after[key] else None)
    less = [side["without_judgements"] for side in (before, after)]
    assert bool(changes["without_judgements"]) == (all(less) and less[0] != less[1])
    for group, ident, keys in (
        ("findings", "indicator", ("outcome", "ground")),
        ("provisions", "id", ("answer", "taken")),
        ("ladder", "id", ("answer", "taken")),
    ):
        was, now = (
            {each[ident]: [each[key] for key in keys] for each in side[group]}
            for side in (before, after)
        )
        differ = {name for name in {*was, *now} if was.get(name) != now.get(name)}
        listed = [each[ident] for each in changes["rungs" if group == "ladder" else group]]
        assert (set(listed), len(listed)) == (differ, len(differ))
    counted = [
        {v["item"]: v["strength"] for f in side["findings"] for s in ("supports", "contradicts")
         for v in f[s]["voices"]}
        for side in (before, after)
    ]  # fmt: skip
    assert {e["item"] for e in changes["now_counted"]} == counted[1].keys() - counted[0].keys()
    assert {e["item"] for e in changes["no_longer_counted"]} == (
        counted[0].keys() - counted[1].keys()
    )
    scale = answer.before.weighing.scale
    assert {(e["item"], e["before"], e["after"]) for e in changes["strengths"]} == {
        (name, scale[counted[0][name]], scale[counted[1][name]])
        for name in counted[0].keys() & counted[1].keys()
        if counted[0][name] != counted[1][name]
    }
    assert all(each["reason"] for each in changes["now_counted"] + changes["no_longer_counted"])
    if changes["nothing"]:
        assert before["receipt"]["result sha256"] == after["receipt"]["result sha256"]
        assert counted[0] == counted[1]
        assert "Nothing changed" in plain(comparison(answer, 80), 80)
    else:
        assert not changes["tier"] or before["tier"] != after["tier"]
    for width in (40, 80, 120):
        text = plain(comparison(answer, width), width)
        lines = text.splitlines()
        assert "\n\n\n" not in text
        assert max(map(len, lines)) <= width
        tier, was = after["tier"], before["tier"]
        words = f"still {tier}" if tier == was else f"{was} -> {tier}"
        assert lines[0].endswith(words) or width == 40


def test_a_waiver_stops_the_clock(tmp_path):
    """Two years on the list and a ground: Tier 3 without it, the Watch List with it."""
    raw = read_yaml("country_data/KAZ/2011.yaml")
    data = data_folder(tmp_path, raw)
    table = tmp_path / "placements.csv"
    text = table.read_text(encoding="utf-8")
    assert "KAZ,2009,Tier 2," in text
    table.write_text(text.replace("KAZ,2009,Tier 2,", "KAZ,2009,Tier 2 Watch List,"))
    ground = {"increasing-efforts-strands": 3}

    without = what_if("KAZ", 2011, data=data, parameters=ground)
    answer = what_if("KAZ", 2011, data=data, parameters=ground, waiver=True)

    assert (without.after.placement.tier, answer.after.placement.tier) == (
        "Tier 3", "Tier 2 Watch List",
    )  # fmt: skip
    assert answer.changes.clock.before.expired == "holds"
    assert answer.changes.clock.after.expired == "fails"
    again = what_if("KAZ", 2011, data=edited_with_waiver(tmp_path, raw), waiver=True)
    assert again.changes.nothing
    assert again.edits[0].effects == ("the file records one already",)


def edited_with_waiver(tmp_path, raw):
    raw = json.loads(json.dumps(raw))
    editor_waives(raw, "2011-06-27")
    return data_folder(tmp_path / "waived", raw)


def test_what_goes_with_something_dropped_is_said(tmp_path):
    """Links, citations, searches and waivers that name it."""
    raw = linked(read_yaml("country_data/KAZ/2010.yaml"))
    raw["searches"].append(
        {"indicator": "victims-identified", "result": "not_found", "note": "N.",
         "source": "tip-report-2010"}
    )  # fmt: skip
    editor_waives(raw, "2010-06-14")
    raw["waivers"][0]["source"] = "tip-report-2010"
    ids = [item["id"] for item in raw["evidence"]]
    data = data_folder(tmp_path, raw)

    item = what_if("KAZ", 2010, data=data, drop=[ids[2]]).edits[0]
    source = what_if("KAZ", 2010, data=data, drop=["tip-report-2010"]).edits[0]

    assert f"{ids[3]} no longer undercuts {ids[2]}" in item.effects
    assert f"the judgement on victims-identified no longer cites {ids[2]}" in item.effects
    assert source.effects[0].startswith("with it 10 items (KAZ-2010-01, ")
    assert "the search on victims-identified (not_found) goes with it" in source.effects
    assert "the waiver for the 2010 report goes with it" in source.effects


def test_an_item_counts_once_what_undercut_it_is_gone(tmp_path):
    """And the reason says what had kept it out."""
    raw = read_yaml("country_data/KAZ/2010.yaml")
    first, second = raw["evidence"][:2]
    second["undercuts"] = [first["id"]]
    data = data_folder(tmp_path, raw)

    changes = what_if("KAZ", 2010, data=data, drop=[second["id"]]).changes

    assert [(e.item.id, e.reason) for e in changes.now_counted] == [
        (first["id"], f"undercut by {second['id']}")
    ]
    assert [(e.item.id, e.reason) for e in changes.no_longer_counted] == [(second["id"], "dropped")]


def test_an_item_put_in_the_place_of_another_is_another(tmp_path):
    """Dropped and added under the same id."""
    item = {**read_yaml("country_data/KAZ/2010.yaml")["evidence"][0], "bearing": "supports"}
    more = write(tmp_path / "more.yaml", {"evidence": [item]})

    changes = what_if("KAZ", 2010, drop=[item["id"]], add=[more]).changes

    assert [(e.item.bearing, e.reason) for e in changes.now_counted] == [("supports", "added")]
    assert [e.item.bearing for e in changes.no_longer_counted] == ["contradicts"]


def test_a_supposed_judgement_takes_the_place_of_one_there_is(tmp_path):
    """There are never two."""
    data = data_folder(tmp_path, linked(read_yaml("country_data/KAZ/2010.yaml")))

    answer = what_if("KAZ", 2010, data=data, set={"victims-identified": "established"})

    assert answer.edits[0].effects == ("in place of the judgement of A. Jurist (refuted)",)
    (change,) = answer.changes.findings
    assert change.before.judgement.author == "A. Jurist"
    assert answer.changes.without_judgements is None
    assert change.after.judgement[:4] == (
        "victims-identified", "established", "what-if", "2010-06-14",
    )  # fmt: skip


def test_the_other_laws_questions_are_told_apart():
    """A finding that one law alone asks for has no other side."""
    changes = what_if("KAZ", 2010, law_year=2019).changes
    asked = {
        each["id"]: each
        for name in CONTENTS
        if name.startswith("indicators/")
        for each in CONTENTS[name]["indicators"]
    }
    windows = {doc["id"]: (doc["first_report"], doc["last_report"] or 9999) for _, doc in
               ((n, d.value) for n, d in laws(law.documents(LIBRARY)))}  # fmt: skip

    for each in changes.findings:
        raw = asked[each.indicator.id]
        assert bool(each.before) == in_force(raw, *windows["wilberforce-2008"])
        assert bool(each.after) == in_force(raw, *windows["tvpa-2019"])


# --- Problems of added files --------------------------------------------------------------------

GOOD = "  - {id: KAZ-2010-98, indicator: victims-identified, bearing: supports, statement: S., source: iwpr-cotton, locator: p, basis: observation}\n"


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("", ["more.yaml:1:1: TIP006"]),
        ("- a\n", ["more.yaml:1:1: TIP103"]),
        ("evidence: [\n", ["more.yaml:2:1: TIP005"]),
        ("evidence:\n" + GOOD.replace("iwpr-cotton", "iwpr-coton"), ["more.yaml:2:96: TIP206: evidence[0].source: no source 'iwpr-coton'. Did you mean iwpr-cotton"]),
        ("evidence:\n" + GOOD + GOOD, ["more.yaml:3:10: TIP202: evidence[1].id: another item has the id KAZ-2010-98 too. The other stands in more.yaml, line 2"]),
        ("evidence:\n" + GOOD.replace("-98", "-01"), ["more.yaml:2:10: TIP202: evidence[0].id: another item has the id KAZ-2010-01 too. The other stands in country_data/KAZ/2010.yaml, line 1"]),
        ("tier: Tier 1\n", ["more.yaml:1:1: TIP102: tier: the key tier is unknown. A file holds facts"]),
        ("country: UZB\nreport_year: 2011\nreporting_period: {from: 2010-04-01, to: 2011-03-31}\n", [
            "more.yaml:1:10: TIP201: country: UZB does not agree with country_data/KAZ/2010.yaml. Use KAZ",
            "more.yaml:2:14: TIP201: report_year: 2011", "more.yaml:3:19: TIP201: reporting_period: 2010-04-01 to"]),
        ("sources:\n  iwpr-cotton: {title: T, publisher: P, kind: media, published: 2009}\n", [
            "more.yaml:2:3: TIP202: sources.iwpr-cotton: another source has the id iwpr-cotton too. It stands in country_data/KAZ/2010.yaml, line 44"]),
        ("judgements:\n- {indicator: victims-identified, outcome: refuted, date: 2010-06-01, reason: R}\n", ["more.yaml:2:3: TIP101: judgements[0]: lacks the key author"]),
        ("sources:\n  new: {title: '...', publisher: P, kind: media, published: 2009-02-31}\n", [
            "more.yaml:2:16: TIP215: sources.new.title: the title is still", "more.yaml:2:61: TIP105: sources.new.published: there is no day 2009-02-31"]),
        # An entry left out for its form is not missed by those that name it.
        ("evidence:\n" + GOOD.replace("supports", "likes") + GOOD.replace("-98", "-97").replace("observation", "observation, undercuts: [KAZ-2010-98]"), [
            "more.yaml:2:63: TIP104: evidence[0].bearing"]),
        # What is wrong with the form of one entry does not hide what is wrong elsewhere.
        ("evidence:\n" + GOOD.replace("supports", "likes") + GOOD.replace("-98", "-97").replace("victims-identified", "victims-identifed"), [
            "more.yaml:2:63: TIP104: evidence[0].bearing", "more.yaml:3:34: TIP207: evidence[1].indicator: no indicator 'victims-identifed'"]),
    ],
)  # fmt: skip
def test_problems_of_an_added_file_have_their_place_in_it(text, places, tmp_path, monkeypatch):
    """File, line, column and path, all of them at once."""
    here = os.getcwd()
    monkeypatch.chdir(tmp_path)
    Path("more.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        what_if("KAZ", 2010, add=["more.yaml"], data=f"{here}/country_data")
    lines = str(caught.value).splitlines()

    assert len(lines) == len(places), lines
    for line, place in zip(lines, places, strict=True):
        assert line.startswith(place), line


def test_problems_of_several_files_come_together(tmp_path):
    """A missing one, one that is not YAML, and a clash between two."""
    good = tmp_path / "a.yaml"
    good.write_text("evidence:\n" + GOOD)
    twin = tmp_path / "b.yaml"
    twin.write_text("evidence:\n" + GOOD)
    torn = tmp_path / "c.yaml"
    torn.write_text("{")

    with pytest.raises(InputError) as caught:
        what_if("KAZ", 2010, add=[str(tmp_path / "d.yaml"), str(torn), str(twin), str(good)])
    files = [os.path.basename(each.file) for each in caught.value.problems]

    assert files == ["b.yaml", "c.yaml", "d.yaml"]
    assert f"in {good}, line 2" in str(caught.value)


def test_items_on_what_is_said_not_to_arise(tmp_path):
    """An addition that makes the file contradict itself is refused, as an edit would be."""
    raw = read_yaml("country_data/KAZ/2010.yaml")
    name = next(i.id for i in criteria(2010).law.indicators if i.precondition and all(
        e["indicator"] != i.id for e in raw["evidence"]))  # fmt: skip
    raw["searches"].append({"indicator": name, "result": "not_applicable", "note": "N."})
    more = tmp_path / "more.yaml"
    more.write_text("evidence:\n" + GOOD.replace("victims-identified", name))
    with pytest.raises(InputError, match=f"{name} does not arise, but KAZ-2010-98 bears on it"):
        what_if("KAZ", 2010, add=[str(more)], data=data_folder(tmp_path / "data", raw))


# --- The command --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "status", "words_said"),
    [
        ((), 2, "nothing is supposed: say --set, --drop, --add, --law, --parameter or --waiver"),
        (("--set", "complicit-officials-prosecuted"), 2, "write --set INDICATOR=established or"),
        (("--set", "complicit-officials-prosecute=refuted"), 2, f"did you mean {COMPLICITY}"),
        (("--set", f"{COMPLICITY}=yes"), 2, "established or refuted, not 'yes'"),
        (("--set", f"{COMPLICITY}=refuted", "--set", f"{COMPLICITY}=established"), 2, "says both"),
        (("--set", f"{COMPLICITY}=refuted", "--no-judgements"), 2, "--no-judgements leaves it out"),
        (("--set", "civil-society-partnership-with-results=refuted"), 2, "wilberforce-2008 does not"),
        (("--drop", "KAZ-2010-070"), 2, "no item or source 'KAZ-2010-070' to drop; did you mean"),
        (("--drop", "iwpr-coton"), 2, "did you mean iwpr-cotton"),
        (("--parameter", "x"), 2, "write --parameter NAME=VALUE"),
        (("--parameter", "increasing-efforts-strands=9"), 2, "from 1 to 3"),
        (("--add", "nowhere.yaml"), 1, "nowhere.yaml: TIP001: there is no such file"),
        (("--add", "a.yaml", "--add", "a.yaml"), 2, "a.yaml is added twice"),
        (("--law", "1990"), 1, "the nearest is tvpa-2000"),
        (("--law", "x"), 2, "not a report year for --law"),
        (("--waiver", "--format", "xml"), 2, "no format 'xml'"),
        (("--waiver", "--attitude", "bold"), 2, "no attitude 'bold'"),
    ],
)  # fmt: skip
def test_what_a_user_can_mend(words, status, words_said):
    """One line on stderr, nothing on stdout, and the status that the README promises."""
    done = tipcli("what-if", "KAZ", "2010", *words)

    assert (done.returncode, done.stdout) == (status, "")
    assert words_said in done.stderr
    assert done.stderr.count("\n") == 1


def test_the_order_of_the_words_is_of_no_account(tmp_path):
    """The same edits are the same answer, byte for byte; a path is as good as a country."""
    more = write(tmp_path / "more.yaml", {"searches": [
        {"indicator": "traffickers-prosecuted", "result": "refused", "asked_on": "2010-02-01",
         "note": "R."}]})  # fmt: skip
    pairs = [
        ("--set", f"{COMPLICITY}=established"), ("--set", "victims-identified=refuted"),
        ("--drop", "tip-report-2010"), ("--drop", "KAZ-2010-30"), ("--add", more),
        ("--drop", "KAZ-2010-30"), ("--drop", "KAZ-2010-07"),
        ("--parameter", "increasing-efforts-strands=1"), ("--law", "2019"),
        ("--parameter", "reliability_by_kind.media=B"), ("--waiver",),
    ]  # fmt: skip
    one = tipcli("what-if", "KAZ", "2010", *sum(pairs, ()), "--format", "json")
    other = tipcli(
        "what-if", "country_data/KAZ/2010.yaml", *sum(reversed(pairs), ()), "--format", "json"
    )
    answer = json.loads(one.stdout)

    assert (one.returncode, one.stderr) == (0, "")
    assert one.stdout == other.stdout
    assert list(answer)[:3] == ["schema", "country", "report_year"]
    assert answer["schema"] == "tipcli/what-if/1"
    assert [(each["kind"], each["name"]) for each in answer["edits"]] == [
        ("law", "2019"), ("parameter", "increasing-efforts-strands"),
        ("parameter", "reliability_by_kind.media"), ("drop", "KAZ-2010-07"),
        ("drop", "KAZ-2010-30"), ("drop", "tip-report-2010"), ("add", "more.yaml"), ("waiver", "2010"),
        ("set", COMPLICITY), ("set", "victims-identified"),
    ]  # fmt: skip
    digest = sha256(Path(more).read_bytes()).hexdigest()
    assert f"add more.yaml (sha256 {digest})" in answer["after"]["receipt"]["supposed"]
    assert str(tmp_path) not in one.stdout


def test_the_receipt_names_what_was_supposed_and_the_files_there_are():
    """The hashes are those of the files on disk; the answer's own hash is that of the answer."""
    answer = api.what_if("KAZ", 2010, set={COMPLICITY: "established"})
    before, after = dict(answer.before.receipt), dict(answer.after.receipt)

    assert "supposed" not in before
    assert after.pop("supposed") == f"set {COMPLICITY}=established"
    assert before.pop("result sha256") != after.pop("result sha256")
    assert before == after


def test_the_known_case_of_2009():
    """One strand in place of two is the published Tier 2."""
    done = tipcli("what-if", "KAZ", "2009", "--parameter", "increasing-efforts-strands=1")

    assert done.stdout.startswith("KAZ 2009: Tier 2 Watch List -> Tier 2\n")
    assert "increasing-efforts-strands is 1 in place of 2" in done.stdout


@example(name="a\x1b[2J\u202e.yaml")
@settings(max_examples=10, deadline=None)
@given(
    name=st.text(st.characters(exclude_characters="/\x00", codec="utf-8"), min_size=1, max_size=20)
)
def test_the_name_of_an_added_file_steers_no_terminal(name, tmp_path_factory):
    """Whatever the file is called."""
    path = tmp_path_factory.mktemp("add") / f"{name}.yaml"
    answer = what_if("KAZ", 2010, add=[write(path, {"evidence": []})])

    assert answer.changes.nothing
    assert all(c == "\n" or c.isprintable() for c in plain(comparison(answer, 80), 80))
