"""The header block as mail-parser reads it: a second reading beside ours, for addresses and for people."""

from __future__ import annotations

import mailparser

from filters.mail.message import Message

_FIELDS = ("from", "reply_to", "to", "cc", "bcc")
"""Those it splits into addresses; others it gives as they are."""
_OCTETS = 32_768


class HeaderView:
    """Addresses and defects of the top header block. Never raises: where mail-parser fails there is nothing to see."""

    def __init__(self, message: Message) -> None:
        block = message.raw[message.root.start : min(message.root.body, _OCTETS)]
        try:
            self._mail = mailparser.parse_from_bytes(block.rstrip(b"\r\n") + b"\r\n\r\n")
        except Exception:  # whatever it stumbles over, the strict gate reports
            self._mail = None

    def addresses(self, field: str) -> list[str]:
        """Addresses of one field ("from", "reply_to", ...), as mail-parser understands them."""
        if self._mail is None or field not in _FIELDS:
            return []
        pairs = getattr(self._mail, "from_" if field == "from" else field, None) or []
        return [address for _, address in pairs if address]
