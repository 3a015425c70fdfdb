"""Which digits are a payment card's."""

from __future__ import annotations

import pytest

from filters.detect.cards import find_cards, is_card, luhn, named_before
from filters.detect.folded import fold


@pytest.mark.parametrize("digits", ["79927398713", "4111111111111111", "378282246310005", "0"])
def test_the_check_digit_is_right(digits: str) -> None:
    assert luhn(digits)


@pytest.mark.parametrize("at", range(16))
def test_one_wrong_digit_is_seen_wherever_it_is(at: int) -> None:
    digits = list("4111111111111111")
    digits[at] = str((int(digits[at]) + 1) % 10)
    assert not luhn("".join(digits))


@pytest.mark.parametrize(
    ("digits", "sure"),
    [
        ("5555555555554444", True),
        ("2223003122003222", True),
        ("2721000000000004", False),
        ("6222021234567890128", True),
        ("30569309025904", False),
        ("490154203237518", False),
        ("41111111111111113", False),
    ],
)
def test_issuers_ranges_and_lengths(digits: str, sure: bool) -> None:
    assert luhn(digits)
    assert is_card(digits) is sure


def test_a_rare_range_is_a_card_where_it_is_called_one() -> None:
    assert not find_cards(fold("lot 30569309025904"))
    assert find_cards(fold("Diners 30569309025904"))


def test_a_card_among_other_groups_of_digits() -> None:
    text = "2024 4111 1111 1111 1111 12"
    assert [text[hit.start : hit.end] for hit in find_cards(fold(text))] == ["4111 1111 1111 1111"]


def test_the_nearest_word_after_the_last_number_names_the_digits() -> None:
    text = "order 114-7986765-4702915 was paid by card "
    assert named_before(text, len(text)) == "card"
    text = "card 4111111111111111, tracking number "
    assert named_before(text, len(text)) == "other"
    text = "tracking number 4012888888881881 and "
    assert named_before(text, len(text)) == ""


def test_the_digits_of_an_iban_are_no_card() -> None:
    assert not find_cards(fold("PL63 4111 1111 1111 1111 5820 9048"))
