"""Every choice that an assessment rests on or could rest on, with its values and its range."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tipcli.edits import count_range, parameters
from tipcli.law import Criteria
from tipcli.model import ATTITUDES, Indicator, Law, Parameter, Provision, Rule, Rung, Weighing
from tipcli.reason.choices import (
    CONVENTION,
    COUNTED,
    EVERY_KIND,
    KINDS,
    LEFT_OUT,
    LISTED,
    PARAMETER,
    PARTS,
    SILENCE,
    STANDARD,
    WEIGHING,
    Choice,
    Place,
    Value,
    World,
    counted,
    owner_of,
)

_STATUTE = "statute"
#: A second origin is the least that can agree, and to agree gives at most one step.
_LEAST_ORIGINS, _MOST_STEPS = 2, 1
_OPEN, _PRESUMED = "open", "presumed_against_if_refused"
_CONVENTION = "convention"


def every_choice(
    world: World, readers: Mapping[str, tuple[str, ...]], origins: int
) -> Iterator[Choice]:
    """The choices of rules, of the weighing, of each indicator, and of the question.

    `readers` says which indicators read an entry of the weighing in this file, and `origins` how
    many agree at most on one side.
    """
    yield from _of_parameters(world.law)
    yield from _of_nodes(world)
    yield from _of_weighing(world, readers, origins)
    for each in world.law.indicators:
        yield from _of_indicator(each, world.weighing)
    yield from _conventions(world)


def _of_parameters(law: Law) -> Iterator[Choice]:
    """The numbers by which rules count, where they are not the statute's."""
    places = [(place, rule) for place, rule, _ in _nodes(law)]
    for each in law.parameters:
        counts = count_range(law, each.id)
        if counts is None or each.authority == _STATUTE or isinstance(each.value, str):
            continue
        values = tuple(range(counts[0], counts[1] + 1))
        low, high = each.range or counts
        mine = tuple(place for place, rule in places if rule.parameter == each.id)
        yield Choice(
            id=each.id,
            kind=PARAMETER,
            title=each.text,
            authority=each.authority,
            citation=each.citation,
            now=each.value,
            values=values,
            range=tuple(n for n in values if low <= n <= high or n == each.value),
            range_why=each.range_why,
            parts=counts[1],
            places=mine,
            readers=_owners(mine),
        )


def unread(law: Law) -> Iterator[Parameter]:
    """The numbers and words that are not the statute's, and that no rule reads: analysts do."""
    for each in law.parameters:
        if each.authority != _STATUTE and count_range(law, each.id) is None:
            yield each


def _of_nodes(world: World) -> Iterator[Choice]:
    """How many of its parts a rule asks for, where the statute does not say."""
    for place, rule, title in _nodes(world.law):
        if rule.authority == _STATUTE or rule.parameter or len(rule.parts) == 1:
            continue
        now, values = counted(rule), tuple(range(1, len(rule.parts) + 1))
        yield Choice(
            id=".".join((place.owner, *(str(at + 1) for at in place.path))),
            kind=PARTS,
            title=title,
            authority=rule.authority,
            citation=rule.citation,
            now=now,
            values=values,
            range=_reach(world.weighing, "rules", values, now),
            range_why=world.weighing.ranges_why,
            parts=len(rule.parts),
            places=(place,),
            readers=_owners((place,)),
        )


def _owners(places: tuple[Place, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(place.owner.rpartition(":")[0] for place in places))


def _nodes(law: Law) -> Iterator[tuple[Place, Rule, str]]:
    """Every node that counts parts, with its place and what it is called."""
    owners: tuple[Provision | Rung, ...] = (*law.provisions, *law.ladder)
    for each in owners:
        if each.rule is not None:
            title = each.title if isinstance(each, Provision) else each.question
            yield from _below(each.rule, Place(owner_of(each), ()), title)


def _below(rule: Rule, place: Place, title: str) -> Iterator[tuple[Place, Rule, str]]:
    title = rule.title or title
    if counted(rule):
        yield place, rule, title
    for at, part in enumerate(rule.parts):
        yield from _below(part, Place(place.owner, (*place.path, at)), title)


def _reach(
    weighing: Weighing, name: str, values: tuple[Value, ...], now: Value
) -> tuple[Value, ...]:
    """The values within the declared number of steps; all of them where none is declared."""
    if name not in weighing.ranges:
        return values
    at, steps = values.index(now), weighing.ranges[name]
    return values[max(0, at - steps) : at + steps + 1]


def _of_weighing(
    world: World, readers: Mapping[str, tuple[str, ...]], origins: int
) -> Iterator[Choice]:
    weighing = world.weighing
    own = {each.id for each in world.law.parameters}
    for name, now in parameters(Criteria(world.law, weighing, {}, {})).items():
        if name in own:
            continue
        values = _domain(weighing, name, now, origins)
        yield Choice(
            id=name,
            kind=WEIGHING,
            title="",
            authority=weighing.authority,
            citation=weighing.citation,
            now=now,
            values=values,
            range=_reach(weighing, name.partition(".")[0], values, now),
            range_why=weighing.ranges_why,
            readers=readers.get(name, ()),
        )


def _domain(weighing: Weighing, name: str, now: Value, origins: int) -> tuple[Value, ...]:
    """Every value that an entry of the weighing can have, in order."""
    top = len(weighing.scale) - 1
    if name.startswith("reliability_by_kind."):
        return tuple(weighing.strength)
    if name.startswith("strength.") or name.endswith(".needs"):
        return weighing.scale
    if name.startswith("credibility_by_basis."):
        return tuple(range(1, min(map(len, weighing.strength.values())) + 1))
    if name.startswith("corroboration."):
        # One more than ever agree is as good as never.
        steps = name.endswith(".steps")
        least, most = (0, _MOST_STEPS) if steps else (_LEAST_ORIGINS, origins + 1)
        return tuple(range(min(least, int(now)), max(least, most, int(now)) + 1))
    return tuple(range(min(-top, int(now)), max(top, int(now)) + 1))


def _of_indicator(each: Indicator, weighing: Weighing) -> Iterator[Choice]:
    """What an indicator asks of its evidence; the presumption of 7106(b) is the statute's own."""
    yield _of_one(each, STANDARD, weighing, each.standard, tuple(weighing.standards))
    if each.silence != _PRESUMED:
        silences = tuple(dict.fromkeys((each.silence, _OPEN, _PRESUMED)))
        yield _of_one(each, SILENCE, weighing, each.silence, silences)
    yield _of_one(each, KINDS, weighing, LISTED, (LISTED, EVERY_KIND))


def _of_one(
    each: Indicator, kind: str, weighing: Weighing, now: str, values: tuple[str, ...]
) -> Choice:
    ours = kind == STANDARD
    return Choice(
        id=f"{each.id}.{kind}",
        kind=kind,
        title=each.claim,
        authority=weighing.authority if ours else each.authority,
        citation=weighing.citation if ours else each.citation,
        now=now,
        values=values,
        range=_reach(weighing, kind, values, now),
        range_why=weighing.ranges_why,
        readers=(each.id,),
    )


def _conventions(world: World) -> Iterator[Choice]:
    """How the question was put. The law that applies goes by report year and is not varied."""
    hindsight = COUNTED if world.options.hindsight else LEFT_OUT
    for name, now, values in (
        ("attitude", world.options.attitude, ATTITUDES),
        ("hindsight", hindsight, (LEFT_OUT, COUNTED)),
    ):
        citation = "none; a convention of the tool"
        # What was asked for stays as it was asked for when all choices are moved together.
        yield Choice(name, CONVENTION, "", _CONVENTION, citation, now, values, (now,))
