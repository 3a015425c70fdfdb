"""CSS as it is written: declarations and style rules with their places in the source (CSS Syntax 3, 5).

    declarations("color:red; margin:0")  ->  Written("color", "red", False, 0, 10, 6, 9), Written("margin", "0", …)
    blocks(sheet)                        ->  Block(("p", "td"), declarations, sized), …

Linear in the length of the source, and cached by it: a mail repeats a few style strings hundreds of times.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from filters.mail import css
from filters.mail.stylesheet import RULES, on_every_screen

_TOKEN = re.compile(r"""[^"'/\\()\[\]{};]+|"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?|/\*.*?(?:\*/|\Z)|\\.|.""", re.DOTALL)
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.DOTALL)
_BLANK = r"(?:\s|/\*[^*]*\*+(?:[^/*][^*]*\*+)*/)*+"
_HEAD = re.compile(rf"{_BLANK}([-\w\\]++){_BLANK}:\s*+")
_IMPORTANT = re.compile(r"\s*!\s*important\s*\Z", re.I)
_NESTING = re.compile(r"@(media|supports|layer|container)\b", re.I)
_OPENING, _CLOSING = frozenset("([{"), frozenset(")]}")


class Written(NamedTuple):
    """One declaration: source[start:end] with its semicolon and the blanks before it, source[low:high] its value.

    name and value are lower-case, escapes resolved, comments removed; `!important` is not part of the value.
    """

    name: str
    value: str
    important: bool
    start: int
    end: int
    low: int
    high: int


class Block(NamedTuple):
    """A style rule. `sized`: it holds on some screens only."""

    selectors: tuple[str, ...]
    declarations: tuple[Written, ...]
    sized: bool


@lru_cache(4096)
def declarations(style: str) -> tuple[Written, ...]:
    """The declarations of a style attribute, in order."""
    source = style[: css.STYLE]
    return tuple(found for low, high in _pieces(source, 0) if (found := _written(source, low, high)))


def _pieces(source: str, start: int, closing: str = "") -> Iterator[tuple[int, int]]:
    """The source from `start` cut after each `;`, up to the bracket that closes it."""
    depth, begin = 0, start
    for match in _TOKEN.finditer(source, start):
        mark = match[0]
        if mark in _OPENING:
            depth += 1
        elif mark in _CLOSING:
            if mark == closing and not depth:
                yield begin, match.start()
                return
            depth = max(depth - 1, 0)
        elif mark == ";" and not depth:
            yield begin, match.end()
            begin = match.end()
    yield begin, len(source)


def _written(source: str, start: int, end: int) -> Written | None:
    """The declaration in source[start:end], if it is one."""
    head = _HEAD.match(source, start, end)
    if head is None:
        return None
    low = head.end()
    text = source[low:end].rstrip(" \t\n\f;")
    important = _IMPORTANT.search(text)
    bare = text[: important.start()] if important else text
    name, value = head[1].lower(), bare.lower()
    if "\\" in head[0] or "\\" in bare or "/*" in bare:
        plain = css.declarations(source[start:end])
        if len(plain) != 1:
            return None
        name, value = plain[0].name, plain[0].value
    return Written(name, value, important is not None, start, end, low, low + len(bare)) if value else None


@lru_cache(64)
def blocks(sheet: str) -> tuple[Block, ...]:
    """The style rules of one sheet in order, those inside @media, @supports, @layer and @container included."""
    return tuple(_blocks(sheet[: css.STYLE_SHEET]))[:RULES]


def _blocks(sheet: str) -> Iterator[Block]:
    at = begin = 0
    sized: list[bool] = []
    while match := _TOKEN.match(sheet, at):
        mark, at = match[0], match.end()
        if mark == "{":
            prelude = _COMMENT.sub("", sheet[begin : match.start()]).strip()
            if _NESTING.match(prelude):
                sized.append((bool(sized) and sized[-1]) or not on_every_screen(prelude))
            else:
                pieces = list(_pieces(sheet, at, "}"))
                if not prelude.startswith("@"):
                    yield _block(sheet, prelude, pieces, bool(sized) and sized[-1])
                at = min(pieces[-1][1] + 1, len(sheet))
        elif mark == "}" and sized:
            sized.pop()
        if mark in ("{", "}", ";"):
            begin = at


def _block(sheet: str, prelude: str, pieces: list[tuple[int, int]], sized: bool) -> Block:
    found = [written for low, high in pieces if (written := _written(sheet, low, high))]
    return Block(tuple(selector.strip() for selector in prelude.split(",")), tuple(found), sized)
