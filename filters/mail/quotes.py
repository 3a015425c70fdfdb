"""Which lines of a plain text are quoted from the mail that it answers.

Careful: what a person may have written below or between quoted lines is never taken for quoted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from filters.mail.quotes_words import ATTRIBUTION, BEGIN, END, LABELS, ORIGINAL

Range = tuple[int, int]

_LINE = re.compile(r"[^\n]*\n?")
_MARKED = re.compile(r"[ \t]{0,3}[>＞]")
_LABEL = re.compile(r"[ \t]{0,8}\*{0,2}([^\W\d_][^\n:：*]{0,30}?)\*{0,2}[ \u00a0]{0,2}[:：]\*{0,2}[ \t\u00a0]*(?=\S|$)")
_ATTRIBUTION_LINES = 4
"""Lines over which an introduction may be wrapped."""
_ATTRIBUTION_SIZE = 400
_READ = 50_000
"""Lines that are read; what is quoted further down counts as the writer's own."""
_HEADERS = 8
"""Lines that a block of header lines may have, wrapped ones included."""


class Line(NamedTuple):
    """text[start:end] without its line end; `words`: without white space around."""

    start: int
    end: int
    words: str


def quoted_ranges(text: str) -> list[Range]:
    """The quoted ranges of a text whose lines end in `\\n`: sorted, disjoint, whole lines.

    Lines marked with `>` and their introduction; what follows "Original Message" or a block of header lines, to the end;
    what a marketplace puts between its lines "Begin message" and "End message".
    """
    lines = list(islice(_lines(text), _READ))
    return merged([*_marked(lines), *_below(lines), *_between(lines)])


def before_quote(text: str, start: int) -> int:
    """Where the introduction ("On … wrote:") of a quotation begins that begins at `start`; `start` where it has none."""
    begin = start
    for _ in range(_ATTRIBUTION_LINES + 1):
        begin = text.rfind("\n", 0, max(begin - 1, 0)) + 1
    lines = list(_lines(text[begin:start]))
    first = _introduction(lines, len(lines))
    return begin + lines[first].start if first < len(lines) else start


def merged(ranges: Iterable[Range]) -> list[Range]:
    """The same ranges, sorted; those that overlap or touch as one."""
    found: list[Range] = []
    for start, end in sorted(ranges):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        elif start < end:
            found.append((start, end))
    return found


def _lines(text: str) -> Iterator[Line]:
    for match in _LINE.finditer(text):
        if match[0]:
            yield Line(match.start(), match.end() - match[0].endswith("\n"), match[0].strip())


def _marked(lines: Sequence[Line]) -> Iterator[Range]:
    """Lines that begin with `>`, with what introduces them."""
    for index, line in enumerate(lines):
        if not _MARKED.match(line.words):
            continue
        yield line.start, line.end + 1 if index + 1 < len(lines) and _MARKED.match(lines[index + 1].words) else line.end
        if index == 0 or not _MARKED.match(lines[index - 1].words):
            first = _introduction(lines, index)
            if first < index:
                yield lines[first].start, line.start


def _introduction(lines: Sequence[Line], index: int) -> int:
    """The first line of what introduces the quotation that begins at a line; `index` where nothing does."""
    last = index - 1
    while last >= 0 and index - last <= 2 and not lines[last].words:
        last -= 1
    for first in range(last, max(last - _ATTRIBUTION_LINES, -1), -1):
        if not lines[first].words or _MARKED.match(lines[first].words):
            break
        words = " ".join(line.words for line in lines[first : last + 1])
        if len(words) > _ATTRIBUTION_SIZE:
            break
        if ATTRIBUTION.fullmatch(words):
            return first
    return index


def _below(lines: Sequence[Line]) -> Iterator[Range]:
    """From "Original Message" or a block of header lines to the end; less where `>` marks what is quoted of it."""
    for index, line in enumerate(lines):
        if not line.words:
            continue
        original = ORIGINAL.fullmatch(line.words) is not None
        body = index + 1 if original else _after_headers(lines, index)
        if body == index:
            continue
        while body < len(lines) and (not lines[body].words or (original and _label(lines[body]))):
            body += 1
        if body < len(lines) and _MARKED.match(lines[body].words):
            yield line.start, lines[body].start
            continue
        if body < len(lines) or original:
            yield line.start, lines[-1].end
        return


def _after_headers(lines: Sequence[Line], index: int) -> int:
    """The line after a block of header lines (sender first, then date, and recipient or subject); `index` if there is none."""
    seen: list[str] = []
    at = index
    for at in range(index, min(index + _HEADERS, len(lines))):
        kind = _label(lines[at])
        if kind:
            seen.append(kind)
        if not seen or not lines[at].words or (not kind and len(seen) > 3):
            break
    else:
        at += 1
    complete = seen[:1] == ["from"] and "date" in seen and ("to" in seen or "subject" in seen)
    return at if complete else index


def _label(line: Line) -> str:
    """The kind of header line that a line is, '' for none."""
    label = _LABEL.match(line.words)
    return LABELS.get(label[1].strip().casefold(), "") if label else ""


def _between(lines: Sequence[Line]) -> Iterator[Range]:
    """From a line that begins a marketplace's message to the line that ends it."""
    begin: Line | None = None
    for line in lines:
        if begin is None and BEGIN.fullmatch(line.words):
            begin = line
        elif begin is not None and END.fullmatch(line.words):
            yield begin.start, line.end
            begin = None
