"""tone/offensive: insults, profanity, slurs, threats.

What it finds
    Abuse aimed at the buyer, swear-words, contempt for a group of people, and threats: with violence, with what the seller
    knows of the buyer, with the marketplace, and with court or police where that is to frighten the buyer out of a claim or a
    review.

Why
    The guidelines ask for a polite, professional tone whatever the buyer wrote.

Example
    text: Only an idiot would plug a 110 volt mixer into a 230 volt socket.
    text: Listen, I know where you live, it is on the label.
    text: Delete that review or you will hear from my lawyer.
    text: Halten Sie den Mund.

Allowed
    text: The shirt reads "Grumpy Old Bastard", white on navy.
    text: You wrote that we were idiots, and I understand the anger.
    text: That was a stupid mistake of mine, I am sorry.
    text: We reported the theft to the police.

Fix
    None: the sentence has to be written anew.

Options
    None.

Source
    Polite and professional language: S0, S1; threats: RULES, "Boundaries".
"""

from __future__ import annotations

from collections.abc import Iterator

from filters.detect.meaning.citing import uncited
from filters.detect.meaning.reading import Sentence
from filters.facts import Facts
from filters.finding import Action, Found
from filters.mail.mail import Mail
from filters.meaning import said
from filters.rule import NoOptions, Rule

_CURSES = ("tone.profanity", "tone.dismissal", "tone.contempt")
_ABUSE = ("tone.insult", "tone.aimed")
"""Words that hurt somebody unless they name a thing, the writer, or what the buyer said."""
_THREATS = ("tone.threat",)


def check(mail: Mail, facts: Facts, options: NoOptions) -> Iterator[Found]:
    for told in said(mail, *_CURSES, *_ABUSE, *_THREATS):
        if note := _offence(told.sentence):
            yield told.found(note)


def _offence(sentence: Sentence) -> str:
    """What offends in the sentence; "" for nothing."""
    if sentence.has(*_THREATS) and not sentence.has("tone.harmless"):
        return "threatens the buyer"
    if sentence.has("tone.spared"):
        return ""
    if uncited(sentence, *_ABUSE):
        return "insults the buyer"
    return "abusive language" if uncited(sentence, *_CURSES) else ""


RULE = Rule(
    name="tone/offensive",
    check=check,
    summary="Insults, profanity, slurs or threats.",
    clause="The tone is professional and polite: no insults, no profanity, no threats.",
    advice="Write what is the matter and leave the rest out.",
    default=Action.HOLD,
)
