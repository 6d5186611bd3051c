"""`tipcli new`: the file of a country-year that asks every question and claims nothing."""

import os
import shutil

import pytest
from builders import criteria
from conftest import read_yaml

from tipcli import new, yamlfile
from tipcli.cli.boundary import guarded
from tipcli.cli.new import run_new
from tipcli.errors import InputError, TipcliError, UsageError
from tipcli.fmt import format_text
from tipcli.validation.run import validate

BEGINNING = """\
# KAZ, TIP Report 2012, issued 2012-06-19. Facts only: no tier and no opinion has a place here.
# The questions are those of this law: William Wilberforce Trafficking Victims Protection
# Reauthorization Act of 2008
#
# A comment below that is YAML becomes part of the file when its number sign and the space behind it
# are taken away; an editor does that with one stroke. Put your own words for each "...".
# 1. sources: name each document, under an id of your own in place of source-1. Copies of one voice
#    share an `origin`. kind is one of law_text, court_record, official_statistics,
#    government_statement, ngo_report, igo_report, media, academic, survivor_testimony or
#    us_government_report. published is a day, a month, a year or unknown.
# 2. evidence: write one item for each statement that bears on a question. bearing says whether it
#    supports or contradicts the claim as worded, and basis what kind of statement it is:
#    observation, statistic, law_text, allegation, official_finding or expert_judgement. Further
#    items take the ids from KAZ-2012-66 on.
# 3. searches: say what you looked for and did not find. result is one of not_found, refused,
#    no_capacity or not_applicable.
# 4. Run `tipcli fmt` and `tipcli validate`, then `tipcli explain KAZ 2012`.
# Questions that stay open may stay here or go: to tipcli they are comments.
country: KAZ
report_year: 2012
reporting_period: {from: 2011-04-01, to: 2012-03-31}

sources: {}  # delete the {} when a source stands below
  # source-1:
  #   title: "..."
  #   publisher: "..."
  #   kind: ngo_report
  #   published: unknown
"""
BLOCK = """
  # foreign-victims-identified: Foreign victims were identified.
  #   How many victims who are not citizens did the authorities identify, set against the number
  #   thought present?
  #   Admits: any kind of source but law_text or court_record. Unit: persons. Proof: preponderance.
  #   In 2010: supports KAZ-2010-30; contradicts KAZ-2010-01, KAZ-2010-08, KAZ-2010-36.
  # - {id: KAZ-2012-34, indicator: foreign-victims-identified, bearing: supports,
  #    basis: observation, source: source-1, locator: "...", statement: "..."}
"""


@pytest.fixture
def data(tmp_path):
    """A data folder with three years of Kazakhstan in it, to be written into."""
    (tmp_path / "country_data" / "KAZ").mkdir(parents=True)
    for year in (2009, 2010, 2011):
        shutil.copy(f"country_data/KAZ/{year}.yaml", tmp_path / "country_data" / "KAZ")
    return str(tmp_path / "country_data")


def files(folder):
    return sorted(os.path.join(at, name) for at, _, names in os.walk(folder) for name in names)


def written(data, year=2012, country="KAZ"):
    with open(f"{data}/{country}/{year}.yaml", encoding="utf-8", newline="") as file:
        return file.read()


def without_sign(text, first, last):
    """The text with the comment from one line to another made part of the file."""
    lines = text.split("\n")
    begin = lines.index(first)
    end = next(n for n in range(begin, len(lines)) if lines[n] == last) + 1
    lines[begin:end] = [line.replace("# ", "", 1) for line in lines[begin:end]]
    return "\n".join(lines)


def answered(text, indicator):
    """The text with the first source and one item taken over, as an editor would do it."""
    begin = next(line for line in text.split("\n") if f", indicator: {indicator}, bearing" in line)
    end = '  #    basis: observation, source: source-1, locator: "...", statement: "..."}'
    text = without_sign(text, "  # source-1:", "  #   published: unknown")
    text = without_sign(text, begin, end)
    return text.replace("sources: {}", "sources:").replace("evidence: []", "evidence:")


def problems_of(path, data, severity="warning"):
    return validate([str(path)], data=str(data), severity=severity).problems


def test_how_a_file_begins(data, capsys):
    """Guide, country-year and the first source, byte for byte, and what is said of it."""
    status = run_new("KAZ", "2012", None, None, data)

    assert status == 0
    assert written(data).startswith(BEGINNING)
    assert capsys.readouterr() == (
        f"{data}/KAZ/2012.yaml\n",
        "--from 2011 would have told of its sources and items\n65 open questions; 0 problems\n",
    )


def test_a_question_with_what_an_earlier_file_had_on_it(data, capsys):
    run_new("KAZ", "2012", "2010", None, data)

    assert BLOCK in written(data)
    assert capsys.readouterr().err == "65 open questions; 0 problems\n"


@pytest.mark.parametrize("year", [2001, 2004, 2006, 2012, 2014, 2018, 2019, 2025, new.LAST_YEAR])
def test_every_law_gives_a_file_without_any_problem(tmp_path, year):
    """Nothing to report, not even a note, and nothing for `tipcli fmt` to change."""
    run_new("UZB", str(year), None, None, str(tmp_path))
    text = written(tmp_path, year, "UZB")

    assert problems_of(tmp_path / "UZB" / f"{year}.yaml", tmp_path, "note") == ()
    assert format_text(text.encode(), "new") == text
    assert max(len(line) for line in text.split("\n")) <= new.COLUMNS
    asked = criteria(min(year, 2019)).law.indicators
    assert text.count("bearing: supports,") == text.count("  #   Admits: ") == len(asked)
    for number, each in enumerate(sorted(asked, key=_place), 1):
        assert (
            f"  # - {{id: UZB-{year}-{number:02}, indicator: {each.id}, bearing: supports" in text
        )


def _place(indicator):
    return ("prosecution", "protection", "prevention", "partnership").index(indicator.dimension)


def test_with_earlier_sources_there_is_no_problem_either(data):
    """Sources stand in comments, so that none is one that nothing cites."""
    run_new("KAZ", "2012", "2011", None, data)

    assert problems_of(f"{data}/KAZ/2012.yaml", data, "note") == ()
    assert format_text(written(data).encode(), "new") == written(data)


def test_an_item_that_is_no_comment_any_more_is_evidence(data):
    """One source and one item, taken over and filled in, give a valid file; not filled in, none."""
    run_new("KAZ", "2012", None, None, data)
    text = answered(written(data), "foreign-victims-identified")
    for dots in ("...", "Filled in."):
        with open(f"{data}/KAZ/2012.yaml", "w", encoding="utf-8") as file:
            file.write(text.replace('"..."', f'"{dots}"'))
        assert (problems_of(f"{data}/KAZ/2012.yaml", data) == ()) == (dots != "...")

    raw = read_yaml(f"{data}/KAZ/2012.yaml")
    assert raw["evidence"] == [
        {
            "id": "KAZ-2012-34", "indicator": "foreign-victims-identified", "bearing": "supports",
            "basis": "observation", "source": "source-1", "locator": "Filled in.",
            "statement": "Filled in.",
        }
    ]  # fmt: skip
    # Once formatted it looks like any other item, and the questions are where they were.
    shown = format_text(text.encode(), "new")
    assert "  #    basis: observation" in shown
    assert [line for line in shown.split("\n") if line.startswith("evidence:")] == [
        "evidence:  # delete the [] when an item stands below"
    ]


def test_a_search_that_is_no_comment_any_more_is_a_search(data):
    run_new("KAZ", "2012", None, None, data)
    text = written(data).replace("  # - {indicator", "  - {indicator")
    raw = yamlfile.parse(text.replace("searches: []", "searches:").encode(), "new").value

    assert [search["result"] for search in raw["searches"]] == ["not_found"]


def test_earlier_sources_come_back_with_every_key_as_it_was(data):
    run_new("KAZ", "2012", "2011", None, data)
    text = written(data)
    told = "  # The sources of 2011, to be taken over where they are cited again:"
    lines = text[text.index(told) :].split("\n\nevidence")[0].split("\n")[1:]
    raw = yamlfile.parse("\n".join(line[4:] for line in lines).encode(), "sources").value

    assert raw == read_yaml("country_data/KAZ/2011.yaml")["sources"]


def test_no_text_breaks_out_of_its_comment(data):
    """Whatever an earlier file says, the new one says nothing by it."""
    path = f"{data}/KAZ/2011.yaml"
    raw = read_yaml(path)
    wild = 'One\nsearches: {}\n\n- "x\n # y\n...\n---\n%YAML 1.1\n}{ # z' + "\nlong " * 40
    for source in raw["sources"].values():
        source.update(title=wild, publisher=wild + "\n", note="\n" + wild, published="unknown")
    text = new.compose("KAZ", 2012, criteria(2012), raw, modeline=True)

    assert yamlfile.parse(text.encode(), "new").value == {
        "country": "KAZ",
        "report_year": 2012,
        "reporting_period": {"from": "2011-04-01", "to": "2012-03-31"},
        "sources": {},
        "evidence": [],
        "searches": [],
    }
    lines = text.split("\n")
    begin = next(n for n, line in enumerate(lines) if "The sources of 2011" in line) + 1
    end = next(n for n, line in enumerate(lines) if line.startswith("evidence:")) - 1
    assert all(line.startswith("  #") for line in lines[begin:end])
    taken = yamlfile.parse("\n".join(line[4:] for line in lines[begin:end]).encode(), "s").value
    assert taken == raw["sources"]


def test_words_of_the_law_are_no_more_than_words():
    """A claim with line breaks stays one comment."""
    known = criteria(2012)
    first = known.law.indicators[0]._replace(claim="One\n\nevidence: no\ntwo", question="\u2028x")
    law = known.law._replace(indicators=(first,), title="Act\nsources: no")
    text = new.compose("KAZ", 2012, known._replace(law=law))

    assert f"  # {first.id}: One evidence: no two\n  #   x\n" in text
    assert yamlfile.parse(text.encode(), "new").value["evidence"] == []


def test_an_earlier_file_without_sources_has_none_to_tell():
    raw = {"report_year": 2011, "sources": {}, "evidence": []}
    text = new.compose("KAZ", 2012, criteria(2012), raw)

    assert "The sources of" not in text
    assert "  #   In 2011: nothing.\n" in text


def test_what_was_searched_in_vain_is_told_too():
    search = {"indicator": "victims-identified", "result": "refused", "note": "x"}
    raw = {"report_year": 2011, "sources": {}, "evidence": [], "searches": [search]}

    assert "  #   In 2011: searched, refused.\n" in new.compose("KAZ", 2012, criteria(2012), raw)


def test_the_editor_is_told_of_the_schema_where_there_is_one(data):
    shutil.copy("country_data/evidence.schema.json", data)
    run_new("KAZ", "2012", None, None, data)

    assert written(data).startswith(new.MODELINE + "\n# KAZ, TIP Report 2012")


def test_a_file_that_is_there_is_left_as_it_is(data, capsys):
    before = written(data, 2010)

    assert guarded(lambda: run_new("KAZ", "2010", "2009", None, data)) == 1
    assert capsys.readouterr() == (
        "", f"{data}/KAZ/2010.yaml is there already, and is left as it is\n",
    )  # fmt: skip
    assert written(data, 2010) == before


@pytest.mark.parametrize("links", [True, False])
@pytest.mark.parametrize("there", ["file", "link"])
def test_a_file_that_comes_in_the_meantime_is_left_too(data, monkeypatch, links, there):
    """Also on a file system without links, and where the name is a link to nothing."""
    path = f"{data}/KAZ/2012.yaml"
    if there == "file":
        with open(path, "w", encoding="utf-8") as file:
            file.write("mine")
    else:
        os.symlink("nowhere.yaml", path)
    before = files(data)
    monkeypatch.setattr("os.path.lexists", lambda _: False)
    if not links:
        monkeypatch.setattr("os.link", _no_links)

    with pytest.raises(TipcliError, match="is there already"):
        run_new("KAZ", "2012", None, None, data)
    assert files(data) == before
    assert os.path.islink(path) or written(data) == "mine"


def _no_links(*_):
    raise PermissionError(1, "no links here")


def test_nothing_is_left_beside_a_new_file(data, monkeypatch):
    before = files(data)
    run_new("KAZ", "2012", None, None, data)
    monkeypatch.setattr("os.link", _no_links)
    run_new("KAZ", "2013", None, None, data)

    assert files(data) == sorted([*before, f"{data}/KAZ/2012.yaml", f"{data}/KAZ/2013.yaml"])
    mode = os.stat(f"{data}/KAZ/2012.yaml").st_mode
    assert mode == os.stat(f"{data}/KAZ/2013.yaml").st_mode
    assert mode & 0o400


@pytest.mark.parametrize(
    ("words", "kind", "told"),
    [
        (("kaz", "2012", None), UsageError, "'kaz' is not a country code such as KAZ; did you mean KAZ"),
        (("../KAZ", "2012", None), UsageError, "is not a country code such as KAZ$"),
        (("KAZ\n", "2012", None), UsageError, "is not a country code"),
        (("KAZ", "12", None), UsageError, "'12' is not a report year such as 2010"),
        (("KAZ", "2000", None), TipcliError, "no version of the law covers the 2000 report; the nearest"),
        (("KAZ", "2100", None), UsageError, "there is no 2100 report"),
        (("KAZ", "2012", "2007"), TipcliError, "no evidence for KAZ 2007; there is evidence for 2009, 2010"),
        (("KAZ", "2012", "last"), UsageError, "'last' is not a report year for --from"),
        (("UZB", "2012", "2011"), TipcliError, "no evidence for UZB; there is evidence for KAZ"),
    ],
)  # fmt: skip
def test_what_cannot_be_begun_is_refused_and_nothing_is_written(data, words, kind, told):
    before = files(data)

    with pytest.raises(kind, match=told):
        run_new(*words, None, data)
    assert files(data) == before
    assert os.listdir(data) == ["KAZ"]


def test_an_earlier_file_with_problems_is_refused(data):
    path = f"{data}/KAZ/2011.yaml"
    with open(path, "a", encoding="utf-8") as file:
        file.write("opinion: none\n")

    with pytest.raises(InputError, match="opinion"):
        run_new("KAZ", "2012", "2011", None, data)
    assert not os.path.exists(f"{data}/KAZ/2012.yaml")


def test_the_bundled_folder_is_read_and_never_written(tmp_path, monkeypatch, capsys):
    """Away from any data folder a new one is begun, and said to be."""
    monkeypatch.chdir(tmp_path)
    before = os.path.join("country_data", "KAZ", "2012.yaml")

    assert run_new("KAZ", "2012", "2011", None, None) == 0
    told = capsys.readouterr()
    assert told.out == f"{before}\n"
    assert told.err.startswith("country_data/ is made here; from now on it is read in place of the")
    assert files(tmp_path) == [str(tmp_path / before)]
    assert "The sources of 2011" in written(tmp_path / "country_data")
