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

from filters.facts import Facts
from filters.finding import Action, Found
from filters.mail.document import TextDocument
from filters.mail.mail import Mail
from filters.mail.message import Part
from filters.mail.surface import Surface
from filters.rule import Rule

_RUN = re.compile(r"[!-~]++")
_ADDRESS = re.compile(r"://|www\.|@")
_SENTENCE = re.compile(r"[^.!?。！？\n]++")
_WORD = re.compile(r"[^\W_]+")
_STUB = re.compile(r"html", re.I)
_FIRST_IDEOGRAPH = "\u2e80"
_STUB_WORDS = 25
_ENOUGH = 0.6


@dataclass(frozen=True, slots=True)
class Options:
    """words: sentences with fewer words are not compared."""

    words: int = 4


def check(mail: Mail, facts: Facts, options: Options) -> Iterator[Found]:
    for part in mail.message.walk():
        if part.ctype == "multipart/alternative":
            plain, html = _version(mail, part, "text/plain"), _version(mail, part, "text/html")
            if plain and html and not _stub(plain):
                yield from _missing(plain, html, "the HTML version", options.words)
                yield from _missing(html, plain, "the plain text version", options.words)


def _version(mail: Mail, part: Part, ctype: str) -> list[Surface]:
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
    words = _WORD.findall(text)
    return not words or (len(words) <= _STUB_WORDS and _STUB.search(text) is not None)


def _missing(ours: list[Surface], theirs: list[Surface], where: str, least: int) -> Iterator[Found]:
    """The first sentence of one version that the other lacks: enough for a person to look at both."""
    words = {word for surface in theirs for word in _words(_plain(surface))}
    for surface in ours:
        text = _plain(surface)
        for match in _SENTENCE.finditer(text):
            said = _words(match[0])
            if len(said) < least or sum(word in words for word in said) >= _ENOUGH * len(said):
                continue
            start, end = surface.folded.span(*match.span())
            yield surface.found(*_trimmed(surface.text, start, end), note=f"{where} does not say this")
            return


def _plain(surface: Surface) -> str:
    """The text with blanks for addresses, which one version writes out and the other links."""
    return _RUN.sub(lambda run: " " * len(run[0]) if _ADDRESS.search(run[0]) else run[0], surface.folded.lower)


def _words(text: str) -> list[str]:
    """Words; of a script without blanks, pairs of letters."""
    found: list[str] = []
    for word in _WORD.findall(text):
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
