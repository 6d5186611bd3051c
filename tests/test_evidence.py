"""Evidence files: every defect refused with its place, and all of a file's problems at once."""

import glob
import os
import shutil

import pytest
from builders import criteria
from conftest import read_yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tipcli import assessment, evidence, history, yamlfile
from tipcli.errors import InputError, TipcliError

BAD = "tests/bad/evidence"
EXPECTED = read_yaml("tests/bad/expected.yaml")


def refusal(path) -> str:
    with pytest.raises(InputError) as caught:
        evidence.load(path, path, criteria(2010).catalogue, "tests")
    return str(caught.value)


def test_each_bad_file_is_expected_to_be_bad():
    """Dropping a file in adds a test; forgetting what it shows is a failure."""
    assert {name.removesuffix(".yaml") for name in os.listdir(BAD)} == set(EXPECTED)


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_bad_file(name):
    """One defect, one place, in words that say what would be right."""
    path = f"{BAD}/{name}.yaml"
    said = refusal(path)

    assert f"{path}:{EXPECTED[name]['place']}: " in said
    assert EXPECTED[name]["says"] in said


def test_all_problems_of_a_file_at_once(tmp_path):
    """Three defects of form, three lines, in the order of the file."""
    with open("country_data/KAZ/2010.yaml", encoding="utf-8") as file:
        text = file.read()
    text = text.replace("kind: media", "kind: medai", 1).replace(
        "bearing: supports", "bearing: good", 1
    )
    path = tmp_path / "x.yaml"
    path.write_text(text.replace("report_year: 2010", "report_year: ten", 1), encoding="utf-8")

    lines = refusal(str(path)).splitlines()

    assert len(lines) == 3
    numbers = [int(line.split(":")[1]) for line in lines]
    assert numbers == sorted(numbers)


def test_a_file_that_was_copied_and_not_renamed_inside(tmp_path):
    """Copying last year's file is how new files are made."""
    folder = tmp_path / "KAZ"
    folder.mkdir()
    with open("country_data/KAZ/2010.yaml", encoding="utf-8") as file:
        (folder / "2012.yaml").write_text(file.read(), encoding="utf-8")

    assert "2010 does not agree with the path. Use 2012." in refusal(str(folder / "2012.yaml"))


@pytest.mark.parametrize("path", sorted(glob.glob("country_data/*/*.yaml")))
def test_real_files_are_sound(path):
    """Each item is cited, each source is used, and what is from memory owns up to it."""
    facts = evidence.load(path, "x", criteria(int(path[-9:-5])).catalogue, "tests")

    assert {item.source.id for item in facts.evidence} == {source.id for source in facts.sources}
    assert all(item.locator and item.statement for item in facts.evidence)
    assert all("memory" in item.note for item in facts.evidence if item.status == "memory")


@pytest.mark.parametrize("name", ["GEO/2021", "PHL/2020", "TKM/2021"])
def test_real_files_hear_more_than_one_voice(name):
    """The findings of the U.S. government are there, and others beside them."""
    path = f"country_data/{name}.yaml"
    facts = evidence.load(path, "x", criteria(int(name[-4:])).catalogue, "tests")

    assert any(item.official for item in facts.evidence)
    assert any(item.source.kind != "us_government_report" for item in facts.evidence)
    assert {item.bearing for item in facts.evidence} == {"supports", "contradicts"}


def test_a_policy_of_forced_labor_is_tier_3_by_its_own_rung():
    """Turkmenistan 2021: whatever is open, and without the official findings of the U.S. too."""
    for independent in (False, True):
        found = assessment.assess("TKM", 2021, independent=independent).placement

        assert (found.tier, found.rung, found.settled) == ("Tier 3", "no-significant-efforts", True)
        assert [reach.tier for reach in found.tier_set] == ["Tier 3"]


def test_a_finding_on_officials_rules_out_tier_1():
    """Philippines 2020 was published as Tier 1, against what the same report says of officials."""
    found = assessment.assess("PHL", 2020).placement
    answers = {each.provision.id: each.answer for each in found.provisions if each.provision}

    assert "Tier 1" not in [reach.tier for reach in found.tier_set]
    assert answers["official-complicity"] == "fails"


def test_silence_does_not_give_tier_1():
    """Georgia 2021 was published as Tier 1: what could be read leaves it possible, no more."""
    found = assessment.assess("GEO", 2021).placement

    assert dict(found.by_attitude)["lenient"] == "Tier 1"
    assert found.tier != "Tier 1"
    assert "Tier 1" in [reach.tier for reach in found.tier_set]


@pytest.mark.parametrize("year", range(2002, 2025))
def test_kazakh_files_hear_more_than_one_voice(year):
    """Official findings are there where State's rationale could be read, and others than the U.S.
    government speak in every year but one.
    """
    facts = evidence.load(f"country_data/KAZ/{year}.yaml", "x", criteria(year).catalogue, "tests")

    assert any(item.official for item in facts.evidence) == (year not in (2013, 2014, 2016))
    others = [item for item in facts.evidence if item.source.kind != "us_government_report"]
    assert bool(others) == (year != 2003)


def test_no_key_for_a_tier_or_an_opinion():
    """Facts only: the format has no place for an outcome of the country."""
    from tipcli import formcheck

    keys = set(formcheck.schema("evidence")["properties"])

    assert not keys & {"tier", "outcome", "placement", "score", "opinion", "rating"}


def test_placements_feed_the_clock_and_deduced_rows_do_not():
    """A row that was deduced and not read is unknown to the clock."""
    assert history.load("country_data", "KAZ")[2010] == "Tier 2 Watch List"
    with open("country_data/placements.csv", encoding="utf-8") as file:
        rows = [line.strip().split(",") for line in file]
    deduced = [row for row in rows if row[3] == "complement2024"]
    assert len(rows) == 3357
    assert len(deduced) == 86
    assert int(deduced[0][1]) not in history.load("country_data", deduced[0][0])


@pytest.mark.parametrize(
    ("rows", "place", "words"),
    [
        (b"KAZ,2010,Tier 9,x\n", 2, "not a placement"),
        ("KAZ,²,Tier 2,x\n".encode(), 2, "not a placement"),
        (b"KAZ,2010,Tier 2\n", 2, "not a placement"),
        (b"KAZ,2009,Tier 2,x\nKAZ,2009,Tier 3,y\n", 3, "KAZ 2009 stands twice"),
        (b"UZB,2009,Tier 2,\xff\n", 2, "is not UTF-8"),
    ],
)
def test_a_malformed_placement_is_named(tmp_path, rows, place, words):
    """With its line, by the clock and by validate alike."""
    (tmp_path / "placements.csv").write_bytes(b"iso3,report_year,tier,source\n" + rows)

    with pytest.raises(InputError, match=rf"placements\.csv:{place}:1: .*{words}"):
        history.load(str(tmp_path), "KAZ")
    assert [problem.line for problem in history.check(str(tmp_path))] == [place]


def test_a_header_with_a_byte_order_mark_is_refused(tmp_path):
    """As it would be everywhere else."""
    (tmp_path / "placements.csv").write_bytes(b"\xef\xbb\xbfiso3,report_year,tier,source\n")

    assert "wrong header" in history.check(str(tmp_path))[0].message


@pytest.mark.parametrize(
    "name", ["KAZ/2012.yml", "KAZ/2010b.yaml", "KAZ/02010.yaml", "KAZ/²²²².yaml", "kaz/2010.yaml"]
)
def test_a_file_that_no_command_would_read_is_named(tmp_path, name):
    """Not passed over in silence, and never a traceback."""
    path = tmp_path / name
    path.parent.mkdir()
    path.write_text("junk")

    assert evidence.every(str(tmp_path)) == []
    assert [problem.file for problem in evidence.misplaced(str(tmp_path))] == [name]


def test_an_unreadable_kind_of_file_is_refused(tmp_path):
    """A directory named like a file, a missing one, a huge one."""
    (tmp_path / "x.yaml").mkdir()
    assert "is a directory" in refusal(str(tmp_path / "x.yaml"))
    assert "there is no such file" in refusal(str(tmp_path / "y.yaml"))
    with open(tmp_path / "huge.yaml", "wb") as file:
        file.truncate(yamlfile.MAX_BYTES + 1)
    assert "is larger than" in refusal(str(tmp_path / "huge.yaml"))


@pytest.mark.parametrize(
    "text", ["[" * 100_000, "{a: " * 100_000, "- " * 100_000, "a: &a [x]\nb: [*a, *a]\n"]
)
def test_hostile_shapes_end_in_a_problem(text):
    """Depth and aliases are refused in bounded time, without recursion."""
    with pytest.raises(InputError):
        yamlfile.parse(text.encode(), "x.yaml")


@settings(max_examples=400, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=300), st.text(max_size=300).map(lambda t: t.encode("utf-8", "replace"))
    )
)
def test_any_bytes_are_a_document_or_a_problem(data):
    """Never a traceback."""
    try:
        yamlfile.parse(data, "x.yaml")
    except InputError as error:
        assert error.problems


PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**17), 10**17)
    | st.text("abc XYZ-:#'\"09é", max_size=12),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text("abc-", min_size=1), inner, max_size=3)
    ),
    max_leaves=12,
)


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(st.text("abc-", min_size=1), PLAIN, min_size=1, max_size=4))
def test_plain_values_come_back_as_they_were_written(value):
    """What PyYAML writes without tags and aliases, our door reads the same."""
    import yaml

    class Plain(yaml.SafeDumper):
        def ignore_aliases(self, data):
            return True

    data = yaml.dump(value, Dumper=Plain, allow_unicode=True).encode()

    assert yamlfile.parse(data, "x.yaml").value == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("NO", "NO"), ("yes", "yes"), ("on", "on"), ("0755", "0755"), ("1_000", "1_000"),
        ("12:30", "12:30"), ("2010-03-31", "2010-03-31"), ("2.10", 2.1), ("true", True),
        ("null", None), ("~", None), ("-0", 0), ("0x1F", "0x1F"), ("1e3", "1e3"), (".5", ".5"),
        ('"12"', "12"), ("'true'", "true"),
    ],
)  # fmt: skip
def test_words_stay_words(text, value):
    """None of YAML 1.1's surprises."""
    assert yamlfile.parse(f"a: {text}\n".encode(), "x.yaml").value == {"a": value}


def test_a_spoilt_cache_is_ignored(tmp_path, monkeypatch):
    """Torn, altered, unreadable or switched off: the answer is the same."""
    monkeypatch.setenv("TIPCLI_CACHE", str(tmp_path))
    path = "country_data/KAZ/2010.yaml"
    first = evidence.load(path, path)
    for name in os.listdir(tmp_path):
        with open(tmp_path / name, "r+b") as file:
            file.seek(80)
            file.write(b"spoilt")
    assert evidence.load(path, path) == first
    monkeypatch.setenv("TIPCLI_CACHE", "off")
    assert evidence.load(path, path) == first
    monkeypatch.setenv("TIPCLI_CACHE", "/proc/nowhere")
    assert evidence.load(path, path) == first


def test_a_file_is_never_known_as_valid_under_another_name(tmp_path):
    """The check of path against content is part of what the cache remembers."""
    path = "country_data/KAZ/2010.yaml"
    evidence.load(path, path)
    (tmp_path / "UZB").mkdir()
    with open(path, encoding="utf-8") as file:
        (tmp_path / "UZB" / "2010.yaml").write_text(file.read(), encoding="utf-8")

    with pytest.raises(InputError, match="KAZ does not agree with the path"):
        evidence.load(str(tmp_path / "UZB" / "2010.yaml"), "x")


def test_a_missing_year_names_those_there_are():
    """For a country that has files, and for one that has none."""
    with pytest.raises(TipcliError, match=r"there is evidence for 2002, 2003, .*, 2024$"):
        evidence.locate("country_data", "KAZ", 2001)


def test_the_published_tier_of_the_assessed_year_is_never_an_input(tmp_path):
    """Whatever the answer key says for 2010 and later, the answer for 2010 is the same; what it
    says for earlier years runs the clock."""
    shutil.copytree("country_data", tmp_path / "country_data")
    table = tmp_path / "country_data" / "placements.csv"
    rows = table.read_text(encoding="utf-8").splitlines()

    def answer(keep):
        table.write_text("\n".join(row for row in rows if keep(row)) + "\n", encoding="utf-8")
        found = assessment.assess("KAZ", 2010, data=str(tmp_path / "country_data"))
        return found.placement, found.clock, dict(found.receipt)["result sha256"]

    whole = answer(lambda row: True)
    blind = answer(lambda row: not row.startswith("KAZ") or int(row.split(",")[1]) < 2010)
    without_past = answer(lambda row: not row.startswith("KAZ"))

    assert whole == blind
    assert whole[1] != without_past[1]


def test_the_quick_verdict_is_the_thorough_one_on_every_file_there_is():
    """The real files, the bad ones, and made-up ones: both validators agree, each way."""
    from tipcli import formcheck

    quick = formcheck._quick("evidence")
    verdicts = set()
    for path in sorted(
        glob.glob("country_data/*/*.yaml") + glob.glob("tests/bad/**/*.yaml", recursive=True)
    ):
        try:
            value = read_yaml(path)
        except InputError:
            continue
        verdict = quick.is_valid(value)
        assert verdict == (not list(formcheck.thorough("evidence").iter_errors(value))), path
        verdicts.add(verdict)
    assert verdicts == {True, False}
