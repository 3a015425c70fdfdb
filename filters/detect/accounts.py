"""Bank accounts: IBANs, UPI ids, and numbers that the words around call a bank's account or give for paying to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from filters.detect.cards import find_cards
from filters.detect.folded import Folded, figures
from filters.detect.once import once
from filters.detect.order_ids import find_order_ids
from filters.detect.tables.bank_words import ACCOUNT, BANK, IBAN_LENGTHS, PAY, UPI_BANKS
from filters.detect.tables.wordlist import wordlist
from filters.detect.words import any_of, whole_words

_IBAN = re.compile(r"(?:(?<![^\W_])|(?<=iban))[a-z]{2}[ \-]?\d{2}(?:[ \t\n.\-]{0,2}[a-z0-9]){11,40}+")
_POLISH = re.compile(r"[0-9](?<![\w-].)\d(?:[ \-]?\d{4}){6}(?![\w-])")
_UPI = re.compile(r"(?<![\w.\-@])[a-z0-9](?:[\w.\-]{1,60}+)@([a-z]{2,20})(?![\w@]|\.\w)")
_UPI_NAMED = re.compile(r"\bupi\b|\bvpa\b|\bg ?pay\b|google pay|phone ?pe|paytm|\bbhim\b")
_COUNTED = re.compile(r"[0-9]\d(?:(?<=[a-z]\d\d)|(?<=[a-z][ \-]\d\d))")
"""What every IBAN has."""
_NUMBER = re.compile(r"[0-9](?:[ \t.\-/]{0,2}\d){5,33}+")
_NAMED = re.compile(
    rf"(?:(?P<bank>{whole_words(wordlist(BANK), 3)})|(?P<account>(?<![^\W\d_])(?:{any_of(wordlist(ACCOUNT))})))"
    rf"[^\d\n@]{{0,30}}\n?[^\d\n@]{{0,12}}(?P<number>{_NUMBER.pattern})"
)
_NAME_BEFORE = 64
"""A name and what may stand between it and the number take less."""
_PAY = re.compile(any_of((*wordlist(PAY), *wordlist(BANK))))
_IBAN_FIGURES, _POLISH_FIGURES, _NUMBER_FIGURES = 2, 26, 6
"""Digits that `_IBAN`, `_POLISH` and `_NUMBER` have at least."""
_UNIT = re.compile(r"\s?(?:€|\$|£|%|eur\b|usd\b|kr\b|zł)|[a-z]")
_CLINGS = re.compile(r"[a-z0-9]")
_AROUND = 160
_CHINESE_CARD = "62"


class AccountHit(NamedTuple):
    """`start`, `end` in the source text."""

    start: int
    end: int


@once
def find_accounts(folded: Folded) -> tuple[AccountHit, ...]:
    """Every account, in order. Linear."""
    hits: list[AccountHit] = []
    orders = [(order.start, order.end) for order in find_order_ids(folded)]
    for start, end in sorted(_in_text(folded)):
        hit = AccountHit(*folded.span(start, end))
        ordered = any(low < hit.end and hit.start < high for low, high in orders)
        if not ordered and (not hits or hit.start >= hits[-1].end):
            hits.append(hit)
    hits += (AccountHit(card.start, card.end) for card in find_cards(folded) if _is_paid_to(folded.source, card))
    return tuple(sorted(set(hits)))


def _in_text(folded: Folded) -> Iterator[tuple[int, int]]:
    """Ranges of the folded text; each kind looked for only where there are digits enough for one."""
    text, count = folded.lower, figures(folded)
    yield from _ibans(text) if count >= _IBAN_FIGURES else ()
    yield from _polish(text) if count >= _POLISH_FIGURES else ()
    yield from _upi_ids(text)
    yield from _named(text) if count >= _NUMBER_FIGURES else ()


def is_iban(text: str) -> bool:
    """Whether lower-case letters and digits without separators are an IBAN: the country's length, ISO 7064 MOD 97-10."""
    if len(text) != IBAN_LENGTHS.get(text[:2]):
        return False
    return int("".join(str(int(letter, 36)) for letter in text[4:] + text[:4])) % 97 == 1


def _ibans(text: str) -> Iterator[tuple[int, int]]:
    match = _IBAN.search(text) if _COUNTED.search(text) else None
    while match:
        end = _iban_end(text, *match.span())
        if end:
            yield match.start(), end
        match = _IBAN.search(text, end or match.start() + 2)


def _iban_end(text: str, start: int, most: int) -> int:
    """Where the IBAN that begins at `start` and ends before `most` ends; 0 where none begins."""
    size = IBAN_LENGTHS.get(text[start : start + 2], 0)
    places = [at for at in range(start, most) if text[at].isalnum()][:size]
    if not size or len(places) < size or _CLINGS.match(text, places[-1] + 1):
        return 0
    named = "iban" in text[max(start - 12, 0) : start]
    return places[-1] + 1 if named or is_iban("".join(text[at] for at in places)) else 0


def _polish(text: str) -> Iterator[tuple[int, int]]:
    """Polish accounts, which are written as IBANs without the country."""
    for match in _POLISH.finditer(text):
        if is_iban("pl" + "".join(filter(str.isdigit, match[0]))):
            yield match.span()


def _upi_ids(text: str) -> Iterator[tuple[int, int]]:
    for match in _UPI.finditer(text) if "@" in text else ():
        if match[1] in UPI_BANKS or _UPI_NAMED.search(text, max(match.start() - _AROUND, 0), match.end() + _AROUND):
            yield match.span()


def _named(text: str) -> Iterator[tuple[int, int]]:
    for match in _named_numbers(text):
        start, end = match.span("number")
        around = text[max(match.start() - _AROUND, 0) : match.start()] + text[end : end + _AROUND]
        if (match["bank"] or _PAY.search(around)) and not _UNIT.match(text, end):
            yield start, end


def _named_numbers(text: str) -> Iterator[re.Match[str]]:
    """Every match of `_NAMED`, looked for only before numbers."""
    at = 0
    for number in _NUMBER.finditer(text):
        if match := _NAMED.search(text, max(at, number.start() - _NAME_BEFORE), number.end()):
            yield match
            at = match.end()


def _is_paid_to(text: str, card: tuple[int, int, str]) -> bool:
    """Whether a card of the kind that money is sent to in China is given for that."""
    start, end, digits = card
    return digits.startswith(_CHINESE_CARD) and bool(_PAY.search(text[max(start - _AROUND, 0) : end + _AROUND].lower()))
