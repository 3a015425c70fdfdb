"""`show`: everything a person looks at before deciding about a mail, worked out at once, bounded whatever the mail is."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from filters.detect.urls import split_url
from filters.facts import Facts
from filters.finding import Finding
from filters.mail.mail import Mail
from filters.mail.message import Part
from filters.mail.surface import Surface
from filters.mail.transfer import Body
from filters.mail.words import decode_words
from filters.showing import differing, harmless
from filters.showing.marks import marks
from filters.showing.pictures import Pictures
from filters.showing.pieces import Mark, cut
from filters.showing.values import Difference, Editable, Pieces, Shown, ShownFile, ShownLink, ShownText

TEXT = 100_000
"""Characters shown of one text."""
ALL_TEXT = 400_000
"""Characters shown of all texts together."""
LINE = 4_000
"""Characters shown of a header field."""
FIELDS = 300
LINKS = 300
FILES = 300
SURFACES = 200
"""Texts that are shown."""
HASHED = 40_000_000
"""Octets of attachments that are hashed, as they stand in the message."""

_SHOWN = ("text", "html", "attachment")
_TITLES = {"text": "Text", "html": "HTML", "attachment": "Text of an attachment", "hidden": "Hidden", "header": "Header"}


def show(raw: bytes, outgoing: bytes, findings: Sequence[Finding], facts: Facts) -> Shown:
    """What is shown of a mail, of `outgoing` as it would be sent, and of what is between them."""
    return _Show(Mail.of(raw, facts), findings).whole(None if outgoing == raw else Mail.of(outgoing, facts))


@dataclass
class _Show:
    """One mail on its way to being shown: how much text is left, and what had to be left out."""

    mail: Mail
    findings: Sequence[Finding]
    left: int = ALL_TEXT
    notices: list[str] = field(default_factory=list)

    def whole(self, after: Mail | None) -> Shown:
        placed = marks(self.mail, self.findings)
        subject = self.mail.subject
        return Shown(
            subject=self.pieces(subject, placed.get(subject, [])) if subject else (),
            headers=tuple(self.headers()),
            texts=tuple(self.texts(self.mail, _SHOWN, placed)),
            hidden=tuple(self.texts(self.mail, ("hidden",), placed)),
            pages=tuple(self.pages(placed)),
            links=tuple(self.links(placed)),
            files=tuple(self.files()),
            sent=tuple(self.texts(after, ("subject", *_SHOWN), {})) if after else (),
            differences=tuple(differences(self.mail, after)) if after else (),
            editable=tuple(editable(self.mail)),
            notices=tuple(dict.fromkeys((*self.mail.message.exceeded, *self.notices))),
            unplaced=self.unplaced(placed),
        )

    def unplaced(self, placed: dict[Surface, list[Mark]]) -> tuple[int, ...]:
        marked = {number for found in placed.values() for _, _, number in found}
        return tuple(number for number, _ in enumerate(self.findings) if number not in marked)

    def pieces(self, surface: Surface, found: Sequence[Mark], limit: int = LINE) -> Pieces:
        return cut(surface.text[:limit], [(start, min(end, limit), number) for start, end, number in found if start < limit])

    def texts(self, mail: Mail, kinds: Sequence[str], placed: dict[Surface, list[Mark]]) -> Iterator[ShownText]:
        surfaces = [s for s in mail.of_kind(*kinds) if s.text.strip() and s.attribute != "all text"]
        self.too_many(len(surfaces), SURFACES, "texts")
        for surface in surfaces[:SURFACES]:
            limit = min(TEXT, self.left)
            self.left -= min(len(surface.text), limit)
            left_out = max(0, len(surface.text) - limit)
            yield ShownText(surface.kind, title(surface), self.pieces(surface, placed.get(surface, []), limit), left_out)

    def headers(self) -> Iterator[tuple[str, Pieces]]:
        """The fields of the message itself, decoded where they are encoded."""
        fields = self.mail.message.root.headers
        self.too_many(len(fields), FIELDS, "header fields")
        for header in fields[:FIELDS]:
            raw = self.mail.message.raw[header.start : header.end]
            name = raw.partition(b":")[0].decode("utf-8", "replace")[:200]
            value = " ".join(self.mail.message.value(header)[:LINE].decode("utf-8", "replace").split())
            yield name, cut(decode_words(value)[:LINE])

    def pages(self, placed: dict[Surface, list[Mark]]) -> Iterator[str]:
        pictures = Pictures(self.mail.message)
        for page in self.mail.pages[:5]:
            found = [mark for surface in page.surfaces if surface.kind == "html" for mark in placed.get(surface, [])]
            made = harmless.document(page, found, self.findings, pictures)
            if not made:
                self.notices.append(f"the HTML view is left out: {'; '.join(page.limits) or 'too large'}")
            yield made

    def links(self, placed: dict[Surface, list[Mark]]) -> Iterator[ShownLink]:
        links = [link for page in self.mail.pages for link in page.links]
        self.too_many(len(links), LINKS, "links")
        for link in links[:LINKS]:
            numbers = tuple(sorted({number for _, _, number in placed.get(link.surface, [])}))
            words = link.text[:200] or ("picture" if link.image else "")
            yield ShownLink(words, link.url[:2_000], split_url(link.url[:2_000]).host, link.follows, numbers)

    def files(self) -> Iterator[ShownFile]:
        self.too_many(len(self.mail.files), FILES, "attachments")
        budget = HASHED
        for part, file in self.mail.files[:FILES]:
            budget -= part.end - part.body
            content = Body(self.mail.message.raw[part.body : part.end], part.encoding).data if budget >= 0 else None
            size, digest = (len(content), hashlib.sha256(content).hexdigest()) if content is not None else (file.size, "")
            yield ShownFile(file.name[:500], file.declared[:200], file.kind, size, digest, self.about(part))

    def about(self, part: Part) -> tuple[int, ...]:
        """The numbers of the findings on a part that is a file."""
        return tuple(
            number
            for number, finding in enumerate(self.findings)
            if finding.surface.startswith("attachment") and part.start <= finding.start and finding.end <= part.end
        )

    def too_many(self, number: int, limit: int, what: str) -> None:
        if number > limit:
            self.notices.append(f"{number - limit:,} more {what} are not shown")


def title(surface: Surface) -> str:
    """What a text is called."""
    named = _TITLES.get(surface.kind, surface.kind.capitalize())
    return f"{named}: {surface.attribute}" if surface.kind == "hidden" and surface.attribute else named


def editable(mail: Mail) -> Iterator[Editable]:
    """The subject and the texts of the message that a person may write anew."""
    for number, surface in enumerate(mail.surfaces):
        if surface.kind in ("subject", "text", "html") and surface.editable and len(surface.text) <= TEXT:
            yield Editable(number, surface.kind, title(surface), surface.text)


def differences(before: Mail, after: Mail) -> Iterator[Difference]:
    """The texts that change, subject first. Both mails have the same texts in the same order (`filters.mail.proof`)."""
    olds, news = (list(mail.of_kind("subject", "text", "html")) for mail in (before, after))
    for old, new in zip(olds, news, strict=False):
        if changes := differing.changes(old.text[:TEXT], new.text[:TEXT]):
            yield Difference(title(old), changes)
