"""Makes the messages and asks the shipped policy about them."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import NamedTuple

from filters.finding import Action
from filters.inspection import inspect
from filters.policy import Policy
from filters.sample import sample, sample_facts
from tests.evasion.carriers import CARRIERS, HEADERS
from tests.evasion.pages import HIDDEN, SHOWN
from tests.evasion.words import TRICKS

MARKERS = {
    "link": "https://evil-lamps.com/x",
    "host": "evil-lamps.com",
    "mail": "joe@evil-lamps.com",
    "number": "+49 30 5550199",
    "messenger": "WhatsApp +49 170 5550199",
}
INNOCENT = {
    "words": "lamp shade for the hall",
    "order": "order 305-1140827-7763912",
    "material": "brass and smoked glass",
    "article": "EAN 4006381333931",
    "bulbs": "two bulbs E27 of 4 W",
}
_FIND = ("links", "contact", "structure", "subject")
_TEXT = "Hello Anna,\n\nwhich shade may we send for order 305-1140827-7763912? {} {}\n\nKind regards\nJan"
_HTML = "<p>Hello Anna,</p><p>which shade may we send for order 305-1140827-7763912? {} {}</p><p>Kind regards</p>"
_SUBJECT = "Order 305-1140827-7763912 {}"
_UNFAIR = ("turned around", "spaced out", "over two lines")
"""Tricks that nobody plays with innocent words."""


class Attempt(NamedTuple):
    """A message that hides something, or an innocent twin; `kind/trick/marker`."""

    name: str
    raw: bytes
    innocent: bool


def attempts() -> Iterator[Attempt]:
    """Every trick with every marker, and its twins."""
    for trick, play in TRICKS.items():
        for marker, text in MARKERS.items():
            if trick == "plain" or play(text) != text:
                yield from _written(trick, marker, play(text))
        for word, text in INNOCENT.items() if trick not in _UNFAIR else ():
            yield Attempt(f"text/{trick}/{word}", sample(_TEXT.format("It has", play(text))), True)
            yield Attempt(f"html/{trick}/{word}", sample(html=_HTML.format("It has", escape(play(text)))), True)
    for trick, play in (*SHOWN.items(), *HIDDEN.items()):
        for marker, text in MARKERS.items():
            yield Attempt(f"page/{trick}/{marker}", sample(html=_HTML.format("", play(text))), False)
        for word, text in INNOCENT.items() if trick in SHOWN else ():
            yield Attempt(f"page/{trick}/{word}", sample(html=_HTML.format("", play(text))), True)
    for name, html in CARRIERS.items():
        yield Attempt(f"carrier/{name}", sample(html=_HTML.format("", html)), False)
    for name in HEADERS:
        value = "<https://evil-lamps.com/x>" if name.startswith("List") else '"www.evil-lamps.com" <a@seller.example>'
        yield Attempt(f"header/{name}", sample(_TEXT.format("", ""), headers={name: value}), False)


def _written(trick: str, marker: str, text: str) -> Iterator[Attempt]:
    yield Attempt(f"text/{trick}/{marker}", sample(_TEXT.format("You find more at", text)), False)
    yield Attempt(f"html/{trick}/{marker}", sample(html=_HTML.format("You find more at", escape(text))), False)
    line = _SUBJECT.format(text.replace("\n", " "))
    yield Attempt(f"subject/{trick}/{marker}", sample("Hello,\n\nwhich shade may we send?", subject=line), False)


def caught(attempt: Attempt, policy: Policy) -> bool:
    """Whether the message does not get through as it is: held, refused, or what hides is found and taken out."""
    verdict = inspect(attempt.raw, sample_facts({"senders": (), "rcpt_to": ()}, False), policy)
    if verdict.action >= Action.HOLD:
        return True
    return verdict.edited and any(it.rule.partition("/")[0] in _FIND and it.action is Action.FIX for it in verdict.findings)
