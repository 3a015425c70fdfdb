"""Which letters and digits are a bank account's."""

from __future__ import annotations

import pytest

from filters.detect.accounts import find_accounts, is_iban
from filters.detect.folded import fold
from filters.detect.tables.bank_words import IBAN_LENGTHS


def found(text: str) -> list[str]:
    return [text[hit.start : hit.end] for hit in find_accounts(fold(text))]


@pytest.mark.parametrize(
    "text", ["de89370400440532013000", "gb29nwbk60161331926819", "no9386011117947", "mt84malt011000012345mtlcast001s"]
)
def test_check_digits_and_length_make_an_iban(text: str) -> None:
    assert is_iban(text)
    assert not is_iban(f"{text[:-1]}{(int(text[-1], 36) + 1) % 10}")
    assert not is_iban(f"{text}0")


def test_lengths_are_of_countries() -> None:
    assert IBAN_LENGTHS["de"] == 22
    assert all(len(country) == 2 and 15 <= size <= 34 for country, size in IBAN_LENGTHS.items())


@pytest.mark.parametrize(
    ("text", "accounts"),
    [
        ("DE89-3704-0044-0532-0130-00.", ["DE89-3704-0044-0532-0130-00"]),
        ("two: DE89370400440532013000 and GB29NWBK60161331926819", ["DE89370400440532013000", "GB29NWBK60161331926819"]),
        ("ADE89370400440532013000", []),
        ("account 12345678, open it in the app", []),
        ("account 12345678, please transfer 5 there", ["12345678"]),
        ("konto 12900 kr", []),
        ("konto 408-9391918-1709572, transfer", []),
        ("wpłata na 61 1090 1014 0000 0712 1981 2874.", ["61 1090 1014 0000 0712 1981 2874"]),
        ("kod 62 1090 1014 0000 0712 1981 2874.", []),
        ("rekha@okhdfcbank.example.com", []),
        ("a@b and c@d", []),
    ],
)
def test_accounts(text: str, accounts: list[str]) -> None:
    assert found(text) == accounts
