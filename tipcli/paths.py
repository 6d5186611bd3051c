"""Finds `criteria/` and `country_data/`: named, else in the working directory, else bundled."""

from __future__ import annotations

import os
from typing import NamedTuple

from tipcli.errors import TipcliError

_PACKAGE = os.path.dirname(os.path.abspath(__file__))
#: How a folder was found that came with the tool.
BUNDLED_WORD = "bundled"
#: Where an installed package keeps the law and the evidence; a checkout keeps them beside it.
_BUNDLED = os.path.join(_PACKAGE, "_bundled")


class Folder(NamedTuple):
    """A folder and how it was found: the option, "working directory" or "bundled"."""

    path: str
    found: str


def criteria(named: str | None = None) -> Folder:
    """The folder of the law. Raises TipcliError if the named one is not such a folder."""
    return _find("criteria", named, "--criteria", os.path.join("indicators", "prosecution.yaml"))


def data(named: str | None = None) -> Folder:
    """The folder of the evidence. Raises TipcliError if the named one is not a folder."""
    return _find("country_data", named, "--data", "")


def _find(name: str, named: str | None, option: str, mark: str) -> Folder:
    if named is not None:
        if not os.path.exists(os.path.join(named, mark)):
            inside = f" with {mark} in it" if mark else ""
            raise TipcliError(f"{option} {named}: there is no such folder{inside}")
        return Folder(named, option)
    if os.path.isdir(name) and os.path.exists(os.path.join(name, mark)):
        return Folder(name, "working directory")
    for base in (_BUNDLED, os.path.dirname(_PACKAGE)):
        folder = os.path.join(base, name)
        if os.path.isdir(folder):
            return Folder(folder, BUNDLED_WORD)
    raise TipcliError(
        f"no {name}/ in the working directory and none bundled; name one with {option}"
    )
