"""tipcli recommends and explains tier placements under the law of the U.S. TIP Report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tipcli.agreement.clockaudit import clock_audit as clock_audit
    from tipcli.agreement.coverage import law_coverage as law_coverage
    from tipcli.agreement.ledger import agreement as agreement
    from tipcli.assessment import assess as assess
    from tipcli.diffing import diff as diff
    from tipcli.errors import InputError as InputError
    from tipcli.errors import Problem as Problem
    from tipcli.errors import TipcliError as TipcliError
    from tipcli.lawtest.run import LawTest as LawTest
    from tipcli.lawtest.run import law_test as law_test
    from tipcli.model import Assessment as Assessment
    from tipcli.reason.change import change as change
    from tipcli.reason.conflicts import Conflict as Conflict
    from tipcli.reason.conflicts import conflicts as conflicts
    from tipcli.reason.questions import questions as questions
    from tipcli.reason.sensitivity import sensitivity as sensitivity
    from tipcli.reason.support import support as support
    from tipcli.reason.whatif import WhatIf as WhatIf
    from tipcli.reason.whynot import why_not as why_not
    from tipcli.replaying import replay as replay
    from tipcli.supposing import what_if as what_if
    from tipcli.validation.lawlint import law_lint as law_lint
    from tipcli.validation.report import Report as Report
    from tipcli.validation.run import validate as validate
    from tipcli.yearly import history_of as history_of

__version__ = "0.1.0"
__all__ = [
    "Assessment",
    "Conflict",
    "InputError",
    "LawTest",
    "Problem",
    "Report",
    "TipcliError",
    "WhatIf",
    "__version__",
    "agreement",
    "assess",
    "change",
    "clock_audit",
    "conflicts",
    "diff",
    "history_of",
    "law_coverage",
    "law_lint",
    "law_test",
    "questions",
    "replay",
    "sensitivity",
    "support",
    "validate",
    "what_if",
    "why_not",
]

_HOMES = {
    "Assessment": "tipcli.model",
    "Conflict": "tipcli.reason.conflicts",
    "InputError": "tipcli.errors",
    "LawTest": "tipcli.lawtest.run",
    "Problem": "tipcli.errors",
    "Report": "tipcli.validation.report",
    "TipcliError": "tipcli.errors",
    "WhatIf": "tipcli.reason.whatif",
    "agreement": "tipcli.agreement.ledger",
    "assess": "tipcli.assessment",
    "change": "tipcli.reason.change",
    "clock_audit": "tipcli.agreement.clockaudit",
    "conflicts": "tipcli.reason.conflicts",
    "diff": "tipcli.diffing",
    "history_of": "tipcli.yearly",
    "law_coverage": "tipcli.agreement.coverage",
    "law_lint": "tipcli.validation.lawlint",
    "law_test": "tipcli.lawtest.run",
    "questions": "tipcli.reason.questions",
    "replay": "tipcli.replaying",
    "sensitivity": "tipcli.reason.sensitivity",
    "support": "tipcli.reason.support",
    "validate": "tipcli.validation.run",
    "what_if": "tipcli.supposing",
    "why_not": "tipcli.reason.whynot",
}


def __getattr__(name: str) -> Any:
    # Loaded on first use, so that `tipcli --version` pays for none of it.
    if name not in _HOMES:
        raise AttributeError(f"module 'tipcli' has no attribute {name!r}")
    import importlib

    return getattr(importlib.import_module(_HOMES[name]), name)
