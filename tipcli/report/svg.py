"""Charts as plain SVG: tiers by year, and a scorecard's counts. Colours are the style sheet's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tipcli.model import SPECIAL_CASE, TIERS
from tipcli.report.htmlmarkup import NOTHING, Html, el, join
from tipcli.report.phrases import Phrases
from tipcli.timeline import History, Year

#: The class of a tier and of an outcome (in the order of `model.OUTCOMES`) in the style sheet.
TIER_CLASS = dict(zip(TIERS, ("t1", "t2", "wl", "t3", "sc"), strict=True))
OUTCOME_CLASS = ("est", "ref", "con", "opn", "nap")

#: In units of the drawing: the room for labels, that of one tier, and that of all years.
_LABELS, _LANE, _BREADTH, _FOOT = 92, 36, 640, 26
_TALL_LABELS, _TALL_LANE, _TALL_YEAR, _TALL_HEAD = 44, 60, 24, 26
_WIDEST_YEAR = 56


class _Frame(NamedTuple):
    """Where a year and a tier stand; upright has the years going down, for a narrow screen."""

    upright: bool
    years: tuple[int, ...]
    tiers: tuple[str, ...]
    step: float
    lane: float
    before_years: float
    before_tiers: float

    def at(self, year: int, tier: str) -> tuple[float, float]:
        """The middle of the place of a tier in a year."""
        along = self.before_years + self.step * (self.years.index(year) + 0.5)
        across = self.before_tiers + self.lane * (self.tiers.index(tier) + 0.5)
        return (across, along) if self.upright else (along, across)

    @property
    def size(self) -> tuple[float, float]:
        """Breadth and height of the drawing."""
        along = self.before_years + self.step * len(self.years)
        across = self.before_tiers + self.lane * len(self.tiers)
        return (across, along) if self.upright else (along, across + _FOOT)


def timeline(history: History, say: Phrases, now: int = 0) -> Html:
    """The tiers of a country year by year, twice: broad, and upright for a narrow screen.

    `now` is the report year that the page is about. The drawing is described in words; its
    numbers stand in the table that accompanies it.
    """
    years = tuple(year.report_year for year in history.years)
    tiers = tuple(tier for tier in TIERS if tier != SPECIAL_CASE or _special(history))
    step = min(_BREADTH / len(years), _WIDEST_YEAR)
    broad = _Frame(False, years, tiers, step, _LANE, _LABELS, 0)
    tall = _Frame(True, years, tiers, _TALL_YEAR, _TALL_LANE, _TALL_HEAD, _TALL_LABELS)
    label = say("html.timeline.label", country=history.country, first=years[0], last=years[-1])
    drawings = [
        _drawing(history, frame, now, cls, label, say)
        for frame, cls in ((broad, "broad"), (tall, "tall"))
    ]
    return join(*drawings)


def _special(history: History) -> bool:
    return any(SPECIAL_CASE in _tiers(year) for year in history.years)


def _tiers(year: Year) -> tuple[str, ...]:
    published = (year.published.tier,) if year.published else ()
    ours = (year.recommended.tier, *year.recommended.tier_set) if year.recommended else ()
    return published + ours


def _drawing(history: History, frame: _Frame, now: int, cls: str, label: str, say: Phrases) -> Html:
    breadth, height = frame.size
    marks = [_mark(frame, year) for year in history.years]
    return el(
        "svg",
        *_lanes(frame, say),
        _here(frame, now),
        *_paths(frame, history),
        *marks,
        *(_year_label(frame, year, now) for year in frame.years),
        cls=cls,
        viewBox=f"0 0 {_number(breadth)} {_number(height)}",
        role="img",
        aria_label=label,
    )


def _lanes(frame: _Frame, say: Phrases) -> list[Html]:
    """A strip for each tier with its name."""
    parts = []
    breadth, height = frame.size
    for number, tier in enumerate(frame.tiers):
        start = frame.before_tiers + frame.lane * number
        name = say(f"html.short.{TIER_CLASS[tier]}")
        cls = "lane odd" if number % 2 else "lane"
        if frame.upright:
            parts.append(_rect(start, _TALL_HEAD, frame.lane, height - _TALL_HEAD, cls))
            parts.append(_text(start + frame.lane / 2, 15, name, "dim", "middle"))
        else:
            parts.append(_rect(_LABELS, start, breadth - _LABELS, frame.lane, cls))
            parts.append(_text(0, start + frame.lane / 2 + 4.5, name, "dim"))
    return parts


def _here(frame: _Frame, now: int) -> Html:
    if now not in frame.years:
        return NOTHING
    x, y = frame.at(now, frame.tiers[0])
    breadth, height = frame.size
    if frame.upright:
        return _rect(0, y - frame.step / 2, breadth, frame.step, "now")
    return _rect(x - frame.step / 2, 0, frame.step, height, "now")


def _paths(frame: _Frame, history: History) -> list[Html]:
    """A line through the published tiers of years that follow on one another."""
    parts: list[Html] = []
    run: list[tuple[float, float]] = []
    for year in (*history.years, None):
        if year is not None and year.published:
            run.append(frame.at(year.report_year, year.published.tier))
            continue
        if len(run) > 1:
            points = " ".join(f"{_number(x)},{_number(y)}" for x, y in run)
            parts.append(el("polyline", points=points, cls="path"))
        run = []
    return parts


def _mark(frame: _Frame, year: Year) -> Html:
    """The tier set as bars, the published tier as a ring, the recommended one as a dot."""
    parts = []
    if year.recommended:
        for tier in year.recommended.tier_set:
            x, y = frame.at(year.report_year, tier)
            wide, high = (40.0, 14.0) if frame.upright else (14.0, 26.0)
            parts.append(_rect(x - wide / 2, y - high / 2, wide, high, "span", round_by=4))
    if year.published:
        x, y = frame.at(year.report_year, year.published.tier)
        cls = "ring deduced" if year.published.deduced else "ring"
        parts.append(el("circle", cx=_number(x), cy=_number(y), r="7.5", cls=cls))
    if year.recommended:
        x, y = frame.at(year.report_year, year.recommended.tier)
        parts.append(el("circle", cx=_number(x), cy=_number(y), r="4", cls="dot"))
    return join(*parts)


def _year_label(frame: _Frame, year: int, now: int) -> Html:
    x, y = frame.at(year, frame.tiers[0])
    cls = "strong" if year == now else "dim"
    if frame.upright:
        return _text(4, y + 4.5, str(year), cls)
    return _text(
        x, frame.size[1] - 8, f"\N{RIGHT SINGLE QUOTATION MARK}{year % 100:02}", cls, "middle"
    )


def legend(say: Phrases, history: History) -> Html:
    """What the marks of the timeline mean; only of those that are there."""
    published = [year.published for year in history.years if year.published]
    signs = [("ring", "html.legend.published")] if any(not e.deduced for e in published) else []
    signs += [("ring deduced", "html.legend.deduced")] if any(e.deduced for e in published) else []
    if any(year.recommended for year in history.years):
        signs += [("dot", "html.legend.recommended"), ("both", "html.legend.same")]
        signs += [("span", "html.legend.set")]
    rows = [el("li", _sign(sign), say(key)) for sign, key in signs]
    return el("ul", *rows, cls="legend")


def _sign(sign: str) -> Html:
    ring = el("circle", cx="14", cy="9", r="7", cls="ring" if sign == "both" else sign)
    dot = el("circle", cx="14", cy="9", r="4", cls="dot")
    bar = _rect(7, 0, 14, 18, "span", round_by=4)
    shapes = {"dot": (dot,), "both": (ring, dot), "span": (bar,)}.get(sign, (ring,))
    return el("svg", *shapes, viewBox="0 0 28 18", aria_hidden="true")


def patterns() -> Html:
    """The hatching that bars are filled with, once on a page that has any."""
    lines = el("path", d="M-1,1 l2,-2 M0,6 l6,-6 M5,7 l2,-2", cls="hatch")
    hatch = el("pattern", lines, id="hatch", width="6", height="6", patternUnits="userSpaceOnUse")
    dot = el("circle", cx="2.5", cy="2.5", r="0.9", cls="speck")
    dots = el("pattern", dot, id="dots", width="5", height="5", patternUnits="userSpaceOnUse")
    return el("svg", el("defs", hatch, dots), cls="none", aria_hidden="true", focusable="false")


def bar(counts: Sequence[int], most: int) -> Html:
    """The counts of a scorecard's line side by side, on the scale of the longest line."""
    parts, at = [], 0
    for count, cls in zip(counts, OUTCOME_CLASS, strict=True):
        if count:
            x, width = f"{_number(100 * at / most)}%", f"{_number(100 * count / most)}%"
            parts.append(el("rect", x=x, width=width, height="14", cls=f"o-{cls}"))
        at += count
    return el("svg", *parts, cls="bar", aria_hidden="true", focusable="false")


def sample(cls: str) -> Html:
    """A piece of a bar, for its legend."""
    piece = el("rect", width="28", height="14", cls=f"o-{cls}")
    return el("svg", piece, viewBox="0 0 28 14", aria_hidden="true", focusable="false")


def _rect(x: float, y: float, width: float, height: float, cls: str, round_by: int = 0) -> Html:
    return el(
        "rect",
        x=_number(x),
        y=_number(y),
        width=_number(width),
        height=_number(height),
        rx=str(round_by) if round_by else "",
        cls=cls,
    )


def _text(x: float, y: float, words: str, cls: str, anchor: str = "") -> Html:
    return el("text", words, x=_number(x), y=_number(y), cls=cls, text_anchor=anchor)


def _number(value: float) -> str:
    """At most two places, and never "-0" or an exponent: the same bytes on every machine."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
