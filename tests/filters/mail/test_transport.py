"""Messages made to fit the relay: only when they must, and saying the same."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filters.mail.message import Message
from filters.mail.parse import parse
from filters.mail.transfer import Body
from filters.mail.transport import LINE, Untransportable, fits, fitted
from filters.mail.words import runs

HEAD = b"From: a@b.example\r\nMIME-Version: 1.0\r\nSubject: x\r\n"
UMLAUTS = "Grüße aus Köln, wir liefern die Größe 42 mit drei Tassen und zwei Tellern.\r\n".encode()


def leaf(kind: bytes, encoding: bytes, body: bytes) -> bytes:
    label = b"Content-Transfer-Encoding: " + encoding + b"\r\n" if encoding else b""
    return b"Content-Type: " + kind + b"\r\n" + label + b"\r\n" + body


def multipart(kind: bytes, boundary: bytes, *parts: bytes) -> bytes:
    inner = b"".join(b"--" + boundary + b"\r\n" + part + b"\r\n" for part in parts)
    return b"Content-Type: multipart/" + kind + b'; boundary="' + boundary + b'"\r\n\r\n' + inner + b"--" + boundary + b"--\r\n"


def decoded(raw: bytes) -> list[tuple[str, str, bytes]]:
    """Path, type and content of every leaf."""
    message: Message = parse(raw)
    return [
        (part.path, part.ctype, Body(raw[part.body : part.end], part.encoding).data)
        for part in message.walk()
        if not part.children
    ]


def subject(raw: bytes, name: str = "subject") -> str:
    message = parse(raw)
    return "".join(run.text for run in runs(message.value(message.root.all(name)[0]))).strip()


@pytest.mark.parametrize("length", [1, 76, 997, LINE])
def test_a_line_that_a_relay_takes_is_left(length: int) -> None:
    raw = HEAD + b"\r\n" + b"x" * length + b"\r\n" + b"." + b"y" * (length - 1) + b"\r\n"
    assert fitted(raw, eight_bit=True) is raw


@pytest.mark.parametrize("length", [999, 1000, 1001, 2048, 65_536, 1_000_000])
@pytest.mark.parametrize("before", [0, 3])
def test_a_longer_line_is_encoded(length: int, before: int) -> None:
    raw = HEAD + leaf(b"text/plain; charset=utf-8", b"8bit", b"short\r\n" * before + b"x" * length + b"\r\nend\r\n")
    out = fitted(raw, eight_bit=True)
    assert fits(out, eight_bit=True)
    assert decoded(out) == decoded(raw)
    assert out.startswith(HEAD)


def test_mail_of_8_bits_is_left_where_the_relay_takes_it() -> None:
    raw = HEAD + "Subject: Größe\r\n".encode() + leaf(b"text/plain; charset=utf-8", b"8bit", UMLAUTS)
    assert fitted(raw, eight_bit=True) is raw


def test_only_the_parts_that_do_not_fit_are_encoded() -> None:
    text = leaf(b"text/plain; charset=utf-8", b"8bit", UMLAUTS)
    ascii_page = leaf(b"text/html; charset=us-ascii", b"7bit", b"<p>A  = B</p>\r\n")
    picture = leaf(b"image/png", b"base64", b"iVBORw0KGgo=\r\n")
    binary = leaf(b"application/octet-stream", b"binary", b"\x00\xff\r\x80\n" * 9)
    raw = HEAD + multipart(b"mixed", b"out", multipart(b"alternative", b"in", text, ascii_page), picture, binary)
    out = fitted(raw, eight_bit=False)
    assert out.isascii()
    assert decoded(out) == decoded(raw)
    assert ascii_page in out
    assert picture in out
    assert out.count(b"quoted-printable") == 1
    assert out.count(b"base64") == 2


def test_text_of_another_script_becomes_base64() -> None:
    raw = HEAD + leaf(b"text/plain; charset=utf-8", b"8bit", "購入者へのメッセージ\r\n".encode())
    assert b"Content-Transfer-Encoding: base64\r\n" in fitted(raw, eight_bit=False)


def test_a_label_is_added_where_there_is_none() -> None:
    raw = b"From: a@b.example\r\nSubject: x\r\n\r\n" + UMLAUTS
    out = fitted(raw, eight_bit=False)
    head, _, _ = out.partition(b"\r\n\r\n")
    assert head.endswith(b"Subject: x\r\nMIME-Version: 1.0\r\nContent-Transfer-Encoding: quoted-printable")
    assert decoded(out) == decoded(raw)


def test_a_part_without_any_field_gets_one() -> None:
    raw = HEAD + multipart(b"mixed", b"b", b"\r\n" + UMLAUTS)
    out = fitted(raw, eight_bit=False)
    assert b"--b\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n" in out
    assert decoded(out) == decoded(raw)


def test_composite_parts_say_what_their_parts_are() -> None:
    label = b"Content-Transfer-Encoding: 8bit\r\n"
    raw = HEAD + label + multipart(b"mixed", b"b", leaf(b"text/plain; charset=utf-8", b"8bit", UMLAUTS))
    assert b"Content-Transfer-Encoding: 7bit\r\n" in fitted(raw, eight_bit=False).partition(b"\r\n\r\n")[0]


def test_a_forwarded_message_is_encoded_inside() -> None:
    inner = b"From: c@d.example\r\nSubject: y\r\n\r\n" + UMLAUTS
    raw = HEAD + multipart(b"mixed", b"b", b"Content-Type: message/rfc822\r\n\r\n" + inner)
    out = fitted(raw, eight_bit=False)
    assert b"MIME-Version: 1.0\r\nContent-Transfer-Encoding: quoted-printable" in out.partition(b"rfc822")[2]
    assert decoded(out) == decoded(raw)


@pytest.mark.parametrize("encoding", [b"base64", b"quoted-printable"])
def test_long_lines_of_encoded_bodies_are_cut(encoding: bytes) -> None:
    coded = b"QUJD" * 1000 if encoding == b"base64" else b"=C3=BC=3D  " * 400
    raw = HEAD + leaf(b"text/plain; charset=utf-8", encoding, b"QUJD\r\n" + coded + b"\r\n")
    out = fitted(raw, eight_bit=True)
    assert decoded(out) == decoded(raw)
    assert out.startswith(raw.partition(b"QUJD\r\n")[0] + b"QUJD\r\n")


def test_raw_octets_in_quoted_printable_are_escaped() -> None:
    raw = HEAD + leaf(b"text/plain; charset=utf-8", b"quoted-printable", "schön =C3=BC\r\n".encode())
    assert b"sch=C3=B6n =C3=BC\r\n" in fitted(raw, eight_bit=False)


@pytest.mark.parametrize(
    "raw",
    [
        HEAD + multipart(b"signed", b"s", leaf(b"text/plain", b"8bit", UMLAUTS), leaf(b"application/pgp-signature", b"", b"x")),
        HEAD + leaf(b"multipart/mixed", b"8bit", UMLAUTS),
        HEAD + b"Content-Transfer-Encoding: 7bit\r\n" + leaf(b"text/plain", b"8bit", UMLAUTS),
        HEAD + leaf(b"image/png", b"base64", UMLAUTS),
        HEAD + leaf(b"text/plain", b"x-uuencode", UMLAUTS),
        "To: bücher@müller.example\r\n\r\nx\r\n".encode(),
        "To: <bücher@müller.example>\r\n\r\nx\r\n".encode(),
        "Message-ID: <ü@x.example>\r\n\r\nx\r\n".encode(),
        b"X-Long: " + b"x" * 999 + b"\r\n\r\nx\r\n",
        b"Subject: a\r\n" + b"x" * 1200 + b"\r\n\r\nx\r\n",
        HEAD + multipart(b"mixed", b"b", leaf(b"text/plain", b"", b"x")).replace(b"\r\n\r\n", b"\r\n\r\n" + UMLAUTS, 1),
    ],
    ids=["signed", "no-boundary", "two-labels", "base64-junk", "unknown-encoding", "address", "angle-address", "message-id",
         "header-without-blank", "no-header", "preamble"],
)  # fmt: skip
def test_what_cannot_be_changed_is_refused(raw: bytes) -> None:
    with pytest.raises(Untransportable):
        fitted(raw, eight_bit=False)


def test_the_fields_of_a_signed_message_are_not_what_is_signed() -> None:
    signed = multipart(b"signed", b"s", leaf(b"text/plain", b"7bit", b"x"), leaf(b"application/pgp-signature", b"", b"x"))
    raw = b"MIME-Version: 1.0\r\n" + "Subject: Größe\r\n".encode() + signed
    out = fitted(raw, eight_bit=False)
    assert out.endswith(signed)
    assert subject(out) == "Größe"


def test_long_fields_are_folded_at_blanks() -> None:
    names = b", ".join(b"buyer%d@x.example" % number for number in range(100))
    raw = b"To: " + names + b"\r\nSubject: " + b"word " * 300 + b"end\r\n\r\nx\r\n"
    out = fitted(raw, eight_bit=True)
    assert max(map(len, out.split(b"\r\n"))) <= 78
    assert out.replace(b"\r\n ", b" ") == raw


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("Subject: Größe 42", "Größe 42"),
        ("Subject: =?utf-8?q?H=C3=A4?= über alles", "Hä über alles"),
        ("X-Note:   für  dich", "für  dich"),
        ("From: Müller GmbH <a@b.example>", "Müller GmbH <a@b.example>"),
        ('From: "Müller, \\"Sohn\\" & Co." <a@b.example>', 'Müller, "Sohn" & Co. <a@b.example>'),
        ('To: Ärzte: "Ä. Ö." <a@b.example>, c@d.example (Herr Ü);', "Ärzte: Ä. Ö. <a@b.example>, c@d.example (Herr Ü);"),
    ],
)
def test_raw_utf_8_in_fields_becomes_encoded_words(field: str, text: str) -> None:
    out = fitted(f"{field}\r\n\r\nx\r\n".encode(), eight_bit=False)
    assert out.isascii()
    assert subject(out, field.partition(":")[0].lower()) == text


def test_a_file_name_keeps_its_letters() -> None:
    fields = (
        'Content-Type: application/pdf; name="Rückgabe 1.pdf"\r\nContent-Disposition: attachment; filename="Rückgabe 1.pdf"'
    )
    out = fitted(f"{fields}\r\n\r\nx\r\n".encode(), eight_bit=False)
    assert out.isascii()
    assert parse(out).root.filename == "Rückgabe 1.pdf"
    assert b"attachment; filename*=utf-8''R%C3%BCckgabe%201.pdf\r\n" in out


ALPHABET = st.sampled_from([b"a", b" ", b"=", b"\t", b"x" * 300, b"\r\n", b".", "ü".encode(), b"\xff", b"--b", b"\r", b"\n"])


@given(
    st.lists(ALPHABET, max_size=30).map(b"".join),
    st.sampled_from([b"", b"8bit", b"base64", b"quoted-printable"]),
    st.booleans(),
)
def test_any_body_says_the_same_or_is_refused(body: bytes, encoding: bytes, eight_bit: bool) -> None:
    raw = HEAD + multipart(b"mixed", b"b", leaf(b"text/plain", encoding, body), leaf(b"image/png", encoding, body))
    try:
        out = fitted(raw, eight_bit)
    except Untransportable:
        return
    assert (out is raw) == fits(raw, eight_bit)
    assert fits(out, eight_bit)
    assert decoded(out) == decoded(raw)


@given(st.binary(max_size=400).map(lambda data: data.replace(b"a", b"x" * 500)), st.booleans())
def test_any_bytes_fit_or_are_refused(raw: bytes, eight_bit: bool) -> None:
    with contextlib.suppress(Untransportable):
        assert fits(fitted(raw, eight_bit), eight_bit)


@pytest.mark.parametrize(
    "field",
    [
        "Content-Type: text/plain;" + " ;ü=ü" * 15_000,
        "Content-Disposition: attachment; " + 'filename="ü"; ' * 5_000,
        'From: "' + 'ü\\"' * 20_000,
        "Cc: " + "ü " * 20_000 + "@",
        "X-Many: ü" + " =?utf-8?q?x?=" * 5_000,
    ],
    ids=["parameters", "file-names", "quotes", "phrase", "words"],
)
@pytest.mark.timeout(10)
def test_hostile_fields_take_little_time(field: str) -> None:
    with contextlib.suppress(Untransportable):
        fitted(f"{field}\r\n\r\nx\r\n".encode(), eight_bit=False)


def test_a_raw_file_name_beside_its_coded_form_goes() -> None:
    fields = "Content-Disposition: attachment; filename=\"ü.pdf\"; filename*=utf-8''%C3%BC.pdf\r\n\r\nx\r\n"
    out = fitted(fields.encode(), eight_bit=False)
    assert out.startswith(b"Content-Disposition: attachment; filename*=utf-8''%C3%BC.pdf\r\n")
