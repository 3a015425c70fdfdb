"""A bundle checked on its own, away from the store: every file is what the manifest says, every digest in it is right."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from gateway.evidence.bundle import FORMAT, MANIFEST
from gateway.store.audit import Entry

_MOST = 500_000_000
"""Octets that a bundle may unpack to."""


def problems(zipped: bytes) -> Iterator[str]:
    """What is wrong with the bundle, a sentence each; nothing where it is whole. Never raises for what the file holds."""
    try:
        with zipfile.ZipFile(io.BytesIO(zipped)) as archive:
            files = _read(archive)
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError, RuntimeError) as error:
        yield f"it is no bundle that can be read: {error}"
        return
    try:
        manifest = json.loads(files.pop(MANIFEST))
        named: dict[str, str] = dict(manifest["files"])
        version = manifest["format"]
    except (KeyError, ValueError, TypeError):
        yield "it has no manifest that can be read"
        return
    if version != FORMAT:
        yield f"its format is {version}, this version of the program knows {FORMAT}"
        return
    yield from _against(named, files)
    yield from _inside(files)


def _read(archive: zipfile.ZipFile) -> dict[str, bytes]:
    entries = archive.infolist()
    if sum(entry.file_size for entry in entries) > _MOST:
        raise ValueError("it unpacks to more than is read")
    if len({entry.filename for entry in entries}) != len(entries):
        raise ValueError("two files in it have the same name")
    return {entry.filename: archive.read(entry) for entry in entries}


def _against(named: dict[str, str], files: dict[str, bytes]) -> Iterator[str]:
    for name in sorted(named.keys() - files.keys()):
        yield f"{name}: is missing"
    for name in sorted(files.keys() - named.keys()):
        yield f"{name}: was added"
    for name in sorted(named.keys() & files.keys()):
        if hashlib.sha256(files[name]).hexdigest() != named[name]:
            yield f"{name}: was changed"


def _inside(files: dict[str, bytes]) -> Iterator[str]:
    """What the files say of each other: a manifest made anew after a change does not hide it here."""
    for name in sorted(files):
        folder, _, last = name.rpartition("/")
        try:
            if last == "audit.jsonl":
                yield from (f"{name}: {problem}" for problem in _trail(files[name], folder, files))
            elif last == "record.json":
                yield from (f"{folder}/{problem}" for problem in _digests(json.loads(files[name]), folder, files))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            yield f"{name}: cannot be read ({type(error).__name__})"


def _digests(record: dict[str, Any], folder: str, files: dict[str, bytes]) -> Iterator[str]:
    """The bytes of a held message and of its edits are those that their rows name."""
    told = {}
    if held := record.get("held"):
        original, outgoing = held["sha256"], held["outgoing_sha256"]
        told = {"original.eml": original} | ({"cleaned.eml": outgoing} if outgoing != original else {})
    told |= {f"edit-{edit['number']}.eml": edit["sha256"] for edit in record.get("held_edits", ())}
    for name, digest in told.items():
        content = files.get(f"{folder}/{name}")
        if content is not None and hashlib.sha256(content).hexdigest() != digest:
            yield f"{name}: is not what was recorded"


def _trail(text: bytes, folder: str, files: dict[str, bytes]) -> Iterator[str]:
    """Every entry's hash is that of its values; the bytes that a release sent are among the files, where any are kept."""
    last = 0
    kept = {
        hashlib.sha256(content).hexdigest()
        for name, content in files.items()
        if name.startswith(f"{folder}/") and name.endswith(".eml")
    }
    for line in text.splitlines():
        data = json.loads(line)
        entry = Entry(**{**data, "at": datetime.fromisoformat(data["at"])})
        if entry.right_hash != entry.hash:
            yield f"entry {entry.seq} was changed"
        if entry.seq <= last:
            yield f"entry {entry.seq} stands in the wrong place"
        last = entry.seq
        sent = entry.detail.get("content")
        if entry.action == "released" and kept and sent not in kept:
            yield f"entry {entry.seq}: what was sent is not among the files"
