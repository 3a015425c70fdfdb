"""PDF documents: the words on their pages, where their links lead, what they run, what is embedded (ISO 32000)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from ctypes import POINTER, c_ubyte, c_ulong, cast, create_string_buffer
from functools import partial
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from filters.files.file import DAMAGED, Contents, File
from filters.files.limits import ANNOTATIONS, CHARACTERS, DEPTH, PAGES
from filters.files.pdf_streams import is_bomb, runs

_FIELDS = (b"Contents", b"V", b"TU")
"""What an annotation shows: its words, a form field's value, and its tip (12.5.2, 12.7.3)."""
_ENCRYPTED = "it is encrypted"


def read(file: File) -> Contents:
    """What the document says, within bounds."""
    data = file.data
    if is_bomb(data):
        return Contents(troubles=("it unpacks to more than what is read",))
    active = ("it holds scripts or starts a program",) if runs(data) else ()
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        sealed = getattr(error, "err_code", None) in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)
        return Contents(troubles=(_ENCRYPTED if sealed else DAMAGED,), active=active)
    try:
        return _contents(file, document)._replace(active=active)
    finally:
        document.close()


def _contents(file: File, document: Any) -> Contents:
    troubles = ["it has more pages than are read"] if len(document) > PAGES else []
    words: list[str] = []
    links: list[str] = []
    for number in range(min(len(document), PAGES)):
        try:
            page = document[number]
            words.append(_page_text(page))
            links += filter(None, _annotations(document, page))
        except pypdfium2.PdfiumError:
            troubles.append(f"page {number + 1} cannot be read")
        if sum(map(len, words)) > CHARACTERS:
            break
    return Contents(
        texts=tuple(text for text in ("\n".join(words), "\n".join(links)) if text.strip()),
        members=tuple(_embedded(file, document)),
        troubles=tuple(troubles),
    )


def _page_text(page: Any) -> str:
    text = page.get_textpage()
    try:
        return str(text.get_text_range()).replace("\r\n", "\n").replace("\ufffe", "-").replace("\x00", "")
    finally:
        text.close()


def _annotations(document: Any, page: Any) -> Iterator[str]:
    """What each annotation says and leads to."""
    for number in range(min(pdfium.FPDFPage_GetAnnotCount(page), ANNOTATIONS)):
        if annotation := pdfium.FPDFPage_GetAnnot(page, number):
            for field in _FIELDS:
                yield _wide(partial(pdfium.FPDFAnnot_GetStringValue, annotation, field))
            if action := _action(annotation):
                yield _narrow(partial(pdfium.FPDFAction_GetURIPath, document, action))
            pdfium.FPDFPage_CloseAnnot(annotation)


def _action(annotation: Any) -> Any:
    link = pdfium.FPDFAnnot_GetLink(annotation)
    return pdfium.FPDFLink_GetAction(link) if link else None


def _narrow(call: Callable[[Any, int], int]) -> str:
    """A string that the library gives in octets, the final zero included in its length."""
    size = call(None, 0)
    if size <= 1:
        return ""
    buffer = create_string_buffer(size)
    call(buffer, size)
    return buffer.raw[: size - 1].decode("utf-8", "replace")


def _wide(call: Callable[[Any, int], int]) -> str:
    """A string that the library gives in UTF-16, the final zero included in its length."""
    size = call(None, 0)
    if size <= 2:
        return ""
    buffer = create_string_buffer(size)
    call(cast(buffer, POINTER(pdfium.FPDF_WCHAR)), size)
    return buffer.raw[: size - 2].decode("utf-16-le", "replace")


def _embedded(file: File, document: Any) -> Iterator[File]:
    """Files in the document, as electronic invoices carry their data."""
    count = pdfium.FPDFDoc_GetAttachmentCount(document) if file.depth < DEPTH else 0
    for number in range(count if file.budget.enter(count) else 0):
        attached = pdfium.FPDFDoc_GetAttachment(document, number)
        name = _wide(partial(pdfium.FPDFAttachment_GetName, attached))
        data = _octets(file, attached)
        yield File((name,) if name else (), "", len(data), partial(_front, data), file.budget, file.depth + 1)


def _front(data: bytes, octets: int) -> bytes:
    return data[:octets]


def _octets(file: File, attached: Any) -> bytes:
    size = c_ulong()
    if not pdfium.FPDFAttachment_GetFile(attached, None, 0, size) or not file.budget.unpack(size.value):
        return b""
    buffer = (c_ubyte * size.value)()
    pdfium.FPDFAttachment_GetFile(attached, buffer, size.value, size)
    return bytes(buffer)
