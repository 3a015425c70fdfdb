"""Hosts whose dot is a word or is fenced: "example dot com", "example (punkt) de", "example[.]com", "example . com"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from filters.detect.folded import Folded
from filters.detect.signs import Signs
from filters.detect.tables.spelled import DOT_WORDS, NOT_BEFORE_DOT, SPELLED_SUFFIXES, WORDS_AFTER_POINT
from filters.detect.words import any_of

_WORDS = any_of(DOT_WORDS)
DOT = re.compile(
    r"(?=[\s\[({<*_,·‧∙・•ドど点點-])(?:"  # a search passes all letters but these at once
    rf"\s{{0,2}}[\[({{<]\s?(?:\.|{_WORDS})\s?[\])}}>]\s{{0,2}}"  # [.] (dot)
    rf"|\s{{0,2}}[-_*]{{1,2}}(?:{_WORDS})[-_*]{{1,2}}\s{{0,2}}"  # _dot_
    rf"|\s{{1,2}}\.\s{{0,2}}(?=[a-z])"
    rf"|\s{{1,2}}(?:{_WORDS})\s{{1,2}}"
    r"|\s{1,2}(?:dot|punkt|punto|ponto|point)(?=(?:com|net|org)(?!\w))"
    r"|\s?[·‧∙・•]\s?|,(?=[a-z]{2,3}(?:\s|$|[.,;:!?)/]))"
    r"|\s?(?:ドット|どっと|点|點)\s?)"
)
"""One spelled or fenced dot; group-free, at most 20 characters."""
_RUN_ON = [dot + suffix for dot in ("dot", "punkt", "punto", "ponto", "point") for suffix in ("com", "net", "org")]
_DOTS = Signs(DOT, (*DOT_WORDS, *_RUN_ON), r"\.(?<=[\s\[({<]\.)|,(?=[a-z])", "[·‧∧∙・•点點]|ドット|どっと")
_LABEL_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789.-" + "".join(map(chr, range(0xDF, 0x180)))
_LETTER = re.compile(r"[^\W\d_]")
_RUN = re.compile(r"[a-z]+|[ァ-ー]+|[\u0620-\u064a]+")
_LABEL_AFTER = re.compile(r"[^\W_][\w-]{0,62}")
_VERSION = re.compile(r"v?[\d.]+|asp|vb|ado|microsoft|the|our")
_MARKS = frozenset(".,·‧∙・•")
"""Marks typed for a dot: they count only before the commonest suffixes."""
_GOES_ON = re.compile(r"\s?\w")
_POINT = re.compile(r"\.")
_TAIL = re.compile(r"/[^\s<>\"'()\u3000-\u303f]*+")


def read_suffix(text: str, at: int) -> tuple[int, str]:
    """The suffix spelled at text[at:], and where it ends: ("com", "co dot uk"); (at, "") for none."""
    match = _LABEL_AFTER.match(text, at)
    if not match:
        return at, ""
    word = match[0]
    run = _RUN.match(word)
    for piece in (word, run[0] if run else word):
        if piece in SPELLED_SUFFIXES:
            return at + len(piece), SPELLED_SUFFIXES[piece]
    return at, ""


def spelled_hosts(view: Folded) -> Iterator[tuple[int, int, str, str]]:
    """(start, end, url, "spelled") of every such host."""
    text = view.lower
    at = 0
    while match := _DOTS.search(view, at):
        hit = _around(text, match)
        at = hit[1] if hit else max(match.end() - 1, match.start() + 1)
        if hit:
            yield hit


def _around(text: str, dot: re.Match[str]) -> tuple[int, int, str, str] | None:
    before = text[max(dot.start() - 64, 0) : dot.start()]
    label = before[len(before.rstrip(_LABEL_LETTERS)) :].lstrip(".-")
    start = dot.start() - len(label)
    if not label or text[start - 1 : start] == "@" or not _LETTER.search(label):
        return None
    end, known = _suffixes_after(text, dot)
    fenced = not dot[0].strip().isalpha() and dot[0].strip() not in _MARKS
    if not known or not (fenced or _speaks_of_dot(label, dot[0].strip(), known, _GOES_ON.match(text, end) is not None)):
        return None
    tail = _TAIL.match(text, end)
    return start, tail.end() if tail else end, f"//{label}.{known}{tail[0] if tail else ''}", "spelled"


def continued(text: str, at: int) -> tuple[int, str] | None:
    """Where a host goes on after text[:at] by a spelled dot, and its suffix with the path after it."""
    dot = DOT.match(text, at)
    if not dot:
        return None
    end, known = _suffixes_after(text, dot)
    tail = _TAIL.match(text, end)
    return (tail.end() if tail else end, known + (tail[0] if tail else "")) if known else None


def _suffixes_after(text: str, dot: re.Match[str]) -> tuple[int, str]:
    """One or two spelled suffixes, or a name and a suffix ("shop dot example dot com")."""
    end, known = read_suffix(text, dot.end())
    label = _LABEL_AFTER.match(text, dot.end())
    for place in (end, label.end() if label else end):
        again = DOT.match(text, place) or _POINT.match(text, place)
        if again and place > dot.end():
            further_end, further = read_suffix(text, again.end())
            if further:
                return further_end, f"{text[dot.end() : place]}.{further}"
    return end, known


def _speaks_of_dot(label: str, word: str, known: str, goes_on: bool) -> bool:
    """Whether the word between label and suffix is a dot and not a point of sale or of view."""
    if label in NOT_BEFORE_DOT:
        return False
    if word in _MARKS:
        return (
            (word != "," or not goes_on)
            and known in ("com", "net", "org", "de", "example", "eu", "info", "shop")
            and not _VERSION.fullmatch(label)
        )
    return known not in WORDS_AFTER_POINT or word in ("dot", "kropka", "nokta", "punkt", "ドット", "点", "點") or not goes_on
