"""`tipcli sensitivity`: what a placement depends on that is not the statute."""

from __future__ import annotations

import sys

from tipcli.cli.request import Request, assessed, print_json
from tipcli.reason.sensitivity import sensitivity
from tipcli.render import sensitivity as render
from tipcli.render import sensitivityjson
from tipcli.render.lines import show


def run_sensitivity(request: Request) -> int:
    """Print the values of each choice that change the tier or the set, and the joint check."""
    found = assessed(request)
    made = sensitivity(found)
    if request.format == "json":
        print_json(sensitivityjson.answer(found, made))
    else:
        show(render.lines(found, made), sys.stdout)
    return 0
