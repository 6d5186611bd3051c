"""`tipcli next`: the open questions, ranked by how much an answer narrows the tier set."""

from __future__ import annotations

import sys

from tipcli.cli.request import Request, assessed, how_many, print_json
from tipcli.reason.questions import questions
from tipcli.render import questions as render
from tipcli.render.lines import show


def run_next(request: Request) -> int:
    """Print what to ask next."""
    most = how_many(request.most, 10)
    found = assessed(request)
    asked = questions(found)
    if request.format == "json":
        print_json(render.answer(found, asked))
    else:
        show(render.lines(found, asked, most), sys.stdout)
    return 0
