"""Compound files ([MS-CFB]): the Office documents of before 2007, mails of Outlook, installers, encrypted documents.

They are not taken apart. The names of their streams tell what they are, and text stands in them in the clear.
"""

from __future__ import annotations

import re

from filters.files.file import Contents, File


def _stream(name: str) -> bytes:
    return name.encode("utf-16-le")


_KINDS = (
    (_stream("EncryptedPackage"), "ole?"), (_stream("WordDocument"), "doc"), (_stream("Workbook"), "xls"),
    (_stream("PowerPoint Document"), "ppt"), (_stream("__substg1.0_"), "msg"), (_stream("Book\x00"), "xls"),
)  # fmt: skip
_INSTALLER = b"\x84\x10\x0c\x00\x00\x00\x00\x00\xc0\x00\x00\x00\x00\x00\x00\x46"
"""The class of an installer's root entry."""
_SEALED = (_stream("EncryptedPackage"), _stream("DataSpaces"))
_MACROS = (_stream("_VBA_PROJECT"), _stream("VBA\x00"), _stream("Macros\x00"))
_WIDE = re.compile(rb"(?:[\t\r\n\x20-\x7e\xa0-\xff]\x00){6,}")
_NARROW = re.compile(rb"[\t\r\n\x20-\x7e\xa0-\xff]{6,}")
_VOCABULARY = re.compile(
    r"https?://(?:schemas\.(?:microsoft|openxmlformats)\.(?:com|org)|www\.w3\.org|ns\.adobe\.com|purl\.org)\S*"
)
_WORD = b"\xec\xa5"
_WORD_ENCRYPTED = 0x01
"""fEncrypted of FibBase ([MS-DOC] 2.5.2), in the second octet of its flags."""


def kind(data: bytes) -> str:
    """What the file is by its streams, "ole?" where that cannot be told."""
    if _INSTALLER in data[:4_096]:
        return "msi"
    return next((kind for name, kind in _KINDS if name in data), "ole?")


def read(file: File) -> Contents:
    """The words that stand in it, whether it holds macros, whether it is encrypted."""
    data = file.data
    sealed = any(name in data for name in _SEALED) or _is_sealed_word(data)
    if sealed:
        return Contents(troubles=("it is encrypted",))
    active = ("it holds macros",) if any(name in data for name in _MACROS) else ()
    return Contents(texts=(_words(data),), active=active)


def _is_sealed_word(data: bytes) -> bool:
    """By the header of the document, which programs put into the first sector after the file's own."""
    return data[512:514] == _WORD and bool(data[523:524] and data[523] & _WORD_ENCRYPTED)


def _words(data: bytes) -> str:
    wide = [match[0].decode("utf-16-le") for match in _WIDE.finditer(data)]
    narrow = [match[0].decode("cp1252", "replace") for match in _NARROW.finditer(data)]
    return _VOCABULARY.sub("", "\n".join((*wide, *narrow)).replace("\r", "\n"))
