"""How much goes with words that are removed, so that what stays reads as if they had never been there."""

from __future__ import annotations

import re

_BLANK = " \t\u00a0\u3000"
_LEFT_OVER = re.compile(r"[\s\-–—•·*|>:,;.()\[\]<>\u3000「」（）：、。]*")
_CLOSING = ".,;:!?)]}»”\"'。、，；：！？）"
_OPENING = "([{“„«「（"
_PAIRS = frozenset(("()", "[]", "{}", '""', "''", "“”", "„“", "„”", "‘’", "«»", "»«", "（）", "「」", "【】"))


def removal(text: str, start: int, end: int) -> tuple[int, int]:
    """The range to remove for text[start:end]: the whole line where nothing but marks would stay on it, else one blank."""
    start, end = _with_brackets(text, start, end)
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end)
    line_end = len(text) if line_end < 0 else line_end
    if _LEFT_OVER.fullmatch(text, line_start, start) and _LEFT_OVER.fullmatch(text, end, line_end):
        return _lines(text, line_start, line_end)
    if start > line_start and text[start - 1] in _BLANK and (end == line_end or text[end] in _BLANK or text[end] in _CLOSING):
        return start - 1, end
    if (start == line_start or text[start - 1] in _OPENING) and end < line_end and text[end] in _BLANK:
        return start, end + 1
    return start, end


def _with_brackets(text: str, start: int, end: int) -> tuple[int, int]:
    """The range with the brackets or quotation marks that would be left with nothing between them."""
    low, high = _to_words(text, start, end)
    while low > 0 and high < len(text) and text[low - 1] + text[high] in _PAIRS:
        start, end = low - 1, high + 1
        low, high = _to_words(text, start, end)
    return start, end


def _to_words(text: str, low: int, high: int) -> tuple[int, int]:
    """The range with the blanks on both sides."""
    while low > 0 and text[low - 1] in _BLANK:
        low -= 1
    while high < len(text) and text[high] in _BLANK:
        high += 1
    return low, high


def _lines(text: str, start: int, end: int) -> tuple[int, int]:
    """Whole lines with their line break; with one blank line too where two would come together."""
    if end < len(text):
        blank_before = start == 0 or text.endswith("\n\n", 0, start)
        after = end + 1
        if blank_before and text[after : after + 1] == "\n":
            after += 1
        return start, after
    return max(start - 1, 0), end
