"""What makes a message read differently by two readers."""

from __future__ import annotations

from typing import NamedTuple


class Oddity(NamedTuple):
    """One place where readers part ways. raw[start:end] shows it, `note` says it to the person who wrote the mail.

    kind  a stable word for tests and statistics: "duplicate-header", "boundary-unused", ...
    """

    kind: str
    start: int
    end: int
    note: str
