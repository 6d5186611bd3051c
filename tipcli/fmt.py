"""Formats an evidence file: keys in the order of the schema, one style, every comment kept.

A comment on a line of its own belongs to the entry that follows it and moves with it. Where it is
indented deeper than that entry it closes the list or mapping above, as an entry that was commented
out does. What stands before the first key stays at the head of the file. The order of list entries
and of sources is the editor's and stays.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Any, NamedTuple

from tipcli import formcheck, yamlfile
from tipcli.fmtstyle import Entry, Value, write

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    Schema = Mapping[str, Any]

#: Free text by the schema, but words in practice: an id of a source, and what a measure counts.
_WORDS = ("source", "unit", "definition")


def format_text(data: bytes, display: str) -> str:
    """The formatted text of an evidence file.

    Raises InputError, with every place, for a file that the strict door refuses, and RuntimeError
    (a bug) rather than return a text that reads differently or has lost a comment.
    """
    before = yamlfile.parse(data, display).value
    text = data.decode("utf-8").replace("\r\n", "\n")
    reading = _read(text, before)
    _settle_comments(reading)
    _order(reading.root.value, formcheck.schema("evidence"))
    shown = write(reading.root)
    after = yamlfile.parse(shown.encode(), display).value
    if not _same(before, after):
        raise RuntimeError(f"{display}: formatting would change what the file says")
    if sorted(_texts(reading)) != sorted(_texts(_read(shown, after))):
        raise RuntimeError(f"{display}: formatting would lose a comment")
    return shown


class _Reading(NamedTuple):
    """A text with its entries in the order in which they begin, and its comments."""

    text: str
    root: Entry
    entries: list[Entry]
    ends: list[tuple[int, Entry]]  # where a key, a value or a bracket ends that is the entry's
    comments: list[tuple[int, str]]  # index of the number sign, and the comment


def _texts(reading: _Reading) -> list[str]:
    return [comment for _, comment in reading.comments]


def _same(one: Any, other: Any) -> bool:
    """Whether two values are equal down to their types; the order of keys is no matter."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(_same(one[key], other[key]) for key in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(_same, one, other))
    return repr(one) == repr(other)


def _read(text: str, content: Any) -> _Reading:
    """The entries and comments of a text whose content is known."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    node: Any = yaml.compose(text, Loader=loader)
    root = Entry(key=None, start=-1, owner=None)
    reading = _Reading(text, root, [], [], [])
    texts: list[tuple[int, int]] = []
    _take(reading, texts, root, node, content)
    reading.ends.sort(key=lambda end: end[0])
    reading.comments.extend(_comments(text, texts))
    return reading


def _take(
    reading: _Reading, texts: list[tuple[int, int]], entry: Entry, node: Any, content: Any
) -> None:
    """Note an entry with its value, and all that is in it."""
    value = entry.value = _value(entry, node, content)
    reading.entries.append(entry)
    if value.form == "scalar":
        _take_text(reading, texts, entry, node)
        return
    if value.flow:
        reading.ends.extend([(value.start, entry), (value.end, entry)])
    for key, inner, inside in _inside(node, content):
        name, start = (key.value, key.start_mark) if key else (None, inner.start_mark)
        new = Entry(key=name, start=start.index, owner=value)
        if key:
            _take_text(reading, texts, new, key)
        value.entries.append(new)
        _take(reading, texts, new, inner, inside)


def _value(entry: Entry, node: Any, content: Any) -> Value:
    """The value of an entry, so far without what is in it."""
    form = {"ScalarNode": "scalar", "SequenceNode": "list"}.get(type(node).__name__, "mapping")
    return Value(
        form=form,  # type: ignore[arg-type]
        content=content,
        spelling=node.value if form == "scalar" else "",
        start=node.start_mark.index,
        end=node.end_mark.index,
        column=node.start_mark.column,
        flow=form != "scalar" and bool(node.flow_style),
        home=entry,
    )


def _inside(node: Any, content: Any) -> Iterator[tuple[Any, Any, Any]]:
    """Key (None in a list), value and content of each entry of a collection."""
    if type(node).__name__ == "SequenceNode":
        for inner, inside in zip(node.value, content, strict=True):
            yield None, inner, inside
    else:
        for key, inner in node.value:
            yield key, inner, content[key.value]


def _take_text(reading: _Reading, texts: list[tuple[int, int]], entry: Entry, node: Any) -> None:
    """Note where a text stands, and where on its first line a comment would be the entry's."""
    start, end = node.start_mark.index, node.end_mark.index
    if node.style not in ("|", ">"):
        texts.append((start, end))
        reading.ends.append((end, entry))
        return
    # The line of the sign may bear a comment; the lines of the text follow it.
    line_end = reading.text.find("\n", start, end)
    texts.append((end if line_end < 0 else line_end, end))
    reading.ends.append((start, entry))


def _comments(text: str, texts: list[tuple[int, int]]) -> Iterator[tuple[int, str]]:
    """Every comment with its index: a number sign outside all texts begins one."""
    comment, begin = re.compile("#[^\n]*"), 0
    for start, end in [*texts, (len(text), len(text))]:
        for match in comment.finditer(text, begin, start):
            yield match.start(), match[0].rstrip()
        begin = end


def _settle_comments(reading: _Reading) -> None:
    """Give every comment and every blank line to the entry that it belongs to."""
    for index, comment in reading.comments:
        if not _first_in_line(reading.text, index):
            _settle_trailing(reading, index, comment)
            continue
        home = _home(reading, index, _column(reading.text, index))
        if _after_blank_line(reading.text, index):
            home.append("")
        home.append(comment)
    _settle_blank_lines(reading)


def _settle_blank_lines(reading: _Reading) -> None:
    """Keep a blank line above an entry, unless the entry opens its list or mapping."""
    last = -1
    for entry in reading.entries[1:]:
        line = _line_start(reading.text, entry.start)
        lines = entry.before
        if entry.owner is reading.root.value and entry is entry.owner.entries[0]:
            lines = reading.root.before
        opens = entry.owner and entry is entry.owner.entries[0] and not lines
        if line > last and not opens and _after_blank_line(reading.text, entry.start):
            lines.append("")
        last = line


def _settle_trailing(reading: _Reading, index: int, comment: str) -> None:
    """Give a comment behind something to the entry whose key, value or bracket ends there."""
    found = bisect_right(reading.ends, index, key=lambda end: end[0]) - 1
    end, entry = reading.ends[found] if found >= 0 else (0, reading.root)
    if found < 0 or "\n" in reading.text[end:index]:
        _home(reading, index, -1).append(comment)
    elif entry.owner is None and entry.value.entries:
        (entry.before if index < entry.value.end else entry.after).append(comment)
    elif entry.trailing:
        entry.before.append(comment)
    else:
        entry.trailing = comment


def _home(reading: _Reading, index: int, column: int) -> list[str]:
    """The lines to which a comment on a line of its own belongs."""
    found = bisect_left(reading.entries, index, key=lambda entry: entry.start)
    earlier = reading.entries[found - 1]
    later = reading.entries[found] if found < len(reading.entries) else None
    if earlier.owner is None:
        is_before = later or index < earlier.value.start
        return earlier.before if is_before else earlier.after
    if index < earlier.value.start and (earlier.value.flow or not earlier.value.entries):
        return earlier.before
    for value in _around(earlier):
        if value.flow and value.start < index < value.end:
            if later and later.start < value.end:
                return later.before
            return value.tail if value.entries else value.home.before
    if later and _behind_dash(reading.text, index, later):
        return later.before
    if closed := _closed(earlier, later, column):
        return closed[0]
    return later.before if later else reading.root.after


def _behind_dash(text: str, index: int, later: Entry) -> bool:
    """Whether a comment stands between the dash of the entry and what the entry holds."""
    in_list = later.key is None and later.owner and not later.owner.flow
    return bool(in_list) and "-" not in re.sub("#.*", "", text[index : later.start])


def _around(entry: Entry) -> Iterator[Value]:
    """The value of an entry and every collection around it, from the inside out."""
    yield entry.value
    while entry.owner:
        yield entry.owner
        entry = entry.owner.home


def _closed(earlier: Entry, later: Entry | None, column: int) -> list[list[str]]:
    """The end of the collection between two entries that a comment in that column is part of."""
    levels: list[tuple[int, list[str]]] = []
    if earlier.owner and not earlier.owner.flow and earlier.value.is_empty:
        levels.append((earlier.owner.column + 1, earlier.after))
    levels += [
        (each.column, each.tail) for each in _around(earlier) if each.entries and not each.flow
    ]
    reached = later.owner.column if later and later.owner else -1
    closed: list[list[str]] = []
    for level, lines in reversed(levels):
        if reached < level <= column:
            reached, closed = level, [lines]
    return closed


def _line_start(text: str, index: int) -> int:
    return text.rfind("\n", 0, index) + 1


def _column(text: str, index: int) -> int:
    return index - _line_start(text, index)


def _first_in_line(text: str, index: int) -> bool:
    return not text[_line_start(text, index) : index].strip()


def _after_blank_line(text: str, index: int) -> bool:
    """Whether a blank line stands above what begins a line at the index, a dash left aside."""
    start = _line_start(text, index)
    if start == 0 or text[start:index].strip(" -?"):
        return False
    return not text[_line_start(text, start - 1) : start].strip()


def _order(value: Value, schema: Schema) -> None:
    """Put keys in the order of the schema, unknown ones last, and note what it says of style."""
    known: Schema = schema.get("properties", {})
    places = {key: place for place, key in enumerate(known)}
    value.entries.sort(key=lambda entry: places.get(entry.key or "", len(places)))
    value.small = bool(known) and not any(_is_large(key, known[key]) for key in known)
    for entry in value.entries:
        inner: Any = schema.get("items" if entry.key is None else "additionalProperties")
        inner = known.get(entry.key or "", inner)
        entry.value.prose = _is_prose(entry.key or "", inner or {})
        _order(entry.value, inner or {})
        if entry.key is None and entry.value.entries:
            _lift(entry, entry.value.entries[0])


def _lift(entry: Entry, first: Entry) -> None:
    """Put before an entry of a list what stands between its dash and its first key."""
    opens_blank = first.before[:1] == [""]
    entry.before += first.before[opens_blank:]
    first.before = []


def _is_large(key: str, schema: Schema) -> bool:
    return _is_prose(key, schema) or schema.get("type") in ("object", "array")


def _is_prose(key: str, schema: Schema) -> bool:
    """Whether the schema leaves the text under a key free."""
    return key not in _WORDS and "minLength" in schema and "pattern" not in schema
