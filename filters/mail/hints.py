"""What one element's declarations say about whether its text is seen, apart from what it inherits."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from filters.mail.css import Color, Declaration, color, first_color, length, pixels

FAR = 400.0
"""CSS pixels: text shifted further than this to the left or up has left the page."""
PROPERTIES = frozenset((
    "-webkit-clip-path", "-webkit-text-fill-color", "all", "background", "background-color", "background-image",
    "bottom", "clip", "clip-path", "color", "content", "content-visibility", "display", "filter", "font",
    "font-size", "height", "inset", "left", "line-height", "margin", "margin-left", "margin-top", "max-height",
    "max-width", "opacity", "overflow", "overflow-x", "overflow-y", "position", "right", "text-indent", "top",
    "transform", "visibility", "width", "z-index",
))  # fmt: skip
"""The properties that hide text; `--variables` may besides."""
_FONT = re.compile(r"(?:^|\s)((?:\d+\.?\d*|\.\d+)(?:[a-z]+|%)?)(?:\s*/\s*(\S+))?(?=\s)")
_ARGUMENTS = re.compile(r"\(([^()]*)\)")
_CLIPPING = frozenset(("hidden", "clip", "scroll", "auto"))
_EMPTY_RECT = re.compile(r"rect\(\s*(-?[\d.]+)\w*[\s,]+(-?[\d.]+)\w*[\s,]+(-?[\d.]+)\w*[\s,]+(-?[\d.]+)\w*\s*\)")
_EMPTY_CLIP = re.compile(
    r"inset\(\s*(?:[5-9]\d|100)(?:\.\d+)?%|circle\(\s*0(?:px|%)?\s*(?:at|\))|polygon\(\s*(?:0(?:px|%)?[\s,]*)+\)"
)
_ZERO_SCALE = re.compile(r"scale(?:3d|x|y)?\(\s*0?\.?0+\s*[,)]")
_SHIFT = re.compile(r"translate(?:x|y|3d)?\(\s*(-\s*[\d.]+\w*%?)")


@dataclass(frozen=True, slots=True)
class Measure:
    """A font size or line height as written: turned into pixels once the inherited size is known."""

    value: str

    @property
    def normal(self) -> bool:
        return self.value == "normal"

    def of(self, em: float, number: float = 1.0) -> float:
        """Pixels; a bare number counts `number` pixels each, a keyword as ordinary text."""
        parsed = length(self.value)
        if parsed is None:
            return em if self.value in ("inherit", "larger", "smaller") else 16.0
        if parsed[1] == "":
            return parsed[0] * number
        return (pixels(self.value, 16.0 if parsed[1] == "rem" else em)) or 0.0


@dataclass(frozen=True, slots=True)
class Paint:
    """A text colour as declared; `value` None: taken from above."""

    value: Color | None

    def over_inherited(self, above: Color | None) -> Color | None:
        return above if self.value is None else self.value


@dataclass(frozen=True, slots=True)
class Hints:
    """What declarations and attributes of one element say. None and '' = nothing said."""

    gone: str = ""
    visible: bool | None = None
    color: Paint | None = None
    background: Color | None = None
    pictured: bool = False
    size: Measure | None = None
    line: Measure | None = None

    @property
    def hides(self) -> bool:
        """Whether this alone may hide text."""
        return bool(self.gone or self.visible is False or self.color or self.size or self.line)


@lru_cache(8192)
def hints_of(
    cascade: tuple[tuple[Declaration, ...], ...],
    hidden: bool = False,
    front: Color | None = None,
    back: Color | None = None,
    pictured: bool = False,
) -> Hints:
    """The hints of declarations, weakest first, and presentational attributes, which are weaker still."""
    css = _merged(cascade)
    background = first_color(css.get("background-color", "")) or first_color(css.get("background", "")) or back
    image = "url(" in css.get("background-image", css.get("background", "")) or "gradient(" in css.get(
        "background-image", css.get("background", "")
    )
    paint = css.get("-webkit-text-fill-color") or css.get("color")
    return Hints(
        gone=("hidden attribute" if hidden and "display" not in css else "") or _gone(css),
        visible=css["visibility"] not in ("hidden", "collapse") if "visibility" in css else None,
        color=Paint(color(paint)) if paint else Paint(front) if front else None,
        background=background,
        pictured=image or pictured,
        size=Measure(css["font-size"]) if "font-size" in css else None,
        line=Measure(css["line-height"]) if "line-height" in css else None,
    )


def _merged(cascade: Iterable[tuple[Declaration, ...]]) -> dict[str, str]:
    """The winning value of each property, shorthands spelled out, `var()` resolved from the same declarations."""
    normal: dict[str, str] = {}
    important: dict[str, str] = {}
    for block in cascade:
        for name, value, forced in block:
            for key, part in _longhands(name, value):
                (important if forced else normal)[key] = part
    merged = {**normal, **important}
    for name, value in merged.items():
        if "var(" in value:
            merged[name] = re.sub(
                r"var\(\s*(--[^\s,)]+)\s*(?:,([^()]*))?\)", lambda m: merged.get(m[1], m[2] or ""), value
            ).strip()
    return merged


def _longhands(name: str, value: str) -> Iterator[tuple[str, str]]:
    yield name, value
    if name == "font":
        match = _FONT.search(value)
        if match:
            yield "font-size", match[1]
            yield "line-height", match[2] or "normal"
    elif name in ("margin", "inset"):
        sides = value.split()
        if sides:
            prefix = "margin-" if name == "margin" else ""
            yield prefix + "top", sides[0]
            yield prefix + "left", sides[3] if len(sides) > 3 else sides[1] if len(sides) > 1 else sides[0]


def _gone(css: dict[str, str]) -> str:
    """Why the element and all in it are off the screen, whatever it inherits; '' = they are not."""
    return next((reason for reason, holds in _TESTS if holds(css)), "") if css else ""


def _px(css: dict[str, str], name: str) -> float | None:
    value = css.get(name)
    return pixels(value) if value else None


def _faint(css: dict[str, str]) -> bool:
    opacity = _px(css, "opacity")
    shade = _ARGUMENTS.search(css.get("filter", "")) if "opacity(" in css.get("filter", "") else None
    return (opacity is not None and (opacity / 16 if css["opacity"].endswith("%") else opacity) < 0.06) or (
        shade is not None and (pixels(shade[1], 1.0) or 0.0) < 0.06
    )


def _squeezed(css: dict[str, str]) -> bool:
    clips = any(set(css.get(name, "").split()) & _CLIPPING for name in ("overflow", "overflow-x", "overflow-y"))
    sides = ("max-height", "height", "max-width", "width")
    return clips and any(size is not None and size < 2 for size in (_px(css, side) for side in sides))


def _far(css: dict[str, str]) -> bool:
    placed = css.get("position") in ("absolute", "fixed", "relative")
    sides = ["margin-left", "margin-top", "text-indent", *(("left", "top") if placed else ())]
    away = [size for side in sides if (size := _px(css, side)) is not None]
    other = [size for side in ("right", "bottom") if placed and (size := _px(css, side)) is not None]
    shift = _SHIFT.search(css.get("transform", ""))
    away += [pixels(shift[1].replace(" ", "")) or 0.0] if shift else []
    return any(size <= -FAR for size in away) or any(size <= -FAR or size >= 4 * FAR for size in other)


def _clipped(css: dict[str, str]) -> bool:
    rect = _EMPTY_RECT.search(css.get("clip", ""))
    empty = rect is not None and (float(rect[3]) - float(rect[1]) < 2 or float(rect[2]) - float(rect[4]) < 2)
    return empty or _EMPTY_CLIP.search(css.get("clip-path", "") + css.get("-webkit-clip-path", "")) is not None


def _behind(css: dict[str, str]) -> bool:
    return css.get("z-index", "").startswith("-") and css.get("position", "static") != "static"


_TESTS: tuple[tuple[str, Callable[[dict[str, str]], bool]], ...] = (
    ("display:none", lambda css: css.get("display") == "none"),
    ("content-visibility:hidden", lambda css: css.get("content-visibility") == "hidden"),
    ("no opacity", _faint),
    ("no height or width", _squeezed),
    ("shifted off the page", _far),
    ("clipped away", _clipped),
    ("scaled to nothing", lambda css: _ZERO_SCALE.search(css.get("transform", "")) is not None),
    ("behind other content", _behind),
)
