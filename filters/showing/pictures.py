"""The pictures that a mail brings along, as `data:` addresses: raster formats only, told by their content."""

from __future__ import annotations

import base64

from filters.mail.message import Message, Part
from filters.mail.transfer import Body

OCTETS = 2_000_000
"""Of all pictures of a mail together."""

_RASTER = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
)


class Pictures:
    """Looked up by Content-ID (RFC 2392)."""

    def __init__(self, message: Message) -> None:
        self._message = message
        self._left = OCTETS
        self._made: dict[str, str] = {}
        self._parts = {name: part for part in message.walk() if (name := _content_id(message, part))}

    def address(self, source: str) -> str:
        """What to put in place of an image's address: '' where it is no picture that came with the mail."""
        scheme, _, name = source.strip().partition(":")
        if scheme.lower() != "cid" or name not in self._parts:
            return ""
        if name not in self._made:
            self._made[name] = self._data(self._parts[name])
        return self._made[name]

    def _data(self, part: Part) -> str:
        if part.end - part.body > 2 * self._left:
            return ""
        data = Body(self._message.raw[part.body : part.end], part.encoding).data
        kind = next((kind for magic, kind in _RASTER if data.startswith(magic)), "")
        if not kind or len(data) > self._left:
            return ""
        self._left -= len(data)
        return f"data:{kind};base64,{base64.b64encode(data).decode('ascii')}"


def _content_id(message: Message, part: Part) -> str:
    fields = part.all("content-id")
    return message.value(fields[0]).decode("ascii", "replace").strip().strip("<>") if fields else ""
