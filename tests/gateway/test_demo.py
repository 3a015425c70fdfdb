"""The sample letters show what they are shipped to show, and the table fits a terminal."""

from __future__ import annotations

from importlib.resources import files

import pytest

from filters.facts import Facts
from filters.inspection import inspect
from gateway.demo import BUYER, SENDER, Row, table
from gateway.policies import PolicyFile

OUTCOMES = {
    "01-clean-answer": ("forward", False),
    "02-link-mail-emoji-attachments": ("forward", True),
    "03-phone-number": ("forward", True),
    "04-html-with-shop-link": ("forward", True),
    "05-no-order-id": ("hold", False),
    "06-disguised-link": ("reject", False),
    "07-shouting": ("forward", True),
    "08-two-readings": ("hold", False),
}


def test_every_sample_is_expected() -> None:
    names = sorted(letter.name.removesuffix(".eml") for letter in files("config").joinpath("samples").iterdir())
    assert names == sorted(OUTCOMES)


@pytest.mark.parametrize("name", OUTCOMES)
def test_a_sample_shows_what_it_is_for(name: str) -> None:
    raw = files("config").joinpath("samples").joinpath(f"{name}.eml").read_bytes()
    verdict = inspect(raw, Facts(mail_from=SENDER, rcpt_to=(BUYER,)), PolicyFile("amazon").load().site)
    assert (verdict.outcome, verdict.edited) == OUTCOMES[name]


def test_the_table_is_aligned_and_wrapped() -> None:
    lines = table([Row("a", "sent", "x/y", "word " * 30), Row("b", "held", "-", "nothing\x1b[0m")]).splitlines()
    assert all(len(line) <= 120 for line in lines)
    assert "\x1b" not in "".join(lines)
