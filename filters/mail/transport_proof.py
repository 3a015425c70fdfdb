"""The proof that a message made to fit the relay says what it said before: part tree, fields and decoded bodies."""

from __future__ import annotations

from itertools import zip_longest

from filters.mail.message import Message, Part
from filters.mail.transfer import Body
from filters.mail.transport_fields import says_the_same

_ENCODING_FIELDS = frozenset(("content-transfer-encoding", "mime-version"))
"""What they say is compared where bodies are decoded."""


def same(before: Message, after: Message) -> bool:
    """Whether both say the same: part tree, fields and decoded bodies."""
    return all(
        old is not None and new is not None and _shape(old) == _shape(new) and _alike(before, old, after, new)
        for old, new in zip_longest(before.walk(), after.walk())
    )


def _shape(part: Part) -> tuple[object, ...]:
    return part.path, part.ctype, part.params, part.disposition, part.filename, part.closed, bool(part.children)


def _alike(before: Message, old: Part, after: Message, new: Part) -> bool:
    fields = zip_longest(_fields(before, old), _fields(after, new), fillvalue=("", b""))
    return all(one == other or says_the_same(*one, *other) for one, other in fields) and (
        bool(old.children) or _decoded(before, old) == _decoded(after, new)
    )


def _fields(message: Message, part: Part) -> list[tuple[str, bytes]]:
    return [(header.name, message.value(header)) for header in part.headers if header.name not in _ENCODING_FIELDS]


def _decoded(message: Message, part: Part) -> bytes:
    return Body(message.raw[part.body : part.end], part.encoding).data
