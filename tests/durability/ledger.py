"""Both ends of the gateway written down: what the client was told about each message, and who has it in the end."""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from tests.support.fake_relay import Message

_ID = re.compile(rb"^Message-ID: <(.+)@seller\.example>\r$", re.MULTILINE | re.IGNORECASE)


class Told(Enum):
    """How an attempt ended for the client."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    NOTHING = "nothing, and the final dot was not sent"
    UNKNOWN = "nothing after the final dot"


@dataclass
class Entry:
    """One message: what each attempt ended in, the copies that the relay has, the rows in the store."""

    told: Counter[Told] = field(default_factory=Counter)
    relayed: int = 0
    held: int = 0

    @property
    def copies(self) -> int:
        return self.relayed + self.held

    @property
    def lost(self) -> bool:
        return bool(self.told[Told.ACCEPTED]) and not self.copies

    @property
    def explained(self) -> bool:
        """Whether there are no more copies than attempts which may have made one."""
        return self.copies <= self.told[Told.ACCEPTED] + self.told[Told.UNKNOWN]


class Ledger:
    def __init__(self) -> None:
        self.entries: dict[str, Entry] = {}

    def note(self, name: str, told: Told) -> None:
        self.entries.setdefault(name, Entry()).told[told] += 1

    def balance(self, taken: Iterable[Message], store: Path) -> None:
        """Count the copies anew. `taken`: what the relay got whole, whether or not its answer arrived."""
        for entry in self.entries.values():
            entry.relayed = entry.held = 0
        for message in taken:
            self.entries[name_of(message.content)].relayed += 1
        for raw in held_letters(store):
            self.entries[name_of(raw)].held += 1

    @property
    def lost(self) -> list[str]:
        return [name for name, entry in self.entries.items() if entry.lost]

    @property
    def unexplained(self) -> list[str]:
        return [name for name, entry in self.entries.items() if not entry.explained]

    def summary(self) -> str:
        """For a person."""
        entries = self.entries.values()
        told = sum((entry.told for entry in entries), Counter[Told]())
        twice = [entry for entry in entries if entry.copies > 1]
        return "\n".join(
            (
                f"messages                                   {len(entries)}",
                *(f"attempts, client was told: {kind.value:40} {told[kind]}" for kind in Told),
                f"at the relay {sum(bool(e.relayed) for e in entries)}, held {sum(bool(e.held) for e in entries)}",
                f"acknowledged and lost                      {len(self.lost)}",
                f"more than one copy                         {len(twice)}"
                f" ({sum(e.relayed > 1 for e in twice)} at the relay, {sum(e.held > 1 for e in twice)} held)",
                f"copies that no attempt explains            {len(self.unexplained)}",
            )
        )


def name_of(raw: bytes) -> str:
    found = _ID.search(raw)
    assert found
    return found[1].decode()


def held_letters(store: Path) -> list[bytes]:
    """The messages in the store, read without the project's code. Fails where a row is not as it may be."""
    with sqlite3.connect(f"file:{store}?mode=ro", uri=True) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        rows = database.execute("SELECT id, state, size, sha256 FROM held").fetchall()
        contents = dict(database.execute("SELECT id, original FROM held_content").fetchall())
    assert set(contents) == {id for id, *_ in rows}
    for id, state, size, digest in rows:
        assert state in ("held", "releasing", "released", "rejected")
        assert (len(contents[id]), hashlib.sha256(contents[id]).hexdigest()) == (size, digest)
    return list(contents.values())
