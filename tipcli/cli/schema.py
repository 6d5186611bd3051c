"""`tipcli schema`: print the JSON Schema of a file or of an answer, or write it to a file."""

from __future__ import annotations

import sys

from tipcli import law, paths, schemafile
from tipcli.errors import UsageError, did_you_mean


def run_schema(name: str, output: str | None, criteria: str | None) -> int:
    """Print a schema; that of evidence knows the indicators of the criteria in use."""
    known = schemafile.names()
    if name not in known:
        remedy = did_you_mean(name, known, 1) or f"use one of {', '.join(known)}"
        raise UsageError(f"no schema {name!r}; {remedy}")
    if name == schemafile.EVIDENCE:
        library = law.library(paths.criteria(criteria).path)
        text = schemafile.evidence(law.documents(library))
    else:
        text = schemafile.published(name)
    if output is None:
        # Bytes: the encoding and the line ends of a terminal must not get into a file.
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode())
    else:
        from tipcli.writing import replace

        replace(output, text)
    return 0
