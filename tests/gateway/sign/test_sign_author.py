"""Whose mail it is (DKIM-006)."""

from __future__ import annotations

import pytest

from gateway.sign.author import author_domain
from gateway.sign.fields import split


def domain(*lines: str) -> str:
    return author_domain(split("\r\n".join([*lines, "", ""]).encode()).fields)


@pytest.mark.parametrize(
    "value",
    [
        "a@shop.example",
        "<a@SHOP.example>",
        "Shop <a@shop.example>",
        '"Doe, @ John" <a@shop.example>',
        '"x\\" <b@evil.example>, \\"" <a@shop.example>',
        "Shop (b@evil.example (nested)) <a@shop.example>",
        "a@shop.example (evil@evil.example)",
        '(it"s) Shop (it"s) <a@shop.example>',
        "a@shop.example <a@shop.example>",
        "Doe, John <a@shop.example>",
        '"quoted local"@shop.example',
        "=?utf-8?q?M=C3=BCller?= <a@shop.example>",
        "Shop\r\n <a@shop.example>",
        "a @ shop.example",
        "Müller <ä@shop.example>",
        "<a@shop.example.>",
    ],
)
def test_one_address(value: str) -> None:
    assert domain(f"From: {value}") == "shop.example"


def test_an_international_domain_is_its_a_label() -> None:
    assert domain("From: a@bücher.example") == "xn--bcher-kva.example"


@pytest.mark.parametrize(
    "lines",
    [
        ["Subject: x"],
        ["From: a@shop.example", "From: a@shop.example"],
        ["From: a@shop.example", "fRoM: b@evil.example"],
        ["From: a@shop.example, evil@evil.example"],
        ["From: a@shop.example, b@shop.example"],
        ["From: a@shop.example <b@evil.example>"],
        ["From: <a@shop.example> <b@evil.example>"],
        ["From: <@evil.example:a@shop.example>"],
        ["From: <@evil.example,@c.example:a@shop.example>"],
        ["From: group: a@shop.example;"],
        ["From: Shop"],
        ["From: "],
        ["From: <>"],
        ["From: a@[192.0.2.1]"],
        ['From: "Shop <a@shop.example>'],
        ["From: Shop (<a@shop.example>"],
        ["From: Shop) <a@shop.example>"],
        ['From: (") b@evil.example (") <a@shop.example>'],
        ["From: a@shop.example@evil.example"],
        ["From: <a@shop.example> b@shop.example"],
        ["From: a@shop.example b@evil.example"],
        ["From: a@shop\N{ZERO WIDTH SPACE}.example"],
        ["From: a@" + "x" * 300 + "é.example"],
    ],
)
def test_no_single_address(lines: list[str]) -> None:
    with pytest.raises(ValueError, match=r"From|comment|quoted|domain"):
        domain(*lines)


def test_bytes_that_are_no_text() -> None:
    with pytest.raises(ValueError, match="cannot be read"):
        author_domain(split(b"From: a@\xff.example\r\n\r\n").fields)
