"""An HTML tree read from top to bottom: which text is seen, where lines break, what each element holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from turbohtml import Document, Element, Text

from filters.mail.display import display, sheet_displays
from filters.mail.flow import Flow
from filters.mail.layout import Layout, Range
from filters.mail.sourcemap import SourceMap
from filters.mail.textmap import SPACE, Chunk

UNREAD = frozenset(("script", "style", "title"))
"""Elements whose text is never among the text of the page."""
_RAW = frozenset(("iframe", "noembed", "noframes", "plaintext", "xmp"))
"""Elements in which nothing can be escaped, so that no edit there is safe: their text gets no place."""
_ASIDE = {
    "iframe": "<iframe> content",
    "noembed": "<noembed> content",
    "noframes": "<noframes> content",
    "template": "<template> is not shown",
}
_OUT_OF_FLOW = ("display:none", "hidden attribute", "<")
"""Reasons for being hidden that leave no trace on the page, not even the end of a line."""


class _Frame:
    """An open element. `aside`: why neither it nor anything in it is on the page."""

    __slots__ = ("apart", "aside", "element", "keeps", "reason", "start", "tag")

    def __init__(self, element: Any, tag: str, apart: int, keeps: bool, reason: str, aside: str, start: int) -> None:
        self.element = element
        self.tag = tag
        self.apart = apart
        self.keeps = keeps
        self.reason = reason
        self.aside = aside
        self.start = start


def lay_out(
    tree: Document, chunks: Mapping[Text, tuple[Chunk, ...]], hidden: Mapping[Element, str], everything: bool = False
) -> Layout:
    """The text that a reader sees; `everything`: with what is hidden, each run of it named."""
    return _Reading(chunks, hidden, sheet_displays(tree), everything).of(tree)


class _Reading:
    """One walk through a tree."""

    def __init__(
        self,
        chunks: Mapping[Text, tuple[Chunk, ...]],
        hidden: Mapping[Element, str],
        sheet: Mapping[Element, str],
        everything: bool,
    ) -> None:
        self.chunks = chunks
        self.reasons = hidden
        self.sheet = sheet
        self.everything = everything
        self.flow = Flow()
        self.stack: list[_Frame] = []
        self.ranges: dict[Element, Range] = {}
        self.owners: list[tuple[int, Element]] = []
        self.breaks: list[tuple[int, Element]] = []
        self.hidden: list[tuple[int, int, str]] = []
        self.depth = 0
        self.attributes = 0

    def of(self, tree: Document) -> Layout:
        """The layout of a whole tree."""
        stack, text, begin, end = self.stack, self.text, self.open, self.close
        top = _Frame(tree, "", 0, False, "", "", 0)
        stack.append(top)
        for node in tree.descendants:
            parent = node.parent
            while top.element is not parent:
                end(stack.pop())
                top = stack[-1]
            if isinstance(node, Text):
                text(node, top)
            elif isinstance(node, Element):
                top = begin(node, top)
                stack.append(top)
            else:
                top = _Frame(node, "", 0, top.keeps, top.reason, top.aside, self.flow.at)
                stack.append(top)
            if len(stack) > self.depth:
                self.depth = len(stack)
        while len(stack) > 1:
            end(stack.pop())
        return self.layout()

    def layout(self) -> Layout:
        """What has been read so far."""
        text, source = "".join(self.flow.pieces), SourceMap(self.flow.segments)
        return Layout(text, source, self.ranges, self.owners, self.breaks, self.hidden, self.depth, self.attributes)

    def open(self, element: Element, above: _Frame) -> _Frame:
        """An element begins."""
        tag = element.tag
        attributes = element.attrs
        if len(attributes) > self.attributes:
            self.attributes = len(attributes)
        style = attributes.get("style")
        shown = display(tag, str(style) if style else "", self.sheet.get(element, "") if self.sheet else "")
        aside = above.aside or _ASIDE.get(tag, "")
        reason = aside or (self.reasons.get(element, "") if self.reasons else "")
        apart = 0 if reason and not self.everything and reason.startswith(_OUT_OF_FLOW) else shown.apart
        if apart:
            self.flow.part(apart)
        elif tag == "br" and (self.everything or not reason):
            self.flow.line_break()
            self.breaks.append((self.flow.at, element))
        keeps = above.keeps if shown.keeps is None else shown.keeps
        return _Frame(element, tag, apart, keeps, reason, aside, self.flow.at)

    def close(self, frame: _Frame) -> None:
        """An element ends."""
        if frame.start != self.flow.at:
            self.ranges[frame.element] = (frame.start, self.flow.at)
        if frame.apart:
            self.flow.part(frame.apart)

    def text(self, node: Text, frame: _Frame) -> None:
        """A text node."""
        flow, tag = self.flow, frame.tag
        chunks = self.chunks.get(node)
        if chunks is None and not frame.keeps and not node.data.strip(SPACE):
            flow.gap = True
            return
        if tag in UNREAD:
            return
        if frame.reason and not self.everything:
            if not self.hidden:
                self.hidden.append((flow.at, flow.at, frame.reason))
            return
        before = flow.at
        keeps, put = frame.keeps, flow.chunk
        for chunk in chunks if chunks and tag not in _RAW else ((node.data, 0, 0, False),):
            put(chunk, keeps)
        if flow.at != before:
            self.owners.append((before, frame.element))
            if frame.reason:
                self.hide(before, flow.at, frame.reason)

    def hide(self, start: int, end: int, reason: str) -> None:
        """text[start:end] is hidden; one run with what is hidden just before it for the same reason."""
        if self.hidden and self.hidden[-1][1:] == (start, reason):
            start = self.hidden.pop()[0]
        self.hidden.append((start, end, reason))
