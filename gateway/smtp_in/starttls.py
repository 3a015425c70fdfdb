"""STARTTLS (RFC 3207): what was said in clear is forgotten, what was sent ahead in clear is dropped."""

from __future__ import annotations

from gateway.envelope import Refused, Reply
from gateway.smtp_in.session import Session

READY = Reply(220, "2.0.0", "Ready to start TLS")


async def starttls(session: Session, argument: bytes) -> None:
    session.no_argument(argument)
    if session.client.tls:
        raise Refused(Reply(503, "5.5.1", "TLS is active already"))
    if session.settings.certificate is None:
        raise Refused(Reply(502, "5.5.1", "TLS is not available"))
    await session.reset()
    session.wire.allow(session.limits.command)
    await session.wire.send(READY.encode())
    await session.wire.start_tls(session.settings.certificate.context, session.limits.tls_handshake)
    session.begin_again(tls=True, helo="", login=None, credentials=None)
