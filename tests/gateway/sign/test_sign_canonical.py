"""The canonical form is dkimpy's, and takes work in proportion to the size."""

from __future__ import annotations

import hashlib
import sys

import pytest
from dkim.canonicalization import Relaxed
from hypothesis import given
from hypothesis import strategies as st

from gateway.sign import canonical, check

LINES = st.lists(st.text(alphabet=" \tab\x0bé", max_size=12), max_size=12)
BODY = LINES.map(lambda lines: "".join(f"{line}\r\n" for line in lines).encode())


@given(BODY)
def test_the_body_hash_is_dkimpys(body: bytes) -> None:
    expected = hashlib.sha256(Relaxed.canonicalize_body(body) if body else b"").digest()
    assert canonical.body_hash(b"head\r\n" + body, 6) == expected
    assert check._body_hash(b"head\r\n" + body, 6) == expected


@given(BODY, st.integers(1, 9))
def test_the_cut_into_pieces_changes_nothing(body: bytes, size: int) -> None:
    expected = hashlib.sha256(Relaxed.canonicalize_body(body) if body else b"").digest()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(canonical, "_PIECE", size)
        assert canonical.body_hash(body, 0) == expected
        assert check._body_hash(body, 0) == expected


@given(st.lists(st.text(alphabet=" \tab:é", max_size=8), min_size=1, max_size=5))
def test_a_field_is_dkimpys(lines: list[str]) -> None:
    value = "\r\n ".join(lines).encode()
    [(name, text)] = Relaxed.canonicalize_headers([(b"SubJect", value + b"\r\n")])
    assert canonical.relaxed_field(b"SubJect", value) == name + b":" + text


@pytest.mark.parametrize("body", [b"", b"\r\n", b" \t \r\n\r\n"])
def test_an_empty_body_has_the_hash_of_nothing(body: bytes) -> None:
    assert canonical.body_hash(body, 0) == hashlib.sha256(b"").digest()  # RFC 6376 3.4.4


class _Counting(bytes):
    """Bytes that count how many of them were searched or copied by `replace`."""

    work = 0

    def replace(self, old: bytes, new: bytes, count: int = -1, /) -> _Counting:  # type: ignore[override]
        _Counting.work += len(self)
        return _Counting(super().replace(old, new, count))


def work(size: int) -> int:
    _Counting.work = 0
    assert canonical._single(_Counting(b" " * size + b"x")) == b" x"
    return _Counting.work


def test_runs_of_blanks_take_linear_work() -> None:
    assert work(400_000) < 5 * work(100_000)  # dkimpy's pattern: 16 times
    assert work(400_000) < 4 * 400_000


@pytest.mark.parametrize("first", [b"", b"x" * 40_000 + b"\r\n"])
def test_a_large_body_is_hashed_in_pieces(first: bytes) -> None:
    body = first + (b"word " * 15 + b"\r\n") * 40_000
    sizes = [sys.getsizeof(piece) for piece in canonical.pieces(body, 0)]
    assert len(sizes) > 10
    assert max(sizes) < 2 * canonical._PIECE
