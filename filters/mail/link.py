"""An address that an HTML page carries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from turbohtml import Element

if TYPE_CHECKING:
    from filters.mail.surface import Surface


@dataclass(frozen=True, slots=True, eq=False)
class Link:
    """One address in an attribute or a style sheet.

    url        as a browser resolves it
    surface    the attribute's value, of kind "attribute"
    element, attribute   where it stands; attribute "" for the text of a `<style>` element
    follows    a reader could follow it; else it is only loaded
    text       the words a reader sees in the element
    image      a picture is all it holds, or it is a place in an image map
    """

    url: str
    surface: Surface
    element: Element
    attribute: str
    follows: bool
    text: str
    image: bool
