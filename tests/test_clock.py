"""The watch-list clock, by law version, over known and unknown years."""

import pytest
from builders import criteria

from tipcli.clock import read_clock
from tipcli.model import Waiver

WL = "Tier 2 Watch List"


def state(year, placements, waived=False):
    waivers = (Waiver(year, "Plan.", "Enough.", "Money.", "s", "p. 1"),) if waived else ()
    return read_clock(criteria(year).law.clock, year, placements, waivers)


@pytest.mark.parametrize(
    ("year", "placements", "waived", "expired", "why"),
    [
        (2003, {2002: "Tier 2"}, False, "fails", "no watch list before 2004"),
        (2008, {2007: WL, 2006: WL, 2005: WL}, False, "fails", "no limit before 2009"),
        (2010, {2009: WL, 2008: WL, 2007: WL}, False, "fails", "2009 is the first to count"),
        (2011, {2010: WL, 2009: WL}, False, "holds", "first possible forced downgrade"),
        (2011, {2010: WL, 2009: WL}, True, "fails", "waived once"),
        (2012, {2011: WL, 2010: WL, 2009: WL}, True, "fails", "waived twice"),
        (2013, {y: WL for y in range(2009, 2013)}, True, "holds", "no third waiver"),
        (2011, {2010: "Tier 2", 2009: WL}, False, "fails", "a year off the list"),
        (2011, {2010: WL}, False, "cannot tell", "2009 is unknown"),
        (2010, {}, False, "fails", "one unknown year cannot reach two"),
        (2011, {2010: "Special Case", 2009: WL}, False, "fails", "at most one counted year"),
        (2012, {2011: "Special Case", 2010: WL, 2009: WL}, False, "cannot tell", "unsettled"),
        (2019, {2018: WL, 2017: WL}, False, "holds", "two years"),
        (2019, {2018: WL, 2017: WL, 2016: "Tier 2"}, True, "fails", "one waiver left"),
        (
            2019,
            {2018: WL, 2017: WL},
            True,
            "cannot tell",
            "2016 is unknown and may use the waiver up",
        ),
        (2020, {2019: WL, 2018: WL, 2017: WL}, True, "holds", "one waiver year since 2019"),
        (2020, {2019: WL, 2018: WL, 2017: "Tier 2"}, False, "holds", "two years and no waiver"),
        (
            2024,
            {2023: WL, 2022: "Tier 3", 2021: WL, 2020: WL, 2019: "Tier 2"},
            False,
            "cannot tell",
            "a return after what may have been an automatic downgrade",
        ),
        (
            2024,
            {2023: WL, 2022: "Tier 3", 2021: "Tier 3", 2020: "Tier 2"},
            False,
            "fails",
            "the downgrade was no automatic one",
        ),
    ],
)
def test_clock(year, placements, waived, expired, why):
    """Each row is one situation; `why` says which."""
    assert state(year, placements, waived).expired == expired, why


def test_an_unknown_year_is_said_to_be_unknown():
    """A missing row is never read as "not on the list"."""
    reasons = " ".join(state(2011, {2010: WL}).reasons)

    assert "For 2009 no placement is known" in reasons
