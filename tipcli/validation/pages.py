"""The page of each kind of problem: what it is, why it matters, a wrong and a right example."""

from __future__ import annotations

import os

from tipcli.codes import KINDS

FOLDER = os.path.join(os.path.dirname(__file__), "pages")


def path(code: str) -> str:
    """Where the page of a code stands."""
    return os.path.join(FOLDER, f"{code}.md")


def page(code: str) -> str:
    """The page of a code, in Markdown, under a head made from the catalogue of codes."""
    kind = KINDS[code]
    with open(path(code), encoding="utf-8") as file:
        body = file.read()
    ignorable = "can be ignored with a reason" if kind.ignorable else "cannot be ignored"
    return (
        f"# {code} {kind.name}\n\n{kind.title}\nSeverity: {kind.severity}; {ignorable}.\n\n{body}"
    )
