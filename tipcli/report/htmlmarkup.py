"""HTML that is safe because of how it is built: all text is escaped unless it is markup already."""

from __future__ import annotations

import os
import re
from functools import lru_cache
from html import escape

from tipcli.render.lines import clean

_ASSETS = os.path.join(os.path.dirname(__file__), "assets")
#: Elements that have neither content nor an end tag.
_VOID = frozenset(("meta", "br", "link"))
#: What an anchor may be made of without being spelt out.
_PLAIN = re.compile(r"[A-Za-z0-9.-]+\Z")
_LINKED = ("http://", "https://")


class Html(str):
    """Markup. A plain `str` is text, and becomes markup by being escaped."""

    __slots__ = ()


NOTHING = Html("")


def text(value: str) -> Html:
    """Text as markup: escaped, and what would steer a reader's screen shown as its code."""
    if isinstance(value, Html):
        return value
    return Html(escape(value if value == "\n" else clean(value), quote=True))


def el(name: str, /, *inside: str, **attributes: str) -> Html:
    """An element. An underscore in an attribute stands for a hyphen; an empty one is left out.

    `cls` is the class, `_` alone an attribute without a value such as open.
    """
    words = [f" {attributes.pop('_')}"] if attributes.get("_") else []
    for key, value in attributes.items():
        if value:
            shown = "class" if key == "cls" else key.rstrip("_").replace("_", "-")
            words.append(f' {shown}="{text(value)}"')
    start = f"<{name}{''.join(words)}>"
    if name in _VOID:
        return Html(start)
    return Html(f"{start}{''.join(text(each) for each in inside)}</{name}>")


def join(*parts: str) -> Html:
    """Parts one after the other."""
    return Html("".join(text(part) for part in parts))


def between(parts: list[Html], separator: str = ", ") -> Html:
    """Parts with a separator between them."""
    return Html(text(separator).join(parts))


def anchor(kind: str, ident: str) -> str:
    """The fragment that names a thing on its page; two different ids never share one."""
    if _PLAIN.match(ident):
        return f"{kind}-{ident}"
    spelt = "".join(c if _PLAIN.match(c) else f"_{ord(c):x}_" for c in ident)
    return f"{kind}-{spelt}"


def link(address: str, *inside: str, **attributes: str) -> Html:
    """A link within what we wrote ourselves: an anchor of this page, or a page of the site."""
    return el("a", *inside, href=address, **attributes)


def outward(address: str, *inside: str) -> Html:
    """A link that leads away, for http and https alone; any other address is plain text."""
    sound = address.lower().startswith(_LINKED) and address.isprintable() and " " not in address
    if not sound:
        return join(*inside)
    return el("a", *inside, href=address, rel="noreferrer noopener external")


@lru_cache(maxsize=1)
def style() -> tuple[str, str]:
    """The style sheet without its comments, and its hash as a content security policy names it."""
    from base64 import b64encode
    from hashlib import sha256

    with open(os.path.join(_ASSETS, "report.css"), encoding="utf-8", newline="") as file:
        whole = file.read().replace("\r\n", "\n")
    bare = re.sub(r"/\*.*?\*/", "", whole, flags=re.DOTALL)
    sheet = "\n".join(line.strip() for line in bare.splitlines() if line.strip()) + "\n"
    return sheet, b64encode(sha256(sheet.encode()).digest()).decode()


def document(title: str, *body: str, language: str) -> str:
    """A whole page that fetches nothing, runs nothing and can be sent anywhere."""
    sheet, digest = style()
    policy = (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src 'none'; "
        "base-uri 'none'; form-action 'none'"
    )
    head = (
        # First, so that the policy holds for all that follows.
        '<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{text(title)}</title>\n"
        f"<style>{sheet}</style>"
    )
    start = f'<html lang="{text(language)}">'
    inside = "\n".join(text(part) for part in body if part)
    whole = f"<head>\n{head}\n</head>\n<body>\n{inside}\n</body>"
    return f"<!doctype html>\n{start}\n{whole}\n</html>\n"
