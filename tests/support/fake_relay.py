"""A relay on a real socket that does what a test says, at every step, and keeps every byte it got.

    async with FakeRelay({"RCPT": [Do(b"550 5.1.1 no such user\r\n")]}) as relay:
        ...                                   # the first RCPT is refused, every later one accepted
    relay.messages[0].content                 # dot-unstuffed
    relay.dialogues[0].raw                    # all bytes of the first connection

Steps: banner, EHLO, HELO, STARTTLS, AUTH, AUTH-DATA, MAIL, RCPT, DATA, body (the first bytes of a message are there), dot,
RSET, QUIT.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Mapping, Sequence
from typing import Self

from tests.support.fake_relay_script import CLOSE, HALF_CLOSE, RESET, SILENCE, Dialogue, Do, Ended, Message
from tests.support.fake_relay_talk import Conversation

__all__ = ["CAPABILITIES", "CLOSE", "HALF_CLOSE", "RESET", "SILENCE", "Dialogue", "Do", "FakeRelay", "Message"]

CAPABILITIES = ("PIPELINING", "8BITMIME", "ENHANCEDSTATUSCODES", "DSN", "SMTPUTF8", "SIZE 36700160")


class FakeRelay:
    """`script` maps a step to a `Do`, or to a list of them used up one a time (None in it: the default)."""

    def __init__(
        self,
        script: Mapping[str, Do | Sequence[Do | None]] | None = None,
        *,
        capabilities: Sequence[str] = CAPABILITIES,
        users: Mapping[str, str] | None = None,
        tls: ssl.SSLContext | None = None,
        implicit: bool = False,
    ) -> None:
        self.script: dict[str, Do | list[Do | None]] = {
            step: do if isinstance(do, Do) else list(do) for step, do in (script or {}).items()
        }
        self.capabilities, self.users = tuple(capabilities), dict(users or {})
        self.tls, self.implicit = tls, implicit
        self.messages: list[Message] = []
        self.dialogues: list[Dialogue] = []
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def commands(self) -> list[bytes]:
        """Of all connections, in the order they were opened."""
        return [command for dialogue in self.dialogues for command in dialogue.commands]

    @property
    def delivered(self) -> list[Message]:
        return [message for message in self.messages if message.delivered]

    @property
    def open_connections(self) -> int:
        return len(self._tasks)

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(
            self._serve, "127.0.0.1", 0, limit=65_536, ssl=self.tls if self.implicit else None
        )
        self.port: int = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task
        self._tasks.add(task)
        dialogue = Dialogue(tls=self.implicit)
        self.dialogues.append(dialogue)
        try:
            await Conversation(self, dialogue, reader, writer).run()
        except (Ended, ConnectionError, asyncio.IncompleteReadError, ssl.SSLError):
            pass
        except asyncio.CancelledError:
            writer.transport.abort()
        finally:
            self._tasks.discard(task)
            writer.close()

    def next_do(self, step: str) -> Do:
        do = self.script.get(step)
        if isinstance(do, list):
            return (do.pop(0) if do else None) or Do()
        return do or Do()
