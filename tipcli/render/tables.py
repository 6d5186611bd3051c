"""Tables of short words and numbers as lines: columns as wide as what stands in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tipcli.render.lines import Line

_GAP = "  "


def table(head: Sequence[str], rows: Sequence[Sequence[str]], indent: int = 1) -> Iterator[Line]:
    """The rows under their head, which is bold. Cells are words of ours and never wrap."""
    widths = [max(len(row[at]) for row in (head, *rows)) for at in range(len(head))]
    for number, row in enumerate((head, *rows)):
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
        text = _GAP.join(cells).rstrip()
        yield Line(text, indent, style="" if number else "bold", keep=True)
