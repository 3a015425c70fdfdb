"""order/language: a text that is not in the buyer's language.

What it finds
    A text in none of the buyer's languages: that of the order data, else those of the recipient's marketplace and of
    the buyer's quoted words. Short and mixed texts, and languages that cannot be told, are left alone.

Why
    The buyer has to understand it.

Example
    None: the language comes from order data or the recipient. See the cases.

Allowed
    text: Your parcel could not be delivered because nobody answered the door bell on Monday morning.

Fix
    None.

Options
    None.

Source
    Messages are in the buyer's language of preference: S2.
"""

from __future__ import annotations

from collections.abc import Iterator

from filters.detect.language import LANGUAGES, language_scores
from filters.detect.marketplace import languages
from filters.facts import Facts
from filters.finding import Action, Found
from filters.mail.mail import Mail
from filters.meaning import Told, said
from filters.purposes import body
from filters.rule import NoOptions, Rule

_ENOUGH, _SHORT, _MARGIN = 12, 4, 3
"""Words that a text has at least to be judged, a sentence to count, and the text's language to have more than the buyer's."""


def check(mail: Mail, facts: Facts, options: NoOptions) -> Iterator[Found]:
    wanted = _wanted(mail, facts)
    told = [each for each in body(mail) if len(each.sentence.words) >= _SHORT]
    if not wanted or sum(len(each.sentence.words) for each in told) < _ENOUGH:
        return
    if not any(each.sentence.language in wanted for each in told) and _clearly(told, wanted):
        yield told[0].found(f"in {told[0].sentence.language}, not in {' or '.join(sorted(wanted))}")


def _wanted(mail: Mail, facts: Facts) -> set[str]:
    """The buyer's languages; none where they are not known, or one of them cannot be told from others."""
    if facts.language:
        wanted = {facts.language.partition("-")[0].lower()}
    else:
        wanted = {language for address in facts.rcpt_to for language in languages(address.rpartition("@")[2])}
        wanted |= {each.sentence.language for each in said(mail) if each.quoted and wanted and _tells(each)}
    return wanted if wanted <= LANGUAGES | {"hi"} else set()


def _clearly(told: list[Told], wanted: set[str]) -> bool:
    """Whether the script tells it, or more words speak for the text's language than for any that is wanted."""
    language = told[0].sentence.language
    scores = language_scores(word for each in told for word in each.sentence.words)
    return scores.get(language, _MARGIN) >= _MARGIN + max(scores.get(other, 0) for other in wanted)


def _tells(told: Told) -> bool:
    return len(told.sentence.words) >= _SHORT


RULE = Rule(
    name="order/language",
    check=check,
    summary="The text is not in the buyer's language.",
    clause="Messages are in the buyer's language of preference.",
    advice="Write in the buyer's language.",
    default=Action.HOLD,
    trial=True,
)
