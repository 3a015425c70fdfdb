"""The paths and parameters of MAIL and RCPT (RFC 5321 4.1.2), on bytes and strictly.

    mail_path(b"FROM:<a@x.example> SIZE=9") -> Path(b"a@x.example", (b"SIZE=9",))

Nothing is decoded, repaired or rewritten: the address is the bytes between `<` and `>`, or the command is refused. So the
address policy sees is the address the relay gets. Addresses that two systems could read differently (encoded words,
source routes, comments, `%` and `!` routes, quoted local parts, characters that fold to ASCII) are refused.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from gateway.envelope import Path, Refused, Reply

_PATH = re.compile(rb'<((?:"(?:[^"\\]|\\.)*")?[^<>"\x00-\x20\x7f]*)>(?: +|\Z)', re.DOTALL)
_ATOM = re.compile(rb"[A-Za-z0-9#$&'*+/=?^_`{|}~\x80-\xff-]+(?:\.[A-Za-z0-9#$&'*+/=?^_`{|}~\x80-\xff-]+)*")
_QUOTED = re.compile(rb'"(?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\[\x20-\x7e])*"')
_LABEL = re.compile(rb"[A-Za-z0-9\x80-\xff](?:[A-Za-z0-9\x80-\xff-]{0,61}[A-Za-z0-9\x80-\xff])?")
_LITERAL = re.compile(rb"\[(?:[0-9.]{7,15}|IPv6:[0-9A-Fa-f:.]{2,45})\]")
_KEYWORD = re.compile(rb"[A-Za-z0-9][A-Za-z0-9-]*")
_VALUE = re.compile(rb"[\x21-\x3c\x3e-\x7e\x80-\xff]+")

LONGEST_LOCAL, LONGEST_DOMAIN, LONGEST_PATH = 64, 255, 256  # RFC 5321 4.5.3.1; the path counts its `<` and `>`


@dataclass(frozen=True, slots=True)
class Grammar:
    """Which of the rarer address forms are taken."""

    quoted: bool = False
    """`"a b"@x.example`"""
    literals: bool = False
    """`a@[192.0.2.1]`"""


STRICT = Grammar()


def mail_path(argument: bytes, grammar: Grammar = STRICT) -> Path:
    """The argument of MAIL, `FROM:<...> ...`. Raises `Refused`: 501, 553."""
    address, params = _split(argument, b"FROM:", "5.1.7")
    if address:
        _check(address, grammar, any(param == b"SMTPUTF8" for param in params), "5.1.7")
    return Path(address, params)


def rcpt_path(argument: bytes, utf8: bool = False, grammar: Grammar = STRICT) -> Path:
    """The argument of RCPT, `TO:<...> ...`; `utf8` where MAIL said SMTPUTF8. Raises `Refused`: 501, 553."""
    address, params = _split(argument, b"TO:", "5.1.3")
    if address.lower() != b"postmaster":
        _check(address, grammar, utf8, "5.1.3")
    return Path(address, params)


def _split(argument: bytes, keyword: bytes, enhanced: str) -> tuple[bytes, tuple[bytes, ...]]:
    if argument[: len(keyword)].upper() != keyword:
        raise Refused(Reply(501, "5.5.4", f"Syntax: {keyword.decode()}<address>"))
    rest = argument[len(keyword) :].strip(b" ")  # blanks here are a common slip and have one reading
    match = _PATH.match(rest)
    if not match:
        raise _malformed(enhanced)
    return match[1], tuple(_parameter(text) for text in rest[match.end() :].split())


def _parameter(text: bytes) -> bytes:
    keyword, equals, value = text.partition(b"=")
    if not _KEYWORD.fullmatch(keyword) or bool(equals) != bool(_VALUE.fullmatch(value)):
        raise Refused(Reply(501, "5.5.4", "Malformed parameter"))
    return keyword.upper() + equals + value


def _check(address: bytes, grammar: Grammar, utf8: bool, enhanced: str) -> None:
    local, at, domain = address.rpartition(b"@")
    if not at or not local or not domain:
        raise _malformed(enhanced)
    if len(local) > LONGEST_LOCAL or len(domain) > LONGEST_DOMAIN or len(address) + 2 > LONGEST_PATH:
        raise Refused(Reply(501, enhanced, "Address too long"))
    if not address.isascii():
        _check_utf8(address, utf8, enhanced)
    _check_local(local, grammar, enhanced)
    _check_domain(domain, grammar, enhanced)


def _check_local(local: bytes, grammar: Grammar, enhanced: str) -> None:
    if local.startswith(b'"'):
        if not _QUOTED.fullmatch(local):
            raise _malformed(enhanced)
        if not grammar.quoted:
            raise Refused(Reply(553, enhanced, "Quoted local parts are not accepted here"))
    elif b"=?" in local or b"%" in local or b"!" in local:
        raise Refused(Reply(553, enhanced, "Encoded words and routes are not accepted in an address"))
    elif not _ATOM.fullmatch(local):
        raise _malformed(enhanced)


def _check_domain(domain: bytes, grammar: Grammar, enhanced: str) -> None:
    if domain.startswith(b"["):
        if not _LITERAL.fullmatch(domain):
            raise _malformed(enhanced)
        if not grammar.literals:
            raise Refused(Reply(553, enhanced, "Address literals are not accepted here"))
    elif not all(_LABEL.fullmatch(label) for label in domain.split(b".")):
        raise _malformed(enhanced)


def _check_utf8(address: bytes, utf8: bool, enhanced: str) -> None:
    """RFC 6531 3.3, and no character that a reader could fold to ASCII: U+3002 and U+FF0E are dots to some."""
    if not utf8:
        raise Refused(Reply(553, "5.6.7", "Non-ASCII addresses need the SMTPUTF8 parameter"))
    try:
        local, _, domain = address.decode("utf-8").rpartition("@")
    except UnicodeDecodeError:
        raise Refused(Reply(501, enhanced, "Not valid UTF-8")) from None
    if any(_ambiguous(c, "CZ") for c in local) or any(_ambiguous(c, "CZPS") for c in domain):
        raise _malformed(enhanced)


def _ambiguous(char: str, classes: str) -> bool:
    if char.isascii():
        return False
    folded = unicodedata.normalize("NFKC", char)
    return unicodedata.category(char)[0] in classes or any(c.isascii() or c == "\u3002" for c in folded)


def _malformed(enhanced: str) -> Refused:
    return Refused(Reply(501, enhanced, "Malformed address"))
