"""Refuses a format of answers that a command does not have."""

from __future__ import annotations

from collections.abc import Iterable

from tipcli.errors import UsageError

#: What a command prints that answers a question.
ANSWERS = ("text", "json")


def refuse_format(format: str, formats: Iterable[str] = ANSWERS) -> None:
    """UsageError, which names those there are."""
    if format not in formats:
        raise UsageError(f"no format {format!r}; use one of {', '.join(formats)}")
