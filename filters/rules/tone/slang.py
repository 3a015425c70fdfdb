"""tone/slang: chat slang.

What it finds
    Abbreviations, spellings and exclamations of chats ("u", "thx", "lol", "mdr", "么么哒"), once for each sentence.

Why
    The guidelines ask for professional language; many buyers do not understand slang.

Example
    text: thx 4 ur msg, gonna ship it 2moro
    text: lol yeah that is the wrong one, will swap it
    text: thx für die msg, geht morgen raus

Allowed
    text: Thanks a lot, I will swap it tomorrow.
    text: The badge says "lol" and is licensed.
    text: The OMG game has 80 cards.
    text: The clamp is shaped like a U.

Fix
    None.

Options
    None.

Source
    Agency's tips on communication: professional language (S1).
"""

from __future__ import annotations

from collections.abc import Iterator

from filters.detect.meaning.citing import uncited
from filters.detect.meaning.concepts import Span
from filters.detect.meaning.reading import Sentence
from filters.facts import Facts
from filters.finding import Action, Found
from filters.mail.mail import Mail
from filters.meaning import said
from filters.rule import NoOptions, Rule

_SLANG, _ENGLISH = "tone.slang", "tone.slang_english"
"""Words of the second mean something else in other languages."""
_IN_ADDRESSES = ("/", "=", "&", "@", "_")


def check(mail: Mail, facts: Facts, options: NoOptions) -> Iterator[Found]:
    for told in said(mail, _SLANG, _ENGLISH):
        if _chats(told.sentence):
            yield told.found("chat slang")


def _chats(sentence: Sentence) -> bool:
    names = (_SLANG, _ENGLISH) if sentence.language == "en" else (_SLANG,)
    return any(not _is_a_name(sentence, place) for place in uncited(sentence, *names))


def _is_a_name(sentence: Sentence, place: Span) -> bool:
    """Whether it is part of an address, or in capitals, as initials and the names of things are, in a sentence that is not."""
    text = sentence.reading.folded.text
    start, end = sentence.spans[place[0]][0], sentence.spans[place[1] - 1][1]
    if text[start - 1 : start] in _IN_ADDRESSES or text[end : end + 1] in _IN_ADDRESSES:
        return True
    return text[start:end].isupper() and not sentence.text.isupper()


RULE = Rule(
    name="tone/slang",
    check=check,
    summary="Chat slang.",
    clause="The tone is professional (S1): whole words, no chat slang.",
    advice="Write the words out.",
    default=Action.NOTE,
)
