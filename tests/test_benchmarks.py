"""The benchmark of reasoning measures what it says, and the puzzles it hands to solvers are right."""

import random

import deciding
import invented
import puzzles
import pytest
import reasoning
from builders import country_year, criteria, item, source

from tipcli import lawlint
from tipcli.decide import CLOCK, recommend
from tipcli.model import CANNOT_TELL, ESTABLISHED, FAILS, HOLDS, NOT_APPLICABLE, REFUTED
from tipcli.weigh import weigh


def contested(version, facts=None):
    facts = facts or invented.contested_file(version, 2019)
    known = criteria(2019)._replace(law=version)
    return reasoning.case(known, facts, {}, "balanced").found


def value_of(gates, inputs):
    """What each gate comes to; parts have smaller numbers than the gates they are in."""
    value = dict(inputs)
    for number, (count, parts) in sorted(gates.gates.items()):
        value[number] = sum(value[abs(part)] == (part > 0) for part in parts) >= count
    return lambda literal: value[abs(literal)] == (literal > 0)


def true_goals(puzzle, inputs):
    holds = value_of(puzzle.gates, inputs)
    return [name for name, goal in puzzle.goals.items() if holds(goal)]


@pytest.mark.parametrize("statute", [80, 160])
def test_made_up_laws_are_sound_and_the_same_every_time(statute):
    """No flaw that the lint knows, as many indicators as asked for, every tier within reach."""
    real = criteria(2019).law
    law = invented.invented(real, 160, 7, statute)
    places = [("provisions", number) for number, _ in enumerate(law.provisions)]

    assert (
        law == invented.invented(real, 160, 7, statute) != invented.invented(real, 160, 8, statute)
    )
    assert len(law.indicators) == 160
    assert list(lawlint.flaws(law, places)) == []
    found = contested(law)
    assert len(found.placement.tier_set) == 4
    assert sum(each.free for each in found.findings) == 159


@pytest.mark.parametrize("shape", ["real", "refined", "made up"])
def test_the_gates_of_a_law_decide_as_the_law_does(shape):
    """For findings drawn at random, not applicable ones among them."""
    real, drawn = criteria(2019).law, random.Random(shape)
    law = {
        "real": real,
        "refined": deciding.refined(real, 2),
        "made up": invented.invented(real, 80, 3),
    }[shape]
    found = contested(law)
    seen = set()
    for _ in range(60):
        absent = drawn.random() * 0.2
        weights = [drawn.random(), drawn.random()]
        findings = tuple(
            each._replace(
                outcome=NOT_APPLICABLE
                if drawn.random() < absent
                else drawn.choices((ESTABLISHED, REFUTED), weights)[0]
            )
            for each in found.findings
        )
        clock = found.clock._replace(expired=drawn.choice((HOLDS, FAILS)))
        placed = found._replace(findings=findings, clock=clock)
        puzzle = puzzles.of_ladder(placed)
        tier = recommend(law, findings, clock, "balanced")
        seen.add(tier)

        assert true_goals(puzzle, puzzle.known) == [tier]
        assert puzzle.known == puzzle.usual
        assert CANNOT_TELL not in puzzle.gates.names
        assert {puzzle.gates.names[CLOCK]} <= puzzle.fixed
    assert len(seen) >= 2


def mixed_file(law, drawn):
    """Items of every strength, some of which attack later ones."""
    items = []
    for indicator in law.indicators:
        for bearing in drawn.choices(("supports", "contradicts"), k=drawn.randint(0, 4)):
            number = drawn.randrange(8)
            kind = drawn.choice(indicator.evidence_kinds)
            of = source(f"s{number}-{kind}", kind=kind, origin=f"o{number // 2}", reliability="B")
            rated = drawn.randint(1, 5)
            ident = f"KAZ-2010-{len(items):03}"
            items.append(item(ident, indicator.id, bearing, source=of, credibility=rated))
    for at, each in enumerate(items[:-3]):
        if drawn.random() < 0.2:
            link = drawn.choice(("undercuts", "supersedes"))
            items[at] = each._replace(**{link: (items[at + drawn.randint(1, 3)].id,)})
    return country_year(items)


@pytest.mark.parametrize("unit", ["item", "source", "origin"])
def test_the_gates_of_evidence_decide_as_weighing_does(unit):
    """Another tier follows from what is kept if and only if the gate holds, links included."""
    seen, drawn = [], random.Random(unit)
    of = {"item": lambda i: i.id, "source": lambda i: i.source.id, "origin": lambda i: i.origin}
    real = criteria(2010)
    mixed = [mixed_file(real.law, drawn) for _ in range(8)]
    cases = [reasoning.case(real, facts, {}, "lenient") for facts in mixed]
    for each in [reasoning.kaz_2010(), *cases]:
        found = each.found
        puzzle = puzzles.of_evidence(found, unit)
        for _ in range(8):
            share = drawn.random()
            inputs = {number: drawn.random() < share for number in puzzle.usual}
            kept = {name for name, number in puzzle.gates.names.items() if inputs[number]}
            left = tuple(one for one in each.facts.evidence if of[unit](one) in kept)
            facts = each.facts._replace(evidence=left)
            findings = weigh(facts, found.law, found.weighing, found.options, found.issued)
            tier = recommend(found.law, findings, found.clock, found.options.attitude)
            seen.append(tier != found.placement.tier)

            assert true_goals(puzzle, inputs) == ["another tier"] * seen[-1]
    assert 10 < sum(seen) < len(seen) - 10


def test_every_command_over_an_assessment_is_timed(capsys):
    """One round on the real file; how long it takes is for the benchmark to judge."""
    reasoning.real(rounds=1)
    printed = capsys.readouterr().out

    for command in ("assess", "why-not", "what-if", "change", "support", "next", "sensitivity"):
        assert f" {command} " in printed
    assert "conflicts" in printed
    assert max(map(len, printed.splitlines())) <= 80
