"""The words of an XML document, read by expat without a document type: no entity, no file, no address is ever followed."""

from __future__ import annotations

from typing import Any
from xml.parsers import expat

_WORDS = frozenset(("t", "v", "f", "instrText", "delText"))
"""Elements that hold what a reader sees, or what a field does (ECMA-376 part 1)."""
_LINE = frozenset(("p", "h", "si", "row", "br", "cr", "tr", "comment", "Relationship"))
_GAP = frozenset(("tab", "c", "tc", "table-cell", "s"))


class Markup:
    """Collects the words of one document.

    everything  all text counts, not only that of the elements that hold words in Office documents
    links       where it leads: targets outside the document, and what kind of relation each is
    """

    def __init__(self, everything: bool = False) -> None:
        self.everything = everything
        self.links: list[tuple[str, str]] = []
        self.text: list[str] = []
        self._open = 0
        self._shared = False
        """Whether the cell holds the number of a shared string."""
        self._within = ""
        """The last element that held words: a field's instructions may go on over several, and are no part of the words."""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if self._open or (name in _WORDS and not (name == "v" and self._shared)):
            self._open += 1
        if name in _WORDS:
            if name != self._within and "instrText" in (name, self._within):
                self.text.append(" ")
            self._within = name
        elif name == "c":
            self._shared = attributes.get("t") == "s"
        if name == "Relationship" and attributes.get("TargetMode") == "External":
            self.links.append((attributes.get("Target", ""), attributes.get("Type", "").rpartition("/")[2]))
        elif "xlink:href" in attributes:
            self.links.append((attributes["xlink:href"], "hyperlink"))

    def end(self, tag: str) -> None:
        self._open -= bool(self._open)
        name = tag.rpartition(":")[2]
        if name in _LINE:
            self.text.append("\n")
        elif name in _GAP or (self.everything and not self._open):
            self.text.append(" ")

    def data(self, text: str) -> None:
        if self._open or self.everything:
            self.text.append(text)


def text_of(data: bytes, into: Markup) -> str:
    """Read one document into `into`; its text. Raises ValueError where it is not well-formed or has a document type."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = into.start
    parser.EndElementHandler = into.end
    parser.CharacterDataHandler = into.data
    parser.StartDoctypeDeclHandler = _refused
    before = len(into.text)
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise ValueError("not well-formed") from error
    return "".join(into.text[before:])


def _refused(*_: Any) -> None:
    raise ValueError("a document type")
