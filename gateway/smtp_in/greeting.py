"""HELO and EHLO, and the commands that do nothing to mail (RFC 5321 4.1.1)."""

from __future__ import annotations

import re

from gateway.envelope import Refused, Reply
from gateway.smtp_in.session import NOT_SMTP, Session

_NAME = re.compile(rb"[\x21-\x7e]{1,255}")
_OF_RELAY = ("SMTPUTF8", "DSN")


async def helo(session: Session, argument: bytes) -> Reply:
    await _greet(session, argument)
    session.offered = frozenset()
    return Reply(250, "", session.settings.hostname)


async def ehlo(session: Session, argument: bytes) -> Reply:
    """SMTPUTF8 and DSN are offered where the relay has them: we keep no promise for it."""
    await _greet(session, argument)
    keywords = await _keywords(session)
    session.offered = frozenset(keyword.partition(" ")[0] for keyword in keywords)
    return Reply(250, "", "\n".join([session.settings.hostname, *keywords]))


async def noop(session: Session, argument: bytes) -> Reply:
    return Reply(250, "2.0.0", "OK")


async def rset(session: Session, argument: bytes) -> Reply:
    session.no_argument(argument)
    await session.reset()
    return Reply(250, "2.0.0", "OK")


async def quit_(session: Session, argument: bytes) -> Reply:
    session.no_argument(argument)
    await session.reset()
    session.ending = "quit"
    return Reply(221, "2.0.0", "Bye")


async def help_(session: Session, argument: bytes) -> Reply:
    return Reply(214, "2.0.0", "See RFC 5321")


async def vrfy(session: Session, argument: bytes) -> Reply:
    return Reply(252, "2.1.5", "Send mail to find out")


async def unsupported(session: Session, argument: bytes) -> Reply:
    raise Refused(Reply(502, "5.5.1", "Command not implemented"))


async def bdat(session: Session, argument: bytes) -> Reply:
    """Not offered; what a client that sends it all the same says next is a message."""
    session.refused_data = True
    return await unsupported(session, argument)


async def http(session: Session, argument: bytes) -> Reply:
    """A browser made to talk to this port: its next lines may be commands an attacker chose."""
    session.ending = "error"
    raise Refused(NOT_SMTP)


async def _greet(session: Session, argument: bytes) -> None:
    if not _NAME.fullmatch(argument):
        raise Refused(Reply(501, "5.5.4", "A host name is needed"))
    await session.reset()
    session.identify(helo=argument.decode("ascii"))
    session.greeted = True


async def _keywords(session: Session) -> list[str]:
    settings, client = session.settings, session.client
    relay = await _relay_extensions(session)
    keywords = ["PIPELINING", f"SIZE {session.limits.message}", "8BITMIME", "ENHANCEDSTATUSCODES"]
    keywords += [name for name in _OF_RELAY if name in relay]
    if settings.certificate and not client.tls:
        keywords.append("STARTTLS")
    if settings.authenticator and (client.tls or (client.ip in settings.plaintext_auth and not settings.require_tls)):
        keywords.append("AUTH PLAIN LOGIN")
    if session.peer_ip in settings.xclient:
        keywords.append("XCLIENT NAME ADDR PORT PROTO HELO LOGIN")
    if session.peer_ip in settings.xforward:
        keywords.append("XFORWARD NAME ADDR PORT PROTO HELO IDENT SOURCE")
    return keywords


async def _relay_extensions(session: Session) -> frozenset[str]:
    """None while the relay cannot be asked: the client hears of that where it matters."""
    try:
        return await session.service.transactions.extensions()
    except Refused:
        return frozenset()
