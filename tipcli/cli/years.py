"""Reads a report year as people type it."""

from __future__ import annotations

from tipcli.errors import UsageError


def report_year(text: str, what: str = "report year") -> int:
    """The year; UsageError, which calls it `what`, for anything but four digits."""
    if not (text.isascii() and text.isdigit() and len(text) == 4):
        raise UsageError(f"{text!r} is not a {what} such as 2010")
    return int(text)
