"""The report: what it says, that no text in it is markup, and that its words are a catalogue's."""

import ast
import glob
import os
import re
import subprocess
import sys
from functools import cache
from string import Formatter

import pytest
from builders import country_year, criteria, item, items, search, source
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

import tipcli
from tipcli.assessment import judge
from tipcli.cli import fast
from tipcli.cli.boundary import guarded
from tipcli.decide import decide
from tipcli.errors import TipcliError
from tipcli.model import ESTABLISHED, TIERS, Judgement, Options
from tipcli.report import template
from tipcli.report.drafting import draft
from tipcli.report.escaping import escape, plain
from tipcli.report.markdown import page
from tipcli.report.phrases import FOLDER, PLURALS, languages, phrases

SAY = phrases()
YEARS = (("KAZ", 2004), ("KAZ", 2010), ("KAZ", 2019), ("GEO", 2021), ("TKM", 2021))
LINKS = ("undercuts", "supersedes")
RESULTS = st.sampled_from(["not_found", "refused", "no_capacity", "not_applicable"])
SPECIAL = "assessment-impossible"
READ = MarkdownIt("commonmark").enable("table").use(footnote_plugin)


@cache
def of(country, year):
    found = tipcli.assess(country, year)
    return found, draft(found, SAY)


def made(text):
    """The assessment of a small file whose every free text is `text`."""
    known = criteria(2010)
    of = source("s1", title=text, publisher=text, note=text)
    facts = country_year(
        evidence=(
            item("KAZ-2010-01", "complicit-officials-prosecuted", "contradicts", source=of,
                 statement=text, locator=text, note=text),
            item("KAZ-2010-02", "foreign-victims-identified", source=of, statement=text,
                 locator=text),
            item("KAZ-2010-03", "foreign-victims-identified", "contradicts", source=of,
                 statement=text, locator=text),
        ),
        searches=(search("traffickers-prosecuted", "not_found")._replace(note=text),),
        judgements=(
            Judgement("foreign-victims-assisted", "established", text, "2010-01-01", text,
                      ("KAZ-2010-01",)),
        ),
    )  # fmt: skip
    return judge(known, facts, {2009: TIERS[1]}, Options())


def tokens(text):
    """What a reader of Markdown makes of a text: every element, and the words within."""
    flat = []
    for token in READ.parse(text):
        if token.type == "inline":
            flat += [(each.type, each.content) for each in token.children]
        else:
            flat.append((token.type, token.markup if token.type == "heading_open" else ""))
    return flat


def shape(text):
    """The elements alone; words set as code count as words."""
    kinds = [kind for kind, _ in tokens(text)]
    words = ("text", "code_inline", "text_special")
    return [kind for kind in kinds if kind not in words]


def words(text):
    kinds = ("text", "code_inline", "text_special")
    return "".join(said for kind, said in tokens(text) if kind in kinds)


# What a report says


def test_whole_report():
    """Every byte; TIPCLI_RECORD=1 records it anew, to be read before commit."""
    text = re.sub(r"\b[0-9a-f]{64}\b", "<sha256>", page(of("KAZ", 2010)[1]))
    path = "tests/golden/report-KAZ-2010.md"
    if os.environ.get("TIPCLI_RECORD"):
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
    with open(path, encoding="utf-8") as file:
        assert text == file.read()


@pytest.mark.parametrize(("country", "year"), YEARS)
def test_every_item_is_cited_and_every_source_told(country, year):
    """In the order of first citation; a footnote is defined once, and none for nothing."""
    found, brief = of(country, year)
    text = page(brief)
    body, _, notes = text.partition("\n[^")
    cited = list(dict.fromkeys(re.findall(r"\[\^([^\]]+)\](?!:)", body)))
    defined = re.findall(r"^\[\^([^\]]+)\]:", f"[^{notes}", re.MULTILINE)

    assert cited == defined == [each.id for each in brief.references]
    assert set(defined) == {each.id for each in found.country_year.evidence}
    assert [each.number for each in brief.sources] == list(range(1, len(brief.sources) + 1))
    assert {each.id for each in brief.sources} <= {each.id for each in found.country_year.sources}
    assert brief.tier in brief.title


@pytest.mark.parametrize(("country", "year"), YEARS)
def test_the_other_side_is_a_case_the_rules_would_accept(country, year):
    """Were the findings supposed to come out as the report says, the tier would be that one."""
    found, brief = of(country, year)

    for side in brief.other_side:
        assert side.supposed or side.standing
        turned = {card.indicator for card in side.supposed}
        holds = {
            card.indicator: card.text.endswith(SAY("condition.must_hold")) for card in side.supposed
        }
        findings = tuple(
            each._replace(outcome=ESTABLISHED if holds[each.indicator.id] else "refuted")
            if each.indicator.id in turned
            else each
            for each in found.findings
        )
        if turned:
            other = decide(found.law, findings, found.clock, found.options.attitude)
            assert other.tier == side.tier
            tiers = {rung.id: rung.tier for rung in brief.ladder}
            assert [tiers[each.rung] for each in side.case if each.decides] == [side.tier]


@pytest.mark.parametrize(("country", "year"), YEARS)
def test_the_page_keeps_the_rules_of_markdownlint(country, year):
    """Those that matter: headings, blank lines, spaces, addresses, and the end of the file."""
    text = page(of(country, year)[1])
    lines = text.split("\n")
    levels = [len(line.split(" ")[0]) for line in lines if re.match(r"#+ ", line)]
    headings = [line for line in lines if re.match(r"## ", line)]

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(now <= before + 1 for before, now in zip(levels, levels[1:], strict=False))
    assert len(set(headings)) == len(headings)
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert "\n\n\n" not in text
    assert "\t" not in text
    assert [line for line in lines if line != line.rstrip()] == []
    assert not re.search(r"(?<!<)https?://", re.sub(r"`[^`\n]+`", "", text))
    for kind in (r"\|", r"#", r" *(-|\d+\.) "):  # a table, heading or list stands apart
        for before, now in zip(lines, lines[1:], strict=False):
            if re.match(kind, now) and not re.match(kind, before):
                assert before == "" or (kind.startswith(" ") and before.startswith(" ")), now
    cells = [line.replace("\\|", "").count("|") for line in lines if line.startswith("|")]
    assert min(cells) > 2


def test_the_same_bytes_under_any_hash_seed():
    """And on any day: no clock is read."""
    run = [sys.executable, "-m", "tipcli", "report", "KAZ", "2010"]
    seeds = [
        subprocess.run(run, capture_output=True, check=True, env={**os.environ, "PYTHONHASHSEED": s})
        for s in ("1", "2")
    ]  # fmt: skip

    assert seeds[0].stdout == seeds[1].stdout == page(of("KAZ", 2010)[1]).encode()


@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_whatever_is_found_can_be_told(data):
    """Small files of every kind, under any law and option: all is cited, and the case is one."""
    year = data.draw(st.sampled_from([2001, 2004, 2010, 2013, 2019, 2024]))
    known = criteria(year)
    indicators = [each.id for each in known.law.indicators][:6]
    evidence = list(data.draw(items(indicators)))
    for at, link in data.draw(st.lists(st.tuples(st.integers(1, 9), st.sampled_from(LINKS)))):
        if at < len(evidence):
            ids = (evidence[at - 1].id,)
            evidence[at] = evidence[at]._replace(**{link: ids})
            if data.draw(st.booleans()):
                evidence[at - 1] = evidence[at - 1]._replace(**{link: (evidence[at].id,)})
    judged = data.draw(st.sampled_from([(), (indicators[0],), (SPECIAL,)]))
    judgements = tuple(
        Judgement(i, "established", "A. B.", "2010-01-01", "So.", ()) for i in judged
    )
    searches = tuple(
        search(ident, result)
        for ident, result in data.draw(st.lists(st.tuples(st.sampled_from(indicators), RESULTS)))
    )
    tiers = {year - n: TIERS[2] for n in range(1, data.draw(st.integers(1, 6)))}
    options = Options(
        data.draw(st.sampled_from(["cautious", "balanced", "lenient"])),
        data.draw(st.booleans()),
        data.draw(st.booleans()),
        data.draw(st.booleans()),
        year if data.draw(st.booleans()) else 0,
    )
    facts = country_year(evidence, searches, judgements, year=year)
    found = judge(known, facts, tiers, options)
    brief = draft(found, SAY)
    text = page(brief)

    assert {each.id for each in brief.references} == {each.id for each in evidence}
    assert {each.rung for each in brief.rationale if each.decides} == {found.placement.rung}
    assert "{" not in text
    assert ("[^" in words(text)) is False
    for side in brief.other_side:
        assert bool(side.supposed) == bool(side.case)
        assert side.standing


# Text is only text

PIECES = [
    "*a*", "**", "__b__", "_", "`c`", "``", "[x](y)", "![i](j)", "[^KAZ-2010-01]", "[^1]:", "[a]: b",
    "<b>", "<!--", "<script>", "&lt;", "&#42;", "# h", "#", "- l", "+", "1. n", "1)", "> q", "---", "===",
    "| c |", "|", "\\", "\\*", "~~s~~", "$x$", "$$", "5$", ":x:", ":+1:", "@me", "a@b.co", "www.a.b",
    "http://a.b", "ftp://c", "#12", "o/r#3", "GH-7", "0123abc", "\n", "\n\n", "    ", "\t", "{{ 7 }}", "{% x %}",
    "=", ":", "^", "!", "\u202e", "\x00", "a", "9", ".",
]  # fmt: skip
HOSTILE = st.lists(st.sampled_from(PIECES), max_size=6).map("".join) | st.text(max_size=25)
PLACES = {
    "": "paragraph",
    "- ": "list",
    "3. ": "list",
    "[^a]\n\n[^a]: ": "note",
    "| a |\n| --- |\n| ": "cell",
}
LIVE = re.compile(
    r"www\.|[a-z]+://|mailto:|@\w|#\d|GH-\d|:[a-z0-9_+-]+:|\$[^$]*\S\$(?!\w)", re.IGNORECASE
)


def shown(text, place):
    """The elements that a text makes in a place, its words, and those of them not set as code."""
    flat = tokens(f"{place}{text}{' |' if PLACES[place] == 'cell' else ''}")
    free = [said for kind, said in flat if kind in ("text", "text_special")]
    kinds = ("text", "code_inline", "text_special")
    return (
        [kind for kind, _ in flat if kind not in kinds],
        "".join(said for kind, said in flat if kind in kinds),
        " ".join(free),
    )


def holds_as_text(text, place):
    """Whether an escaped text is read as itself and nothing else in a place."""
    elements, said, free = shown(escape(text), place)
    plainly = shown("b" if plain(text) else "", place)

    assert elements == plainly[0]
    assert said == plainly[1].removesuffix("b") + plain(text)
    assert not LIVE.search(free), free


@pytest.mark.parametrize("place", PLACES)
def test_every_mark_is_shown_as_it_is(place):
    """Alone, and before and after words."""
    for piece in PIECES:
        for text in (piece, f"{piece} a", f"a {piece}", f"a{piece}a", piece * 3):
            holds_as_text(text, place)


@settings(max_examples=60, deadline=None)
@given(text=HOSTILE, place=st.sampled_from(sorted(PLACES)))
def test_escaped_text_is_shown_as_it_is_and_nothing_else(text, place):
    """In whatever place, by a reader of CommonMark; what GitHub looks for later stands in code."""
    holds_as_text(text, place)


@cache
def harmless():
    return shape(page(draft(made("harmless"), SAY)))


@settings(max_examples=12, deadline=None, phases=[Phase.generate])
@given(text=HOSTILE.filter(lambda text: plain(text)))
def test_no_text_changes_the_structure_of_a_report(text):
    """Wherever a file may say something, the elements are those of harmless words."""
    hostile = page(draft(made(text), SAY))

    assert shape(hostile) == harmless()
    assert plain(text) in words(hostile)


# Templates

#: Every way that a template has of putting a text out or joining it.
WAYS = (
    "{{ t }}", "{{ t ~ refs([]) }}", "{{ refs([]) ~ t }}", "{{ t + refs([]) }}", "{{ refs([]) + t }}",
    "{{ [t, refs([])]|join(t) }}", "{{ [t]|join(refs([])) }}", "{{ t|upper ~ refs([]) }}", "{{ t|trim }}",
    "{% macro m(x) %}{{ x }}{% endmacro %}{{ m(t) }}", "{% macro m() %}{{ caller() }}{% endmacro %}{% call m() %}{{ t }}{% endcall %}",
    "{% set x %}{{ t }}{% endset %}{{ x }}", "{% set x = t ~ t %}{{ x }}", "{{ t|code }}", "{{ t|capital|indent(2) }}",
    "{{ refs([])|indent(2) ~ t }}", "{{ [t, t]|unique|join(', ') }}", "{{ none|default(t) }}", "{{ undefined_|default(t) }}",
    "{% for x in [t] %}{{ x }}{% endfor %}", "{{ [t]|first }}", "{{ [[t]]|map('first')|join(refs([])) }}",
    "{{ [t]|map('upper')|join(refs([])) }}", "{{ t[:9] ~ refs([]) }}", "{{ {'a': t}.a }}", "{{ (t, refs([]))|list|last ~ t }}",
    "{% autoescape false %}{{ t ~ refs([]) }}{% endautoescape %}", "{% filter indent(2) %}{{ t }}{% endfilter %}",
    "{% block b %}{{ t }}{% endblock %}", "{{ say('list.and', some=t, last=t) }}",
)  # fmt: skip


def by_template(text, tmp_path, brief=None):
    path = tmp_path / "t.md"
    path.write_text(text, encoding="utf-8")
    return template.page(brief or of("KAZ", 2010)[1], str(path))


@pytest.mark.parametrize("way", WAYS)
def test_a_template_puts_out_no_text_raw(way, tmp_path):
    """Evidence is text, by whatever way it comes to the page."""
    text = "*a* <b>c</b> [x](y) `d` | @me\n\n# h"
    brief = of("KAZ", 2010)[1]._replace(title=text)
    told = by_template("start " + re.sub(r"\bt\b(?!')", "title", way), tmp_path, brief)

    assert set(shape(told)) == {"paragraph_open", "paragraph_close"}, told


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("{{ ''.__class__.__mro__ }}", 1),
        ("a\n{{ title.upper() }}", 2),
        ("{{ say.__globals__ }}", 1),
        ("{{ dimensions.__class__ }}", 1),
        ("{{ '{0.__class__}'.format(title) }}", 1),
        ("{% include '/etc/hostname' %}", 1),
        ("\n\n{% import 'os' as os %}", 3),
        ("{% extends 'x' %}", 1),
        ("{{ nothing }}", 1),
        ("{{ rationale[0].nothing }}", 1),
        ("{{ range(999999999) }}", 1),
        ("{{ 'a' * 999999999 }}", 1),
        ("{{ 9 ** 9 ** 9 }}", 1),
        ("{{ title|tojson }}", 1),
        ("{{ section('rationale')[:9] }}", 1),
        ("{{ section('rationale')|reverse }}", 1),
        ("{{ section('no') }}", 1),
        ("{{ say('no') }}", 1),
        ("{{ say('title') }}", 1),
        ("a\n{% for x in %}", 2),
        ("{{ 1 / 0 }}", 1),
    ],
)
def test_what_a_template_may_not_do_is_told_with_its_line(text, line, tmp_path):
    """No file, no import, nothing of Python, no endless number; and no traceback."""
    with pytest.raises(TipcliError) as told:
        by_template(text, tmp_path)

    assert re.search(rf"t\.md:{line}: \S", str(told.value))


def test_a_template_is_stopped_before_it_fills_the_disk(tmp_path, monkeypatch):
    """Ranges are limited, and so is the page."""
    monkeypatch.setattr(template, "MOST", 1000)
    with pytest.raises(TipcliError, match="more than 1000 characters"):
        by_template("{% for x in range(9999) %}{{ title }}{% endfor %}", tmp_path)


def test_a_template_knows_the_brief(tmp_path):
    """Its fields by name, sections as they stand, and footnotes that lead to their items."""
    brief = of("KAZ", 2010)[1]
    text = "# {{ title }}\n\n{{ section('rationale') }}\n\n{{ refs(cards[0].pro) }}\n\n{{ footnotes() }}\n"
    told = by_template(text, tmp_path)
    standard = page(brief)

    assert told.startswith("# Kazakhstan 2010: Tier 2 Watch List\n\n**The government")
    assert standard[standard.index("[^KAZ-2010-30]:") : standard.rindex("\n<!--")].strip() in told


# The catalogue


def names_in(text):
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def forms(value):
    return [value] if isinstance(value, str) else list(value.values())


def test_every_phrase_is_used_and_every_phrase_used_is_there():
    """Keys are written out in the code, or begin with what is."""
    written, starts, said = set(), set(), set()
    for path in sorted(glob.glob("tipcli/report/*.py")):
        with open(path, encoding="utf-8") as file:
            for node in ast.walk(ast.parse(file.read())):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    written.add(node.value)
                if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                    starts.add(node.values[0].value)
                if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("say", "_word")):
                    said |= {each.value for each in node.args if isinstance(each, ast.Constant)}
    starts = tuple(each for each in starts if re.fullmatch(r"[a-z_]+\.[a-z_.]*", each))

    assert len(said) > 50
    assert said - set(SAY.texts) == set()
    assert {key for key in SAY.texts if key not in written and not key.startswith(starts)} == set()


@pytest.mark.parametrize("language", languages())
def test_every_language_says_all_with_the_same_places(language):
    """Each form of a text takes what the English one takes, a number apart."""
    other = phrases(language)

    assert other.plural in PLURALS
    assert other.texts.keys() == SAY.texts.keys()
    for key, value in other.texts.items():
        wanted = set().union(*(names_in(form) for form in forms(SAY.texts[key])))
        kinds = {PLURALS[other.plural](n) for n in range(200)}
        assert isinstance(value, str) or value.keys() == kinds, key
        assert set().union(*(names_in(form) for form in forms(value))) | {"n"} == wanted | {"n"}, (
            key
        )
        for form in forms(value):
            assert form == form.strip() and form, key


def blinded(text):
    """A text with every letter of its own made a Cyrillic one, its places kept."""
    return "".join(
        re.sub("[A-Za-z]", "ж", before) + (f"{{{name}}}" if name else "")
        for before, name, _, _ in Formatter().parse(text)
    )


def strings(value):
    """Every text in a value, whatever it is made of."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from strings(tuple(value.items()))
    elif isinstance(value, (tuple, list, frozenset)):
        for each in value:
            yield from strings(each)
    elif hasattr(value, "items"):
        yield from strings(tuple(value.items()))


@pytest.mark.parametrize(("country", "year"), [("KAZ", 2010), ("TKM", 2021)])
def test_all_words_of_the_report_are_in_the_catalogue(country, year):
    """In a language of one letter no English is left but what the law and the evidence say."""
    found = of(country, year)[0]
    texts = {
        key: blinded(value) if isinstance(value, str) else {k: blinded(v) for k, v in value.items()}
        for key, value in SAY.texts.items()
    }
    shown = page(draft(found, SAY._replace(texts=texts, language="zz")))
    shown = re.sub(rf"tipcli change {country} {year} --to", " ", shown.partition("<!--")[0])
    files = {*strings(found.law), *strings(found.country_year), *strings(found.receipt), *TIERS}
    files |= {*found.clock.reasons, *(text.rstrip(".") for text in files)}
    files |= {" ".join(found.clock.reasons).rstrip("."), country}
    for each in sorted({escape(t) for t in files} | files, key=len, reverse=True):
        shown = (
            re.sub(rf"(?<![A-Za-z]){re.escape(each)}(?![A-Za-z])", " ", shown) if each else shown
        )

    assert set(re.findall("[A-Za-z]{2,}", shown)) == set()


def test_forms_of_a_number():
    """As English, Russian and Kazakh have them."""
    three = [PLURALS["three"](n) for n in (0, 1, 2, 4, 5, 11, 12, 14, 21, 22, 25, 101, 111, 112)]

    assert three == [
        "many", "one", "few", "few", "many", "many", "many", "many", "one", "few", "many", "one",
        "many", "many",
    ]  # fmt: skip
    assert [PLURALS["two"](n) for n in (0, 1, 2)] == ["many", "one", "many"]
    assert SAY.listed(["a", "b", "c"], "or") == "a, b or c"


def test_the_names_of_countries_have_a_table_each():
    """For every language a table of countries, of which English has those that are here."""
    from tipcli.report.phrases import names

    for language in languages():
        assert os.path.isfile(os.path.join(FOLDER, f"countries.{language}.csv"))
    assert {path.split("/")[1] for path in glob.glob("country_data/*/*.yaml")} <= names("en").keys()


# The command


def run(capsys, *words):
    command, request = fast.read(["report", *words])
    status = guarded(lambda: fast.run(command, request))
    out, err = capsys.readouterr()
    return status, out, err


def test_a_report_is_printed_or_written_whole(tmp_path, capsys):
    """The same text; by the name of the file a page of HTML."""
    path = tmp_path / "r.md"
    wanted = page(of("KAZ", 2010)[1])

    assert run(capsys, "KAZ", "2010") == (0, wanted, "")
    assert run(capsys, "kaz", "2010", "-o", str(path)) == (0, "", "")
    assert path.read_text(encoding="utf-8") == wanted
    assert run(capsys, "TKM", "2021", "-o", str(tmp_path / "r.html"))[0] == 0
    assert (tmp_path / "r.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    status, _, err = run(capsys, "KAZ", "2010", "-o", str(tmp_path / "no" / "r.md"))
    assert (status, "cannot write" in err) == (1, True)
    assert sorted(os.listdir(tmp_path)) == ["r.html", "r.md"]


def test_a_file_of_evidence_gives_the_same_report_as_its_name(capsys):
    """It may lie anywhere; its HTML page has the years that were published."""
    path = "country_data/KAZ/2010.yaml"
    _, told, _ = run(capsys, path)
    status, told_html, _ = run(capsys, path, "--format", "html")

    assert told.partition("## Receipt")[0] == page(of("KAZ", 2010)[1]).partition("## Receipt")[0]
    assert (status, "Tiers by year" in told_html) == (0, True)


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("KAZ", "2010", "--lang", "xx"), 2, "no language 'xx'; there is en"),
        (("KAZ", "2010", "--lang", "../en"), 2, "no language '../en'"),
        (("KAZ", "2010", "--format", "pdf"), 2, "use one of markdown, html"),
        (("KAZ", "2010", "--force"), 2, "--force goes with --all"),
        (("KAZ", "2010", "--template", "t", "--format", "html"), 2, "leave out --format"),
        (("--all", "--format", "markdown", "-o", "x"), 2, "leave out --format"),
        (("KAZ", "--all", "-o", "x"), 2, "name none"),
        (("--all",), 2, "name the folder of the site"),
        ((), 2, "name a country"),
        (("KAZ", "2010", "--template", "no-such"), 1, "no-such"),
    ],
)
def test_words_that_do_not_fit(words, status, said, capsys):
    """Told in a sentence, and nothing is printed."""
    told = run(capsys, *words)

    assert (told[0], told[1]) == (status, "")
    assert said in told[2]
