"""Measures of agreement between recommended and published tiers: exact, and with their limits.

Pure. Shares are fractions, and what is not defined is None: never a silent zero.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from tipcli.model import SPECIAL_CASE, TIERS

#: The order that kappa needs. Special Case stands outside it.
ORDER = tuple(tier for tier in TIERS if tier != SPECIAL_CASE)
LINEAR, QUADRATIC = "linear", "quadratic"
#: How far two tiers are apart, by the number of steps between them on the list of tiers.
WEIGHTS: Mapping[str, Callable[[int], int]] = {
    LINEAR: lambda steps: steps,
    QUADRATIC: lambda steps: steps * steps,
}


class Pair(NamedTuple):
    """One country-year with a published tier: what one side says, and what was published.

    `given` is '' where that side says nothing; `possible` are the tiers it leaves possible.
    """

    given: str
    published: str
    possible: tuple[str, ...] = ()


class Measures(NamedTuple):
    """How far one side agrees with the published tiers.

    `compared` country-years have an answer, `silent` have none. `inside` counts those whose
    published tier is in the tier set, None where no side leaves several tiers possible. `severe`
    and `mild` count answers worse and better than what was published. `kappa` holds the weighted
    kappa by weights, None where it is not defined; `outside_order` pairs have a Special Case and
    are left out of kappa, `severe` and `mild`.
    """

    compared: int
    silent: int
    exact: int
    inside: int | None
    severe: int
    mild: int
    outside_order: int
    kappa: Mapping[str, Fraction | None]


def measure(pairs: Iterable[Pair]) -> Measures:
    """All measures of one side."""
    every = list(pairs)
    told = [pair for pair in every if pair.given]
    ordered = [pair for pair in told if SPECIAL_CASE not in (pair.given, pair.published)]
    steps = [ORDER.index(pair.given) - ORDER.index(pair.published) for pair in ordered]
    sets = any(pair.possible for pair in told)
    return Measures(
        compared=len(told),
        silent=len(every) - len(told),
        exact=sum(pair.given == pair.published for pair in told),
        inside=sum(pair.published in pair.possible for pair in told) if sets else None,
        severe=sum(step > 0 for step in steps),
        mild=sum(step < 0 for step in steps),
        outside_order=len(told) - len(ordered),
        kappa={name: weighted_kappa(ordered, name) for name in WEIGHTS},
    )


def weighted_kappa(pairs: Iterable[Pair], weights: str) -> Fraction | None:
    """Cohen's weighted kappa over the four ordered tiers.

    One less the ratio of the disagreement that was seen to that which the two sides' own shares
    of tiers would give by chance, each disagreement counted by its steps (linear) or their square
    (quadratic). None where chance could give no disagreement: with no pair, or with one and the
    same tier on both sides throughout. Pairs with a Special Case must be left out before.
    """
    apart = WEIGHTS[weights]
    at = [(ORDER.index(pair.given), ORDER.index(pair.published)) for pair in pairs]
    seen = sum(apart(abs(one - other)) for one, other in at)
    # Every answer beside every published tier is what chance gives, as often as there are pairs.
    chance = sum(apart(abs(one - other)) for one, _ in at for _, other in at)
    return 1 - Fraction(seen * len(at), chance) if chance else None


def most_frequent(pairs: Iterable[Pair]) -> tuple[str, int]:
    """The tier that was published most often, the best of several, and how often; '' and 0 of none.

    Whoever says it every time is right that often, which is the least that means anything.
    """
    published = [pair.published for pair in pairs]
    counts = [(published.count(tier), tier) for tier in TIERS]
    most = max(counts, key=lambda pair: pair[0])
    return (most[1], most[0]) if most[0] else ("", 0)


def matrix(pairs: Iterable[Pair], tiers: Sequence[str] = TIERS) -> tuple[tuple[int, ...], ...]:
    """The confusion matrix: a row for each recommended tier, a column for each published one."""
    told = [(pair.given, pair.published) for pair in pairs if pair.given]
    return tuple(tuple(told.count((row, column)) for column in tiers) for row in tiers)


def share(part: int, whole: int) -> Fraction | None:
    """The part of the whole; None where there is no whole."""
    return Fraction(part, whole) if whole else None
