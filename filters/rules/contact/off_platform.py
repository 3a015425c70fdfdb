"""contact/off-platform: invitations to talk somewhere else.

What it finds
    An invitation to ring, mail, chat, post or call in person, by the seller's site, phone, messenger or premises, with or
    without the number or address; and advice to leave the marketplace's messages.

Why
    Buyer and seller talk through the marketplace's messages alone: there the talk is recorded and both are protected.

Example
    text: It is quicker if you ring the workshop, we are in till five.
    text: Kindly submit a ticket on our own website instead of this message service.
    text: Bitte nutzen Sie das Kontaktformular auf unserer Homepage.

Allowed
    text: Please just answer this message with the length of the rail.
    text: We do not offer support by phone, everything stays in writing here.
    text: You can ring the carrier's depot on the number printed on the card.

Fix
    None: the sentence has to be written anew.

Options
    None.

Source
    Contact through the marketplace's messages alone: S1, S3, S4.
"""

from __future__ import annotations

from collections.abc import Iterator

from filters.detect.meaning.citing import uncited
from filters.detect.meaning.reading import SIGNATURE, Sentence
from filters.facts import Facts
from filters.finding import Action, Found
from filters.mail.mail import Mail
from filters.meaning import said
from filters.personal import asks_for_data
from filters.promoting import says
from filters.rule import NoOptions, Rule

_OTHERS = ("contact.others", "contact.declined")
"""Carrier, manufacturer, warranty service; what the seller does not do or the buyer need not."""


def check(mail: Mail, facts: Facts, options: NoOptions) -> Iterator[Found]:
    for told in said(mail, "contact.invite"):
        if told.sentence.role != SIGNATURE and _invites(told.sentence):
            yield told.found("invites to talk past the marketplace's messages")


def _invites(sentence: Sentence) -> bool:
    """Whether it invites, and to the seller rather than to somebody whose business it is.

    Asking how to reach the buyer is contact/solicit alone.
    """
    if says(sentence, "contact.away"):
        return True
    if asks_for_data(sentence):
        return False
    return not sentence.has(*_OTHERS) and bool(uncited(sentence, "contact.invite"))


RULE = Rule(
    name="contact/off-platform",
    check=check,
    summary="An invitation to talk somewhere else than in the marketplace's messages.",
    clause="Buyers are not asked to write, call or come past the marketplace's messages.",
    advice="Ask the buyer to answer this message.",
    default=Action.HOLD,
)
