"""Bounds on one HTML source (SECURITY DOS-030): what a parser would make too much of is not parsed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from turbohtml import Token, TokenType

from filters.mail import limits
from filters.mail.layout import Layout

_TAG = re.compile(r"</?[a-zA-Z]")
_CONDITION = re.compile(r"<!--\s*\[if\b", re.I)
_FORMATTING = frozenset(("b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"))
"""Elements that a parser opens again in every paragraph until they are closed (HTML 13.2.4.3); `<a>` closes itself."""
_FORMATTING_TAG = re.compile(rf"<(?:{'|'.join(sorted(_FORMATTING))})[\s/>]", re.I)
_ALIKE = 3
"""How many equal ones it opens again."""


def before(source: str) -> Iterator[str]:
    """What is too much in a source, each in a short clause; none = it may be cut into tokens."""
    if len(source) > limits.HTML:
        yield f"HTML of more than {limits.HTML:,} characters"
    elif source.count("<") > limits.HTML_TAGS and len(_TAG.findall(source)) > limits.HTML_TAGS:
        yield f"HTML of more than {limits.HTML_TAGS:,} tags"
    elif source.count("&") > limits.HTML_REFERENCES:
        yield f"HTML of more than {limits.HTML_REFERENCES:,} character references"
    elif source.count("<!--") > limits.HTML_CONDITIONS and len(_CONDITION.findall(source)) > limits.HTML_CONDITIONS:
        yield f"HTML of more than {limits.HTML_CONDITIONS:,} conditional comments"


def between(source: str, tokens: list[Token]) -> Iterator[str]:
    """What is too much in the tokens; none = a tree may be built."""
    most = source.count("<") - source.count("</")
    if most * len(tokens) <= limits.HTML_NODES:
        return
    starts = len(_FORMATTING_TAG.findall(source))
    if starts * len(tokens) > limits.HTML_NODES and _nodes(tokens) > limits.HTML_NODES:
        yield "HTML whose unclosed tags make too large a page"


def _nodes(tokens: list[Token]) -> int:
    """An upper estimate of the nodes that a parser makes."""
    nodes, opened, kinds = len(tokens), Counter[str](), set[str]()
    for token in tokens:
        name = token.tag or ""
        if name in _FORMATTING and token.type is TokenType.START_TAG:
            opened[name] += 1
            kinds.add(token.source or "")
        elif opened[name] and token.type is TokenType.END_TAG:
            opened[name] -= 1
        nodes += min(opened.total(), _ALIKE * len(kinds))
    return nodes


def after(layout: Layout) -> Iterator[str]:
    """What is too much in a tree that has been laid out."""
    if layout.depth > limits.HTML_DEPTH:
        yield f"HTML nested deeper than {limits.HTML_DEPTH}"
    if layout.attributes > limits.HTML_ATTRIBUTES:
        yield f"HTML tag with more than {limits.HTML_ATTRIBUTES} attributes"
