"""What the tier rests on that is not the statute: for each choice the values that change it."""

from __future__ import annotations

from itertools import groupby
from typing import NamedTuple

from tipcli.model import Assessment, Parameter, Rung
from tipcli.reason.choices import CONVENTION, KINDS, OF_RULES, SILENCE, WEIGHING, Choice, Value
from tipcli.reason.everychoice import every_choice, unread
from tipcli.reason.reading import reading
from tipcli.reason.together import Together, fixed_for_good, together
from tipcli.reason.trials import Answer, Trials

#: What another value of a choice changes; the last is of choices that nothing here can read.
TIER, SET, NOTHING, IDLE = "tier", "set", "nothing", "not in play"


class Interval(NamedTuple):
    """Neighbouring values of a choice that give the same answer."""

    values: tuple[Value, ...]
    tier: str
    tier_set: tuple[str, ...]


class Varied(NamedTuple):
    """One choice with the answers of all its values, all other choices being as they are."""

    choice: Choice
    effect: str
    intervals: tuple[Interval, ...]


class Informed(NamedTuple):
    """A number that no rule reads but the analyst who answers a question.

    `tiers` are those that the findings on these questions could give, with all others as taken.
    """

    parameter: Parameter
    indicators: tuple[str, ...]
    tiers: tuple[str, ...]


class Sensitivity(NamedTuple):
    """How a tier depends on what was chosen.

    `fixed` says that no values of any choices together give another tier, and that this was
    shown. `rung` gave the tier. `joint` is the check of all choices together, each within its
    declared range; `judged` are the findings that a named human fixed, which no choice moves.
    """

    tier: str
    tier_set: tuple[str, ...]
    attitude: str
    rung: Rung
    fixed: bool
    varied: tuple[Varied, ...]
    informed: tuple[Informed, ...]
    joint: Together
    judged: tuple[str, ...]

    def changing(self, effect: str, authority: str = "") -> tuple[Varied, ...]:
        """The choices with this effect, of one authority if one is named."""
        return tuple(
            each
            for each in self.varied
            if each.effect == effect and authority in ("", each.choice.authority)
        )


def sensitivity(found: Assessment) -> Sensitivity:
    """The values of every modelling choice and department practice that change the tier or the set.

    Exact for each choice alone, by the functions that weigh and decide. For all choices together,
    within their declared ranges, each tier is excluded, reached, or said to be neither. The law
    itself goes by report year and is not varied.
    """
    trials = Trials(found)
    read = reading(trials)
    choices = tuple(every_choice(trials.world, read.readers, read.origins))
    answers = {
        choice.id: tuple(trials.with_value(choice, value) for value in choice.values)
        for choice in choices
        if _in_play(trials, choice)
    }
    varied = tuple(_varied(trials.now, choice, answers.get(choice.id, ())) for choice in choices)
    placed = found.placement
    return Sensitivity(
        tier=trials.now.tier,
        tier_set=trials.now.tier_set,
        attitude=placed.attitude,
        rung=next(each.rung for each in placed.rungs if each.rung.id == placed.rung),
        fixed=not any(_depends(each) for each in varied) and fixed_for_good(trials, choices),
        varied=varied,
        informed=tuple(_informed(trials, each) for each in unread(found.law)),
        joint=together(trials, choices, answers),
        judged=tuple(each.indicator.id for each in found.findings if each.judgement),
    )


def _depends(each: Varied) -> bool:
    return each.effect == TIER and each.choice.kind != CONVENTION


def _in_play(trials: Trials, choice: Choice) -> bool:
    """Whether anything in this file and this law reads the choice."""
    if choice.kind == CONVENTION or choice.kind in OF_RULES:
        return True
    if choice.kind == WEIGHING:
        return bool(choice.readers)
    name = choice.readers[0]
    if name not in trials.movable:
        return False
    finding = trials.findings[name]
    if choice.kind == KINDS:
        return any(aside.kind == "kind" for aside in finding.asides)
    # A rule for silence is asked only where data were refused, or where evidence is not heard.
    refused = any(search.result == "refused" for search in finding.searches)
    return choice.kind != SILENCE or refused or finding.ground == "presumption"


def _varied(now: Answer, choice: Choice, answers: tuple[Answer, ...]) -> Varied:
    runs = groupby(zip(choice.values, answers, strict=False), key=lambda pair: pair[1])
    intervals = tuple(
        Interval(tuple(value for value, _ in run), answer.tier, answer.tier_set)
        for answer, run in runs
    )
    if not answers:
        effect = IDLE
    elif any(answer.tier != now.tier for answer in answers):
        effect = TIER
    else:
        effect = SET if any(answer != now for answer in answers) else NOTHING
    return Varied(choice, effect, intervals)


def _informed(trials: Trials, parameter: Parameter) -> Informed:
    asked = tuple(name for name in parameter.informs if name in trials.findings)
    free = set(asked) & set(trials.movable)
    return Informed(parameter, asked, trials.tiers_if(free))
