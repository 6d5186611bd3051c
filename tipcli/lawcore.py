"""What of a law decides, apart from its words and from the values of its parameters.

Two laws with the same core and the same parameters give every file the same tier, however their
texts, titles and citations read.
"""

from __future__ import annotations

from typing import Any

from tipcli.model import Law, Rule


def core(law: Law) -> tuple[Any, ...]:
    """The rules, the ladder, the clock and what weighing reads of each indicator."""
    clock = law.clock
    return (
        law.id,
        tuple((each.id, each.section, _rule(each.rule)) for each in law.provisions),
        tuple((each.id, _rule(each.rule), each.tier) for each in law.ladder),
        (
            clock.applies,
            clock.first_counted_report,
            clock.years_limit_parameter,
            clock.waiver_years_parameter,
            clock.post_downgrade_parameter,
        ),
        tuple(
            (
                each.id,
                each.favourable,
                each.evidence_kinds,
                each.standard,
                each.silence,
                each.silence_from,
            )
            for each in law.indicators
        ),
        tuple(each.id for each in law.parameters),
    )


def _rule(rule: Rule | None) -> tuple[Any, ...] | None:
    if rule is None:
        return None
    # A count that a parameter gives is the parameter's; the clock's numbers always are.
    count = rule.parameter or rule.least
    return (rule.op, rule.ref, count, rule.if_not_applicable, tuple(map(_rule, rule.parts)))


def digest(value: object) -> str:
    """The SHA-256 of a value made of tuples, texts and numbers."""
    from hashlib import sha256

    return sha256(repr(value).encode()).hexdigest()
