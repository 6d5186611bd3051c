"""The engine of templates: a closed Jinja in which every text is escaped for Markdown by itself.

A template has its own words and marks, no file but itself, no method of a text, and the filters
listed here. What is finished Markdown is `Markup`; all other text is escaped where it is put out,
and where it is joined to what is finished, so that no way of joining leaves it raw.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from jinja2 import FunctionLoader, StrictUndefined, nodes
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment, safe_range
from jinja2.utils import Namespace
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

from tipcli.report.escaping import code, escape
from tipcli.words import capital

#: Jinja's own filters that only choose and order; those that make text are written below.
_CHOOSING = (
    "abs", "batch", "count", "dictsort", "first", "float", "groupby", "int", "items", "last",
    "length", "list", "map", "max", "min", "reject", "rejectattr", "reverse", "round", "select",
    "selectattr", "slice", "sort", "sum", "unique",
)  # fmt: skip
#: Filters that no template can name: they stand for `~`, and for what a part is cut from.
_JOINED, _WHOLE = "joined together", "not finished"


def finished(value: object) -> Markup:
    """A value as Markdown: what is finished as it is, any other text escaped, its ends kept."""
    if isinstance(value, Markup):
        return value
    text = str(value)
    ends = [" " if end.isspace() else "" for end in (text[:1], text[1:][-1:])]
    return Markup(escape(text).join(ends))


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, narrower. SecurityError for what it refuses."""

    intercepted_binops = frozenset(("+", "*", "%", "**"))

    def __init__(self) -> None:
        super().__init__(
            autoescape=True,  # so that macros and blocks give Markup; `finalize` comes before it
            finalize=finished,
            loader=FunctionLoader(_alone),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        choosing = {name: _unfinished(self.filters[name]) for name in _CHOOSING}
        default = self.filters["default"]
        self.filters = {**choosing, "default": default, "d": default, **_FILTERS}
        self.filters |= {_JOINED: joined, _WHOLE: _unfinished(lambda text: text)}
        self.globals = {"range": safe_range, "namespace": Namespace}

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """As in Jinja's; and no attribute of a text, for a method would make raw text of it."""
        return not isinstance(obj, str) and super().is_safe_attribute(obj, attr, value)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Sums as ever; texts are joined only so that each is escaped."""
        if operator == "+" and (isinstance(left, str) or isinstance(right, str)):
            return joined([left, right])
        numbers = isinstance(left, (int, float)) and isinstance(right, (int, float))
        if operator == "**" or (operator != "+" and not numbers):
            raise SecurityError(f"{operator} is for numbers alone, and ** is not allowed")
        return super().call_binop(context, operator, left, right)

    def compiled(self, text: str, name: str) -> Any:
        """The template; TemplateSyntaxError if it is none."""
        tree = _Joining().visit(self.parse(text, name, name))
        return self.template_class.from_code(self, self.compile(tree, name, name), self.globals)


def _alone(name: str) -> None:
    raise SecurityError(f"a template stands alone and cannot take {name!r} in")


class _Joining(NodeTransformer):
    """Has `~` escape what is not finished, as Jinja would for HTML; and nothing finished be cut."""

    def visit_Concat(self, node: nodes.Concat, *_: Any, **__: Any) -> nodes.Node:  # noqa: N802
        """The same texts through a filter."""
        self.generic_visit(node)
        return _through(_JOINED, nodes.List(node.nodes, lineno=node.lineno), node)

    def visit_Getitem(self, node: nodes.Getitem, *_: Any, **__: Any) -> nodes.Node:  # noqa: N802
        """A part of what is not finished."""
        self.generic_visit(node)
        node.node = _through(_WHOLE, node.node, node)
        return node


def _through(name: str, value: nodes.Expr, place: nodes.Node) -> nodes.Filter:
    made = nodes.Filter(value, name, [], [], None, None, lineno=place.lineno)
    if place.environment is not None:
        made.set_environment(place.environment)
    return made


def _unfinished(filter: Callable[..., object]) -> Callable[..., object]:
    """The filter, for all but finished Markdown, of which no part can stand alone."""

    @wraps(filter)
    def wrapped(*values: object, **named: object) -> object:
        if any(isinstance(value, Markup) for value in (*values, *named.values())):
            raise SecurityError("finished Markdown can only be put out whole")
        return filter(*values, **named)

    return wrapped


def joined(texts: Iterable[object], between: object = "") -> str:
    """The texts as one; finished if any of them is, and then each of the others escaped."""
    parts = list(texts)
    if any(isinstance(part, Markup) for part in (*parts, between)):
        return Markup(str(finished(between)).join(str(finished(part)) for part in parts))
    return str(between).join(str(part) for part in parts)


def _indented(text: object, width: int = 2) -> Markup:
    """All lines but the first moved to the right, as under the mark of a list."""
    return Markup(str(finished(text)).replace("\n", "\n" + " " * int(width)))


_FILTERS: dict[str, Callable[..., object]] = {
    "raw": lambda text: Markup(str(text)),
    "code": lambda text: Markup(code(str(text))),
    "join": joined,
    "indent": _indented,
    "capital": _unfinished(lambda text: capital(str(text))),
    "upper": _unfinished(lambda text: str(text).upper()),
    "lower": _unfinished(lambda text: str(text).lower()),
    "trim": _unfinished(lambda text: str(text).strip()),
}
