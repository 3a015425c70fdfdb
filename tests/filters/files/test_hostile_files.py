"""No file makes the reading fail, run away, or grow: bombs, loops, damage, and octets nobody thought of."""

from __future__ import annotations

import base64
import io
import zipfile
import zlib
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filters.detect.filenames import claimed, extensions, is_active, tricks
from filters.detect.filetypes import FAR, sniff
from filters.detect.papers import is_paper
from filters.detect.tables.filetypes import NAMED, SIGNATURES
from filters.files.file import File
from filters.files.limits import CHARACTERS, DEPTH, ENTRIES, OCTETS, Budget
from filters.mail.mail import Mail
from filters.sample import sample_facts
from tests.support.files import OLE, archive, docx, mail, part, pdf, xlsx

DOCUMENT_TYPE = '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;">]><w:t>&d;</w:t>'
WHOLE = [
    pdf(["Hello", "you"], link="https://shop.example/x"),
    docx("Hello", link="https://shop.example/x"),
    xlsx("Hello", "5"),
    archive({"a.txt": "Hello", "b.zip": archive({"c.txt": "x"})}),
    OLE + "WordDocument".encode("utf-16-le") + bytes(40),
    b"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nx\r\n--b--\r\n",
]


def opened(data: bytes, name: str = "") -> File:
    return File((name,) if name else (), "", len(data), lambda octets: data[:octets], Budget())


def troubles(data: bytes, name: str = "") -> list[str]:
    return [trouble for file in opened(data, name).walk() for trouble in file.contents.troubles]


def packed(*members: tuple[str, bytes]) -> bytes:
    """An archive that may hold a name twice."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as writer:
        for name, data in members:
            writer.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def deep(levels: int) -> bytes:
    data = archive({"a.txt": "Hello"})
    for _ in range(levels):
        data = archive({"a.zip": data})
    return data


def overlapping() -> bytes:
    """Every entry of the directory names the same packed octets."""
    one = archive({"a.txt": bytes(range(256)) * 40})
    directory = one.index(b"PK\x01\x02")
    entry, end = one[directory : one.index(b"PK\x05\x06")], one[one.index(b"PK\x05\x06") :]
    entries = entry * 50
    counts = (50).to_bytes(2, "little") * 2
    return one[:directory] + entries + end[:8] + counts + len(entries).to_bytes(4, "little") + end[16:]


def flate_bomb() -> bytes:
    squeezer = zlib.compressobj(9)
    stream = b"".join(squeezer.compress(bytes(1_000_000)) for _ in range(OCTETS // 1_000_000 + 2)) + squeezer.flush()
    return pdf(["Hello"], filler=stream)


@pytest.mark.parametrize(
    ("data", "trouble"),
    [
        (archive({"a.txt": bytes(5_000_000)}), "it unpacks to much more than it says"),
        (archive({f"{n}.bin": b"x" * 90 * n + bytes(range(256)) for n in range(ENTRIES + 2)}), "it has too many entries"),
        (b"PK\x03\x04" + b"PK\x01\x02" * 1_000_000, "it has too many entries"),
        (deep(DEPTH + 2), "archives are nested too deep"),
        (overlapping(), "its entries overlap"),
        (b"PK\x03\x04" + bytes(100_000), "it is damaged"),
        (docx("x", more={"word/footnotes.xml": DOCUMENT_TYPE}), "a part of it cannot be read (a document type)"),
        (docx("x", more={"word/footnotes.xml": "<a>" * 100_000}), "a part of it cannot be read (not well-formed)"),
        (docx("x", more={"word/footnotes.xml": b"<w>" + bytes(3_000_000) + b"</w>"}), "it unpacks to much more than it says"),
        (flate_bomb(), "it unpacks to more than what is read"),
        (pdf(["x"] * 60), "it has more pages than are read"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_bomb_is_told_and_not_set_off(data: bytes, trouble: str) -> None:
    assert trouble in troubles(data)


def test_an_entry_that_cannot_be_unpacked_is_damaged() -> None:
    data = packed(("a.txt", b"Hello"), ("b.pdf", b"%PDF"))
    damaged = data.replace(b"PK\x03\x04", b"PK\x03\x05").replace(b"PK\x03\x05", b"PK\x03\x04", 1)
    one, other = opened(damaged).contents.members
    assert (one.contents.troubles, other.contents.troubles) == ((), ("it is damaged",))
    assert other.kind == "pdf"


def test_what_all_archives_of_a_mail_unpack_to_is_bounded_together() -> None:
    noise = base64.b85encode(bytes(range(256)) * 4)
    inner = packed(*((f"{n}.txt", noise * 700) for n in range(12)))
    outer = packed(*((f"{n}.zip", inner) for n in range(30)))
    files = list(opened(outer).walk())
    assert any("more" in trouble for file in files for trouble in file.contents.troubles)
    assert sum(map(len, (text for file in files for text in file.contents.texts))) <= CHARACTERS


def test_files_beside_each_other_share_the_bounds() -> None:
    many = archive({f"{n}.txt": str(n) for n in range(700)})
    files = Mail.of(
        mail(part("a.zip", "application/zip", many), part("b.zip", "application/zip", many)), sample_facts({})
    ).files
    assert [attached.file.contents.troubles for attached in files] == [(), ("it has too many entries",)]


def test_a_text_beyond_the_bound_is_cut_and_told() -> None:
    file = opened(b"word " * CHARACTERS, "a.txt")
    assert sum(map(len, file.contents.texts)) == CHARACTERS
    assert file.contents.troubles


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("action", [b"/S/JavaScript/JS(x)", b"/S /Launch /F(x)"])
def test_a_script_is_seen_where_objects_are_packed(packed: bool, action: bytes) -> None:
    content = zlib.compress(bytes(3_000) + action) if packed else action
    document = pdf(["Hello"], filler=content).replace(b"<</Length %d>>stream" % len(content), b"<</Type/ObjStm>>stream")
    assert opened(document).contents.active
    assert bool(opened(document.replace(b"/ObjStm", b"/XRef")).contents.active) is not packed


def test_a_document_that_names_itself_does_not_go_round() -> None:
    loop = pdf(["Hello"]).replace(b"/Kids[3 0 R]", b"/Kids[2 0 R]")
    assert isinstance(troubles(loop), list)


def beginnings() -> Iterator[bytes]:
    for offset, mark, _ in SIGNATURES:
        yield bytes(min(offset, FAR)) + mark
    yield from (b"%PDF-1.7\n", b"\xff\xfe", b"\xef\xbb\xbf", b"<?xml", b"<svg ", b"#!/", b"BEGIN:VCARD", b"MIME-Version: ", b"")


NAMES = st.text(max_size=30) | st.sampled_from([f"a.{extension}" for extension in NAMED])


@settings(deadline=None, max_examples=300)
@given(st.sampled_from(list(beginnings())), st.binary(max_size=300), NAMES)
def test_any_octets_are_read_without_failing(start: bytes, rest: bytes, name: str) -> None:
    for file in opened(start + rest, name).walk():
        assert isinstance(file.kind, str)
        assert all(isinstance(text, str) for text in file.contents.texts)


@settings(deadline=None, max_examples=300)
@given(st.sampled_from(WHOLE), st.data())
def test_any_damage_is_read_without_failing(whole: bytes, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(whole)))
    length = data.draw(st.integers(0, 40))
    damaged = whole[:at] + data.draw(st.binary(max_size=40)) + whole[at + length :]
    for file in opened(damaged).walk():
        assert isinstance(file.kind, str)
        assert all(isinstance(text, str) for text in (*file.contents.texts, *file.contents.troubles, *file.contents.active))


@given(st.text(max_size=400))
def test_any_name_is_read(name: str) -> None:
    assert isinstance(extensions(name), list)
    assert claimed(name) in {*NAMED.values(), ""}
    assert is_active(name) in (True, False)
    assert all(isinstance(clause, str) for clause in tricks(name))
    assert is_paper(name, name) in (True, False)


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "a.",
        " ",
        "<",
        "<svg",
        "<html",
        "%PDF-",
        "PK\x01\x02",
        "stream\n",
        "stream\nx\x9c",
        "rem ",
        "var a=",
        "\n",
        "/Filter[",
        "請",
    ],
)
def test_reading_ends(piece: str) -> None:
    data = (piece.encode("latin-1" if piece.startswith("stream") else "utf-8") * 100_000)[:100_000]
    for start in (b"", b"%PDF-1.4\n", b"PK\x03\x04", OLE, b"<?xml version='1.0'?>", b"MIME-Version: 1.0\n"):
        assert isinstance(opened(start + data).contents.texts, tuple)
    assert isinstance(sniff(data), str)
    assert is_paper(piece * 20_000, piece * 20_000) in (True, False)
    assert isinstance(list(tricks(piece * 20_000)), list)
