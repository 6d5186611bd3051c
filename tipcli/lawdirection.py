"""Whether evidence that speaks for the government can lower its tier, and where in the law.

Two properties, both exact. The ladder is monotone: a leaf that comes out for the government never
leads from a tier to a worse one, Special Case apart. Every provision has one direction: it holds
the more readily for what speaks for the government, or for what speaks against it, not for both.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from tipcli.decide import CLOCK
from tipcli.lawways import ARISES, MARK, EveryWay, Path, Root, leaf_of, nodes, parts
from tipcli.model import SPECIAL_CASE, TIERS, Law, Rule

#: The tiers that have an order, the best first.
_ORDERED = tuple(tier for tier in TIERS if tier != SPECIAL_CASE)
#: Of a long list only the first few are named.
_FEW = 4


class Against(NamedTuple):
    """Where the law is not monotone, at the value or with `key` at the key of the path."""

    path: Path
    message: str
    remedy: str
    key: bool


class _Fall(NamedTuple):
    """A way down: from a better tier to a worse one, in the case that is told in fewest words."""

    better: str
    worse: str
    case: str


class _Place(NamedTuple):
    """A node at which what speaks for the government, as it is shown, leads down."""

    rule: Rule
    path: Path
    shown: tuple[str, ...]
    fall: _Fall


def against(law: Law, found: Sequence[Root], every: EveryWay) -> Iterator[Against]:
    """Every place at which a law is not monotone, and every provision without one direction."""
    good = {**{each.id: each.favourable for each in law.indicators}, CLOCK: False}
    provisions = {root.name: root for root in found if root.provision}
    mixed = {name: why for name, root in provisions.items() if (why := _mixed(root, every, good))}
    places = list(_places(law, found, every, good, set(mixed)))
    yield from map(_told, places)
    for name, why in mixed.items():
        root = provisions[name]
        told = any(place.path[: len(root.path)] == root.path for place in places)
        inside = {node.ref for node, _ in nodes(root.rule, ()) if node.op == "provision"}
        if not told and not inside & mixed.keys():
            remedy = "Add or take away a `not`, or say with `not_monotone` why it is meant."
            yield Against(root.path, why, remedy, key=True)


def _leaves(every: EveryWay) -> list[str]:
    return [name for name in every.diagram.names if not name.endswith(ARISES)]


def _mixed(root: Root, every: EveryWay, good: Mapping[str, bool]) -> str:
    """How a provision speaks both for the government and against it, or ''."""
    value = every.of(root.rule)
    begins, ends = every.pushes(value.holds) if value else (set(), set())
    leaves = [name for name in _leaves(every) if name in begins | ends]
    both = [name for name in leaves if name in begins & ends]
    if both:
        return f"{_listed(both)} can make {root.name} hold, and in another case makes it fail"
    up = [_shown(name, name in begins) for name in leaves if (name in begins) == good[name]]
    down = [_shown(name, name in begins) for name in leaves if (name in begins) != good[name]]
    if not up or not down:
        return ""
    return (
        f"{root.name} holds the more readily both for what speaks for the government "
        f"({_listed(up)}) and for what speaks against it ({_listed(down)})"
    )


def _places(
    law: Law, found: Sequence[Root], every: EveryWay, good: Mapping[str, bool], mixed: set[str]
) -> Iterator[_Place]:
    """The nodes at which evidence for the government lowers the tier."""
    falling = _falling(every, good)
    if not falling:
        return
    units = _Units(law, found, every, good, mixed, set(falling))
    apart = EveryWay(units.law)
    at = {
        units.places[name][1]: name for name in _falling(apart, units.good) if name in units.places
    }
    for root in found:
        for rule, path, names in _highest(root.rule, root.path, at)[1]:
            fall = _fall(apart, units.good, names[0])
            if fall:
                shown = tuple(dict.fromkeys(_shown(name, units.good[name]) for name in names))
                yield _Place(rule, path, shown, fall)
    # Only by way of Special Case can a leaf lead down where none of its places does.
    met = {leaf for name in at.values() for leaf in units.leaves[name]}
    for name in [name for name in falling if name not in met]:
        everywhere = (each for root in found for each in nodes(root.rule, root.path))
        rule, path = next(each for each in everywhere if leaf_of(each[0]) == name)
        fall = _fall(every, good, name)
        if fall:
            yield _Place(rule, path, (_shown(name, good[name]),), fall)


_Group = tuple[Rule, Path, list[str]]


def _highest(rule: Rule, path: Path, at: Mapping[Path, str]) -> tuple[bool, list[_Group]]:
    """The places in a rule, several as the one node that holds them all and nothing else."""
    below = parts(rule, path)
    if not below:
        return path in at, [(rule, path, [at[path]])] if path in at else []
    inside = [_highest(part, under, at) for part, under in below]
    groups = [group for _, some in inside for group in some]
    if not all(whole for whole, _ in inside):
        return False, groups
    if len(groups) > 1:
        groups = [(rule, path, [name for _, _, names in groups for name in names])]
    return True, groups


def _falling(every: EveryWay, good: Mapping[str, bool]) -> list[str]:
    """The leaves that can lead down: what can end "at least this tier", Special Case apart."""
    special = every.moves(every.ways.tier(SPECIAL_CASE))
    suspects = _suspects(every, good)
    return [name for name in suspects if name not in special or _fall(every, good, name)]


def _suspects(every: EveryWay, good: Mapping[str, bool]) -> list[str]:
    """The leaves that, coming out for the government, can end "at least this tier"."""
    suspects: dict[str, None] = {}
    for count in range(1, len(_ORDERED)):
        tiers = [every.ways.tier(tier) for tier in _ORDERED[:count]]
        begins, ends = every.pushes(every.diagram.disjunction(tiers))
        for name in _leaves(every):
            if name in (ends if good[name] else begins):
                suspects.setdefault(name)
    return list(suspects)


def _fall(every: EveryWay, good: Mapping[str, bool], name: str) -> _Fall | None:
    """How a leaf that comes out for the government leads from a tier to a worse one, if it can."""
    diagram = every.diagram
    for better, worse in combinations(_ORDERED, 2):
        before = every.within(every.ways.tier(better), name, value=not good[name])
        after = every.within(every.ways.tier(worse), name, value=good[name])
        both = diagram.conjunction([before, after])
        cases = []
        for word, sense in (("for", True), ("against", False)):
            usual = [each.endswith(ARISES) or good[each] == sense for each in diagram.names]
            changes = diagram.nearest(both, usual)
            if changes is not None:
                cases.append((len(changes), _case(changes, word)))
        if cases:
            return _Fall(better, worse, min(cases)[1])
    return None


class _Units:
    """The law with each place that can be to blame made a leaf of its own.

    These are the leaves that fall, wherever a rule asks them, and the references to provisions
    that have one direction: of such a provision only the use can be wrong.
    """

    def __init__(
        self,
        law: Law,
        found: Sequence[Root],
        every: EveryWay,
        good: Mapping[str, bool],
        mixed: set[str],
        falling: set[str],
    ) -> None:
        self.good = dict(good)
        self.places: dict[str, tuple[Rule, Path]] = {}
        self.leaves: dict[str, set[str]] = {}
        self._falling = falling
        self._directed = {
            root.name: every.pushes(value.holds)
            for root in found
            if root.provision and root.name not in mixed and (value := every.of(root.rule))
        }
        whole = {(root.name, root.provision): self._apart(root.rule, root.path) for root in found}
        self.law = law._replace(
            provisions=tuple(p._replace(rule=whole.get((p.id, True))) for p in law.provisions),
            ladder=tuple(r._replace(rule=whole.get((r.id, False))) for r in law.ladder),
        )

    def _apart(self, rule: Rule, path: Path) -> Rule:
        leaf = leaf_of(rule)
        if leaf in self._falling:
            return self._unit(rule, path, leaf, {leaf}, good=self.good[leaf])
        begins, ends = self._directed.get(rule.ref if rule.op == "provision" else "", ((), ()))
        leaves = self._falling.intersection((*begins, *ends))
        if leaves:
            some = min(leaves)
            good = (some in begins) == self.good[some]
            return self._unit(rule, path, f"{rule.ref} ", leaves, good=good)
        inside = tuple(self._apart(part, below) for part, below in parts(rule, path))
        return rule._replace(parts=inside)

    def _unit(self, rule: Rule, path: Path, base: str, leaves: set[str], *, good: bool) -> Rule:
        name = f"{base}{MARK}{len(self.places)}"
        self.good[name], self.leaves[name], self.places[name] = good, leaves, (rule, path)
        return rule._replace(op="indicator", ref=name)


def _told(place: _Place) -> Against:
    better, worse, case = place.fall
    return Against(
        (*place.path, place.rule.op),
        f"what speaks for the government lowers the tier here, as from {better} to {worse}: "
        f"{_listed(place.shown)}",
        f"So it is {case}. Add or take away a `not`, mend `favourable`, or say with `not_monotone` "
        "why it is meant.",
        key=bool(place.rule.parts),
    )


def _shown(unit: str, value: bool) -> str:
    """A leaf, or the reference to a provision, with how it comes out."""
    name, _, mark = unit.partition(MARK)
    if name == CLOCK:
        return "the time on the Watch List run out" if value else "the time on the list not run out"
    if name.endswith(ARISES):
        return f"{name.removesuffix(ARISES)} {'arising' if value else 'not arising'}"
    if mark and name.endswith(" "):
        return f"{name}{'holding' if value else 'failing'}"
    return f"{name} {'established' if value else 'refuted'}"


def _case(changes: Sequence[tuple[str, bool]], word: str) -> str:
    told = [_shown(name, value) for name, value in changes]
    given = f"{_listed(told)} and all else" if told else "all else"
    return f"with {given} {word} the government"


def _listed(words: Sequence[str]) -> str:
    more = f" and {len(words) - _FEW} more" if len(words) > _FEW else ""
    return ", ".join(words[:_FEW]) + more
