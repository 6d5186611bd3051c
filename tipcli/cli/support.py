"""`tipcli support`: the evidence on which a placement rests."""

from __future__ import annotations

import sys

from tipcli.cli.request import Request, assessed, how_many, print_json
from tipcli.reason.support import support
from tipcli.render import support as render
from tipcli.render.lines import show


def run_support(request: Request) -> int:
    """Print the items, sources and origins without which the tier moves."""
    most = how_many(request.most, 6)
    found = assessed(request)
    rests = support(found, most)
    if request.format == "json":
        print_json(render.answer(found, rests))
    else:
        show(render.lines(found, rests), sys.stdout)
    return 0
