"""`tipcli change`: the smallest changes of findings that reach each other tier."""

from __future__ import annotations

import sys

from tipcli.cli.request import Request, assessed, how_many, print_json, tier_named
from tipcli.reason.change import change
from tipcli.render import change as render
from tipcli.render.lines import show


def run_change(request: Request) -> int:
    """Print what would have to be shown for another tier."""
    to = tier_named(request.tier) if request.tier is not None else ""
    most = how_many(request.most, 6)
    found = assessed(request)
    answer = change(found, to, every=request.every, most=most)
    if request.format == "json":
        print_json(render.answer(found, answer))
    else:
        show(render.lines(found, answer, to), sys.stdout)
    return 0
