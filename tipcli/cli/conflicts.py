"""`tipcli conflicts`: where evidence meets evidence, what came of it, and if it matters."""

from __future__ import annotations

import sys

from tipcli.cli.request import Request, assessed, print_json
from tipcli.reason.conflicts import conflicts


def run_conflicts(request: Request) -> int:
    """Print the conflicts of one country-year, what matters to the tier first."""
    found = assessed(request)
    met = conflicts(found)
    if request.format == "json":
        from tipcli.render import conflictsjson

        print_json(conflictsjson.conflicts(found, met))
    else:
        from tipcli.render.conflicts import conflicts as lines
        from tipcli.render.lines import show

        show(lines(found, met, full=request.full), sys.stdout)
    return 0
