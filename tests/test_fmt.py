"""`tipcli fmt`: one style, keys in order, every comment kept, and never another meaning."""

import collections
import contextlib
import glob
import io
import os
import re
import stat
import sys
import textwrap

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tipcli import fmtstyle, formcheck, yamlfile
from tipcli.cli.boundary import guarded
from tipcli.cli.fmt import run_fmt
from tipcli.errors import InputError
from tipcli.fmt import _same, format_text

KAZ = sorted(glob.glob("country_data/KAZ/*.yaml"))
ROOT_KEYS = list(formcheck.schema("evidence")["properties"])
ITEM = formcheck.schema("evidence")["properties"]["evidence"]["items"]["properties"]


def parse(text):
    return yamlfile.parse(text.encode(), "x").value


def formatted(text):
    """The text formatted, once it is shown that nothing else happened to it."""
    result = format_text(text.encode(), "x")
    assert _same(parse(result), parse(text))
    assert comments(result) == comments(text.replace("\r\n", "\n"))
    assert format_text(result.encode(), "x") == result
    assert result.endswith("\n")
    assert not result.endswith("\n\n")
    return result


def comments(text):
    """Every comment with its count, found without the code that is tested."""
    found, at = collections.Counter(), 0
    tokens = list(yaml.scan(text, Loader=yaml.SafeLoader))
    for token in [*(t for t in tokens if isinstance(t, yaml.ScalarToken)), tokens[-1]]:
        gap, rest = text[at : token.start_mark.index], text[token.start_mark.index :]
        if getattr(token, "style", None) in ("|", ">"):
            gap += rest[: rest.find("\n") + 1]
        found.update(line.rstrip() for line in re.findall("#.*", gap))
        at = token.end_mark.index
    found.update(line.rstrip() for line in re.findall("#.*", text[at:]))
    return found


def becomes(before, after):
    assert formatted(textwrap.dedent(before)) == textwrap.dedent(after).lstrip("\n")


def stays(text):
    becomes(text, text)


# Keys


def test_keys_come_in_the_order_of_the_schema():
    """At the root, in an item, in a search; the order is read and not repeated."""
    becomes(
        """
        waivers: []
        searches:
          - note: "n"
            result: not_found
            indicator: a-b
        evidence:
          - statement: "s"
            period: {to: 2010-03-31, from: 2009-04-01}
            measure: {previous: 1, unit: persons, value: 2}
            indicator: a-b
            id: KAZ-2010-01
        sources:
          z: {published: 2010, kind: media, publisher: "P", title: "T"}
          a: {}
        report_year: 2010
        country: KAZ
        """,
        """
        country: KAZ
        report_year: 2010
        sources:
          z: {title: "T", publisher: "P", kind: media, published: 2010}
          a: {}
        evidence:
          - id: KAZ-2010-01
            indicator: a-b
            statement: "s"
            period: {from: 2009-04-01, to: 2010-03-31}
            measure: {value: 2, unit: persons, previous: 1}
        searches:
          - indicator: a-b
            result: not_found
            note: "n"
        waivers: []
        """,
    )


def test_unknown_keys_follow_the_known_ones_in_their_own_order():
    becomes("zeta: 1\ncountry: KAZ\nalpha: 2\n", "country: KAZ\nzeta: 1\nalpha: 2\n")


def test_order_of_sources_and_of_entries_stays():
    """Order of evidence is the editor's."""
    stays(
        """
        sources:
          b: {}
          a: {}
        evidence:
          - {id: KAZ-2010-02}
          - {id: KAZ-2010-01}
        """
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("hello", "hello\n"),
        ("[b, a]", "- b\n- a\n"),
        ("[]", "[]\n"),
        ("{}", "{}\n"),
        ("~", "null\n"),
        ("--- # c", "# c\nnull\n"),
        ("'a b'  # c", '"a b"  # c\n'),
        ("sources: [a, b]", "sources: [a, b]\n"),
        ("evidence: {b: 1}", "evidence: {b: 1}\n"),
        ("evidence: no", 'evidence: "no"\n'),
        ("country:", "country:\n"),
        ("- - a: 1\n    b: 2\n  - c", "- - a: 1\n    b: 2\n  - c\n"),
        ("- [[]]\n- {a: [{b: c}]}", "- - []\n- a:\n    - {b: c}\n"),
        ("? a\n: b", "a: b\n"),
        ("%YAML 1.1\n---\ncountry: KAZ\n...\n", "country: KAZ\n"),
        ("[a: 1, 'x: y']", '- {a: 1}\n- "x: y"\n'),
    ],
)
def test_a_file_of_another_shape_is_formatted_as_far_as_it_goes(before, after):
    assert formatted(before) == after


# Texts

WORDS = [
    "abc",
    "a-b_c",
    "KAZ-2010-01",
    "2009-04-01",
    "2009-10",
    "3p-index",
    "law_text",
    "texts/a-b.1.txt",
    "1.2.3",
]
NO_WORDS = [
    "NO", "yes", "Off", "y", "null", "true", "True", "~", "", "0755", "1_000", "2.10", "2010", "0x1F",
    "0o17", "1e3", "1.", "1_0.5e-3", "12:30", "a: b", "a:", "# x", "a #b", " x", "x ", "   ", "- x", "-", "? x", "&x",
    "*x", "!x", "%x", "@x", "`x", "|", ">", "---", "...", "[a]", "{a: b}", "a,b", "it's", 'say "x"',
    "\\", "a\\nb", "<<", "=", "é", "😀", "a\u00a0b", "x\n\n", "\nx", "\n", " a\nb", "a \nb", "two words",
]  # fmt: skip


@pytest.mark.parametrize("text", WORDS)
def test_a_word_stands_plain(text):
    """However the author quoted it."""
    for written in (text, f"'{text}'", f'"{text}"', f">-\n  {text}"):
        assert formatted(f"indicator: {written}\n") == f"indicator: {text}\n"


@pytest.mark.parametrize("text", NO_WORDS)
def test_any_other_text_stands_in_double_quotes(text):
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    for style in ("'", '"', "|", ">", None):
        written = yaml.safe_dump({"indicator": text}, default_style=style, allow_unicode=True)
        assert formatted(written) == f'indicator: "{escaped}"\n'


@pytest.mark.parametrize("text", NO_WORDS)
def test_any_text_as_a_key(text):
    written = yaml.safe_dump({text: [{text: text}]}, default_style='"')
    if text == "<<":
        pytest.skip("the strict door refuses it as a key")
    formatted(written)


def test_free_text_is_quoted_even_where_it_is_one_word():
    becomes(
        "evidence:\n- {locator: summary, source: some-id, statement: x, status: memory}\n",
        'evidence:\n  - {statement: "x", source: some-id, locator: "summary", status: memory}\n',
    )


def test_numbers_and_words_of_the_door_keep_their_spelling():
    stays("a: 1.50\nb: -0\nc: true\nd: null\ne:\nf: [1, 2.0, false]\n")


def test_long_text_is_folded_and_text_that_fits_is_not():
    """The quotes may stand beyond the edge that folded text keeps."""
    room = fmtstyle.LINE - len('note: ""')
    fits = "a" * (room - 2) + " b"
    assert formatted(f"note: >-\n  {fits}\n") == f'note: "{fits}"\n'
    lines = formatted(f"note: '{fits}c'\n").splitlines()
    assert lines == ["note: >-", f"  {fits}c"]
    long = formatted("note: " + "word " * 60).splitlines()
    assert max(map(len, long)) == fmtstyle.FOLDED


@pytest.mark.parametrize(
    "text",
    [
        "w" * 200,
        " " + "word " * 60 + "x",
        "word " * 60,
        "  ".join(["word"] * 60),
    ],
)
def test_long_text_that_folding_would_change_stays_on_its_line(text):
    assert formatted(f'note: "{text}"\n') == f'note: "{text}"\n'


def test_long_text_is_broken_at_single_spaces_only():
    text = "word  two " * 20 + "# end - x: y"
    result = formatted(f'note: "{text}"\n')
    assert result.startswith("note: >-\n  word  two word  two")
    assert not re.search(r" $|^   ", result, re.MULTILINE)


def test_text_with_line_breaks_is_literal():
    becomes(
        """
        note: "one\\n\\n  two # no\\nthree"
        xs: ["a\\nb\\n"]
        """,
        """
        note: |-
          one

            two # no
          three
        xs:
          - |
            a
            b
        """,
    )


def test_a_key_that_is_too_long_for_a_line():
    key = "k" * 1100
    assert formatted(f"? {key}\n# c\n: [a, b]  # d\n") == f"# c\n# d\n? {key}\n: [a, b]\n"
    formatted(f"x: {{? {key} : {{a: b}}}}\n")


# Lists and mappings


def test_short_lists_and_small_mappings_go_on_one_line():
    becomes(
        """
        reporting_period:
            to: '2010-03-31'
            from: 2009-04-01
        evidence:
        -   adjust:
            - indirect
            - imprecise
            undercuts: [ KAZ-2010-01,
              KAZ-2010-02 ]
            measure:
              unit: cases of forced labor
              value: 2
        judgements: [ ]
        """,
        """
        reporting_period: {from: 2009-04-01, to: 2010-03-31}
        evidence:
          - measure: {value: 2, unit: "cases of forced labor"}
            adjust: [indirect, imprecise]
            undercuts: [KAZ-2010-01, KAZ-2010-02]
        judgements: []
        """,
    )


def test_what_does_not_fit_on_a_line_takes_a_line_for_each_entry():
    ids = [f"KAZ-2010-{number}" for number in range(10, 20)]
    becomes(
        f"judgements:\n- {{indicator: a, cites: [{', '.join(ids)}]}}\n",
        "judgements:\n  - indicator: a\n    cites:\n" + "".join(f"      - {i}\n" for i in ids),
    )


def test_a_search_stays_on_one_line_if_it_fits():
    """And one in a block stays a block."""
    stays(
        """
        searches:
          - {indicator: a, result: not_found, note: "Nothing was found."}
          - indicator: a
            result: not_found
            note: "Nothing was found."
        """
    )
    long = "a note " * 12 + "end"
    becomes(
        f'searches: [{{indicator: a, result: refused, note: "{long}"}}]\n',
        f'searches:\n  - indicator: a\n    result: refused\n    note: "{long}"\n',
    )


# Comments and blank lines


def test_comments_move_with_what_they_speak_of():
    becomes(
        """
        # head

        # still head
        evidence:  # behind a key
        # before the first entry

        - statement: s # behind a value


          # before a key
          # in two lines
          id: KAZ-2010-01 # behind another
          measure: {value: 1} # behind a bracket
          # - commented: out
          # and said why
        # before the next entry
        - id: KAZ-2010-02

          # at the end of the list of keys
          # - id: KAZ-2010-03
        # before country
        country: KAZ # K

        # the end
        """,
        """
        # head

        # still head
        # before country
        country: KAZ  # K
        evidence:  # behind a key
          # before the first entry

          # before a key
          # in two lines
          - id: KAZ-2010-01  # behind another
            statement: "s"  # behind a value
            measure: {value: 1}  # behind a bracket
            # - commented: out
            # and said why
          # before the next entry
          - id: KAZ-2010-02

            # at the end of the list of keys
            # - id: KAZ-2010-03

        # the end
        """,
    )


def test_an_entry_that_was_commented_out_stays_in_its_list():
    """Also where nothing else is in the list."""
    stays(
        """
        evidence:
          - id: KAZ-2010-01
          # - id: KAZ-2010-02
        searches: []
          # - indicator: a
          #   result: not_found
        waivers:
          # none yet
        judgements: []
        """
    )


def test_comments_in_brackets_open_them():
    becomes(
        """
        reporting_period: { # opened
          # before to
          to: 2010-03-31, # the end
          from: 2009-04-01
          # last
          } # closed
        evidence: [{adjust: [indirect, # why
            imprecise]}]
        searches: [ # none
          # yet
          ]
        """,
        """
        # closed
        reporting_period:  # opened
          from: 2009-04-01
          # before to
          to: 2010-03-31  # the end
          # last
        evidence:
          - adjust:
              - indirect  # why
              - imprecise
        # yet
        searches: []  # none
        """,
    )


def test_comments_at_odd_places_are_kept():
    """Behind a dash, a sign, a question mark, a colon, a document's mark, without a space."""
    becomes(
        """
        --- # document
        note: >- # sign
          a
          b
        # after
        x: # behind the key
          # before the value
          v
        ? k # in the key
        : # behind the colon
          w
        xs:
        - # dash
          a: 1
        -
          # before a key
          b: 1
        "q": "v"#close
        ... # over
        """,
        """
        # document
        note: "a b"  # sign
        # after
        # before the value
        x: v  # behind the key
        # behind the colon
        k: w  # in the key
        xs:
          # dash
          - a: 1
          # before a key
          - b: 1
        q: v  #close
        # over
        """,
    )


def test_number_signs_in_texts_are_no_comments():
    stays(
        """
        note: "a # b"
        xs: |
          # a
          b # c
        url: "http://x/#y"
        """
    )


def test_head_lines_for_editors_stay_first():
    text = "# yaml-language-server: $schema=x.json\nreport_year: 2010\ncountry: KAZ\n"
    assert formatted(text).startswith("# yaml-language-server: $schema=x.json\ncountry: KAZ\n")


def test_one_blank_line_is_kept_where_there_was_one():
    becomes(
        "\n\ncountry: KAZ\n\n\n\nsources:\n\n  a: {}\n \n  b: {}\n\nnote: |\n  x\n  y\n\n\nevidence: []\n\n\n",
        "country: KAZ\n\nnote: |\n  x\n  y\n\nsources:\n  a: {}\n\n  b: {}\n\nevidence: []\n",
    )


# Bytes


def test_line_ends_and_the_final_newline():
    text = "# c\r\nreport_year: 2010\r\ncountry: KAZ # d\r\nnote: |\r\n  x\r\n  y\r\n\r\n"
    becomes(text, "# c\ncountry: KAZ  # d\nreport_year: 2010\nnote: |\n  x\n  y\n")


@pytest.mark.parametrize(
    "bad", ["a: [", "a: 1\na: 2", "a: &x 1", "a: \ufeff", "", "# only", "\ta: 1"]
)
def test_a_bad_file_is_refused_by_the_door(bad):
    with pytest.raises(InputError):
        format_text(bad.encode(), "x")


@pytest.mark.parametrize("path", KAZ)
def test_files_of_the_repository(path):
    with open(path, encoding="utf-8") as file:
        formatted(file.read())


@pytest.mark.parametrize("path", sorted(glob.glob("criteria/**/*.yaml", recursive=True))[::4])
def test_files_of_another_kind_keep_their_meaning(path):
    with open(path, encoding="utf-8") as file:
        formatted(file.read())


def test_files_that_are_bad_for_another_reason():
    """Whatever the door lets in is formatted, sound evidence or not."""
    for path in glob.glob("tests/bad/evidence/*.yaml"):
        with open(path, "rb") as file, contextlib.suppress(InputError):
            formatted(file.read().decode("utf-8", "replace"))


@pytest.mark.parametrize("path", KAZ)
def test_both_parsers_give_the_same(path, monkeypatch):
    with open(path, "rb") as file:
        data = file.read()
    quick = format_text(data, path)
    monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    assert format_text(data, path) == quick


def test_a_change_of_meaning_is_a_bug_and_returns_nothing(monkeypatch):
    monkeypatch.setattr("tipcli.fmt.write", lambda _: "country: USA\n")
    with pytest.raises(RuntimeError, match="would change what the file says"):
        format_text(b"country: KAZ\n", "x")
    monkeypatch.setattr("tipcli.fmt.write", lambda _: "country: KAZ\n")
    with pytest.raises(RuntimeError, match="would lose a comment"):
        format_text(b"country: KAZ # c\n", "x")


# Anything

PIECES = [*WORDS, *NO_WORDS, "a\n\nb", "a\n b\n", "word " * 30 + "x", "a  b " * 30 + "x", "w" * 120]
texts = st.sampled_from(PIECES) | st.text("ab \n#:-'\"\\{}[],&*!|>%@`?é😀0.", max_size=12)
scalars = texts | st.none() | st.booleans() | st.integers(-9, 2100) | st.sampled_from([0.5, -1.25])
keys = st.sampled_from([*ITEM, "zz", "y z"]) | texts.filter(lambda text: text != "<<")
values = st.recursive(
    scalars, lambda v: st.lists(v, max_size=3) | st.dictionaries(keys, v, max_size=4), max_leaves=8
)
entries = st.lists(st.dictionaries(st.sampled_from(list(ITEM)), values, max_size=5), max_size=3)
files = st.dictionaries(st.sampled_from([*ROOT_KEYS, "zz", "é"]), values | entries, min_size=1)


def dump(value, random):
    """The value in YAML as someone might write it, each part in a style of its own."""

    class Dumper(yaml.SafeDumper):
        def ignore_aliases(self, _):
            return True

    brackets = random.choice([0, 0.2, 0.7])
    Dumper.add_representer(
        str,
        lambda d, text: d.represent_scalar(
            "tag:yaml.org,2002:str", text, style=random.choice([None, None, "'", '"', "|", ">"])
        ),
    )
    for kind, tag, parts in ((dict, "map", "items"), (list, "seq", "copy")):
        represent = f"represent_{'mapping' if kind is dict else 'sequence'}"
        Dumper.add_representer(
            kind,
            lambda d, v, tag=tag, parts=parts, represent=represent: getattr(d, represent)(
                f"tag:yaml.org,2002:{tag}",
                getattr(v, parts)(),
                flow_style=random.random() < brackets,
            ),
        )
    return yaml.dump(
        value, Dumper=Dumper, sort_keys=False, allow_unicode=random.random() < 0.8,
        width=random.choice([20, 80, 1000]), indent=random.choice([2, 3, 4]),
    )  # fmt: skip


def sprinkled(text, random):
    """The text with comments and blank lines, each where it changes nothing; and their number."""
    value, count = parse(text), 0
    for number in range(random.randrange(6)):
        lines = text.split("\n")
        place, comment = random.randrange(len(lines)), f"# <{number}> - x: y"
        kind = random.choice(["blank", "line", "line", "behind", "inside"])
        if kind == "behind":
            lines[place] += f" {comment}"
        elif kind == "inside":
            at = random.randrange(len(lines[place]) + 1)
            lines[place : place + 1] = [
                f"{lines[place][:at]} {comment}",
                " " * 8 + lines[place][at:],
            ]
        else:
            lines.insert(place, " " * random.randrange(7) + comment if kind == "line" else "")
        with contextlib.suppress(InputError):
            if _same(parse("\n".join(lines)), value):
                text = "\n".join(lines)
                count += kind != "blank"
    return text, count


@given(files | values, st.randoms(use_true_random=False))
@settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_file_keeps_its_meaning_and_comments(value, random):
    """In whatever style it was written, with comments wherever they may stand."""
    try:
        text = dump(value, random)
        assert _same(parse(text), value)
    except (InputError, AssertionError):
        return  # PyYAML's writer knows other numbers and breaks than the strict door
    text, count = sprinkled(text, random)
    # A comment that was put within another, or behind it, is one with it: hence the marks.
    result = formatted(text)
    assert len(re.findall(r"# <\d>", result)) == count
    in_order(parse(result), formcheck.schema("evidence"))


def in_order(value, schema):
    """Known keys first, as the schema lists them, at every depth."""
    if isinstance(value, dict):
        known = schema.get("properties", {})
        places = [list(known).index(key) if key in known else len(known) for key in value]
        assert places == sorted(places)
        for key, inner in value.items():
            in_order(inner, known.get(key) or schema.get("additionalProperties") or {})
    elif isinstance(value, list):
        for inner in value:
            in_order(inner, schema.get("items", {}))


# The command

UGLY = "report_year: 2010\ncountry: KAZ # c\n"
NEAT = "country: KAZ  # c\nreport_year: 2010\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A working directory whose data folder holds one file in need and one in order."""
    inside = tmp_path / "country_data" / "KAZ"
    inside.mkdir(parents=True)
    (inside / "2010.yaml").write_text(UGLY)
    (inside / "2011.yaml").write_text(NEAT)
    (inside / "notes.yaml").write_text(UGLY)
    monkeypatch.chdir(tmp_path)
    return inside


def test_the_data_folder_is_formatted_in_place(folder, capsys):
    assert run_fmt([], False, False, None) == 0
    assert (folder / "2010.yaml").read_text() == NEAT
    assert (folder / "notes.yaml").read_text() == UGLY
    assert sorted(os.listdir(folder)) == ["2010.yaml", "2011.yaml", "notes.yaml"]
    said = capsys.readouterr()
    path = os.path.join("country_data", "KAZ", "2010.yaml")
    assert said.out == ""
    assert said.err == f"formatted {path}\n2 files read, 1 formatted\n"
    assert run_fmt([], True, True, None) == 0


def test_check_and_diff_write_nothing(folder, capsys):
    path = str(folder / "2010.yaml")
    assert run_fmt([path], True, False, None) == 1
    assert capsys.readouterr().out == f"{path}\n"
    assert run_fmt([path], False, True, None) == 1
    assert capsys.readouterr().out.splitlines()[2:] == [
        "@@ -1,2 +1,2 @@",
        "+country: KAZ  # c",
        " report_year: 2010",
        "-country: KAZ # c",
    ]
    assert (folder / "2010.yaml").read_text() == UGLY


def test_diff_shows_line_ends_and_a_missing_final_newline(folder, capsys):
    (folder / "2010.yaml").write_bytes(b"country: KAZ\r\nreport_year: 2010")
    assert run_fmt(["country_data"], False, True, None) == 1
    out = capsys.readouterr().out
    assert "-country: KAZ\\u000d\n" in out
    assert "-report_year: 2010\n\\ No newline at end of file\n+country: KAZ\n" in out


def test_a_bad_file_stops_no_other(folder, capsys):
    (folder / "2009.yaml").write_text("a: [")
    (folder / "other.yaml").write_text("repos:   []\n")
    status = run_fmt([str(folder)], False, False, None)
    assert status == 1
    said = capsys.readouterr().err
    assert "2009.yaml:2:1: " in said
    assert "other.yaml: is no evidence file" in said
    assert (folder / "other.yaml").read_text() == "repos:   []\n"
    assert (folder / "2009.yaml").read_text() == "a: ["
    assert (folder / "2010.yaml").read_text() == NEAT
    assert (folder / "notes.yaml").read_text() == NEAT


@pytest.mark.skipif(os.name == "nt", reason="modes and links are POSIX")
def test_mode_and_link_are_kept(folder):
    target = folder / "2010.yaml"
    target.chmod(0o640)
    link = folder.parent / "link.yaml"
    link.symlink_to(target)
    assert run_fmt([str(link)], False, False, None) == 0
    assert link.is_symlink()
    assert target.read_text() == NEAT
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


def test_a_write_that_fails_leaves_the_file_and_no_other(folder, monkeypatch, capsys):
    def fail(*_):
        raise OSError(28, "No space left on device", "x")

    monkeypatch.setattr(os, "replace", fail)
    assert run_fmt([], False, False, None) == 1
    assert "2010.yaml: No space left on device" in capsys.readouterr().err
    assert (folder / "2010.yaml").read_text() == UGLY
    assert len(os.listdir(folder)) == 3


def stdin(monkeypatch, text):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))


def test_stdin_goes_to_stdout(monkeypatch, capfdbinary):
    stdin(monkeypatch, UGLY + 'note: "é"')
    assert run_fmt(["-"], False, False, None) == 0
    assert capfdbinary.readouterr().out == (NEAT + 'note: "é"\n').encode()
    stdin(monkeypatch, UGLY)
    assert run_fmt(["-"], True, False, None) == 1
    assert capfdbinary.readouterr().out == b"<stdin>\n"
    stdin(monkeypatch, NEAT)
    assert run_fmt(["-"], True, True, None) == 0


@pytest.mark.parametrize(
    ("named", "status", "says"),
    [
        (["-", "x"], 2, "stands for stdin"),
        (["law"], 2, "only evidence files are formatted"),
        (["empty"], 1, "no evidence files"),
        ([], 2, "name a file or a folder"),
    ],
)
def test_what_is_not_formatted(tmp_path, monkeypatch, capsys, named, status, says):
    """Above all not the files that came with the tool."""
    (tmp_path / "law" / "indicators").mkdir(parents=True)
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path)
    assert guarded(lambda: run_fmt(named, False, False, None)) == status
    assert says in capsys.readouterr().err
