"""Lines of text: wrapped, indented and styled once, for a terminal and for a pipe alike."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from typing import NamedTuple, TextIO

from tipcli.errors import printable

#: Narrower than this nothing can be set; wider than that no line can be read.
NARROWEST, WIDEST = 40, 120


class Line(NamedTuple):
    """One paragraph: a mark, its text, how far in it stands, and one style for each."""

    text: str
    indent: int = 0
    mark: str = ""
    style: str = ""
    mark_style: str = ""
    keep: bool = False


BLANK = Line("")


def heading(text: str) -> Line:
    """A heading with nothing but its style to set it off."""
    return Line(text, style="bold")


def clean(text: str) -> str:
    """Text from a file made harmless: what would steer a terminal is shown as its code."""
    return text if text.isprintable() else printable(text.replace("\n", " ").replace("\t", " "))


def lay_out(lines: Iterable[Line], width: int) -> list[tuple[str, str, str]]:
    """Every line as it will stand, as (mark with its indentation, text, style of both)."""
    width = max(NARROWEST, min(width, WIDEST))
    rows = []
    for line in lines:
        lead = " " * min(line.indent, width // 3) + line.mark
        text = clean(line.text)
        if line.keep or not text:
            rows.append((lead, text, line.style))
            continue
        wrapped = textwrap.wrap(
            text, max(width - len(lead), 20), break_on_hyphens=False, break_long_words=True
        )
        for number, part in enumerate(wrapped):
            rows.append((lead if number == 0 else " " * len(lead), part, line.style))
    return rows


def plain(lines: Iterable[Line], width: int) -> str:
    """The lines as plain text."""
    rows = lay_out(lines, width)
    return "".join(f"{lead}{text}".rstrip() + "\n" for lead, text, _ in rows)


def columns() -> int:
    """The width of the terminal, 80 where there is none; COLUMNS overrules both."""
    import shutil

    return shutil.get_terminal_size((80, 24)).columns


def colourful(out: TextIO) -> bool:
    """Whether colour is wanted: on a terminal, unless NO_COLOR or TERM=dumb asks for none."""
    import os

    return out.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def show(lines: Iterable[Line], out: TextIO) -> None:
    """Write to a terminal in colour, or as plain text to whatever else `out` is.

    NO_COLOR and TERM=dumb are honoured. Nothing in the text is ever read as markup.
    """
    if not colourful(out):
        out.write(plain(lines, columns()))
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(file=out, highlight=False, markup=False, emoji=False, soft_wrap=True)
    for lead, text, style in lay_out(lines, columns()):
        console.print(Text(lead, style="dim").append(Text(text, style=style)))
