"""A mail as rules see it: the message, the facts, and every text a reader sees, in reading order."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from functools import cached_property
from typing import Any

from filters.detect.language import language_of
from filters.detect.papers import is_paper
from filters.facts import Facts
from filters.mail import limits, wording
from filters.mail.addresses import display_names
from filters.mail.attached import Attached, Extracted, Files
from filters.mail.document import Document, Shown, TextDocument
from filters.mail.header import STRUCTURED, HeaderDocument
from filters.mail.message import Header, Message, Part
from filters.mail.page import Page
from filters.mail.parse import parse
from filters.mail.quotes import quoted_ranges
from filters.mail.sourcemap import SourceMap
from filters.mail.surface import Surface
from filters.mail.thread import ids

SHOWN_HEADERS = frozenset(
    ("organization", "comments", "keywords", "list-unsubscribe", "list-help", "list-archive", "list-post", "thread-topic",
     "content-description", "disposition-notification-to", "return-receipt-to", "x-priority-note")
)  # fmt: skip
"""Fields that a client shows or acts on, besides the subject and the address fields."""
_PAGES = frozenset(("text/html", "text/x-amp-html"))


class Mail:
    """What `Rule.check` gets. Built once per look; everything is derived from `message.raw` and `facts`.

    documents  every text an edit may name, by `Document.number`
    surfaces   every text a reader sees: headers, then parts in order, attachment names where their part stands
    pages      the HTML parts
    reply      an answer in a thread the buyer opened
    found      see `detect.once`
    """

    def __init__(self, message: Message, facts: Facts, earlier: Mail | None = None) -> None:
        self.message = message
        self.facts = facts
        self.documents: list[Document] = []
        self.surfaces: list[Surface] = []
        self.pages: list[Page] = []
        self.found: dict[Hashable, Any] = {}
        self._files: Files = Files(message, earlier._files if earlier else None)
        root = message.root
        self.reply = facts.reply if facts.reply is not None else self._answers(root)
        self._read(root, attached=False, sealed=False)

    @classmethod
    def of(cls, raw: bytes, facts: Facts, earlier: Mail | None = None) -> Mail:
        """Read one message. Never raises for what the bytes are.

        earlier  the same message before some edits: what it has read of files is not read again
        """
        return cls(parse(raw), facts, earlier)

    @property
    def files(self) -> list[Attached]:
        """What is attached, in order."""
        return self._files.attached

    @cached_property
    def text(self) -> str:
        """All visible text of the message proper, subject first: what a person would say the mail says."""
        return "\n".join(surface.text for surface in self.surfaces if surface.kind in ("subject", "text", "html"))

    @cached_property
    def language(self) -> str:
        """The message's own language (BCP 47), guessed from its text."""
        return language_of(self.text)

    @property
    def removed_word(self) -> str:
        """What stands in place of masked words, in the message's language."""
        return wording.word(wording.REMOVED, self.language)

    @property
    def own_pages(self) -> list[Page]:
        """The HTML parts of the message itself that a repair may change: not what is attached, sealed or unreadable."""
        return [page for page in self.pages if page.document.editable]

    def of_kind(self, *kinds: str) -> Iterator[Surface]:
        """The surfaces of some kinds, in reading order."""
        return (surface for surface in self.surfaces if surface.kind in kinds)

    @property
    def subject(self) -> Surface | None:
        """The subject as a reader sees it, None where there is no such field."""
        return next(self.of_kind("subject"), None)

    def _read(self, part: Part, *, attached: bool, sealed: bool) -> None:
        for header in part.headers:
            self._header(part, header)
        attached = attached or part.is_attachment
        if part.filename:
            self._name(part)
        if part.ctype.startswith("text/") and not part.children:
            self._text(part, attached, sealed)
        if self._files.holds(part):
            self._file(part)
        for child in part.children:
            self._read(
                child, attached=attached or part.ctype.startswith("message/"), sealed=sealed or part.ctype == "multipart/signed"
            )

    def _answers(self, root: Part) -> bool:
        """Whether it names a message that it answers, and not only messages of the account's own."""
        fields = [*root.all("in-reply-to"), *root.all("references")]
        named = [id for field in fields for id in ids(self.message.value(field))]
        own = {earlier.message_id for earlier in self.facts.earlier}
        return bool(fields) and (not named or not own.issuperset(named))

    def _add(self, document: Document) -> None:
        self.documents.append(document)

    def _header(self, part: Part, header: Header) -> None:
        if header.name not in SHOWN_HEADERS and header.name not in STRUCTURED and header.name != "subject":
            return
        document = HeaderDocument(len(self.documents), self.message, part, header)
        document.editable = part.path == ""
        self._add(document)
        if header.name in STRUCTURED:
            for start, end in display_names(document.text):
                source = SourceMap.identity(len(document.text)).sliced(start, end)
                self.surfaces.append(Surface("header", document, document.text[start:end], source, attribute=header.name))
        else:
            kind = "subject" if header.name == "subject" and part.path == "" else "header"
            source = SourceMap.identity(len(document.text))
            self.surfaces.append(Surface(kind, document, document.text, source, attribute=header.name))

    def _name(self, part: Part) -> None:
        header = next((h for h in part.headers if h.name in ("content-disposition", "content-type")), None)
        if header is not None and part.filename:
            document = Shown(len(self.documents), part, header, part.filename)
            self._add(document)
            self.surfaces.append(Surface("attachment-name", document, document.text, SourceMap.identity(len(document.text))))

    def _text(self, part: Part, attached: bool, sealed: bool) -> None:
        document = TextDocument(len(self.documents), self.message, part, limits.TEXT)
        document.editable = document.editable and not sealed and not attached
        self._add(document)
        if part.ctype in _PAGES:
            page = Page(document, self.reply)
            self.pages.append(page)
            self.surfaces += page.surfaces
            return
        kind = "attachment" if attached or part.ctype != "text/plain" else "text"
        quoted = quoted_ranges(document.text) if self.reply and kind == "text" else ()
        surface = Surface(kind, document, document.text, SourceMap.identity(len(document.text)), quoted=quoted)
        surface.imprint = kind == "attachment" and is_paper(part.filename or "", document.text)
        self.surfaces.append(surface)

    def _file(self, part: Part) -> None:
        """A file, and the texts in it where they are not texts of the mail already."""
        for inner in self._files.add(part).walk():
            texts = inner.contents.texts
            paper = is_paper(inner.name, "\n".join(texts))
            for text in texts:
                document = Extracted(len(self.documents), part, text)
                self._add(document)
                surface = Surface("attachment", document, text, SourceMap.identity(len(text)))
                surface.imprint = paper
                self.surfaces.append(surface)
