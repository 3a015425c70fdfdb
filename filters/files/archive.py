"""ZIP archives by their directory (APPNOTE.TXT 4.3), looked at before anything is unpacked."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from io import BytesIO
from zipfile import BadZipFile, LargeZipFile, ZipFile, ZipInfo

from filters.detect.filetypes import HEAD
from filters.files.file import DAMAGED, Contents, File
from filters.files.limits import DEPTH, ENTRIES, RATIO, RATIO_FROM

ENCRYPTED = "it is encrypted"
_ENCRYPTED = 0x41
"""General purpose bits 0 and 6: encrypted, strongly encrypted (4.4.4)."""
_ENTRY = b"PK\x01\x02"
_BROKEN = (BadZipFile, LargeZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)


class UnsafeArchive(ValueError):
    """An archive that is not unpacked; the message is a short clause."""


def directory(data: bytes) -> ZipFile:
    """The archive with its directory read. Raises UnsafeArchive."""
    if data.count(_ENTRY) > ENTRIES + 1:
        raise UnsafeArchive("it has too many entries")
    try:
        found = ZipFile(BytesIO(data))
    except _BROKEN as error:
        raise UnsafeArchive(DAMAGED) from error
    packed = sum(entry.compress_size for entry in found.infolist())
    if packed > len(data):
        raise UnsafeArchive("its entries overlap")
    return found


def kind(file: File) -> str:
    """What is built on this archive: an Office document, a program, nothing else ("zip"), or nobody knows ("zip?")."""
    try:
        names = set(directory(file.data).namelist())
    except UnsafeArchive:
        return _by_beginning(file.head) or "zip?"
    if "AndroidManifest.xml" in names:
        return "apk"
    if "META-INF/MANIFEST.MF" in names and any(name.endswith(".class") for name in names):
        return "jar"
    if "[Content_Types].xml" in names:
        return next((kind for folder, kind in _FOLDERS if any(name.startswith(folder) for name in names)), "zip")
    return _by_beginning(file.head) or "zip"


_FOLDERS = (("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "pptx"))
_MIMETYPES = (
    (b"mimetypeapplication/vnd.oasis.opendocument.text", "odt"),
    (b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "ods"),
    (b"mimetypeapplication/vnd.oasis.opendocument.presentation", "odp"),
    (b"mimetypeapplication/epub+zip", "epub"),
)


def _by_beginning(head: bytes) -> str:
    """By the first entry: `mimetype` (OpenDocument 1.3 part 2, 3.3), or the list of types of a damaged Office document."""
    for mark, found in _MIMETYPES:
        if head.startswith(mark, 30):
            return found
    if head.startswith(b"[Content_Types].xml", 30):
        return next((found for folder, found in _FOLDERS if folder.encode() in head), "")
    return ""


def bomb(entries: Iterable[ZipInfo], file: File) -> str:
    """Why these entries are not unpacked, in a short clause, or ''; what they unpack to is counted."""
    total = 0
    for entry in entries:
        total += entry.file_size
        if entry.file_size > RATIO_FROM and entry.file_size > RATIO * max(entry.compress_size, 1):
            return "it unpacks to much more than it says"
    return "" if file.budget.unpack(total) else "it unpacks to more than what is read"


def read(file: File) -> Contents:
    """The files of an archive as files."""
    try:
        found = directory(file.data)
    except UnsafeArchive as error:
        return Contents(troubles=(str(error),))
    entries = [entry for entry in found.infolist() if not entry.is_dir()]
    if file.depth >= DEPTH:
        return Contents(troubles=("archives are nested too deep",))
    if not file.budget.enter(len(entries)):
        return Contents(troubles=("it has too many entries",))
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        return Contents(members=tuple(named(entry, file) for entry in entries), troubles=(ENCRYPTED,))
    if trouble := bomb(entries, file):
        return Contents(members=tuple(named(entry, file) for entry in entries), troubles=(trouble,))
    return Contents(members=tuple(member(found, entry, file) for entry in entries))


def named(entry: ZipInfo, file: File) -> File:
    """An entry of which no more than its name is known."""
    return File((_base(entry.filename),), "", 0, lambda _: b"", file.budget, file.depth + 1, False)


def member(found: ZipFile, entry: ZipInfo, file: File) -> File:
    """An entry as a file; what cannot be unpacked is damaged."""

    def load(octets: int) -> bytes:
        return unpacked(found, entry, octets)

    return File((_base(entry.filename),), "", entry.file_size, load, file.budget, file.depth + 1)


def unpacked(found: ZipFile, entry: ZipInfo, octets: int = -1) -> bytes:
    """The first octets of an entry, all by default. Raises UnsafeArchive."""
    try:
        with found.open(entry) as stream:
            return stream.read(max(octets, HEAD) if octets >= 0 else -1)
    except _BROKEN as error:
        raise UnsafeArchive(DAMAGED) from error


def _base(path: str) -> str:
    return path.replace("\\", "/").rpartition("/")[2]
