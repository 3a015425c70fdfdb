"""A mail that is a file: its head, and its parts as files."""

from __future__ import annotations

from filters.files.file import Contents, File
from filters.files.limits import DEPTH
from filters.mail.charset import decode
from filters.mail.message import Message, Part
from filters.mail.parse import parse
from filters.mail.transfer import Body
from filters.mail.words import decode_words


def read(file: File) -> Contents:
    """The mail's head as text, its leaves as files."""
    if file.depth >= DEPTH:
        return Contents(troubles=("archives are nested too deep",))
    message = parse(file.data)
    leaves = [part for part in message.walk() if not part.children]
    if not file.budget.enter(len(leaves)):
        return Contents(troubles=("it has too many entries",))
    head = message.raw[message.root.start : message.root.body].decode("utf-8", "replace")
    return Contents((decode_words(head),), tuple(_leaf(message, part, file) for part in leaves), message.exceeded)


def _leaf(message: Message, part: Part, file: File) -> File:
    data = Body(message.raw[part.body : part.end], part.encoding).data
    if part.ctype.startswith("text/"):
        data = decode(data, part.params.get("charset", "us-ascii"))[0].encode("utf-8", "replace")
    names = (part.filename,) if part.filename else ()
    return File(names, part.ctype, len(data), lambda _: data, file.budget, file.depth + 1)
