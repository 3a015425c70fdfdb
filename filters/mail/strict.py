"""The strict gate: everything in a message that parsers in use read in different ways (SECURITY 3, MIME-1120).

    oddities(message) -> Iterator[Oddity]

A message without an oddity has one reading: the one the filters have. Each check is a pure function in
`strict_headers` (lines and header fields), `strict_fields` (Content-* values), `strict_parts` (boundaries and what
stands outside the parts) or `strict_bodies` (transfer encodings and charsets). Time is linear in the message's size.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from filters.mail.message import Message
from filters.mail.oddity import Oddity
from filters.mail.strict_bodies import body_oddities
from filters.mail.strict_fields import field_oddities
from filters.mail.strict_headers import header_oddities, line_oddities
from filters.mail.strict_parts import delimiter_oddities, part_oddities

__all__ = ["Oddity", "oddities"]


def oddities(message: Message) -> Iterator[Oddity]:
    """Everything two readers could read differently, in no particular order."""
    yield from line_oddities(message)
    yield from delimiter_oddities(message)
    for part in message.walk():
        yield from chain(
            header_oddities(message, part),
            field_oddities(message, part),
            part_oddities(message, part),
            body_oddities(message, part),
        )
