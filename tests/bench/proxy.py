"""The proxy anybody would write first: stock aiosmtpd in front of a pool of stock aiosmtplib clients."""

from __future__ import annotations

import asyncio
import sys

import aiosmtplib
from aiosmtpd.smtp import SMTP, Envelope, Session


class Proxy:
    """An aiosmtpd handler."""

    def __init__(self, relay: int) -> None:
        self._relay = relay
        self._idle: list[aiosmtplib.SMTP] = []

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        assert envelope.mail_from is not None
        assert isinstance(envelope.content, bytes)
        client = self._idle.pop() if self._idle else await self._connected()
        _, answer = await client.sendmail(envelope.mail_from, envelope.rcpt_tos, envelope.content)
        self._idle.append(client)
        return f"250 {answer}"

    async def _connected(self) -> aiosmtplib.SMTP:
        client = aiosmtplib.SMTP(hostname="127.0.0.1", port=self._relay, use_tls=False, start_tls=False)
        await client.connect()
        return client


async def main(port: int, relay: int) -> None:
    proxy = Proxy(relay)
    server = await asyncio.get_running_loop().create_server(
        lambda: SMTP(proxy, hostname="proxy.example", enable_SMTPUTF8=True), "127.0.0.1", port, backlog=1_024
    )
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(*map(int, sys.argv[1:3])))
