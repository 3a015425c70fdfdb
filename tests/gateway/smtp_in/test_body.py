"""The bytes after DATA, without a socket: SMTP-001..023, 030, 033, 035, 036, 054."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gateway.smtp_in.body import LONG_LINE, TOO_LARGE, Body, loops
from gateway.smtp_in.limits import Limits

LIMITS = Limits()
SMALL = replace(LIMITS, message=1000, text_line=100)


def received(
    wire: bytes, cuts: list[int] | None = None, limits: Limits = LIMITS, strict: bool = False
) -> tuple[Body, bytes | None]:
    """The body after feeding `wire` cut at these places, and what followed it."""
    body, rest, start = Body(limits, strict), None, 0
    for end in sorted({cut % (len(wire) + 1) for cut in cuts or []} | {len(wire)}):
        block, start = wire[start:end], end
        if rest is not None:
            rest += block
        elif block:
            rest = body.feed(block)
    return body, rest


def stuffed(raw: bytes) -> bytes:
    return b"".join(b"." + line if line.startswith(b".") else line for line in raw.splitlines(keepends=True)) + b".\r\n"


@pytest.mark.parametrize(
    "raw", [b"", b".\r\n", b"..\r\n", b".a\r\n", b"..a\r\n", b"\r\n", b"\r\n" * 5, b"a\r\n.\r\nb\r\n", b"a\r\n\r\n"]
)
@pytest.mark.parametrize("step", [1, 2, 3, 4, 5, 1000])
def test_dot_stuffing(raw: bytes, step: int) -> None:
    """SMTP-035"""
    wire = stuffed(raw) + b"QUIT\r\n"
    body, rest = received(wire, list(range(0, len(wire), step)))
    assert (body.take(), rest, body.fault) == (raw, b"QUIT\r\n", None)


PIECES = st.sampled_from(
    [b"\r\n", b"\r", b"\n", b".", b"..", b"a", b"\r\n.", b"\n.\r\n", b"\r\n.\n", b"\0", b"bcd", b"\xe2\x80\xa8", b"\x1a"]
)


@given(st.lists(PIECES, max_size=30).map(b"".join), st.lists(st.integers(0, 200), max_size=30), st.booleans())
@example(b"\r\n.\r\n.\r\n", [1, 2, 3, 4, 5, 6, 7, 8], False)
def test_cuts_change_nothing(octets: bytes, cuts: list[int], strict: bool) -> None:
    """Invariant 6: however the bytes are cut, the same message, the same fault, the same rest."""
    wire = octets + b"\r\n.\r\nQUIT\r\n"
    whole, whole_rest = received(wire, strict=strict, limits=SMALL)
    cut, cut_rest = received(wire, cuts, strict=strict, limits=SMALL)
    assert whole_rest == cut_rest is not None
    assert (whole.fault, whole.closes) == (cut.fault, cut.closes)
    assert whole.take() == cut.take()


@given(st.lists(PIECES, max_size=30).map(b"".join))
def test_only_crlf_dot_crlf_ends(octets: bytes) -> None:
    """The reference: the first CRLF.CRLF after the command's own CRLF, and nothing else."""
    wire = octets + b"\r\n.\r\nrest"
    _, rest = received(wire)
    assert rest == (b"\r\n" + wire).split(b"\r\n.\r\n", 1)[1]


@given(
    st.lists(
        st.binary(max_size=20).filter(lambda line: b"\r" not in line and b"\n" not in line and b"\0" not in line), max_size=10
    )
)
def test_stuffed_lines_come_back(lines: list[bytes]) -> None:
    raw = b"".join(line + b"\r\n" for line in lines)
    wire = b"".join((b"." + line if line.startswith(b".") else line) + b"\r\n" for line in lines) + b".\r\n"
    assert received(wire)[0].take() == raw


def test_bare_lf_becomes_crlf_and_starts_no_stuffed_line() -> None:
    """SMTP-023: the dot after a bare LF stays; the relay's client stuffs it anew."""
    body, _ = received(b"a\n.\r\nb\n..c\r\n.\r\n")
    assert body.take() == b"a\r\n.\r\nb\r\n..c\r\n"


OCTETS = [
    (b"a\rb\r\n.\r\n", False, 550, 1),
    (b"a\r\nb\r\r\n.\r\n", False, 550, 4),
    (b"a\n\rb\r\n.\r\n", False, 550, 2),
    (b"a\n\rb\r\n.\r\n", True, 550, 1),
    (b"\n\r\n.\r\n", True, 550, 0),
    (b"a\nb\r\n.\r\n", False, None, 0),
    (b"a\0b\r\n.\r\n", False, 554, 0),
    (b"\x01\x1b\x7f\r\n.\r\n", False, None, 0),
]


@pytest.mark.parametrize("step", [1, 1000])
@pytest.mark.parametrize(("wire", "strict", "code", "place"), OCTETS)
def test_octets_refused(wire: bytes, strict: bool, code: int | None, place: int, step: int) -> None:
    """SMTP-023 with the place of the first bare octet, SMTP-036"""
    body, rest = received(wire, list(range(0, len(wire), step)), strict=strict)
    assert (body.fault.code if body.fault else None) == code and rest == b""
    assert body.closes is (code == 550)
    if code == 550:
        assert body.fault and body.fault.text.endswith(f"(octet {place})")


@pytest.mark.parametrize("length", [998, 999, 1000, 1001, 2048, 4096, 65_536])
def test_long_lines_are_taken(length: int) -> None:
    """SMTP-030"""
    raw = b"X: " + b"h" * (length - 3) + b"\r\n\r\n" + b"b" * length + b"\r\n"
    body, _ = received(raw + b".\r\n", list(range(0, len(raw), 7000)))
    assert body.fault is None and body.take() == raw


@pytest.mark.parametrize("step", [1, 37, 101, 102, 103, 10_000])
@pytest.mark.parametrize("length", [101, 102, 103, 104, 500])
def test_longer_lines_are_refused_however_cut(length: int, step: int) -> None:
    """SMTP-030"""
    wire = b"short\r\n" * 3 + b"b" * length + b"\r\n" + b"short\r\n" * 3 + b".\r\n"
    body, _ = received(wire, list(range(0, len(wire), step)), SMALL)
    assert body.fault is LONG_LINE
    good, _ = received(wire.replace(b"b" * length, b"b" * 100), list(range(0, len(wire), step)), SMALL)
    assert good.fault is None


@pytest.mark.parametrize(("lines", "fault"), [(500, None), (501, TOO_LARGE)])
def test_the_size_counts_neither_stuffing_nor_end(lines: int, fault: object) -> None:
    """SMTP-033, RFC 1870 4: a message of exactly the limit is taken."""
    limits = replace(LIMITS, message=1500)
    body, rest = received(b"..\r\n" * lines + b".\r\n", limits=limits)
    assert body.fault is fault and rest == b""
    assert body.take() == (b".\r\n" * 500 if fault is None else b"")


def test_the_size_counts_normalised_line_ends() -> None:
    body, _ = received(b"\n" * 501 + b"\r\n.\r\n", limits=SMALL)
    assert body.fault is TOO_LARGE


def test_hopeless_after_twice_the_limit_or_early_without_lines() -> None:
    """SMTP-031, SMTP-034: no memory is kept, and the connection ends."""
    limits = replace(LIMITS, message=100_000)
    lines, endless = Body(limits), Body(limits)
    lines.feed(b"a" * 70 + b"\r\n" * 70_000)
    assert lines.fault is TOO_LARGE and not lines.hopeless and lines.take() == b""
    lines.feed(b"a\r\n" * 30_000)
    assert lines.hopeless and lines.closes
    endless.feed(b"a" * 165_000)
    assert not endless.hopeless
    endless.feed(b"a" * 600)
    assert endless.hopeless and endless.fault is TOO_LARGE


@pytest.mark.parametrize(("head", "many"), [
    (b"Received: x\r\n" * 51, True),
    (b"Received: x\r\n" * 50, False),
    (b"RECEIVED : x\r\n y\r\n" * 51, True),
    (b"Received: x\r\n" * 50 + b"\r\n" + b"Received: x\r\n", False),
    (b"\r\n" + b"Received: x\r\n" * 60, False),
    (b"X-Received: x\r\n" * 60, False),
])  # fmt: skip
def test_loops(head: bytes, many: bool) -> None:
    """SMTP-054"""
    assert loops(head + b"\r\nbody\r\n", 50) is many
