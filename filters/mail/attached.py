"""The files of a mail: which parts are files, by what names, and their texts as documents that no edit touches."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from filters.detect.tables.filetypes import TEXTUAL
from filters.files.file import File
from filters.files.limits import Budget
from filters.mail.document import Document
from filters.mail.message import Message, Part
from filters.mail.parameters import parameters
from filters.mail.transfer import Body
from filters.mail.words import decode_words

_SEALS = frozenset(
    ("application/pgp-signature", "application/pgp-encrypted", "application/pgp-keys", "application/pkcs7-signature",
     "application/x-pkcs7-signature", "application/pkcs7-mime", "application/x-pkcs7-mime")
)  # fmt: skip
"""Parts that belong to a signed or encrypted message: `structure/sealed`'s matter."""
_VERSIONS = frozenset(("text/x-amp-html",))
"""Parts that are versions of the letter, shown by some readers."""
_SHOWN = TEXTUAL | {"script", "rtf"}
_FOLD = re.compile(rb"\r?\n")
_PLAIN = re.compile(r';\s*(?:file)?name\s*=\s*(?:"([^"]*)"|([^;\s]+))', re.I)


class Attached(NamedTuple):
    """A file and the part that carries it."""

    part: Part
    file: File


class Files:
    """What is attached to a mail, in order. A file that an earlier look at the mail has read is not read again."""

    def __init__(self, message: Message, earlier: Files | None = None) -> None:
        self.message = message
        self.attached: list[Attached] = []
        self._earlier = (earlier.message.raw, earlier.attached) if earlier else (b"", [])
        self._budget: Budget = earlier._budget if earlier else Budget()

    @cached_property
    def _letter(self) -> frozenset[str]:
        """The paths of parts that are versions of the letter, though some programs give them a name."""
        return frozenset(
            part.path
            for whole in self.message.walk()
            if whole.ctype == "multipart/alternative"
            for part in whole.children
            if part.ctype in ("text/plain", "text/html") and part.disposition != "attachment"
        )

    def holds(self, part: Part) -> bool:
        """Whether a reader gets the part as a file: an attachment, or a mail within the mail."""
        if part.ctype.startswith("message/"):
            return True
        return part.is_attachment and part.ctype not in _SEALS and part.ctype not in _VERSIONS and part.path not in self._letter

    def add(self, part: Part) -> File:
        """The file that the part carries."""
        file = self._known(part) or file_of(self.message, part, self._budget)
        self.attached.append(Attached(part, file))
        return file

    def _known(self, part: Part) -> File | None:
        """The file of an earlier look whose part, head and body, is the same bytes."""
        raw, attached = self._earlier
        if len(self.attached) >= len(attached):
            return None
        before, file = attached[len(self.attached)]
        same = raw[before.start : before.end] == self.message.raw[part.start : part.end]
        return file if same else None


class Extracted(Document):
    """Text that stands in a file in a form no edit can reach."""

    editable = False

    def __init__(self, number: int, part: Part, text: str) -> None:
        self.number = number
        self.part = part
        self.text = text

    def raw_range(self, start: int, end: int) -> tuple[int, int]:
        return self.part.body, self.part.end


def file_of(message: Message, part: Part, budget: Budget) -> File:
    """The part as a file; a mail within the mail is not opened, nor a text: they are parts and texts of the mail itself."""
    start, end, raw = part.body, part.end, message.raw
    size = (end - start - 2 * raw.count(b"\n", start, end)) * 3 // 4 if part.encoding == "base64" else end - start

    def load(octets: int) -> bytes:
        stop = end if octets >= size else min(end, start + _encoded(octets, part.encoding))
        return Body(raw[start:stop], part.encoding).data

    file = File(tuple(names(message, part)), part.ctype, max(size, 0), load, budget)
    file.opened = not part.children and not (part.ctype.startswith("text/") and file.kind in _SHOWN)
    return file


def _encoded(octets: int, encoding: str) -> int:
    """Octets of a body that hold about so many decoded ones."""
    return octets * {"base64": 3, "quoted-printable": 6}.get(encoding, 2) // 2


def names(message: Message, part: Part) -> Iterator[str]:
    """Every name that a reader may take for the file's: of either field, joined and decoded, or as it stands."""
    found = [part.filename] if part.filename else []
    for header in (*part.all("content-disposition"), *part.all("content-type")):
        text = _FOLD.sub(b"", message.value(header)).decode("utf-8", "replace")
        joined = parameters(text)
        found += [decode_words(joined[key]) for key in ("filename", "name") if joined.get(key)]
        found += [decode_words(match[1] or match[2] or "") for match in _PLAIN.finditer(text)]
    return (name for name in dict.fromkeys(found) if name)
