r"""attachments/unreadable: a file that cannot be inspected.

What it finds
    Encrypted PDFs, Office documents and archives; damaged ones; archives that unpack to much more than they hold (100 times
    as much, or 100 MB), have more than 1,000 entries, overlap, or are nested over three deep; archives of a kind that is not
    looked into (RAR, 7z, gzip, ...); documents that are longer than what is read (50 pages, 500,000 characters, 30 MB).

Why
    What cannot be looked into could say anything.

Example
    raw: Subject: x\r\nContent-Type: application/pdf; name="invoice.pdf"\r\n\r\n%PDF-1.7 and nothing more\r\n

Allowed
    raw: Subject: x\r\nContent-Type: text/plain; name="notes.txt"\r\nContent-Disposition: attachment\r\n\r\nHello\r\n

Fix
    None: a person decides.

Options
    None.

Source
    RULES, attachments (A); bounds: those of `filters.files.limits`.
"""

from __future__ import annotations

from collections.abc import Iterator

from filters.facts import Facts
from filters.filed import all_files, on_file
from filters.finding import Action, Found
from filters.mail.mail import Mail
from filters.rule import NoOptions, Rule


def check(mail: Mail, facts: Facts, options: NoOptions) -> Iterator[Found]:
    for attached in all_files(mail):
        for trouble in attached.file.contents.troubles:
            yield on_file(attached, trouble)


RULE = Rule(
    name="attachments/unreadable",
    check=check,
    summary="An attached file that cannot be inspected.",
    clause="What cannot be read waits for a person (A).",
    advice="Attach the file whole, without a password, and not in an archive.",
    default=Action.HOLD,
)
