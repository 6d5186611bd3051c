"""The one style of an evidence file: how each text, list and mapping is written, line by line.

A word (letters, digits and -_./ between them) stands plain, unless some reader of YAML would take
it for a number, a yes or a no. Any other text stands in double quotes, and so does every text
under a key that the schema leaves free, such as `statement`. What does not fit on a line is folded
(`>-`), what has line breaks is literal (`|`, `|-`), and double quotes remain where neither would
say the same. Numbers keep the author's spelling.

A list of single values goes on one line if it fits, and so does a mapping that is small by its
schema (`period`) or that the author wrote on one line; anything else, and whatever holds a
comment, takes a line for each entry.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Literal

#: The last column of a line that could be broken, and of folded text, which bears no quotes.
LINE = 108
FOLDED = 106
#: A longer key could not be told from text; YAML then wants it on a line of its own.
LONGEST_KEY = 1000

_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9_./-]*")
_NO_WORD = re.compile(
    r"null|true|false|y|n|yes|no|on|off|0[box][0-9a-f_]+|[0-9_]+(\.[0-9_]*)?(e-?[0-9]+)?",
    re.IGNORECASE,
)


@dataclass(slots=True, kw_only=True, eq=False)
class Value:
    """A value with its place in the text that was read."""

    form: Literal["scalar", "list", "mapping"]
    content: Any  # of a scalar, as the strict door reads it
    spelling: str  # of a scalar that is no text
    start: int  # the index of its first character
    end: int
    column: int
    flow: bool  # a collection in brackets
    home: Entry
    prose: bool = False  # quoted even where it is a single word
    small: bool = False  # a mapping that the schema wants on one line
    entries: list[Entry] = field(default_factory=list)
    tail: list[str] = field(default_factory=list)  # comments after the last entry

    @property
    def is_empty(self) -> bool:
        """Nothing stands there, or brackets with nothing between them."""
        return not self.entries if self.form != "scalar" else self.content is None


@dataclass(slots=True, kw_only=True, eq=False)
class Entry:
    """A key with its value, an entry of a list or, without an owner, the whole file.

    The lines of comments bear no indent; an empty line among them is a blank line to keep.
    """

    key: str | None
    start: int
    owner: Value | None
    before: list[str] = field(default_factory=list)
    trailing: str = ""
    after: list[str] = field(default_factory=list)  # indented below a value that is empty
    value: Value = field(init=False)


def write(root: Entry) -> str:
    """The text of a whole file, whose entries stand in their final order already."""
    value = root.value
    lines = list(root.before)
    if value.form != "scalar" and value.entries:
        lead, own = _block(value, 0)
        lines += [*lead, *own]
    else:
        lines += _labelled(root, "", 0)
    lines += root.after
    return "\n".join(lines).strip("\n") + "\n"


def _block(value: Value, column: int) -> tuple[list[str], list[str]]:
    """The comments before the first entry of a collection, and its lines from there on."""
    lead: list[str] = []
    lines: list[str] = []
    for number, entry in enumerate(value.entries):
        before, own = _item(entry, column) if entry.key is None else _pair(entry, column)
        if number == 0:
            lead = before[1:] if before[:1] == [""] else before
        else:
            lines += _indented(before, column)
        lines += own + _indented(entry.after, column + 2)
    return lead, lines + _indented(value.tail, column)


def _indented(lines: list[str], column: int) -> list[str]:
    return [" " * column + line if line else "" for line in lines]


def _pair(entry: Entry, column: int) -> tuple[list[str], list[str]]:
    """The comments before a key, and the lines of the key with its value."""
    key = _key(entry.key or "")
    if len(key) <= LONGEST_KEY:
        return entry.before, _labelled(entry, f"{key}:", column)
    before, entry.trailing = _with_trailing(entry), ""
    return before, [f"{' ' * column}? {key}", *_labelled(entry, ":", column)]


def _item(entry: Entry, column: int) -> tuple[list[str], list[str]]:
    """The comments before an entry of a list, and its lines: the first of them after the dash."""
    value = entry.value
    if value.is_empty or value.form == "scalar" or _one_line(value, column + 2) is not None:
        return entry.before, _labelled(entry, "-", column)
    lead, own = _block(value, column + 2)
    own[0] = f"{' ' * column}- {own[0][column + 2 :]}"
    return [*_with_trailing(entry), *lead], own


def _with_trailing(entry: Entry) -> list[str]:
    return [*entry.before, entry.trailing] if entry.trailing else entry.before


def _labelled(entry: Entry, label: str, column: int) -> list[str]:
    """The lines of a value behind its key or dash, the trailing comment in the first of them."""
    value, below = entry.value, column + 2
    label = " " * column + label
    shown = _one_line(value, len(label) + 1)
    rest: list[str] = []
    if shown is None and value.form == "scalar":
        shown, rest = _many_lines(value.content, below)
    elif shown is None:
        lead, own = _block(value, below)
        rest = [*_indented(lead, below), *own]
    first = f"{label} {shown}" if label and shown else label or shown or "null"
    return [f"{first}  {entry.trailing}" if entry.trailing else first, *rest]


def _one_line(value: Value, column: int) -> str | None:
    """The value as it stands on one line from that column on, or None if it takes more lines."""
    if value.form != "scalar":
        shown = _flow(value)
        return shown if shown is None or len(shown) <= max(LINE - column, 2) else None
    if not isinstance(value.content, str):
        return value.spelling and _scalar(value)
    if _is_literal(value.content):
        return None
    shown = _scalar(value)
    fits = len(shown) <= LINE - column or not _folds(value.content)
    return shown if fits else None


def _flow(value: Value) -> str | None:
    """The value in brackets, or None where the style wants a line for each entry."""
    if value.form == "scalar":
        is_long = isinstance(value.content, str) and _is_literal(value.content)
        return None if is_long else _scalar(value)
    single = all(entry.value.form == "scalar" for entry in value.entries)
    if value.entries and not (single if value.form == "list" else value.small or value.flow):
        return None
    if value.tail or any(_is_commented(entry) for entry in value.entries):
        return None
    shown = []
    for entry in value.entries:
        part = _flow(entry.value)
        if part is None or len(entry.key or "") > LINE:
            return None
        shown.append(part if entry.key is None else f"{_key(entry.key)}: {part}")
    inner = ", ".join(shown)
    return f"[{inner}]" if value.form == "list" else f"{{{inner}}}"


def _is_commented(entry: Entry) -> bool:
    return bool(entry.trailing or entry.after or any(entry.before))


def _scalar(value: Value) -> str:
    if value.content is None:
        return "null"
    if not isinstance(value.content, str):
        return value.spelling
    return _quoted(value.content) if value.prose else _key(value.content)


def _key(text: str) -> str:
    is_word = _WORD.fullmatch(text) and not _NO_WORD.fullmatch(text)
    return text if is_word else _quoted(text)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def _is_literal(text: str) -> bool:
    """Whether text has line breaks and no blanks that an editor might strip or not show."""
    lines = text.removesuffix("\n").split("\n")
    edges = bool(lines[0]) and lines[0][0] != " " and bool(lines[-1])
    return "\n" in text and edges and not any(line.endswith(" ") for line in lines)


def _folds(text: str) -> bool:
    """Whether text says the same when it is broken at its single spaces, and has any."""
    return "\n" not in text and text == text.strip(" ") and len(_folding(text)) > 1


def _folding(text: str) -> list[str]:
    return re.split(r"(?<! ) (?! )", text)


def _many_lines(text: str, column: int) -> tuple[str, list[str]]:
    """The sign that announces a text of several lines, and the lines."""
    if "\n" in text:
        sign = "|" if text.endswith("\n") else "|-"
        return sign, _indented(text.removesuffix("\n").split("\n"), column)
    lines: list[str] = []
    for word in _folding(text):
        if lines and column + len(lines[-1]) + 1 + len(word) <= FOLDED:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return ">-", _indented(lines, column)
