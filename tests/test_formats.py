"""The output formats of `tipcli validate`: whole texts, published schemas, and nasty strings."""

import json
import os
import re
import subprocess
import sys
from functools import cache
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tipcli import __version__, formcheck
from tipcli.codes import KINDS, SEVERITIES
from tipcli.errors import Problem, printable
from tipcli.render.problems import FORMATS, render
from tipcli.render.problems.marking import marked
from tipcli.render.problems.text import cells, wrapped
from tipcli.render.problems.wording import fingerprints
from tipcli.validation.report import Report

LONG = "    statement: " + "The government did not show efforts. " * 9 + "END"
#: One of everything that has ever broken an output format.
REPORT = Report(
    problems=(
        Problem("country_data/KAZ", 0, 0, "TIP214", "", "no command reads notes.txt", "Move it."),
        Problem(
            "country_data/KAZ/2010.yaml", 12, 16, "TIP207", "evidence[3].indicator",
            "no indicator 'victms-identified'", "Did you mean victims-identified?",
            "    indicator: victms-identified  # sic",
        ),
        Problem(
            "country_data/KAZ/2010.yaml", 12, 16, "TIP207", "evidence[3].indicator",
            "no indicator 'victms-identified'", "", "    indicator: victms-identified  # sic",
        ),
        Problem(
            "country_data/KAZ/2010.yaml", 1204, 11, "TIP301", "sources.a", "nothing cites <it> & it",
            "", 'sources: {"a": {title: \'It\'\'s "so"\', b: ]]>}, c: 1}',
        ),
        Problem(
            "country_data/KAZ/2011.yaml", 7, 16, "TIP107", "evidence[0].statement",
            "is longer than anyone will read", "Say it in at most 300 characters." + " Leave the rest out." * 3, LONG,
        ),
        Problem(
            "country_data/KAZ/2011.yaml", 8, 260, "TIP105", "evidence[0].note",
            "holds {0} and [a link](https://example.org)", "", LONG[100:], 101,
        ),
        Problem(
            "country_data/日本/100%,a:b;[c] %0A.yaml", 3, 12, "TIP104", "sources.日本.title",
            "'人身売買' is not allowed", "許可: 全角文字 is twice as wide, and e\u0301 is one letter.",
            "    日本: e\u0301\t人身売買  # 注",
        ),
        Problem(
            "country_data/\x1b[31mred\u202e.yaml", 6, 9, "TIP004", "a\nb",
            "holds \x1b]0;title\x07\nand \u202eright\u2066 and\r\n::error::a command",
            "Leave \x9b it out.\n\n<script>", "a: \x1b[2J \u202e\u2066evil\x07 \udc80 \U000e0041",
        ),
        Problem("country_data/x.yaml", 5, 4, "TIP306", "", "came out after the report", "", "a:"),
    ),
    files=3,
    milder=(),
)  # fmt: skip
EMPTY = Report((), 5, (("note", 2),))


def golden(name, text):
    """Compare with the recorded output; TIPCLI_RECORD=1 records it anew, to be read before commit."""
    path = f"tests/golden/problems/{name}"
    text = text.replace(f'"version": "{__version__}"', '"version": "<version>"')
    if os.environ.get("TIPCLI_RECORD"):
        with open(path, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
    with open(path, encoding="utf-8", newline="\n") as file:
        assert text == file.read()


@pytest.mark.parametrize(
    ("name", "format", "options"),
    [
        ("text-80.txt", "text", {}),
        ("text-40.txt", "text", {"width": 20}),
        ("text-120.txt", "text", {"width": 400}),
        ("text-color.txt", "text", {"color": True}),
        ("statistics-80.txt", "text", {"statistics": True}),
        ("report.json", "json", {}),
        ("report.jsonl", "jsonl", {}),
        ("github.txt", "github", {}),
        ("gitlab.json", "gitlab", {}),
        ("report.sarif", "sarif", {}),
        ("junit.xml", "junit", {}),
    ],
)
def test_whole_output(name, format, options):
    """Every byte of one report in every format."""
    golden(name, render(REPORT, format, **options))


@pytest.mark.parametrize(
    ("format", "text"),
    [
        ("text", ""),
        ("jsonl", ""),
        ("github", ""),
        ("gitlab", "[]\n"),
    ],
)
def test_nothing_wrong(format, text):
    """Where there is no problem there is nothing to print, and an array stays an array."""
    assert render(EMPTY, format) == text


def test_nothing_wrong_is_still_counted():
    """In the formats that count, and in a suite that shows green."""
    suite = ET.fromstring(render(EMPTY, "junit"))[0]

    assert json.loads(render(EMPTY, "json"))["summary"]["milder"] == {"note": 2}
    assert json.loads(render(EMPTY, "sarif"))["runs"][0]["results"] == []
    assert (suite.get("tests"), suite.get("failures")) == ("1", "0")
    assert len(suite.findall("testcase")) == 1
    assert suite.findall("testcase/*") == []
    assert render(EMPTY, "text", statistics=True) == "      0  problems in 5 files\n"


def test_there_is_no_other_format():
    """The command refuses it before; a program is told."""
    with pytest.raises(ValueError, match="no format 'xml'"):
        render(EMPTY, "xml")


def test_only_the_format_that_is_asked_for_is_loaded():
    """Start-up is paid for by whoever wants it."""
    code = (
        "import sys; from tipcli.render.problems import render;"
        "from tipcli.validation.report import Report; render(Report((), 0, ()), 'text');"
        "print(*sorted(m for m in sys.modules if m.startswith(('tipcli.render', 'rich'))))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.split() == [
        "tipcli.render",
        "tipcli.render.lines",
        "tipcli.render.problems",
        "tipcli.render.problems.marking",
        "tipcli.render.problems.text",
        "tipcli.render.problems.wording",
    ]


# --- which part of a line is meant ------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "column", "token"),
    [
        ("country: KAZ", 10, "KAZ"),
        ("country: KAZ  # sic", 10, "KAZ"),
        ("country: KAZ   ", 10, "KAZ"),
        ("statement: Police, in Almaty [sic], acted", 12, "Police, in Almaty [sic], acted"),
        ("url: https://example.org/#a", 6, "https://example.org/#a"),
        ("tier: Tier 2", 1, "tier"),
        ("credibilty:", 1, "credibilty"),
        ("- {indicator: ab, outcome: c}", 15, "ab"),
        ("- {indicator: ab,outcome: c}", 15, "ab"),
        ("- {a: [b, c]}", 11, "c"),
        ("- {a: [b, c], d: e}", 7, "[b, c]"),
        ("- {a: b}", 3, "{a: b}"),
        ("a: {b: '}', c: d} # e", 4, "{b: '}', c: d}"),
        ("a: '[', b", 9, "b"),
        ("a: [b, c  ", 4, "[b, c"),
        ('a: "b \\" c" # d', 4, '"b \\" c"'),
        ("a: 'it''s' # d", 4, "'it''s'"),
        ('a: "b c  ', 4, '"b c'),
        ("a: [, b]", 5, ","),
        ("a: # b", 4, "# b"),
        ("a:", 3, ""),
        ("a:", 99, ""),
        ("", 1, ""),
    ],
)
def test_the_mark_stands_under_the_whole_token(source, column, token):
    """To the end of the scalar, by the rules of YAML."""
    start, end = marked(Problem("f", 1, column, "TIP105", "", "m", "", source))

    assert source[start:end] == token


def test_a_window_of_a_line_is_marked_by_the_column_of_the_file():
    """And a column before it, or none, is not marked at all."""
    window = Problem("f", 1, 105, "TIP105", "", "m", "", "KAZ, UZB]", 100)

    assert marked(window) == (5, 8)
    assert marked(window._replace(column=99)) is None
    assert marked(window._replace(column=0, source_column=1)) is None


@pytest.mark.parametrize(
    ("text", "room", "rows"),
    [
        ("", 9, []),
        ("one two", 7, ["one two"]),
        ("one two", 6, ["one", "two"]),
        ("abcdefghij k", 4, ["abcd", "efgh", "ij k"]),
        ("日本語 日本", 5, ["日本", "語", "日本"]),
        ("e\u0301e\u0301 e\u0301", 2, ["e\u0301e\u0301", "e\u0301"]),
    ],
)
def test_wrapping_counts_columns_and_not_characters(text, room, rows):
    """Of a terminal."""
    assert wrapped(text, room) == rows


# --- any report -------------------------------------------------------------------------------

NASTY = (
    "\x00\x07\t\n\r\x1b\x7f\x85\x9b\xa0\xad\u0301\u200b\u200d\u202e\u2028\u2066\ufeff\ufffe\uffff"
)
NASTY += "\udc80日本ａ😀\U000e0041%,:;=&<>'\"[]{}()#\\/|^~ -.ab1"
PIECES = ("]]>", "%0A", "%25", "::error::", "<!--", "&amp;", "](1)", "{0}", "\x1b[31m", ", ", ": ")
TEXT = st.lists(
    st.sampled_from(NASTY) | st.sampled_from(PIECES) | st.characters(codec="utf-8"), max_size=12
).map("".join)
FILE = st.sampled_from(("a.yaml", "KAZ/2010.yaml", "/a b", "C:/a", "a:b", " a ")) | TEXT.filter(
    bool
)
NUMBER = st.integers(1, 60) | st.integers(1, 10**7)


@st.composite
def some_problem(draw):
    """Any problem: with or without a line, its column inside or outside of the source."""
    line = draw(st.just(0) | NUMBER)
    source = draw(TEXT | TEXT.map(lambda text: text * 40)) if line else ""
    return Problem(
        draw(FILE), line, draw(NUMBER) if line else 0, draw(st.sampled_from(sorted(KINDS))),
        draw(TEXT), draw(TEXT.filter(bool)), draw(TEXT), source, draw(st.just(1) | NUMBER),
    )  # fmt: skip


@st.composite
def some_report(draw):
    """Any report, in its order and without doubles, as it is made."""
    problems = draw(st.lists(some_problem(), max_size=4))
    if problems and draw(st.booleans()):
        problems.append(problems[0]._replace(remedy="Other."))
    milder = draw(st.sampled_from(((), (("note", 3),), (("warning", 0), ("note", 1)))))
    return Report(tuple(sorted(set(problems))), draw(st.integers(0, 9999)), milder)


@cache
def published(name):
    """The validator of a schema, of tipcli or of others."""
    if name in ("json", "jsonl"):
        schema = formcheck.schema("problems")
        if name == "jsonl":
            schema = {"$ref": "#/$defs/problem", "$defs": schema["$defs"]}
        jsonschema.Draft202012Validator.check_schema(schema)
        return jsonschema.Draft202012Validator(schema)
    if name == "junit":
        import xmlschema

        return xmlschema.XMLSchema("tests/schemas/junit-10.xsd")
    file = {"sarif": "sarif-schema-2.1.0.json", "gitlab": "gitlab-code-quality.schema.json"}[name]
    with open(f"tests/schemas/{file}", encoding="utf-8") as opened:
        schema = json.load(opened)
    return jsonschema.validators.validator_for(schema)(schema)


def sound(text):
    """Half of a surrogate pair cannot be said in any of the formats but as its code."""
    return re.sub("[\ud800-\udfff]", lambda found: printable(found[0]), text)


def read_text(text, report):
    found = []
    for problem, block in zip(report.problems, text.split("\n\n"), strict=bool(report.problems)):
        place = printable(problem.file)
        place += f":{problem.line}:{problem.column}" if problem.line else ""
        shape = rf"{re.escape(place)}: ({'|'.join(SEVERITIES)}): (TIP\d+) ([a-z0-9-]+): .+"
        severity, code, name = re.fullmatch(shape, block.splitlines()[0]).groups()
        assert KINDS[code][:3] == (code, name, severity)
        found.append((problem.file, problem.line, code))
    return found


def read_json(text, report):
    document = json.loads(text)
    published("json").validate(document)
    assert document["summary"]["problems"] == sum(s["count"] for s in document["statistics"])
    assert document["summary"]["problems"] == sum(document["summary"][s] for s in SEVERITIES)
    return read_entries(document["problems"], report)


def read_jsonl(text, report):
    entries = [json.loads(line) for line in text.splitlines()]
    for entry in entries:
        published("jsonl").validate(entry)
    return read_entries(entries, report)


def read_entries(entries, report):
    back = [Problem(*(entry[field] for field in Problem._fields)) for entry in entries]
    assert back == [
        Problem(*(sound(part) if isinstance(part, str) else part for part in problem))
        for problem in report.problems
    ]
    return [(file, line, code) for file, line, _, code, *_ in report.problems]


def command(line):
    """A workflow command, taken apart step by step as the runner of GitHub Actions does it."""
    line = line.lstrip()
    assert line.startswith("::")
    end = line.index("::", 2)
    name, _, told = line[2:end].partition(" ")
    properties = {}
    for pair in filter(None, told.strip().split(",")):
        key, equals, value = pair.partition("=")
        assert equals
        for code, character in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ",")):
            value = value.replace(code, character)
        properties[key] = value.replace("%25", "%")
    data = line[end + 2 :].replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")
    return name, properties, data


def harmless(text):
    """The text with all but its line breaks escaped."""
    return "".join(c if c in "\r\n" else printable(c) for c in text)


def read_github(text, report):
    found = []
    for problem, line in zip(report.problems, text.split("\n")[:-1], strict=True):
        name, properties, data = command(line)
        code, title = properties["title"].split(" ")
        assert name == KINDS[code].severity.replace("note", "notice")
        assert title == KINDS[code].name
        assert int(properties.get("col", 0)) == problem.column
        assert len(data.split("\n")) <= 2
        assert properties["file"] == harmless(problem.file)
        found.append((problem.file, int(properties.get("line", 0)), code))
    return found


def read_gitlab(text, report):
    issues = json.loads(text)
    published("gitlab").validate(issues)
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)
    found = []
    for problem, issue in zip(report.problems, issues, strict=True):
        assert issue["location"]["path"] == sound(problem.file)
        line = issue["location"]["lines"]["begin"] if problem.line else 0
        found.append((problem.file, line, issue["check_name"].split(" ")[0]))
    return found


def read_sarif(text, report):
    log = json.loads(text)
    published("sarif").validate(log)
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    found = []
    for problem, result in zip(report.problems, run["results"], strict=True):
        rule = rules[result["ruleIndex"]]
        assert rule["id"] == result["ruleId"]
        assert rule["defaultConfiguration"]["level"] == result["level"]
        physical = result["locations"][0]["physicalLocation"]
        region = physical.get("region", {})
        check_region(problem, region, physical.get("contextRegion"))
        found.append(
            (file_of(physical["artifactLocation"]), region.get("startLine", 0), rule["id"])
        )
    return found


def check_region(problem, region, context):
    assert region.get("startColumn", 0) == problem.column
    if "endColumn" in region:
        assert len(region["snippet"]["text"]) >= region["endColumn"] - region["startColumn"] > 0
        assert sound(problem.source[slice(*marked(problem))]) == region["snippet"]["text"]
    if context:
        assert context["startColumn"] <= region["startColumn"]
        assert context["endColumn"] >= region["endColumn"]
        assert context["snippet"]["text"] == sound(problem.source)


def file_of(location):
    assert re.fullmatch(r"(file:///)?([A-Za-z0-9/._~-]|%[0-9A-F]{2})*", location["uri"])
    path = unquote(location["uri"], errors="surrogateescape")
    if "uriBaseId" in location:
        return path
    path = path.removeprefix("file:///")
    return path if re.match("[A-Za-z]:/", path) else f"/{path}"


def read_junit(text, report):
    root = ET.fromstring(text)
    published("junit").validate(root)
    (suite,) = root
    cases = suite.findall("testcase")
    failures = [case for case in cases if case.find("failure") is not None]
    assert suite.get("tests") == str(len(cases))
    assert suite.get("failures") == str(len(failures))
    assert len({(case.get("classname"), case.get("name")) for case in cases}) == len(cases)
    found = []
    for problem, case in zip(report.problems, failures, strict=True):
        assert case.get("classname") == printable(problem.file)
        code, _, place, *_ = f"{case.get('name')}  ".split(" ")
        line = int(place.split(":")[0]) if problem.line else 0
        found.append((problem.file, line, code))
    return found


READERS = {
    "text": read_text,
    "json": read_json,
    "jsonl": read_jsonl,
    "github": read_github,
    "gitlab": read_gitlab,
    "sarif": read_sarif,
    "junit": read_junit,
}


@pytest.mark.parametrize("format", FORMATS)
@given(report=some_report())
@example(report=REPORT)
@example(report=EMPTY)
@settings(max_examples=50, deadline=None)
def test_every_format_can_be_read_back(format, report):
    """Valid under its schema, the same problems, nothing that steers a terminal, always the same."""
    text = render(report, format)

    assert [c for c in set(text) if not c.isprintable() and c != "\n"] == []
    assert text == "" or text.endswith("\n")
    assert text == render(report, format)
    assert READERS[format](text, report) == [(p.file, p.line, p.code) for p in report.problems]


@given(report=some_report(), width=st.integers(1, 200))
@example(report=REPORT, width=40)
@example(report=REPORT, width=80)
@settings(max_examples=100, deadline=None)
def test_text_keeps_to_the_width_and_the_mark_stands_right(report, width):
    """All but the first line of each problem; the mark under the first character that is meant."""
    text = render(report, "text", width=width)
    room = max(40, min(width, 120))
    for problem, block in zip(report.problems, text.split("\n\n"), strict=bool(report.problems)):
        rows = block.splitlines()[1:]
        assert all(cells(row) <= room for row in rows)
        carets = [row for row in rows if re.fullmatch(r" +\| +\^+", row)]
        if problem.source and marked(problem):
            start, end = marked(problem)
            at = carets[0].index("^")
            meant = printable(problem.source[start:end][:1].replace("\t", " "))
            if meant.strip() and cells(meant):
                # Several characters begin in one column where some of them take none.
                behind = (rows[0][i:] for i in range(len(rows[0])) if cells(rows[0][:i]) == at)
                assert any(text.startswith(meant) for text in behind)
        else:
            assert carets == []


@given(report=some_report())
@example(report=REPORT)
@settings(max_examples=50, deadline=None)
def test_color_adds_nothing_but_color(report):
    """And the table counts what there is."""
    colored = render(report, "text", color=True)
    table = render(report, "text", statistics=True).splitlines()

    assert re.sub(r"\x1b\[[0-9;]*m", "", colored) == render(report, "text")
    assert int(table[-1].split()[0].replace(",", "")) == len(report.problems)
    assert sum(int(row[:7] or 0) for row in table[1:-1] if row[:7].strip()) == len(report.problems)


@given(report=some_report(), by=st.integers(1, 99))
@settings(max_examples=50, deadline=None)
def test_a_problem_is_known_again_when_lines_move(report, by):
    """Its line, source and remedy are no part of its fingerprint."""
    moved = [
        problem._replace(line=problem.line + by, remedy="", source="other")
        for problem in report.problems
    ]

    assert fingerprints(report) == fingerprints(report._replace(problems=tuple(moved)))
    assert len(set(fingerprints(report))) == len(report.problems)


def test_first_lines_are_those_of_gcc():
    """So that editors know them: the pattern is the one that VS Code calls $gcc."""
    pattern = r"^(.*):(\d+):(\d+):\s+(?:fatal\s+)?(warning|error):\s+(.*)$"
    found = [match.groups() for match in re.finditer(pattern, render(REPORT, "text"), re.MULTILINE)]

    assert found[0] == (
        "country_data/KAZ/2010.yaml", "12", "16", "error",
        "TIP207 unknown-indicator: evidence[3].indicator: no indicator 'victms-identified'",
    )  # fmt: skip
    assert len(found) == 7  # of nine: one is a note and one has no line
