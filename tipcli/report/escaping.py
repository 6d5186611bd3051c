"""Text as Markdown that shows exactly this text: no markup, link or mention comes out of it.

CommonMark and GitHub's additions to it: tables, footnotes, bare addresses, mentions, references to
issues and commits, emoji and mathematics.
"""

from __future__ import annotations

import re

from tipcli.errors import printable

# Marks that can mean something anywhere in a line. A backslash before any ASCII punctuation is
# that punctuation, in all of CommonMark.
_MARKS = re.compile(r"[\\`*_\[\]<>&|~^${}]")
# Marks that mean something at the beginning of a line: headings, lists, underlines, rules.
_OPENING = re.compile(r"[#+\-=:]|\d{1,9}(?=[.)])")
# What GitHub makes a link or a picture of after Markdown has been read, when no backslash is left
# to stop it. Such a word is set as code, where nothing is looked for.
_LIVE = re.compile(
    r"""
    ://|www\.|mailto:|xmpp:|@        # addresses and mentions
    | \#\d | GH-\d                 # issues
    | :[a-z0-9_+-]+:                 # emoji
    | (?<![0-9a-z])(?=[0-9a-f]*[a-f])(?=[0-9a-f]*\d)[0-9a-f]{7,40}(?![0-9a-z])   # commits
    """,
    re.IGNORECASE | re.VERBOSE,
)
# A dollar sign that could end a formula: it stands after something and before no letter.
_FORMULA = re.compile(r"(?<=\S)\$(?!\w)")
# Words as they can be set as code: without what would end it, or a cell.
_WORDS = re.compile(r"[^ `|]+")


def plain(text: str) -> str:
    """The text on one line, what cannot be seen shown as its code."""
    return printable(" ".join(text.split()))


def escape(text: str) -> str:
    """The text as Markdown for a place within a line, a list, a cell or a footnote."""
    line = plain(text)
    formula = _FORMULA.search(line) is not None
    parts = []
    end = 0
    for word in _WORDS.finditer(line):
        parts.append(_marked(line[end : word.start()], start=end == 0))
        if _LIVE.search(word[0]) or (formula and "$" in word[0]):
            parts.append(f"`{word[0]}`")
        else:
            parts.append(_marked(word[0], start=word.start() == 0))
        end = word.end()
    parts.append(_marked(line[end:], start=end == 0))
    return "".join(parts)


def _marked(text: str, *, start: bool) -> str:
    marked = _MARKS.sub(r"\\\g<0>", text)
    opening = _OPENING.match(marked) if start else None
    if opening is None:
        return marked
    at = opening.end() if opening[0][0].isdigit() else 0
    return f"{marked[:at]}\\{marked[at:]}"


def code(text: str) -> str:
    """The text as code, for names and numbers to be copied; as text where that cannot be."""
    line = plain(text)
    return f"`{line}`" if line and not re.search(r"[`|]", line) else escape(line)
