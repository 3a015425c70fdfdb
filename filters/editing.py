"""A person's edits: texts written anew, put into the message word by word, so that everything else stays as it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from filters.edits import Edit
from filters.facts import Facts
from filters.mail import proof, splice
from filters.mail.document import UnspliceableError
from filters.mail.mail import Mail
from filters.mail.surface import Surface
from filters.showing.differing import blocks


class CannotEdit(Exception):
    """The message cannot be made to read so without changing what the person did not write; the text says why."""


def edited(raw: bytes, facts: Facts, texts: Mapping[int, str]) -> bytes:
    """The message with new texts, by the numbers of `filters.showing.values.Editable`. Raises `CannotEdit`."""
    mail = Mail.of(raw, facts)
    edits = [edit for number, text in texts.items() for edit in _edits(_surface(mail, number), text)]
    if not edits:
        return raw
    try:
        after = Mail.of(splice.apply(mail, edits), facts, mail)
    except UnspliceableError as error:
        raise CannotEdit(f"the text cannot be written in the message's own charset: {error}") from error
    if damage := proof.damage(mail, edits, after):
        raise CannotEdit(damage)
    return after.message.raw


def _surface(mail: Mail, number: int) -> Surface:
    if not 0 <= number < len(mail.surfaces) or not mail.surfaces[number].editable:
        raise CannotEdit("there is no such text to edit")
    return mail.surfaces[number]


def _edits(surface: Surface, text: str) -> Iterator[Edit]:
    """What leads from the surface's text to the new one."""
    for start, end, words in blocks(surface.text, _fit(surface, text)):
        found = surface.replace(start, end, words) if words or surface.page is not None else _gone(surface, start, end)
        if not found:
            shown = surface.text[start:end] or words
            raise CannotEdit(f"“{shown.strip()[:60]}” stands where it cannot be changed by itself")
        yield from found


def _fit(surface: Surface, text: str) -> str:
    """What was written, with the line ends of a surface: a subject has none, the last line of a text keeps its own."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    if surface.kind == "subject":
        return " ".join(lines.split("\n"))
    return lines + "\n" if surface.text.endswith("\n") and not lines.endswith("\n") else lines


def _gone(surface: Surface, start: int, end: int) -> Iterator[Edit]:
    """In plain text exactly what the person took out goes, and no blank more."""
    yield from (Edit(surface.document.number, low, high) for low, high in surface.spans(start, end))
