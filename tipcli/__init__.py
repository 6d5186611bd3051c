"""tipcli recommends and explains tier placements under the law of the U.S. TIP Report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tipcli.assessment import assess as assess
    from tipcli.errors import InputError as InputError
    from tipcli.errors import Problem as Problem
    from tipcli.errors import TipcliError as TipcliError
    from tipcli.model import Assessment as Assessment
    from tipcli.validation.report import Report as Report
    from tipcli.validation.run import validate as validate

__version__ = "0.1.0"
__all__ = [
    "Assessment",
    "InputError",
    "Problem",
    "Report",
    "TipcliError",
    "__version__",
    "assess",
    "validate",
]

_HOMES = {
    "Assessment": "tipcli.model",
    "InputError": "tipcli.errors",
    "Problem": "tipcli.errors",
    "Report": "tipcli.validation.report",
    "TipcliError": "tipcli.errors",
    "assess": "tipcli.assessment",
    "validate": "tipcli.validation.run",
}


def __getattr__(name: str) -> Any:
    # Loaded on first use, so that `tipcli --version` pays for none of it.
    if name not in _HOMES:
        raise AttributeError(f"module 'tipcli' has no attribute {name!r}")
    import importlib

    return getattr(importlib.import_module(_HOMES[name]), name)
