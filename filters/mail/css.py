"""CSS values as a mail reader takes them: declarations, lengths, colours (CSS Syntax 3, CSS Values 4, CSS Color 4).

Everything is cached by the text it was read from: a mail repeats a few style strings hundreds of times.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

import tinycss2
from tinycss2 import color4

STYLE_SHEET = 65_536
"""Characters of one style sheet that are read: tinycss2 needs 2 ms a kilobyte."""
STYLE = 8_192
"""Characters of one style attribute that are read."""

_LENGTH = re.compile(r"\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)\s*(%|[a-z]*)", re.I)
_PIECE = re.compile(r"[a-z-]+\([^()]*\)|#[0-9a-f]+|[a-z]+")
_PIXELS = {"": 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "in": 96.0, "cm": 37.8, "mm": 3.78, "q": 0.945}
_RELATIVE = {"em": 1.0, "rem": 1.0, "%": 0.01, "ex": 0.5, "ch": 0.5}


class Declaration(NamedTuple):
    """One `name: value`: names and keywords lower-case, escapes resolved, comments removed."""

    name: str
    value: str
    important: bool = False


class Color(NamedTuple):
    """sRGB, each channel and alpha from 0 to 1."""

    red: float
    green: float
    blue: float
    alpha: float = 1.0

    def over(self, below: Color) -> Color:
        """This colour painted over an opaque one."""
        a = self.alpha
        mixed = [a * x + (1 - a) * y for x, y in zip(self[:3], below[:3], strict=True)]
        return Color(mixed[0], mixed[1], mixed[2])


@lru_cache(4096)
def declarations(style: str) -> tuple[Declaration, ...]:
    """The declarations of a style attribute, in order; what is no declaration is dropped, as readers do."""
    parsed = tinycss2.parse_declaration_list(style[:STYLE], skip_comments=True, skip_whitespace=True)
    return tuple(_declared(parsed))


def declared(content: Iterable[Any]) -> tuple[Declaration, ...]:
    """The declarations of a style rule's block, given as tinycss2 tokens."""
    return tuple(_declared(tinycss2.parse_declaration_list(content, skip_comments=True, skip_whitespace=True)))


def _declared(nodes: Iterable[Any]) -> Iterator[Declaration]:
    for node in nodes:
        if node.type == "declaration":
            yield Declaration(node.lower_name, text_of(node.value).strip(), bool(node.important))


def text_of(tokens: Iterable[Any]) -> str:
    """Tokens as normal text; iterative, for thousands of nested brackets are legal CSS."""
    out: list[str] = []
    stack: list[Iterator[Any] | str] = [iter(tokens)]
    while stack:
        top = stack.pop()
        if isinstance(top, str):
            out.append(top)
            continue
        for token in top:
            if (content := _content(token)) is None:
                out.append(_token(token))
                continue
            opening, inner, closing = content
            out.append(opening)
            stack += [top, closing, iter(inner)]
            break
    return "".join(out)


def _content(token: Any) -> tuple[str, Iterable[Any], str] | None:
    """(opening, tokens, closing) of a bracketed token, None of any other."""
    if token.type == "function":
        return f"{token.lower_name}(", token.arguments, ")"
    if token.type.endswith(" block"):
        return token.type[0], token.content, token.type[1]
    return None


def _token(token: Any) -> str:
    if token.type == "ident":
        return str(token.value if token.value.startswith("--") else token.lower_value)
    if token.type == "whitespace":
        return " "
    if token.type in ("comment", "error"):
        return ""
    if token.type == "string":
        return f'"{token.value}"'
    serialized: str = token.serialize()
    return serialized.lower()


@lru_cache(4096)
def length(value: str) -> tuple[float, str] | None:
    """(number, lower-case unit) of the first length, percentage or number of a value; None where there is none."""
    match = _LENGTH.match(value)
    return (float(match[1]), match[2].lower()) if match else None


def pixels(value: str, em: float = 16.0) -> float | None:
    """A length in CSS pixels; font-relative units and per cent count from `em` pixels. None: no such length."""
    measure = length(value)
    if measure is None:
        return None
    number, unit = measure
    if unit in _PIXELS:
        return number * _PIXELS[unit]
    if unit in _RELATIVE:
        return number * _RELATIVE[unit] * em
    return 0.0 if number == 0 else None


@lru_cache(4096)
def color(value: str) -> Color | None:
    """A colour, `transparent` included; None where it is none or takes another's (`inherit`, `currentcolor`)."""
    try:
        parsed = color4.parse_color(value.replace("!important", "").strip())
        rgb = None if parsed is None or isinstance(parsed, str) or not parsed.coordinates else parsed.to("srgb")
    except (NotImplementedError, ValueError, OverflowError):
        return None
    if rgb is None:
        return None
    red, green, blue = (min(max(channel or 0.0, 0.0), 1.0) for channel in rgb.coordinates)
    return Color(red, green, blue, min(max(rgb.alpha, 0.0), 1.0))


def first_color(value: str) -> Color | None:
    """The first colour among the parts of a value; None where there is none."""
    return next((found for piece in _PIECE.findall(value) if (found := color(piece)) is not None), None) if value else None


def attribute_color(value: str) -> Color | None:
    """The colour of a `color` or `bgcolor` attribute: also hexadecimal digits without the `#` (HTML 2.3.6)."""
    text = value.strip()
    return color(text) or color("#" + text)


@lru_cache(4096)
def distance(one: Color, other: Color) -> float:
    """Delta E (CIE 1976) of two opaque colours; under about 3 no reader tells them apart."""
    return math.dist(_lab(one), _lab(other))


def _lab(rgb: Color) -> tuple[float, float, float]:
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in rgb[:3])
    x = (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505
    y = 0.2126 * r + 0.7152 * g + 0.0722 * b
    z = (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089
    fx, fy, fz = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)
