"""A notice as a mail: plain text, made by machine, answered by nobody.

The standard library writes it, and gets nothing to parse: an address is one of the plain form below or no recipient at all.
"""

from __future__ import annotations

import hashlib
import re
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from filters.detect.marketplace import is_relay_address

_POLICY = SMTP.clone(max_line_length=900)
"""Below the 998 octets of RFC 5322 2.1.1, and so long that no address is folded or encoded."""
_ADDRESS = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z0-9-]{1,63}"
)
_LONGEST = 254
"""Octets of an address (RFC 5321 4.5.3.1.3)."""


def is_plain(address: str) -> bool:
    """An address that a notice can go to or come from: ASCII, not quoted, and not at the marketplace, where no notice goes."""
    return len(address) <= _LONGEST and bool(_ADDRESS.fullmatch(address)) and not is_relay_address(address)


def letter(id: str, at: datetime, sender: str, recipient: str, subject: str, text: str, language: str, host: str) -> bytes:
    """The mail. `id` names the notice: tried again it keeps its Message-ID. Addresses must be plain."""
    assert is_plain(sender) and is_plain(recipient)
    mail = EmailMessage(policy=_POLICY)
    mail["From"], mail["To"] = sender, recipient
    mail["Subject"] = one_line(subject)
    mail["Date"] = format_datetime(at)
    mail["Message-ID"] = f"<{hashlib.sha256(id.encode()).hexdigest()[:32]}@{host}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(text.encode("utf-8", "replace").decode(), cte="quoted-printable")
    mail["Content-Language"] = language
    return mail.as_bytes()


def one_line(text: str, longest: int = 200) -> str:
    """Words of a message as they may stand in a line of ours: nothing that breaks it, turns it around or hides in it."""
    flat = " ".join(text.encode("utf-8", "replace").decode().split())
    shown = "".join(character if character.isprintable() else "\ufffd" for character in flat)
    return shown if len(shown) <= longest else f"{shown[: longest - 1]}…"
