"""Looks up each quotation in the stored text of its source."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from tipcli import codes, yamlfile
from tipcli.errors import InputError, excerpt

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tipcli.errors import Problem
    from tipcli.soundpart import SoundPart
    from tipcli.yamlfile import Document

#: A whole report of many hundred pages.
MAX_TEXT = 4 * 1024 * 1024
#: Looking for the nearest sentence is slow, so it is done for so many quotations of a file, of at
#: most so many characters.
MOST_HINTS, LONG_QUOTATION = 20, 2000
#: What a quotation may write for words that it leaves out.
ELISION = r"\[(?:\.\.\.|…)\]"
#: Marks that copies of one text write in several ways, and the hyphen that is not seen.
_ALIKE = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u00ad": None})


class Texts:
    """The stored texts that a file names, each read once. `digests` says what was read."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._read: dict[str, str | None] = {}
        self.digests: dict[str, str] = {}
        self.hints = MOST_HINTS  # how many more times the nearest sentence may be looked for

    def get(self, name: str) -> str | None:
        """The words of a text, folded and bounded; None where it cannot be used."""
        if name not in self._read:
            data = text_bytes(self._folder, name)
            self.digests[name] = digest(data)
            self._read[name] = None if data is None else _bounded(_folded(data.decode("utf-8")))
        return self._read[name]


def text_bytes(folder: str, name: str) -> bytes | None:
    """The bytes of a stored text; None if it is not a plain UTF-8 file below the folder."""
    path = os.path.realpath(os.path.join(folder, name))
    if not path.startswith(os.path.join(os.path.realpath(folder), "")):
        return None
    try:
        data = yamlfile.data_of(path, name, MAX_TEXT)
        data.decode("utf-8")
    except (InputError, UnicodeDecodeError):
        return None
    return data


def digest(data: bytes | None) -> str:
    """What identifies a stored text; '' for one that cannot be used."""
    from hashlib import sha256

    return "" if data is None else sha256(data).hexdigest()


def check(document: Document | SoundPart, texts: Texts) -> Iterator[Problem]:
    """Every quotation that is not in its source's text, and every text that cannot be used."""
    raw = document.value
    for ident, source in raw["sources"].items():
        if "text" in source and texts.get(source["text"]) is None:
            yield document.problem(
                codes.TEXT_NOT_USABLE,
                ("sources", ident, "text"),
                f"there is no plain UTF-8 file of at most 4 MiB at {excerpt(source['text'])}",
                "The path starts from the folder of the evidence file and stays inside it.",
            )
    for index, item in enumerate(raw["evidence"]):
        yield from _quotation(document, ("evidence", index, "quotation"), item, texts)


def _quotation(
    document: Document | SoundPart,
    path: tuple[str | int, ...],
    item: Mapping[str, Any],
    texts: Texts,
) -> Iterator[Problem]:
    name = document.value["sources"][item["source"]].get("text", "")
    bounded = texts.get(name) if name and "quotation" in item else None
    if bounded is None or _stands_in(item["quotation"], bounded):
        return
    texts.hints -= 1
    words = bounded.replace("\0", "") if texts.hints >= 0 else ""
    near = _nearest(item["quotation"], words)
    yield document.problem(
        codes.QUOTATION_NOT_FOUND,
        path,
        f"these words are not in {excerpt(name)}",
        f"Nearest to them stands: {near}" if near else "Write [...] for words left out.",
    )


def _folded(text: str) -> str:
    """The text without what differs between copies: white space, curved marks, soft hyphens."""
    return " ".join(text.translate(_ALIKE).split())


def _bounded(text: str) -> str:
    """The text with a mark at each end of each word, so that only whole words are ever found."""
    import re

    return re.sub(r"\b", "\0", text)


def _stands_in(quotation: str, bounded: str) -> bool:
    """Whether the parts of the quotation between elisions stand in the text, in their order."""
    import re

    pieces = [_folded(part) for part in re.split(ELISION, quotation)]
    at = 0
    for piece in filter(None, pieces):
        sought = _bounded(piece)
        at = bounded.find(sought, at)
        if at < 0:
            return False
        at += len(sought)
    return any(pieces)


def _nearest(quotation: str, words: str) -> str:
    """What of the text comes nearest to the quotation, if anything comes near at all.

    Of the sentences that share most words with it, the run of as many words as it has itself.
    """
    import re
    from difflib import get_close_matches
    from heapq import nlargest

    if len(quotation) > LONG_QUOTATION:
        return ""
    wanted = _folded(quotation).casefold().split()
    sentences = [each for each in re.split(r"(?<=[.!?])\s", words) if len(each) <= LONG_QUOTATION]
    shared = set(wanted)
    likely = nlargest(5, sentences, key=lambda each: len(shared & set(each.casefold().split())))
    runs: dict[str, str] = {}
    for sentence in likely:
        parts = sentence.split()
        for start in range(max(1, len(parts) - len(wanted) + 1)):
            run = " ".join(parts[start : start + len(wanted)])
            runs.setdefault(run.casefold(), run)
    close = get_close_matches(" ".join(wanted), list(runs), 1, 0.6)
    return excerpt(runs[close[0]], 160) if close else ""
