"""DUR-014: whatever the relay does at whichever step, the client hears its class, and there is one delivery or none.

A cell is `class deliveries fate`: the class of the answer (that of the first RCPT, or of the message where RCPT was accepted),
how many copies the relay accepted, and whether the next message goes over the same connection (kept) or another (new).
STARTTLS and the gateway's own login refused with 5xx are 4: the operator can mend them, so the client keeps the message.
"""

from __future__ import annotations

import ssl
from dataclasses import replace
from typing import Any

import pytest

from gateway.envelope import Reply
from gateway.relay.relay import SmtpRelay
from tests.gateway.relay.relaying import BUYER, MAIL, PATIENT, begin, relaying
from tests.support.fake_relay import CLOSE, HALF_CLOSE, RESET, SILENCE, Do, FakeRelay
from tests.support.tls import Authority

USUAL = {"banner": b"220", "STARTTLS": b"220", "AUTH": b"235", "DATA": b"354"}
"""Where the code of success is not 250."""
LARGE = MAIL + b"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcd\r\n" * 100_000
"""More than the socket's buffers hold, so that the relay can speak while the message is on its way."""

MATRIX = """
           | banner   | EHLO     | STARTTLS | AUTH     | MAIL     | RCPT     | DATA     | body     | dot
usual      | 2 1 kept | 2 1 kept | 2 1 kept | 2 1 kept | 2 1 kept | 2 1 kept | 2 1 kept | 2 1 kept | 2 1 kept
4xx        | 4 0 new  | 4 0 new  | 4 0 new  | 4 0 new  | 4 0 kept | 4 0 kept | 4 0 kept | 4 0 new  | 4 0 kept
421        | 4 0 new  | 4 0 new  | 4 0 new  | 4 0 new  | 4 0 new  | 4 0 new  | 4 0 new  | 4 0 new  | 4 0 new
5xx        | 5 0 new  | 2 1 kept | 4 0 new  | 4 0 new  | 5 0 kept | 5 0 kept | 5 0 kept | 5 0 new  | 5 0 kept
garbage    | 4 0 new  | 4 0 new  | 4 0 new  | 4 0 new  | 4 0 new  | 4 0 new  | 4 0 new  | 4 0 new  | 4 0 new
multiline  | 2 1 kept | 2 1 kept | 2 1 kept | 2 1 kept | 2 1 kept | 2 1 kept | 2 1 kept | 4 0 new  | 2 1 kept
8 KB       | 2 1 kept | 2 1 kept | 2 1 kept | 2 1 kept | 2 1 kept | 2 1 kept | 2 1 kept | 4 0 new  | 2 1 kept
9 KB       | 4 0 new  | 4 0 new  | 4 0 new  | 4 0 new  | 4 0 new  | 4 0 new  | 4 0 new  | 4 0 new  | 4 1 new
slow       | 2 1 kept | 2 1 kept | 2 1 kept | 2 1 kept | 2 1 kept | 2 1 kept | 2 1 kept | 2 1 kept | 2 1 kept
silence    | 4 0 new  | 4 0 new  | 4 0 new  | 4 0 new  | 4 0 new  | 4 0 new  | 4 0 new  | 4 0 new  | 4 0 new
reset      | 4 0 new  | 4 0 new  | 4 0 new  | 4 0 new  | 4 0 new  | 4 0 new  | 4 0 new  | 4 0 new  | 4 0 new
half-close | 4 0 new  | 4 0 new  | 4 0 new  | 4 0 new  | 4 0 new  | 4 0 new  | 4 0 new  | 4 0 new  | 4 0 new
close      | 4 0 new  | 4 0 new  | 4 0 new  | 4 0 new  | 4 0 new  | 4 0 new  | 4 0 new  | 4 0 new  | 4 0 new
twice      | 4 0 new  | 4 0 new  | 2 1 kept | 4 0 new  | 4 0 new  | 4 0 new  | 4 0 new  | 4 0 new  | 2 1 new
"""
OTHERS = [
    ("RCPT", b"251 2.1.5 forwarded\r\n", "2 1 kept"),
    ("RCPT", b"252 2.1.5 cannot verify\r\n", "2 1 kept"),
    ("RCPT", b"354 go on\r\n", "4 0 new"),
    ("MAIL", b"354 go on\r\n", "4 0 new"),
    ("DATA", b"250 2.0.0 already queued\r\n", "4 0 new"),
    ("dot", b"354 go on\r\n", "4 0 new"),
    ("banner", b"250 hello\r\n", "2 1 kept"),
    ("banner", b"354 hello\r\n", "4 0 new"),
    ("dot", b"250\r\n", "2 1 kept"),
    ("MAIL", b"421 4.3.2 closing, but not yet closed\r\n", "4 0 new"),
    ("RCPT", b"421 4.3.2 closing, but not yet closed\r\n", "4 0 new"),
    ("DATA", b"421 4.3.2 closing, but not yet closed\r\n", "4 0 new"),
    ("dot", b"421 4.3.2 closing, but not yet closed\r\n", "4 0 new"),
    ("dot", b"150 1.0.0 soon\r\n", "4 0 new"),
    ("dot", b"250-2.0.0 one\r\n251 2.0.0 another\r\n", "4 1 new"),
]


TABLE = [[cell.strip() for cell in row.split("|")] for row in MATRIX.strip("\n").splitlines()]
CELLS = [(step, row[0], cell) for row in TABLE[1:] for step, cell in zip(TABLE[0][1:], row[1:], strict=True)]


def _padded(code: bytes, size: int) -> bytes:
    """A reply of about `size` octets."""
    line = b"%s-X-%s\r\n" % (code, b"x" * 90)
    return line * ((size - 20) // len(line)) + code + b" end\r\n"


def _do(step: str, behaviour: str) -> Do:
    code = USUAL.get(step, b"250")
    match behaviour:
        case "usual":
            return Do()
        case "4xx":
            return Do(b"450 4.2.1 busy\r\n")
        case "421":
            return Do(b"421 4.3.2 closing\r\n", "close")
        case "5xx":
            return Do(b"554 5.7.1 never\r\n")
        case "garbage":
            return Do(b"\x16\x03\x01\x00\xff\r\n")
        case "multiline":
            return Do(b"%s-one\r\n%s two\r\n" % (code, code))
        case "8 KB" | "9 KB":
            return Do(_padded(code, 8_150 if behaviour == "8 KB" else 9_200))
        case "slow":
            return Do(pause=0.001)
        case "twice":
            return Do((code + b" ok\r\n") * 2)
    return {"silence": SILENCE, "reset": RESET, "half-close": HALF_CLOSE, "close": CLOSE}[behaviour]


async def _send(relay: SmtpRelay, mail: bytes) -> Reply:
    session = await begin(relay)
    reply = await session.rcpt(BUYER)
    if not reply.positive:
        await session.abort()
        return reply
    return await session.data([mail])


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("ca"))


@pytest.fixture(scope="module")
def server_tls(authority: Authority) -> ssl.SSLContext:
    return authority.server("127.0.0.1")


async def _check(step: str, do: Do, cell: str, tls: ssl.SSLContext, authority: Authority) -> None:
    kind, deliveries, fate = cell.split()
    changes: dict[str, Any] = {}
    if step == "STARTTLS":
        changes = {"tls": "starttls", "ca_file": str(authority.ca_file)}
    if step == "AUTH":
        changes = {"username": "gw", "password": "secret"}
    if do is SILENCE:
        changes["timeouts"] = replace(PATIENT, command=0.5, greeting=0.5, transfer=0.5, final=0.5)
    fake = FakeRelay({step: [do]}, users={"gw": "secret"} if step == "AUTH" else {}, tls=tls if step == "STARTTLS" else None)
    async with fake, relaying(fake, **changes) as relay:
        reply = await _send(relay, LARGE if step == "body" else MAIL)
        assert (reply.code // 100, len(fake.delivered)) == (int(kind), int(deliveries)), reply
        assert reply.code != 421
        assert reply.enhanced.startswith(kind)
        following = await _send(relay, b"Subject: next\r\n\r\n.\r\n")
        assert following == Reply(250, "2.0.0", f"queued as {len(fake.messages) - 1}")
        assert fake.messages[-1].content == b"Subject: next\r\n\r\n.\r\n"
        assert ("kept" if len(fake.dialogues) == 1 else "new") == fate


@pytest.mark.parametrize(("step", "behaviour", "cell"), CELLS)
async def test_matrix(step: str, behaviour: str, cell: str, server_tls: ssl.SSLContext, authority: Authority) -> None:
    await _check(step, _do(step, behaviour), cell, server_tls, authority)


@pytest.mark.parametrize(("step", "say", "cell"), OTHERS)
async def test_odd_replies(step: str, say: bytes, cell: str, server_tls: ssl.SSLContext, authority: Authority) -> None:
    await _check(step, Do(say), cell, server_tls, authority)


@pytest.mark.parametrize("behaviour", [row[0] for row in TABLE[1:]])
async def test_quit_cannot_undo_a_delivery(behaviour: str) -> None:
    impatient = replace(PATIENT, farewell=0.2)
    async with FakeRelay({"QUIT": _do("QUIT", behaviour)}) as fake, relaying(fake, timeouts=impatient) as relay:
        assert (await _send(relay, MAIL)).code == 250
    assert len(fake.delivered) == 1
    assert b"QUIT" in fake.commands
