"""The cases that travel with the law, each one sentence of it: all hold, and nothing goes unseen."""

import glob
import os
from functools import cache

import pytest
from conftest import read_yaml

from tipcli.lawtest.run import law_test
from tipcli.model import TIERS

FILES = sorted(glob.glob("criteria/cases/*.yaml"))
CASES = [
    pytest.param(path, number, case, id=f"{os.path.basename(path)[:-5]}: {case['name']}")
    for path in FILES
    for number, case in enumerate(read_yaml(path)["cases"])
]


@cache
def found():
    """All cases, tried once for all tests."""
    return law_test(FILES)


@pytest.mark.parametrize(("path", "number", "case"), CASES)
def test_case(path, number, case):
    """Each case is one sentence of the law, tried under every version that it names."""
    wrong = [f for f in found().failures if (f.case.file, f.case.name) == (path, case["name"])]

    assert [(f.report_year, f.turn, f.key, f.expected, f.found) for f in wrong] == []


def test_every_case_was_tried():
    assert found().files == len(FILES)
    assert found().cases == len(CASES)
    assert found().trials > len(CASES)
    assert {case.values[2]["tier"] for case in CASES} == set(TIERS)


def test_the_names_of_a_file_tell_its_cases_apart():
    for path in FILES:
        names = [case.values[2]["name"] for case in CASES if case.values[0] == path]
        assert len(names) == len(set(names)), path


def test_nothing_of_any_version_goes_unseen():
    """A rule that could change without any case failing would be one that nobody tried."""
    missing = [
        (each.law, tally.kind, tally.word, tally.missing)
        for each in found().coverage
        for tally in each.tallies
        if tally.missing
    ]

    assert missing == []
    assert [each.law for each in found().coverage] == [
        "tvpa-2000", "tvpra-2003", "tvpra-2005", "wilberforce-2008", "tvpra-2013", "tvpa-2019",
    ]  # fmt: skip
