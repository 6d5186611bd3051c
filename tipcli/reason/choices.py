"""What was chosen and could have been otherwise, and what the law and the weighing are if it is.

What the statute says is no choice. A choice has an id, which for a number of the law or an entry
of `criteria/weighing.yaml` is the name that `tipcli what-if --parameter` takes; all values that it
could have; and the range within which another careful reader might have set it.
"""

from __future__ import annotations

from typing import NamedTuple

from tipcli.edits import with_parameter
from tipcli.law import Criteria
from tipcli.model import (
    Assessment,
    Indicator,
    Law,
    Options,
    Provision,
    Rule,
    Rung,
    Weighing,
)

Value = int | str
#: The kinds of choices: two of rules, four of weighing, and how the question was put.
PARAMETER = "parameter"
PARTS = "rule"
WEIGHING = "weighing"
STANDARD = "standard"
SILENCE = "silence"
KINDS = "evidence_kinds"
CONVENTION = "convention"
OF_RULES = (PARAMETER, PARTS)

#: Whether an indicator admits the kinds of evidence that it lists, or every kind.
LISTED, EVERY_KIND = "listed", "every kind"
#: What is done with what was published after the report.
LEFT_OUT, COUNTED = "left out", "counted"


class World(NamedTuple):
    """All that is chosen: the law, the weighing and the options."""

    law: Law
    weighing: Weighing
    options: Options


class Place(NamedTuple):
    """Where a rule counts its parts: whose rule it is, and the way down to the node."""

    owner: str
    path: tuple[int, ...]


class Choice(NamedTuple):
    """One thing that was chosen.

    `title` is what the rule or the indicator is called, where it is one's; an entry of the
    weighing has its id alone.
    `values` are all that it could be, in order and the present one among them; `range` are those
    within the declared range, and the present one. `parts` is how many a count is out of, and
    `places` where it stands. `readers` are the provisions, rungs or indicators that it speaks to.
    """

    id: str
    kind: str
    title: str
    authority: str
    citation: str
    now: Value
    values: tuple[Value, ...]
    range: tuple[Value, ...]
    range_why: str = ""
    parts: int = 0
    places: tuple[Place, ...] = ()
    readers: tuple[str, ...] = ()


def world_of(found: Assessment) -> World:
    """The choices as they stand."""
    return World(found.law, found.weighing, found.options)


def with_choice(world: World, choice: Choice, value: Value) -> World:
    """The world with one choice at this value: what the edited files or options would give."""
    if choice.kind in (PARAMETER, WEIGHING):
        known = with_parameter(Criteria(world.law, world.weighing, {}, {}), choice.id, value)
        return world._replace(law=known.law, weighing=known.weighing)
    if choice.kind == PARTS:
        return world._replace(law=_with_count(world.law, choice.places[0], int(value)))
    if choice.kind == CONVENTION:
        return world._replace(options=_with_convention(world.options, choice.id, str(value)))
    name = choice.readers[0]
    indicators = tuple(
        with_indicator(each, choice.kind, str(value), world.weighing) if each.id == name else each
        for each in world.law.indicators
    )
    return world._replace(law=world.law._replace(indicators=indicators))


def with_indicator(each: Indicator, kind: str, value: str, weighing: Weighing) -> Indicator:
    """The indicator with its proof standard, its rule for silence or its kinds of evidence set."""
    if kind == STANDARD:
        return each._replace(standard=value)
    if kind == SILENCE:
        return each._replace(silence=value)
    every = tuple(weighing.reliability_by_kind)
    return each._replace(evidence_kinds=every) if value == EVERY_KIND else each


def _with_convention(options: Options, name: str, value: str) -> Options:
    if name == "attitude":
        return options._replace(attitude=value)
    return options._replace(hindsight=value == COUNTED)


def _with_count(law: Law, place: Place, count: int) -> Law:
    """The law in which the rule at a place asks for so many of its parts."""

    def provision(each: Provision) -> Provision:
        rule = each.rule
        return each._replace(rule=rule and _counting(rule, place.path, count))

    def rung(each: Rung) -> Rung:
        return each._replace(rule=each.rule and _counting(each.rule, place.path, count))

    return law._replace(
        provisions=tuple(
            provision(each) if owner_of(each) == place.owner else each for each in law.provisions
        ),
        ladder=tuple(rung(each) if owner_of(each) == place.owner else each for each in law.ladder),
    )


def _counting(rule: Rule, path: tuple[int, ...], count: int) -> Rule:
    if not path:
        # `all` of n is n of n, and `any` is 1 of n: the number itself is what was chosen.
        return rule if count == counted(rule) else rule._replace(op="at_least", least=count)
    at = path[0]
    parts = (*rule.parts[:at], _counting(rule.parts[at], path[1:], count), *rule.parts[at + 1 :])
    return rule._replace(parts=parts)


def counted(rule: Rule) -> int:
    """How many of its parts a rule asks for; 0 where it counts none."""
    if rule.op == "all":
        return len(rule.parts)
    return {"any": 1, "at_least": rule.least}.get(rule.op, 0)


def owner_of(each: Provision | Rung) -> str:
    """Whose rule it is, as the ids of choices begin."""
    return f"{each.id}:{'when' if isinstance(each, Rung) else 'rule'}"
