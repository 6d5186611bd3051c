"""What each finding is to the tier: whether it turns on it, rests on it, or could ever do so."""

from __future__ import annotations

from typing import NamedTuple

from tipcli.decide import Facts, Ways, open_ways, recommend
from tipcli.model import (
    CANNOT_TELL,
    ESTABLISHED,
    HOLDS,
    NOT_APPLICABLE,
    REFUTED,
    Assessment,
    Finding,
)
from tipcli.reason.space import of_evidence


class Stake(NamedTuple):
    """What a finding is to the tier.

    `otherwise` is the tier if this finding alone were taken the other way. `can_matter` says
    whether its value changes the tier for some way of settling the findings that are undecided,
    the decided ones being as they are.
    """

    tier: str
    otherwise: str
    load_bearing: bool
    can_matter: bool

    @property
    def rank(self) -> int:
        """0 where the tier turns on it, 1 where it bears the tier, 2 where it could, 3 never."""
        if self.otherwise != self.tier:
            return 0
        return 1 if self.load_bearing else 2 if self.can_matter else 3


class Stakes:
    """What each finding is to the tier, by the rules and diagrams that decided."""

    def __init__(self, found: Assessment) -> None:
        self._found = found
        self._facts = Facts.of(found.findings, found.clock)
        self._bearing = {link.indicator for link in found.placement.load_bearing}
        self._open = _asked(open_ways(found.law, self._facts))

    def of(self, finding: Finding) -> Stake:
        """The stake of one finding; none where no evidence can move it."""
        tier, name = self._found.placement.tier, finding.indicator.id
        if finding.outcome == NOT_APPLICABLE or not of_evidence(self._facts, name):
            return Stake(tier, tier, load_bearing=False, can_matter=False)
        return Stake(tier, self._otherwise(finding), name in self._bearing, self._can_matter(name))

    def _otherwise(self, finding: Finding) -> str:
        found = self._found
        attitude = found.options.attitude
        taken = self._facts.taken(finding.indicator.id, attitude)
        other = finding._replace(outcome=REFUTED if taken == HOLDS else ESTABLISHED)
        findings = tuple(other if each is finding else each for each in found.findings)
        return recommend(found.law, findings, found.clock, attitude)

    def _can_matter(self, name: str) -> bool:
        if self._facts.answer(name) == CANNOT_TELL:
            return name in self._open
        return name in _asked(open_ways(self._found.law, self._facts, also=(name,)))


def _asked(ways: Ways) -> set[str]:
    """The leaves on which the tier depends."""
    tiers = {rung.tier for rung, _ in ways.rungs}
    return {
        ways.diagram.names[variable]
        for tier in tiers
        for variable in ways.diagram.variables(ways.tier(tier))
    }
