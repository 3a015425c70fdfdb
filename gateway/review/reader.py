"""The gateway's end of the process that reads mail for reviewers: bounded in time and memory, replaced when it fails."""

from __future__ import annotations

import asyncio
import json
import os
import pickle
import sys
from collections.abc import Mapping

from pydantic import TypeAdapter, ValidationError

from filters.editing import CannotEdit
from filters.facts import Facts
from filters.finding import Finding
from filters.showing.values import Shown
from gateway.review.questions import HEAD, Edit, Show

_SHOWN = TypeAdapter(Shown)
_ANSWER = 64_000_000
"""Octets of an answer that are believed."""
_WARM = Show(b"Subject: warm-up\r\n\r\nThank you.\r\n", b"Subject: warm-up\r\n\r\nThanks.\r\n", (), Facts())


class Unreadable(Exception):
    """The message could not be read within the bounds; the text is fit for a reviewer."""


class Reader:
    """One message at a time; the process starts with the first and starts anew after a failure.

    seconds  for one message, after which the process is killed
    memory   octets it may take for one message, besides the message itself
    """

    def __init__(self, seconds: float = 8.0, memory: int = 600_000_000) -> None:
        self._seconds = seconds
        self._memory = memory
        self._turn = asyncio.Lock()
        self._process: asyncio.subprocess.Process | None = None

    async def show(self, raw: bytes, outgoing: bytes, findings: tuple[Finding, ...], facts: Facts) -> Shown:
        """What is shown of a message. Raises `Unreadable`."""
        told, _ = await self._ask(Show(raw, outgoing, findings, facts))
        try:
            return _SHOWN.validate_python(told["shown"])
        except (KeyError, ValidationError):
            raise Unreadable("reading this message failed") from None

    async def edited(self, raw: bytes, facts: Facts, texts: Mapping[int, str]) -> bytes:
        """`filters.editing.edited`. Raises `CannotEdit`, `Unreadable`."""
        told, message = await self._ask(Edit(raw, facts, dict(texts)))
        if "refused" in told:
            raise CannotEdit(str(told["refused"]))
        return message

    async def close(self) -> None:
        """Ends the process."""
        async with self._turn:
            await self._end()

    async def _ask(self, question: Show | Edit) -> tuple[dict[str, object], bytes]:
        async with self._turn:
            try:
                async with asyncio.timeout(self._seconds):
                    process = self._process or await self._start()
                    told, message = await _exchange(process, question)
            except TimeoutError:
                await self._end()
                raise Unreadable("reading this message took too long") from None
            except (OSError, ValueError, asyncio.IncompleteReadError):
                await self._end()
                raise Unreadable("reading this message failed") from None
            except BaseException:
                await self._end()
                raise
        if "failed" in told:
            raise Unreadable(f"reading this message failed ({told['failed']})")
        return told, message

    async def _start(self) -> asyncio.subprocess.Process:
        self._process = await asyncio.create_subprocess_exec(
            sys.executable, "-P", "-m", "gateway.review.reading", str(self._memory),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env={"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )  # fmt: skip
        await _exchange(self._process, _WARM)
        return self._process

    async def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            if process.returncode is None:
                process.kill()
            await process.wait()


async def _exchange(process: asyncio.subprocess.Process, question: Show | Edit) -> tuple[dict[str, object], bytes]:
    """One question, one answer. Raises OSError, ValueError, `asyncio.IncompleteReadError` where there is no sensible one."""
    assert process.stdin is not None and process.stdout is not None
    asked = pickle.dumps(question, pickle.HIGHEST_PROTOCOL)
    process.stdin.write(len(asked).to_bytes(4, "big") + asked)
    await process.stdin.drain()
    description, size = HEAD.unpack(await process.stdout.readexactly(HEAD.size))
    if description + size > _ANSWER:
        raise ValueError("the answer is too long")
    told = json.loads(await process.stdout.readexactly(description))
    if not isinstance(told, dict):
        raise ValueError("not an answer")
    return told, await process.stdout.readexactly(size)
