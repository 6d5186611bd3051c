"""The long way through the strict door: every event is looked at, and all that is wrong noted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

from tipcli import codes
from tipcli.errors import MANY, MAX_PROBLEMS, InputError, Problem, excerpt
from tipcli.yamlfile import (
    FORBIDDEN,
    FORBIDDEN_IN_TEXT,
    MAX_DEPTH,
    MAX_DIGITS,
    WORDS,
    Document,
    number,
    refuse,
    where,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yaml.error import MarkedYAMLError
    from yaml.events import Event, ScalarEvent

    from tipcli.yamlfile import Path, Place

# The parser's words (both of its dialects) -> ours, what would be right, and whether the trouble
# begins where the parser noticed it (False) or where the thing it was reading starts (True).
SYNTAX = (
    (
        "mapping values are not allowed",
        "a colon does not belong here",
        "Put text that holds a colon in double quotes, and start each key in the column of its "
        "neighbours.",
        False,
    ),
    (
        "entries are not allowed",
        "a list entry does not belong here",
        "Start each entry with '- ' on a line of its own.",
        False,
    ),
    (
        "cannot start any token",
        "text may not start with this character",
        "Put the text in double quotes, and indent with spaces, never with tabs.",
        False,
    ),
    ("found unexpected end of stream", "the quotation mark is never closed", "Close it.", True),
    (
        "found unexpected document indicator",
        "the quotation mark is never closed",
        "Close it.",
        True,
    ),
    (
        "expected ',' or ']'",
        "the list is not closed or lacks a comma",
        "Write it as [one, two].",
        False,
    ),
    (
        "expected ',' or '}'",
        "the mapping is not closed or lacks a comma",
        "Write it as {one: 1, two: 2}.",
        False,
    ),
    (
        "could not find expected ':'",
        "a key without a colon",
        "Write 'key: value', and indent text that goes on from the line above.",
        True,
    ),
    (
        "undefined tag handle",
        "a tag is not allowed",
        "Leave out the part that starts with '!'.",
        False,
    ),
    (
        "unknown escape",
        "an unknown escape after the backslash",
        "Write two backslashes for one, or use single quotes.",
        False,
    ),
    ("invalid Unicode character escape", "an escape that names no character", "", False),
    (
        "expected '-' indicator",
        "a key where a list entry is expected",
        "Start each entry with '- ' in the column of the others.",
        False,
    ),
    (
        "expected <block end>",
        "the line does not fit what stands above it",
        "Check its indentation and the quotation marks before it.",
        False,
    ),
    (
        "did not find expected key",
        "the line does not fit what stands above it",
        "Check its indentation and the quotation marks before it.",
        False,
    ),
)


def read(data: bytes, display: str) -> Document:
    """The long way, whose word is final: every event is looked at, and all that is wrong noted."""
    reader = _Reader(display)
    reader.read(reader.clean(_decode(data, display)))
    if reader.problems:
        raise InputError(reader.problems)
    return Document(reader.root, reader.positions, reader.key_positions, display)


def _decode(data: bytes, display: str) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        refuse(
            codes.NOT_UTF_8,
            display,
            f"byte 0x{data[error.start]:02x} is not UTF-8",
            "Save the file as UTF-8.",
            _place_in(before, len(before)),
        )


def _place_in(text: str, index: int) -> Place:
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)


def _name(character: str) -> str:
    import unicodedata

    name = {"\t": "tab", "\n": "line break", "\r": "carriage return"}.get(character)
    name = name or unicodedata.name(character, "control character").lower()
    return f"U+{ord(character):04X} ({name})"


def _events(text: str) -> Iterator[Event]:
    import yaml

    return yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


class _Frame:
    """A list or mapping that is still open."""

    __slots__ = ("items", "key", "path", "seen")

    def __init__(self, path: Path, items: list[Any] | dict[str, Any]) -> None:
        self.path = path
        self.items = items
        self.key: str | None = None  # the key that waits for its value
        self.seen: dict[str, int] = {}  # the line of each key


class _Reader:
    """Builds the values from the parser's events, without recursion, and collects what is wrong."""

    def __init__(self, display: str) -> None:
        self.display = display
        self.root: Any = None
        self.positions: dict[Path, Place] = {}
        self.key_positions: dict[Path, Place] = {}
        self.problems: list[Problem] = []
        self.open: list[_Frame] = []
        self.documents = 0

    def report(
        self, code: str, place: Place, message: str, remedy: str = "", path: Path = ()
    ) -> None:
        """Note a problem and go on, unless there are too many."""
        self.problems.append(Problem(self.display, *place, code, where(path), message, remedy))
        if len(self.problems) == MAX_PROBLEMS:
            self.stop(codes.TOO_MANY_PROBLEMS, place, *MANY)

    def stop(self, code: str, place: Place, message: str, remedy: str = "") -> NoReturn:
        """Note a problem after which nothing more can be said."""
        raise InputError([*self.problems, Problem(self.display, *place, code, "", message, remedy)])

    def clean(self, text: str) -> str:
        """The text, if no character in it is forbidden; the parser would stop at the first."""
        import re

        for match in re.finditer(FORBIDDEN, text):
            place = _place_in(text, match.start())
            message = f"the character {_name(match[0][0])} may not stand here"
            self.report(codes.FORBIDDEN_CHARACTER, place, message, "Leave it out.")
        if self.problems:
            raise InputError(self.problems)
        return text

    def read(self, text: str) -> None:
        """Take every event of the parser; its own errors become problems too."""
        import yaml

        try:
            for event in _events(text):
                self._take(event)
        except yaml.MarkedYAMLError as error:
            if "maximum nesting" in (error.problem or ""):  # libyaml looks ahead
                place = _mark(error.problem_mark or error.context_mark)
                self.stop(codes.TOO_DEEP, place, f"is nested more than {MAX_DEPTH} deep")
            self.stop(codes.NOT_YAML, *_explain(error))
        except yaml.YAMLError as error:
            self.stop(codes.NOT_YAML, (1, 1), f"is not YAML: {excerpt(str(error))}")
        except (ValueError, OverflowError):
            # libyaml hands over an escape for half a surrogate pair as it stands.
            self.stop(
                codes.NOT_YAML,
                (1, 1),
                "an escape names no character",
                "Write the character itself.",
            )
        if not self.documents or (self.root is None and () not in self.positions):
            self.stop(
                codes.EMPTY_FILE,
                (1, 1),
                "the file is empty",
                "Start with country, report_year, reporting_period, sources and evidence.",
            )

    def _take(self, event: Event) -> None:
        name = type(event).__name__
        if name == "ScalarEvent":
            self._scalar(event)  # type: ignore[arg-type]
        elif name in ("MappingStartEvent", "SequenceStartEvent"):
            self._begin(event, {} if name == "MappingStartEvent" else [])
        elif name in ("MappingEndEvent", "SequenceEndEvent"):
            self.open.pop()
        elif name == "AliasEvent":
            self._refuse_anchor(event, "aliases are not allowed")
            self._put(None, _place(event), is_text=False)
        elif name == "DocumentStartEvent":
            self.documents += 1
            if self.documents > 1:
                self.stop(
                    codes.SECOND_DOCUMENT,
                    _place(event),
                    "a second document begins",
                    "One file, one document.",
                )

    def _path(self) -> Path:
        """The path of the value that comes next."""
        if not self.open:
            return ()
        frame = self.open[-1]
        if isinstance(frame.items, list):
            return (*frame.path, len(frame.items))
        return frame.path if frame.key is None else (*frame.path, frame.key)

    def _refuse_extras(self, event: Any) -> None:
        if event.anchor:
            self._refuse_anchor(event, "anchors are not allowed")
        if event.tag:
            self.report(
                codes.TAG,
                _place(event),
                f"the tag {excerpt(event.tag.replace('tag:yaml.org,2002:', '!!'))} is not allowed",
                "Leave it out.",
                self._path(),
            )

    def _refuse_anchor(self, event: Any, message: str) -> None:
        self.report(codes.ANCHOR, _place(event), message, "Write the value out.", self._path())

    def _begin(self, event: Any, items: list[Any] | dict[str, Any]) -> None:
        self._refuse_extras(event)
        place = _place(event)
        if len(self.open) >= MAX_DEPTH:
            self.stop(codes.TOO_DEEP, place, f"is nested more than {MAX_DEPTH} deep")
        path = self._path()
        self._put(items, place, is_text=False)
        self.open.append(_Frame(path, items))

    def _scalar(self, event: ScalarEvent) -> None:
        import re

        self._refuse_extras(event)
        place = _place(event)
        text = event.value
        if match := re.search(FORBIDDEN_IN_TEXT, text):
            self.report(
                codes.FORBIDDEN_CHARACTER,
                place,
                f"the text holds the character {_name(match[0][0])}",
                "Leave it out.",
                self._path(),
            )
        if event.style in ("'", '"', "|", ">"):
            self._put(text, place, is_text=True)
            return
        value = self._plain(text, place)
        self._put(value, place, is_text=isinstance(value, str))

    def _plain(self, text: str, place: Place) -> Any:
        if text in WORDS:
            return WORDS[text]
        try:
            return number(text)
        except OverflowError:
            message = f"a whole number of more than {MAX_DIGITS} digits"
            self.report(
                codes.LONG_NUMBER, place, message, "Put it in quotes if it is a name.", self._path()
            )
            return 0

    def _put(self, value: Any, place: Place, *, is_text: bool) -> None:
        """Give a value its place: as the root, in a list, as a key, or behind one."""
        if not self.open:
            self.root = value
            self.positions[()] = place
            return
        frame = self.open[-1]
        if isinstance(frame.items, list):
            self.positions[(*frame.path, len(frame.items))] = place
            frame.items.append(value)
        elif frame.key is None:
            frame.key = self._key(frame, value, place, is_text)
        else:
            self.positions[(*frame.path, frame.key)] = place
            frame.items[frame.key] = value
            frame.key = None

    def _key(self, frame: _Frame, value: Any, place: Place, is_text: bool) -> str:
        if not is_text:
            shown = excerpt(str(value)) if not isinstance(value, (dict, list)) else "a collection"
            message = f"a key must be text, not {shown}"
            self.report(codes.KEY_NOT_TEXT, place, message, "Put it in quotes.", frame.path)
            return f"{shown} in line {place[0]}, column {place[1]}"
        key = str(value)
        if key == "<<":
            message = "merge keys are not allowed"
            self.report(codes.ANCHOR, place, message, "Write the values out.", frame.path)
        if key in frame.seen:
            self.report(
                codes.DUPLICATE_KEY,
                place,
                f"the key {excerpt(key)} stands twice",
                f"It stands in line {frame.seen[key]} already.",
                frame.path,
            )
        frame.seen.setdefault(key, place[0])
        self.key_positions.setdefault((*frame.path, key), place)
        return key


def _place(event: Event) -> Place:
    mark: Any = event.start_mark
    return mark.line + 1, mark.column + 1


def _explain(error: MarkedYAMLError) -> tuple[Place, str, str]:
    """Where a file stops being YAML, what is wrong there, and what would be right."""
    said = f"{error.problem or ''} {error.context or ''}"
    mark: Any = error.problem_mark or error.context_mark
    for words, message, remedy, at_start in SYNTAX:
        if words in said:
            return _mark((error.context_mark if at_start else None) or mark), message, remedy
    return _mark(mark), f"is not YAML: {excerpt(error.problem or 'unreadable')}", ""


def _mark(mark: Any) -> Place:
    return (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)
