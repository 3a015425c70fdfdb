"""The written forms and lengths of telephone numbers, by country (libphonenumber) and where none is told.

Numbers that are never given out (555-0147, 07700 900123) have the form of one and count as one.
"""

from __future__ import annotations

import re
from functools import lru_cache

import phonenumbers
from phonenumbers import PhoneNumberType

LONGEST = 15
"""Digits of an international number (ITU-T E.164 6)."""
_DIGITS = re.compile(r"\d+")
_SHAPES = re.compile(
    r"(?:\+?1[ .-]?)?(?:\([2-9]\d\d\) ?|[2-9]\d\d[ .-])\d{3}[ .-]\d{4}"  # North America
    r"|1[3-9]\d[ -]\d{4}[ -]\d{4}"  # Chinese mobile
    r"|\(0?\d{2,4}\) ?\d{3,5}[ -]\d{3,4}"  # an area code in brackets
)
"""Written forms that nothing but a telephone number has."""
_MOBILE = (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE, PhoneNumberType.TOLL_FREE)


def is_international(digits: str, written: str) -> bool:
    """An international number of a length its country has; invented numbers for examples are."""
    try:
        number = phonenumbers.parse("+" + (digits[2:] if digits.startswith("00") else re.sub(r"\(0\)", "", written)), None)
    except phonenumbers.NumberParseException:
        return False
    return bool(phonenumbers.is_possible_number(number)) or len(digits) <= 13


def is_dialable(digits: str, written: str, regions: tuple[str, ...]) -> bool:
    """A number that words call a telephone: any usual length, or as short as a local one."""
    if _check_digit(digits) and " " not in written and "-" not in written and digits[0] != "0":
        return any(_valid(digits, region) for region in regions)
    return 7 <= len(digits) <= LONGEST


def is_national(digits: str, written: str, regions: tuple[str, ...]) -> bool:
    """A number in a national form usual in one of the regions, with nothing said about it."""
    if _SHAPES.fullmatch(written):
        return True
    grouped = len(_DIGITS.findall(written)) > 1
    if digits[0] == "0" and 9 <= len(digits) <= 12:
        return any(_valid(digits, region) for region in regions) or (
            grouped and any(_looks(digits, region) for region in regions)
        )
    if len(digits) < 9 or (not grouped and _check_digit(digits)):
        return False
    return any(
        _valid(digits, region, _MOBILE if not grouped or region not in ("ES", "PT") else None, grouped) for region in regions
    )


def is_usual(digits: str, region: str) -> bool:
    """A number given out in that region, or of a form it could have."""
    return _valid(digits, region) or _looks(digits, region)


def _looks(digits: str, region: str) -> bool:
    """A trunk 0 and a length of that region, though no such number is given out."""
    try:
        return bool(phonenumbers.is_possible_number(phonenumbers.parse(digits, region)))
    except phonenumbers.NumberParseException:
        return False


_WRITTEN_ALONE = frozenset(("ES", "PT", "CN", "BR", "IT"))
"""Regions whose mobile numbers are often written as one run of digits without a leading 0."""
_TRUNKLESS = _WRITTEN_ALONE | {"PL", "MX", "SG", "TR", "IN", "AE", "SA", "EG", "FR", "GB"}


@lru_cache(maxsize=2048)
def _valid(digits: str, region: str, kinds: tuple[int, ...] | None = None, grouped: bool = True) -> bool:
    if digits[0] != "0" and region not in (_TRUNKLESS if grouped else _WRITTEN_ALONE) and kinds is not None:
        return False
    try:
        number = phonenumbers.parse(digits, region)
    except phonenumbers.NumberParseException:
        return False
    if not phonenumbers.is_valid_number_for_region(number, region):
        return False
    return kinds is None or phonenumbers.number_type(number) in kinds


def _check_digit(digits: str) -> bool:
    """A GTIN-8, -12, -13 or -14 with a right check digit (GS1 General Specifications 7.9)."""
    if len(digits) not in (8, 12, 13, 14):
        return False
    weights = (3, 1) * 7
    total = sum(int(digit) * weight for digit, weight in zip(reversed(digits[:-1]), weights, strict=False))
    return (10 - total % 10) % 10 == int(digits[-1])
