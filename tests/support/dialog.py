"""SMTP conversations as text files, played against a server.

# why the case exists          comments at the top
! untrusted, login, ...        how the server is set up: words of SETTINGS
S: 250 2.1.0                   the next reply line begins with this
S: ...                         the rest of this reply, whatever it is
C: RSET                        the client sends this and CRLF; \\xNN, \\r, \\n, \\0 are octets
B: RSET\\r                     the client sends exactly this
X:                             the server has closed
M: 1                           so many messages were delivered by now
"""

from __future__ import annotations

import asyncio
from pathlib import Path

from gateway.envelope import Client
from gateway.smtp_in.settings import NOWHERE, Networks
from tests.support.smtp import Recorder, Running, Talker, running

LOCAL = Networks(["127.0.0.0/8"])


class Logins:
    """anna may send as anna@shop.example; her password is `secret`."""

    keeps_credentials = False

    async def verify(self, client: Client, username: str, password: str) -> bool:
        return (username, password) == ("anna", "secret")

    def may_send(self, username: str, address: str) -> bool:
        return address in ("", "anna@shop.example")


SETTINGS: dict[str, dict[str, object]] = {
    "untrusted": {"trusted": NOWHERE},
    "login": {"authenticator": Logins()},
    "cleartext-refused": {"plaintext_auth": NOWHERE},
    "xclient": {"xclient": LOCAL},
    "xforward": {"xforward": LOCAL},
    "proxy": {"proxies": LOCAL},
    "strict": {"strict_lines": True},
}


async def play(script: Path) -> None:
    lines = script.read_text("utf-8").splitlines()
    words = [word for line in lines if line.startswith("! ") for word in line[2:].split()]
    recorder = Recorder(frozenset(word for word in words if word.isupper()))
    changes = {key: value for word in words if word in SETTINGS for key, value in SETTINGS[word].items()}
    async with running(recorder, **changes) as smtp:
        talker = await smtp.connect(banner=False)
        for number, line in enumerate(lines, 1):
            await _step(smtp, talker, line, f"{script.name}:{number}")
        await talker.close()


async def _step(smtp: Running, talker: Talker, line: str, where: str) -> None:
    kind, text = line[:2], line[3:]
    if kind == "C:":
        await talker.send(_octets(text) + b"\r\n")
    elif kind == "B:":
        await talker.send(_octets(text))
    elif kind == "S:" and text == "...":
        await talker.reply()
    elif kind == "S:":
        heard = await talker.line()
        assert heard.startswith(text), f"{where}: expected {text!r}, heard {heard!r}"
    elif kind == "X:":
        heard = await talker.line()
        assert heard == "", f"{where}: expected the end, heard {heard!r}"
    elif kind == "M:":
        assert len(smtp.recorder.mails) == int(text), f"{where}: {len(smtp.recorder.mails)} messages"
    else:
        assert not line or line[0] in "#!", f"{where}: not a dialog line"
    await asyncio.sleep(0)


def _octets(text: str) -> bytes:
    return text.encode("utf-8").decode("unicode_escape").encode("latin-1") if "\\" in text else text.encode("utf-8")
