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

_HERE = os.path.dirname(__file__)
_READERS = ("cache.py", "evidence.py", "formcheck.py", "law.py", "lawcheck.py", "yamlfile.py")
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
    path = _path(name)
    if not path:
        return None
    try:
        with open(path, "rb") as file:
            head, _, body = file.read().partition(b"\n")
    except OSError:
        return None
    if head != sha256(body).hexdigest().encode():
        return None
    import json

    try:
        return json.loads(body)
    except ValueError:
        return None


def put(name: str, value: Any) -> None:
    """Store a JSON value in one step, so that no other run ever sees half of it."""
    path = _path(name)
    if not path:
        return
    import json
    import tempfile

    body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    temporary = ""
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=os.path.dirname(path))
        with os.fdopen(handle, "wb") as file:
            file.write(sha256(body).hexdigest().encode() + b"\n" + body)
        os.replace(temporary, path)
    except OSError:
        # A full disk or a read-only home costs time, not the answer.
        if temporary:
            _remove(temporary)


def _remove(path: str) -> None:
    try:
        os.unlink(path)
    except OSError:
        return


def _path(name: str) -> str:
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
        paths = [os.path.join(_HERE, name) for name in _READERS]
        paths += [os.path.join(schemas, name) for name in sorted(os.listdir(schemas))]
        for path in paths:
            if os.path.isfile(path):
                with open(path, "rb") as file:
                    digest.update(file.read())
        _fingerprint = digest.digest()
    return _fingerprint
