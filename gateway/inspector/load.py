"""How much may be in work at once."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from gateway.envelope import Refused, Reply

BUSY = Reply(451, "4.3.2", "Too much mail is being checked, try again later")


class Load:
    """Counts messages and octets waiting or in work. What is beyond stays with its client, who tries again."""

    def __init__(self, messages: int, octets: int) -> None:
        self._messages_left = messages
        self._octets = octets
        self._octets_left = octets

    @contextlib.contextmanager
    def admitted(self, size: int) -> Iterator[None]:
        """Raises `Refused` (451 4.3.2) where it is too much. One message alone is never too large."""
        if self._messages_left <= 0 or size > self._octets_left < self._octets:
            raise Refused(BUSY)
        self._messages_left -= 1
        self._octets_left -= size
        try:
            yield
        finally:
            self._messages_left += 1
            self._octets_left += size
