"""A message's own id and those it answers."""

from __future__ import annotations

import time

import pytest

from filters.facts import Earlier, Facts
from filters.mail.mail import Mail
from filters.mail.thread import Thread, thread

OWN = Facts(earlier=tuple(Earlier(Facts().now, message_id=id) for id in ("mine@shop", "other@shop")))


@pytest.mark.parametrize(
    ("head", "told"),
    [
        (b"Message-ID: <a@b>", Thread("a@b", ())),
        (b"message-id:\r\n <a@b> (comment)", Thread("a@b", ())),
        (b"Message-ID: <a@b>\r\nMessage-ID: <c@d>", Thread("", ())),
        (b"Message-ID: <a@b> <c@d>", Thread("", ())),
        (b"Message-ID: a@b", Thread("", ())),
        (b"Message-ID: <\xff@b>", Thread("\ufffd@b", ())),
        (b"X-Message-ID: <a@b>", Thread("", ())),
        (b"References: <a@b>\r\n\t<c@d>\r\nIn-Reply-To: <c@d> <e@f>", Thread("", ("a@b", "c@d", "e@f"))),
        (b"Subject: x\r\n\r\nMessage-ID: <a@b>", Thread("", ())),
        (b"", Thread("", ())),
    ],
)
def test_ids(head: bytes, told: Thread) -> None:
    assert thread(head + b"\r\n\r\nbody") == told


@pytest.mark.parametrize(
    "raw", [b"references:" + b"<" * 100_000, b"references: x\n " * 20_000, b"message-id:" + b"<a@b>" * 30_000]
)
def test_a_hostile_head_takes_no_longer(raw: bytes) -> None:
    started = time.process_time()
    thread(raw)
    assert time.process_time() - started < 5


@pytest.mark.parametrize(
    ("fields", "reply"),
    [
        (b"", False),
        (b"In-Reply-To: <buyers@amazon>\r\n", True),
        (b"References: <mine@shop> <buyers@amazon>\r\n", True),
        (b"In-Reply-To: something\r\n", True),
        (b"In-Reply-To: <mine@shop>\r\n", False),
        (b"References: <mine@shop>\r\n <other@shop>\r\nIn-Reply-To: <mine@shop>\r\n", False),
    ],
)
def test_an_answer_to_nobody_but_oneself_is_none(fields: bytes, reply: bool) -> None:
    assert Mail.of(b"Subject: x\r\n" + fields + b"\r\nHello\r\n", OWN).reply is reply
