"""Telephone and fax numbers, in digits of any script, letters for digits, or number words.

A candidate is a run of digits and separators. Whether it is a number to ring follows from its own form (+ or 00, a
national form that libphonenumber knows) and from the words around it; order ids, tracking numbers, articles, dates, prices
and bank details are none (RULES.md, contact/phone).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from filters.detect.folded import Folded, figures, unspaced
from filters.detect.number_words import spelled_numbers
from filters.detect.once import once
from filters.detect.order_ids import find_order_ids
from filters.detect.phone_context import is_others_line, label
from filters.detect.phone_forms import LONGEST, is_dialable, is_international, is_national, is_usual
from filters.detect.tables.regions import REGIONS_BY_LANGUAGE, WIDE

_SEPARATORS = r"[ \t.\-/()–—−·•~*_+ー\[\]\u00a0]"
_CANDIDATE = re.compile(
    rf"[0-9+(](?<![0-9].)(?:(?<=\d)|(?<=\+)\s?\(?\d|(?<=\()\(?\d)(?:{_SEPARATORS}{{0,4}}+\d)*+"  # after no digit
)
_SHORTEST, _MOST = 6, 400
"""Digits of a candidate."""
_DIGITS = re.compile(r"\d+")
_SPLIT = re.compile(r"\s[/|–—-]\s|\s{2,}|\s(?=\(?[+0])")
_DATE = re.compile(
    r"(?<![\d./-])(?:\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d\d|(?:19|20)\d\d[./-]\d{1,2}[./-]\d{1,2})(?!\d|[./-]\d)"
)
_DECIMALS = re.compile(r"\d{1,4}\.\d{1,3}(?:\s+\d{1,4}\.\d{1,3})++")
_AMOUNT = re.compile(r"\d{1,3}(?:[. ]\d{3})+(?:[.,]\d{1,2})?")
_UNIT = re.compile(
    r"\s?(?:€|\$|£|¥|₺|zł|kr\b|eur|usd|gbp|kg\b|g\b|mm|cm|m\b|km\b|ml\b|l\b|w\b|mah|v\b|hz|%|°|x\s?\d|×|stück|pcs|円|元|ريال|جنيه)"
)
_CURRENCY = re.compile(r"(?:€|\$|£|¥|₺|zł|eur|usd|gbp)\s?\Z")
_LETTERS_FOR_DIGITS = re.compile(
    r"[ol](?<![^\W\d_].)(?=[\d ./-]*\d\d)|[ol](?<=\d.)[ol]{0,2}(?=[\d ./-]|$)|[ol](?<=\d[ ./-].)(?=[\d ./-])"
)
_DIGITS_FOR_LETTERS = str.maketrans("ol", "01")
_VAT = re.compile(r"\b(de|fr|it|nl|pl|se|pt|gb|be|lu|ie|dk) ?\Z")
"""Those whose VAT ids are digits, or may be."""
_KNOWN = re.compile(
    r"(?<![^\W_])(?:1z ?[0-9a-z]{3}(?: ?[0-9a-z]{2,4}){4}|[a-z]{2} ?\d{3} ?\d{3} ?\d{3} ?[a-z]{2}"  # UPS, UPU S10
    r"|[a-z]{2}\d{2}(?: ?[a-z0-9]{4}){2,7}(?: ?[a-z0-9]{1,3})?|b0[0-9a-z]{8})(?![^\W_])"  # IBAN, ASIN
)


@dataclass(frozen=True, slots=True)
class PhoneHit:
    """`start`, `end` in the source text; `digits` as dialled; `others`: named as the carrier's, maker's or warranty line."""

    start: int
    end: int
    digits: str
    others: bool


@once
def find_phones(folded: Folded, languages: tuple[str, ...] = ("en",), region: str = "") -> tuple[PhoneHit, ...]:
    """Every telephone number, in order. `languages` (BCP 47) and `region` (ISO 3166) tell which national forms are usual."""
    if not may_be_phones(folded):
        return ()
    usual = (place for language in languages for place in REGIONS_BY_LANGUAGE.get(language[:2], ("US", "GB")))
    regions = tuple(dict.fromkeys((region, *usual) if region else usual))
    hits: list[PhoneHit] = []
    covered = bytearray(len(folded.source))
    for start, end in (*((order.start, order.end) for order in find_order_ids(folded)), *_known(folded)):
        covered[start:end] = b"\x01" * (end - start)
    for view in _views(folded):
        for start, end, digits in _in_view(view, regions):
            low, high = view.span(start, end)
            if not any(covered[low:high]):
                covered[low:high] = b"\x01" * (high - low)
                hits.append(PhoneHit(low, high, digits, is_others_line(view.lower, start, end)))
    return tuple(sorted(hits, key=lambda hit: hit.start))


@once
def may_be_phones(folded: Folded) -> bool:
    """Whether anything has the form of a number, be it one to ring or not; an order id by itself has not."""
    orders = {(order.start, order.end) for order in find_order_ids(folded)}
    return any(
        any(view.span(start, end) not in orders for start, end, _ in _candidates(view))
        or any(len(number.digits) <= LONGEST for number in spelled_numbers(view))
        for view in _views(folded)
    )


def _views(folded: Folded) -> Iterator[Folded]:
    """The text, and where they differ as read with letters for digits, and with spaced-out words joined."""
    return filter(None, (folded, _with_digits(folded), unspaced(folded)))


def _known(folded: Folded) -> Iterator[tuple[int, int]]:
    """Ranges of the source with the shape of a tracking number, bank account or article that is no telephone number."""
    return (folded.span(*match.span()) for match in _KNOWN.finditer(folded.lower))


@once
def _with_digits(folded: Folded) -> Folded | None:
    """The text with letters that stand for digits among digits (O, l) put as digits."""
    if not figures(folded):
        return None
    lower = _LETTERS_FOR_DIGITS.sub(lambda match: match[0].translate(_DIGITS_FOR_LETTERS), folded.lower)
    return None if lower == folded.lower else Folded(folded.source, lower, lower, None, folded)


def _in_view(view: Folded, regions: tuple[str, ...]) -> Iterator[tuple[int, int, str]]:
    for start, end, digits in spelled_numbers(view):
        if len(digits) <= LONGEST and digits not in "0123456789012345" and _spelled(view.lower, start, end, digits, regions):
            yield start, end, digits
    for start, end, digits in _candidates(view):
        yield from _judged(view.lower, start, end, digits, regions)


def _candidates(view: Folded) -> Iterator[tuple[int, int, str]]:
    """Runs of digits with separators, and their digits."""
    for match in _CANDIDATE.finditer(view.lower) if figures(view) >= _SHORTEST else ():
        if match.end() - match.start() >= _SHORTEST:
            digits = "".join(_DIGITS.findall(match[0]))
            if _SHORTEST <= len(digits) <= _MOST:
                yield *match.span(), digits


def _judged(text: str, start: int, end: int, digits: str, regions: tuple[str, ...]) -> Iterator[tuple[int, int, str]]:
    """The candidate as one number, else each of its pieces between wider gaps."""
    written = text[start:end]
    if len(digits) <= LONGEST + 2 and is_phone(text, start, end, digits, regions):
        yield start, end, digits
        return
    at = start
    cuts = [(match.start() + start, match.end() + start) for match in _SPLIT.finditer(written)]
    for low, high in [*cuts, (end, end)] if cuts else ():
        piece = "".join(_DIGITS.findall(text[at:low]))
        if _SHORTEST <= len(piece) <= LONGEST + 2 and is_phone(text, at, low, piece, regions):
            yield at, low, piece
        at = high


def is_phone(text: str, start: int, end: int, digits: str, regions: tuple[str, ...]) -> bool:
    """Whether lower-case text[start:end], whose digits are `digits`, is a telephone number."""
    written = text[start:end]
    named = label(text, start, end)
    international = written.lstrip("(").startswith("+") or (digits.startswith("00") and len(digits) >= 10)
    if not _free(text, start, end) or (named == "other" and not written.lstrip("(").startswith("+")):
        return False
    if international and len(digits) >= 8 and is_international(digits, written):
        return True
    if named == "phone":
        return (
            not _DATE.match(written)
            and not _CURRENCY.search(text[max(start - 5, 0) : start])
            and is_dialable(digits, written, regions)
        )
    if _DATE.search(written) or _UNIT.match(text[end : end + 8]) or _CURRENCY.search(text[max(start - 5, 0) : start]):
        return False
    amount = _AMOUNT.fullmatch(written) and ("." in written or len(digits) < 9)
    return not amount and not _DECIMALS.fullmatch(written) and is_national(digits, written, regions)


def _free(text: str, start: int, end: int) -> bool:
    """No letter or number sign clings to the digits: no tracking number, VAT id, article or decimal."""
    before, after = text[max(start - 24, 0) : start], text[end : end + 12]
    if re.match(r"[a-z]|[,:]\d|%", after) or re.search(r"\d[,:.]\Z", before):
        return False
    clinging = re.search(r"[a-z0-9äöüéèñçß]+\Z", before)
    if clinging:
        return label(text, start, end) == "phone" and clinging[0].isalpha() and len(clinging[0]) > 2
    return not (re.search(r"[#№_=&]\Z", before) or _is_vat(text, start, before)) or label(text, start, end) == "phone"


def _is_vat(text: str, start: int, before: str) -> bool:
    """Whether a country's letters make a VAT id of the digits. They are words of many languages too: none begins with a plus,
    only Italian ones with a nought."""
    country = _VAT.search(before)
    return country is not None and (text[start] in "123456789" or (text[start] == "0" and country[1] == "it"))


def _spelled(text: str, start: int, end: int, digits: str, regions: tuple[str, ...]) -> bool:
    """A number in words: one that is given out somewhere near, or that words call a telephone."""
    named = label(text, start, end)
    return named != "other" and (named == "phone" or any(is_usual(digits, region) for region in (*regions, *WIDE)))
