"""How a report cites: one stable style for documents, and a stable name for each item."""

from __future__ import annotations

import re

from tipcli.report.brief import Reference, SourceEntry
from tipcli.report.phrases import Phrases

_LABEL = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?")


def label(reference: Reference) -> str:
    """The name of an item's footnote: its own id, the same in every report that cites it."""
    return reference.id if _LABEL.fullmatch(reference.id) else f"item-{reference.number}"


def document(say: Phrases, source: SourceEntry) -> str:
    """A document as it is cited: publisher, title, date."""
    dated = say("cite.undated") if source.published == "unknown" else source.published
    return say("cite.source", publisher=source.publisher, title=source.title, published=dated)


def place(say: Phrases, reference: Reference, source: SourceEntry) -> str:
    """A document and the place in it, with the number of its entry in the list of sources."""
    cited = document(say, source)
    return say("cite.place", document=cited, locator=reference.locator, number=source.number)


def address(url: str) -> str:
    """A web address in letters that can stand in a link; '' for anything but http and https."""
    if not re.fullmatch(r"https?://[^\s<>\"]+", url):
        return ""
    return "".join(
        letter
        if "!" <= letter <= "~" and letter not in "|\\`<>\"'^{}"
        else "".join(f"%{byte:02X}" for byte in letter.encode(errors="replace"))
        for letter in url
    )
