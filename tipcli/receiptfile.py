"""Reads a receipt strictly: JSON in the published form, whose facts are a sound evidence file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from tipcli import codes, evidence, formcheck
from tipcli.errors import InputError, Problem
from tipcli.yamlfile import Document, data_of, parse, refuse

if TYPE_CHECKING:
    from tipcli.yamlfile import Path, Place, Places

#: An evidence file of the largest size, as JSON.
_MOST = 4 * 1024 * 1024
_FACTS = ("evidence", "facts")


class _Below:
    """The places of one part of a file, by their paths within it."""

    def __init__(self, places: Places) -> None:
        self._places = places

    def get(self, path: Path) -> Place | None:
        """Line and column of what stands at the path."""
        return self._places.get((*_FACTS, *path))


def checked(path: str) -> Any:
    """What a receipt says. Raises InputError with every problem, each with its line and column."""
    data = data_of(path, path, _MOST)
    value = _plain(data, path)
    document = Document(value, {}, {}, path)
    if any(_problems(document)):
        raise InputError(_problems(_placed(document, data)))
    return value


def _plain(data: bytes, path: str) -> Any:
    import json

    try:
        return json.loads(data.decode("utf-8"), object_pairs_hook=_once, parse_constant=_no_number)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        refuse(codes.NOT_UTF_8, path, "is not UTF-8", "A receipt is.", (line, 1))
    except json.JSONDecodeError as error:
        message = f"stops being JSON here: {error.msg[:1].lower()}{error.msg[1:]}"
        refuse(codes.NOT_YAML, path, message, _AGAIN, (error.lineno, error.colno))
    except RecursionError:
        refuse(codes.TOO_DEEP, path, "is nested deeper than any receipt", _AGAIN)
    except ValueError as error:
        refuse(codes.DUPLICATE_KEY, path, str(error), _AGAIN)


_AGAIN = "Have it written again with --receipt, or get an unaltered copy."


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands twice in one mapping")
    return found


def _no_number(word: str) -> Any:
    raise ValueError(f"{word} is no number")


def _placed(document: Document, data: bytes) -> Document:
    """The document with the places of its parts, as far as the strict door can read it."""
    try:
        there = parse(data, document.display)
    except InputError:  # JSON that YAML cannot read, or more of it than an evidence file may be
        return document
    return document._replace(positions=there.positions, key_positions=there.key_positions)


def _problems(document: Document) -> Iterator[Problem]:
    """What is wrong with the form, else with the facts, else with the digest."""
    found = list(formcheck.check(document, "receipt"))
    if not found:
        facts = document._replace(
            value=document.value["evidence"]["facts"],
            positions=_Below(document.positions),
            key_positions=_Below(document.key_positions),
        )
        found = list(formcheck.check(facts, "evidence"))
        found = found or list(evidence.check(facts, ["", ""], None))
        found = found or list(_disagreements(document, facts))
    yield from found


def _disagreements(document: Document, facts: Document) -> Iterator[Problem]:
    for key in ("country", "report_year"):
        if document.value[key] != facts.value[key]:
            message = f"{facts.value[key]} is not the {key.replace('_', ' ')} of the receipt"
            yield facts.problem(codes.PATH_DISAGREES, (key,), message, _AGAIN)
    if document.value["sha256"] != own_digest(document.value):
        message = "is not the digest of this receipt, which was altered after it was written"
        yield document.problem(codes.WRONG_FORM, ("sha256",), message, _AGAIN)


def own_digest(value: Mapping[str, Any]) -> str:
    """The SHA-256 of all that a receipt says but this."""
    import json
    from hashlib import sha256

    rest = {key: each for key, each in value.items() if key != "sha256"}
    text = json.dumps(rest, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()
