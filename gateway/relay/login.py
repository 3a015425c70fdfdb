"""AUTH towards the relay (RFC 4954): PLAIN with its initial response, else LOGIN."""

from __future__ import annotations

from base64 import b64encode

from gateway.envelope import Credentials
from gateway.relay.connection import Connection
from gateway.relay.faults import Declined, NoLogin
from gateway.relay.replies import WireReply, completed, for_client


async def log_in(connection: Connection, credentials: Credentials) -> WireReply:
    """The relay's 2xx. Raises `Declined` with its refusal, `NoLogin` where it offers neither mechanism."""
    mechanisms = connection.extensions.get("AUTH", "").upper().split()
    user, password = credentials.username.encode(), credentials.password.encode()
    if "PLAIN" in mechanisms:
        reply = await _say(connection, b"AUTH PLAIN " + b64encode(b"\0%s\0%s" % (user, password)))
    elif "LOGIN" in mechanisms:
        reply = await _dialogue(connection, b"AUTH LOGIN", b64encode(user), b64encode(password))
    else:
        raise NoLogin("the relay offers neither AUTH PLAIN nor AUTH LOGIN")
    if completed(reply).kind != 2:
        raise Declined(for_client(reply))
    connection.login = credentials
    return reply


async def _dialogue(connection: Connection, *answers: bytes) -> WireReply:
    for answer in answers:
        reply = await _say(connection, answer)
        if reply.kind != 3:
            break
    return reply


async def _say(connection: Connection, line: bytes) -> WireReply:
    (reply,) = await connection.ask(line)
    return reply
