"""`tipcli replay`: recompute the result of a receipt, and name all that is not as it has it."""

from __future__ import annotations

import sys
from typing import NamedTuple

from tipcli.cli.formats import refuse_format
from tipcli.cli.request import print_json
from tipcli.errors import UsageError
from tipcli.render import replay as render
from tipcli.render.lines import show
from tipcli.replaying import replay


class Request(NamedTuple):
    """The words of the command line; the defaults are the command's."""

    receipt: str | None = None
    evidence: str | None = None
    format: str = "text"
    criteria: str | None = None
    data: str | None = None


def run_replay(request: Request) -> int:
    """Print whether the result comes out again; 1 where anything differs."""
    refuse_format(request.format)
    if not request.receipt:
        raise UsageError("name a receipt, as --receipt wrote it: tipcli replay FILE")
    found = replay(request.receipt, request.evidence, criteria=request.criteria, data=request.data)
    if request.format == "json":
        print_json(render.answer(found))
    else:
        show(render.lines(found), sys.stdout)
    return 0 if found.same else 1
