"""What a message says of itself, for the records that outlive it."""

from __future__ import annotations

import re

from filters.finding import Action
from filters.mail.mail import Mail
from filters.meaning import said
from filters.ordering import named_orders
from filters.policy import Policy
from filters.reviewing import asks
from filters.verdict import Gist

SUBJECT, WORDS, ORDERS = 300, 4_000, 20
_ASKED = "reviews/repeat"
"""The rule that wants to know who was asked for a review: reading for it costs more than all else here."""

_NUMBER = re.compile(r"[\d-]*\d")
_GREETING = re.compile(r"^[^\n]{1,60}[,!:、，様]\s*?$", re.MULTILINE)
"""A short line that ends as a greeting does; one at the end ("kind regards,") tells no campaigns apart either."""


def gist(mail: Mail, sent: Mail, action: Action, policy: Policy) -> Gist:
    """The gist of a message: `mail` as it came, `sent` as it goes out."""
    return Gist(
        order_ids=named_orders(sent)[:ORDERS],
        asks_review=_looks(policy, _ASKED) and asks_review(mail),
        answers=mail.reply,
        subject=mail.subject.text[:SUBJECT] if mail.subject else "",
        words=_words(mail) if action is Action.HOLD else "",
    )


def _looks(policy: Policy, rule: str) -> bool:
    setting = policy.settings.get(rule)
    return setting is not None and setting.action is not Action.OFF


def asks_review(mail: Mail) -> bool:
    """Whether the seller asks for a review, a rating or feedback in their own words."""
    return any(asks(told.sentence) and not told.quoted for told in said(mail, "reviews.ask_review"))


def template(words: str) -> str:
    """Words of a gist without what differs between messages of one campaign: numbers, and the line that greets."""
    return " ".join(_NUMBER.sub("0", _GREETING.sub("", words)).split())


def _words(mail: Mail) -> str:
    return "\n".join(surface.folded.lower for surface in mail.of_kind("subject", "text", "html"))[:WORDS]
