"""What is shown of a mail. All of it is plain data: it crosses from a process that reads hostile mail to another."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text.

    findings  numbers of the findings whose words it belongs to
    sign      the name of the invisible or direction character it is, or ''
    """

    text: str
    findings: tuple[int, ...] = ()
    sign: str = ""


Pieces = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class ShownText:
    """One text. `kind` as in `filters.mail.surface.Surface`; `left_out`: characters that are not shown."""

    kind: str
    title: str
    pieces: Pieces
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class ShownLink:
    """An address that a page carries: the words it hides behind, where it leads, and whose page that is."""

    words: str
    url: str
    host: str
    follows: bool
    findings: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ShownFile:
    """What is attached. `kind` by content, `declared` by the message; sizes in octets, `sha256` of the decoded content."""

    name: str
    declared: str
    kind: str
    size: int
    sha256: str
    findings: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """Words on their way from one text to another. `op`: same, gone or new."""

    op: str
    text: str


@dataclass(frozen=True, slots=True)
class Difference:
    """What changes in one text; the long stretches that stay are left out."""

    title: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Editable:
    """A text that a person may write anew. `number` names it for `filters.editing.edited`."""

    number: int
    kind: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A mail, whole.

    pages     each HTML part as a harmless document of its own
    hidden    texts that are on no screen, titled with the reason
    sent      the texts as they would be sent, without marks; empty where they are the same
    notices   what is not shown, and why
    unplaced  numbers of findings whose words are marked nowhere
    """

    subject: Pieces
    headers: tuple[tuple[str, Pieces], ...]
    texts: tuple[ShownText, ...]
    hidden: tuple[ShownText, ...]
    pages: tuple[str, ...]
    links: tuple[ShownLink, ...]
    files: tuple[ShownFile, ...]
    sent: tuple[ShownText, ...]
    differences: tuple[Difference, ...]
    editable: tuple[Editable, ...]
    notices: tuple[str, ...]
    unplaced: tuple[int, ...]
