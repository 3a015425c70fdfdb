"""A server in a process of its own, for memory and CPU to be told from the test's: prints its port, ends with its input."""

from __future__ import annotations

import asyncio
import sys
from dataclasses import replace

from gateway.envelope import Client, Path, Reply
from gateway.events import Events
from gateway.smtp_in.server import SmtpServer
from gateway.smtp_in.settings import Listener, SmtpSettings
from tests.support.smtp import FAST


class Sizes:
    """Answers with the size of the message, and keeps nothing."""

    async def extensions(self) -> frozenset[str]:
        return frozenset()

    async def begin(self, client: Client, mail_from: Path) -> Sizes:
        return self

    async def rcpt(self, recipient: Path) -> Reply:
        return Reply(250, "2.1.5", "OK")

    async def data(self, raw: bytes) -> Reply:
        return Reply(250, "2.0.0", str(len(raw)))

    async def abort(self) -> None:
        pass


async def serve(largest: int) -> None:
    server = SmtpServer(Sizes(), Events(), SmtpSettings("mx.example", limits=replace(FAST, message=largest)))
    await server.start([Listener()])
    print(server.addresses[0][1], flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    await server.close()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1])))
