"""Which elements' source holds them and nothing else: misnested tags and moved text make a span lie."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter

from turbohtml import Document, Element, Node, Text

from filters.mail.tags import Range, Tags

_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)")


class Places:
    """Every place of a tree's nodes in the source, in source order."""

    def __init__(self, tree: Document, tags: Tags) -> None:
        self._tags = tags
        places: list[tuple[int, int, Node]] = []
        for number, node in enumerate(tree.descendants):
            if isinstance(node, Text):
                places += [(chunk[1], number, node) for chunk in tags.chunks.get(node, ()) if chunk[2]]
            elif isinstance(node, Element):
                spans = (tags.start_tag(node), tags.end_tag(node))
                places += [(span[0], number, node) for span in spans if span]
        places.sort(key=lambda place: place[:2])
        self._starts = [place[0] for place in places]
        self._nodes = [place[2] for place in places]

    def span(self, element: Element) -> Range | None:
        """The element's source, None where that is not known or holds anything else."""
        span = self._tags.span(element)
        if span is None:
            return None
        own = {element, *element.descendants}
        first, last = bisect_left(self._starts, span[0]), bisect_left(self._starts, span[1])
        if all(node in own for node in self._nodes[first:last]) and _balanced(self._tags.source, *span):
            return span
        return None


def _balanced(source: str, start: int, end: int) -> bool:
    """Whether every end tag in source[start:end] has its start tag there."""
    opened = Counter[str]()
    for closing, name in _TAG.findall(source, start, end):
        opened[name.lower()] += -1 if closing else 1
        if opened[name.lower()] < 0:
            return False
    return True
