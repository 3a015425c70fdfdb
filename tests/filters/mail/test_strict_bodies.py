"""The strict gate on bodies: whatever they are, it says what is odd and does not fail."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from filters.mail.parse import parse
from filters.mail.strict import oddities

HEAD = "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: {}\r\n\r\n"


def kinds(encoding: str, body: bytes) -> set[str]:
    return {oddity.kind for oddity in oddities(parse(HEAD.format(encoding).encode() + body))}


def test_letters_outside_base64_do_not_count_as_its_letters() -> None:
    assert "base64" in " ".join(kinds("base64", b"PGh0bWw-Pg==\r\n--\r\nabc\r\n"))


@given(st.sampled_from(["base64", "quoted-printable", "8bit"]), st.binary(max_size=80))
def test_any_body_can_be_looked_at(encoding: str, body: bytes) -> None:
    assert isinstance(kinds(encoding, body), set)
