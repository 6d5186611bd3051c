"""The JSON of the answers follows its published schemas, and the schemas allow nothing else."""

import io
import json
import re
from contextlib import redirect_stdout
from importlib import import_module

import jsonschema
import pytest
from builders import (
    country_year,
    criteria,
    finding,
    indicator,
    item,
    leaf,
    search,
    small_law,
    source,
)

from tipcli import assessment, formcheck, schemafile
from tipcli.cli import fast
from tipcli.cli.lawtest import Request as LawTestRequest
from tipcli.cli.lawtest import run_law_test
from tipcli.decide import decide
from tipcli.edits import Edit
from tipcli.lawtest.coverage import CLOCKS, DECIDED, INDICATORS, PROVISIONS, RUNGS
from tipcli.lawtest.trial import CLOCK_WORDS
from tipcli.model import (
    ATTITUDES,
    CANNOT_TELL,
    FAILS,
    HOLDS,
    OUTCOMES,
    TIERS,
    WATCH_LIST,
    ClockState,
    Judgement,
    Options,
    Period,
    Rule,
    Side,
    Voice,
)
from tipcli.reason.change import change
from tipcli.reason.conflicts import KINDS, conflicts
from tipcli.reason.questions import questions
from tipcli.reason.sensitivity import sensitivity
from tipcli.reason.support import support
from tipcli.reason.whatif import WhatIf, compare
from tipcli.reason.whynot import why_not
from tipcli.render import change as change_render
from tipcli.render import conflictsjson, sensitivityjson, whatifjson
from tipcli.render import questions as questions_render
from tipcli.render import support as support_render
from tipcli.render import whynot as whynot_render

#: The commands whose answer is about one placement, in one form; and all that have a schema here.
ALIKE = ("why-not", "change", "support", "next")
COMMANDS = (*ALIKE, "what-if", "sensitivity", "conflicts", "law-test")


def printed(run, *arguments):
    """What a command prints, read as JSON."""
    with redirect_stdout(io.StringIO()) as told:
        run(*arguments)
    return json.loads(told.getvalue())


def asked(command, *words):
    """The JSON answer of a command about one placement, as the command line gives it."""
    name, request = fast.read([command, *words, "--format", "json"])
    home = import_module(f"tipcli.cli.{fast.COMMANDS[name].home}")
    return printed(getattr(home, f"run_{name.replace('-', '_')}"), home.Request(**request))


# Answers about the files of this checkout


def of_kaz():
    """Every tier, every attitude, all changes; and hindsight, which brings in what came late."""
    for year, reading in zip(("2009", "2010", "2011"), ATTITUDES, strict=True):
        for tier in TIERS:
            yield asked("why-not", "KAZ", year, "--tier", tier)
        for attitude in ATTITUDES:
            words = ("KAZ", year, "--attitude", attitude)
            yield asked("change", *words, "--all", "--most", "50")
            for command in ("support", "next", "conflicts"):
                yield asked(command, *words)
        # The longest by far; its form is the same under each.
        yield asked("sensitivity", "KAZ", year, "--attitude", reading)
    yield asked("conflicts", "KAZ", "2010", "--hindsight")


ADDED = """sources:
  visit: {title: A visit, publisher: A. Visitor, kind: ngo_report, published: 2010-02-01}
evidence:
  - id: KAZ-2010-90
    indicator: victims-identified
    bearing: supports
    statement: "Ten were identified."
    source: visit
    locator: p. 1
    basis: observation
"""


def of_suppositions(folder):
    """An edit of each kind."""
    path = folder / "more.yaml"
    path.write_text(ADDED, encoding="utf-8")
    count = "prevention-measures-count=1"
    for words in (
        ("--law", "2019", "--parameter", count),
        ("--waiver", "--drop", "tip-report-2010"),
        ("--set", "official-complicity-widespread=established", "--add", str(path)),
        ("--parameter", "reliability_by_kind.ngo_report=A"),
    ):
        yield asked("what-if", "KAZ", "2010", *words)


CASES = """cases:
  - name: Everything that can be expected, and nothing of it right
    report_year: 2010
    refuted: [traffickers-prosecuted, traffickers-convicted]
    tier: Tier 1
    rung: full-compliance
    tier_set: [Tier 1, Tier 2]
    settled: true
    silent: false
    reasons: [Special Case]
    absent: [Signs of action]
    open_questions: [victims-identified]
  - name: Some questions at least, for each of two that stand in turn
    report_year: 2010
    in_turn:
      established: [traffickers-prosecuted]
      judged: [assessment-impossible]
    tier: Tier 3
    open_questions: {at_least: [assessment-impossible], without: [victims-identified]}
  - name: The time limit is new, and nothing is shown
    report_year: 2010
    tier: Tier 3
"""


def of_cases(folder):
    """Cases that fail in every way, and one that holds."""
    path = folder / "cases.yaml"
    path.write_text(CASES, encoding="utf-8")
    yield printed(run_law_test, LawTestRequest([str(path)], format="json"))


# Situations that are made up


def on(number, about, bearing="supports", **changes):
    """Item number so-and-so, each of a source of its own."""
    changes.setdefault("source", source(f"s{number}"))
    return item(f"KAZ-2010-{number:02}", about, bearing, **changes)


def figure(number, value, definition):
    measure = {"value": value, "unit": "persons", "definition": definition, "previous": 3}
    return on(number, "victims-assisted", measure=measure)


X, Y = "victims-identified", "traffickers-convicted"
SPRING, AUTUMN = Period("2009-04-01", "2009-06-30"), Period("2009-09-01", "2009-11-30")
LATE = source("late", published="2010-07-22")
#: Conflicts of each kind, with each thing that can come of them.
MET = (
    on(1, X, undercuts=("KAZ-2010-02",)),
    on(2, X, "contradicts"),
    on(3, X, "contradicts", supersedes=("KAZ-2010-04",)),
    on(4, X, undercuts=("KAZ-2010-03",)),
    on(5, X, "contradicts", period=SPRING),
    on(6, X, period=AUTUMN),
    on(7, Y, undercuts=("KAZ-2010-08",)),
    on(8, Y, undercuts=("KAZ-2010-09",)),
    on(9, Y, supersedes=("KAZ-2010-10",)),
    on(10, Y, "contradicts"),
    on(11, Y, supersedes=("KAZ-2010-12",), source=LATE),
    on(12, Y, undercuts=("KAZ-2010-11",)),
    on(13, Y, "contradicts", credibility=6),
    figure(14, 16, "found by police"),
    figure(15, 20, "found by police"),
    figure(16, 20, "helped by the state"),
    on(17, "traffickers-prosecuted", credibility=5),
    on(18, "traffickers-prosecuted", "contradicts", credibility=5),
)


def judged(*evidence, year=2010, searches=(), judgements=(), before=None, **options):
    """An assessment of a made-up file under the real law of the year."""
    facts = country_year(evidence, searches, judgements, year=year)
    return assessment.judge(criteria(year), facts, before or {}, Options(**options))


def by_human(about, outcome="established", cites=()):
    return Judgement(about, outcome, "A. Analyst", "2010-05-01", "A reason.", cites)


def small(ladder, findings, clock=FAILS):
    """An assessment of these findings under a small law."""
    law = small_law([each.indicator for each in findings], (), ladder)
    state = ClockState(clock, (0, 1), ("For 2009 no placement is known.",), "none")
    placed = decide(law, findings, state, "balanced")
    return judged()._replace(law=law, findings=findings, clock=state, placement=placed)


def made_up():
    """Clocks, judgements, conflicts, hindsight, silence of each kind, and rules with a twist."""
    listed = dict.fromkeys(range(2009, 2013), WATCH_LIST)
    names = [each.id for each in criteria(2010).law.indicators]
    yield judged(year=2013, before=listed)
    yield judged(judgements=[by_human("assessment-impossible")])
    yield judged(*MET, judgements=[by_human(X, "refuted", ("KAZ-2010-02",))])
    yield judged(*MET, hindsight=True, attitude="cautious")
    yield judged(searches=[search(name, "refused") for name in names])
    yield judged(searches=[search(name, "not_applicable") for name in names], attitude="lenient")
    one, other = (indicator(name) for name in ("one", "other"))
    both = Rule("all", parts=(leaf("one"), Rule("not", parts=(leaf("other"),))))
    both = both._replace(authority="modelling-choice")
    sides = {
        side: Side((Voice(on(number, "other"), 2, ()),), 2, 2, 1)
        for number, side in enumerate(("supports", "contradicts"))
    }
    # To get past the first rung with one established, the other has to change besides.
    yield small(
        [(both, "Tier 3"), (leaf("one"), "Tier 2"), (None, WATCH_LIST)],
        (finding(one, "refuted"), finding(other, "refuted")._replace(**sides)),
    )
    yield small(
        [(Rule("clock", "expired"), "Tier 3"), (leaf("one"), "Tier 2"), (None, WATCH_LIST)],
        (finding(one, "contested"),),
        CANNOT_TELL,
    )


def answers_of(found):
    """Every answer about a placement, each by the functions that the command calls."""
    for tier in TIERS:
        yield whynot_render.answer(found, why_not(found, tier))
    yield change_render.answer(found, change(found, every=True, most=3))
    yield support_render.answer(found, support(found, 2))
    yield questions_render.answer(found, questions(found))
    yield conflictsjson.conflicts(found, conflicts(found))
    yield sensitivityjson.answer(found, sensitivity(found))


def compared(found, others):
    """What if, as if one made-up file were another with something edited."""
    edit = Edit("drop", "s1", effects=("with it KAZ-2010-01",))
    for other in others:
        for pair in ((found, other), (other, found)):
            yield whatifjson.as_json(WhatIf(*pair, (edit,), compare(*pair)))


def of_made_up(receipt):
    """Answers about all that is made up; its receipt is that of a file, since it has none."""
    found = [each._replace(receipt=receipt) for each in made_up()]
    for each in found:
        yield from answers_of(each)
    yield from compared(found[1], found[2:5])


@pytest.fixture(scope="module")
def answers(tmp_path_factory):
    """By command, every answer that is looked at here, as a reader of the JSON gets it."""
    folder = tmp_path_factory.mktemp("answers")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TIPCLI_CACHE", str(tmp_path_factory.getbasetemp() / "cache"))
        values = [*of_kaz(), *of_suppositions(folder), *of_cases(folder)]
        receipt = tuple(values[0]["receipt"].items())
        values += json.loads(json.dumps(list(of_made_up(receipt))))
    found = {}
    for value in values:
        found.setdefault(value["schema"].split("/")[1], []).append(value)
    return found


# What of a schema answers use


def schema_of(name):
    """A schema as `tipcli schema` prints it."""
    return json.loads(schemafile.published(name))


def validator(schema):
    """The quicker of the two that are installed."""
    try:
        from jsonschema_rs import Draft202012Validator
    except ImportError:
        from jsonschema import Draft202012Validator
    return Draft202012Validator(schema)


class Looked:
    """What was seen in answers, by the place in the schema: values, one of each type, and words."""

    def __init__(self, name):
        self.schema = schema_of(name)
        self.values = {}
        self.words = {}
        self._validators = {}

    def valid(self, part, value):
        """Whether a value is one that this part of the schema allows."""
        key = id(part)
        if key not in self._validators:
            within = {**part, "$defs": self.schema["$defs"]}
            self._validators[key] = (validator(within), part)
        return self._validators[key][0].is_valid(value)

    def look(self, part, value, at="#"):
        """Note a value and all in it, by the parts of the schema that speak of them."""
        self.values.setdefault(at, {}).setdefault(type(value), value)
        if "enum" in part:
            self.words.setdefault(at, set()).add(value)
        for inner, below, place in self._below(part, value, at):
            self.look(inner, below, place)

    def _below(self, part, value, at):
        name = part.get("$ref", "")
        if name.startswith("#/"):
            yield self.schema["$defs"][name.removeprefix("#/$defs/")], value, name
        for n, each in enumerate(part.get("anyOf", ())):
            if self.valid(each, value):
                yield each, value, f"{at}/anyOf/{n}"
        for n, each in enumerate(part.get("allOf", ())):
            if self.valid(each["if"], value):
                yield each["then"], value, f"{at}/allOf/{n}"
        if isinstance(value, dict):
            for key in part.get("properties", {}).keys() & value:
                yield part["properties"][key], value[key], f"{at}/{key}"
        if isinstance(value, list) and "items" in part:
            for each in value:
                yield part["items"], each, f"{at}/[]"


def parts(schema):
    """Every part of a schema that is its own, with its place."""
    ahead = [("#", schema)]
    ahead += [(f"#/$defs/{n}", each) for n, each in schema["$defs"].items() if "$id" not in each]
    while ahead:
        at, part = ahead.pop()
        yield at, part
        ahead += [(f"{at}/{key}", each) for key, each in part.get("properties", {}).items()]
        ahead += [(f"{at}/anyOf/{n}", each) for n, each in enumerate(part.get("anyOf", ()))]
        ahead += [(f"{at}/allOf/{n}", each["then"]) for n, each in enumerate(part.get("allOf", ()))]
        if "items" in part:
            ahead.append((f"{at}/[]", part["items"]))


def nullable(part):
    """Whether null is allowed, by this part itself."""
    named = part.get("type", [])
    return (
        (isinstance(named, list) and "null" in named)
        or None in part.get("enum", ())
        or {"type": "null"} in part.get("anyOf", ())
    )


@pytest.fixture(scope="module")
def looked(answers):
    """By command, what of its schema was seen in which answer."""
    found = {name: Looked(name) for name in COMMANDS}
    for name, each in found.items():
        for answer in answers[name]:
            each.look(each.schema, answer)
    return found


@pytest.mark.parametrize("name", COMMANDS)
def test_every_answer_follows_its_schema(name, answers):
    """By its name and version too."""
    thorough = jsonschema.Draft202012Validator(schema_of(name))
    quick = validator(schema_of(name))

    assert answers[name]
    for answer in answers[name]:
        if not quick.is_valid(answer):
            thorough.validate(answer)
            raise AssertionError("one validator refuses it")
    thorough.validate(min(answers[name], key=lambda answer: len(str(answer))))


#: Words of all tools alike, whether or not these few answers have them all; compared below.
COMMON = (
    "tier", "attitude", "arising", "outcome", "ground", "ground_arising", "strength", "standard",
    "kind", "authority", "answer", "clock_answer", "confidence", "search/result", "party/status",
    "receipt/criteria from", "receipt/evidence from",
)  # fmt: skip


@pytest.mark.parametrize("name", COMMANDS)
def test_every_part_of_a_schema_is_seen_in_some_answer(name, looked):
    """Every member with a value and, where it can be, with null; every form; every word."""
    found = looked[name]
    for at, part in parts(found.schema):
        seen = set(found.values.get(at, ()))
        assert seen, f"{at} is in no answer"
        if nullable(part):
            assert type(None) in seen, f"{at} is never null"
            assert len(seen) > 1, f"{at} is always null"
        if "enum" in part and not at.removeprefix("#/$defs/").startswith(COMMON):
            assert set(part["enum"]) == found.words[at], at


@pytest.mark.parametrize("name", COMMANDS)
def test_a_schema_is_strict_and_says_what_everything_means(name):
    """Nothing unknown is let in, and what may be missing or null says when it is."""
    schema = schema_of(name)
    assert schema["$id"] == f"https://tipcli.invalid/schemas/{name}-1.json"
    for at, part in parts(schema):
        if part.get("type") == "object":
            assert part["additionalProperties"] is False, at
        for key, inner in part.get("properties", {}).items():
            if "/allOf/" in at:
                continue
            common = schema["$defs"].get(inner.get("$ref", "").removeprefix("#/$defs/"), {})
            said = inner.get("description") or common.get("description") or common["title"] + "."
            assert said.endswith("."), (at, key)
            assert not nullable(inner) or "null" in said, (at, key)
            assert key in part["required"] or "Absent" in said, (at, key)
    for key, part in schema["$defs"].items():
        assert part["title"], key


def otherwise(part, sample):
    """The object of a part of a schema, altered in every way that must not pass."""
    yield {**sample, "unheard-of": 1}
    for key in part["required"]:
        yield {name: value for name, value in sample.items() if name != key}
    for key, inner in part["properties"].items():
        yield {**sample, key: {"unheard-of": []}}
        if not nullable(inner) and inner.get("$ref") != "#/$defs/barred_by":
            yield {**sample, key: None}
        if isinstance(sample.get(key), list) and sample[key]:
            yield {**sample, key: [{"unheard-of": []}, *sample[key][1:]]}


@pytest.mark.parametrize("name", COMMANDS)
def test_an_answer_that_was_altered_is_refused(name, looked):
    """Every object of it: a member left out, one too many, one of a wrong type."""
    found = looked[name]
    tried = 0
    for at, part in parts(found.schema):
        if part.get("type") != "object":
            continue
        sample = found.values[at][dict]
        assert found.valid(part, sample)
        for altered in otherwise(part, sample):
            tried += 1
            assert not found.valid(part, altered), (at, altered.keys() ^ sample.keys(), altered)
    assert tried > 40


def test_the_answer_in_a_failure_is_of_the_kind_that_was_asserted(answers):
    """A tier where a tier was expected, and so on."""
    schema = schema_of("law-test")
    quick = validator({**schema["$defs"]["failure"], "$defs": schema["$defs"]})
    failures = {each["asserted"]: each for each in answers["law-test"][0]["failures"]}

    assert set(failures) == set(schema["$defs"]["failure"]["properties"]["asserted"]["enum"])
    for each in failures.values():
        assert quick.is_valid(each)
        for key in ("expected", "found"):
            wrong = ["?"] if not isinstance(each[key], (list, dict)) else "Tier 1"
            assert not quick.is_valid({**each, key: wrong}), each
            assert not quick.is_valid({**each, key: None}), each


def test_what_if_holds_two_whole_assessments(answers):
    """By the schema of assessments, which it brings with it: nothing has to be fetched."""
    printed_, own = schema_of("what-if"), formcheck.schema("what-if")
    quick = validator(printed_)
    answer = answers["what-if"][0]

    assert printed_["$defs"].pop("assessment") == formcheck.schema("assessment")
    assert printed_ == own
    for side in ("before", "after"):
        for wrong in ({"tier": "Tier 9"}, {"unheard-of": 1}, {"receipt": {"law": 1}}):
            assert not quick.is_valid({**answer, side: {**answer[side], **wrong}})
        left = {key: value for key, value in answer[side].items() if key != "rationale"}
        assert not quick.is_valid({**answer, side: left})


# Names


def word_list(name, *path):
    part = formcheck.schema(name)
    for key in path:
        part = part[key]
    return part


def test_the_words_are_those_of_the_tool():
    """And the kinds of evidence and the like are those of the files."""
    source_ = word_list("evidence", "properties", "sources", "additionalProperties", "properties")
    item_ = word_list("evidence", "properties", "evidence", "items", "properties")
    search_ = word_list("evidence", "properties", "searches", "items", "properties")
    asks = word_list("indicators", "properties", "indicators", "items", "properties")
    words = {
        "tier": list(TIERS),
        "attitude": list(ATTITUDES),
        "arising": list(OUTCOMES[:4]),
        "outcome": list(OUTCOMES),
        "strength": word_list("weighing", "properties", "scale", "const"),
        "standard": asks["standard"]["enum"],
        "kind": source_["kind"]["enum"],
        "authority": word_list("law", "$defs", "authority", "enum"),
        "confidence": word_list("assessment", "properties", "confidence", "enum"),
        "answer": [HOLDS, FAILS, CANNOT_TELL, OUTCOMES[4]],
        "clock_answer": [HOLDS, FAILS, CANNOT_TELL],
        "wanted": [HOLDS, FAILS],
    }
    for name in COMMANDS:
        known = schema_of(name)["$defs"]
        for key in words.keys() & known:
            assert known[key]["enum"] == words[key], (name, key)
    asked_ = schema_of("next")["$defs"]["search"]["properties"]
    met = schema_of("conflicts")["$defs"]
    tally = schema_of("law-test")["properties"]["coverage"]["items"]["properties"]["seen"]["items"]
    assert asked_["result"]["enum"] == search_["result"]["enum"]
    assert met["party"]["properties"]["status"]["enum"] == item_["status"]["enum"]
    assert met["party"]["properties"]["bearing"]["enum"] == item_["bearing"]["enum"]
    assert met["conflict"]["properties"]["kind"]["enum"] == list(KINDS)
    assert set(tally["properties"]["kind"]["enum"]) == {RUNGS, INDICATORS, CLOCKS, PROVISIONS}
    assert set(tally["properties"]["word"]["enum"]) == {
        DECIDED, *OUTCOMES, *CLOCK_WORDS.values(), HOLDS, FAILS, CANNOT_TELL
    }  # fmt: skip


def test_what_goes_by_one_name_is_one_thing():
    """In all schemas of answers alike."""
    known = {}
    for name in COMMANDS:
        for key, part in schema_of(name)["$defs"].items():
            assert known.setdefault(key, part) == part, (name, key)


def test_answers_about_one_placement_are_told_and_traced_alike(answers):
    """The same members first, those of the assessment, and the receipt last."""
    shared = ["schema", "country", "report_year", "tier", "tier_set", "attitude"]
    for name in ALIKE:
        for answer in answers[name]:
            assert list(answer)[:6] == shared
            assert list(answer)[-1] == "receipt"
    whole = asked("assess", "KAZ", "2010")
    for name, *words in (("why-not", "--tier", "2"), ("change",), ("support",), ("next",)):
        answer = asked(name, "KAZ", "2010", *words)
        for key in ("country", "report_year", "tier", "attitude", "receipt"):
            assert answer[key] == whole[key], (name, key)
        assert answer["tier_set"] == [each["tier"] for each in whole["tier_set"]]


def test_every_schema_is_named_where_help_is_asked_for():
    """One that nobody knows of helps nobody."""
    from typer.testing import CliRunner

    from tipcli.cli.app import app

    told = CliRunner().invoke(app, ["schema", "--help"]).output
    named = re.findall(r"[a-z]+(?:-[a-z]+)*", re.sub(r"-\s+", "-", told))
    assert set(schemafile.names()) <= set(named)
