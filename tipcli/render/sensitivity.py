"""Text of how a tier depends on what was chosen."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from tipcli.model import TIERS, Assessment
from tipcli.reason.choices import (
    CONVENTION,
    KINDS,
    PARTS,
    SILENCE,
    STANDARD,
    WEIGHING,
    Choice,
    Value,
)
from tipcli.reason.sensitivity import (
    IDLE,
    NOTHING,
    SET,
    TIER,
    Informed,
    Sensitivity,
    Varied,
)
from tipcli.reason.together import LEAVES, NEVER, NOW, REACHED, STAYS, Joint
from tipcli.render.lines import BLANK, Line, heading
from tipcli.words import capital, counted, listed, spoken

MODELLING, PRACTICE = "modelling-choice", "department-practice"
_STATUTE = "statute"


def lines(found: Assessment, answer: Sensitivity) -> Iterator[Line]:
    """What `tipcli sensitivity` prints: what the tier depends on first, then each choice."""
    facts = found.country_year
    yield heading(f"{facts.country} {facts.report_year}: {answer.tier}. What it depends on")
    yield Line(summary(answer))
    yield from _section(
        answer.changing(TIER),
        "Choices that change the tier, each with all others as they are",
        _tiers,
    )
    yield from _section(
        answer.changing(SET),
        f"Choices that change only the set of possible tiers (now {_set(answer.tier_set)})",
        lambda each: _sets(each, answer.tier_set),
    )
    yield BLANK
    yield from _joint(found, answer)
    if answer.informed:
        yield BLANK
        yield heading("Numbers that the analyst reads and no rule does: nothing to compute")
        for informed in answer.informed:
            yield from _informed(informed, answer.tier)
    yield BLANK
    yield from _rest(found, answer)


def summary(answer: Sensitivity) -> str:
    """On what the tier depends, and on how many choices of whom."""
    only_set = len(answer.changing(SET))
    more = f" {capital(counted(only_set, 'more changes', 'more change'))} only the set of "
    more = f"{more}possible tiers." if only_set else ""
    if answer.fixed:
        return f"{_fixed(answer)}{more}"
    ours, practice = (len(answer.changing(TIER, whose)) for whose in (MODELLING, PRACTICE))
    asked = [each.choice.id for each in answer.changing(TIER, CONVENTION)]
    convention = f" How the question is put matters too: {listed(asked)}." if asked else ""
    if not ours and not practice:
        text = "Depends on no single choice: no other value of any one gives another tier."
        return f"{text}{convention}{more}"
    named = [counted(ours, "modelling choice"), counted(practice, "department practice")]
    return (
        f"Depends on {' and '.join(named)}: each of them, set otherwise, gives another tier by "
        f"itself.{convention}{more}"
    )


def _fixed(answer: Sensitivity) -> str:
    judged = (
        f" It rests on {counted(len(answer.judged), 'finding')} that a named human judged."
        if answer.judged
        else ""
    )
    shown = "no value of any choice, alone or with others, gives another tier"
    if answer.rung.authority == _STATUTE:
        return f"Holds on statute alone: {shown}.{judged}"
    whose = spoken(answer.rung.authority.replace("-", "_"))
    return f"Holds however all else is chosen: {shown}. Its rung is itself a {whose}.{judged}"


def _section(
    varied: Sequence[Varied], called: str, said: Callable[[Varied], str]
) -> Iterator[Line]:
    if varied:
        yield BLANK
        yield heading(called)
    for each in varied:
        yield Line(f"{each.choice.id}, {_now(each.choice)}{_whose(each.choice)}", 1, "- ", "bold")
        yield Line(title(each.choice), 3, style="dim")
        yield Line(said(each), 3)


def _now(choice: Choice) -> str:
    of = f" of {choice.parts}" if choice.parts else ""
    return f"now {_value(choice.now)}{of}"


def _whose(choice: Choice) -> str:
    if choice.authority in (MODELLING, CONVENTION):
        return ""
    return f" ({spoken(choice.authority.replace('-', '_'))})"


def title(choice: Choice) -> str:
    """What was chosen, in a sentence."""
    if choice.kind == WEIGHING:
        return _of_weighing([spoken(word) for word in choice.id.split(".")])
    said = {
        PARTS: f"How many parts must hold: {choice.title.rstrip('.')}.",
        STANDARD: f"The proof standard of: {choice.title}",
        SILENCE: f"What silence means for: {choice.title}",
        KINDS: f"Which kinds of evidence are admitted on: {choice.title}",
    }
    return said.get(choice.kind) or choice.title or _CONVENTIONS[choice.id]


_CONVENTIONS = {
    "attitude": "How what is undecided counts.",
    "hindsight": "What was published after the report.",
}


def _of_weighing(words: list[str]) -> str:
    table, name, *rest = words
    if table == "reliability by kind":
        return f"How reliable a source of the kind {name} is, where its entry does not say."
    if table == "credibility by basis":
        return f"How credible a statement is whose basis is {name}, where its item does not say."
    if table == "strength":
        return f"How strong a statement of credibility {rest[0]} is from a source rated {name}."
    if table == "adjustments":
        return f"By how many steps a statement is stronger or weaker that is {name}."
    if table == "standards":
        lead = "How far ahead of the other side" if rest == ["margin"] else "How strong"
        return f"{lead} a side must be under the standard {name}."
    if name == "steps":
        return "By how many steps a side is stronger for independent origins that agree."
    return "How many independent origins must agree for a side to be stronger."


def _value(value: Value) -> str:
    return spoken(value) if isinstance(value, str) else str(value)


def _tiers(each: Varied) -> str:
    runs = groupby(each.intervals, key=lambda interval: interval.tier)
    said = [
        f"{_span(each.choice, [v for interval in run for v in interval.values])}: {tier}"
        for tier, run in runs
    ]
    return f"{'; '.join(said)}."


def _sets(each: Varied, now: tuple[str, ...]) -> str:
    said = [
        f"{_span(each.choice, interval.values)}: {_against(interval.tier_set, now)}"
        for interval in each.intervals
    ]
    return f"{'; '.join(said)}."


def _against(tiers: tuple[str, ...], now: tuple[str, ...]) -> str:
    joins = [tier for tier in tiers if tier not in now]
    leaves = [tier for tier in now if tier not in tiers]
    said = [f"{word} {_set(part)}" for word, part in (("also", joins), ("not", leaves)) if part]
    return " and ".join(said) or "as now"


def _set(tiers: Sequence[str]) -> str:
    return listed([tier for tier in TIERS if tier in tiers])


def _span(choice: Choice, values: Sequence[Value]) -> str:
    """Neighbouring values in as few words as are clear."""
    first, last = values[0], values[-1]
    if choice.id == "corroboration.origins" and last == choice.values[-1]:
        # One more than ever agree in the file: this or any more is as good as never.
        return f"{first} or more"
    if len(values) == 1:
        return _value(first)
    if isinstance(first, int) and isinstance(last, int):
        return f"{first}-{last}" if first >= 0 else f"{first} to {last}"
    if len(values) == 2:
        return f"{_value(first)} or {_value(last)}"
    return f"{_value(first)} to {_value(last)}"


def _joint(found: Assessment, answer: Sensitivity) -> Iterator[Line]:
    joint = answer.joint
    yield heading(
        f"All together: {counted(joint.choices, 'choice')} moved at once, each within its range"
    )
    for each in joint.tiers:
        yield Line(_verdict(each), 1, "- ")
    yield Line(f"The set of possible tiers: {_of_set(joint.tier_set)}", 1, "- ")
    cut = [each for each in joint.tiers if each.pairs[0] < each.pairs[1]]
    if cut:
        tried, number = cut[0].pairs
        yield Line(
            f"The search was cut: {tried} of {number} pairs of choices of the weighing were "
            "tried, each with all combinations of counts, and no three of them.",
            1,
        )
    yield Line(
        "The ranges are declared with the numbers of the law and in criteria/weighing.yaml. "
        + (found.weighing.ranges_why or "None is declared there, so choices move freely."),
        1,
        style="dim",
    )


def _verdict(each: Joint) -> str:
    if each.verdict == NOW:
        return f"{each.tier}: as now."
    if each.verdict == NEVER:
        return f"{each.tier}: no combination gives it. This is shown, not sampled."
    if each.verdict != REACHED:
        return (
            f"{each.tier}: neither found nor excluded. All combinations of counts were tried, "
            f"alone, with any one choice of the weighing, and with {_pairs(each)}."
        )
    moves = listed([_move(choice, value) for choice, value in each.moves])
    if len(each.moves) == 1:
        return f"{each.tier}: one choice alone gives it, such as {moves}."
    few = "no fewer do" if each.fewest else f"fewer may do, {_pairs(each)} having been tried"
    return f"{each.tier}: {counted(len(each.moves), 'choice')} together give it ({few}): {moves}."


def _pairs(each: Joint) -> str:
    tried, number = each.pairs
    return f"{tried} of {number} pairs of them" if tried < number else "any two"


def _move(choice: Choice, value: Value) -> str:
    return f"{choice.id} {_value(value)} (now {_value(choice.now)})"


def _of_set(tiers: tuple[Joint, ...]) -> str:
    said = []
    for verdict, words in (
        (STAYS, "always in it (shown)"),
        (LEAVES, "can leave it"),
        (REACHED, "can join it"),
        (NEVER, "never in it (shown)"),
    ):
        names = [each.tier for each in tiers if each.verdict == verdict]
        said += [f"{listed(names)} {words}"] if names else []
    done = (STAYS, LEAVES, REACHED, NEVER)
    text = f"{'; '.join(said)}." if said else ""
    rest = [each.tier for each in tiers if each.verdict not in done]
    if not rest:
        return text
    return (
        f"{text} Of {listed(rest)} this is not settled: within its range no choice alone moves "
        "it, and nothing shows that several do not."
    )


def _informed(informed: Informed, tier: str) -> Iterator[Line]:
    parameter = informed.parameter
    whose = spoken(parameter.authority.replace("-", "_"))
    now = f"now {parameter.value} ({parameter.unit}; {whose})"
    yield Line(f"{parameter.id}, {now}", 1, "- ", "bold")
    others = [each for each in informed.tiers if each != tier]
    if not informed.indicators:
        yield Line("No indicator of this law asks about it.", 3)
        return
    # With one other tier and this one gone, both ways of the finding are known.
    effect = f"could give {listed(others, 'or')}" if others else "would leave the tier as it is"
    yield Line(
        f"Read in answering {listed(informed.indicators)}; answered otherwise, with all else as "
        f"it is, this {effect}.",
        3,
    )


def _rest(found: Assessment, answer: Sensitivity) -> Iterator[Line]:
    nothing, idle = len(answer.changing(NOTHING)), len(answer.changing(IDLE))
    yield Line(
        f"{nothing + idle} other choices change neither the tier nor the set: {nothing} were "
        f"tried at every value, and {idle} are not in play, since nothing in this file can read "
        "them. --format json lists all."
    )
    facts = found.country_year
    yield Line(
        f"Which law applies goes by report year ({found.law.id}) and is not varied here; see "
        f"`tipcli what-if {facts.country} {facts.report_year} --law YEAR`."
    )
