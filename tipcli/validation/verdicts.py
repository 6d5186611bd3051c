"""Remembers verdicts by content, so that a file is not looked at twice.

One file in the user's cache folder holds the verdicts that one version of tipcli reached under one
law: a line each, keyed by the SHA-256 of the file's bytes and of the place it stands in. It begins
with a SHA-256 of the rest, so a torn or altered one is not believed, and it is replaced in one
step, so runs side by side never see half of it; the worst that they do to each other is to forget.
"""

from __future__ import annotations

import os
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from tipcli import cache, evidence
from tipcli.validation.onefile import Verdict, restored, stored
from tipcli.validation.quotations import digest, text_bytes

if TYPE_CHECKING:
    from tipcli.validation.onefile import Job

#: When there are more, only those of the present run are kept.
MOST = 200_000


def key(data: bytes, path: str) -> str:
    """The name of a file's verdict: what it holds and where it stands."""
    made = sha256("/".join(evidence.placed_at(path)).encode("utf-8", "surrogateescape"))
    made.update(b"\0")
    made.update(data)
    return made.hexdigest()


class Verdicts:
    """The verdicts under one law. With `path` '' nothing is remembered."""

    def __init__(self, law_digest: str, *, remember: bool = True) -> None:
        self.path = cache.path(cache.key("verdicts", law_digest.encode())) if remember else ""
        self._old = _load(self.path)
        self._used: dict[bytes, bytes] = {}
        self._new = False

    def __len__(self) -> int:
        return len(self._old)

    def get(self, name: str, job: Job) -> Verdict | None:
        """The verdict of that name, unless a text that it looked into has changed."""
        line = self._old.get(name.encode())
        if line is None:
            return None
        import json

        verdict = restored(json.loads(line), job.display)
        folder = os.path.dirname(os.path.abspath(job.path))
        if any(digest(text_bytes(folder, each)) != seen for each, seen in verdict.texts.items()):
            return None
        self._used[name.encode()] = line
        return verdict

    def put(self, name: str, verdict: Verdict) -> None:
        """Remember a verdict until `save`."""
        import json

        line = json.dumps(stored(verdict), ensure_ascii=True, separators=(",", ":"))
        self._used[name.encode()] = line.encode()
        self._new = True

    def save(self) -> None:
        """Write what is new, together with what others wrote in the meantime."""
        if not self.path or not self._new:
            return
        kept: Any = _load(self.path) | self._used
        if len(kept) > MOST:
            kept = self._used
        body = b"".join(b"%b %b\n" % pair for pair in sorted(kept.items()))
        cache.write(self.path, sha256(body).hexdigest().encode() + b"\n" + body)


def _load(path: str) -> dict[bytes, bytes]:
    body = cache.believed(path)
    if not body:
        return {}
    return dict(line.split(b" ", 1) for line in body.splitlines())
