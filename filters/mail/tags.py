"""Where elements and attributes stand in the source, and the edits that take them away or change them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from html import escape

from turbohtml import Element, Node, Text, TokenType, tokenize

from filters.mail.sourcemap import Segment, SourceMap
from filters.mail.textmap import SPACE, Chunk

Range = tuple[int, int]
Change = tuple[int, int, str]
"""(start, end, text) to stand there."""

_NAME = r"=?[^\s/>=]*"
_VALUE = re.compile(rf"{_NAME}(?:[ \t\n\f]*=[ \t\n\f]*(?:\"([^\"]*)\"|'([^']*)'|([^ \t\n\f>]*)))?")
_ATTRIBUTE = re.compile(rf"[ \t\n\f/]*({_NAME})(?:[ \t\n\f]*=[ \t\n\f]*(?:\"[^\"]*\"|'[^']*'|[^ \t\n\f>]*))?")
_TAG_NAME = re.compile(r"<[^ \t\n\f/>]*")
_REFERENCE = re.compile(r"&#[xX][0-9a-fA-F]+;?|&#[0-9]+;?|&[0-9a-zA-Z]+;?")
_APART = (" ", "\t", "\n", "\f", "/", ">")
_VOID = frozenset((
    "area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "image", "img", "input", "keygen", "link",
    "meta", "param", "source", "track", "wbr",
))  # fmt: skip


class Tags:
    """Spans in one source, whose tree was parsed from source[base:]; `chunks`: of its text nodes, in the whole source."""

    def __init__(self, source: str, chunks: Mapping[Text, tuple[Chunk, ...]], base: int = 0) -> None:
        self.source = source
        self.chunks = chunks
        self.base = base

    def start_tag(self, element: Element) -> Range | None:
        """The start tag, None where the parser implied it."""
        place = element.source_location
        return self._range(place.start_tag) if place and place.start_tag else None

    def end_tag(self, element: Element) -> Range | None:
        """The end tag, None where it is implied or the element has none."""
        place = element.source_location
        return self._range(place.end_tag) if place and place.end_tag else None

    def _range(self, span: object) -> Range:
        return self.base + span.start_offset, self.base + span.end_offset  # type: ignore[attr-defined]

    def span(self, element: Element) -> Range | None:
        """The element's whole source; where its end tag is implied, to the end of the last thing in it. None: not known."""
        start, end = self.start_tag(element), self.end_tag(element)
        if start is None or end or element.tag in _VOID:
            return start and (start[0], max(start[1], end[1] if end else 0))
        ends = [self._end(node) for node in element.descendants]
        return None if None in ends else (start[0], max([start[1], *(end for end in ends if end is not None)]))

    def _end(self, node: Node) -> int | None:
        """Where the source of a node ends, the nodes in it left out; None: not known."""
        if isinstance(node, Text):
            chunks = self.chunks.get(node)
            return chunks[-1][2] if chunks else None if node.data.strip(SPACE) else 0
        if isinstance(node, Element):
            place = self.end_tag(node) or self.start_tag(node)
            return place[1] if place else 0
        return 0

    def attribute(self, element: Element, name: str) -> Range | None:
        """The attribute's name and value, with what separates it from what stands before it; the first of that name."""
        return next((span for span, other in self.attributes(element) if other == name), None)

    def attributes(self, element: Element) -> Iterator[tuple[Range, str]]:
        """Every attribute of the start tag with its lower-case name, repeated ones too."""
        tag = self.start_tag(element)
        if tag is None:
            return
        name = _TAG_NAME.match(self.source, tag[0])
        at = name.end() if name else tag[1]
        while at < tag[1] - 1:
            match = _ATTRIBUTE.match(self.source, at, tag[1])
            if match is None or not match[1]:
                return
            yield match.span(), match[1].lower()
            at = match.end()

    def value(self, element: Element, name: str) -> Range | None:
        """The attribute's value without its quotes, as written; None where the attribute or its value is missing."""
        place = element.source_location
        span = place.attrs.get(name) if place else None
        if span is None:
            return None
        start, end = self._range(span)
        match = _VALUE.fullmatch(self.source, start, end)
        if match is None or match.lastindex is None:
            return None
        return match.span(match.lastindex)

    def value_map(self, element: Element, name: str, value: str) -> SourceMap:
        """The map from the decoded value to the source."""
        span = self.value(element, name)
        if span is None:
            return SourceMap(())
        raw = self.source[span[0] : span[1]]
        if raw == value:
            return SourceMap((Segment(0, len(value), *span),))
        segments = list(_segments(raw, span[0]))
        if "".join(text for text, _ in segments) != value:
            return SourceMap((Segment(0, len(value), *span, True),))
        return SourceMap([segment for _, segment in segments])

    def nests(self, element: Element) -> bool:
        """Whether its end tag closes nothing but itself: all in it is closed before."""
        end = self.end_tag(element)
        return end is not None and all(self._closed(node, end[0]) for node in element.descendants if isinstance(node, Element))

    def _closed(self, element: Element, before: int) -> bool:
        end = self.end_tag(element)
        return element.tag in _VOID or (end is not None and end[1] <= before)

    def without_tags(self, element: Element) -> list[Change]:
        """Start and end tag go, what is between stays."""
        return [(*span, "") for span in (self.start_tag(element), self.end_tag(element)) if span]

    def set(self, element: Element, name: str, value: str) -> list[Change]:
        """The attribute gets the value; repetitions go, a missing one is put last."""
        tag = self.start_tag(element)
        if tag is None:
            return []
        written = f' {name}="{escape(value, quote=True)}"'
        attributes = list(self.attributes(element))
        places = [span for span, other in attributes if other == name]
        if places:
            return [(*places[0], written), *map(self._gone, places[1:])]
        tag_name = _TAG_NAME.match(self.source, tag[0])
        end = attributes[-1][0][1] if attributes else tag_name.end() if tag_name else tag[1]
        return [(end, end, written)]

    def unset(self, element: Element, name: str) -> list[Change]:
        """The attribute goes, repetitions too."""
        return [self._gone(span) for span, other in self.attributes(element) if other == name]

    def _gone(self, span: Range) -> Change:
        """The attribute's place without it; what stands right after its value must not become part of what is before it."""
        return *span, "" if self.source[span[1] : span[1] + 1] in _APART else " "


def _segments(raw: str, start: int) -> Iterator[tuple[str, Segment]]:
    """The decoded pieces of an attribute value."""
    at = done = 0
    for match in (*_REFERENCE.finditer(raw), None):
        low = match.start() if match else len(raw)
        if low > done:
            yield raw[done:low], Segment(at, low - done, start + done, start + low)
            at += low - done
        if match is None:
            return
        text = _decoded(match[0] + raw[match.end() : match.end() + 1].replace('"', ""))
        text = text.removesuffix(raw[match.end() : match.end() + 1].replace('"', ""))
        yield text, Segment(at, len(text), start + low, start + match.end(), text != match[0])
        at, done = at + len(text), match.end()


@lru_cache(4096)
def _decoded(reference: str) -> str:
    """A character reference as an attribute value holds it; what follows it decides (HTML 13.2.5.73)."""
    token = next(iter(tokenize(f'<a x="{reference}">')))
    return str(token.attr("x") or "") if token.type is TokenType.START_TAG else reference
