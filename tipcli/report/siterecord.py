"""The record of a site: which pages were written, from what, and so what is written or removed."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any, NamedTuple

from tipcli.errors import TipcliError
from tipcli.writing import in_one_step

#: The file that holds the record, in the folder of the site.
NAME = ".tipcli-site.json"
SCHEMA = "tipcli/site/1"
_PAGE = re.compile(r"(?:[A-Z]{3}/)?(?:index|20\d\d)\.html\Z")


class Built(NamedTuple):
    """What a build did: pages by name, and what was wrong with evidence files."""

    written: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]
    kept: tuple[str, ...]
    problems: tuple[TipcliError, ...]


class Record:
    """What was written in the folder: of each page its inputs, and the hash of its bytes."""

    def __init__(self, folder: str, *, force: bool) -> None:
        self._folder = folder
        self._force = force
        self._pages: dict[str, dict[str, str]] = {}
        self._tiers: dict[str, dict[str, str]] = {}
        self._before: bytes | None = None
        self._written: list[str] = []
        self._unchanged: list[str] = []

    def open(self, planned: Iterable[str]) -> None:
        """Read the record, and write down what is to be written before anything is."""
        if os.path.lexists(self._folder) and not os.path.isdir(self._folder):
            raise TipcliError(f"{self._folder} is not a folder; name one for the site")
        there = sorted(os.listdir(self._folder)) if os.path.isdir(self._folder) else []
        if NAME in there:
            self._read()
        elif there and not self._force:
            raise TipcliError(
                f"{self._folder} holds other things ({_some(there)}) and was not made by tipcli; "
                "name a new or an empty folder, or use --force"
            )
        foreign = [
            name
            for name in planned
            if name not in self._pages and os.path.lexists(self._path(name))
        ]
        if foreign and not self._force:
            raise TipcliError(
                f"{self._folder}: {_some(foreign)} would be written over and "
                f"{'was' if len(foreign) == 1 else 'were'} not written by tipcli; use --force"
            )
        for name in planned:
            self._pages.setdefault(name, {"inputs": "", "sha256": ""})
        self._make(self._folder)
        self._save()

    def fresh(self, pages: Iterable[str], digest: str) -> bool:
        """Whether these pages are there as they would be written again; notes them if so."""
        pages = tuple(pages)
        for name in pages:
            page = self._pages[name]
            if page["inputs"] != digest or self._hash(name) != page["sha256"]:
                return False
        self._unchanged += pages
        return True

    def tiers(self, country: str) -> dict[int, str] | None:
        """The recommended tiers of a country as they were when its pages were written."""
        known = self._tiers.get(country)
        return None if known is None else {int(year): tier for year, tier in known.items()}

    def remember(self, country: str, tiers: Mapping[int, str]) -> None:
        """Keep the tiers for the grid of a build that need not assess the country again."""
        self._tiers[country] = {str(year): tier for year, tier in tiers.items()}

    def write(self, name: str, text: str, digest: str) -> None:
        """Write a page, unless these very bytes stand there already."""
        data = text.encode()
        written = sha256(data).hexdigest()
        self._pages[name] = {"inputs": digest, "sha256": written}
        if self._hash(name) == written:
            self._unchanged.append(name)
            return
        self._make(os.path.dirname(self._path(name)))
        self._put(name, data)
        self._written.append(name)

    def close(self, planned: Iterable[str], problems: Iterable[TipcliError]) -> Built:
        """Remove what the site no longer has, and save the record."""
        made = {*self._written, *self._unchanged}
        removed, kept = [], []
        for name in sorted(self._pages.keys() - made):
            page = self._pages.pop(name)
            found = self._hash(name)
            if not found:
                continue
            if found != page["sha256"]:
                kept.append(name)
                continue
            os.unlink(self._path(name))
            removed.append(name)
            folder = os.path.dirname(self._path(name))
            if not os.listdir(folder):
                os.rmdir(folder)
        codes = {name.partition("/")[0] for name in planned}
        self._tiers = {code: tiers for code, tiers in self._tiers.items() if code in codes}
        self._save()
        return Built(
            tuple(self._written),
            tuple(self._unchanged),
            tuple(removed),
            tuple(kept),
            tuple(problems),
        )

    def _read(self) -> None:
        import json

        path = os.path.join(self._folder, NAME)
        try:
            with open(path, "rb") as file:
                self._before = file.read()
            pages, tiers = _sound(json.loads(self._before))
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            if self._force:
                return
            raise TipcliError(
                f"{path} is not a record that this version of tipcli can use; use --force to write "
                "the whole site anew"
            ) from error
        self._pages, self._tiers = pages, tiers

    def _save(self) -> None:
        import json

        value = {"schema": SCHEMA, "pages": self._pages, "tiers": self._tiers}
        data = (json.dumps(value, indent=1, sort_keys=True) + "\n").encode()
        if data != self._before:
            self._put(NAME, data)
            self._before = data

    def _hash(self, name: str) -> str:
        """The hash of a page as it stands; '' where there is none."""
        try:
            with open(self._path(name), "rb") as file:
                return sha256(file.read()).hexdigest()
        except OSError:
            return ""

    def _path(self, name: str) -> str:
        return os.path.join(self._folder, *name.split("/"))

    def _make(self, folder: str) -> None:
        try:
            os.makedirs(folder, exist_ok=True)
        except OSError as error:
            raise TipcliError(f"cannot make {folder}: {error.strerror}") from error

    def _put(self, name: str, data: bytes) -> None:
        try:
            in_one_step(self._path(name), data, 0o644)
        except OSError as error:
            raise TipcliError(f"cannot write {self._path(name)}: {error.strerror}") from error


def _sound(raw: Any) -> tuple[dict[str, dict[str, str]], dict[str, dict[str, str]]]:
    """The pages and tiers of a record. ValueError or the like for what is none of ours.

    It must name nothing but pages of a site, since it decides what is removed.
    """
    pages, tiers = raw["pages"], raw["tiers"]
    if raw["schema"] != SCHEMA or not all(_PAGE.match(name) for name in pages):
        raise ValueError(raw["schema"])
    return (
        {n: {"inputs": str(p["inputs"]), "sha256": str(p["sha256"])} for n, p in pages.items()},
        {code: {str(int(y)): str(t) for y, t in known.items()} for code, known in tiers.items()},
    )


def _some(names: list[str]) -> str:
    shown = ", ".join(names[:3])
    return f"{shown} and {len(names) - 3} more" if len(names) > 3 else shown
