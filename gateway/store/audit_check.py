"""Whether the audit trail is whole: every entry as it was written, none gone, none in another place."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass

from gateway.store.audit import Audit, Entry, Head

_PIECE = 5_000
"""Entries read at once."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong at an entry, as a sentence."""

    seq: int
    text: str


async def problems(audit: Audit, known: Head | None = None) -> AsyncIterator[Problem]:
    """What is wrong with the trail, in order; `known` is a head that was kept elsewhere."""
    last = Head()
    async for entry in _entries(audit):
        for text in _wrong(entry, last, known):
            yield Problem(entry.seq, text)
        last = Head(entry.seq, entry.hash)
    if known is not None and known.seq > last.seq:
        yield Problem(last.seq + 1, f"the trail ends at {last.seq}, but entry {known.seq} is known to have been written")


def _wrong(entry: Entry, last: Head, known: Head | None) -> Iterator[str]:
    missing = entry.seq - last.seq - 1
    if missing:
        yield f"{missing} entries before it are missing, from {last.seq + 1} on"
    elif entry.previous != last.hash:
        yield "it does not follow the entry before it: one of the two was changed or put in its place"
    if entry.hash != entry.right_hash:
        yield "it was changed: its hash is not that of what it says"
    if known is not None and known.seq == entry.seq and known.hash != entry.hash:
        yield "it is not the entry that was written under this number: the trail was written anew"


async def _entries(audit: Audit) -> AsyncIterator[Entry]:
    """All of them. The trail only grows, so that pieces read one after the other fit together."""
    after = 0
    while piece := await audit.list(after=after, limit=_PIECE):
        for entry in piece:
            yield entry
        after = piece[-1].seq
