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


_Frame = tuple[Any, str, int, bool, str, str, int]
"""An open element: (element, tag, apart, keeps, reason, aside, start); `aside`: why neither it nor anything in it is on the
page. A plain tuple, for a page has thousands."""


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
        self.ranges: dict[Element, Range] = {}
        self.owners: list[tuple[int, Element]] = []
        self.breaks: list[tuple[int, Element]] = []
        self.hidden: list[tuple[int, int, str]] = []
        self.depth = 0
        self.attributes = 0

    def of(self, tree: Document) -> Layout:
        """The layout of a whole tree."""
        stack: list[_Frame] = []
        text, begin, end = self.text, self.open, self.close
        top: _Frame = (tree, "", 0, False, "", "", 0)
        for node in tree.descendants:
            parent = node.parent
            while top[0] is not parent:
                end(top)
                top = stack.pop()
            if isinstance(node, Text):
                text(node, top)
                continue
            stack.append(top)
            top = begin(node, top) if isinstance(node, Element) else (node, "", 0, *top[3:6], self.flow.at)
            if len(stack) >= self.depth:
                self.depth = len(stack) + 1
        for frame in (top, *stack[:0:-1]):
            end(frame)
        return self.layout()

    def layout(self) -> Layout:
        """What has been read so far."""
        text, source = "".join(self.flow.pieces), SourceMap(self.flow.segments)
        return Layout(text, source, self.ranges, self.owners, self.breaks, self.hidden, self.depth, self.attributes)

    def open(self, element: Element, above: _Frame) -> _Frame:
        """An element begins."""
        flow, tag, attributes = self.flow, element.tag, element.attrs
        style = ""
        if attributes:
            if len(attributes) > self.attributes:
                self.attributes = len(attributes)
            style = str(attributes.get("style") or "")
        apart, keeps = display(tag, style, self.sheet.get(element, "") if self.sheet else "")
        aside = above[5] or _ASIDE.get(tag, "")
        reason = aside or (self.reasons.get(element, "") if self.reasons else "")
        if reason and not self.everything and reason.startswith(_OUT_OF_FLOW):
            apart = 0
        if apart:
            flow.part(apart)
        elif tag == "br" and (self.everything or not reason):
            flow.line_break()
            self.breaks.append((flow.at, element))
        return element, tag, apart, above[3] if keeps is None else keeps, reason, aside, flow.at

    def close(self, frame: _Frame) -> None:
        """An element ends."""
        element, _, apart, _, _, _, start = frame
        flow = self.flow
        if start != flow.at:
            self.ranges[element] = (start, flow.at)
        if apart:
            flow.part(apart)

    def text(self, node: Text, frame: _Frame) -> None:
        """A text node."""
        element, tag, _, keeps, reason, _, _ = frame
        flow, chunks = self.flow, self.chunks.get(node)
        if chunks is None and not keeps and not node.data.strip(SPACE):
            flow.gap = True
        elif tag in UNREAD:
            return
        elif reason and not self.everything:
            if not self.hidden:
                self.hidden.append((flow.at, flow.at, reason))
        else:
            before = flow.at
            for chunk in chunks if chunks and tag not in _RAW else ((node.data, 0, 0, False),):
                flow.chunk(chunk, keeps)
            if flow.at != before:
                self.owners.append((before, element))
                if reason:
                    self.hide(before, flow.at, reason)

    def hide(self, start: int, end: int, reason: str) -> None:
        """text[start:end] is hidden; one run with what is hidden just before it for the same reason."""
        if self.hidden and self.hidden[-1][1:] == (start, reason):
            start = self.hidden.pop()[0]
        self.hidden.append((start, end, reason))
