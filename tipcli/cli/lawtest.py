"""`tipcli law test`: try the cases of the law, and say what of it they would notice."""

from __future__ import annotations

import sys
from typing import NamedTuple

from tipcli.cli.formats import refuse_format
from tipcli.cli.request import print_json


class Request(NamedTuple):
    """What was asked for on the command line; the defaults are the command's."""

    paths: list[str] | None = None
    uncovered: bool = False
    format: str = "text"
    criteria: str | None = None


def run_law_test(request: Request) -> int:
    """Print what failed and what is seen; exit status 1 if any case fails."""
    from tipcli.lawtest.run import law_test
    from tipcli.render import lawtest as render
    from tipcli.render.lines import show

    refuse_format(request.format)
    found = law_test(request.paths, request.criteria)
    if request.format == "json":
        print_json(render.answer(found))
    else:
        show(render.lines(found, uncovered=request.uncovered), sys.stdout)
    return 0 if found.holds else 1
