"""`tipcli why-not`: every condition missed on the way to a tier."""

from __future__ import annotations

import sys

from tipcli.cli.request import Request, assessed, print_json, tier_named
from tipcli.errors import UsageError
from tipcli.reason.whynot import why_not
from tipcli.render import whynot as render
from tipcli.render.lines import show


def run_why_not(request: Request) -> int:
    """Print what stands between the file and a tier."""
    if request.tier is None:
        raise UsageError('name the tier, as in: tipcli why-not KAZ 2010 --tier "Tier 2"')
    tier = tier_named(request.tier)
    found = assessed(request)
    why = why_not(found, tier)
    if request.format == "json":
        print_json(render.answer(found, why))
    else:
        show(render.lines(found, why), sys.stdout)
    return 0
