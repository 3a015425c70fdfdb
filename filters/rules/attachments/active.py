r"""attachments/active: a file that runs, or that opens in a browser.

What it finds
    Programs, scripts, shortcuts, installers, HTML and SVG files, by content or by any of their names; documents with macros
    or scripts, or that load or start something when they are opened; archives and attached mails with such a file in them.

Why
    Nothing that an order needs has to run. The marketplace drops such files, and mail programs take the sender for a criminal.

Example
    raw: Subject: x\r\nContent-Type: application/octet-stream; name="setup.exe"\r\n\r\nMZ\r\n
    raw: Subject: x\r\nContent-Type: text/html; name="label.html"\r\nContent-Disposition: attachment\r\n\r\n<p>Hello</p>\r\n

Allowed
    raw: Subject: x\r\nContent-Type: text/plain; name="notes.txt"\r\nContent-Disposition: attachment\r\n\r\nRun setup.exe.\r\n
    html: <p>The letter itself may have an HTML version.</p>

Fix
    None.

Options
    None.

Source
    Public help pages (A); extensions as the large mail programs block them; ECMA-376 (macros), ISO 32000 12.6.4 (actions).
"""

from __future__ import annotations

from collections.abc import Iterator

from filters.detect.filenames import is_active
from filters.detect.tables.filetypes import ACTIVE
from filters.facts import Facts
from filters.filed import all_files, is_page_of_mail, on_file
from filters.files.file import File
from filters.finding import Action, Found
from filters.mail.mail import Mail
from filters.rule import NoOptions, Rule


def check(mail: Mail, facts: Facts, options: NoOptions) -> Iterator[Found]:
    for attached in all_files(mail):
        if reason := _reason(attached.file):
            yield on_file(attached, reason)


def _reason(file: File) -> str:
    if file.kind in ACTIVE and not is_page_of_mail(file):
        return f"a file that runs or opens in a browser (.{file.kind})"
    if any(map(is_active, file.names)):
        return "a file that by its name runs or opens in a browser"
    return "; ".join(file.contents.active)


RULE = Rule(
    name="attachments/active",
    check=check,
    summary="An attached file that runs, or that opens in a browser.",
    clause="No programs, scripts, macros or HTML files as attachments (A).",
    advice="Attach a PDF, a document without macros, a text or a still picture.",
    default=Action.REJECT,
)
