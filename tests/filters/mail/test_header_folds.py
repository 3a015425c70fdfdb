"""A folded header stays one field, whatever an edit takes of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filters.edits import Edit
from filters.facts import Facts
from filters.mail import proof, splice
from filters.mail.mail import Mail

VALUES = [
    b"one two\r\n three",
    b"one\r\n =?utf-8?B?w7w=?=",
    b"=?utf-8?B?w7w=?=\r\n =?utf-8?B?w7w=?=\r\n tail",
    b"a\r\n\tb\r\n  c",
]


def mail(value: bytes) -> Mail:
    return Mail.of(b"Subject: " + value + b"\r\nX-After: y\r\n\r\nHello\r\n", Facts())


@pytest.mark.parametrize("value", VALUES)
def test_a_removed_blank_takes_its_fold_along(value: bytes) -> None:
    before = mail(value)
    at = before.documents[0].text.index(" ") if " " in before.documents[0].text else 0
    edits = [Edit(0, 0, at + 1)]
    after = Mail.of(splice.apply(before, edits), Facts())
    assert proof.damage(before, edits, after) == ""
    assert [header.name for header in after.message.root.headers] == ["subject", "x-after"]


@given(st.sampled_from(VALUES), st.integers(0, 12), st.integers(0, 12), st.sampled_from(["", "x", " ", "ü", "\n", "a\nX: b"]))
def test_no_edit_makes_another_field(value: bytes, one: int, other: int, text: str) -> None:
    before = mail(value)
    size = len(before.documents[0].text)
    start, end = sorted((min(one, size), min(other, size)))
    after = Mail.of(splice.apply(before, [Edit(0, start, end, text)]), Facts())
    assert [header.name for header in after.message.root.headers] == ["subject", "x-after"]
