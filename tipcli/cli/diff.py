"""`tipcli diff`: why a tier moved from one placement to another."""

from __future__ import annotations

import sys
from typing import NamedTuple

from tipcli.cli import request as asked
from tipcli.cli.formats import refuse_format
from tipcli.cli.request import print_json
from tipcli.diffing import diff
from tipcli.render.lines import show


class Request(NamedTuple):
    """The words of the command line; the defaults are the command's."""

    of: list[str] | None = None
    full: bool = False
    format: str = "text"
    law: str | None = None
    attitude: str = "balanced"
    hindsight: bool = False
    independent: bool = False
    no_judgements: bool = False
    criteria: tuple[str, ...] = ()
    data: str | None = None


def run_diff(request: Request) -> int:
    """Print what differs between the two, and each component's share in the move."""
    refuse_format(request.format)
    words = request._asdict()
    known = {name: words[name] for name in asked.Request._fields if name in words}
    options = asked.options(asked.Request(**known))
    found = diff(
        *(request.of or ()), **options._asdict(), criteria=request.criteria, data=request.data
    )
    if request.format == "json":
        from tipcli.render.differencejson import answer

        print_json(answer(found))
    else:
        from tipcli.render.difference import lines

        show(lines(found, full=request.full), sys.stdout)
    return 0
