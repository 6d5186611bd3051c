"""Text and JSON of a receipt replayed: whether the result comes out again, and what differs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tipcli.errors import excerpt
from tipcli.render.lines import BLANK, Line, heading
from tipcli.replaying import Departure, Replay
from tipcli.words import capital, counted

SCHEMA = "tipcli/replay/1"


def lines(replayed: Replay) -> Iterator[Line]:
    """What `tipcli replay` prints."""
    said = replayed.receipt
    named = f"{said.country} {said.report_year}"
    if replayed.same:
        yield Line(f"{named}: {said.tier}, as in the receipt. All that was read is the same.")
        if replayed.layout:
            yield Line(f"{said.file} has other bytes, and says the same.")
        return
    differ = counted(len(replayed.departures), "thing differs", "things differ")
    yield heading(f"{named}: not as in the receipt. {capital(differ)}")
    yield Line(_tier(replayed))
    yield BLANK
    for departure in replayed.departures:
        yield from _departure(departure)


def _tier(replayed: Replay) -> str:
    said = replayed.receipt
    whence = "" if replayed.found else ", from the facts of the receipt under the law at hand"
    if replayed.tier == said.tier:
        return f"The tier is {said.tier} all the same{whence}."
    return f"The tier was {said.tier} and is {replayed.tier} now{whence}."


def _departure(departure: Departure) -> Iterator[Line]:
    yield Line(f"{capital(departure.part)} {departure.name}: {departure.how}", 1, "- ")
    for value in departure.values:
        name = f"{value.name}: " if value.name else ""
        yield Line(f"{name}{_said(value.before)} -> {_said(value.after)}", 5)


def _said(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, list):
        return ", ".join(map(_said, value)) or "none"
    return str(value) if isinstance(value, int | str) else excerpt(str(value))


def answer(replayed: Replay) -> dict[str, Any]:
    """The answer as plain values."""
    said = replayed.receipt
    return {
        "schema": SCHEMA,
        "country": said.country,
        "report_year": said.report_year,
        "same": replayed.same,
        "layout_only": replayed.layout,
        "recorded_tier": said.tier,
        "tier": replayed.tier,
        "departures": [
            {**each._asdict(), "values": [value._asdict() for value in each.values]}
            for each in replayed.departures
        ],
    }
