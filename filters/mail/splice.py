"""Edits to bytes: only what an edit names is written anew, everything else stays where and as it is."""

from __future__ import annotations

from collections.abc import Iterable

from filters.edits import Edit
from filters.mail.document import Document, UnspliceableError
from filters.mail.mail import Mail
from filters.mail.transfer import Change, spliced


def apply(mail: Mail, edits: Iterable[Edit]) -> bytes:
    """The message with the edits made. They must not overlap. Raises UnspliceableError where one cannot be written."""
    changes = []
    for document, group in by_document(mail, edits):
        if not document.editable:
            raise UnspliceableError(f"document {document.number} may not be edited")
        changes.append(Change(*document.rewritten(group)))
    return spliced(mail.message.raw, sorted(changes))


def by_document(mail: Mail, edits: Iterable[Edit]) -> list[tuple[Document, list[Edit]]]:
    """The edits of each document, sorted by place, equal ones once, their text as the document can hold it."""
    grouped: dict[int, list[Edit]] = {}
    for edit in sorted(set(edits)):
        grouped.setdefault(edit.document, []).append(edit)
    return [(mail.documents[number], _fitted(mail.documents[number], group)) for number, group in grouped.items()]


def _fitted(document: Document, edits: list[Edit]) -> list[Edit]:
    return [edit._replace(text=document.fitting(edit.text)) if edit.text else edit for edit in edits]
