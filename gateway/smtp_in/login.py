"""AUTH PLAIN and LOGIN (RFC 4954, RFC 4616). A password is never in a reply, an event or a log."""

from __future__ import annotations

import asyncio
import base64
import binascii
from collections.abc import Awaitable, Callable

from gateway.envelope import Credentials, Refused, Reply
from gateway.events import Authenticated
from gateway.smtp_in.auth import Authenticator
from gateway.smtp_in.session import Session

Exchange = Callable[[Session, bytes | None], Awaitable[tuple[str, str]]]

FAILED = Reply(535, "5.7.8", "Authentication failed")


async def auth(session: Session, argument: bytes) -> Reply:
    authenticator = _check_state(session)
    mechanism, _, initial = argument.partition(b" ")
    exchange = _MECHANISMS.get(mechanism.upper())
    if exchange is None:
        raise Refused(Reply(504, "5.5.4", "Mechanism not supported"))
    username, password = await exchange(session, initial.strip(b" ") or None)
    if await _verify(session, authenticator, username, password):
        kept = Credentials(username, password) if authenticator.keeps_credentials else None
        session.identify(login=username, credentials=kept)
        return Reply(235, "2.7.0", "Authenticated")
    return _failure(session)


async def _verify(session: Session, authenticator: Authenticator, username: str, password: str) -> bool:
    throttle, ip = session.service.throttle, session.client.ip
    throttle.start(ip)
    try:
        success = await authenticator.verify(session.client, username, password)
    except Exception:
        throttle.take_back(ip)  # nobody guessed wrong: it could not be told
        raise
    session.service.events.emit(Authenticated("", session.client, username, success))
    if success:
        throttle.take_back(ip)
    else:
        await asyncio.sleep(throttle.failed(ip, username))
    return success


def _failure(session: Session) -> Reply:
    session.auth_failures += 1
    if session.auth_failures >= session.limits.auth_failures:
        return Reply(421, "4.7.0", "Too many failed logins")
    return FAILED


def _check_state(session: Session) -> Authenticator:
    settings, client = session.settings, session.client
    if settings.authenticator is None:
        raise Refused(Reply(502, "5.5.1", "AUTH is not available"))
    if not session.greeted:
        raise Refused(Reply(503, "5.5.1", "EHLO first"))
    if client.login is not None or session.transaction is not None:
        raise Refused(Reply(503, "5.5.1", "AUTH is not allowed now"))
    if not client.tls and (settings.require_tls or client.ip not in settings.plaintext_auth):
        raise Refused(Reply(538, "5.7.11", "Encryption required: STARTTLS first"))
    return settings.authenticator


async def _plain(session: Session, initial: bytes | None) -> tuple[str, str]:
    """`authzid NUL authcid NUL password`; acting for somebody else is not offered."""
    octets = _decode(initial) if initial is not None else await _ask(session, b"")
    parts = octets.split(b"\0")
    if len(parts) != 3:
        raise Refused(Reply(501, "5.5.2", "Malformed credentials"))
    if parts[0] not in (b"", parts[1]):
        raise Refused(FAILED)
    return _texts(parts[1], parts[2])


async def _login(session: Session, initial: bytes | None) -> tuple[str, str]:
    username = _decode(initial) if initial is not None else await _ask(session, b"Username:")
    return _texts(username, await _ask(session, b"Password:"))


async def _ask(session: Session, prompt: bytes) -> bytes:
    session.wire.allow(session.limits.command)
    await session.wire.send(b"334 " + base64.b64encode(prompt) + b"\r\n")
    line = await session.wire.line(session.limits.endless_line)
    session.wire.lift()
    if len(line) > session.limits.auth_line:
        raise Refused(Reply(500, "5.5.6", "Line too long"))
    answer = line.removesuffix(b"\n").removesuffix(b"\r")
    if answer == b"*":
        raise Refused(Reply(501, "5.7.0", "Authentication cancelled"))
    return _decode(answer)


def _decode(text: bytes) -> bytes:
    try:
        return b"" if text == b"=" else base64.b64decode(text, validate=True)
    except binascii.Error:
        raise Refused(Reply(501, "5.5.2", "Not valid base64")) from None


def _texts(username: bytes, password: bytes) -> tuple[str, str]:
    try:
        texts = username.decode("utf-8"), password.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused(Reply(501, "5.5.2", "Credentials are not valid UTF-8")) from None
    if not all(texts) or "\0" in texts[0] + texts[1]:
        raise Refused(Reply(501, "5.5.2", "Malformed credentials"))
    return texts


_MECHANISMS: dict[bytes, Exchange] = {b"PLAIN": _plain, b"LOGIN": _login}
