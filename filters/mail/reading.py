"""An HTML tree read from top to bottom: which text is seen, where lines break, what each element holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from turbohtml import Document, Element, Text

from filters.mail.display import Display, display, sheet_displays
from filters.mail.flow import Flow
from filters.mail.layout import Layout, Range
from filters.mail.sourcemap import SourceMap
from filters.mail.textmap import Chunk

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

    __slots__ = ("aside", "display", "element", "keeps", "reason", "start")

    def __init__(self, element: Any, shown: Display, keeps: bool, reason: str, aside: str, start: int) -> None:
        self.element = element
        self.display = shown
        self.keeps = keeps
        self.reason = reason
        self.aside = aside
        self.start = start


_INLINE = Display(False, False, None)
_OUTSIDE = _Frame(None, _INLINE, False, "", "", 0)


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
        self.stack = [_OUTSIDE]
        self.ranges: dict[Element, Range] = {}
        self.owners: list[tuple[int, Element]] = []
        self.breaks: list[tuple[int, Element]] = []
        self.hidden: list[tuple[int, int, str]] = []
        self.depth = 0

    def of(self, tree: Document) -> Layout:
        """The layout of a whole tree."""
        stack = self.stack
        stack[0] = _Frame(tree, _INLINE, False, "", "", 0)
        for node in tree.descendants:
            parent = node.parent
            while stack[-1].element is not parent:
                self.close(stack.pop())
            if isinstance(node, Text):
                self.text(node, stack[-1])
            elif isinstance(node, Element):
                self.open(node, stack[-1])
            else:
                above = stack[-1]
                stack.append(_Frame(node, _INLINE, above.keeps, above.reason, above.aside, self.flow.at))
        while len(stack) > 1:
            self.close(stack.pop())
        text = "".join(self.flow.pieces)
        return Layout(text, SourceMap(self.flow.segments), self.ranges, self.owners, self.breaks, self.hidden, self.depth)

    def open(self, element: Element, above: _Frame) -> None:
        tag = element.tag
        shown = display(tag, str(element.attrs.get("style") or ""), self.sheet.get(element, "") if self.sheet else "")
        aside = above.aside or _ASIDE.get(tag, "")
        reason = aside or (self.reasons.get(element, "") if self.reasons else "")
        frame = _Frame(element, shown, above.keeps if shown.keeps is None else shown.keeps, reason, aside, self.flow.at)
        self.stack.append(frame)
        if tag == "br" and (self.everything or not reason):
            self.flow.line_break()
            self.breaks.append((self.flow.at, element))
        else:
            self.part(frame)

    def part(self, frame: _Frame) -> None:
        """An element begins or ends: what follows is on another line, or apart."""
        if not (frame.display.block or frame.display.cell):
            return
        if frame.reason and not self.everything and frame.reason.startswith(_OUT_OF_FLOW):
            return
        if frame.display.block:
            self.flow.line()
        else:
            self.flow.cell()

    def close(self, frame: _Frame) -> None:
        self.depth = max(self.depth, len(self.stack))
        if frame.start != self.flow.at:
            self.ranges[frame.element] = (frame.start, self.flow.at)
        self.part(frame)

    def text(self, node: Text, frame: _Frame) -> None:
        tag = getattr(frame.element, "tag", "")
        if tag in UNREAD:
            return
        if frame.reason and not self.everything:
            if not self.hidden and node.data.strip():
                self.hidden.append((self.flow.at, self.flow.at, frame.reason))
            return
        flow, before = self.flow, self.flow.at
        chunks = self.chunks.get(node) if tag not in _RAW else None
        for chunk in chunks or ((node.data, 0, 0, False),):
            flow.chunk(chunk, frame.keeps)
        if flow.at != before:
            self.owners.append((before, frame.element))
            if frame.reason:
                self.hide(before, flow.at, frame.reason)

    def hide(self, start: int, end: int, reason: str) -> None:
        """text[start:end] is hidden; one run with what is hidden just before it for the same reason."""
        if self.hidden and self.hidden[-1][1:] == (start, reason):
            start = self.hidden.pop()[0]
        self.hidden.append((start, end, reason))
