"""`tipcli law lint`: what it says of a law holds in every way the findings can come out, and is all."""

import itertools
import json
import shutil
import sys
from functools import cached_property

import pytest
from builders import CRITERIA, REPORT_YEARS, indicator, leaf, provision, small_law, small_laws
from conftest import ROOT
from hypothesis import example, given, settings
from hypothesis import strategies as st
from test_cli import golden, tipcli
from test_codes import spoil

import tipcli as package
from tipcli import codes, law, lawlint
from tipcli.cli.lawlint import Request, run_law_lint
from tipcli.decide import CLOCK, KLEENE, Fold
from tipcli.errors import TipcliError, UsageError
from tipcli.lawfile import laws, raw_provisions
from tipcli.lawways import ARISES, EveryWay, leaf_of, nodes, parts, roots
from tipcli.model import FAILS, HOLDS, TIERS, Rule
from tipcli.validation.lawlint import law_lint

W = "wilberforce-2008.yaml"
LIBRARY = law.library(CRITERIA)
PLACES = {
    document.value["first_report"]: [path for _, path, _ in raw_provisions(document.value)]
    for _, document in laws(law.documents(LIBRARY))
}


# Against exhaustive search


@st.composite
def conditional_laws(draw):
    """A small law of which up to two indicators may not arise and any rung may give Special Case."""
    found = draw(small_laws())
    some = draw(st.sets(st.sampled_from([each.id for each in found.indicators]), max_size=2))
    return found._replace(
        indicators=tuple(
            each._replace(precondition="A condition." if each.id in some else "")
            for each in found.indicators
        ),
        ladder=tuple(
            rung._replace(tier=draw(st.sampled_from([rung.tier, rung.tier, TIERS[-1]])))
            for rung in found.ladder
        ),
    )


class Brute:
    """A law in every single case: its leaves, each node's value and its tier, as deciding has them."""

    def __init__(self, found):
        self.law = found
        self.places = [("provisions", n) for n in range(len(found.provisions))]
        self.roots = roots(found, self.places)
        names = [each.id for each in found.indicators]
        values = [
            (HOLDS, FAILS, None) if i.precondition else (HOLDS, FAILS) for i in found.indicators
        ]
        self.cases = [
            dict(zip([*names, CLOCK], case, strict=True))
            for case in itertools.product(*values, (HOLDS, FAILS))
        ]
        self._folds = [Fold(found, case.get, KLEENE, (FAILS, HOLDS)) for case in self.cases]

    def values(self, rule):
        """What a node comes to in each case."""
        return tuple(fold.rule(rule) for fold in self._folds)

    def constant(self, rule):
        return len(set(self.values(rule)) - {None}) < 2

    @cached_property
    def decided(self):
        """Which rung decides in each case."""
        ladder = self.law.ladder
        return [
            next(n for n, r in enumerate(ladder) if r.rule is None or fold.rule(r.rule) == HOLDS)
            for fold in self._folds
        ]

    def pairs(self, name):
        """The cases by number, as (leaf refuted, leaf established), all else the same."""
        numbers = {tuple(case.items()): number for number, case in enumerate(self.cases)}
        for number, case in enumerate(self.cases):
            if case[name] == FAILS:
                yield number, numbers[tuple({**case, name: HOLDS}.items())]

    def toward(self, name):
        """The same, as (against the government, for it)."""
        good = {each.id: each.favourable for each in self.law.indicators}.get(name, False)
        return [pair if good else pair[::-1] for pair in self.pairs(name)]

    def tier(self, number):
        return self.law.ladder[self.decided[number]].tier

    def falls(self, name):
        """Whether a leaf that comes out for the government leads to a worse tier."""
        return any(
            TIERS.index(self.tier(better)) > TIERS.index(self.tier(worse))
            for worse, better in self.toward(name)
            if TIERS[-1] not in (self.tier(worse), self.tier(better))
        )

    def directions(self, rule):
        """The ways in which evidence for the government moves a rule, each as (before, after)."""
        values = self.values(rule)
        return {
            (values[before], values[after])
            for name in self.cases[0]
            for before, after in self.toward(name)
            if values[before] != values[after]
        }


def found_in(brute, code=None):
    flaws = lawlint.flaws(brute.law, brute.places)
    return [flaw for flaw in flaws if code in (None, flaw.code)]


def at(flaws):
    """The nodes that flaws of rules are about."""
    return {flaw.path[:-1] for flaw in flaws}


def looked_up(diagram, node, case):
    """What a function comes to in one case."""
    while node > 1:
        index, low, high = diagram.at(node)
        name = diagram.names[index]
        arises = case[name.removesuffix(ARISES)] is not None
        node = high if (arises if name.endswith(ARISES) else case[name] == HOLDS) else low
    return bool(node)


#: Of a leaf that may not arise its opposite may not either.
OPPOSITE = small_law(
    [indicator("a", precondition="A condition."), indicator("b")],
    [],
    [(Rule("any", parts=(Rule("not", parts=(leaf("a"),)), leaf("b"))), "Tier 1"), (None, "Tier 2")],
)


@settings(max_examples=50, deadline=None)
@example(OPPOSITE)
@given(conditional_laws())
def test_every_way_is_what_deciding_gives(found):
    """Each node of each rule and the rung that decides, in every case, unasked questions included."""
    brute, every = Brute(found), EveryWay(found)

    for root in brute.roots:
        for rule, _ in nodes(root.rule, root.path):
            value = every.of(rule)
            for case, expected in zip(brute.cases, brute.values(rule), strict=True):
                seen = value and [looked_up(every.diagram, node, case) for node in value]
                assert seen == (value and [expected is not None, expected == HOLDS])
                assert value or expected is None
    for case, number in zip(brute.cases, brute.decided, strict=True):
        deciding = [looked_up(every.diagram, node, case) for _, node in every.ways.rungs]
        assert deciding == [n == number for n in range(len(deciding))]


@settings(max_examples=60, deadline=None)
@given(conditional_laws())
def test_rungs_that_never_decide_are_all_named(found):
    """No more and no fewer; and which tiers are lost by it."""
    brute = Brute(found)
    flaws = found_in(brute, codes.LAW_UNREACHABLE)
    never = set(range(len(found.ladder))) - set(brute.decided)
    given_tiers = {brute.tier(number) for number in range(len(brute.cases))}

    assert [flaw.path for flaw in flaws] == [("ladder", number, "id") for number in sorted(never)]
    for flaw in flaws:
        rung = found.ladder[flaw.path[1]]
        assert ("no country can be given" in flaw.message) == (rung.tier not in given_tiers)
        if "has decided" in flaw.message and "one of" not in flaw.message:
            (above,) = [r for r in found.ladder if f"it would, {r.id} has" in flaw.message]
            mine = brute.values(rung.rule) if rung.rule else [HOLDS] * len(brute.cases)
            assert set(zip(mine, brute.values(above.rule), strict=True)) <= {
                (HOLDS, HOLDS), (FAILS, HOLDS), (FAILS, FAILS), (FAILS, None), (None, HOLDS),
                (None, FAILS), (None, None),
            }  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(conditional_laws())
def test_constant_rules_are_all_named_where_they_become_so(found):
    """What is named is constant; what is constant is named, or holds or reads what is named."""
    brute = Brute(found)
    named = at(found_in(brute, codes.LAW_CONSTANT))
    dead = at(found_in(brute, codes.LAW_UNREACHABLE))
    rules = {root.name: root for root in brute.roots if root.provision}

    def told(rule, path):
        inside = any(told(part, below) for part, below in parts(rule, path))
        read = rules.get(rule.ref) if rule.op == "provision" else None
        return path in named or inside or bool(read and told(read.rule, read.path))

    for root in brute.roots:
        for rule, path in nodes(root.rule, root.path):
            others = tuple(part for part, _ in parts(rule, path) if not brute.constant(part))
            # A whole that is constant by its parts alone is not named beside them.
            assert path not in named or brute.constant(rule)
            assert path not in named or others or not rule.parts
            assert path not in named or brute.constant(rule._replace(parts=others))
            never = path[:-1] in dead and HOLDS not in brute.values(rule)
            # A part that comes to nothing but what its rule says of not arising rests on others.
            if brute.constant(rule) and not never:
                assert told(rule, path)


def without(rule, path, gone):
    """A rule less the parts at these paths."""
    left = [(part, below) for part, below in parts(rule, path) if below not in gone]
    return rule._replace(parts=tuple(without(part, below, gone) for part, below in left))


@settings(max_examples=60, deadline=None)
@given(conditional_laws())
def test_what_adds_nothing_can_be_left_out_and_nothing_else(found):
    """All of it together, in no case with another answer; and of what is left no part more."""
    brute = Brute(found)
    gone = at(found_in(brute, codes.LAW_REDUNDANT))
    twins = at(found_in(brute, codes.LAW_IDENTICAL))

    for root in brute.roots:
        less = without(root.rule, root.path, gone)
        assert brute.values(less) == brute.values(root.rule)
        for rule, path in nodes(root.rule, root.path):
            kept = [
                (part, below)
                for part, below in parts(rule, path)
                if below not in gone | twins and not brute.constant(part)
            ]
            if rule.op not in ("all", "any") or brute.constant(rule) or len(kept) < 2:
                continue
            for number in range(len(kept)):
                rest = tuple(part for part, _ in kept[:number] + kept[number + 1 :])
                assert brute.values(rule._replace(parts=rest)) != brute.values(rule)


@settings(max_examples=60, deadline=None)
@given(conditional_laws())
def test_what_says_the_same_is_all_named(found):
    """Parts of one node, and provisions: equal in every case, and not constant."""
    brute = Brute(found)
    named = {flaw.path for flaw in found_in(brute, codes.LAW_IDENTICAL)}
    expected = set()
    seen = set()
    for root in brute.roots:
        for rule, path in nodes(root.rule, root.path):
            inside = parts(rule, path)
            for number, (part, below) in enumerate(inside):
                same = [
                    one for one, _ in inside[:number] if brute.values(one) == brute.values(part)
                ]
                if same and not brute.constant(part) and not brute.constant(rule):
                    expected.add((*below, part.op))
        if root.provision and not brute.constant(root.rule):
            values = brute.values(root.rule)
            if values in seen and root.rule.op != "provision":
                expected.add(root.path)
            seen.add(values)

    assert named == expected


@settings(max_examples=100, deadline=None)
@given(conditional_laws())
def test_a_law_is_monotone_exactly_if_nothing_else_is_said(found):
    """The tier by every single case, and the one direction of every provision."""
    brute = Brute(found)
    flaws = found_in(brute, codes.LAW_NOT_MONOTONE)
    lowering = [flaw for flaw in flaws if "lowers the tier" in flaw.message]
    mixed = {
        root.path
        for root in brute.roots
        if root.provision and {(HOLDS, FAILS), (FAILS, HOLDS)} <= brute.directions(root.rule)
    }
    falling = {name for name in brute.cases[0] if brute.falls(name)}

    assert bool(lowering) == bool(falling)
    assert {flaw.path for flaw in flaws if flaw not in lowering} <= mixed
    # One that is mixed is named, or a place in it is, or it reads one that is.
    if mixed:
        assert flaws
    if not falling:
        told = {flaw.path for flaw in flaws}
        rules = {root.name: root for root in brute.roots if root.provision}
        for path in mixed - told:
            (root,) = [root for root in brute.roots if root.path == path]
            read = [
                rules[r.ref].path
                for r, _ in nodes(root.rule, ())
                if r.op == "provision" and r.ref in rules
            ]
            assert mixed & set(read)


@settings(max_examples=60, deadline=None)
@given(conditional_laws())
def test_what_is_said_to_change_no_tier_changes_none(found):
    """And where nothing else is wrong, all of it that a rung reads is named."""
    brute = Brute(found)
    flaws = found_in(brute)
    idle = {
        name
        for name in brute.cases[0]
        if all(brute.tier(one) == brute.tier(other) for one, other in brute.pairs(name))
    }
    named = {f.message.split()[0] for f in flaws if f.message.endswith("it changes no tier")}
    deciding = {codes.LAW_UNREACHABLE, codes.LAW_CONSTANT, codes.LAW_IDENTICAL, codes.LAW_REDUNDANT}

    assert named <= idle
    if not deciding & {flaw.code for flaw in flaws}:
        unread = {flaw.path for flaw in flaws if flaw.message.startswith("no rung reads")}
        asked = {
            leaf_of(rule)
            for root in brute.roots
            if root.path not in unread
            for rule, _ in nodes(root.rule, root.path)
        } - {""}
        assert named == idle & asked


# Single cases


def said(found):
    """The flaws of a small law as (code, path)."""
    places = [("provisions", n) for n in range(len(found.provisions))]
    return [(flaw.code, flaw.path) for flaw in lawlint.flaws(found, places)]


A, B, C = (indicator(name) for name in "abc")
EXPIRED = Rule("clock", "expired")


def every(*rules):
    return Rule("all", parts=rules)


def some(*rules):
    return Rule("any", parts=rules)


def test_a_law_in_which_nothing_is_wrong():
    """Nothing is said."""
    ladder = [(every(leaf("a"), leaf("b")), "Tier 1"), (EXPIRED, "Tier 3"), (None, "Tier 2")]

    assert said(small_law([A, B], [], ladder)) == []


def test_a_part_is_not_superfluous_where_the_other_may_not_arise():
    """In `all` of a and (a or b) the second decides where the question of a does not arise."""
    both = every(leaf("a"), some(leaf("a"), leaf("b")))
    ladder = [(both, "Tier 1"), (EXPIRED, "Tier 3"), (None, "Tier 2")]
    conditional = A._replace(precondition="A condition.")

    redundant = (codes.LAW_REDUNDANT, ("ladder", 0, "when", "all", 1, "any"))
    assert said(small_law([A, B], [], ladder)) == [redundant]
    assert said(small_law([conditional, B], [], ladder)) == []


def test_one_wrong_not_round_a_branch_is_told_once():
    """At the branch, not at each of the leaves in it."""
    branch = Rule("not", parts=(some(leaf("a"), leaf("b")),))
    good = provision("good", every(leaf("c"), branch))
    ladder = [(Rule("provision", "good"), "Tier 1"), (EXPIRED, "Tier 3"), (None, "Tier 2")]

    wrong = ("provisions", 0, "rule", "all", 1, "not", "any")
    assert said(small_law([A, B, C], [good], ladder)) == [(codes.LAW_NOT_MONOTONE, wrong)]


def test_a_provision_that_is_used_the_wrong_way_is_told_where_it_is_used():
    """Not at its leaves: the provision has one direction."""
    good = provision("good", every(leaf("a"), leaf("b")))
    ladder = [(Rule("provision", "good"), "Tier 3"), (EXPIRED, "Tier 3"), (None, "Tier 2")]

    wrong = ("ladder", 0, "when", "provision")
    assert said(small_law([A, B], [good], ladder)) == [(codes.LAW_NOT_MONOTONE, wrong)]


def test_special_case_stands_outside_the_order():
    """A leaf that only leads there or away leads neither up nor down."""
    ladder = [(leaf("a"), TIERS[-1]), (leaf("b"), "Tier 1"), (EXPIRED, "Tier 3"), (None, "Tier 2")]

    assert said(small_law([A, B], [], ladder)) == []


def test_the_clock_running_out_speaks_against_the_government():
    """And a law whose clock nobody asks is told so."""
    ladder = [(EXPIRED, "Tier 1"), (leaf("a"), "Tier 2"), (None, "Tier 3")]
    assert said(small_law([A], [], ladder)) == [
        (codes.LAW_NOT_MONOTONE, ("ladder", 0, "when", "clock"))
    ]
    assert said(small_law([A], [], ladder[1:])) == [
        (codes.LAW_WITHOUT_EFFECT, ("clock", "applies"))
    ]


def test_a_provision_that_no_rung_reads():
    """Also one that only another such provision reads; what those ask is not told again."""
    one, two = (
        provision("one", leaf("a")),
        provision("two", every(Rule("provision", "one"), leaf("b"))),
    )
    ladder = [(leaf("c"), "Tier 1"), (EXPIRED, "Tier 3"), (None, "Tier 2")]

    assert said(small_law([A, B, C], [one, two], ladder)) == [
        (codes.LAW_WITHOUT_EFFECT, ("provisions", 0, "rule")),
        (codes.LAW_WITHOUT_EFFECT, ("provisions", 1, "rule")),
    ]


def test_a_provision_that_speaks_for_both_sides():
    """Even where no tier shows it."""
    both = provision("both", every(leaf("a"), Rule("not", parts=(leaf("b"),))))
    turning = provision(
        "turning",
        some(every(leaf("a"), leaf("c")), every(leaf("b"), Rule("not", parts=(leaf("c"),)))),
    )
    ladder = [(leaf("c"), "Tier 1"), (EXPIRED, "Tier 3"), (None, "Tier 2")]
    flaws = list(lawlint.flaws(small_law([A, B, C], [both, turning], ladder), [("x",), ("y",)]))

    assert [(f.code, f.path) for f in flaws] == [
        (codes.LAW_NOT_MONOTONE, ("x", "rule")),
        (codes.LAW_NOT_MONOTONE, ("y", "rule")),
        (codes.LAW_WITHOUT_EFFECT, ("x", "rule")),
        (codes.LAW_WITHOUT_EFFECT, ("y", "rule")),
    ]
    assert "(a established) and for what speaks against it (b refuted)" in flaws[0].message
    assert flaws[1].message.startswith("c can make turning hold, and in another case")


# Our own law


@pytest.mark.parametrize("year", REPORT_YEARS)
def test_our_own_rules_are_sound(year):
    """In every version nothing is found but what is shown and not counted."""
    first = max(each for each in PLACES if each <= year)
    flaws = lawlint.flaws(law.load(LIBRARY, year).law, PLACES[first])

    assert {flaw.code for flaw in flaws} == {codes.LAW_SHOWN_ONLY}


def test_our_own_law_as_a_whole():
    """No more than is known: numbers that the first version carries and does not use."""
    report = law_lint(CRITERIA)

    assert report.files == 13
    assert {(problem.code, problem.file) for problem in report.problems} <= {
        (codes.LAW_WITHOUT_EFFECT, "criteria/tvpa-2000.yaml")
    }


ASKED_2019 = law.load(LIBRARY, 2019).law
MOVING = sorted(
    {leaf_of(rule) for root in roots(ASKED_2019, PLACES[2019]) for rule, _ in nodes(root.rule, ())}
    - {"", CLOCK, "assessment-impossible"}
)


@settings(max_examples=10, deadline=None)
@given(st.sampled_from(MOVING))
def test_an_indicator_marked_the_wrong_way_round_is_found(ident):
    """Whichever it is: at a place that asks it, or that uses a provision made of it alone."""
    wrong = ASKED_2019._replace(
        indicators=tuple(
            each._replace(favourable=not each.favourable) if each.id == ident else each
            for each in ASKED_2019.indicators
        )
    )
    flaws = [f for f in lawlint.flaws(wrong, PLACES[2019]) if f.code == codes.LAW_NOT_MONOTONE]
    made_of_it = [p.id for p in wrong.provisions if p.rule and p.rule.ref == ident]

    assert flaws
    assert all(
        any(f"{name} " in flaw.message.split(": ")[-1] for name in [ident, *made_of_it])
        for flaw in flaws
    )


def test_three_hundred_indicators():
    """The lint of a law four times as large as ours finds nothing wrong with it either."""
    sys.path.insert(0, "tests/benchmarks")
    from deciding import refined

    large = refined(ASKED_2019, 4)
    flaws = list(lawlint.flaws(large, PLACES[2019]))

    assert len(large.indicators) > 300
    assert {flaw.code for flaw in flaws} == {codes.LAW_SHOWN_ONLY}


# Files


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A copy of the law under the working directory."""
    shutil.copytree(CRITERIA, tmp_path / "criteria")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "criteria"


def edited(folder, old, new, name=W):
    spoil(folder, {"file": name, "replace": old, "with": new})


def problems(**options):
    return [
        (problem.code, problem.where)
        for problem in law_lint("criteria", report_years=[2010], **options).problems
    ]


NOT_PENALIZED = "- not:\n    indicator: victims-penalized\n"


@pytest.mark.parametrize(
    "put",
    [
        "- indicator: victims-penalized\n  not_monotone: So it is meant.\n",
        "- any:\n    - indicator: victims-penalized\n  not_monotone: So it is meant.\n",
    ],
)
def test_a_stated_reason_makes_it_a_note(folder, put):
    """At the node or above it, and nothing else is then said."""
    edited(folder, NOT_PENALIZED, put)

    (mine,) = [each for each in problems(severity="note") if each[0] != codes.LAW_SHOWN_ONLY]
    assert mine == (codes.LAW_REASONED, "criteria[1].rule.all[2].not_monotone")


def test_authorities_and_lists(folder):
    """Whoever claims an authority says where it stands; whatever is listed can be given."""
    served = "- title: Sentences were adequate or served in prison\n"
    forms = "- title: The forms that occur were pursued\n"
    limit = "citation: 22 U.S.C. 7107(b)(3)(D)(i)\nstatus: confirmed\n"
    for old, new in (
        (served, f"{served}  authority: department-practice\n"),
        (limit + "sources: [S1]\n", limit + "sources: []\n"),
        (
            "- tier: Tier 3\n  citation: 22 U.S.C. 7107(b)(1)(C)\n",
            "- tier: Tier 4\n  citation: none\n",
        ),
        # A choice of ours, one that cites, and one with the authority of its rule, are in order.
        (forms, f"{forms}  authority: modelling-choice\n"),
        (
            "- title: Enough of the means of protection were in place\n",
            "- title: Enough of the means of protection were in place\n"
            "  authority: department-practice\n  citation: TIP Report 2009\n",
        ),
        (
            "- indicator: aggravated-trafficking-penalty-commensurate\n",
            "- indicator: aggravated-trafficking-penalty-commensurate\n  authority: statute\n",
        ),
    ):
        edited(folder, old, new)

    assert problems() == [
        (codes.LAW_UNREACHABLE, "lists[2].tier"),
        (codes.LAW_UNCITED, "lists[2].citation"),
        (codes.LAW_UNCITED, "criteria[0].rule.all[4].authority"),
        (codes.LAW_UNCITED, "parameters[3].status"),
    ]


def test_an_indicator_that_cites_nothing(folder):
    """It is told once, however many versions ask it, and of those versions alone."""
    edited(
        folder,
        "first_report: 2004\nauthority: modelling-choice\n"
        'citation: "State Department practice: TIP Report 2009 (three Ps), fact sheet 2014"\n',
        "first_report: 2004\nauthority: statute\ncitation: none\n",
        "indicators/prosecution.yaml",
    )
    (mine,) = law_lint("criteria", report_years=[2004, 2010]).problems

    assert (mine.code, mine.file) == (codes.LAW_UNCITED, "criteria/indicators/prosecution.yaml")
    assert mine.source.strip() == "citation: none"
    assert mine not in law_lint("criteria", report_years=[2001]).problems


def test_what_the_loader_refuses_is_told_first_and_alone(folder):
    """A ladder that can end without a tier, and a number that nothing reads."""
    edited(
        folder,
        "authority: statute\ntier: Tier 2\n",
        "authority: statute\nwhen:\n  provision: prevention\ntier: Tier 2\n",
    )
    assert problems() == [(codes.LAW_LADDER, "ladder[5]")]

    (folder / "reports.yaml").unlink()
    assert [code for code, _ in problems()] == [codes.LAW_INCOMPLETE]
    (folder / "reports.yaml").mkdir()
    assert [code for code, _ in problems()] == [codes.UNREADABLE]


def test_as_a_command(folder, capsys, monkeypatch):
    """Text and status; the mildest severity; a format and a file; the version that is named."""
    edited(folder, NOT_PENALIZED, "- indicator: victims-penalized\n")
    count = "- id: serious-efforts-criteria-count\n  value: "
    edited(folder, f"{count}7\n", f"{count}4\n")

    assert run_law_lint(Request(law=["2010"])) == 1
    text, talk = capsys.readouterr()
    assert talk == "13 files read, 2 warnings (7 notes not shown: --severity note)\n"
    assert run_law_lint(Request(law=["2019"], severity="error")) == 0
    assert run_law_lint(Request(law=["2010"], statistics=True, output="-")) == 1
    assert "TIP554" in capsys.readouterr().out
    assert run_law_lint(Request(law=["2010", "2019"], format="json", output="out.json")) == 1
    assert capsys.readouterr().out == ""
    value = json.loads((folder.parent / "out.json").read_text(encoding="utf-8"))
    assert value["schema"] == "tipcli/problems/1"
    assert [each["name"] for each in value["problems"]] == ["law-redundant", "law-not-monotone"]
    monkeypatch.chdir(ROOT)
    golden("law-lint", text)


def test_misuse_and_the_python_api():
    """What the command does not understand, and a year without a law, each in one sentence."""
    done = tipcli("law", "lint", "--law", "1999", "--law", "2010")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("no version of the law covers the 1999 report; the nearest is")
    for request, words in (
        (Request(law=["99"]), "'99' is not a report year for --law such as 2010"),
        (Request(format="xml"), "no format 'xml'; use one of text, json"),
        (Request(format="jsonl", statistics=True), "no place for --statistics"),
        (Request(severity="bad"), "no severity 'bad'; use one of error, warning, note"),
    ):
        with pytest.raises(UsageError, match=words):
            run_law_lint(request)
    with pytest.raises(TipcliError, match="there is no such folder"):
        package.law_lint("tests")
    assert package.law_lint(report_years=[2010]).problems == ()
