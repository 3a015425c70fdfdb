"""An edit: a range of one decoded document replaced by text."""

from __future__ import annotations

from typing import NamedTuple


class Edit(NamedTuple):
    """Replace characters [start, end) of document number `document` by `text`.

    A document is the decoded text of one leaf part or of one header value; `filters.mail.splice` turns edits into
    bytes in the document's own charset and transfer encoding.
    """

    document: int
    start: int
    end: int
    text: str = ""
