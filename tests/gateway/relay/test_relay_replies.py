"""Replies from the socket, however they are cut, and what a client may hear of them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.envelope import Reply
from gateway.relay.faults import Desync
from gateway.relay.replies import REPLY_LIMIT, ReplyParser, WireReply, completed, for_client

CODES = st.integers(200, 599)
TEXTS = st.lists(st.binary(max_size=60).map(lambda text: text.translate(None, b"\r\n")), min_size=1, max_size=5)
REPLIES = st.builds(WireReply, CODES, TEXTS.map(tuple))


def _encode(reply: WireReply) -> bytes:
    *first, last = reply.lines
    return b"".join(b"%d-%s\r\n" % (reply.code, line) for line in first) + b"%d %s\r\n" % (reply.code, last)


@given(st.lists(REPLIES, max_size=6), st.lists(st.integers(0, 400), max_size=8))
def test_cuts_do_not_matter(replies: list[WireReply], cuts: list[int]) -> None:
    stream = b"".join(map(_encode, replies))
    edges = [0, *sorted(min(cut, len(stream)) for cut in cuts), len(stream)]
    parser = ReplyParser()
    assert [reply for a, b in pairwise(edges) for reply in parser.feed(stream[a:b])] == replies


@given(st.binary(max_size=300))
def test_any_bytes_are_replies_or_a_desync(data: bytes) -> None:
    try:
        for reply in ReplyParser().feed(data):
            assert 200 <= reply.code <= 599
            answer = for_client(reply)
            assert answer.code // 100 == reply.kind
            assert Reply.encode(answer).count(b"\r\n") == len(answer.text.split("\n"))
    except Desync:
        pass


@pytest.mark.parametrize(
    "garbage",
    [
        b"hello\r\n",
        b"\r\n",
        b"25 ok\r\n",
        b"2500 ok\r\n",
        b"250_ok\r\n",
        b"150 ok\r\n",
        b"600 ok\r\n",
        b"000 ok\r\n",
        b" 250 ok\r\n",
        b"250-a\r\n251 b\r\n",
        b"250-a\r\nb\r\n",
        "２５０ ok\r\n".encode(),
        b"\x80\r\n",
    ],
)
def test_garbage_is_a_desync(garbage: bytes) -> None:
    with pytest.raises(Desync):
        list(ReplyParser().feed(garbage))


@pytest.mark.parametrize("endless", [b"x" * (REPLY_LIMIT + 1), b"250-" + b"x" * REPLY_LIMIT, b"250-x\r\n" * 1_200])
def test_a_reply_without_end_is_a_desync(endless: bytes) -> None:
    with pytest.raises(Desync):
        list(ReplyParser().feed(endless))


def test_a_reply_of_just_the_limit_is_taken() -> None:
    assert list(ReplyParser().feed(b"250 " + b"x" * (REPLY_LIMIT - 6) + b"\r\n"))


@pytest.mark.parametrize("line", [b"250\r\n", b"250 \r\n", b"250\n"])
def test_a_reply_may_have_no_text(line: bytes) -> None:
    assert list(ReplyParser().feed(line)) == [WireReply(250, (b"",))]


@pytest.mark.parametrize(
    ("code", "lines", "heard"),
    [
        (250, [b"2.0.0 Ok"], Reply(250, "2.0.0", "Ok")),
        (250, [b"Ok"], Reply(250, "2.0.0", "Ok")),
        (550, [b"5.1.1 No", b"5.1.1 such user"], Reply(550, "5.1.1", "No\nsuch user")),
        (550, [b"5.1.1 No", b"such user"], Reply(550, "5.1.1", "No\nsuch user")),
        (450, [b"5.1.1 contradicts itself"], Reply(450, "4.0.0", "5.1.1 contradicts itself")),
        (550, [b"5.1.1"], Reply(550, "5.1.1", "")),
        (550, [b"5.1.1000 x"], Reply(550, "5.0.0", "5.1.1000 x")),
        (421, [b"4.3.2 closing"], Reply(451, "4.3.2", "closing")),
        (251, [b"2.1.5 forwarded"], Reply(251, "2.1.5", "forwarded")),
        (221, [b"bye"], Reply(250, "2.0.0", "bye")),
        (554, [b"5.7.1 a\rb\0c\x1b[31m\x85"], Reply(554, "5.7.1", "a?b?c?[31m?")),
        (554, ["5.7.1 nein \u202e danke ü".encode()], Reply(554, "5.7.1", "nein ? danke ?")),
        (554, [b"5.7.1 \xff"], Reply(554, "5.7.1", "?")),
    ],
)
def test_what_the_client_hears(code: int, lines: list[bytes], heard: Reply) -> None:
    assert for_client(WireReply(code, tuple(lines))) == heard


def test_a_long_answer_is_bounded() -> None:
    heard = for_client(WireReply(550, (b"x" * 4_000,) * 40))
    assert len(heard.encode()) < 5_000
    assert heard.text.count("\n") == 9


def test_go_on_is_no_end() -> None:
    with pytest.raises(Desync):
        completed(WireReply(354, (b"go on",)))
