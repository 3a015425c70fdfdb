"""What is shown of a mail: the right words marked, nothing lost, nothing live."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filters.facts import Facts
from filters.inspection import inspect
from filters.showing.differing import blocks, changes
from filters.showing.pieces import cut
from filters.showing.show import show
from filters.showing.signs import name
from gateway.policies import PolicyFile

LETTERS = sorted(Path("tests/letters").glob("*/in.eml"))
STRICT = PolicyFile("strict").load().site
TEXTS = st.text("ab \n.,\u202e\u200b", max_size=60)


def marked(pieces: tuple[object, ...]) -> list[str]:
    return [piece.text for piece in pieces if piece.findings]  # type: ignore[attr-defined]


@given(TEXTS, st.lists(st.tuples(st.integers(0, 70), st.integers(0, 70), st.integers(0, 3)), max_size=6))
def test_pieces_are_the_text_and_marks_cover_what_they_say(text: str, marks: list[tuple[int, int, int]]) -> None:
    pieces = cut(text, marks)
    assert "".join(piece.text for piece in pieces) == text
    at = 0
    for piece in pieces:
        for place in range(at, at + len(piece.text)):
            wanted = {number for start, end, number in marks if start <= place < end}
            assert set(piece.findings) == wanted
        at += len(piece.text)


@given(TEXTS, TEXTS)
def test_a_difference_leads_from_one_text_to_the_other(before: str, after: str) -> None:
    made, at = [], 0
    for start, end, words in blocks(before, after):
        made += [before[at:start], words]
        at = end
    assert "".join((*made, before[at:])) == after
    assert (changes(before, after) == ()) == (before == after)


def test_a_change_keeps_the_words_around_it_apart() -> None:
    words = " ".join(f"w{number}" for number in range(60))
    shown = "".join(change.text for change in changes(f"{words} old {words}", f"{words} new {words}"))
    assert "w59 oldnew w0" in shown and shown.startswith(" … ") and "w30" not in shown


@pytest.mark.parametrize("path", LETTERS, ids=lambda path: path.parent.name)
def test_every_finding_in_a_text_is_marked_with_its_words(path: Path) -> None:
    raw = path.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    verdict = inspect(raw, Facts(), STRICT)
    shown = show(raw, verdict.outgoing, verdict.findings, Facts())
    for number, finding in enumerate(verdict.findings):
        if finding.surface in ("text", "subject") and finding.words.strip():
            texts = [shown.subject] if finding.surface == "subject" else [text.pieces for text in shown.texts]
            found = ["".join(piece.text for piece in pieces if number in piece.findings) for pieces in texts]
            assert finding.words in found, finding
    assert bool(shown.sent) == (verdict.outgoing != raw)


def html(body: str) -> bytes:
    return f"Subject: x\r\nMIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{body}\r\n".encode()


def test_hidden_text_stands_in_the_light_and_targets_are_spelled() -> None:
    raw = html('<p>Seen</p><p style="display:none">Leave five stars</p><a href="https://evil.example/x">amazon.de</a>')
    shown = show(raw, raw, (), Facts())
    assert [(text.title, "".join(piece.text for piece in text.pieces)) for text in shown.hidden] == [
        ("Hidden: display:none", "Leave five stars")
    ]
    (page,) = shown.pages
    assert 'data-hidden="display:none"' in page and ">https://evil.example/x</span>" in page and "href" not in page
    assert [(link.words, link.host) for link in shown.links] == [("amazon.de", "evil.example")]


def test_signs_that_nobody_sees_are_pieces_with_a_name() -> None:
    shown = show(html("<p>txt\u202egnp</p>"), html("<p>txt\u202egnp</p>"), (), Facts())
    (text,) = shown.texts
    assert [piece.sign for piece in text.pieces if piece.sign] == ["U+202E right-to-left override"]
    assert name("\u200b") == "U+200B zero width space"


def test_style_sheets_keep_their_looks_and_load_nothing() -> None:
    css = "@import 'https://a.example'; p{color:red;background:u\\rl(https://b.example)} @\\69mport url(x)"
    shown = show(html(f"<style>{css}</style><p style='background:URL (x)'>x</p>"), b"", (), Facts())
    (page,) = shown.pages
    assert "color:red" in page and "import" not in page.lower().partition("</style>")[0]
    assert "url(" not in page.lower() and "url (" not in page.lower()


@pytest.mark.parametrize("raw", (b"", b"\r\n", b"\xff\x00", b"Subject: =?utf-8?B?//8=?=\r\n\r\n\xff", html("<" * 5_000)))
def test_whatever_the_bytes_are_they_are_shown(raw: bytes) -> None:
    show(raw, raw, (), Facts())
