"""Attributes and tags from before style sheets, and the declarations that they mean (HTML 15.3)."""

from __future__ import annotations

from collections.abc import Iterator

from turbohtml import Element

SELECTOR = "center,[align],[bgcolor],[background],[hspace],[vspace],[color],[face],[size],body,[cellpadding]"
"""The elements that may have any."""
FONT_SIZES = (10.0, 13.0, 16.0, 18.0, 24.0, 32.0, 48.0)
"""CSS pixels of `<font size=1>` to `<font size=7>`."""

_ALIGNED = frozenset((
    "caption", "col", "colgroup", "div", "h1", "h2", "h3", "h4", "h5", "h6", "p", "tbody", "td", "tfoot", "th", "thead", "tr",
))  # fmt: skip
"""Elements whose `align` is about their words; elsewhere it is about where a box stands."""
_OF_FONT = {"color": "color", "face": "font-family", "size": "font-size"}
_OF_BODY = {
    "text": "color", "link": "link-color", "vlink": "link-color", "alink": "link-color", "leftmargin": "margin-left",
    "rightmargin": "margin-right", "topmargin": "margin-top", "bottommargin": "margin-bottom", "marginwidth": "margin-left",
    "marginheight": "margin-top",
}  # fmt: skip
_OF_ANY = {"bgcolor": "background-color", "background": "background-image"}
_OF_BOXES = {"hspace": "margin-left", "vspace": "margin-top"}
_NOTHING: dict[str, str] = {}
_OF_TAG = {
    "font": _OF_FONT,
    "body": _OF_BODY,
    "img": _OF_BOXES,
    "object": _OF_BOXES,
    "table": {"cellpadding": "padding", **_OF_BOXES},
    **{tag: {"align": "text-align"} for tag in _ALIGNED},
}


def meant(element: Element) -> Iterator[tuple[str, str, str]]:
    """(attribute, property, value) of each, "<" as the attribute that the tag itself is."""
    if element.tag == "center":
        yield "<", "text-align", "center"
    own = _OF_TAG.get(element.tag, _NOTHING)
    for attribute, value in element.attrs.items():
        name = own.get(attribute) or _OF_ANY.get(attribute)
        if name and isinstance(value, str) and value.strip():
            yield attribute, name, _value(name, value.strip().lower())


def _value(name: str, value: str) -> str:
    if name == "background-image":
        return f"url({value})"
    if name.endswith("color") and value.isalnum() and len(value) in (3, 6) and all(c in "0123456789abcdef" for c in value):
        return f"#{value}"
    if name == "font-size":
        return f"{font_size(value):g}px"
    return value


def font_size(value: str) -> float:
    """CSS pixels of a `size` of `<font>`, absolute or relative to 3 (HTML 15.3.2)."""
    digits = value.lstrip("+-")
    if not digits[:1].isdigit():
        return FONT_SIZES[2]
    number = int(next((digits[:n] for n in (2, 1) if digits[:n].isdigit()), "3"))
    number = 3 + number if value.startswith("+") else 3 - number if value.startswith("-") else number
    return FONT_SIZES[min(max(number, 1), 7) - 1]
