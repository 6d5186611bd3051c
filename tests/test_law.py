"""The law files: complete, dated, cited, honest about their changes, and mendable without Python."""

import re
import shutil

import pytest
from builders import CRITERIA, REPORT_YEARS, criteria

from tipcli import assessment, law
from tipcli.errors import InputError, TipcliError
from tipcli.explain import rationale
from tipcli.lawdiff import differences
from tipcli.lawfile import laws, raw_provisions

LIBRARY = law.library(CRITERIA)
DOCUMENTS = law.documents(LIBRARY)
VERSIONS = [document.value for _, document in laws(DOCUMENTS)]


def test_windows():
    """The six windows, from the first report on."""
    assert [(v["first_report"], v["last_report"]) for v in VERSIONS] == [
        (2001, 2003), (2004, 2007), (2008, 2008), (2009, 2012), (2013, 2018), (2019, None),
    ]  # fmt: skip


@pytest.mark.parametrize("year", [1999, 2000])
def test_a_year_outside_the_windows_names_the_nearest(year):
    """There was no report, so there is no law to apply."""
    with pytest.raises(TipcliError, match="nearest is tvpa-2000, for the reports of 2001-2003"):
        law.load(LIBRARY, year)


@pytest.mark.parametrize("pair", range(5))
def test_every_difference_is_listed_and_every_listed_change_exists(pair):
    """Neighbouring versions are compared file against file."""
    old, new = VERSIONS[pair : pair + 2]
    found = {(each.kind, each.provision) for each in differences(old, new)}
    listed = {(each["kind"], each["provision"]) for each in new["changes"]}

    assert found == listed


@pytest.mark.parametrize("version", VERSIONS, ids=lambda v: v["id"])
def test_the_shape_of_each_version(version):
    """Four standards; as many criteria as the section had; grounds and proofs when it had them."""
    first = version["first_report"]
    criteria_count = {2001: 7, 2004: 10, 2008: 10, 2009: 11, 2013: 12, 2019: 12}[first]

    assert len(version["minimum_standards"]) == 4
    assert len(version["criteria"]) == criteria_count
    assert len(version["watch_list_grounds"]) == {2001: 0, 2019: 2}.get(first, 3)
    assert len(version["significant_efforts"].get("proof_of_failure", [])) == 5 * (first == 2019)
    assert version["clock"]["applies"] is (first >= 2009)


def test_ids_mean_the_same_through_all_versions():
    """A provision that two versions share has one title in both."""
    titles = {}
    for version in VERSIONS:
        for _, _, each in raw_provisions(version):
            assert titles.setdefault(each["id"], each["title"]) == each["title"]


@pytest.mark.parametrize("version", VERSIONS, ids=lambda v: v["id"])
def test_citations_are_in_the_numbering_of_the_version(version):
    """The watch list is (b)(3) until 2012 and (b)(2) from 2013."""
    paragraph = "(b)(3)(A)(iii)" if version["first_report"] < 2013 else "(b)(2)(A)(iii)"
    for ground in version["watch_list_grounds"]:
        assert paragraph in ground["citation"]


def test_catalogue_size_and_use():
    """Sixty or more indicators, each in force in some version, each serving a provision."""
    every = {i.id for year in REPORT_YEARS for i in criteria(year).law.indicators}

    assert len(every) == len(criteria(2019).catalogue) >= 60


@pytest.fixture
def folder(tmp_path):
    """A copy of the law to spoil or to mend."""
    shutil.copytree(CRITERIA, tmp_path / "criteria")
    return tmp_path / "criteria"


def spoil(folder, name, old, new, count=1):
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, count), encoding="utf-8")


def refusal(folder) -> str:
    with pytest.raises(InputError) as caught:
        law.documents(law.library(str(folder)))
    return str(caught.value)


W = "wilberforce-2008.yaml"
SPOILT = {
    "unknown indicator": (
        W, "indicator: traffickers-convicted", "indicator: trafickers-convicted",
        "no indicator 'trafickers-convicted' in the catalogue. Did you mean traffickers-convicted",
    ),
    "unknown provision": (
        W, "provision: prevention\n", "provision: preventoin\n",
        "no provision 'preventoin' in this version. Did you mean prevention",
    ),
    "unknown parameter": (
        W, "count: increasing-efforts-strands", "count: increasing-strands",
        "no parameter 'increasing-strands'",
    ),
    "a cycle": (
        W, "        - indicator: sex-trafficking-prohibited",
        "        - provision: serious-and-sustained-efforts\n"
        "        - provision: prohibit-and-punish\n        - indicator: sex-trafficking-prohibited",
        "the rules go round in a circle: prohibit-and-punish <- prohibit-and-punish",
    ),
    "unused indicator": (
        W, "    context: [condoning-officials-disciplined]\n", "",
        "nothing in wilberforce-2008 uses the indicator condoning-officials-disciplined",
    ),
    "unused parameter": (
        W, "  - id: watch-list-years-limit\n",
        "  - id: spare\n    value: 1\n    unit: years\n    authority: modelling-choice\n"
        "    citation: none\n    status: not-a-fact\n    text: Spare.\n"
        "  - id: watch-list-years-limit\n",
        "nothing uses the parameter spare",
    ),
    "missing authority of a rule": (
        W, "    rule:\n      authority: modelling-choice\n", "    rule:\n", "lacks the key authority",
    ),
    "missing citation of a provision": (
        W, "    citation: 22 U.S.C. 7106(a)(1)\n", "", "lacks the key citation",
    ),
    "two operators": (
        W, "      all:\n        - indicator: sex-trafficking-prohibited",
        "      clock: expired\n      all:\n        - indicator: sex-trafficking-prohibited",
        "a rule has one operator; this one has all and clock",
    ),
    "an operator outside the vocabulary": (
        W, "      all:\n        - indicator: sex-trafficking-prohibited",
        "      most:\n        - indicator: sex-trafficking-prohibited",
        "the key most is unknown",
    ),
    "a count that can never hold": (
        W, "  - id: increasing-efforts-strands\n    value: 2",
        "  - id: increasing-efforts-strands\n    value: 4", "asks for 4 of 3 parts",
    ),
    "an indicator that lapsed": (
        "tvpa-2019.yaml", "indicator: victim-numbers-significantly-rising",
        "indicator: efforts-rest-on-commitments", "is in force for 2004-2018",
    ),
    "a count that always holds": (
        W, "  - id: increasing-efforts-strands\n    value: 2",
        "  - id: increasing-efforts-strands\n    value: 0", "not a whole number above 0",
    ),
    "a clock of words": (
        W, "  - id: watch-list-years-limit\n    value: 2",
        "  - id: watch-list-years-limit\n    value: two", "not a whole number",
    ),
    "a clock that runs backwards": (
        W, "  - id: watch-list-years-limit\n    value: 2",
        "  - id: watch-list-years-limit\n    value: -2", "is not a whole number of years",
    ),
    "a gap between windows": (
        W, "last_report: 2012", "last_report: 2011", "leaves a gap after that of wilberforce-2008",
    ),
    "overlapping windows": (
        W, "last_report: 2012", "last_report: 2013", "overlaps that of wilberforce-2008",
    ),
    "an unknown source": (W, "sources: [S8, S8a]", "sources: [S8, S999]", "no source 'S999'"),
    "an indicator that does not list its provision": (
        "indicators/prosecution.yaml",
        "provisions: [prohibit-and-punish]", "provisions: [commensurate-penalties]",
        "prohibit-and-punish uses sex-trafficking-prohibited, which does not list it",
    ),
    "an indicator twice": (
        "indicators/partnership.yaml", "id: information-shared-with-other-countries",
        "id: law-enforcement-arrangements-in-force", "is already in",
    ),
    "a ladder with a hole at its foot": (
        W, "  - id: otherwise\n", "  - id: otherwise\n    when:\n      clock: expired\n",
        "the last rung must hold for every country",
    ),
    "a status nobody knows": (W, "window_status: inferred", "window_status: sure", "not allowed"),
}  # fmt: skip


@pytest.mark.parametrize("defect", SPOILT)
def test_the_loader_refuses(folder, defect):
    """Each defect is named with file, line and column, and what would be right."""
    name, old, new, words = SPOILT[defect]
    spoil(folder, name, old, new)

    said = refusal(folder)

    assert words in said
    assert re.search(r"^criteria/\S+\.yaml:\d+:\d+: ", said, re.MULTILINE)


def test_all_problems_of_a_folder_at_once(folder):
    """Two defects in two files, one run."""
    spoil(folder, W, "window_status: inferred", "window_status: sure")
    spoil(folder, "weighing.yaml", "law_text: A", "law_text: Z")

    said = refusal(folder)

    assert "criteria/weighing.yaml" in said
    assert "criteria/wilberforce-2008.yaml" in said


def test_an_analyst_changes_a_rule_without_python(folder):
    """Asking one strand of three for increasing efforts instead of two moves Kazakhstan 2009."""
    before = assessment.assess("KAZ", 2009, criteria=str(folder))
    spoil(
        folder, W,
        "  - id: increasing-efforts-strands\n    value: 2",
        "  - id: increasing-efforts-strands\n    value: 1",
    )  # fmt: skip
    after = assessment.assess("KAZ", 2009, criteria=str(folder))

    assert before.placement.tier == "Tier 2 Watch List"
    assert after.placement.tier == "Tier 2"
    assert dict(before.receipt)["criteria sha256"] != dict(after.receipt)["criteria sha256"]


def test_an_analyst_adds_an_indicator_to_a_rule_without_python(folder):
    """A new element of a standard is asked for at once, and open until there is evidence."""
    spoil(
        folder, W,
        "        - indicator: sex-trafficking-prohibited\n",
        "        - indicator: sex-trafficking-prohibited\n"
        "        - indicator: national-plan-carried-out\n",
    )  # fmt: skip
    spoil(
        folder, "indicators/prevention.yaml",
        "provisions: [serious-and-sustained-efforts, reasonable-measures]",
        "provisions: [serious-and-sustained-efforts, reasonable-measures, prohibit-and-punish]",
    )  # fmt: skip
    found = assessment.assess("KAZ", 2010, criteria=str(folder))
    step = next(s for s in found.placement.provisions if s.provision.id == "prohibit-and-punish")

    assert "national-plan-carried-out" in [part.rule.ref for part in step.parts[0].parts]


def test_a_rung_that_names_an_indicator_itself_is_explained_by_it(folder):
    """What an analyst puts straight into the ladder is named as a reason."""
    spoil(
        folder,
        W,
        "      not:\n        provision: significant-efforts\n",
        "      any:\n        - not:\n            provision: significant-efforts\n"
        "        - indicator: forced-or-child-labor-in-harvests\n",
    )
    found = assessment.assess("KAZ", 2010, criteria=str(folder))
    reasons = rationale(found)[-1]

    assert found.placement.tier == "Tier 3"
    assert [clause.title for clause in reasons.clauses] == [
        "Forced or child labor was used in agricultural harvests"
    ]


def test_what_a_provision_does_when_it_does_not_apply_is_explained_as_it_decided(folder):
    """A rung that holds only because a provision is not applicable says yes, and why."""
    spoil(
        folder,
        W,
        "      not:\n        provision: significant-efforts\n",
        "      any:\n        - not:\n            provision: significant-efforts\n"
        "        - provision: extent-of-problem\n          if_not_applicable: holds\n",
    )
    placed = assessment.assess("KAZ", 2010, criteria=str(folder)).placement
    rung = next(each for each in placed.rungs if each.rung.id == placed.rung)

    assert placed.tier == "Tier 3"
    assert (rung.answer, rung.taken) == ("holds", "holds")
