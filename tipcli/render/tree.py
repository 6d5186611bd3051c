"""Text for people: the rationale, and the tree of reasons down to each source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tipcli.explain import (
    answer_words,
    decided_by,
    decisive,
    left_out,
    phrase,
    rationale,
    silence,
    taken_as,
)
from tipcli.model import (
    CANNOT_TELL,
    HOLDS,
    Assessment,
    Finding,
    Item,
    RungStep,
    Side,
    Step,
    Voice,
)
from tipcli.render.lines import BLANK, Line, heading
from tipcli.render.text import headline, judged_by, origin


def explanation(found: Assessment, *, full: bool = False, provision: str = "") -> Iterator[Line]:
    """What `tipcli explain` prints: the rationale, then the tree down to the sources."""
    tree = Tree(found, full or bool(provision))
    if provision:
        step = next(
            s for s in found.placement.provisions if s.provision and s.provision.id == provision
        )
        yield from tree.step(step, 0)
        yield from _sources(found, tree.cited)
        return
    yield from headline(found)
    yield BLANK
    yield heading("Rationale")
    yield from _rationale(found)
    yield BLANK
    yield heading("How the tier was reached")
    deciding = decided_by(found)
    for number, each in enumerate(found.placement.rungs):
        yield from tree.rung(number, each, each is deciding)
        if each is deciding and not full:
            break
    if full:
        yield BLANK
        yield heading("Every provision")
        for step in found.placement.provisions:
            yield from tree.step(step, 1, top=True)
    yield from _sources(found, tree.cited)
    yield BLANK
    yield from origin(found)


def _rationale(found: Assessment) -> Iterator[Line]:
    for point in rationale(found):
        yield Line(f"{point.sentence} ({point.citation}).", 1, "", "bold")
        for clause in point.clauses:
            quote = point.rung == found.placement.rung
            parts = [_leaf(found, leaf, quote=quote) for leaf in clause.findings]
            text = f"{clause.title} ({clause.citation}): {clause.answer}. {'; '.join(parts)}."
            yield Line(text, 3, "- ")


def _leaf(found: Assessment, leaf: Step, *, quote: bool) -> str:
    if leaf.finding is None:
        return " ".join(found.clock.reasons).rstrip(".")
    text = phrase(leaf.finding)
    sides = [_cited(voices, quote=quote) for voices in _counted(leaf.finding) if voices]
    if len(sides) == 2:
        return f"{text} (against: {sides[0]}; for: {sides[1]})"
    joint = ": " if quote else " "
    return text + joint + sides[0] if sides else text


def _cited(voices: tuple[Voice, ...], *, quote: bool) -> str:
    ids = "[" + ", ".join(voice.item.id for voice in voices) + "]"
    return f'"{voices[0].item.statement.rstrip(".")}" {ids}' if quote else ids


def _counted(finding: Finding) -> tuple[tuple[Voice, ...], ...]:
    """The voices of the side that won; where neither did, those against and those for."""
    if finding.ground not in ("evidence", "silence"):
        return ()
    return {
        "established": (finding.supports.voices,),
        "refuted": (finding.contradicts.voices,),
    }.get(finding.outcome, (finding.contradicts.voices, finding.supports.voices))


class Tree:
    """Prints rung <- rule <- provision <- indicator <- evidence <- source, each indented once."""

    def __init__(self, found: Assessment, full: bool) -> None:
        self._found = found
        self._findings = {finding.indicator.id: finding for finding in found.findings}
        self._full = full
        self._shown: set[str] = set()
        self.cited: set[str] = set()

    def rung(self, number: int, each: RungStep, deciding: bool) -> Iterator[Line]:
        """A rung with its answer and what is under it."""
        words = answer_words(each.answer, each.taken)
        style = "bold" if deciding else ""
        tail = f" => {each.rung.tier}" if deciding else ""
        yield Line(f"{each.rung.question} {words}{tail}", 0, f"{number} ", style)
        yield Line(f"{each.rung.citation} [{each.rung.authority}]", 2, style="dim")
        if each.rung.why:
            yield Line(each.rung.why, 2, style="dim")
        if each.step is None:
            return
        judged_only = each.rung.id == "special-case" and each.taken != HOLDS
        if not judged_only or self._full:
            yield from self.step(each.step, 2)

    def step(self, step: Step, indent: int, *, top: bool = False) -> Iterator[Line]:
        """A node of a rule and all that made it what it is."""
        if step.provision is not None:
            yield from self._provision(step, indent, top)
        elif step.rule is not None and step.rule.op == "indicator":
            if step.finding is not None:
                yield from self.finding(step, step.finding, indent)
        elif step.rule is not None and step.rule.op == "clock":
            yield Line(f"clock: {answer_words(step.answer, step.taken)}", indent, "* ")
            for reason in self._found.clock.reasons:
                yield Line(reason, indent + 2, style="dim")
        else:
            yield from self._rule(step, indent)

    def _rule(self, step: Step, indent: int) -> Iterator[Line]:
        rule = step.rule
        if rule is None:
            return
        parts = step.parts if self._full else decisive(step)
        if rule.op == "not" and not rule.title:
            for part in parts:
                yield from self.step(part, indent)
            return
        words = {
            "all": f"all {len(step.parts)} must hold",
            "any": "one must hold",
            "at_least": f"at least {rule.least} of {len(step.parts)} must hold",
            "not": "must not hold",
        }[rule.op]
        if rule.parameter:
            words += f" ({rule.parameter})"
        holding = sum(part.taken == HOLDS for part in step.parts)
        name = rule.title or words
        note = f": {words}, {holding} do" if rule.title else f", {holding} do"
        yield Line(
            f"{name}{note} - {answer_words(step.answer, step.taken)} [{rule.authority}]",
            indent,
            "+ ",
        )
        for part in parts:
            yield from self.step(part, indent + 2)
        rest = 0 if self._full else left_out(step)
        if rest:
            yield Line(
                f"and {rest} more that cannot be told, not needed here (--full)",
                indent + 2,
                "  ",
                "dim",
            )

    def _provision(self, step: Step, indent: int, top: bool) -> Iterator[Line]:
        provision = step.provision
        if provision is None:
            return
        answer = answer_words(step.answer, step.taken)
        if provision.rule is None:
            answer = "shown, not counted"
        text = f"{provision.title} ({provision.citation}): {answer}"
        yield Line(text, indent, "# ", "bold" if top else "")
        if provision.id in self._shown and not top:
            yield Line(f"explained above, under {provision.id}", indent + 2, style="dim")
            return
        self._shown.add(provision.id)
        law = f"Law [{provision.authority}, {provision.status}]: {provision.text}"
        yield Line(law, indent + 2, style="dim")
        if provision.rule is not None:
            rule = provision.rule
            yield Line(f"Rule [{rule.authority}]: {rule.why}", indent + 2, style="dim")
        for part in step.parts:
            yield from self.step(part, indent + 2)
        if provision.context and (self._full or top):
            yield Line("Shown, not counted:", indent + 2, style="dim")
            for ident in provision.context:
                finding = self._findings[ident]
                text = f"{phrase(finding)} [{finding.outcome}; {ident}]"
                yield Line(text, indent + 4, "* ", "dim")

    def finding(self, step: Step, finding: Finding, indent: int) -> Iterator[Line]:
        """A finding with its evidence; where it was shown before, one line that says so."""
        taken = taken_as(finding, step.taken) if step.answer == CANNOT_TELL else ""
        word = f"{finding.outcome}{', ' + taken if taken else ''}"
        ident = finding.indicator.id
        yield Line(f"{phrase(finding)} [{word}; {ident}]", indent, "* ", _outcome_style(finding))
        if ident in self._shown:
            if finding.supports.voices or finding.contradicts.voices:
                yield Line("evidence above", indent + 2, style="dim")
            return
        self._shown.add(ident)
        if finding.judgement:
            yield Line(
                f"Judgement: proposed {finding.proposed}, judged {finding.outcome} by "
                + judged_by(finding.judgement),
                indent + 2,
            )
        if finding.ground == "presumption" and finding.indicator.silence_from:
            yield Line(f"Presumption: {finding.indicator.citation}", indent + 2, style="dim")
        for side, name in ((finding.supports, "For"), (finding.contradicts, "Against")):
            yield from self._side(side, name, indent + 2)
        for words in silence(finding):
            yield Line(words, indent + 2, "? ", "dim")
        for aside in finding.asides:
            yield Line(
                f"Not counted: {aside.item.statement} [{aside.item.id}; {aside.reason}]",
                indent + 2,
                "x ",
                "dim",
            )

    def _side(self, side: Side, name: str, indent: int) -> Iterator[Line]:
        for voice in side.voices:
            yield from self._voice(voice, name, indent)
        if len(side.voices) > 1:
            scale = self._found.weighing.scale
            yield Line(
                f"{name}: {scale[side.strength]} together, from {side.origins} "
                f"origin{'s' * (side.origins > 1)}",
                indent,
                style="dim",
            )

    def _voice(self, voice: Voice, name: str, indent: int) -> Iterator[Line]:
        item = voice.item
        self.cited.add(item.source.id)
        strength = self._found.weighing.scale[voice.strength]
        mark = "" if item.status == "confirmed" else f", {item.status}"
        yield Line(f"{name} ({strength}{mark}): {item.statement} [{item.id}]", indent, "- ")
        yield Line(source_line(item), indent + 4, style="dim")
        if self._full:
            yield Line("; ".join(voice.steps), indent + 4, style="dim")
            if item.measure:
                yield Line(f"Measure: {measured(item.measure)}", indent + 4, style="dim")
            if item.note:
                yield Line(f"Note: {item.note}", indent + 4, style="dim")


def measured(measure: Mapping[str, Any]) -> str:
    """A figure in words: the number, its unit, what exactly it counts, and the year before."""
    what = f" ({measure['definition']})" if "definition" in measure else ""
    before = f", {measure['previous']} before" if "previous" in measure else ""
    return f"{measure['value']} {measure['unit']}{what}{before}"


def source_line(item: Item) -> str:
    """The citation of one item: publisher, title, date, and the place in it."""
    source = item.source
    official = " [U.S. official finding]" if item.official else ""
    return (
        f"{source.publisher}, {source.title}, {source.published}: {item.locator} "
        f"[{source.id}]{official}"
    )


def _sources(found: Assessment, cited: set[str]) -> Iterator[Line]:
    """Every source cited above, once, with its address whole so that it can be followed."""
    yield BLANK
    yield heading("Sources cited")
    for source in found.country_year.sources:
        if source.id not in cited:
            continue
        seen = f" Seen: {source.seen}, {source.status}." if source.seen else f" {source.status}."
        yield Line(f"[{source.id}]", 1)
        yield Line(f"{source.publisher}, {source.title}, {source.published}.{seen}", 5)
        if source.note:
            yield Line(source.note, 5, style="dim")
        if source.url:
            yield Line(source.url, 5, style="dim", keep=True)


def _outcome_style(finding: Finding) -> str:
    # Neither green nor red: whether a claim that holds is good news is for the law to say.
    return {
        "established": "blue",
        "refuted": "magenta",
        "contested": "yellow",
        "open": "cyan",
    }.get(finding.outcome, "dim")
