"""A cache of parsed and checked files, keyed by content: never stale, safe to lose.

An entry is JSON behind its own SHA-256, so a torn or altered one is ignored. Its key covers the
bytes of the input, of the schemas and of the code that read them, so no version of tipcli ever
trusts what another one wrote. `TIPCLI_CACHE=off` turns it off; any other value names a folder.
"""

from __future__ import annotations

import os
import sys
from hashlib import sha256
from typing import Any

from tipcli.writing import in_one_step

_HERE = os.path.dirname(__file__)
_READERS = (
    "__init__.py",
    "cache.py",
    "codes.py",
    "errors.py",
    "evidence.py",
    "formcheck.py",
    "law.py",
    "lawcheck.py",
    "lawfile.py",
    "model.py",
    "plainfile.py",
    "soundpart.py",
    "weigh.py",
    "writing.py",
    "yamlevents.py",
    "yamlfile.py",
    "yamlshort.py",
    "validation/againstlaw.py",
    "validation/context.py",
    "validation/ignores.py",
    "validation/onefile.py",
    "validation/quotations.py",
    "validation/substance.py",
)
_fingerprint = b""


def key(kind: str, *parts: bytes) -> str:
    """A name for what these bytes become when this code reads them."""
    digest = sha256(_readers())
    digest.update(kind.encode())
    for part in parts:
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.hexdigest()


def get(name: str) -> Any | None:
    """The stored value, or None where there is none to be trusted."""
    body = believed(path(name))
    if body is None:
        return None
    import json

    try:
        return json.loads(body)
    except ValueError:
        return None


def put(name: str, value: Any) -> None:
    """Store a JSON value in one step, so that no other run ever sees half of it."""
    import json

    body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    write(path(name), sha256(body).hexdigest().encode() + b"\n" + body)


def believed(where: str) -> bytes | None:
    """What a file of the cache holds behind its SHA-256; None if that does not agree."""
    if not where:
        return None
    try:
        with open(where, "rb") as file:
            head, _, body = file.read().partition(b"\n")
    except OSError:
        return None
    return body if head == sha256(body).hexdigest().encode() else None


def write(where: str, data: bytes) -> None:
    """Write a file of the cache in one step. A full disk or a read-only home costs only time."""
    if not where:
        return
    try:
        os.makedirs(os.path.dirname(where), exist_ok=True)
        in_one_step(where, data)
    except OSError:
        return


def path(name: str) -> str:
    """Where a value of this name is stored; '' with the cache off."""
    folder = os.environ.get("TIPCLI_CACHE", "")
    if folder == "off":
        return ""
    return os.path.join(folder or _user_folder(), name + ".json")


def _user_folder() -> str:
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or os.path.expanduser("~\\AppData\\Local")
    elif sys.platform == "darwin":
        base = os.path.expanduser("~/Library/Caches")
    else:
        base = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    return os.path.join(base, "tipcli")


def _readers() -> bytes:
    """The bytes of everything that decides how a file is read, hashed once a run."""
    global _fingerprint  # noqa: PLW0603 - computed once, the same for the whole run
    if not _fingerprint:
        digest = sha256()
        schemas = os.path.join(_HERE, "schemas")
        names = [os.path.join(_HERE, *name.split("/")) for name in _READERS]
        names += [os.path.join(schemas, name) for name in sorted(os.listdir(schemas))]
        for name in names:
            if os.path.isfile(name):
                with open(name, "rb") as file:
                    digest.update(file.read())
        _fingerprint = digest.digest()
    return _fingerprint
