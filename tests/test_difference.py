"""Why a tier moved, and receipts: shares against every order, replays against edited files."""

import json
import os
import shutil
from fractions import Fraction
from itertools import permutations

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_cli import tipcli

from tipcli import receipt
from tipcli.diffing import diff
from tipcli.errors import InputError, TipcliError, UsageError
from tipcli.model import ATTITUDES
from tipcli.reason.difference import minimal, shares, subsets
from tipcli.reason.differenceworlds import COMPONENTS, Inputs, Mixtures
from tipcli.replaying import replay

NAMES = COMPONENTS[:4]
MANY = settings(max_examples=60, deadline=None)
TABLES = st.lists(st.sampled_from(["Tier 1", "Tier 2", "Tier 3"]), min_size=16, max_size=16)


def table(values):
    return dict(zip(subsets(NAMES), values, strict=True))


@MANY
@given(TABLES)
def test_shares_are_the_mean_over_every_order_and_add_to_the_move(values):
    """Exactly: in fractions, over all 24 orders, one order at a time."""
    tiers = table(values)
    moved = {each: tier == "Tier 2" for each, tier in tiers.items()}
    whole = frozenset(NAMES)
    steps = dict.fromkeys(NAMES, 0)
    for order in permutations(NAMES):
        for place, name in enumerate(order):
            before = frozenset(order[:place])
            steps[name] += moved[before | {name}] - moved[before]

    found = shares(NAMES, moved)

    assert found == {name: Fraction(steps[name], 24) for name in NAMES}
    assert sum(found.values()) == moved[whole] - moved[frozenset()]
    for name in NAMES:
        rest = [each for each in moved if name not in each]
        if all(moved[each] == moved[each | {name}] for each in rest):
            assert found[name] == 0
        for other in NAMES:
            without = [each for each in rest if other not in each]
            if all(moved[each | {name}] == moved[each | {other}] for each in without):
                assert found[name] == found[other]


@MANY
@given(TABLES)
def test_the_smallest_sets_are_sound_minimal_and_complete(values):
    """Against every set; where both tiers are the same, those that give another."""
    tiers = table(values)
    was, now = tiers[frozenset()], tiers[frozenset(NAMES)]
    gives = {each for each, tier in tiers.items() if (tier == now if was != now else tier != was)}

    found = minimal(tiers, was, now)

    assert {frozenset(each.components) for each in found} == {
        each for each in gives if not any(other < each for other in gives)
    }
    assert all(tiers[frozenset(each.components)] == each.tier for each in found)
    assert all(each.joint == (len(each.components) > 1) for each in found)


@pytest.mark.parametrize("attitude", ATTITUDES)
def test_a_mixture_of_nothing_is_the_first_and_of_all_the_second(attitude):
    """On every pair of neighbouring years: what is mixed is the two placements and no third."""
    moved = 0
    for year in range(2002, 2024, 1 if attitude == "balanced" else 3):
        of = diff("KAZ", year, year + 1, attitude=attitude).difference
        mixed = Mixtures(*(Inputs(f, e) for f, e in zip(of[:2], of.earlier, strict=True)))

        assert mixed.tier(frozenset()) == of.before.placement.tier
        assert mixed.tier(frozenset(mixed.differing)) == of.after.placement.tier
        assert of.mixtures == 2 ** len(of.causes)
        if of.moved:
            moved += 1
            assert sum(cause.share for cause in of.causes) == 1
            assert of.moves
        else:
            assert {cause.share for cause in of.causes} == {None}
    assert moved


def folder(tmp_path, name="data"):
    """A copy of the evidence on Kazakhstan 2010 and of the placements."""
    to = tmp_path / name
    (to / "KAZ").mkdir(parents=True)
    shutil.copy("country_data/KAZ/2010.yaml", to / "KAZ" / "2010.yaml")
    for each in ("placements.csv", "placements-sources.yaml"):
        shutil.copy(f"country_data/{each}", to / each)
    return to


def edit(path, old, new, count=1):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, count), encoding="utf-8")


@pytest.fixture
def written(tmp_path):
    """A receipt of KAZ 2010, and the data it was made from."""
    data = folder(tmp_path)
    path = tmp_path / "kaz.receipt.json"
    done = tipcli("assess", "KAZ", "2010", "--receipt", str(path), "--data", str(data))
    assert done.returncode == 0
    return path, data


def test_a_receipt_is_of_the_published_form_and_the_same_every_time(written, tmp_path):
    path, data = written
    again = tmp_path / "again.json"
    tipcli("explain", "KAZ", "2010", "--receipt", str(again), "--data", str(data))
    with open("tipcli/schemas/receipt.schema.json", encoding="utf-8") as file:
        jsonschema.Draft202012Validator(json.load(file)).validate(json.loads(path.read_bytes()))

    assert path.read_bytes() == again.read_bytes()
    assert str(tmp_path) not in path.read_text(encoding="utf-8")
    # The same facts elsewhere, under a path of their own, give the same receipt.
    shutil.copy(data / "KAZ" / "2010.yaml", tmp_path / "mine.yaml")
    by_path = tmp_path / "by-path.json"
    done = tipcli(
        "assess", str(tmp_path / "mine.yaml"), "--receipt", str(by_path), "--data", str(data)
    )
    assert done.returncode == 0
    assert json.loads(by_path.read_bytes())["result"] == json.loads(path.read_bytes())["result"]


def test_what_is_the_same_replays(written):
    path, data = written
    done = tipcli("replay", str(path), "--data", str(data))

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("KAZ 2010: Tier 2 Watch List, as in the receipt.")
    edit(data / "KAZ" / "2010.yaml", "country: KAZ", "# a remark\ncountry: KAZ")
    told = tipcli("replay", str(path), "--data", str(data))
    assert (told.returncode, "other bytes, and says the same" in told.stdout) == (0, True)


TAMPERED = [
    ("did not show significant efforts to identify foreign", "did show efforts to identify foreign",
     ("item", "KAZ-2010-01", "changed")),
    ("  - id: KAZ-2010-05\n", "  - id: KAZ-2010-99\n", ("item", "KAZ-2010-05", "removed")),
    ("  - id: KAZ-2010-05\n", "  - id: KAZ-2010-99\n", ("item", "KAZ-2010-99", "added")),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "named"), TAMPERED)
def test_a_tampered_file_fails_naming_the_item(written, old, new, named):
    path, data = written
    edit(data / "KAZ" / "2010.yaml", old, new)
    found = replay(str(path), data=str(data))

    assert not found.same
    assert named in {each[:3] for each in found.departures}
    done = tipcli("replay", str(path), "--data", str(data))
    assert done.returncode == 1
    assert f"{named[0].capitalize()} {named[1]}: {named[2]}" in done.stdout


def test_a_replay_names_the_law_the_row_and_the_missing_file(written, tmp_path):
    """Whatever else was read, and the tier where it moved."""
    path, data = written
    laws = tmp_path / "criteria"
    shutil.copytree("criteria", laws)
    edit(laws / "weighing.yaml", "media: C", "media: F")
    edit(data / "placements.csv", "KAZ,2009,Tier 2,", "KAZ,2009,Tier 2 Watch List,")
    found = replay(str(path), criteria=str(laws), data=str(data))
    named = {each[:3] for each in found.departures}
    assert ("parameter", "reliability_by_kind.media", "changed") in named
    assert ("law", "criteria/weighing.yaml", "changed") in named
    assert ("earlier tier", "2009", "changed") in named

    os.remove(data / "KAZ" / "2010.yaml")
    gone = replay(str(path), data=str(data))
    assert gone.found is None and gone.tier == "Tier 2 Watch List"
    assert ("evidence", "KAZ/2010.yaml", "removed") in {each[:3] for each in gone.departures}


def test_an_altered_receipt_is_refused_with_its_line(written):
    path, data = written
    edit(path, '"tier": "Tier 2 Watch List"', '"tier": "Tier 1"')
    done = tipcli("replay", str(path), "--data", str(data))

    assert (done.returncode, done.stdout) == (1, "")
    assert f"{path}:" in done.stderr
    assert "is not the digest of this receipt, which was altered" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", ":1:2: TIP005: stops being JSON here"),
        ("[]", "is a list, not a mapping. Write a receipt, as --receipt writes it"),
        ('{"schema": "tipcli/receipt/1"}', "country"),
        ('{"a": 1, "a": 2}', "a key stands twice in one mapping"),
        ('{"a": NaN}', "NaN is no number"),
        ("[" * 100_000, "nested deeper"),
    ],
)
def test_what_is_no_receipt_is_refused(tmp_path, text, said):
    path = tmp_path / "x.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        receipt.read(str(path))

    assert said in str(caught.value)


def test_receipts_differ_as_their_files_do(written, tmp_path):
    """The same causes and shares, when one of the files is gone."""
    path, data = written
    other = tmp_path / "later.json"
    edit(
        data / "KAZ" / "2010.yaml",
        "  - id: KAZ-2010-05\n    indicator: complicit-officials-prosecuted\n    bearing: contradicts",
        "  - id: KAZ-2010-05\n    indicator: complicit-officials-prosecuted\n    bearing: supports",
    )
    tipcli("assess", "KAZ", "2010", "--receipt", str(other), "--data", str(data))
    os.remove(data / "KAZ" / "2010.yaml")
    found = diff(str(path), str(other)).difference

    assert [cause.component for cause in found.causes] == ["facts left out or corrected"]
    (shift,) = [each for each in found.causes[0].shifts if each.items]
    assert shift.indicator.id == "complicit-officials-prosecuted"
    assert [pair.after.id for pair in shift.items] == ["KAZ-2010-05"]


@pytest.mark.parametrize(
    ("old", "new", "component"),
    [
        ("published: 2010-06-14", "published: 2010-06-14\n    reliability: F\n    reliability_reason: Tried.", "ratings"),
        ("    result: not_found", "    result: refused", "searches"),
    ],
)  # fmt: skip
def test_each_cause_is_told_by_its_own_name(tmp_path, old, new, component):
    """Nothing else differs between the two files."""
    one, other = folder(tmp_path, "one"), folder(tmp_path, "other")
    edit(other / "KAZ" / "2010.yaml", old, new)
    found = diff(str(one / "KAZ" / "2010.yaml"), str(other / "KAZ" / "2010.yaml")).difference

    assert [cause.component for cause in found.causes] == [component]


def test_the_law_and_the_options_are_causes_too(written, tmp_path):
    """A receipt under other rules needs them at hand; its own options are its own."""
    path, data = written
    laws = tmp_path / "criteria"
    shutil.copytree("criteria", laws)
    edit(laws / "weighing.yaml", "media: C", "media: F")
    second = tmp_path / "second.json"
    tipcli(
        "assess", "KAZ", "2010", "--receipt", str(second), "--data", str(data),
        "--criteria", str(laws), "--attitude", "cautious",
    )  # fmt: skip
    found = diff(str(path), str(second)).difference
    assert {cause.component for cause in found.causes} == {"parameters", "options"}
    assert found.after.placement.tier == "Tier 3"
    assert {c.component: c.share for c in found.causes} == {"parameters": 0, "options": 1}
    told = tipcli("diff", str(path), str(second), "--criteria", "criteria").stdout
    assert "Options: the whole move; needed" in told
    assert "attitude: balanced -> cautious" in told
    assert "reliability_by_kind.media: C -> F" in told
    with pytest.raises(UsageError, match="brings its own options"):
        diff(str(path), str(second), attitude="lenient")

    edit(laws / "wilberforce-2008.yaml", "    any:", "    all:")
    other = tmp_path / "third.json"
    assert tipcli(
        "assess", "KAZ", "2010", "--receipt", str(other), "--data", str(data), "--criteria", str(laws)
    ).returncode == 0  # fmt: skip
    with pytest.raises(
        TipcliError, match="made under rules of wilberforce-2008 that are not at hand"
    ):
        diff(str(path), str(other))
    mixed = diff(str(path), str(other), criteria=["criteria", str(laws)]).difference
    assert "law" in {cause.component for cause in mixed.causes}


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("diff",), 2, "name a country and two report years"),
        (
            ("diff", "KAZ", "2011", "2010"),
            2,
            "name the earlier report first: tipcli diff KAZ 2010 2011",
        ),
        (("diff", "KAZ", "2010", "x"), 2, "'x' is not a report year"),
        (("diff", "country_data/GEO/2021.yaml", "country_data/TKM/2021.yaml"), 2, "two countries"),
        (("diff", "KAZ", "2001", "2010"), 1, "no evidence for KAZ 2001"),
        (("replay",), 2, "name a receipt"),
        (("replay", "nowhere.json"), 1, "nowhere.json"),
        (("assess", "--all", "--receipt", "x.json"), 2, "--all takes no"),
    ],
)
def test_what_a_user_can_mend(words, status, said):
    done = tipcli(*words)

    assert (done.returncode, done.stdout) == (status, "")
    assert said in done.stderr


@pytest.mark.parametrize(
    "words", [("KAZ", "2010", "2011"), ("KAZ", "2009", "2010"), ("KAZ", "2018", "2019")]
)
def test_the_json_is_of_the_published_form(words):
    value = json.loads(tipcli("diff", *words, "--format", "json").stdout)
    with open("tipcli/schemas/diff.schema.json", encoding="utf-8") as file:
        jsonschema.Draft202012Validator(json.load(file)).validate(value)
    if value["moved"]:
        assert sum(Fraction(each["share"]) for each in value["causes"]) == 1


def test_the_json_of_a_replay_is_of_the_published_form(written):
    path, data = written
    edit(data / "KAZ" / "2010.yaml", *TAMPERED[0][:2])
    value = json.loads(tipcli("replay", str(path), "--data", str(data), "--format", "json").stdout)
    with open("tipcli/schemas/replay.schema.json", encoding="utf-8") as file:
        jsonschema.Draft202012Validator(json.load(file)).validate(value)

    assert value["same"] is False
    assert [each["part"] for each in value["departures"]] == ["item"]
