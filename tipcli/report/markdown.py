"""The brief as Markdown: CommonMark with the tables and footnotes that GitHub shows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from tipcli.model import OPEN, OUTCOMES
from tipcli.report.brief import (
    Brief,
    Card,
    Clause,
    Condition,
    Dimension,
    OtherSide,
    ProvisionRow,
    Reason,
    Statement,
)
from tipcli.report.cite import address, document, label, place
from tipcli.report.escaping import code, escape
from tipcli.words import capital

#: Lines are as long as their paragraphs; the rest of markdownlint's rules hold as they come.
_LINT = "<!-- markdownlint-disable-file MD013 -->"
_FIRST = ("minimum standard", "criterion")


def page(brief: Brief) -> str:
    """The whole report. The same brief gives the same bytes."""
    return "\n\n".join(Page(brief).blocks()) + "\n"


class Page:
    """Sets the parts of a brief as blocks of Markdown, one after another."""

    def __init__(self, brief: Brief) -> None:
        self._brief = brief
        self._say = brief.phrases
        self._labels = {each.id: label(each) for each in brief.references}

    def blocks(self) -> Iterator[str]:
        """Every block of the report."""
        yield f"# {escape(self._brief.title)}"
        yield escape(" ".join(self._brief.lead))
        for name in SECTIONS:
            blocks = self.section(name)
            if blocks:
                yield f"## {self._word(f'heading.{name}')}"
                yield from blocks
        yield from self.footnotes()
        yield _LINT

    def section(self, name: str) -> list[str]:
        """The blocks of one of SECTIONS, without its heading; none where it has nothing to say."""
        return [block for block in SECTIONS[name](self) if block]

    def _word(self, key: str, **values: str | int) -> str:
        return escape(self._say(key, **values))

    def refs(self, ids: Iterable[str]) -> str:
        """The marks of footnotes for these items."""
        known = (self._labels[ident] for ident in ids if ident in self._labels)
        return " ".join(f"[^{each}]" for each in known)

    def _cited(self, text: str, ids: Iterable[str]) -> str:
        """A text, escaped, with the footnotes of its items."""
        return f"{escape(text)}{self._after(ids)}"

    def _after(self, ids: Iterable[str]) -> str:
        marks = self.refs(ids)
        return f" {marks}" if marks else ""

    def _summary(self) -> Iterator[str]:
        rows = [(escape(row.name), self._cited(row.text, row.cites)) for row in self._brief.summary]
        yield table((self._word("column.name"), self._word("column.text")), rows)

    def _rationale(self) -> Iterator[str]:
        return self._reasons(self._brief.rationale)

    def _reasons(self, reasons: Iterable[Reason]) -> Iterator[str]:
        for reason in reasons:
            yield f"**{escape(reason.sentence)}** ({escape(reason.citation)})."
            yield bullets(self._clause(clause) for clause in reason.clauses)

    def _clause(self, clause: Clause) -> str:
        parts = "; ".join(self._statement(part) for part in clause.parts)
        head = f"{escape(clause.title)} ({escape(clause.citation)}): {escape(clause.answer)}."
        return f"{head} {parts}."

    def _statement(self, part: Statement) -> str:
        return f"{escape(part.text)}{self._sides(part.cites, part.against)}"

    def _sides(self, pro: Iterable[str], contra: Iterable[str]) -> str:
        """The footnotes for and against; those for alone need no word."""
        against = self.refs(contra)
        if not against:
            return self._after(pro)
        sides = [f"{self._word('refs.against')} {against}"]
        if self.refs(pro):
            sides.insert(0, f"{self._word('refs.for')} {self.refs(pro)}")
        return f" ({'; '.join(sides)})"

    def _ladder(self) -> Iterator[str]:
        rows = []
        for rung in self._brief.ladder:
            answer = escape(rung.answer)
            if rung.decides:
                answer = f"**{answer}: {escape(rung.tier)}**"
            rows.append((str(rung.number), escape(rung.question), answer, escape(rung.citation)))
        heads = ("number", "question", "answer", "citation")
        yield table([self._word(f"column.{name}") for name in heads], rows)

    def _provisions(self) -> Iterator[str]:
        rows = self._brief.provisions
        yield self._provision_table([row for row in rows if row.section in _FIRST])
        rest = [row for row in rows if row.section not in _FIRST]
        if rest:
            yield self._word("provisions.rest")
            yield self._provision_table(rest)

    def _provision_table(self, rows: Sequence[ProvisionRow]) -> str:
        heads = ("provision", "citation", "answer", *OUTCOMES[:4])
        lines = [
            (
                escape(row.title),
                escape(row.citation),
                escape(row.answer),
                *(str(count) for count in row.counts[:4]),
            )
            for row in rows
        ]
        return table([self._word(f"column.{name}") for name in heads], lines, numbers=4)

    def _findings(self) -> Iterator[str]:
        for dimension in self._brief.dimensions:
            yield f"### {escape(dimension.title)}"
            yield from self._dimension(dimension)

    def _dimension(self, dimension: Dimension) -> Iterator[str]:
        if not dimension.cards:
            yield self._word("dimension.none")
            return
        counts = dict(zip(OUTCOMES, dimension.counts, strict=True))
        yield self._word("dimension.counts", **{name: counts[name] for name in OUTCOMES[:4]})
        silent = [card for card in dimension.cards if _silent(card)]
        yield bullets(self._card(card) for card in dimension.cards if not _silent(card))
        if silent:
            claims = "; ".join(card.claim.rstrip(".") for card in silent)
            yield self._word("dimension.silent", n=len(silent), claims=claims)

    def _card(self, card: Card) -> str:
        words = [card.outcome_word, card.taken, card.load_bearing and self._say("finding.decides")]
        lines = [f"{escape(card.text)} ({escape('; '.join(word for word in words if word))})."]
        for side, ids, strength in (
            ("for", card.pro, card.pro_strength),
            ("against", card.contra, card.contra_strength),
        ):
            if ids:
                head = self._word(f"side.{side}", strength=strength)
                lines.append(f"  - {head}{self._after(ids)}")
        if card.aside:
            lines.append(f"  - {self._word('side.aside')}{self._after(card.aside)}")
        lines += [f"  - {escape(each)}" for each in (card.judgement, *card.searches) if each]
        return "\n".join(lines)

    def _carried(self) -> Iterator[str]:
        yield bullets(self._cited(row.text, row.cites) for row in self._brief.carried_by)

    def _other_sides(self) -> Iterator[str]:
        if not self._brief.other_side:
            yield self._word("other.none")
        for side in self._brief.other_side:
            yield f"### {self._word(f'other.{side.direction}', tier=side.tier)}"
            yield from self._other_side(side)

    def _other_side(self, side: OtherSide) -> Iterator[str]:
        yield escape(side.standing)
        if side.supposed:
            yield self._word("other.supposed")
            yield bullets(self._supposed(card) for card in side.supposed)
        if side.case:
            yield self._word("other.case")
            yield from self._reasons(side.case)
        if side.missed:
            yield self._word("other.missed")
            yield "\n".join(line for each in side.missed for line in self._condition(each, 0))

    def _supposed(self, card: Card) -> str:
        return f"{escape(card.text)}{self._sides(card.pro, card.contra)}"

    def _condition(self, condition: Condition, depth: int) -> Iterator[str]:
        lead = "  " * depth + "- "
        yield f"{lead}{escape(condition.text)}{self._sides(condition.cites, condition.against)}"
        for part in condition.parts:
            yield from self._condition(part, depth + 1)

    def _changes(self) -> Iterator[str]:
        yield self._word("change.intro")
        for change in self._brief.changes:
            yield f"### {self._word(f'change.{change.direction}', tier=change.tier)}"
            yield escape(change.text)
            for place_, choices in enumerate(change.shapes):
                if place_:
                    yield self._word("change.or")
                lines = []
                for choice in choices:
                    lines.append(f"- {escape(choice.text)}:")
                    lines += [f"  - {escape(n.text)} ({escape(n.takes)})" for n in choice.needs]
                yield "\n".join(lines)

    def _questions(self) -> Iterator[str]:
        yield escape(self._brief.undecided)
        blocks = []
        for number, each in enumerate(self._brief.questions, 1):
            lead = f"{number}. "
            said = [
                f"{self._word('question.now', now=each.now)}{self._after(each.cites)}",
                self._word("question.yes", left=each.if_yes),
                self._word("question.no", left=each.if_no),
            ]
            if each.who:
                said.append(self._word("question.who", who=each.who))
                said.append(self._word("question.admits", kinds=each.admits))
            said += [escape(search) for search in each.searches]
            lines = [f"{lead}**{escape(each.question)}**"]
            blocks.append("\n".join([*lines, *(f"{' ' * len(lead)}- {line}" for line in said)]))
        yield "\n".join(blocks)

    def _judgements(self) -> Iterator[str]:
        rows = self._brief.judgements
        yield bullets(f"{escape(row.name)} {self._cited(row.text, row.cites)}" for row in rows)

    def _conflicts(self) -> Iterator[str]:
        rows = [
            (
                escape(each.claim),
                escape(each.kind),
                self.refs(each.pro),
                self.refs(each.contra),
                escape(each.result),
                escape(each.stake),
            )
            for each in self._brief.conflicts
        ]
        heads = ("claim", "kind", "for", "against", "result", "stake")
        if rows:
            yield table([self._word(f"column.{name}") for name in heads], rows)

    def _not_counted(self) -> Iterator[str]:
        by_reason: dict[str, list[str]] = {}
        for each in self._brief.not_counted:
            by_reason.setdefault(each.reason, []).extend(each.cites)
        yield bullets(
            f"{escape(capital(reason))}:{self._after(dict.fromkeys(ids))}"
            for reason, ids in by_reason.items()
        )

    def _law(self) -> Iterator[str]:
        law, clock = self._brief.law, self._brief.clock
        yield bullets([f"{code(law.name)}: {escape(law.text)}", escape(clock.text)])

    def _sources(self) -> Iterator[str]:
        lines = []
        for source in self._brief.sources:
            parts = [f"{escape(document(self._say, source))}."]
            url = address(source.url)
            if url:
                parts.append(f"<{url}>.")
            kind = "; ".join(part for part in (source.kind, source.remark) if part)
            parts.append(f"{escape(capital(kind))}.")
            if source.note:
                parts.append(escape(source.note))
            lines.append(f"{source.number}. {' '.join(parts)}")
        yield "\n".join(lines)

    def _receipt(self) -> Iterator[str]:
        yield self._word("receipt.intro")
        rows = [(escape(name), code(value)) for name, value in self._brief.receipt]
        yield table((self._word("column.name"), self._word("column.value")), rows)

    def footnotes(self) -> Iterator[str]:
        """The definition of every footnote, in the order of first citation."""
        sources = {source.id: source for source in self._brief.sources}
        for each in self._brief.references:
            text = self._say(
                "cite.item",
                statement=each.statement.rstrip("."),
                place=place(self._say, each, sources[each.source]),
            )
            remark = "; ".join(part for part in (each.strength, each.remark) if part)
            yield f"[^{label(each)}]: {escape(text)} {escape(capital(remark))}."


#: The sections of a report in their order.
SECTIONS: Mapping[str, Callable[[Page], Iterator[str]]] = MappingProxyType(
    {
        "summary": Page._summary,
        "rationale": Page._rationale,
        "ladder": Page._ladder,
        "provisions": Page._provisions,
        "findings": Page._findings,
        "carried": Page._carried,
        "other_side": Page._other_sides,
        "changes": Page._changes,
        "questions": Page._questions,
        "judgements": Page._judgements,
        "conflicts": Page._conflicts,
        "not_counted": Page._not_counted,
        "law": Page._law,
        "sources": Page._sources,
        "receipt": Page._receipt,
    }
)


def _silent(card: Card) -> bool:
    """Whether nothing at all is to be said of a finding but its claim."""
    return card.outcome == OPEN and not (card.pro or card.contra or card.aside or card.searches)


def bullets(lines: Iterable[str]) -> str:
    """A list, each line an item."""
    return "\n".join(f"- {line}" for line in lines)


def table(heads: Sequence[str], rows: Iterable[Sequence[str]], numbers: int = 0) -> str:
    """A table; the last `numbers` columns are set to the right."""
    words = len(heads) - numbers
    rule = ["---"] * words + ["---:"] * numbers
    return "\n".join(f"| {' | '.join(row)} |" for row in (heads, rule, *rows))
