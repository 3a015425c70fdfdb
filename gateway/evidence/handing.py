"""Handing evidence out: whoever takes it, and what, stands in the audit trail."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from gateway.evidence.bundle import bundle, manifest_of
from gateway.evidence.record import Record
from gateway.store.audit import Audit


async def handed_out(trail: Audit, kind: str, about: str, by: str, records: Sequence[Record]) -> bytes:
    """The bundle about an order or a buyer (`kind`). The trail names the order and never the buyer, who may be erased.

    Raises `Refused` where the store does not work.
    """
    zipped = bundle(f"{kind} {about}", datetime.now(UTC), by, records, await trail.head())
    await trail.add(by, "evidence", kind, about if kind == "order" else "", manifest=manifest_of(zipped))
    return zipped
