"""The language of the phrase tables (`config/phrases`), which people write and read. CONTRIBUTING shows it by example.

    leave review        these words side by side
    recen*  *bewertung  *stern*   a beginning, an end, a part of a word; `*` stands at least for nothing
    good|great|nice     one of these
    #                   a number in digits
    [a]                 may be missing
    (so far|yet)        one of these phrases; outside parentheses an alternative is one word, or words joined: so_far|yet
    a .. b   a ... b    a few words (up to 3), some words (up to 9) may stand between
    <please>            any phrase of that concept of the family, or of the family `common`; <other.please> of another one
    ^ rate              the phrase begins the sentence or one of its clauses
    a & b & !c          all of these in one sentence in any order, and none of those

Accents (but for a few words, see `words`), capitals and apostrophes do not matter (an apostrophe parts words). In scripts
without blanks a word is matched as a part of the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from filters.detect.folded import unfancied
from filters.detect.meaning.words import ONE_BY_ONE, WORD

NEAR, FAR = 3, 9
"""Words that `..` and `...` let stand between; three times as many characters in scripts without blanks."""
_KINDS = {(False, False): "exact", (False, True): "head", (True, False): "tail", (True, True): "part"}
START, NUMBER = "^", "#"
_GROUP = re.compile(r"\[([^\]]*)\]|\(([^)]*)\)")
_REFERENCE = re.compile(r"<([\w.]+)>")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a phrase: `kind` is "exact", "head" (x*), "tail" (*x), "part" (*x*) or "number" (#)."""

    text: str
    kind: str = "exact"


Item = Word | str | tuple[Word, ...]
"""What one place of a phrase may hold: a word, the full name of a concept, or words side by side."""


@dataclass(frozen=True, slots=True)
class Step:
    """One place of a phrase: one of `items`, at most `gap` words after the place before."""

    items: tuple[Item, ...]
    gap: int = 0


@dataclass(frozen=True, slots=True)
class Phrase:
    """Places in their order; `opens`: the first begins a clause."""

    steps: tuple[Step, ...]
    opens: bool = False


@dataclass(frozen=True, slots=True)
class Together:
    """Phrases that stand in one sentence in any order, and phrases that must not."""

    wanted: tuple[Phrase, ...]
    unwanted: tuple[Phrase, ...] = ()


class PatternError(ValueError):
    """A pattern that means nothing; the text says which and why."""


def parse(text: str, family: str, known: frozenset[str]) -> list[Together]:
    """The phrases that a pattern of a family's table stands for. Raises PatternError."""
    try:
        return [_together(variant, family, known) for variant in _variants(unfancied(text).lower())]
    except PatternError as error:
        raise PatternError(f"{text!r}: {error}") from None


def _variants(text: str) -> list[str]:
    """The pattern with and without each of its parts in brackets, and with each choice of its parts in parentheses."""
    choices: list[Sequence[str]] = []
    done = 0
    for group in _GROUP.finditer(text):
        choices += [(text[done : group.start()],), (group[1], "") if group[1] is not None else _choices(group[2])]
        done = group.end()
    return [" ".join(choice) for choice in product(*choices, (text[done:],))]


def _choices(text: str) -> list[str]:
    """The alternatives, those of one word together: they are one place of a phrase, not so many phrases."""
    alternatives = [alternative.strip() for alternative in text.split("|")]
    single = "|".join(alternative for alternative in alternatives if " " not in alternative)
    return [*filter(None, (single,)), *(alternative for alternative in alternatives if " " in alternative)]


def _together(text: str, family: str, known: frozenset[str]) -> Together:
    wanted: list[Phrase] = []
    unwanted: list[Phrase] = []
    for part in text.split("&"):
        part = part.strip()
        (unwanted if part.startswith("!") else wanted).append(_phrase(part.lstrip("! "), family, known))
    if not wanted:
        raise PatternError("nothing but what must not be there")
    return Together(tuple(wanted), tuple(unwanted))


def _phrase(text: str, family: str, known: frozenset[str]) -> Phrase:
    opens = text.startswith(START)
    steps: list[Step] = []
    gap = 0
    for piece in text.removeprefix(START).split():
        if piece in ("..", "..."):
            gap = NEAR if piece == ".." else FAR
            continue
        for items in _places(piece, family, known):
            steps.append(Step(items, gap))
            gap = 0
    if not steps or gap:
        raise PatternError("a phrase begins and ends with a word")
    return Phrase(tuple(steps), opens)


def _places(piece: str, family: str, known: frozenset[str]) -> list[tuple[Item, ...]]:
    """The places that a piece without blanks fills: one, or several where an apostrophe parts it and a `*` ends it."""
    alternatives = [_item(text, family, known) for text in piece.split("|")]
    whole = alternatives[0]
    if len(alternatives) == 1 and isinstance(whole, tuple) and any(word.kind != "exact" for word in whole):
        return [(word,) for word in whole]
    return [tuple(alternatives)]


def _item(text: str, family: str, known: frozenset[str]) -> Item:
    if reference := _REFERENCE.fullmatch(text):
        return concept(reference[1], family, known)
    if text == NUMBER:
        return Word(text, "number")
    words = WORD.findall(text)
    if not words:
        raise PatternError(f"{text!r} is no word")
    joined = ONE_BY_ONE.match(words[0]) is not None
    first, last = text.startswith("*") and not joined, text.endswith("*") and not joined
    if len(words) == 1:
        return Word(words[0], _KINDS[first, last])
    return (Word(words[0], _KINDS[first, False]), *map(Word, words[1:-1]), Word(words[-1], _KINDS[False, last]))


def concept(name: str, family: str, known: frozenset[str]) -> str:
    """The full name (`family.concept`) of a concept that a table of `family` names."""
    for full in (name, f"{family}.{name}", f"common.{name}"):
        if full in known:
            return full
    raise PatternError(f"there is no concept {name!r}")
