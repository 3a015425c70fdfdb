"""What kind of file some bytes are, by their beginning alone.

The name of a kind is its usual extension; "text" is text that claims nothing more, "script" what a shell or Windows runs,
"" bytes of no kind known here. A ZIP is told apart from what is built on it by `filters.mail.archive`.
"""

from __future__ import annotations

import re

from filters.detect.tables.filetypes import BRANDS, SIGNATURES

HEAD = 4_096
"""Octets that suffice for almost every kind."""
FAR = 33_000
"""Octets that suffice for all: an ISO 9660 image says what it is at 32,769."""
PDF_WITHIN = 1_024
"""Readers look for a PDF's header within its first kilobyte (ISO 32000 annex H, note 13)."""
_LENIENT = frozenset(("html", "script"))
"""Kinds that what runs them takes for such whatever octets follow."""
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_NOT_TEXT = bytes(set(range(32)) - set(b"\t\n\r\f\x1b"))
_SCRIPT = re.compile(
    r"\s*(?:#!\s*/|@echo\s|<\?php\b|<%@|<(?:job|package|scriptlet|hta:application)\b|rem\s[^\n]*\n\s*@?echo|"
    r"\[internetshortcut\]|windows registry editor|powershell\b|wscript\.|set\s+\w+\s*=\s*(?:createobject|wscript)|"
    r"(?:var|const|let)\s+\w+\s*=\s*(?:new\s+activexobject|require\()|#requires\s|\(?new-object\s|dim\s+\w+\s*\r?\n)",
    re.I,
)
_PAGE = re.compile(
    r"<!doctype\s+html|<(?:html|head|body|script|iframe|object|embed|meta|form|frameset|svg:svg)[\s>/]|<!--\[if\s", re.I
)
_PAGE_INSIDE = re.compile(r"<(?:html|script|iframe|body)[\s>/]", re.I)
_SVG = re.compile(r"<svg[\s>]", re.I)
_MARKED = (
    ("begin:vcalendar", "ics"), ("begin:vcard", "vcf"), ("mime-version:", "eml"), ("received:", "eml"), ("return-path:", "eml"),
)  # fmt: skip


def sniff(head: bytes) -> str:
    """The kind of file that begins with these bytes. Never raises."""
    for offset, mark, kind in SIGNATURES:
        if head.startswith(mark, offset) and _holds(head, kind):
            return kind
    if head[4:8] == b"ftyp":
        return BRANDS.get(head[8:12], "mp4")
    if b"%PDF-" in head[: PDF_WITHIN + 5]:
        return "pdf"
    text = readable(head[:HEAD])
    if text is not None:
        return _written(text)
    kind = _written(head[:HEAD].decode("latin-1"))
    return kind if kind in _LENIENT else ""


def _holds(head: bytes, kind: str) -> bool:
    """Whether a short mark is more than two letters of a text."""
    if kind == "exe":
        return len(head) < 64 or not _is_plain(head[:64])
    if kind in ("webp", "wav", "avi"):
        return head.startswith(b"RIFF")
    if kind == "bz2":
        return head[3:4].isdigit()
    return not (kind in ("bmp", "lzh", "arj") and _is_plain(head[:64]))


def _is_plain(data: bytes) -> bool:
    return data.translate(None, _NOT_TEXT) == data


def readable(data: bytes, whole: bool = False) -> str | None:
    """The bytes as text in UTF-8, UTF-16 or, failing these, Windows-1252; None where they are no text.

    whole  nothing was cut off at the end
    """
    for mark, codec in _BOMS:
        if data.startswith(mark):
            return data.decode(codec, "replace")
    if not _is_plain(data):
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if not whole and error.start >= len(data) - 3:
            return data[: error.start].decode("utf-8")
        return data.decode("cp1252", "replace")


def _written(text: str) -> str:
    start = text.lstrip("\ufeff \t\r\n")
    if _SCRIPT.match(start):
        return "script"
    if _PAGE.match(start):
        return "html"
    if _SVG.search(text):
        return "svg"
    lower = start[:64].lower()
    for mark, kind in _MARKED:
        if lower.startswith(mark):
            return kind
    if start.startswith("<?xml"):
        return "html" if _PAGE_INSIDE.search(text) else "xml"
    return "html" if start.startswith("<") and _PAGE_INSIDE.search(text) else "text"
