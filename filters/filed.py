"""What the rules on attachments share: the files a reader gets, and findings on them."""

from __future__ import annotations

from collections.abc import Iterator

from filters.detect.tables.filetypes import FAMILIES
from filters.files.file import File
from filters.finding import Found
from filters.mail.attached import Attached
from filters.mail.mail import Mail

_PICTURES = frozenset(("png", "jpg"))
_FAMILY_OF_PAGES = frozenset(("html", "svg"))


def files(mail: Mail) -> Iterator[Attached]:
    """What is attached; pictures that a page shows are part of the page."""
    return (attached for attached in mail.files if not _is_shown(mail, attached))


def all_files(mail: Mail) -> Iterator[Attached]:
    """What is attached and every file in it, each with the part that carries it."""
    for attached in files(mail):
        for file in attached.file.walk():
            yield Attached(attached.part, file)


def on_file(attached: Attached, note: str) -> Found:
    """A finding on a file: its name stands for it, or its type where it has none."""
    part, file = attached
    words = file.name or file.declared or f".{file.kind}"
    inside = " (in an archive or a mail that is attached)" if file.depth else ""
    return Found("attachment-name", words, part.start, part.body, note + inside)


def akin(kind: str, claim: str) -> bool:
    """Whether a file of that kind may go by the name of the other: programs mix them up and open them all the same."""
    return kind == claim or any(kind in family and claim in family for family in FAMILIES)


def is_page_of_mail(file: File) -> bool:
    """Whether it is the HTML version of a mail that is attached."""
    return file.depth > 0 and not file.names and file.kind in _FAMILY_OF_PAGES


def _is_shown(mail: Mail, attached: Attached) -> bool:
    """Whether it is a still picture that some page of the mail shows by its Content-ID (RFC 2392)."""
    part, file = attached
    if not part.ctype.startswith("image/") or file.kind not in _PICTURES:
        return False
    names = (mail.message.value(header).decode("latin-1").strip("<> \t\r\n") for header in part.all("content-id"))
    return any(f"cid:{name}" in page.document.text for name in names if name for page in mail.pages)
