"""Payment card numbers: an issuer's range and length, the check digit (ISO/IEC 7812-1, Luhn), and no number of another kind.

The digits may be grouped, spaced one by one, of any script, or spelled in words. IMEIs, order ids, tracking and article
numbers also have check digits: what the words before call so is none, and ranges in which no everyday card lies count only
where the words around speak of a card.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from filters.detect.folded import Folded, figures
from filters.detect.number_words import spelled_numbers
from filters.detect.once import once
from filters.detect.order_ids import find_order_ids
from filters.detect.phone_context import naming
from filters.detect.tables.bank_words import IBAN_LENGTHS
from filters.detect.tables.card_words import CARD, RANGES, UNSURE
from filters.detect.tables.phone_words import OTHER
from filters.detect.tables.wordlist import wordlist
from filters.detect.words import any_of

_RUN = re.compile(r"[0-9](?<!\d.)(?:[ \t\n.\-_]{0,2}\d){12,}+")
_GROUP = re.compile(r"\d+")
_SHAPES = frozenset(("4-4-4-4", "4-4-4-4-1", "4-4-4-4-2", "4-4-4-4-3", "4-4-4-1", "4-6-5", "4-6-4", "8-8", "6-13", "6-10"))
_LEAST, _MOST = 13, 19
_BEFORE, _AFTER = 60, 30
_BANK = "account account_no konto kontonummer kontonr compte cuenta conto rekening rekeningnummer konta hesap 口座 账号 حساب"
_CARD = re.compile(any_of(wordlist(CARD)))
_NAMES = re.compile(
    rf"(?P<card>{_CARD.pattern})|(?P<other>{naming(' '.join(word for word in OTHER.split() if word not in _BANK.split()))})"
)
_CLINGS = re.compile(r"[a-z0-9]")


class CardHit(NamedTuple):
    """`start`, `end` in the source text; `digits` of the number."""

    start: int
    end: int
    digits: str


@once
def find_cards(folded: Folded) -> tuple[CardHit, ...]:
    """Every card number, in order. Linear."""
    taken = {at for order in find_order_ids(folded) for at in range(order.start, order.end)}
    found = {(start, end): digits for start, end, digits in (*_in_digits(folded), *_in_words(folded))}
    hits = (CardHit(*folded.span(start, end), digits) for (start, end), digits in sorted(found.items()))
    return tuple(hit for hit in hits if hit.start not in taken)


def is_card(digits: str, sure: bool = True) -> bool:
    """Whether the digits have an issuer's range, its length and the right check digit. sure: everyday ranges only."""
    ranges = RANGES if sure else (*RANGES, *UNSURE)
    return any(low <= digits[: len(low)] <= high and len(digits) in sizes for low, high, sizes in ranges) and luhn(digits)


def luhn(digits: str) -> bool:
    """Whether the last digit is the check digit of those before."""
    doubled = (sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2])
    return (sum(map(int, digits[-1::-2])) + sum(doubled)) % 10 == 0


def _in_digits(folded: Folded) -> Iterator[tuple[int, int, str]]:
    text = folded.lower
    for run in _RUN.finditer(text) if figures(folded) >= _LEAST else ():
        if text[max(run.start() - 2, 0) : run.start()] in IBAN_LENGTHS:
            continue
        groups = [match.span() for match in _GROUP.finditer(text, *run.span())]
        at = 0
        while at < len(groups):
            size = _card_at(text, groups, at)
            if size:
                low, high = groups[at][0], groups[at + size - 1][1]
                yield low, high, "".join(text[start:end] for start, end in groups[at : at + size])
            at += size or 1


def _card_at(text: str, groups: list[tuple[int, int]], at: int) -> int:
    """How many groups from the given one on are a card number; 0 where none are."""
    digits, shape = "", ""
    for size, (start, end) in enumerate(groups[at : at + _MOST], 1):
        digits += text[start:end]
        shape += f"-{end - start}"
        if len(digits) > _MOST:
            break
        usual = size == 1 or shape[1:] in _SHAPES or (at == 0 and size == len(groups))
        if len(digits) >= _LEAST and usual and _is_meant(text, groups[at][0], end, digits):
            return size
    return 0


def _in_words(folded: Folded) -> Iterator[tuple[int, int, str]]:
    for start, end, digits in spelled_numbers(folded):
        if _LEAST <= len(digits) <= _MOST and is_card(digits):
            yield start, end, digits


def _is_meant(text: str, start: int, end: int, digits: str) -> bool:
    """Whether the digits at text[start:end] are a card by form, and by the words around where the form is not enough."""
    if not is_card(digits, sure=False) or _CLINGS.match(text, end) or _CLINGS.match(text[max(start - 1, 0) : start]):
        return False
    named = named_before(text, start)
    if named == "other":
        return False
    return bool(named) or is_card(digits) or _CARD.search(text, end, end + _AFTER) is not None


def named_before(text: str, start: int) -> str:
    """ "card", "other" or "": what the nearest naming word before says, after the last number before."""
    window = text[max(start - _BEFORE, 0) : start]
    window = window[max((match.end() for match in re.finditer(r"\d{4,}", window)), default=0) :]
    names = [match.lastgroup or "" for match in _NAMES.finditer(window)]
    return names[-1] if names else ""
