"""Every way a law can come out, over all its leaves: its rules and its ladder as diagrams.

Unlike in an assessment nothing is decided yet, so whether a question arises is open too. A rule
is therefore two functions, when it arises and when it holds, and all is still reckoned by the
`combine`, `Fold` and `Ways` that decide.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tipcli.decide import CLOCK, Fold, Ways, combine
from tipcli.diagram import FALSE, TRUE, Diagram
from tipcli.model import HOLDS, Law, Rule

Path = tuple[str | int, ...]
#: What follows the name of an indicator in the variable that says whether its question arises.
ARISES = " arises"
#: What sets off the names of leaves that are told apart by where they stand.
MARK = "'"


class Root(NamedTuple):
    """A whole rule, that of a provision or of a rung, with its path in the file."""

    name: str
    rule: Rule
    path: Path
    provision: bool


def roots(law: Law, places: Sequence[Path]) -> tuple[Root, ...]:
    """Every rule of a law; `places` are the paths of its provisions, in their order."""
    return (
        *(
            Root(each.id, each.rule, (*place, "rule"), provision=True)
            for each, place in zip(law.provisions, places, strict=True)
            if each.rule
        ),
        *(
            Root(each.id, each.rule, ("ladder", number, "when"), provision=False)
            for number, each in enumerate(law.ladder)
            if each.rule
        ),
    )


def nodes(rule: Rule, path: Path) -> Iterator[tuple[Rule, Path]]:
    """Every node of a rule with its path in the file, parts before the whole."""
    for part, below in parts(rule, path):
        yield from nodes(part, below)
    yield rule, path


def parts(rule: Rule, path: Path) -> list[tuple[Rule, Path]]:
    """The parts of a node, each with its path in the file."""
    if rule.op == "not":
        return [(rule.parts[0], (*path, rule.op))]
    inside = (*path, rule.op, "of") if rule.op == "at_least" else (*path, rule.op)
    return [(part, (*inside, index)) for index, part in enumerate(rule.parts)]


def leaf_of(rule: Rule) -> str:
    """The leaf that a node asks: an indicator or the clock; '' for any other node."""
    return rule.ref if rule.op == "indicator" else CLOCK if rule.op == "clock" else ""


class Value(NamedTuple):
    """What a rule comes to: when it arises, and when it arises and holds."""

    arises: int
    holds: int

    @property
    def constant(self) -> bool:
        """Whether it comes out one way only, as far as it arises at all."""
        return self.holds in (FALSE, self.arises)


_NO, _YES = Value(TRUE, FALSE), Value(TRUE, TRUE)


class Partial:
    """The algebra of rules of which some may not arise; what does not arise is left out."""

    def __init__(self, diagram: Diagram) -> None:
        self._diagram = diagram

    def negate(self, part: Value) -> Value:
        """The opposite, where it arises."""
        return Value(part.arises, self._diagram.choose(part.holds, FALSE, part.arises))

    def conjunction(self, parts: Sequence[Value]) -> Value:
        """All that arise hold."""
        arises = self._arises(parts)
        return Value(arises, self._diagram.conjunction([arises, self._all_that_arise(parts)]))

    def disjunction(self, parts: Sequence[Value]) -> Value:
        """Some part holds."""
        holds = self._diagram.disjunction([part.holds for part in parts])
        return Value(self._arises(parts), holds)

    def at_least(self, count: int, parts: Sequence[Value]) -> Value:
        """So many hold, or all that arise where fewer do."""
        arises = self._arises(parts)
        enough = self._diagram.at_least(count, [part.holds for part in parts])
        if any(part.arises != TRUE for part in parts):
            enough = self._diagram.disjunction([enough, self._all_that_arise(parts)])
        return Value(arises, self._diagram.conjunction([arises, enough]))

    def _arises(self, parts: Sequence[Value]) -> int:
        return self._diagram.disjunction([part.arises for part in parts])

    def _all_that_arise(self, parts: Sequence[Value]) -> int:
        choose = self._diagram.choose
        return self._diagram.conjunction([choose(part.arises, part.holds, TRUE) for part in parts])


class _Everywhere(Fold[Value]):
    """The fold of a law over partial values; every node is reckoned once and remembered."""

    def __init__(self, law: Law, diagram: Diagram) -> None:
        self.diagram = diagram
        self.algebra = Partial(diagram)
        self._conditional = {each.id for each in law.indicators if each.precondition}
        self._seen: dict[int, Value | None] = {}
        super().__init__(law, self._variable, self.algebra, (_NO, _YES))

    def _variable(self, name: str) -> Value:
        ident = name.partition(MARK)[0]
        if ident not in self._conditional:
            return Value(TRUE, self.diagram.variable(name))
        arises = self.diagram.variable(ident + ARISES)
        return Value(arises, self.diagram.choose(arises, self.diagram.variable(name), FALSE))

    def rule(self, rule: Rule) -> Value | None:
        """The value of a rule; None where it rests only on provisions without a rule."""
        if id(rule) not in self._seen:
            self._seen[id(rule)] = self.settled(rule, super().rule(rule))
        return self._seen[id(rule)]

    def settled(self, rule: Rule, value: Value | None) -> Value | None:
        """The value, with what the rule is taken for in the cases in which it does not arise."""
        if value is None or not rule.if_not_applicable:
            return value
        otherwise = TRUE if rule.if_not_applicable == HOLDS else FALSE
        return Value(TRUE, self.diagram.choose(value.arises, value.holds, otherwise))


class EveryWay:
    """A law over all its leaves: the values of its rules, and its ladder as `Ways`."""

    def __init__(self, law: Law) -> None:
        self.law = law  # values are remembered by rule, so the rules have to stay
        rules = {rung.id: rung.rule for rung in law.ladder}
        folds: list[_Everywhere] = []

        def leaf(diagram: Diagram, rung: str) -> int | None:
            if not folds:
                folds.append(_Everywhere(law, diagram))
            rule = rules[rung]
            value = folds[0].rule(rule) if rule else None
            return None if value is None else value.holds

        # Each rung asks one leaf of its own, which is what its rule comes to here.
        ladder = tuple(
            rung._replace(rule=Rule("indicator", rung.id)) if rung.rule else rung
            for rung in law.ladder
        )
        self.ways = Ways(law._replace(ladder=ladder), leaf)
        self.diagram = self.ways.diagram
        self._fold = folds[0] if folds else _Everywhere(law, self.diagram)

    def of(self, rule: Rule) -> Value | None:
        """The value of a rule of the law; None where it rests on nothing that is counted."""
        return self._fold.rule(rule)

    def joined(self, rule: Rule, values: Sequence[Value | None]) -> Value | None:
        """What a node would come to with parts of these values."""
        return self._fold.settled(rule, combine(rule, values, self._fold.algebra))

    def moves(self, node: int) -> set[str]:
        """The variables on which a function depends."""
        return {self.diagram.names[index] for index in self.diagram.variables(node)}

    def pushes(self, node: int) -> tuple[set[str], set[str]]:
        """The variables that, coming true, can make the function true, and those that can end it.

        Every node of a diagram can be come by, so a variable can do what one of its nodes does.
        """
        begins, ends = set(), set()
        for each in self.diagram.below(node):
            index, low, high = self.diagram.at(each)
            name = self.diagram.names[index]
            if self.diagram.choose(low, high, TRUE) != TRUE:
                ends.add(name)
            if self.diagram.choose(high, low, TRUE) != TRUE:
                begins.add(name)
        return begins, ends

    def within(self, node: int, name: str, *, value: bool) -> int:
        """The function with one variable settled."""
        became = {FALSE: FALSE, TRUE: TRUE}
        names = self.diagram.names
        settled = names.index(name)
        for each in self.diagram.below(node):
            index, low, high = self.diagram.at(each)
            if index > settled:
                became[each] = each
            elif index == settled:
                became[each] = high if value else low
            else:
                test = self.diagram.variable(names[index])
                became[each] = self.diagram.choose(test, became[high], became[low])
        return became[node]
