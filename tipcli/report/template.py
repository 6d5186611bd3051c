"""Lays a report out by an organisation's own template, in a sandbox.

A template is Jinja. Its variables are the fields of `Brief` by their names, `cards`, and

- `say(key, ...)`: a phrase of the catalogue of the report's language;
- `section(name)`: a section as the standard report has it, without its heading: one of SECTIONS;
- `refs(ids)`: the marks of the footnotes of these items;
- `footnotes()`: the definitions of all footnotes, for the end of the page.

Whatever it puts out is escaped for Markdown, unless it comes from the last three or through the
filter `raw`, which is for words of the template's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import TracebackType
from typing import Any

from tipcli import plainfile
from tipcli.errors import TipcliError, did_you_mean, printable
from tipcli.report.brief import Brief
from tipcli.report.markdown import SECTIONS, Page

#: A page of more characters than this is a loop that went wrong.
MOST = 20_000_000


def page(brief: Brief, path: str) -> str:
    """The report by the template of a file. TipcliError, with the line, for what is wrong in it."""
    try:
        from jinja2.exceptions import TemplateError
    except ImportError as error:
        message = "a template takes Jinja: pip install 'tipcli[template]'"
        raise TipcliError(message) from error
    from tipcli.report.sandbox import Sandbox

    text = _text(path)
    try:
        made = Sandbox().compiled(text, path)
        return _written(made.generate(variables(brief)), path)
    except TemplateError as error:
        line = getattr(error, "lineno", None) or _line(error.__traceback__, path)
        raise TipcliError(_message(path, line, error.message or type(error).__name__)) from error
    except (
        ArithmeticError,
        AttributeError,
        LookupError,
        RecursionError,
        TypeError,
        ValueError,
    ) as error:
        line = _line(error.__traceback__, path)
        raise TipcliError(_message(path, line, str(error) or type(error).__name__)) from error


def variables(brief: Brief) -> Mapping[str, Any]:
    """What a template can name."""
    from markupsafe import Markup

    whole = Page(brief)
    phrases = brief.phrases

    def say(key: str, **values: str | int) -> str:
        if key not in phrases.texts:
            raise ValueError(f"no phrase {key!r}; {did_you_mean(key, phrases.texts)}")
        try:
            return phrases(key, **values)
        except KeyError as error:
            raise ValueError(f"the phrase {key!r} takes a value for {error}") from error

    def section(name: str) -> str:
        if name not in SECTIONS:
            raise ValueError(f"no section {name!r}; there is {', '.join(SECTIONS)}")
        return Markup("\n\n".join(whole.section(name)))

    def refs(ids: Iterable[str]) -> str:
        return Markup(whole.refs(ids))

    def footnotes() -> str:
        return Markup("\n\n".join(whole.footnotes()))

    fields = {name: value for name, value in brief._asdict().items() if name != "phrases"}
    own = {"say": say, "section": section, "refs": refs, "footnotes": footnotes}
    return {**fields, "cards": brief.cards, **own}


def _text(path: str) -> str:
    try:
        return plainfile.read(path, path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise TipcliError(_message(path, line, "is not UTF-8")) from error


def _written(parts: Iterable[str], path: str) -> str:
    """The parts as one text, of no more than MOST characters."""
    done, size = [], 0
    for part in parts:
        size += len(part)
        if size > MOST:
            raise TipcliError(f"{printable(path)}: makes a page of more than {MOST} characters")
        done.append(part)
    return "".join(done)


def _line(trace: TracebackType | None, path: str) -> int:
    """The line of the template where it went wrong, 0 where that cannot be told."""
    line = 0
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == path:
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def _message(path: str, line: int, message: str) -> str:
    place = f"{path}:{line}" if line else path
    return printable(f"{place}: {message}")
