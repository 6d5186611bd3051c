"""A law and its findings as gates, for solvers that know nothing of tipcli.

Written apart from what decides: only the tables of the weighing are asked of `tipcli.weigh`. So
where a solver and tipcli give the same answer two readings of the law agree.
"""

from functools import partial
from itertools import product
from time import perf_counter
from typing import NamedTuple

from tipcli.decide import CLOCK, Facts
from tipcli.model import CANNOT_TELL, HOLDS
from tipcli.weigh import admitted, conclude, cut_off, heard, side_at, side_level, voice_of


class Gates:
    """Gates that hold if at least `count` of their parts do; a part is a number, below 0 denied."""

    def __init__(self):
        self.names = {}
        self.gates = {}
        self.last = 0
        self._known = {}
        self.true = self.gate(0, ())

    def input(self, name):
        if name not in self.names:
            self.last += 1
            self.names[name] = self.last
        return self.names[name]

    def gate(self, count, parts):
        if len(parts) == count == 1:
            return parts[0]
        key = (count, tuple(sorted(parts)))
        if key not in self._known:
            self.last += 1
            self._known[key] = self.last
            self.gates[self.last] = (count, tuple(parts))
        return self._known[key]

    def all(self, *parts):
        return self.gate(len(parts), parts)

    def any(self, *parts):
        return self.gate(1, parts) if parts else -self.true


class Puzzle(NamedTuple):
    """Gates over inputs. `usual` is what each input is taken for and `known` those that are
    decided; `fixed` inputs may not change. `goals` are gates by name, `asked` those to be reached.
    """

    gates: Gates
    usual: dict
    known: dict
    fixed: frozenset
    goals: dict
    asked: dict


class Found(NamedTuple):
    """How many sets a solver found, whether these are all, and which, if they were read."""

    number: int
    whole: bool
    sets: list


def shares(goals, until):
    """Each goal, and what its even share of the time that is left then ends at."""

    def share(rest):
        now = perf_counter()
        return now + max(until - now, 0) / rest

    for place, goal in enumerate(goals):
        yield goal, partial(share, len(goals) - place)


def of_ladder(found):
    """The tiers over the findings of an assessment."""
    facts = Facts({each.indicator.id: each for each in found.findings}, found.clock)
    gates = Gates()
    tiers = _tiers(found.law, gates, lambda leaf: facts.answer(leaf) and gates.input(leaf))
    usual, known, fixed = {}, {}, set()
    for leaf, number in gates.names.items():
        answer = facts.answer(leaf)
        usual[number] = facts.taken(leaf, found.options.attitude) == HOLDS
        if answer != CANNOT_TELL:
            known[number] = answer == HOLDS
        if leaf == CLOCK or facts.findings[leaf].indicator.silence == "absent_unless_judged":
            fixed.add(number)
    asked = {tier: goal for tier, goal in tiers.items() if tier != found.placement.tier}
    return Puzzle(gates, usual, known, frozenset(fixed), tiers, asked)


def of_evidence(found, unit):
    """Another tier than the recommended one, over which items, sources or origins are kept.

    For files whose links, if there are any, form no circle.
    """
    gates = Gates()
    stands = _standing(found, gates, unit)
    units = dict.fromkeys(gates.names.values(), True)
    facts = Facts({each.indicator.id: each for each in found.findings}, found.clock)
    attitude = found.options.attitude

    def leaf(name):
        if facts.answer(name) is None:
            return None
        mine = [pair for pair in stands if pair[0].indicator == name]
        if not mine or facts.findings[name].judgement:
            return gates.true if facts.taken(name, attitude) == HOLDS else -gates.true
        return _taken(found, gates, facts.findings[name], mine)

    tiers = _tiers(found.law, gates, leaf)
    goals = {"another tier": -tiers[found.placement.tier]}
    return Puzzle(gates, units, {}, frozenset(), goals, goals)


def _tiers(law, gates, leaf):
    provisions = {each.id: each.rule for each in law.provisions}
    known = {}

    def named(ident):
        if ident not in known:
            known[ident] = provisions[ident] and value(provisions[ident])
        return known[ident]

    def value(rule):
        if rule.op in ("indicator", "clock"):
            found = leaf(rule.ref if rule.op == "indicator" else CLOCK)
        elif rule.op == "provision":
            found = named(rule.ref)
        else:
            found = inner(rule, [each for part in rule.parts if (each := value(part)) is not None])
        if found is None and rule.if_not_applicable:
            return gates.true if rule.if_not_applicable == HOLDS else -gates.true
        return found

    def inner(rule, parts):
        if not parts:
            return None
        if rule.op == "not":
            return -parts[0]
        least = {"all": len(parts), "any": 1}.get(rule.op, min(rule.least, len(parts)))
        return gates.gate(least, tuple(parts))

    tiers, above = {}, gates.true
    for rung in law.ladder:
        holds = value(rung.rule) if rung.rule else gates.true
        holds = -gates.true if holds is None else holds
        tiers.setdefault(rung.tier, []).append(gates.all(above, holds))
        above = gates.all(above, -holds)
    return {tier: gates.any(*ways) for tier, ways in tiers.items()}


def _standing(found, gates, unit):
    """By item's id the gate that is true if it is kept and no item that stands attacks it."""
    items = admitted(found.country_year, found.law, found.options, found.issued)[0]
    attackers = {
        item.id: [each for each in items if item.id in (*each.undercuts, *each.supersedes)]
        for item in items
    }
    known = {}

    def stands(item):
        if item.id not in known:
            of = {"item": item.id, "source": item.source.id, "origin": item.origin}
            unbeaten = [-stands(each) for each in attackers[item.id]]
            known[item.id] = gates.all(gates.input(of[unit]), *unbeaten)
        return known[item.id]

    return [(item, stands(item)) for item in items]


def _taken(found, gates, finding, items):
    """Whether a finding is taken as holding: so for which levels of its sides."""
    weighing, ways = found.weighing, []
    results = heard(finding.searches, cut_off(found.options, found.issued))
    silent = gates.all(*(-stands for _, stands in items))
    pro = _levels(found, gates, [pair for pair in items if pair[0].bearing == "supports"])
    contra = _levels(found, gates, [pair for pair in items if pair[0].bearing == "contradicts"])
    for (up, when_up), (down, when_down) in product(pro, contra):
        sides = side_at(up, weighing), side_at(down, weighing)
        for is_silent in (False, True):
            outcome, _ = conclude(
                finding.indicator,
                *sides,
                results,
                weighing,
                found.country_year.report_year,
                silent=is_silent,
            )
            then = finding._replace(outcome=outcome, supports=sides[0], contradicts=sides[1])
            facts = Facts({finding.indicator.id: then}, found.clock)
            if facts.taken(finding.indicator.id, found.options.attitude) == HOLDS:
                said = silent if is_silent else -silent
                ways.append(gates.all(when_up, when_down, said))
    return gates.any(*ways)


def _levels(found, gates, items):
    """Every level that a side can have, and the gate that is true if it has it."""
    weighing, period = found.weighing, found.country_year.period
    by_strength = {}
    for item, stands in items:
        origins = by_strength.setdefault(voice_of(item, weighing, period).strength, {})
        origins.setdefault(item.origin, []).append(stands)
    levels, none_above = [], []
    for strength in sorted(by_strength, reverse=True):
        origins = [gates.any(*each) for each in by_strength[strength].values()]
        some, enough = gates.any(*origins), -gates.true
        if len(origins) >= weighing.corroboration_origins:
            enough = gates.gate(weighing.corroboration_origins, tuple(origins))
        several, single = weighing.corroboration_origins, weighing.corroboration_origins - 1
        for agreeing, said in ((several, enough), (single, -enough)):
            level = side_level(strength, agreeing, weighing)
            levels.append((level, gates.all(some, said, *none_above)))
        none_above.append(-some)
    return [*levels, (0, gates.all(*none_above))]
