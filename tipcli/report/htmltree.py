"""The decision as a tree that folds: rung <- rule <- provision <- finding <- evidence."""

from __future__ import annotations

from collections.abc import Iterable

from tipcli.explain import decisive
from tipcli.model import CANNOT_TELL, HOLDS, Finding, RungStep, Step
from tipcli.report import said
from tipcli.report.brief import RungLine
from tipcli.report.htmlmarkup import NOTHING, Html, el, join, link
from tipcli.report.htmlparts import (
    Known,
    answer_tag,
    finding_link,
    law_link,
    outcome_tag,
    refs,
    tier,
)


def ladder(known: Known, rungs: Iterable[RungStep]) -> Html:
    """Every question of the ladder; those that were asked with all that answered them."""
    tree = _Tree(known)
    by_id = {each.rung.id: each for each in rungs}
    # What decided comes first to what it shares with other questions: it is shown whole there.
    first = sorted(known.brief.ladder, key=lambda line: not line.decides)
    rows = {line.id: tree.rung(line, by_id.get(line.id)) for line in first}
    return el("ol", *(rows[line.id] for line in known.brief.ladder), cls="tree")


class _Tree:
    """Shows each provision whole where it is first met, and by a link from then on."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self._say = known.say
        self._shown: set[str] = set()

    def rung(self, line: RungLine, each: RungStep | None) -> Html:
        """A rung with its answer, and under it what answered it."""
        question = el("span", f"{line.number}. {line.question}", cls="question")
        answer = answer_tag(line.code, line.answer) if line.asked else NOTHING
        gave = join(" ", tier(line.tier)) if line.decides else NOTHING
        head = join(question, " ", answer, gave)
        law = el("p", f"{line.citation} [{line.authority}]", cls="aside")
        cls = "deciding" if line.decides else ""
        if each is None or each.step is None or not line.asked:
            later = NOTHING if line.asked else el("p", self._say("html.not_asked"), cls="aside")
            return el("li", el("p", head, cls="said"), law, later, cls=cls)
        why = el("p", each.rung.why, cls="aside") if each.rung.why else NOTHING
        inside = (law, why, el("ul", self.step(each.step)))
        return el("li", _fold(head, *inside, unfolded=line.decides), cls=cls)

    def step(self, step: Step) -> Html:
        """Any node of a rule, as the item of a list."""
        if step.provision is not None:
            return self._provision(step)
        if step.finding is not None and not step.parts:
            return self._finding(step, step.finding)
        if step.rule is not None and step.rule.op == "clock":
            return self._clock(step)
        if step.rule is not None and step.rule.op == "not" and not step.rule.title:
            return join(*(self.step(part) for part in step.parts))
        return self._rule(step)

    def _rule(self, step: Step) -> Html:
        rule, say = step.rule, self._say
        if rule is None:
            return NOTHING
        holding = sum(part.taken == HOLDS for part in step.parts)
        number = rule.least if rule.op == "at_least" else len(step.parts)
        words = say(f"html.rule.{rule.op}", n=number, every=len(step.parts), holding=holding)
        name = f"{rule.title}: {words}" if rule.title else words
        head = join(name, " ", self._answer(step))
        return el("li", _fold(head, self._aside(rule.authority, rule.why), self._parts(step)))

    def _parts(self, step: Step) -> Html:
        """The parts that made it so; the others are folded once more."""
        needed = decisive(step)
        rest = [part for part in step.parts if part not in needed]
        rows = [self.step(part) for part in needed]
        if rest and needed:
            more = self._say("html.not_needed", n=len(rest))
            others = el("ul", *(self.step(part) for part in rest))
            rows.append(el("li", _fold(Html(el("span", more, cls="soft")), others, unfolded=False)))
        else:
            rows += [self.step(part) for part in rest]
        return el("ul", *rows)

    def _provision(self, step: Step) -> Html:
        provision = step.provision
        if provision is None:
            return NOTHING
        answer = self._answer(step)
        title = f"{provision.title} ({provision.citation})"
        if provision.id in self._shown:
            here = law_link(self._known, provision.id, title)
            elsewhere = el("span", self._say("html.shown_elsewhere"), cls="soft")
            return el("li", here, " ", answer, " ", elsewhere)
        self._shown.add(provision.id)
        rule = provision.rule
        asides = (
            el("p", provision.text, cls="aside"),
            self._aside(rule.authority, rule.why) if rule else NOTHING,
            el("p", law_link(self._known, provision.id, self._say("html.to_law")), cls="aside"),
        )
        parts = el("ul", *(self.step(part) for part in step.parts))
        return el("li", _fold(join(title, " ", answer), *asides, parts))

    def _aside(self, authority: str, why: str) -> Html:
        if not why:
            return el("p", self._say("html.whose", authority=authority), cls="aside")
        return el("p", self._say("html.whose_why", authority=authority, why=why), cls="aside")

    def _finding(self, step: Step, finding: Finding) -> Html:
        sentence = said.sentence(self._say, finding)
        name = finding_link(self._known, finding.indicator.id, sentence)
        taken = said.taken(self._say, finding, step.taken) if step.answer == CANNOT_TELL else ""
        tag = outcome_tag(self._say, finding.outcome, taken)
        cites, against = said.cited(finding)
        return el("li", name, " ", tag, refs(self._known, cites, against))

    def _clock(self, step: Step) -> Html:
        return el(
            "li", link("#law", self._say("html.clock")), " ", self._answer(step), " ",
            self._known.brief.clock.text,
        )  # fmt: skip

    def _answer(self, step: Step) -> Html:
        return answer_tag(step.answer, said.answer(self._say, step.answer, step.taken))


def _fold(head: Html, *inside: Html, unfolded: bool = True) -> Html:
    return el("details", el("summary", head), *inside, _="open" if unfolded else "")
