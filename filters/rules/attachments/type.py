r"""attachments/type: a file of a type that is not on the list.

What it finds
    An attached file that is, by its content, none of PDF, Word document, plain text, JPEG, PNG, BMP and TIFF. A text is what
    its name says: a calendar entry, a table, a business card. A mail within the mail is a file, too. Of an archive that the
    account admits, the files in it are looked at in the same way.

Why
    The marketplace passes on these types and takes others away, so the buyer would miss what the message speaks of.

Example
    raw: Content-Type: application/x-7z-compressed; name=a.7z\r\n\r\n7z\xbc\xaf\x27\x1c\r\n
    raw: Subject: x\r\nContent-Type: text/calendar; name="date.ics"\r\n\r\nBEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n

Allowed
    raw: Subject: x\r\nContent-Type: text/plain; name="notes.txt"\r\nContent-Disposition: attachment\r\n\r\nHello\r\n
    raw: Content-Type: image/png; name=a.png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgoAAAANSUhEUg==\r\n

Fix
    None: a person decides.

Options
    allow: more types, by their usual extension ("xlsx", "csv", "zip").

Source
    Public help pages: attachments of buyer-seller messages (A); RULES, "Boundaries".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from filters.detect.filenames import extension
from filters.detect.tables.filetypes import ARCHIVES, NAMED
from filters.facts import Facts
from filters.filed import files, on_file
from filters.files.file import File
from filters.finding import Action, Found
from filters.mail.attached import Attached
from filters.mail.mail import Mail
from filters.rule import Rule

_ALLOWED = frozenset(("pdf", "doc", "docx", "txt", "jpg", "png", "bmp", "tif"))


@dataclass(frozen=True, slots=True)
class Options:
    """`allow`: extensions, lower-case, without the dot."""

    allow: tuple[str, ...] = ()


def check(mail: Mail, facts: Facts, options: Options) -> Iterator[Found]:
    allowed = _ALLOWED | {NAMED.get(name, name) for name in options.allow}
    for attached in files(mail):
        for file in _not_allowed(attached.file, allowed):
            yield on_file(Attached(attached.part, file), f"a file of the type {_type(file)}")


def _not_allowed(file: File, allowed: frozenset[str]) -> Iterator[File]:
    if _type(file) not in allowed:
        yield file
    elif file.kind in ARCHIVES:
        for member in file.contents.members:
            yield from _not_allowed(member, allowed)


def _type(file: File) -> str:
    """The kind by content; where no such kind is known, the extension."""
    return file.kind or extension(file.name) or file.declared or "unknown"


RULE = Rule(
    name="attachments/type",
    check=check,
    summary="An attached file of a type that is not on the list.",
    clause="Attachments are PDF, Word, text, JPEG, PNG, BMP or TIFF files (A).",
    advice="Attach a PDF, a Word document, a text or a still picture.",
    default=Action.HOLD,
    options=Options,
)
