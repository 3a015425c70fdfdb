r"""attachments/disguised: a file that is not what its name or its declared type says.

What it finds
    A file whose content is of another kind than one of its names or its Content-Type claims; a name that shows a harmless
    extension before the true one (`invoice.pdf.exe`), turns letters around (U+202E), holds control characters, hides its
    extension behind a gap, or hides a program's behind dots or blanks that a system drops. In archives and attached mails, too.
    Kinds that programs mix up and open all the same pass for each other: pictures, texts, the forms of one Office document.

Why
    What a reader believes to open and what opens have to be the same.

Example
    raw: Subject: x\r\nContent-Type: application/pdf; name="invoice.pdf"\r\n\r\n<html><p>Hello</p></html>\r\n
    raw: Subject: x\r\nContent-Type: application/octet-stream; name="invoice.pdf.exe"\r\n\r\nMZ\r\n

Allowed
    raw: Subject: x\r\nContent-Type: application/octet-stream; name="report.v2.txt"\r\n\r\nHello\r\n
    raw: Content-Type: image/jpeg; name=a.jpg\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgoAAAANSUhEUg==\r\n

Fix
    None.

Options
    None.

Source
    RULES, attachments (A); RFC 2183 2.3 on names that are not to be believed.
"""

from __future__ import annotations

from collections.abc import Iterator

from filters.detect.filenames import tricks
from filters.detect.tables.filetypes import ACTIVE, SIGNED, TEXTUAL, ZIPPED
from filters.facts import Facts
from filters.filed import akin, all_files, on_file
from filters.files.file import File
from filters.finding import Action, Found
from filters.mail.mail import Mail
from filters.rule import NoOptions, Rule


def check(mail: Mail, facts: Facts, options: NoOptions) -> Iterator[Found]:
    for attached in all_files(mail):
        clauses = [clause for name in attached.file.names for clause in tricks(name)]
        if not clauses:
            clauses = [_otherwise(attached.file, claim) for claim in attached.file.claims if _is_lie(attached.file, claim)]
        if clauses:
            yield on_file(attached, "; ".join(dict.fromkeys(clauses)))


def _is_lie(file: File, claim: str) -> bool:
    """Whether the content is not what is claimed. That a name claims to be active deceives nobody."""
    if not file.head or claim in ACTIVE or akin(file.kind, claim):
        return False
    if not file.kind:
        return claim in SIGNED or claim in TEXTUAL
    return not (claim == "zip" and file.kind in ZIPPED and file.kind not in ACTIVE)


def _otherwise(file: File, claim: str) -> str:
    return f"its content is {f'.{file.kind}' if file.kind else 'of another kind'}, not .{claim}"


RULE = Rule(
    name="attachments/disguised",
    check=check,
    summary="An attached file that is not what its name or its declared type says.",
    clause="A file is what its name and type say (A).",
    advice="Give the file its true name and type.",
    default=Action.REJECT,
)
