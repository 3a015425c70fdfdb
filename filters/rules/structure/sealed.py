"""structure/sealed: a message that is signed or encrypted by S/MIME or PGP.

What it finds
    multipart/signed, multipart/encrypted, application/pkcs7-mime, and PGP armour in a text.

Why
    What is encrypted cannot be inspected; what is signed cannot be repaired without breaking the signature.

Example
    text: -----BEGIN PGP MESSAGE-----
    raw: Content-Type: application/pkcs7-mime; name=smime.p7m\\r\\nContent-Transfer-Encoding: base64\\r\\n\\r\\nMIIB\\r\\n

Allowed
    text: Please keep the sealed bag for the return.

Fix
    None. Send the message without S/MIME or PGP: marketplaces strip both anyway.

Options
    signed = "hold" leaves signed messages to the policy's action; "pass" lets a signed, readable message go on.

Source
    RFC 1847, RFC 3156, RFC 8551, RFC 9580 6.2.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from filters.facts import Facts
from filters.finding import Action, Found
from filters.mail.mail import Mail
from filters.rule import Rule

_ENCRYPTED = frozenset(("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"))
_ARMOUR = re.compile(r"-----BEGIN PGP (?:MESSAGE|SIGNED MESSAGE)-----")


@dataclass(frozen=True, slots=True)
class Options:
    """signed: "hold" (the policy's action) or "pass"."""

    signed: str = "hold"


def check(mail: Mail, facts: Facts, options: Options) -> Iterator[Found]:
    for part in mail.message.walk():
        if part.ctype in _ENCRYPTED:
            yield Found("structure", part.ctype, part.start, part.body, "the content is encrypted or sealed")
        elif part.ctype == "multipart/signed" and options.signed != "pass":
            yield Found("structure", part.ctype, part.start, part.body, "the message is signed and cannot be repaired")
    for surface in mail.of_kind("text", "html", "attachment"):
        for match in _ARMOUR.finditer(surface.text):
            yield surface.found(*match.span(), note="the text is in PGP armour")


RULE = Rule(
    name="structure/sealed",
    check=check,
    summary="The message is signed or encrypted by S/MIME or PGP.",
    clause="What cannot be read or repaired waits for a person: RFC 1847, RFC 8551, RFC 9580.",
    advice="Send the message without S/MIME or PGP.",
    default=Action.HOLD,
    options=Options,
)
