"""MAIL, RCPT and DATA: one transaction, cut through to `Transactions` (RFC 5321 3.3)."""

from __future__ import annotations

from gateway.envelope import Path, Refused, Reply
from gateway.smtp_in.body import LOOP, Body, loops
from gateway.smtp_in.parameters import check_mail, check_rcpt
from gateway.smtp_in.paths import mail_path, rcpt_path
from gateway.smtp_in.session import Session

GO_AHEAD = Reply(354, "", "End data with <CR><LF>.<CR><LF>")


async def mail(session: Session, argument: bytes) -> Reply:
    _need_greeting(session)
    if session.transaction is not None:
        raise Refused(Reply(503, "5.5.1", "A transaction is open already"))
    _check_permission(session)
    path = mail_path(argument, session.settings.grammar)
    check_mail(path, session.offered, session.limits.message)
    _check_sender(session, path)
    if session.messages >= session.limits.session_messages:
        raise Refused(Reply(421, "4.7.0", "Enough messages in one session, connect again"))
    session.transaction = await session.service.transactions.begin(session.sender, path)
    session.utf8 = b"SMTPUTF8" in path.params
    return Reply(250, "2.1.0", "Sender OK")


async def rcpt(session: Session, argument: bytes) -> Reply:
    """The transaction's answer is the client's; a 421 of the relay would end our session with it, so it becomes 451."""
    if session.transaction is None:
        raise Refused(Reply(503, "5.5.1", "MAIL first"))
    path = rcpt_path(argument, session.utf8, session.settings.grammar)
    check_rcpt(path, session.offered)
    if session.recipients >= session.limits.recipients:
        raise Refused(Reply(452, "4.5.3", "Too many recipients"))
    session.recipients += 1
    reply = await session.transaction.rcpt(path)
    session.accepted += reply.positive
    return _stay(reply)


async def data(session: Session, argument: bytes) -> Reply:
    _check_data(session, argument)
    await session.wire.send(GO_AHEAD.encode())
    body = Body(session.limits, session.settings.strict_lines)
    await _receive(session, body)
    if body.closes:
        session.ending = "error"
    if body.fault is not None:
        await session.reset()
        raise Refused(body.fault)
    raw = body.take()
    if loops(raw, session.limits.received_headers):
        await session.reset()
        raise Refused(LOOP)
    transaction = session.transaction
    assert transaction is not None
    await session.wire.flush()
    session.wire.lift()
    return _stay(await session.finish(transaction, raw))


def _check_data(session: Session, argument: bytes) -> None:
    """A refused DATA with more in the same segment: that is the message, and none of it may be taken for commands."""
    if argument:
        refusal = Reply(501, "5.5.4", "No argument is expected")
    elif session.transaction is None:
        refusal = Reply(503, "5.5.1", "MAIL and RCPT first")
    elif not session.accepted:
        refusal = Reply(503, "5.5.1", "No valid recipients")
    else:
        return
    session.refused_data = True
    raise Refused(refusal)


async def _receive(session: Session, body: Body) -> None:
    limits, wire = session.limits, session.wire
    mark = 0
    wire.allow(limits.progress)
    while not body.hopeless:
        rest = body.feed(await wire.block())
        if rest is not None:
            wire.unread(rest)
            break
        if body.octets - mark >= limits.progress_octets:
            mark = body.octets
            wire.allow(limits.progress)


def _need_greeting(session: Session) -> None:
    if not session.greeted:
        raise Refused(Reply(503, "5.5.1", "EHLO first"))


def _check_permission(session: Session) -> None:
    """Nobody relays without a login or a trusted address."""
    settings, client = session.settings, session.client
    if settings.require_tls and not client.tls:
        raise Refused(Reply(530, "5.7.0", "STARTTLS first"))
    if client.login is not None or client.ip in settings.trusted:
        return
    if settings.authenticator is not None:
        raise Refused(Reply(530, "5.7.0", "Authentication required"))
    raise Refused(Reply(550, "5.7.1", "Relaying denied"))


def _check_sender(session: Session, path: Path) -> None:
    authenticator, login = session.settings.authenticator, session.client.login
    if authenticator is not None and login is not None and not authenticator.may_send(login, str(path)):
        raise Refused(Reply(553, "5.7.1", "This login may not use this sender address"))


def _stay(reply: Reply) -> Reply:
    return Reply(451, reply.enhanced, reply.text) if reply.code == 421 else reply
