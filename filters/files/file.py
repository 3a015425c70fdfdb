"""One file and what is found out about it. Nothing is worked out, and nothing decoded, before it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import NamedTuple

from filters.detect.filenames import claimed
from filters.detect.filetypes import FAR, HEAD, sniff
from filters.detect.tables.filetypes import DECLARED, UNDECIDED
from filters.files.limits import WHOLE, Budget

DAMAGED = "it is damaged"
TOO_LARGE = "it is too large to be read"
TOO_LONG = "its text is longer than what is read"


class Contents(NamedTuple):
    """What is in a file.

    texts     what a reader of the file sees, and where its links lead
    members   the files in it
    troubles  why it, or some of it, could not be inspected, in short clauses
    active    what in it runs, in short clauses
    """

    texts: tuple[str, ...] = ()
    members: tuple[File, ...] = ()
    troubles: tuple[str, ...] = ()
    active: tuple[str, ...] = ()


class File:
    """A file attached to a mail, or within such a file.

    names     every reading of its name; empty where it has none
    declared  lower-case media type, '' where nobody declares one
    size      octets, as far as that can be told without decoding
    depth     0 for what is attached to the mail itself
    opened    whether it may be looked into; not where its entry says enough, or the mail's own parts show what is in it
    """

    def __init__(
        self,
        names: tuple[str, ...],
        declared: str,
        size: int,
        load: Callable[[int], bytes],
        budget: Budget,
        depth: int = 0,
        opened: bool = True,
    ) -> None:
        self.names = names
        self.declared = declared
        self.size = size
        self.budget = budget
        self.depth = depth
        self.opened = opened
        self._load = load
        self._damaged = False

    @property
    def name(self) -> str:
        return self.names[0] if self.names else ""

    @cached_property
    def head(self) -> bytes:
        """The first octets, enough to tell almost every kind."""
        return self._octets(HEAD)[:HEAD]

    @cached_property
    def data(self) -> bytes:
        """All octets; of a file beyond what is read whole, the head."""
        return self._octets(self.size + 3) if self.size <= WHOLE else self.head

    @cached_property
    def sniffed(self) -> str:
        """The kind of file by its beginning."""
        return sniff(self.head) or sniff(self._octets(FAR)[:FAR])

    @cached_property
    def claims(self) -> tuple[str, ...]:
        """The kinds that its names, then its declared type, claim, where they claim any."""
        kinds = (*map(claimed, self.names), DECLARED.get(self.declared, ""))
        return tuple(dict.fromkeys(filter(None, kinds)))

    @cached_property
    def kind(self) -> str:
        """The kind of file by its content, and by what it is called where content does not decide."""
        if not self.head:
            return next(iter(self.claims), "")
        kind = reading.refined(self)
        if kind not in UNDECIDED:
            return kind
        usual, possible = UNDECIDED[kind]
        return next((claim for claim in self.claims if claim in possible), usual)

    @cached_property
    def contents(self) -> Contents:
        """What is in it. Never raises: what fails is a trouble."""
        if not self.opened:
            return Contents()
        try:
            contents = reading.read(self)
        except Exception as error:  # whatever a reader stumbles over, the file was not inspected
            return Contents(troubles=(f"{DAMAGED} ({type(error).__name__})",))
        return contents._replace(troubles=(DAMAGED,)) if self._damaged else contents

    def _octets(self, count: int) -> bytes:
        """About so many of the first octets; none where they cannot be had, which is a trouble."""
        try:
            return self._load(count)
        except Exception:  # of an entry of a damaged archive
            self._damaged = True
            return b""

    def walk(self) -> Iterator[File]:
        """This file and all in it."""
        yield self
        for member in self.contents.members:
            yield from member.walk()


from filters.files import reading  # noqa: E402 - readers make files, and files have readers
