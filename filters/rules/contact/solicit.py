"""contact/solicit: asking for personal data that the order does not need.

What it finds
    A request for a private e-mail address, a telephone number, a social account, the date of birth, an identity document, age,
    profession, family or income.

Why
    The marketplace hands over what an order needs; more is nobody's business.

Example
    text: Could you let us have your personal email so we can keep it on file?
    text: Before we refund, please send a scan of your passport.
    text: Wann haben Sie eigentlich Geburtstag?

Allowed
    text: Could you confirm the house number and postcode?
    text: Please send a photo of the crack and the serial number.
    text: We do not need your email address, the invoice is attached.
    text: The carrier needs a phone number for this delivery; please add it to the order.

Fix
    None: the sentence has to go as a whole.

Options
    None.

Source
    No request for personal data that the order does not need: S0, S1.
"""

from __future__ import annotations

from collections.abc import Iterator

from filters.detect.meaning.reading import SIGNATURE
from filters.facts import Facts
from filters.finding import Action, Found
from filters.mail.mail import Mail
from filters.meaning import said
from filters.personal import asks_for_data
from filters.rule import NoOptions, Rule


def check(mail: Mail, facts: Facts, options: NoOptions) -> Iterator[Found]:
    for told in said(mail, "contact.data"):
        if told.sentence.role != SIGNATURE and asks_for_data(told.sentence):
            yield told.found("asks for personal data")


RULE = Rule(
    name="contact/solicit",
    check=check,
    summary="A request for personal data that the order does not need.",
    clause="Buyers are not asked for private contact data, documents, or other data the order does not need.",
    advice="Leave the question out; the marketplace hands over what the delivery needs.",
    default=Action.HOLD,
)
