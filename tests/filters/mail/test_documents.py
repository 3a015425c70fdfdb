"""Edits land in the document's own charset and encoding, and nowhere else (DESIGN 5.4)."""

from __future__ import annotations

import base64
import binascii

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from filters.edits import Edit
from filters.mail.document import TextDocument
from filters.mail.header import HeaderDocument
from filters.mail.parse import parse
from filters.mail.transfer import Body, Change, qp_encode

CHARSETS = {
    "us-ascii": "Hello there, your parcel 12 is on its way.",
    "utf-8": "Grüße aus Köln – 東京 zażółć 😀 çok teşekkürler",
    "iso-8859-1": "Grüße à bientôt señor",
    "iso-8859-2": "zażółć gęślą jaźń",
    "windows-1252": "“Grüße” – 12 €",
    "shift_jis": "ご注文ありがとうございます abc",
    "gb18030": "感谢您的订单 abc ü",
    "iso-2022-jp": "ご注文ありがとうございます abc",
    "big5": "感謝您的訂單 abc",
    "euc-kr": "주문해 주셔서 감사합니다",
    "koi8-r": "Спасибо за заказ",
}


def encoded(text: str, charset: str, encoding: str) -> bytes:
    codec = {"iso-8859-1": "latin-1", "windows-1252": "cp1252", "euc-kr": "cp949", "shift_jis": "cp932"}.get(charset, charset)
    data = text.replace("\n", "\r\n").encode(codec)
    if encoding == "base64":
        coded = base64.encodebytes(data).replace(b"\n", b"\r\n")
        return coded or b"\r\n"
    return qp_encode(data) if encoding == "quoted-printable" else data


def document(text: str, charset: str, encoding: str, kind: str = "plain") -> tuple[bytes, TextDocument]:
    head = f"Content-Type: text/{kind}; charset={charset}\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n".encode()
    raw = head + encoded(text, charset, encoding)
    message = parse(raw)
    return raw, TextDocument(0, message, message.root, 1_000_000)


def reread(raw: bytes, place: tuple[int, int, bytes]) -> TextDocument:
    start, end, new = place
    message = parse(raw[:start] + new + raw[end:])
    return TextDocument(0, message, message.root, 1_000_000)


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, str, str, list[Edit]]:
    charset = draw(st.sampled_from(sorted(CHARSETS)))
    encoding = draw(st.sampled_from(["8bit", "quoted-printable", "base64"]))
    alphabet = CHARSETS[charset] + " \n=.ab"
    text = draw(st.text(alphabet=alphabet, max_size=400))
    marks = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    new = st.text(alphabet=CHARSETS[charset] + " \n=", max_size=60)
    edits = [Edit(0, low, high, draw(new)) for low, high in zip(marks[::2], marks[1::2], strict=False)]
    distinct = {edit.start: edit for edit in edits if edit.start < edit.end or edit.text}
    ordered = sorted(distinct.values())
    return text, charset, encoding, [e for i, e in enumerate(ordered) if i == 0 or ordered[i - 1].end < e.start]


@given(edited())
def test_the_text_reads_as_the_edits_say(case: tuple[str, str, str, list[Edit]]) -> None:
    text, charset, encoding, edits = case
    raw, one = document(text, charset, encoding)
    other = reread(raw, one.rewritten(edits))
    assert other.text.rstrip("\n") == one.after(edits).rstrip("\n")


@given(edited())
def test_every_character_stands_where_its_range_says(case: tuple[str, str, str, list[Edit]]) -> None:
    text, charset, encoding, _ = case
    raw, one = document(text, charset, encoding)
    last = 0
    for at in range(0, len(one.text), 7):
        start, end = one.raw_range(at, at + 1)
        assert one.part.body <= start <= end <= len(raw) and start >= last - 4
        last = start
        if encoding == "8bit" and one.text[at] not in "\n" and charset != "iso-2022-jp":
            assert raw[start:end].decode(one.codec) == one.text[at]


@given(st.binary(max_size=500), st.lists(st.integers(0, 499), max_size=2))
def test_quoted_printable_keeps_untouched_lines(data: bytes, place: list[int]) -> None:
    body = qp_encode(data)
    assert binascii.a2b_qp(body) == data
    assert all(len(line) <= 76 for line in body.split(b"\r\n"))


def test_only_the_line_is_rewritten_and_its_soft_break_stays() -> None:
    body = b"first =C3=BC line   =20\r\nsecond=\r\n line\r\nthird =3D line\r\n"
    decoded = Body(body, "quoted-printable")
    at = decoded.data.index(b"second")
    changed = decoded.changed([Change(at, at + 6, b"2nd")])
    assert changed == b"first =C3=BC line   =20\r\n2nd=\r\n line\r\nthird =3D line\r\n"


@given(st.binary(max_size=500), st.integers(0, 500), st.integers(0, 90), st.binary(max_size=90))
@example(b"x" * 80, 79, 1, b"")
def test_quoted_printable_lines_stay_short_through_changes(data: bytes, start: int, length: int, new: bytes) -> None:
    data, new = (it.replace(b"\r", b"").replace(b"\n", b"\r\n") for it in (data, new))
    start = min(start, len(data))
    end = min(start + length, len(data))
    changed = Body(qp_encode(data), "quoted-printable").changed([Change(start, end, new)])
    assert all(len(line) <= 76 for line in changed.split(b"\r\n"))
    assert binascii.a2b_qp(changed) == data[:start] + new + data[end:]


LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


@given(st.text("QUIz9+/=\r\n !", max_size=24))
@example("QUJD\r\nQUI=\r\n")
@example("QUI=QUI=")
@example("QUJDQ")
def test_base64_is_six_bits_a_letter_between_any_padding(text: str) -> None:
    expected = b""
    for piece in text.split("="):
        bits = "".join(f"{LETTERS.index(letter):06b}" for letter in piece if letter in LETTERS)
        expected += bytes(int(bits[at : at + 8], 2) for at in range(0, len(bits) - 7, 8))
    assert Body(text.encode(), "base64").data == expected


@given(st.binary(min_size=1, max_size=60), st.integers(1, 5), st.integers(0, 70))
def test_a_byte_in_base64_stands_in_its_group(data: bytes, groups: int, at: int) -> None:
    text = base64.b64encode(data)
    body = b"".join(text[start : start + 4 * groups] + b"\r\n" for start in range(0, len(text), 4 * groups))
    low, high = Body(body, "base64").span(at, at + 1)
    expected = data[at - at % 3 : at - at % 3 + 3] if at < len(data) else b""
    assert base64.b64decode(body[low:high]) == expected
    assert Body(body, "base64").span(0, at + 1) == (0, high)
    assert high > low or at >= len(data)


@pytest.mark.parametrize("kind, expected", [("plain", "Hello usunieto"), ("html", "Hello usuni&#281;to")])
def test_what_the_charset_lacks_is_written_in_its_nearest_form(kind: str, expected: str) -> None:
    raw, one = document("Hello WORLD", "us-ascii", "7bit", kind)
    other = reread(raw, one.rewritten([Edit(0, 6, 11, one.fitting("usunięto"))]))
    assert other.text == expected


HEADERS = [
    (b"Subject: Hello WORLD again\r\n", "Hello [x] again", b"Subject: Hello [x] again"),
    (b"Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe_WORLD?=\r\n", "Grüße [x]", None),
    (b"Subject: =?iso-8859-1?Q?Gr=FC=DFe?=\r\n =?iso-8859-1?Q?_WORLD?= end\r\n", "Grüße [x] end", None),
    (b"Subject: folded\r\n WORLD here\r\n", "folded [x] here", b"Subject: folded\r\n [x] here"),
    ("Subject: raw ü WORLD\r\n".encode(), "raw ü [x]", "Subject: raw ü [x]".encode()),
    (b"Subject: WORLD =?utf-8?B?w7w=?=\r\n", "[x] ü", b"Subject: [x] =?utf-8?B?w7w=?="),
    (b'From: "Shop WORLD" <a@b.example>\r\n', '"Shop x" <a@b.example>', b'From: "Shop x" <a@b.example>'),
]


@pytest.mark.parametrize("raw, text, line", HEADERS)
def test_a_header_is_edited_in_place(raw: bytes, text: str, line: bytes | None) -> None:
    raw += b"X-Other: stays\r\n\r\nbody\r\n"
    message = parse(raw)
    one = HeaderDocument(0, message, message.root, message.root.headers[0])
    at = one.text.index("WORLD")
    start, end = one.raw_range(at, at + 5)
    assert 0 <= start < end <= len(raw)
    low, high, new = one.rewritten([Edit(0, at, at + 5, one.fitting("[x]"))])
    after = raw[:low] + new + raw[high:]
    again = parse(after)
    assert HeaderDocument(0, again, again.root, again.root.headers[0]).text == text
    assert after.endswith(b"X-Other: stays\r\n\r\nbody\r\n")
    if line is not None:
        assert after.startswith(line + b"\r\n")


@given(st.text(alphabet="ab ü東😀.", max_size=120), st.text(alphabet="xy ż", max_size=80))
def test_a_subject_of_any_kind_takes_an_appended_text(subject: str, tail: str) -> None:
    words = b"\r\n ".join(b"=?utf-8?B?%s?=" % base64.b64encode(piece.encode()) for piece in subject.split("a") if piece)
    message = parse(b"Subject: " + words + b"\r\n\r\n")
    one = HeaderDocument(0, message, message.root, message.root.headers[0])
    low, high, new = one.rewritten([Edit(0, len(one.text), len(one.text), one.fitting(tail))])
    again = parse(message.raw[:low] + new + message.raw[high:])
    text = HeaderDocument(0, again, again.root, again.root.headers[0]).text
    assert "".join(text.split()) == "".join((one.text + tail).split())
    assert max(map(len, new.split(b"\r\n"))) <= 200


@pytest.mark.parametrize("encoding", ["7bit", "8bit", "base64"])
def test_new_japanese_text_is_written_in_a_charset_that_needs_no_eighth_bit(encoding: str) -> None:
    raw, one = document("ご連絡は info@mise.example まで。", "iso-2022-jp", encoding)
    start = one.text.index("info")
    text = one.fitting("[削除済み]")
    assert reread(raw, one.rewritten([Edit(0, start, start + 17, text)])).text.rstrip() == "ご連絡は [削除済み] まで。"
