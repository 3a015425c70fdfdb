"""The process that reads mail for reviewers: bounded whatever the mail is (SECURITY WEB-009), replaced when it fails."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from filters.editing import CannotEdit
from filters.facts import Facts
from filters.finding import Action, Finding
from gateway.review.reader import Reader, Unreadable

LINE = b"<p>Hello <b>you</b>, call +49 170 1234567</p>\r\n"
PARTS = b"Subject: x\r\nContent-Type: multipart/mixed; boundary=a\r\n\r\n" + b"--a\r\n\r\nhi\r\n" * 10_000 + b"--a--\r\n"
HUGE = {
    "html": b"Subject: x\r\nContent-Type: text/html\r\n\r\n" + LINE * (25_000_000 // len(LINE)),
    "parts": PARTS,
    "subject": b"Subject: " + b"A" * 1_000_000 + b"\r\n\r\nhi\r\n",
    "text": b"Subject: x\r\n\r\n" + b"word " * 5_000_000 + b"\r\n",
}
SMALL = b"Subject: x\r\n\r\nhi there\r\n"


@pytest.fixture
async def reader() -> AsyncIterator[Reader]:
    made = Reader()
    yield made
    await made.close()


@pytest.mark.parametrize("what", HUGE)
async def test_a_huge_mail_is_cut_with_a_notice(reader: Reader, what: str) -> None:
    shown = await reader.show(HUGE[what], SMALL, (), Facts())
    letters = sum(len(piece.text) for text in (*shown.texts, *shown.hidden) for piece in text.pieces)
    assert letters <= 400_000 and len(shown.texts) <= 200 and all(len(page) <= 4_000_000 for page in shown.pages)
    assert shown.notices or any(text.left_out for text in (*shown.texts, *shown.hidden))


async def test_five_hundred_findings_are_marked(reader: Reader) -> None:
    raw = b"Subject: x\r\n\r\n" + b"word 1234567\r\n" * 20_000
    found = tuple(Finding("contact/phone", Action.HOLD, "text", "1234567", 19 + 14 * n, 26 + 14 * n) for n in range(500))
    shown = await reader.show(raw, raw, found, Facts())
    assert {number for piece in shown.texts[0].pieces for number in piece.findings} == set(range(500))


async def test_what_takes_too_long_is_killed_and_the_next_is_read() -> None:
    reader = Reader(seconds=0.0)
    with pytest.raises(Unreadable, match="too long"):
        await reader.show(SMALL, SMALL, (), Facts())
    reader._seconds = 60.0
    assert (await reader.show(SMALL, SMALL, (), Facts())).texts
    await reader.close()


async def test_a_process_that_dies_is_replaced(reader: Reader) -> None:
    await reader.show(SMALL, SMALL, (), Facts())
    assert reader._process
    reader._process.kill()
    with pytest.raises(Unreadable):
        await reader.show(SMALL, SMALL, (), Facts())
    assert (await reader.show(SMALL, SMALL, (), Facts())).texts


async def test_many_who_ask_at_once_get_their_own_answers(reader: Reader) -> None:
    asked = [f"Subject: {number}\r\n\r\nhi\r\n".encode() for number in range(20)]
    shown = await asyncio.gather(*(reader.show(raw, raw, (), Facts()) for raw in asked))
    assert [each.subject[0].text for each in shown] == [str(number) for number in range(20)]


async def test_an_edit_that_cannot_be_made_is_told(reader: Reader) -> None:
    with pytest.raises(CannotEdit):
        await reader.edited(SMALL, Facts(), {99: "x"})
    assert await reader.edited(SMALL, Facts(), {1: "bye\n"}) == b"Subject: x\r\n\r\nbye\r\n"
