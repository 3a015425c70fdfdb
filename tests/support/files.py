"""Small files of many kinds, and mails that carry them."""

from __future__ import annotations

import base64
import io
import zipfile
from collections.abc import Mapping, Sequence

from filters.sample import sample

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
PNG = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")
_FONT = b"<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"
_SEALED = b"/Encrypt<</Filter/Standard/V 1/R 2/P -44/O<%s>/U<%s>>>/ID[<00><00>]" % (b"41" * 32, b"42" * 32)


def pdf(pages: Sequence[str], *, link: str = "", catalogue: str = "", encrypted: bool = False, filler: bytes = b"") -> bytes:
    """A PDF with a line of text for every line of a page, the link on each page, and a stream of octets that nobody shows."""
    kids = b" ".join(b"%d 0 R" % (3 + 2 * number) for number in range(len(pages)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R%s>>" % catalogue.encode(),
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, len(pages)),
    ]
    target = b"/Annots[<</Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(%s)>>>>]" % link.encode() if link else b""
    for text in pages:
        lines = b"".join(b"(%s)Tj T*" % line.encode("cp1252") for line in text.split("\n"))
        drawn = b"BT/F 9 Tf 50 700 Td 14 TL %s ET" % lines
        content = len(objects) + 2
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources%s/Contents %d 0 R%s>>" % (_FONT, content, target)
        )
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(drawn), drawn))
    if filler:
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(filler), filler))
    return _pdf_of(objects, _SEALED if encrypted else b"")


def _pdf_of(objects: Sequence[bytes], trailer: bytes) -> bytes:
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(b"%010d 00000 n \n" % at for at in places)
    return out + table + b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, len(out))


def archive(members: Mapping[str, bytes | str], *, encrypted: bool = False) -> bytes:
    """A ZIP archive; `encrypted` says so of every entry."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as writer:
        for name, content in members.items():
            writer.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED)
    data = packed.getvalue()
    if encrypted:
        data = data.replace(b"PK\x03\x04\x14\x00\x00", b"PK\x03\x04\x14\x00\x01")
        data = data.replace(b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01")
    return data


def docx(text: str, *, link: str = "", more: Mapping[str, bytes | str] | None = None) -> bytes:
    """A Word document of one paragraph a line."""
    paragraphs = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in text.split("\n"))
    members: dict[str, bytes | str] = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f'<w:document xmlns:w="urn:w"><w:body>{paragraphs}</w:body></w:document>',
    }
    if link:
        members["word/_rels/document.xml.rels"] = (
            f'<Relationships><Relationship Type="urn:x/hyperlink" Target="{link}" TargetMode="External"/></Relationships>'
        )
    return archive({**members, **(more or {})})


def xlsx(*cells: str) -> bytes:
    """A workbook whose cells are shared strings, but numbers stand in the sheet itself."""
    strings = "".join(f"<si><t>{cell}</t></si>" for cell in cells if not cell.isdigit())
    numbers = "".join(f'<row><c><v>{cell}</v></c><c t="s"><v>0</v></c></row>' for cell in cells if cell.isdigit())
    return archive(
        {
            "[Content_Types].xml": "<Types/>",
            "xl/sharedStrings.xml": f"<sst>{strings}</sst>",
            "xl/worksheets/sheet1.xml": f"<worksheet><sheetData>{numbers}</sheetData></worksheet>",
        }
    )


def part(name: str, kind: str, data: bytes) -> bytes:
    """A part that carries the file in base64, without a line break at its end."""
    head = f'Content-Type: {kind}; name="{name}"\r\nContent-Disposition: attachment; filename="{name}"\r\n'
    body = base64.encodebytes(data).replace(b"\n", b"\r\n").removesuffix(b"\r\n")
    return f"{head}Content-Transfer-Encoding: base64\r\n\r\n".encode() + body


def mail(*parts: bytes, text: str = "Hello.") -> bytes:
    """A letter with files, each made by `part`."""
    head, _, body = sample(text).partition(b"Content-Type:")
    sections = (b"Content-Type:" + body.removesuffix(b"\r\n"), *parts)
    inner = b"".join(b"--=_m\r\n" + section + b"\r\n" for section in sections)
    return head + b'Content-Type: multipart/mixed; boundary="=_m"\r\n\r\n' + inner + b"--=_m--\r\n"
