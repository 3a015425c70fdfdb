"""Codes in pictures are read as text of the attachment; too large ones are troubles."""

from __future__ import annotations

import base64
import io

import pytest

from filters.files.file import File
from filters.files.limits import Budget
from filters.finding import Action
from filters.inspection import inspect
from filters.policy import Layer, Policy
from filters.sample import sample_facts

Image = pytest.importorskip("PIL.Image", reason="the extra codes is not installed")
zxingcpp = pytest.importorskip("zxingcpp", reason="the extra codes is not installed")
LINK = "https://shop.example/offer"


def file_of(data: bytes, name: str) -> File:
    return File((name,), "", len(data), lambda octets: data[:octets], Budget())


def code(text: str = LINK, side: int = 240) -> object:
    image = zxingcpp.write_barcode_to_image(zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode), scale=4)
    return Image.fromarray(image).convert("L").resize((side, side))


def saved(picture: object, kind: str = "PNG", **options: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **options)  # type: ignore[attr-defined]
    return out.getvalue()


def on_photograph() -> object:
    picture = Image.effect_noise((1800, 1200), 60).convert("RGB")
    picture.paste(code().convert("RGB"), (900, 500))  # type: ignore[attr-defined]
    return picture


def see_through() -> object:
    """A code whose black is drawn and whose white is nothing."""
    black = code()
    picture = Image.new("RGBA", black.size, (0, 0, 0, 0))  # type: ignore[attr-defined]
    picture.paste((0, 0, 0, 255), (0, 0, *black.size), black.point(lambda shade: 255 - shade))  # type: ignore[attr-defined]
    return picture


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("code.png", saved(code())),
        ("code.gif", saved(code(), "GIF")),
        ("code.bmp", saved(code(), "BMP")),
        ("turned.png", saved(code().rotate(90))),  # type: ignore[attr-defined]
        ("see-through.png", saved(see_through())),
        ("photograph.jpg", saved(on_photograph(), "JPEG", quality=60)),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_code_is_read(name: str, data: bytes) -> None:
    assert file_of(data, name).contents.texts == (LINK,)


def test_a_picture_without_a_code_says_nothing() -> None:
    assert file_of(saved(Image.effect_noise((300, 300), 60)), "a.png").contents == ((), (), (), ())


def test_a_large_photograph_is_read_small() -> None:
    assert file_of(saved(Image.new("L", (8000, 6000)), "JPEG"), "a.jpg").contents == ((), (), (), ())


def test_a_picture_of_too_many_pixels_is_not_read() -> None:
    assert file_of(saved(Image.new("1", (20_000, 20_000))), "a.png").contents.troubles == (
        "it is a picture too large to be read",
    )


@pytest.mark.parametrize(
    "data", [saved(code())[:200], saved(code())[:-30], b"\x89PNG\r\n\x1a\n" + b"x" * 500, b"GIF89a" + b"\xff" * 40]
)
def test_a_damaged_picture_is_no_trouble(data: bytes) -> None:
    assert file_of(data, "a.png").contents in (((), (), (), ()), ((LINK,), (), (), ()))


def test_a_link_in_a_code_holds_the_message() -> None:
    encoded = base64.encodebytes(saved(code())).replace(b"\n", b"\r\n")
    raw = (
        b"From: a@seller.example\r\nTo: b@x.example\r\nSubject: Order 305-1140827-7763912\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nThe label is attached.\r\n'
        b'--b\r\nContent-Type: image/png; name="label.png"\r\nContent-Disposition: attachment; filename="label.png"\r\n'
        b"Content-Transfer-Encoding: base64\r\n\r\n" + encoded + b"--b--\r\n"
    )
    policy = Policy.from_data([Layer("mine", {"links": {"external": "fix"}})])
    verdict = inspect(raw, sample_facts({"senders": (), "rcpt_to": ()}, False), policy)
    findings = [(it.action, it.surface, it.words) for it in verdict.findings if it.rule == "links/external"]
    assert findings == [(Action.HOLD, "attachment", LINK)]
