"""Messages and facts that a command reads from files."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from filters.facts import Facts
from gateway.cli.common import fail

_FACTS = TypeAdapter(Facts)


class Letter:
    """A message file and the bytes a client would send for it: LF line ends become CRLF (RFC 5321 2.3.8)."""

    def __init__(self, raw: bytes) -> None:
        self.unix = b"\r" not in raw and b"\n" in raw
        self.wire = raw.replace(b"\n", b"\r\n") if self.unix else raw

    def offset(self, wire: int) -> int:
        """A byte's place in the file, given its place on the wire."""
        return wire - self.wire.count(b"\r", 0, wire) if self.unix else wire

    def as_file(self, outgoing: bytes) -> bytes:
        """What would be sent, with the file's own line ends."""
        return outgoing.replace(b"\r\n", b"\n") if self.unix else outgoing


def messages(paths: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    """(name, content) of each file, of each .eml file of a directory, of standard input for `-`.

    Ends the command with exit code 2 where one cannot be read.
    """
    for path in paths:
        if path == "-":
            yield "-", sys.stdin.buffer.read()
            continue
        try:
            files = sorted(p for p in Path(path).rglob("*.eml") if p.is_file()) if Path(path).is_dir() else [Path(path)]
            if not files:
                fail(f"{path}: there is no .eml file in this directory")
            yield from ((str(file), file.read_bytes()) for file in files)
        except OSError as error:
            fail(f"{error.filename or path}: {error.strerror}")


def facts_in(path: Path | None) -> Facts:
    """The facts of a JSON file; none but the time without one. Ends the command with exit code 2 where they are wrong."""
    now = datetime.now(UTC)
    if path is None:
        return Facts(now=now)
    try:
        data = json.loads(path.read_text("utf-8"))
        if not isinstance(data, dict):
            raise ValueError("expected a JSON object")
        return _made(data, now)
    except (OSError, ValueError, TypeError) as error:
        fail(f"{path}: {error}")


def _made(data: dict[str, Any], now: datetime) -> Facts:
    """Raises ValueError for a fact that is unknown or of another type: taken as it is, it could mean anything."""
    unknown = sorted(set(data) - {field.name for field in fields(Facts)})
    if unknown:
        known = ", ".join(sorted(field.name for field in fields(Facts)))
        raise ValueError(f"unknown fact {unknown[0]}; known are {known}")
    try:
        return _FACTS.validate_json(json.dumps({"now": now.isoformat(), **data}), strict=True)
    except ValidationError as error:
        problem = error.errors()[0]
        raise ValueError(f"{'.'.join(map(str, problem['loc']))}: {problem['msg']}") from None
