"""One stretch of HTML: its tree, the places of its text and tags, and its text laid out."""

from __future__ import annotations

import re
from functools import cached_property

from turbohtml import Element, Text, Token, TokenType, parse

from filters.detect.folded import lower
from filters.mail import bounds
from filters.mail.hiding import COLOUR, hidden_elements
from filters.mail.layout import Layout
from filters.mail.places import Places
from filters.mail.reading import lay_out
from filters.mail.sourcemap import Segment, SourceMap
from filters.mail.tags import Tags
from filters.mail.textmap import Chunk, TextMap, line_starts, tokens_of, tree_of

_TAG = re.compile(r"</?[a-zA-Z]")


class Markup:
    """source[base:end] as HTML of its own; every place is one in the whole source.

    tree    as a browser builds it; empty where `limits` says why it was not built
    limits  what is beyond the bounds, in short clauses
    """

    def __init__(self, source: str, base: int = 0, end: int | None = None) -> None:
        self.source = source
        self.base = base
        self.end = len(source) if end is None else end
        self._own = source[base : self.end]
        self.limits = tuple(bounds.before(self._own))
        self.tokens = [] if self.limits else tokens_of(self._own)
        self.limits = self.limits or tuple(bounds.between(self._own, self.tokens))
        self.tree = parse("") if self.limits else tree_of(self._own)
        self._open: dict[str, bool] = {}
        self.tags = Tags(source, {} if self.limits else self.chunks, base)
        self.limits = self.limits or tuple(bounds.after(self.shown))

    @cached_property
    def lower(self) -> str:
        """The whole source in lower case, of the same length."""
        return lower(self.source)

    @cached_property
    def _map(self) -> TextMap:
        return TextMap(self._own, self.tokens, self.tree)

    @cached_property
    def chunks(self) -> dict[Text, tuple[Chunk, ...]]:
        """The chunks of each text node."""
        if not self.base:
            return self._map.chunks
        return {node: tuple(self._moved(chunk) for chunk in chunks) for node, chunks in self._map.chunks.items()}

    @property
    def lost(self) -> tuple[list[Chunk], bool]:
        """Words that have no place in the tree, and whether a browser drops them: else it is only not known where they are."""
        return [self._moved(chunk) for chunk in self._map.lost], self._map.agrees

    def _moved(self, chunk: Chunk) -> Chunk:
        text, start, end, whole = chunk
        return text, start + self.base, end + self.base, whole

    @cached_property
    def hidden(self) -> dict[Element, str]:
        """The elements whose text is not seen, and why."""
        return hidden_elements(self.tree)

    @cached_property
    def faded(self) -> list[Element]:
        """The elements whose own words only their colour hides."""
        return [element for element, reason in self.hidden.items() if reason in COLOUR and _has_words(element)]

    @cached_property
    def shown(self) -> Layout:
        """What a reader sees."""
        return lay_out(self.tree, self.chunks, self.hidden)

    @cached_property
    def whole(self) -> Layout:
        """What a reader sees with all that is hidden, in order."""
        return lay_out(self.tree, self.chunks, self.hidden, everything=True)

    @cached_property
    def places(self) -> Places:
        """Which elements' source can be taken away."""
        return Places(self.tree, self.tags)

    def leaves_open(self, tag: str) -> bool:
        """Whether the source does not end some element of that name: another start tag of it may be what ends that one."""
        if tag not in self._open:
            alike = (element for element in self.tree.iter_elements() if element.tag == tag)
            self._open[tag] = any(self.tags.end_tag(element) is None for element in alike)
        return self._open[tag]

    def text_map(self, element: Element) -> SourceMap:
        """The map of an element's text as the tree has it, for elements that hold nothing but text."""
        segments, at = [], 0
        for node in element.children:
            for text, start, end, whole in self.chunks.get(node, ()) if isinstance(node, Text) else ():
                if end > start:
                    segments.append(Segment(at, len(text), start, end, whole))
                at += len(text)
        return SourceMap(segments)

    def tail(self) -> tuple[int, str]:
        """Where the last thing begins that the source does not close, and what it is."""
        if not self.tokens:
            return self.base, "unclosed tag"
        last = self.tokens[-1]
        source = last.source if last.source is not None else last.data or ""
        start = self.place(last)
        if last.type is TokenType.COMMENT and not source.endswith(">"):
            return start, "unclosed comment"
        cut = _TAG.search(self.source, start + len(source), self.end)
        return cut.start() if cut else self.end, "unclosed tag"

    def place(self, token: Token) -> int:
        """Where a token begins."""
        return self.base + self._lines[token.line - 1] + token.col

    @cached_property
    def _lines(self) -> list[int]:
        return line_starts(self._own)


def _has_words(element: Element) -> bool:
    return any(isinstance(node, Text) and node.data.strip() for node in element.children)
