"""The ladder of one assessment over every leaf, and what each leaf is taken for there.

The same diagrams that give the tier set, made once for all questions about other tiers.
"""

from __future__ import annotations

from typing import NamedTuple

from tipcli.decide import CLOCK, Facts, Ways, every_way
from tipcli.families import Families
from tipcli.model import HOLDS, Assessment, Finding
from tipcli.weigh import cut_off, heard, reconsidered, side_at


class Space(NamedTuple):
    """The ladder's diagrams, and by variable what it is taken for and whether it can change.

    `fixed` variables are no matter of evidence: the clock, which looks at earlier years, and what
    only a named human can judge.
    """

    ways: Ways
    facts: Facts
    baseline: tuple[bool, ...]
    fixed: frozenset[int]

    @property
    def names(self) -> list[str]:
        """The leaves in the order of the variables."""
        return self.ways.diagram.names


def space_of(found: Assessment) -> Space:
    """The space of an assessment, under its own attitude."""
    facts = Facts.of(found.findings, found.clock)
    ways = every_way(found.law, facts)
    names = ways.diagram.names
    baseline = tuple(facts.taken(name, found.options.attitude) == HOLDS for name in names)
    fixed = frozenset(n for n, name in enumerate(names) if not of_evidence(facts, name))
    return Space(ways, facts, baseline, fixed)


def of_evidence(facts: Facts, leaf: str) -> bool:
    """Whether evidence about the reporting period can settle this leaf."""
    return leaf != CLOCK and facts.findings[leaf].indicator.silence != "absent_unless_judged"


#: What stands in the way where no change of findings does it.
BY_CLOCK = "clock"
BY_HUMAN = "judgement"
NEVER = "law"


def barred(space: Space, node: int, families: Families) -> tuple[str, int]:
    """What stands between the findings and `node`, and every minimal change that makes it true.

    Where no change of findings does, the changes are those with the clock free, then with what
    a human judges free, then with both; nothing if the law never lets it be.
    """
    clock = frozenset(n for n in space.fixed if space.names[n] == CLOCK)
    human = space.fixed - clock
    tries = (
        ("", space.fixed),
        (BY_CLOCK, human),
        (BY_HUMAN, clock),
        (BY_HUMAN, frozenset[int]()),
    )
    for bar, fixed in tries:
        family = families.minimal(space.ways.diagram, node, space.baseline, fixed)
        if family:
            return bar, family
    return NEVER, family


class Need(NamedTuple):
    """One finding that would have to be taken otherwise, and the least that would do it.

    `holds` is what it would have to be taken for. `strength` is the step of the scale that the
    side for that would need, with the other side as it stands; None where no new evidence does
    it, because too much stands against it or because a named human has judged. `origins` is how
    many independent origins would have to share that strength.
    """

    finding: Finding
    holds: bool
    strength: int | None
    origins: int = 1


def need_of(found: Assessment, finding: Finding, *, holds: bool) -> Need:
    """What it takes for the finding to be taken as holding, or as not holding."""
    if finding.judgement is not None:
        return Need(finding, holds, None)
    results = heard(finding.searches, cut_off(found.options, found.issued))
    usual = finding.supports if holds else finding.contradicts
    weighing = found.weighing
    top = len(weighing.scale) - 1
    # Above the top of the scale only a second origin lifts a side, for the balanced reading.
    for level in range(usual.level, top + weighing.corroboration_steps + 1):
        side = usual if level == usual.level else side_at(level, weighing)
        sides = (side, finding.contradicts) if holds else (finding.supports, side)
        year = found.country_year.report_year
        changed = reconsidered(finding, *sides, results, weighing, year, silent=False)
        facts = Facts.of((changed,), found.clock)
        taken = facts.taken(finding.indicator.id, found.options.attitude)
        if (taken == HOLDS) == holds:
            origins = weighing.corroboration_origins if level > top else 1
            return Need(finding, holds, min(level, top), origins)
    return Need(finding, holds, None)
