"""A message made to fit the relay: lines of at most 998 octets (RFC 5321 4.5.3.1.6), and ASCII for a 7-bit relay (RFC 6152 3).

This is transport, not inspection: what the message says stays the same, and a message that fits stays the very same object.
Parts are encoded one by one, and what does not fit in fields is folded or put in encoded words. Whatever is signed is left.
"""

from __future__ import annotations

from collections.abc import Iterator

from filters.mail.message import Message, Part
from filters.mail.parse import parse
from filters.mail.transfer import Change, spliced
from filters.mail.transport_bodies import IDENTITY, encoded, shortened
from filters.mail.transport_fields import fitting_field
from filters.mail.transport_proof import same

LINE = 998
"""Octets of a line, its CRLF not counted."""


class Untransportable(Exception):
    """The relay cannot carry the message as it is, and it cannot be changed. The text is for the sender."""

    def __init__(self, enhanced: str, text: str) -> None:
        """`enhanced`: 5.6.1 for what cannot be carried at all, 5.6.3 for what ought to be encoded and cannot (RFC 3463 3.7)."""
        super().__init__(text)
        self.enhanced = enhanced


def fits(raw: bytes, eight_bit: bool) -> bool:
    """Whether a relay takes these bytes; `eight_bit`: whether it offers 8BITMIME."""
    return (eight_bit or raw.isascii()) and not _has_long_line(raw)


def fitted(raw: bytes, eight_bit: bool) -> bytes:
    """The message as the relay can carry it; the same object where it can already. Raises `Untransportable`."""
    if fits(raw, eight_bit):
        return raw
    before = parse(raw)
    after = spliced(raw, sorted(_changes(before, before.root, eight_bit, top=True)))
    if not fits(after, eight_bit):
        raise _refusal(after, eight_bit)
    if not same(before, parse(after)):
        raise Untransportable("5.6.3", "the message cannot be encoded for the relay without changing it: send it encoded")
    return after


def _has_long_line(raw: bytes) -> bool:
    """In steps of a line's greatest length, each backwards to the nearest line end: no look at every octet."""
    at, reach = 0, LINE + len(b"\r\n")
    while len(raw) - at > LINE:
        newline = raw.rfind(b"\n", at, at + reach)
        if newline < 0:
            return True
        at = newline + 1
    return False


def _changes(message: Message, part: Part, eight_bit: bool, *, top: bool) -> Iterator[Change]:
    """What to write anew in a part and below it. `top`: the part is a message of its own."""
    raw = message.raw
    for header in part.headers:
        if not fits(raw[header.start : header.end], eight_bit):
            yield Change(header.value, header.end, fitting_field(header.name, message.value(header), eight_bit))
    if fits(raw[part.body : part.end], eight_bit):
        return
    if part.ctype == "multipart/signed":
        raise Untransportable("5.6.3", "a signed message cannot be encoded for the relay: encode it before it is signed")
    if part.children:
        yield from _relabelled(part, eight_bit)
        for child in part.children:
            yield from _changes(message, child, eight_bit, top=part.ctype.startswith("message/"))
    elif not part.ctype.startswith(("multipart/", "message/")):
        yield from _leaf(raw, part, eight_bit, top)


def _relabelled(part: Part, eight_bit: bool) -> Iterator[Change]:
    """A composite part is what its parts are (RFC 2045 6.4)."""
    for header in part.all("content-transfer-encoding"):
        if not eight_bit and part.encoding in ("8bit", "binary"):
            yield Change(header.value, header.end, b" 7bit")


def _leaf(raw: bytes, part: Part, eight_bit: bool, top: bool) -> Iterator[Change]:
    body = raw[part.body : part.end]
    if part.encoding not in IDENTITY:
        yield Change(part.body, part.end, shortened(body, part.encoding, eight_bit, LINE))
    elif len(part.all("content-transfer-encoding")) < 2:
        name, coded = encoded(body, part.ctype)
        yield Change(part.body, part.end, coded)
        yield from _labelled(raw, part, name, top)


def _labelled(raw: bytes, part: Part, encoding: bytes, top: bool) -> Iterator[Change]:
    """The encoding's name in its field; a missing one is added, and MIME-Version, without which it says nothing."""
    labels = part.all("content-transfer-encoding")
    for label in labels:
        yield Change(label.value, label.end, b" " + encoding)
    missing = b"MIME-Version: 1.0\r\n" if top and not part.all("mime-version") else b""
    missing += b"" if labels else b"Content-Transfer-Encoding: %s\r\n" % encoding
    if missing:
        at = _after_type(raw, part)
        yield Change(at, at, missing)


def _after_type(raw: bytes, part: Part) -> int:
    """Where a field can be added: after Content-Type, else after the last field."""
    fields = part.all("content-type") or part.headers[-1:]
    return raw.index(b"\n", fields[0].end) + 1 if fields else part.start


def _refusal(after: bytes, eight_bit: bool) -> Untransportable:
    if not eight_bit and not after.isascii():
        return Untransportable("5.6.3", "the relay takes 7-bit mail only; a header or part cannot be encoded: send it encoded")
    return Untransportable("5.6.1", f"a line of more than {LINE} octets (RFC 5321 4.5.3.1.6) cannot be broken: send it encoded")
