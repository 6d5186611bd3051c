"""The short way through the strict door: a sound file as plain values, or None.

libyaml composes the whole file in one call, which costs a fraction of reading event by event.
What it gives is taken only if nothing in it could be refused; everything else, and everything
doubtful, goes the long way through `yamlfile`, which alone decides and finds the words. A test
holds the two to the same values and the same places.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from tipcli.yamlfile import (
    FORBIDDEN,
    FORBIDDEN_IN_TEXT,
    MAX_DEPTH,
    WORDS,
    Document,
    number,
)

if TYPE_CHECKING:
    from re import Pattern

    from tipcli.yamlfile import Path, Place

#: Where an anchor, an alias or a tag may begin: behind a space or one of YAML's own marks. The
#: three characters come first, since the search for one of them is what takes no time.
_DOUBTFUL = r"[&*!](?<=[\s\[\]{},:?\-][&*!])(?:\S|(?<=!))"
#: How a plain scalar can begin that is not text: a number, or true, false, null, ~ and nothing.
_NOT_TEXT = frozenset("-0123456789tfn~")
#: How PyYAML writes the styles of scalars; the first is plain.
_STYLES = ("", "'", '"', "|", ">", None)
#: libyaml descends the C stack once a level. A level takes a bracket, or half a column of a line.
_MANY_BRACKETS, _LONG_LINE = 1000, 400


class _Doubt(Exception):  # noqa: N818 - no error: the long way has to be taken
    """Something that the long way has to look at."""


def read(data: bytes, display: str) -> Document | None:
    """The document of a file in which nothing could be refused, else None."""
    parser = _parser()
    text = _sound_text(data)
    if parser is None or text is None:
        return None
    import yaml

    try:
        root = parser(text).get_single_node()
        if root is None:
            return None
        value = _Values("\t" in text, "\\" in text).of(root, 1)
    except (yaml.YAMLError, _Doubt, ValueError, OverflowError):
        return None
    return Document(value, _Places(root), _Places(root, keys=True), display)


def _sound_text(data: bytes) -> str | None:
    """The text, if no character and nothing in it that might be YAML's own language is refused."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    forbidden, doubtful, _ = _patterns()
    if text[:1] in ("&", "*", "!", "%") or "\n%" in text or doubtful.search(text):
        return None
    # Whatever is refused is unprintable too, and that is quicker to see.
    if not text.replace("\n", "").isprintable() and forbidden.search(text):
        return None
    brackets = text.count("[") + text.count("{")
    if brackets > _MANY_BRACKETS or max(map(len, text.split("\n"))) > _LONG_LINE:
        return None
    return text


@cache
def _patterns() -> tuple[Pattern[str], Pattern[str], Pattern[str]]:
    import re

    return re.compile(FORBIDDEN), re.compile(_DOUBTFUL), re.compile(FORBIDDEN_IN_TEXT)


@cache
def _parser() -> Any:
    """The composer of libyaml without its resolving of tags; None where PyYAML lacks libyaml."""
    try:
        from yaml._yaml import CParser
    except ImportError:
        return None
    from operator import is_

    # Called for every node, so they are what costs least. The names are PyYAML's; what they give
    # is not looked at: tags were looked for in the text, and plain scalars are typed by us.
    hooks = {"descend_resolver": is_, "ascend_resolver": dict, "resolve": slice}
    return type("Composer", (CParser,), hooks)


class _Values:
    """Turns nodes into plain values; `tabs` and `escapes` say what the file's text holds."""

    def __init__(self, tabs: bool, escapes: bool) -> None:
        # A character that is refused gets past the search of the file only as an escape in double
        # quotes, or as a tab, which only text may not hold.
        self._looked_at = _STYLES if tabs else ('"',) if escapes else ()
        self._forbidden = _patterns()[2]

    def of(self, node: Any, depth: int) -> Any:
        """The value of a node that stands so deep; _Doubt if the long way might refuse it."""
        below = node.value
        if below.__class__ is str:
            return self._scalar(node, below)
        if depth > MAX_DEPTH:
            raise _Doubt
        if node.id == "sequence":
            return [self.of(each, depth + 1) for each in below]
        return self._mapping(below, depth)

    def _mapping(self, pairs: Any, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        looked_at = self._looked_at
        for key, each in pairs:
            name = key.value
            # Most scalars are plain words, which need no more than this look at them.
            if name.__class__ is str and (
                key.style in looked_at or not name or name[0] in _NOT_TEXT
            ):
                name = self._scalar(key, name)
            # A key that is a collection, is no text, merges, or stands twice.
            if name.__class__ is not str or name == "<<" or name in found:
                raise _Doubt
            value = each.value
            if (
                value.__class__ is str
                and value
                and value[0] not in _NOT_TEXT
                and each.style not in looked_at
            ):
                found[name] = value
            else:
                found[name] = self.of(each, depth + 1)
        return found

    def _scalar(self, node: Any, text: str) -> Any:
        style = node.style
        if style in self._looked_at and self._forbidden.search(text):
            raise _Doubt
        if style or (text and text[0] not in _NOT_TEXT):
            return text
        return WORDS[text] if text in WORDS else number(text)


class _Places:
    """The places of a composed document, looked up only where a problem asks for one."""

    def __init__(self, root: Any, *, keys: bool = False) -> None:
        self._root = root
        self._keys = keys

    def get(self, path: Path) -> Place | None:
        """Line and column of the value at the path, or of its key; None where there is none."""
        key, node = None, self._root
        for step in path:
            pairs: Any = node.value
            if node.id == "mapping":
                key, node = next(((k, v) for k, v in pairs if k.value == step), (None, None))
            elif node.id == "sequence" and isinstance(step, int) and step < len(pairs):
                key, node = None, pairs[step]
            else:
                return None
            if node is None:
                return None
        found = key if self._keys else node
        return (found.start_mark.line + 1, found.start_mark.column + 1) if found else None

    def __contains__(self, path: object) -> bool:
        return self.get(path) is not None  # type: ignore[arg-type]
