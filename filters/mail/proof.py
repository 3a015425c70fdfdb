"""The proof after a splice: everything that no edit names is the same bytes, and what is edited reads as intended."""

from __future__ import annotations

from collections.abc import Iterable

from filters.edits import Edit
from filters.mail.header import HeaderDocument
from filters.mail.mail import Mail
from filters.mail.message import Part
from filters.mail.splice import by_document


def damage(before: Mail, edits: Iterable[Edit], after: Mail) -> str:
    """What the edits damaged, in a short clause; '' = proven to be undamaged."""
    grouped = {document.number: (document, group) for document, group in by_document(before, edits)}
    edited = [document for document, _ in grouped.values()]
    headers = {document.header.start for document in edited if isinstance(document, HeaderDocument)}
    bodies = {document.part.path for document in edited if not isinstance(document, HeaderDocument)}
    expected = {number: document.after(group) for number, (document, group) in grouped.items()}
    return _tree(before, after, headers, bodies) or _texts(before, after, expected)


def _tree(before: Mail, after: Mail, headers: set[int], bodies: set[str]) -> str:
    old, new = list(before.message.walk()), list(after.message.walk())
    if [_shape(part) for part in old] != [_shape(part) for part in new]:
        return "the part tree changed"
    for one, other in zip(old, new, strict=True):
        if not _same_headers(before, after, one, other, headers):
            return f"a header of part {one.path or '0'} changed that no edit names"
        if one.path not in bodies and not _same_around(before.message.raw, after.message.raw, one, other):
            return f"the body of part {one.path or '0'} changed that no edit names"
    return ""


def _shape(part: Part) -> tuple[object, ...]:
    return part.path, part.ctype, part.encoding, part.disposition, part.filename, part.closed


def _same_headers(before: Mail, after: Mail, old: Part, new: Part, edited: set[int]) -> bool:
    """The header block, fields named by an edit left out, is the same bytes."""
    one = _without(before.message.raw, old, {h.start for h in old.headers if h.start in edited})
    places = {b.start for a, b in zip(old.headers, new.headers, strict=False) if a.start in edited}
    return one == _without(after.message.raw, new, places)


def _without(raw: bytes, part: Part, places: set[int]) -> bytes:
    out, at = [], part.start
    for header in part.headers:
        if header.start in places:
            out.append(raw[at : header.value])
            at = header.end
    return b"".join((*out, raw[at : part.body]))


def _same_around(one: bytes, other: bytes, old: Part, new: Part) -> bool:
    """A leaf's body, or of a composite what stands between and around its parts, is the same bytes."""
    old_at, new_at = old.body, new.body
    for a, b in zip(old.children, new.children, strict=True):
        if one[old_at : a.start] != other[new_at : b.start]:
            return False
        old_at, new_at = a.end, b.end
    return one[old_at : old.end] == other[new_at : new.end]


def _texts(before: Mail, after: Mail, expected: dict[int, str]) -> str:
    if len(before.documents) != len(after.documents):
        return "a text appeared or disappeared"
    for old, new in zip(before.documents, after.documents, strict=True):
        wanted = expected.get(old.number, old.text)
        if new.text != wanted and _loose(new.text) != _loose(wanted):
            return f"text {old.number} does not read as the edits say"
    return ""


def _loose(text: str) -> str:
    """Text without the white space that folding and encoded words move."""
    return "".join(text.split())
