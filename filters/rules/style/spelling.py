"""style/spelling: many misspelt words.

What it finds
    A text in which many words are in no dictionary of its language. Only lower-case words count: others may be names. It looks
    where hunspell (the extra `spelling`) and a dictionary of the language (such as Debian's `hunspell-de-de`) are installed.

Why
    The marketplace counts major spelling errors as unprofessional; buyers take them for fraud.

Example
    None that fits on a line.

Allowed
    text: Your parcel leaves our warehouse tomorrow and arrives on Monday.
    text: Ihr Paket verlässt morgen unser Lager und kommt am Montag an.

Fix
    None: which word was meant is the sender's to say.

Options
    least = 6: different misspelt words.
    share = 0.12: of the words that were looked up.

Source
    Messages have no major spelling errors: 2020 edition (S2), GUIDELINES 72.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from filters.detect.folded import words_of
from filters.detect.spelling import are_few, unknown
from filters.facts import Facts
from filters.finding import Action, Found
from filters.mail.mail import Mail
from filters.rule import Rule

_FOREIGN = 0.85
"""Where so many words are unknown, the text is in another language than was guessed."""


@dataclass(frozen=True, slots=True)
class Options:
    """least: different misspelt words; share: of the words that were looked up, from 0 to 1."""

    least: int = 6
    share: float = 0.12


def check(mail: Mail, facts: Facts, options: Options) -> Iterator[Found]:
    for surface in mail.of_kind("text", "html"):
        simple = surface.folded.text == surface.text
        if simple and are_few(words_of(surface.folded), mail.language, options.least):
            continue
        places, count = unknown(surface.text, mail.language)
        own = [place for place in places if not surface.is_quoted(*place)]
        different = {surface.text[slice(*place)] for place in own}
        if len(different) >= options.least and options.share <= len(own) / count <= _FOREIGN:
            yield surface.found(*own[0], note=f"{len(different)} misspelt words")


RULE = Rule(
    name="style/spelling",
    check=check,
    summary="Many misspelt words.",
    clause="Messages have no major spelling errors (2020 edition).",
    advice="Let a spelling checker read the message before it is sent.",
    default=Action.NOTE,
    options=Options,
)
