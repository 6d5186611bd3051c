"""What a case says: findings that are supposed, and what must follow from them."""

from __future__ import annotations

from typing import NamedTuple

from tipcli.model import CONTESTED, ESTABLISHED, NOT_APPLICABLE, OPEN, REFUTED

#: What a case says of a claim beside its outcome: that its data were refused, or that a named
#: human judged that it holds.
REFUSED, JUDGED = "refused", "judged"
#: The keys of a case that name claims -> what is supposed of them.
SUPPOSED = {
    "established": ESTABLISHED,
    "refuted": REFUTED,
    "contested": CONTESTED,
    "open": OPEN,
    "not_applicable": NOT_APPLICABLE,
    "refused": REFUSED,
    "judged": JUDGED,
}
#: A placement that is not known, in `before`.
UNKNOWN = "unknown"

Supposed = tuple[str, str]


class Questions(NamedTuple):
    """The open questions that must be left: exactly some, or at least some and without others."""

    exactly: tuple[str, ...] | None
    at_least: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


class Expected(NamedTuple):
    """What must follow; '', None and () where the case does not say."""

    tier: str
    rung: str = ""
    tier_set: tuple[str, ...] | None = None
    settled: bool | None = None
    silent: bool | None = None
    reasons: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    open_questions: Questions | None = None


class Case(NamedTuple):
    """One sentence of the law, tried: what is supposed, and what must follow.

    `supposed` are pairs of an indicator and what is said of it. Any other claim is open, or with
    `all_favourable` speaks for the government. Of those `in_turn` one stands at a time, in place of
    what is else supposed of its indicator.
    """

    file: str
    line: int
    column: int
    name: str
    report_years: tuple[int, ...]
    supposed: tuple[Supposed, ...]
    in_turn: tuple[Supposed, ...]
    all_favourable: bool
    before: tuple[tuple[int, str], ...]
    waived: bool
    attitude: str
    expected: Expected
