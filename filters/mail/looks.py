"""The colours of the words of a page and of what lies under them (CSS Color 4; WCAG 2.2, 1.4.3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from turbohtml import Document, Element

from filters.mail.css import Color, color, first_color
from filters.mail.styles import Declared, Styles

BLACK, WHITE, LINK = Color(0, 0, 0), Color(1, 1, 1), Color(0, 0, 0xEE / 0xFF)
READABLE = 4.5
"""The least contrast of text and background (WCAG 2.2, 1.4.3)."""
INKS = frozenset(("color", "-webkit-text-fill-color", "link-color"))
GROUNDS = frozenset(("background", "background-color", "background-image"))
_COLOURS = INKS | GROUNDS


class Layer(NamedTuple):
    """A background: its colour, None where there is a picture, what declares it, and what would if that did not."""

    color: Color | None
    declared: Declared
    others: tuple[Declared, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """The colours of an element's words.

    ink      the colour; None: not known
    source   what declares it; None: nothing does
    linked   the words are a link's, whose own colour is another
    layers   the backgrounds under the words, the nearest first; under the last is white
    links    the colour that links in it get, and what declares that
    """

    ink: Color | None = BLACK
    source: Declared | None = None
    linked: bool = False
    layers: tuple[Layer, ...] = ()
    links: tuple[Color, Declared | None] = (LINK, None)

    @property
    def plain_ink(self) -> Color:
        """The colour that the words have where nothing declares one."""
        return LINK if self.linked else BLACK

    @property
    def contrast(self) -> float | None:
        """Of words and background, 1 to 21; None where one of them is not known."""
        return contrast(self.ink, ground(self.layers))

    def in_the_way(self) -> list[Declared]:
        """What declares the nearest backgrounds that have to go so that words of the plain colour can be read."""
        layers = self.layers
        while layers and not self._reads(layers):
            layers = layers[1:]
        found: dict[Declared, None] = {}
        for layer in self.layers[: len(self.layers) - len(layers)]:
            others = [it for it in layer.others if not self._reads((Layer(first_color(it.value), it),))]
            found |= dict.fromkeys((layer.declared, *others))
        return list(found)

    def _reads(self, layers: tuple[Layer, ...]) -> bool:
        """Whether words of the plain colour can be read; on a picture, whether dark words are what it was made for."""
        below = ground(layers)
        if below is None:
            return self.ink is not None and (contrast(self.ink, WHITE) or 0) >= READABLE
        return (contrast(self.plain_ink, below) or 0) >= READABLE


PLAIN = Look()


def ground(layers: Iterable[Layer]) -> Color | None:
    """The colour that lies under the words; None where there is a picture."""
    seen: list[Color] = []
    for layer in layers:
        if layer.color is None:
            return None
        seen.append(layer.color)
        if layer.color.alpha >= 1:
            break
    below = WHITE
    for layer_color in reversed(seen):
        below = layer_color.over(below)
    return below


@lru_cache(4096)
def contrast(ink: Color | None, below: Color | None) -> float | None:
    """The contrast ratio of two colours (WCAG 2.2, "contrast ratio"); None where one is not known."""
    if ink is None or below is None:
        return None
    one, other = sorted((_luminance(ink.over(below)), _luminance(below)))
    return (other + 0.05) / (one + 0.05)


def _luminance(rgb: Color) -> float:
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in rgb[:3])
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def looks(tree: Document, styles: Styles) -> Mapping[Element, Look]:
    """How the words in each element look; empty where the page declares no colour at all."""
    declared = styles.holding(_COLOURS)
    if not declared:
        return {}
    seen: dict[Element, Look] = {}
    known: dict[tuple[object, ...], Look] = {}
    for element in tree.iter_elements():
        above = seen.get(element.parent, PLAIN)  # type: ignore[arg-type]
        own = declared.get(element, ())
        linked = element.tag == "a" and "href" in element.attrs
        key = (above, linked, *own)
        seen[element] = known.get(key) or known.setdefault(key, _under(above, own, linked)) if own or linked else above
    return seen


def _under(above: Look, own: Sequence[Declared], linked: bool) -> Look:
    """The look of an element that is a link or declares something itself."""
    ink, source = above.links if linked else (above.ink, above.source)
    links = above.links
    for it in own:
        if it.name == "link-color":
            links = (color(it.value) or LINK, it)
        elif it.name in INKS and it.value == "inherit":
            ink, source = above.ink, above.source
        elif it.name in INKS and (value := color(it.value)) is not None:
            ink, source = value, it
    return Look(ink, source, above.linked or linked, (*_layers(own), *above.layers), links)


def _layers(own: Sequence[Declared]) -> Iterator[Layer]:
    """The element's own backgrounds: the picture over the colour."""
    picture: Declared | None = None
    painted: Declared | None = None
    for it in own:
        if it.name in ("background-color", "background"):
            painted = it
        if it.name in ("background-image", "background"):
            picture = it
    others = tuple(it for it in own if it.name in GROUNDS)
    if picture is not None and ("url(" in picture.value or "gradient(" in picture.value):
        yield Layer(None, picture, others)
    if painted is not None and (value := first_color(painted.value)) is not None and value.alpha > 0:
        yield Layer(value, painted, others)
