"""Which attributes hold text that a reader sees and which hold addresses that a reader or a program follows (HTML 4, 3.2.6)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any
from urllib.parse import urljoin

import tinycss2
from turbohtml import Element

from filters.mail.css import STYLE_SHEET

TEXTS = frozenset(("abbr", "alt", "aria-description", "aria-label", "aria-placeholder", "aria-roledescription",
                   "aria-valuetext", "data-label", "label", "placeholder", "standby", "summary", "title"))  # fmt: skip
"""Attributes whose value a reader sees or hears."""
FOLLOWED = frozenset(("action", "formaction", "href", "xlink:href"))
"""Attributes a reader may follow, on elements that let them."""
ADDRESSES = FOLLOWED | frozenset((
    "archive", "background", "cite", "classid", "code", "codebase", "data", "dynsrc", "from", "icon", "imagesrcset", "longdesc",
    "lowsrc", "manifest", "ping", "poster", "profile", "src", "srcset", "to", "values", "xml:base",
))  # fmt: skip
_ADDRESS_FUNCTIONS = frozenset(("url", "src", "image-set", "-webkit-image-set"))
_SETS = frozenset(("imagesrcset", "srcset"))
_LISTS = frozenset(("archive", "ping"))
_ANIMATION = frozenset(("animate", "set", "animatetransform", "animatemotion"))
_SHOWN_INPUTS = frozenset(("button", "submit", "reset", "text", "email", "search", "tel", "url", "number", ""))
_NOT_FOLLOWED = frozenset(("link", "base", "image", "feimage", "use", "script", "lineargradient", "radialgradient", "pattern",
                           "filter", "mpath", "textpath"))  # fmt: skip
_FRAMES = frozenset(("iframe", "frame", "embed", "object"))
_REFRESH = re.compile(r"[\s\d.]*[;,\s]\s*(?:url\s*=\s*)?[\"']?(.*?)[\"']?\s*$", re.I | re.S)
_CSS_CARRIER = re.compile(r"url|src\(|@i|image|\\", re.I)
_CANDIDATE = re.compile(r"[\s,]*([^\s,]\S*?)(?:,(?=\s|$)|\s+[^,]*(?:,|$)|$)")
_CONTROLS = "".join(map(chr, range(33)))
_SPECIAL = re.compile(r"(https?|ftp|wss?):[/\\]*", re.I)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.I)


def is_text(element: Element, name: str) -> bool:
    """Whether the attribute's value is text for the reader."""
    if name in TEXTS:
        return True
    if name == "value":
        kind = str(element.attrs.get("type") or "").lower()
        return element.tag in ("button", "option") or (element.tag == "input" and kind in _SHOWN_INPUTS)
    return name == "content" and element.tag == "meta" and not _is_refresh(element)


def addresses(element: Element, name: str, value: str) -> list[str]:
    """The addresses in an attribute, as written; [] where it holds none."""
    if name == "style":
        return list(css_addresses(value))
    if name == "content" and _is_refresh(element):
        match = _REFRESH.match(value)
        return [match[1]] if match and match[1] else []
    if name not in ADDRESSES or (name in ("from", "to", "values") and element.tag not in _ANIMATION):
        return []
    if name in _SETS:
        return _CANDIDATE.findall(value)
    if name in _LISTS or name == "values":
        return re.split(r"[\s,;]+", value.strip())
    return [value] if value.strip() else []


@lru_cache(1024)
def css_addresses(css: str) -> tuple[str, ...]:
    """The addresses in CSS: `url()`, `src()`, `@import` and the strings of `image-set()` (CSS Values 4, 4.5)."""
    if not _CSS_CARRIER.search(css):
        return ()
    return tuple(_css_addresses(tinycss2.parse_component_value_list(css[:STYLE_SHEET], skip_comments=True)))


def _css_addresses(tokens: Iterable[Any]) -> Iterator[str]:
    stack: list[tuple[Iterator[Any], bool]] = [(iter(tokens), False)]
    while stack:
        inner, counts = stack.pop()
        for token in inner:
            kind = token.type
            if kind == "url" or (kind == "string" and counts):
                yield token.value
            elif kind == "at-keyword":
                counts = token.lower_value == "import"
            elif kind == "function" or kind.endswith(" block"):
                content = token.arguments if kind == "function" else token.content
                stack += [(inner, counts), (iter(content), kind == "function" and token.lower_name in _ADDRESS_FUNCTIONS)]
                break
            elif kind == "literal" and token.value == ";":
                counts = False


def follows(element: Element, name: str) -> bool:
    """Whether a reader could follow the address: not what is only loaded."""
    tag = element.tag
    if tag == "meta":
        return name == "content"
    if tag in _FRAMES:
        return name in ("src", "data")
    if tag in _ANIMATION:
        return str(element.attrs.get("attributename") or element.attrs.get("attributeName") or "").lower() in FOLLOWED
    return name in FOLLOWED and tag not in _NOT_FOLLOWED


def _is_refresh(element: Element) -> bool:
    return element.tag == "meta" and str(element.attrs.get("http-equiv") or "").strip().lower() == "refresh"


def resolved(url: str, base: str = "") -> str:
    """An address as a browser reads it (URL Standard 4.4): trimmed, tabs and line ends removed, `\\` as `/`, base applied."""
    clean = url.strip(_CONTROLS).replace("\t", "").replace("\n", "").replace("\r", "")
    special = _SPECIAL.match(clean)
    if special:
        rest = clean[special.end() :]
        return f"{special[1].lower()}://{_slashed(rest)}"
    if _SCHEME.match(clean):
        return clean
    clean = _slashed(clean)
    if not base:
        return clean
    try:
        return urljoin(base, clean)
    except ValueError:
        return clean


def _slashed(rest: str) -> str:
    """Backslashes as slashes, outside query and fragment."""
    cut = re.search(r"[?#]", rest)
    end = cut.start() if cut else len(rest)
    return rest[:end].replace("\\", "/") + rest[end:]


def base_of(elements: Iterable[Element]) -> str:
    """The address that others are relative to: that of the first `<base href>`."""
    return next((resolved(str(element.attrs["href"])) for element in elements if "href" in element.attrs), "")
