"""What looks wrong with a law that can be used: found in its diagrams, so for all findings at once.

Pure: a law goes in, flaws with their paths in its file come out. Every statement is about all ways
in which the findings and the clock can come out, questions that do not arise included.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from tipcli import codes, lawdirection
from tipcli.decide import CLOCK
from tipcli.diagram import FALSE, TRUE
from tipcli.lawways import EveryWay, Path, Root, Value, leaf_of, nodes, parts, roots
from tipcli.model import TIERS, Law, Rule, Rung

#: Of the parts of a node without a title so many are named.
_FEW = 3


class Flaw(NamedTuple):
    """One thing that looks wrong: its code, where it stands in the file, and what would be right.

    `path` leads to a value, or with `key` to the key of one.
    """

    code: str
    path: Path
    message: str
    remedy: str
    key: bool = False


class _Part(NamedTuple):
    """A part of a node with its path and its value."""

    rule: Rule
    path: Path
    value: Value | None


def flaws(law: Law, places: Sequence[Path]) -> Iterator[Flaw]:
    """Every flaw of a law; `places` are the paths of its provisions in the file, in their order."""
    found, every = roots(law, places), EveryWay(law)
    decided = [*_unreachable(law, every), *_in_rules(found, every)]
    yield from decided
    yield from _identical_provisions(found, every)
    for each in lawdirection.against(law, found, every):
        yield Flaw(codes.LAW_NOT_MONOTONE, *each)
    yield from _unread(found)
    # What is asked only where nothing can be decided is no flaw of its own.
    yield from _idle(law, found, every, [flaw.path[:-1] for flaw in decided])
    yield from _shown_only(law, found, places)


def _open(value: Value | None) -> bool:
    """Whether a rule can come out either way."""
    return value is not None and not value.constant


def _unreachable(law: Law, every: EveryWay) -> Iterator[Flaw]:
    """Rungs that decide in no way, whatever the findings and the clock."""
    rungs = every.ways.rungs
    reached = {rung.tier for rung, node in rungs if node != FALSE}
    for number, (rung, node) in enumerate(rungs):
        if node == FALSE:
            lost = "" if rung.tier in reached else f", so no country can be given {rung.tier}"
            message = f"this rung can never decide: {_why_never(law, number, every)}{lost}"
            remedy = "Mend its condition or the order of the rungs, or leave it out."
            yield Flaw(codes.LAW_UNREACHABLE, ("ladder", number, "id"), message, remedy)


def _why_never(law: Law, number: int, every: EveryWay) -> str:
    holds = _holds(law.ladder[number], every)
    if holds == FALSE:
        return "its condition never holds"
    for above in law.ladder[:number]:
        if every.diagram.choose(holds, _holds(above, every), TRUE) == TRUE:
            return f"whenever it would, {above.id} has decided"
    return "whenever it would, one of the rungs above it has decided"


def _holds(rung: Rung, every: EveryWay) -> int:
    if rung.rule is None:
        return TRUE
    value = every.of(rung.rule)
    return value.holds if value else FALSE


def _in_rules(found: Sequence[Root], every: EveryWay) -> Iterator[Flaw]:
    """Rules that come out one way only, parts that say the same, and parts that add nothing."""
    for root in found:
        for rule, path in nodes(root.rule, root.path):
            value = every.of(rule)
            inside = [_Part(part, below, every.of(part)) for part, below in parts(rule, path)]
            if value is None or value.constant:
                # Of a rung that never holds this is said already.
                if root.provision or rule is not root.rule or (value and value.holds != FALSE):
                    yield from _constant(rule, path, value, inside, every)
            elif len(inside) > 1:
                yield from _said_before(rule, inside)
                yield from _superfluous(rule, value, inside, every)


def _constant(
    rule: Rule, path: Path, value: Value | None, inside: Sequence[_Part], every: EveryWay
) -> Iterator[Flaw]:
    """A rule that comes out one way only, unless that comes of a part of it or another rule."""
    own = [part.value for part in inside if _open(part.value)]
    if rule.op == "provision":
        if value is None:
            message = f"{rule.ref} has no rule, so this part never arises"
            yield _at(codes.LAW_CONSTANT, rule, path, message, "Leave it out.")
        return
    if len(own) < len(inside):
        joint = every.joined(rule, own)
        if joint is None or not joint.constant:
            return
    word = "holds" if value and value.holds != FALSE else "fails"
    message = f"{_called(rule)} always {word}, however the findings come out"
    yield _at(codes.LAW_CONSTANT, rule, path, message, _settled_by(rule, inside, every))


def _settled_by(rule: Rule, inside: Sequence[_Part], every: EveryWay) -> str:
    """The two parts of a constant rule that settle it, where two do."""
    for one, other in combinations(inside, 2):
        joint = every.joined(rule, [one.value, other.value])
        if joint and joint.constant:
            return f"Between {_called(one.rule)} and {_called(other.rule)} nothing is left open."
    return "Together its parts leave nothing open."


def _said_before(rule: Rule, inside: Sequence[_Part]) -> Iterator[Flaw]:
    """Parts of a node that are the same function as one before them."""
    first: dict[Value, Rule] = {}
    for part in inside:
        if part.value is None or not _open(part.value):
            continue
        if part.value in first:
            twice = ", and is counted twice" if rule.op == "at_least" else ""
            one, other = _called(part.rule), _called(first[part.value])
            same = "stands here twice" if one == other else f"says the same as {other}"
            message = f"{one} {same}{twice}"
            remedy = "Leave out one of the two, or say in which way they differ."
            yield _at(codes.LAW_IDENTICAL, part.rule, part.path, message, remedy)
        first.setdefault(part.value, part.rule)


def _superfluous(
    rule: Rule, value: Value, inside: Sequence[_Part], every: EveryWay
) -> Iterator[Flaw]:
    """Parts without which the node stays the same; all of them can be left out together."""
    known = [part.value for part in inside]
    twins = [n for n, each in enumerate(known) if each in known[:n]]
    counting = rule.op == "at_least"  # there a part that stands twice is no less needed for it
    left = [number for number in range(len(inside)) if counting or number not in twins]
    for number in reversed(left[:]):
        part = inside[number]
        rest = [other for other in left if other != number]
        if not _open(part.value) or (counting and known.count(part.value) > 1):
            continue
        if every.joined(rule, [known[other] for other in rest]) == value:
            left = rest
            beside = _beside(rule, part, inside, rest, every)
            message = f"{_called(part.rule)} adds nothing to {beside}"
            remedy = "Leave it out, since the rule stays the same, or ask for what was meant."
            yield _at(codes.LAW_REDUNDANT, part.rule, part.path, message, remedy)


def _beside(
    rule: Rule, part: _Part, inside: Sequence[_Part], rest: Sequence[int], every: EveryWay
) -> str:
    """The one sibling that makes a part superfluous, or all of them."""
    if rule.op != "at_least":
        for number in rest:
            other = inside[number]
            if every.joined(rule, [other.value, part.value]) == every.joined(rule, [other.value]):
                return _called(other.rule)
    return "the other parts"


def _identical_provisions(found: Sequence[Root], every: EveryWay) -> Iterator[Flaw]:
    """Provisions whose rules are the same function, unless one plainly names another."""
    first: dict[Value, str] = {}
    for root in found:
        value = every.of(root.rule)
        if not root.provision or value is None or value.constant:
            continue
        if value in first and root.rule.op != "provision":
            message = f"the rule of {root.name} says the same as that of {first[value]}"
            remedy = "Let one name the other by `provision`, or say in which way they differ."
            yield Flaw(codes.LAW_IDENTICAL, root.path, message, remedy, key=True)
        first.setdefault(value, root.name)


def _unread(found: Sequence[Root]) -> Iterator[Flaw]:
    """Provisions with a rule that no rung reads."""
    read = {name for root in found if not root.provision for name in _read(root, found, ())}
    for root in found:
        if root.provision and root.name not in read:
            message = f"no rung reads {root.name}, directly or through another provision"
            remedy = "Name it where it counts, or give it `counted: false` and a reason."
            yield Flaw(codes.LAW_WITHOUT_EFFECT, root.path, message, remedy, key=True)


def _read(root: Root, found: Sequence[Root], dead: Sequence[Path]) -> Iterator[str]:
    """The provisions that a rule reads where it is not dead, directly or through others."""
    rules = {each.name: each for each in found if each.provision}
    ahead, seen = [root], set()
    while ahead:
        each = ahead.pop()
        for rule, path in nodes(each.rule, each.path):
            if rule.op == "provision" and rule.ref not in seen and not _under(path, dead):
                seen.add(rule.ref)
                ahead += [rules[rule.ref]] if rule.ref in rules else []
    yield from seen


def _under(path: Path, above: Sequence[Path]) -> bool:
    return any(path[: len(each)] == each for each in above)


def _idle(law: Law, found: Sequence[Root], every: EveryWay, dead: Sequence[Path]) -> Iterator[Flaw]:
    """Leaves that are asked where it counts and can still change no tier."""
    counts = {n for root in found if not root.provision for n in _read(root, found, dead)}
    told = {name for tier in TIERS for name in every.moves(every.ways.tier(tier))}
    asked = [
        (leaf_of(rule), rule, path)
        for root in found
        if not root.provision or root.name in counts
        for rule, path in nodes(root.rule, root.path)
    ]
    for leaf, rule, path in asked:
        if leaf and leaf not in told and not _under(path, dead):
            told.add(leaf)
            message = f"{leaf} is asked, and however all else comes out it changes no tier"
            remedy = "Ask it where it can decide, or only show it as `context`."
            yield _at(codes.LAW_WITHOUT_EFFECT, rule, path, message, remedy)
    everywhere = [rule for root in found for rule, _ in nodes(root.rule, root.path)]
    if law.clock.applies and not any(leaf_of(rule) == CLOCK for rule in everywhere):
        message = "the clock applies, and no rung asks whether the time has run out"
        remedy = "Ask `clock: expired` in a rung."
        yield Flaw(codes.LAW_WITHOUT_EFFECT, ("clock", "applies"), message, remedy)


def _shown_only(law: Law, found: Sequence[Root], places: Sequence[Path]) -> Iterator[Flaw]:
    """Indicators that no rule asks and that stand only as context."""
    told = {leaf_of(rule) for root in found for rule, _ in nodes(root.rule, root.path)}
    for each, place in zip(law.provisions, places, strict=True):
        for number, ident in enumerate(each.context):
            if ident not in told:
                told.add(ident)
                message = f"no rule asks {ident}: it is shown with {each.id} and not counted"
                yield Flaw(codes.LAW_SHOWN_ONLY, (*place, "context", number), message, "")


def _at(code: str, rule: Rule, path: Path, message: str, remedy: str) -> Flaw:
    """A flaw of a node, at its operator."""
    return Flaw(code, (*path, rule.op), message, remedy, key=True)


def _called(rule: Rule) -> str:
    """A node as a reader knows it."""
    if rule.title:
        return f"“{rule.title}”"
    if rule.op == "not":
        return f"not {_called(rule.parts[0])}"
    return leaf_of(rule) or rule.ref or f"`{rule.op}` of {_some(rule.parts)}"


def _some(parts: Sequence[Rule]) -> str:
    """The parts of a node that has no title, as far as they are few."""
    named = [_called(part) for part in parts[:_FEW]]
    return ", ".join([*named, "..."] if len(parts) > _FEW else named)
