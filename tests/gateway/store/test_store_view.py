"""What a reviewer sees in a terminal."""

from __future__ import annotations

from dataclasses import replace

import mailparser
import pytest

from gateway.store.held import HeldMail
from gateway.store.held_message import HeldMessage
from gateway.store.held_view import held_view, shown
from gateway.store.outline import outline, skeleton
from tests.gateway.store.conftest import FACTS, Clock, envelope, verdict

MAIL = (
    b"From: =?utf-8?q?Caf=C3=A9?= <a@shop.example>\r\nTo: b@market.example\r\n"
    b"Subject: =?utf-8?b?G1szMW1yZWQgw6Q=?=\r\nDate: never\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: multipart/mixed; boundary="cut"\r\n\r\npreamble words\r\n--cut\r\n'
    b"Content-Type: text/plain\r\n\r\nbody words\r\n--cut\r\n"
    b'Content-Type: application/pdf\r\nContent-Disposition: attachment; filename="inv\xe2\x80\xaefdp.exe"\r\n'
    b"Content-Transfer-Encoding: base64\r\n\r\n" + b"QUJD\r\n" * 1000 + b"--cut--\r\n"
)


async def held(store: HeldMail, raw: bytes) -> HeldMessage:
    message = await store.get(await store.hold(envelope(raw), verdict(raw), FACTS))
    assert message
    return message


async def test_envelope_headers_attachments_and_findings(store: HeldMail) -> None:
    text = held_view(await held(store, MAIL))
    for line in (
        "State: held",
        "Held at: 2026-01-02 03:04:05+00:00",
        "From: <a@shop.example> SIZE=9",
        "To: <b@market.example> NOTIFY=NEVER",
        "To: <ä@market.example>",
        "  From: Café <a@shop.example>",
        "  Subject: \\u{1b}[31mred ä",
        'hold links/external: text "w\\u{0}\\u{d800}\\u{a}"\'" -> "" (note) [quoted]',
        "[shadow]",
        "date",
    ):
        assert line in text
    assert "\\u{202e}" in text
    assert "words" not in text
    assert all(char.isprintable() or char == "\n" for char in text)
    text.encode("utf-8")


async def test_a_stuck_and_a_damaged_message_say_so(store: HeldMail, clock: Clock) -> None:
    message = await held(store, MAIL)
    assert "DAMAGED" in held_view(replace(message, intact=False))
    claimed = await store.claim_release(message.summary.id, "me")
    assert claimed
    clock.forward(hours=1)
    stuck = await store.get(message.summary.id)
    assert stuck
    assert "releasing (stuck" in held_view(stuck)
    assert "Decided: by me, 2026-01-02 03:04:05+00:00" in held_view(stuck)


def test_the_skeleton_has_all_headers_and_no_body() -> None:
    bones = skeleton(MAIL)
    assert len(bones) < 600
    assert b"words" not in bones
    assert b"QUJD" not in bones
    assert [part.get_content_type() for part in mailparser.parse_from_bytes(bones).message.walk()] == [
        "multipart/mixed",
        "text/plain",
        "application/pdf",
    ]


def test_an_attached_message_keeps_its_headers() -> None:
    inner = b"Subject: inner\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nX: deep\r\n\r\ntext\r\n--b--\r\n"
    bones = skeleton(b"Subject: outer\r\nContent-Type: message/rfc822\r\n\r\n" + inner)
    assert bones.index(b"outer") < bones.index(b"inner") < bones.index(b"deep")
    assert b"text\r\n" not in bones


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\r\n",
        b"\x00",
        b"no header",
        b"Subject: " + b"x" * 1_000_000,
        b"X: 1\r\n" * 100_000,
        b"To: " + b'"(' * 50_000 + b"\r\n\r\n",
    ],
)
def test_any_bytes_give_an_outline(raw: bytes) -> None:
    assert len(skeleton(raw)) <= 1 << 18
    outline(raw)


def test_a_parser_that_fails_is_a_defect(monkeypatch) -> None:
    def fail(raw: bytes) -> None:
        raise RecursionError("text of the mail")

    monkeypatch.setattr(mailparser, "parse_from_bytes", fail)
    assert outline(MAIL).defects == ("the headers cannot be read (RecursionError)",)


@pytest.mark.parametrize(
    ("text", "seen"),
    [("a b", "a b"), ("\x1b[2J", "\\u{1b}[2J"), ("\u202egnp", "\\u{202e}gnp"), ("\udcff", "\\u{dcff}"), ("a\nb", "a\\u{a}b")],
)
def test_nothing_steers_the_terminal(text: str, seen: str) -> None:
    assert shown(text) == seen
