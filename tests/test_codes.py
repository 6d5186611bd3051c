"""Every kind of problem: its page is true, a bad file shows it, and a reason sets it aside or not."""

import copy
import json
import os
import re
import shutil
import textwrap
from functools import cache

import pytest
from builders import CRITERIA
from conftest import read_yaml
from test_cli import tipcli

from tipcli import codes, yamlfile
from tipcli.cli.validate import Request, run_validate
from tipcli.codes import KINDS
from tipcli.validation.lawlint import law_lint
from tipcli.validation.pages import FOLDER, page
from tipcli.validation.run import validate

BAD = "tests/bad"
EXPECTED = read_yaml(f"{BAD}/codes.yaml")
BY_NAME = {kind.name: kind for kind in KINDS.values()}
IGNORABLE = [kind for kind in KINDS.values() if kind.ignorable]
#: Kinds whose defect is no run of lines that could be replaced by another.
NOT_BY_LINES = {
    "unreadable",  # a folder that is named like a file
    "too-large",  # made by the test, since nobody wants it in a repository
    "too-many-problems",  # a hundred lines, of which the page shows two
    "misplaced-file",  # the name of a file
    "law-incomplete",  # a file that is not there
}
#: An anchor is nothing without an alias, and each is refused.
TIMES = {"anchor": 2}


def found(path):
    """Every problem of what stands at a path, notes and all; of a law that loads, what lint says."""
    problems = validate([str(path)], severity="note", jobs=1).problems
    if problems or not os.path.isdir(os.path.join(path, "indicators")):
        return problems
    linted = law_lint(str(path), severity="note").problems
    return tuple(problem for problem in linted if in_short(problem) not in ours())


@cache
def ours():
    """What lint says of our own law, which is not about what a bad file does to it."""
    return {in_short(problem) for problem in law_lint(CRITERIA, severity="note").problems}


def in_short(problem):
    return os.path.basename(problem.file), problem.code, problem.message


def copied(name, tmp_path):
    """A copy of a bad file or folder with what stands beside it, to be mended."""
    fixture, target = EXPECTED[name]["fixture"], tmp_path / "copy"
    if not fixture:
        target.mkdir()
        (target / "x.yaml").write_bytes(b"#" * (yamlfile.MAX_BYTES + 1))
        return target / "x.yaml"
    if fixture.startswith(f"{BAD}/criteria/"):
        shutil.copytree(CRITERIA, target)
        spoil(target, read_yaml(fixture))
        return target
    if os.path.isdir(fixture):
        shutil.copytree(fixture, target)
        return target
    target.mkdir()
    shutil.copy(fixture, target)
    if fixture.startswith(f"{BAD}/warnings/"):
        shutil.copytree(f"{BAD}/warnings/texts", target / "texts")
    return target / os.path.basename(fixture)


def spoil(folder, edit):
    """Do to a copy of the law what a bad file of the law describes."""
    if "remove" in edit:
        (folder / edit["remove"]).unlink()
    if "file" in edit:
        path = folder / edit["file"]
        text = path.read_text(encoding="utf-8")
        path.write_text(replaced(text, edit["replace"], edit["with"]), encoding="utf-8")


def mendable(name, path):
    """The files of a copy in which the wrong lines may stand: of the law the one that was spoilt."""
    if path.is_file():
        return [path]
    if EXPECTED[name]["fixture"].startswith(f"{BAD}/criteria/"):
        return [path / read_yaml(EXPECTED[name]["fixture"])["file"]]
    return [each for each in path.rglob("*") if each.is_file()]


def runs(lines, wanted):
    """Where the wanted lines stand among the lines, whatever the common indentation."""
    starts = range(len(lines) - len(wanted) + 1)
    return [n for n in starts if dedented(lines[n : n + len(wanted)]) == wanted]


def dedented(lines):
    return textwrap.dedent("\n".join(lines)).split("\n")


def lines_of(text):
    return dedented(text.splitlines())


def replaced(text, old, new):
    """The text with the one run of old lines replaced by the new ones, as far to the right."""
    lines, wanted = text.splitlines(), lines_of(old)
    (start,) = runs(lines, wanted)
    deep = len(lines[start]) - len(wanted[0])
    lines[start : start + len(wanted)] = [
        " " * deep + line if line else line for line in lines_of(new)
    ]
    return "\n".join(lines) + "\n"


def sections(code):
    """The sections of a page by heading, in their order."""
    with open(f"{FOLDER}/{code}.md", encoding="utf-8") as file:
        parts = re.split(r"^## (.+)\n", file.read(), flags=re.MULTILINE)
    assert not parts[0]
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def block(section):
    """The one example of a section, which is all that stands in it."""
    return re.fullmatch(r"\n```(?:yaml|text)\n(.+?)```\n\n?", section, re.DOTALL)[1]


def prose(code):
    return [
        line
        for heading, text in sections(code).items()
        if heading not in ("Wrong", "Right")
        for line in text.splitlines()
        if line
    ]


def test_codes_and_names_are_unique_and_well_formed():
    """A code is used once and means one thing; a name is what people type; a title is a sentence."""
    named = [value for value in vars(codes).values() if re.fullmatch(r"TIP\d{3}", str(value))]

    assert len(named) == len(set(named))
    assert set(named) == set(KINDS)
    assert len(BY_NAME) == len(KINDS)
    for code, kind in KINDS.items():
        assert kind.code == code
        assert kind.severity in codes.SEVERITIES
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", kind.name)
        assert re.fullmatch(r"[A-Z][^.]+\.", kind.title)


def test_every_kind_has_a_page_and_a_bad_file_and_nothing_is_left_over():
    """Adding a kind without showing it is a failure, and so is a page or a file of no kind."""
    used = {entry["fixture"] for entry in EXPECTED.values()} - {""}
    held = {
        f"{BAD}/{folder}/{name}"
        for folder in ("warnings", "criteria", "folders")
        for name in os.listdir(f"{BAD}/{folder}")
    } - {f"{BAD}/warnings/texts"}

    assert {f"{code}.md" for code in KINDS} == set(os.listdir(FOLDER))
    assert list(EXPECTED) == [kind.name for kind in KINDS.values()]
    assert all(EXPECTED[kind.name]["code"] == code for code, kind in KINDS.items())
    assert held <= used
    assert all(os.path.basename(path).removesuffix(".yaml") in BY_NAME for path in used)
    assert {name for name, entry in EXPECTED.items() if not entry["fixture"]} == {"too-large"}
    assert set(BY_NAME) > NOT_BY_LINES


@pytest.mark.parametrize("code", KINDS)
def test_page(code):
    """Its sections in their order, one example wrong and one right, a sentence a line."""
    found_sections = sections(code)
    headings = list(found_sections)

    assert headings in (
        ["What", "Why it matters", "Wrong", "Right"],
        ["What", "Why it matters", "Wrong", "Right", "Note"],
    )
    assert block(found_sections["Wrong"]) != block(found_sections["Right"])
    assert 4 <= len(prose(code)) <= 20
    assert all(re.search(r"[.:]$", line) for line in prose(code))
    whole = page(code)
    assert whole.startswith(f"# {code} {KINDS[code].name}\n\n{KINDS[code].title}\n")
    assert whole.endswith("\n")
    assert not re.search(r"[ \t]$|\n\n\n|\n\n\Z", whole, re.MULTILINE)


@pytest.mark.parametrize("code", KINDS)
def test_page_says_whether_it_can_be_ignored(code):
    """An ignorable kind shows the ignore to write; an error says that there is none."""
    text = " ".join(prose(code))

    assert (f"`ignore: {{{code}: " in text) == KINDS[code].ignorable
    assert ("cannot be ignored" in text) != KINDS[code].ignorable


@pytest.mark.parametrize("name", EXPECTED)
def test_bad_file(name, tmp_path):
    """One defect, one kind, one place, in these words, and nothing else is wrong."""
    expected, kind = EXPECTED[name], BY_NAME[name]
    as_it_stands = expected["fixture"] and "/criteria/" not in expected["fixture"]
    problems = found(expected["fixture"] if as_it_stands else copied(name, tmp_path))
    if name == "too-many-problems":
        assert len(problems) == yamlfile.MAX_PROBLEMS + 1
        problems = [problem for problem in problems if problem.code == kind.code]

    assert [problem.code for problem in problems] == [kind.code] * TIMES.get(name, 1)
    first = problems[0]
    assert (f"{first.line}:{first.column}" if first.line else "") == expected["place"]
    assert expected["says"] in first.sentence()
    assert first.file.startswith(expected["fixture"]) or not as_it_stands
    assert first.source or not first.line or name == "empty-file"


@pytest.mark.parametrize("name", sorted(set(EXPECTED) - NOT_BY_LINES))
def test_the_page_shows_what_the_bad_file_holds_and_how_it_is_mended(name, tmp_path):
    """The wrong lines stand in the file once; with the right ones in their place it is sound."""
    code = BY_NAME[name].code
    wrong, right = (block(sections(code)[heading]) for heading in ("Wrong", "Right"))
    path = copied(name, tmp_path)
    texts = {each: each.read_bytes().decode("utf-8", "replace") for each in mendable(name, path)}
    (where,) = (each for each, text in texts.items() if runs(text.splitlines(), lines_of(wrong)))
    where.write_text(replaced(texts[where], wrong, right), encoding="utf-8")

    left = found(path)

    assert code not in {problem.code for problem in left}
    assert {KINDS[problem.code].severity for problem in left} <= {codes.NOTE}


@pytest.mark.parametrize("name", sorted(os.listdir(f"{BAD}/evidence")))
def test_no_bad_file_has_a_second_defect(name):
    """Whether it is named for a kind or is a variant of one."""
    kinds = {problem.code for problem in found(f"{BAD}/evidence/{name}")}

    assert len(kinds) == 1 + (name == "too-many-problems.yaml")


# Explaining


def explained(word, capsys):
    assert run_validate(Request(explain=word)) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("code", KINDS)
def test_explain_prints_the_page(code, capsys):
    """By its code in any case, and by its name."""
    kind = KINDS[code]
    printed = explained(code, capsys)

    assert printed == page(code) == explained(code.lower(), capsys) == explained(kind.name, capsys)
    assert f"Severity: {kind.severity}; " in printed
    assert ("can be ignored with a reason" in printed) == kind.ignorable


def test_explain_as_a_command():
    """A known code prints its page; an unknown one is a wrong call, with the nearest known."""
    known, unknown = (tipcli("validate", "--explain", word) for word in ("TIP207", "TIP2007"))
    misspelt = tipcli("validate", "--explain", "unknown-indicater")

    assert (known.returncode, known.stdout, known.stderr) == (0, page("TIP207"), "")
    assert (unknown.returncode, unknown.stdout) == (2, "")
    assert "no problem 'TIP2007'; did you mean " in unknown.stderr
    assert "TIP207" in unknown.stderr
    assert misspelt.returncode == 2
    assert "unknown-indicator" in misspelt.stderr


# Ignoring


def entries(value):
    """Every entry of a file that may hold an ignore, by the place that problems name."""
    yield "", value
    for ident, source in value["sources"].items():
        yield f"sources.{ident}", source
    for group in ("evidence", "searches", "waivers", "judgements"):
        for number, each in enumerate(value.get(group, ())):
            yield f"{group}[{number}]", each


def ignoring(path, reasons, where=""):
    """Write the reasons into one entry of a file, and give the problems that are left."""
    value = read_yaml(path)
    dict(entries(value))[where]["ignore"] = reasons
    return rewritten(path, value)


def rewritten(path, value):
    path.write_text(json.dumps(value), encoding="utf-8")
    return found(path)


@pytest.mark.parametrize("kind", IGNORABLE, ids=lambda kind: kind.name)
def test_a_reason_sets_a_kind_aside(kind, tmp_path):
    """On the file, and on the source, item or search that the problem stands in, and not beside."""
    path = copied(kind.name, tmp_path)
    whole = read_yaml(path)
    (problem,) = found(path)
    around = [where for where, _ in entries(whole) if where and problem.where.startswith(where)]

    assert len(around) == (kind.name != "rated-alike")  # that one is about the file as a whole
    for where in ["", *around]:
        assert ignoring(path, {kind.code: "A reason."}, where) == ()
        rewritten(path, whole)
    for where, _ in entries(whole):
        if where and where not in around:
            left = {each.code for each in ignoring(path, {kind.code: "A reason."}, where)}
            assert left == {kind.code, codes.IGNORED_IN_VAIN}
            rewritten(path, whole)


@pytest.mark.parametrize(
    ("reasons", "code"),
    [
        ({"TIP301": ""}, codes.LEFT_EMPTY),
        ({"TIP301": None}, codes.LEFT_EMPTY),
        ({"TIP301": True}, codes.WRONG_TYPE),
        (["TIP301"], codes.WRONG_TYPE),
        ({}, codes.LEFT_EMPTY),
        ({"source-unused": "A reason."}, codes.WRONG_FORM),
    ],
)
@pytest.mark.parametrize("where", ["", "sources.farm-article", "evidence[0]"])
def test_an_ignore_without_a_reason_is_refused(reasons, code, where, tmp_path):
    """Nobody sets anything aside without saying why, nor by a word that is no code."""
    path = copied("source-unused", tmp_path)

    assert [problem.code for problem in ignoring(path, reasons, where)] == [code]


def sound(tmp_path):
    """A file in which nothing is wrong."""
    path = copied("source-unused", tmp_path)
    value = read_yaml(path)
    del value["sources"]["farm-article"]
    assert rewritten(path, value) == ()
    return path


def test_an_error_cannot_be_ignored(tmp_path):
    """Each code that is no warning or note of a file is refused by name, and so is one of no kind."""
    refused = [code for code, kind in KINDS.items() if not kind.ignorable]
    path = sound(tmp_path)
    left = ignoring(path, dict.fromkeys([*refused, "TIP999"], "A reason."))

    assert {problem.code for problem in left} == {codes.ERROR_IGNORED}
    assert {problem.where for problem in left} == {
        f"ignore.{code}" for code in [*refused, "TIP999"]
    }
    assert any("there is no problem TIP999" in problem.message for problem in left)


def test_an_error_stays_an_error_whatever_ignores_it(tmp_path):
    """The file is refused as if the ignore were not there."""
    path = copied("unknown-indicator", tmp_path)
    (problem,) = ignoring(path, {"TIP207": "A reason."}, "evidence[0]")

    assert problem.code == codes.UNKNOWN_INDICATOR


def test_an_ignore_that_no_longer_bites_is_reported(tmp_path):
    """For each kind that can be ignored, at the code that is in vain."""
    every = [kind.code for kind in IGNORABLE]
    left = ignoring(sound(tmp_path), dict.fromkeys(every, "A reason."), "evidence[0]")

    assert {problem.code for problem in left} == {codes.IGNORED_IN_VAIN}
    assert {problem.where for problem in left} == {f"evidence[0].ignore.{code}" for code in every}


def test_the_innermost_ignore_is_used(tmp_path):
    """One further out that covers nothing else is in vain."""
    path = copied("source-unused", tmp_path)
    value = read_yaml(path)
    value["ignore"] = {"TIP301": "A reason."}
    value["sources"]["farm-article"]["ignore"] = {"TIP301": "A better one."}
    (problem,) = rewritten(path, value)

    assert (problem.code, problem.where) == (codes.IGNORED_IN_VAIN, "ignore.TIP301")


def test_an_ignore_covers_all_that_stands_inside(tmp_path):
    """Two problems of two kinds in one item; two of one kind in one file."""
    path = copied("after-publication", tmp_path)
    value = read_yaml(path)
    item = value["evidence"][0]
    item["measure"] = {"value": 16, "unit": "victims"}
    both = {"TIP305": "A reason.", "TIP309": "Another."}
    assert {problem.code for problem in rewritten(path, value)} == set(both)
    assert ignoring(path, both, "evidence[0]") == ()

    second = copy.deepcopy(item) | {"id": "KAZ-2010-02", "statement": "Ten more were identified."}
    value["evidence"].append(second)
    assert len(rewritten(path, value)) == 4
    assert ignoring(path, both) == ()


def test_an_ignore_on_a_judgement(tmp_path):
    """A judgement of a claim that this law does not know is set aside by its own reason."""
    path = sound(tmp_path)
    value = read_yaml(path)
    value["judgements"] = [
        {
            "indicator": "protection-prevention-budget-sufficient",
            "outcome": "refuted",
            "author": "A. Analyst",
            "date": "2010-05-01",
            "reason": "The budget names no sum.",
        }
    ]
    assert [problem.code for problem in rewritten(path, value)] == [codes.NOT_IN_FORCE]

    assert ignoring(path, {"TIP303": "Kept for 2019."}, "judgements[0]") == ()
