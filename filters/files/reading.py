"""Which reader reads which kind of file."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from filters.detect.filetypes import readable
from filters.detect.tables.filetypes import ARCHIVES, SIGNED
from filters.files import archive, nested, office, ole, pdf, pictures
from filters.files.file import TOO_LARGE, TOO_LONG, Contents, File
from filters.files.limits import WHOLE
from filters.files.markup import Markup, text_of


def refined(file: File) -> str:
    """The kind of a file, told apart from others that begin in the same way."""
    if file.sniffed == "zip":
        return archive.kind(file)
    return ole.kind(file.data) if file.sniffed == "ole" else file.sniffed


def read(file: File) -> Contents:
    """What is in the file, by its kind. May raise whatever damaged files make a reader raise."""
    if not file.head:
        return Contents(troubles=("it is empty",)) if file.kind in SIGNED else Contents()
    if file.kind in ARCHIVES and file.kind != "zip":
        return Contents(troubles=(f"an archive of a kind that cannot be looked into (.{file.kind})",))
    reader = ole.read if file.sniffed == "ole" else _READERS.get(file.kind)
    if reader is None:
        return Contents()
    if file.size > WHOLE:
        return Contents(troubles=(TOO_LARGE,))
    return _bounded(file, reader(file))


def _bounded(file: File, contents: Contents) -> Contents:
    """The contents with no more text than may be read."""
    texts = tuple(map(file.budget.read, contents.texts))
    if texts == contents.texts:
        return contents
    return contents._replace(texts=texts, troubles=(*contents.troubles, TOO_LONG))


def _text(file: File) -> Contents:
    text = readable(file.data, whole=True)
    return Contents((text,)) if text is not None else Contents(troubles=("it is no readable text",))


def _xml(file: File) -> Contents:
    """The words between the tags: addresses in attributes name vocabularies."""
    try:
        return Contents((text_of(file.data, Markup(everything=True)),))
    except ValueError:
        return _text(file)


_READERS: Mapping[str, Callable[[File], Contents]] = {
    "pdf": pdf.read,
    "zip": archive.read,
    **dict.fromkeys(("docx", "xlsx", "pptx", "odt", "ods", "odp", "epub"), office.read),
    **dict.fromkeys(("txt", "csv", "ics", "vcf", "json", "html", "svg", "rtf", "script"), _text),
    **dict.fromkeys(("png", "jpg", "gif", "bmp", "tif", "webp"), pictures.read),
    "xml": _xml,
    "eml": nested.read,
}
