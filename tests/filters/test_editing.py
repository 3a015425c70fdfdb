"""A person's edits: the text reads as written, and everything else is the same bytes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filters.editing import CannotEdit, edited
from filters.facts import Facts
from filters.mail.mail import Mail
from filters.showing.show import editable

LETTERS = sorted(Path("tests/letters").glob("*/in.eml"))
PLAIN = (
    b"Subject: Ihre Bestellung\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    b"Guten Tag,\r\n\r\ndas Paket kommt.\r\n"
)


def texts_of(raw: bytes) -> dict[int, str]:
    return {each.number: each.text for each in editable(Mail.of(raw, Facts()))}


@pytest.mark.parametrize("path", LETTERS, ids=lambda path: path.parent.name)
def test_the_same_texts_are_the_same_bytes(path: Path) -> None:
    raw = path.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    assert edited(raw, Facts(), {number: text.replace("\n", "\r\n") for number, text in texts_of(raw).items()}) is raw


@given(st.text("aä \n.", max_size=40))
@settings(deadline=None)
def test_plain_text_reads_as_it_was_written(text: str) -> None:
    after = edited(PLAIN, Facts(), {1: text})
    assert texts_of(after)[1] == (text if text.endswith("\n") else f"{text}\n")
    assert after.endswith(b"\r\n")
    assert after.startswith(PLAIN.partition(b"\r\n\r\n")[0])


def test_a_subject_stays_one_line() -> None:
    after = edited(PLAIN, Facts(), {0: "Zwei\r\nBcc: x@evil.example"})
    assert texts_of(after)[0] == "Zwei Bcc: x@evil.example" and b"\r\nBcc:" not in after


def test_words_in_html_are_text_wherever_they_are_put() -> None:
    raw = b"Subject: x\r\nContent-Type: text/html\r\n\r\n<p>Your <b>parcel</b> comes.</p>\r\n"
    after = edited(raw, Facts(), {1: "Your <i>letter</i> comes."})
    assert texts_of(after)[1] == "Your <i>letter</i> comes." and b"<i>" not in after and b"&lt;i" in after


@pytest.mark.parametrize("number", (-1, 7, 10**9))
def test_a_text_that_is_not_there_is_refused(number: int) -> None:
    with pytest.raises(CannotEdit):
        edited(PLAIN, Facts(), {number: "x"})


def test_what_a_seven_bit_part_cannot_say_is_said_nearest() -> None:
    raw = b"Subject: x\r\nContent-Type: text/plain; charset=iso-8859-1\r\n\r\nDas Paket kommt.\r\n"
    assert texts_of(edited(raw, Facts(), {1: "Das Päckchen kommt.\n"}))[1] == "Das Packchen kommt.\n"
