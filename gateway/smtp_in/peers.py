"""XCLIENT and XFORWARD: a configured peer names the client behind it (Postfix XCLIENT_README, XFORWARD_README)."""

from __future__ import annotations

import ipaddress
import re

from gateway.envelope import Client, Refused, Reply
from gateway.smtp_in.session import Session

_XCLIENT = frozenset({"NAME", "ADDR", "PORT", "PROTO", "HELO", "LOGIN"})
_XFORWARD = frozenset({"NAME", "ADDR", "PORT", "PROTO", "HELO", "IDENT", "SOURCE"})
_XTEXT = re.compile(rb"(?:[\x21-\x2a\x2c-\x3c\x3e-\x7e]|\+[0-9A-Fa-f]{2}){1,600}")
_UNKNOWN = frozenset({"[UNAVAILABLE]", "[TEMPUNAVAIL]"})

SYNTAX = Reply(501, "5.5.4", "Malformed attribute")


async def xclient(session: Session, argument: bytes) -> Reply:
    """From now on the session is the named client's, in every right; it starts again with the banner."""
    if session.peer_ip not in session.settings.xclient:
        raise Refused(Reply(550, "5.7.0", "Not authorised"))
    attributes = _attributes(session, argument, _XCLIENT)
    client = _client(session.client, attributes)
    session.begin_again(
        ip=client.ip, port=client.port, helo=client.helo, login=attributes.get("LOGIN") or None, credentials=None
    )
    return session.banner


async def xforward(session: Session, argument: bytes) -> Reply:
    """Who the next message comes from, to be told; it gives no right."""
    if session.peer_ip not in session.settings.xforward:
        raise Refused(Reply(550, "5.7.0", "Not authorised"))
    attributes = _attributes(session, argument, _XFORWARD)
    session.forwarded = _client(session.forwarded or session.client, attributes)
    return Reply(250, "2.0.0", "OK")


def _attributes(session: Session, argument: bytes, known: frozenset[str]) -> dict[str, str]:
    """Values as text, '' where the peer does not know."""
    if session.transaction is not None:
        raise Refused(Reply(503, "5.5.1", "A transaction is open"))
    attributes: dict[str, str] = {}
    for word in argument.split():
        name, _, value = word.partition(b"=")
        key = name.upper().decode("ascii", "replace")
        if key not in known or not _XTEXT.fullmatch(value):
            raise Refused(SYNTAX)
        attributes[key] = _text(value)
    if not attributes:
        raise Refused(SYNTAX)
    return attributes


def _text(xtext: bytes) -> str:
    octets = re.sub(rb"\+([0-9A-Fa-f]{2})", lambda match: bytes([int(match[1], 16)]), xtext)
    text = octets.decode("utf-8", "replace")
    if not text.isprintable() or "\ufffd" in text:
        raise Refused(SYNTAX)
    return "" if text.upper() in _UNKNOWN else text


def _client(client: Client, attributes: dict[str, str]) -> Client:
    try:
        ip = attributes.get("ADDR", client.ip)
        ip = str(ipaddress.ip_address(ip[5:] if ip[:5].upper() == "IPV6:" else ip)) if ip else ""
        port = int(attributes.get("PORT") or (0 if {"ADDR", "PORT"} & attributes.keys() else client.port))
    except ValueError:
        raise Refused(SYNTAX) from None
    return Client(ip, port, attributes.get("HELO", client.helo), client.login, client.tls, client.credentials)
