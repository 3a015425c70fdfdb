"""structure/mismatch: the plain and the HTML version of the message say different things.

What it finds
    In a multipart/alternative, a sentence of one version whose words are not in the other.

Why
    A buyer reads one of the two. What only one says is hidden from those who check the other.

Example
    alternative: Your parcel is on its way. | <p>Your parcel is on its way.</p><p>Buy more from our great new shop today.</p>
    alternative: Give us five stars and get ten euros back right away. | <p>Thank you for your order of today.</p>

Allowed
    alternative: Your parcel is on its way. | <h1>Your parcel is on its way.</h1>
    alternative: This message is in HTML. | <p>Your parcel is on its way, and it will arrive on Monday.</p>
    alternative: It is there. [image: Parcel at the front door] | It is there. <img alt="Parcel at the front door">

Fix
    None. Send both versions with the same sentences, or plain text alone.

Options
    words = 4: sentences with fewer words are not compared.

Source
    RFC 2046 5.1.4: each part of multipart/alternative is an alternative version of the same information.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from filters.detect.folded import words_of
from filters.facts import Facts
from filters.finding import Action, Found
from filters.mail.document import TextDocument
from filters.mail.mail import Mail
from filters.mail.message import Part
from filters.mail.surface import Surface
from filters.rule import Rule

_RUN = re.compile(r"[!-~]++")
_ADDRESS = ("://", "www.", "@")
_SENTENCE = re.compile(r"[^.!?。！？\n]++")
_WORD = re.compile(r"[^\W_]+")
_STUB = re.compile(r"html", re.I)
_FIRST_IDEOGRAPH = "\u2e80"
_STUB_WORDS = 25
_ENOUGH = 0.6
_FEW = 8
"""Words so few are looked for in each sentence before it is taken apart."""


@dataclass(frozen=True, slots=True)
class Options:
    """words: sentences with fewer words are not compared."""

    words: int = 4


class _Text(NamedTuple):
    """A text of one version, as it is compared, and every word in it."""

    surface: Surface
    lower: str
    words: frozenset[str]


def check(mail: Mail, facts: Facts, options: Options) -> Iterator[Found]:
    for part in mail.message.walk():
        if part.ctype == "multipart/alternative":
            surfaces, others = _surfaces(mail, part, "text/plain"), _surfaces(mail, part, "text/html")
            if surfaces and others and not _stub(surfaces):
                yield from _differences(mail, surfaces, others, options.words)


def _differences(mail: Mail, surfaces: list[Surface], others: list[Surface], least: int) -> Iterator[Found]:
    plain, html = _texts(surfaces), _texts(others)
    yield from _missing(plain, html + _texts(_pictures(mail, others)), "the HTML version", least)
    yield from _missing(html, plain, "the plain text version", least)


def _surfaces(mail: Mail, part: Part, ctype: str) -> list[Surface]:
    within = {leaf.path for leaf in part.walk()}
    return [
        surface
        for surface in mail.of_kind("text", "html")
        if isinstance(surface.document, TextDocument)
        and surface.document.part.path in within
        and surface.document.part.ctype == ctype
    ]


def _stub(surfaces: list[Surface]) -> bool:
    """What programs put for readers without HTML: a few words that name it."""
    text = " ".join(surface.text for surface in surfaces)
    words = list(islice(_WORD.finditer(text), _STUB_WORDS + 1))
    return not words or (len(words) <= _STUB_WORDS and _STUB.search(text) is not None)


def _pictures(mail: Mail, html: list[Surface]) -> list[Surface]:
    """The alt texts in the HTML version, which the other has in the pictures' places."""
    pages = {surface.document for surface in html}
    return [seen for seen in mail.of_kind("attribute") if seen.attribute == "alt" and seen.document in pages]


def _texts(surfaces: list[Surface]) -> list[_Text]:
    return [_text(surface) for surface in surfaces]


def _text(surface: Surface) -> _Text:
    folded = surface.folded
    lower = _plain(folded.lower)
    simple = lower.isascii() and lower == folded.lower
    return _Text(surface, lower, words_of(folded) if simple else frozenset(_words(lower)))


def _missing(ours: list[_Text], theirs: list[_Text], where: str, least: int) -> Iterator[Found]:
    """The first sentence of one version that the other lacks: enough for a person to look at both."""
    known = frozenset[str]().union(*(text.words for text in theirs))
    for surface, lower, words in ours:
        news = words - known
        for sentence in _SENTENCE.finditer(lower) if news else ():
            if len(news) <= _FEW and not any(word in sentence[0] for word in news):
                continue
            said = _words(sentence[0])
            if len(said) >= least and sum(map(known.__contains__, said)) < _ENOUGH * len(said):
                start, end = surface.folded.span(*sentence.span())
                yield surface.found(*_trimmed(surface.text, start, end), note=f"{where} does not say this")
                return


def _plain(text: str) -> str:
    """The text with blanks for addresses, which one version writes out and the other links."""
    if not _has_address(text):
        return text
    return "\n".join(_RUN.sub(_blank, line) if _has_address(line) else line for line in text.split("\n"))


def _blank(run: re.Match[str]) -> str:
    return " " * len(run[0]) if _has_address(run[0]) else run[0]


def _has_address(text: str) -> bool:
    return any(mark in text for mark in _ADDRESS)


def _words(text: str) -> list[str]:
    """Words; of a script without blanks, pairs of letters."""
    words = _WORD.findall(text)
    if text.isascii():
        return words
    found: list[str] = []
    for word in words:
        unspaced = word[0] >= _FIRST_IDEOGRAPH and len(word) > 1
        found += [word[at : at + 2] for at in range(len(word) - 1)] if unspaced else [word]
    return found


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    inner = text[start:end]
    return start + len(inner) - len(inner.lstrip()), end - len(inner) + len(inner.rstrip())


RULE = Rule(
    name="structure/mismatch",
    check=check,
    summary="The plain and the HTML version say different things.",
    clause="Alternatives are versions of the same information: RFC 2046 5.1.4.",
    advice="Write the same sentences in both versions, or send plain text alone.",
    default=Action.HOLD,
    options=Options,
)
