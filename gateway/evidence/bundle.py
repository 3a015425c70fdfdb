"""The bundle: a ZIP file whose manifest names every file with its digest. The same record gives the same bytes."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from gateway.evidence.record import Record
from gateway.evidence.summary import summary
from gateway.store.audit import Entry, Head

FORMAT = 1
MANIFEST = "manifest.json"
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The time of every file in the ZIP: the earliest it can say."""


def bundle(about: str, made: datetime, by: str, records: Sequence[Record], head: Head) -> bytes:
    """The ZIP file.

    about  what the evidence is about, such as `order 302-1234567-1234567`
    head   of the audit trail: what came before it cannot be changed later without the trail telling
    """
    files: dict[str, bytes] = {}
    for number, record in enumerate(records, 1):
        files |= _files(f"messages/{number:03}-{record.id}", record)
    files["summary.html"] = summary(about, made, by, records, head).encode("utf-8")
    manifest = {
        "format": FORMAT,
        "about": about,
        "made_at": made.isoformat(),
        "made_by": by,
        "audit_head": asdict(head),
        "policies_missing": sorted(_policies(records)),
        "files": {name: hashlib.sha256(content).hexdigest() for name, content in sorted(files.items())},
    }
    return _zipped({**files, MANIFEST: _json(manifest)})


def manifest_of(zipped: bytes) -> str:
    """The SHA-256 of a bundle's manifest: who has it from the one who made the bundle can prove all of it."""
    with zipfile.ZipFile(io.BytesIO(zipped)) as archive:
        return hashlib.sha256(archive.read(MANIFEST)).hexdigest()


def _files(folder: str, record: Record) -> dict[str, bytes]:
    trail = "".join(f"{json.dumps(_entry(entry))}\n" for entry in record.entries)
    return {
        f"{folder}/record.json": _json(record.data),
        **{f"{folder}/{name}": content for name, content in record.content.items()},
        **({f"{folder}/audit.jsonl": trail.encode("ascii")} if trail else {}),
    }


def _entry(entry: Entry) -> dict[str, Any]:
    return {**asdict(entry), "at": entry.at.isoformat()}


def _policies(records: Sequence[Record]) -> set[str]:
    return {it.data[table]["policy"] for it in records for table in ("message", "held") if it.data.get(table, {}).get("policy")}


def _json(data: object) -> bytes:
    return json.dumps(data, indent=1, sort_keys=True).encode("ascii") + b"\n"


def _zipped(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(entry, content)
    return out.getvalue()
