"""Messages made of texts."""

from __future__ import annotations

import pytest

from filters.facts import Facts
from filters.mail.mail import Mail
from gateway.review.composing import Draft, compose


@pytest.mark.parametrize("subject", ["Order 1", "Größe " * 60, "ご注文の確認" * 40, "x" * 3_000, "", "=?utf-8?Q?a?= é"])
def test_a_subject_reads_as_it_was_written(subject: str) -> None:
    raw = compose(Draft(subject, "Hello"))
    assert max(len(line) for line in raw.split(b"\r\n")) <= 998
    shown = Mail.of(raw, Facts()).subject
    assert (shown.text if shown else "").strip() == subject.strip()


@pytest.mark.parametrize("text", ["a\nb", "a\r\nb\rc", "x" * 5_000, "ü" * 600, "--boundary--\n.\n..", "\ud800", "nul \0"])
def test_texts_arrive_in_lines_that_may_be_sent(text: str) -> None:
    raw = compose(Draft("s", text, f"<p>{text}</p>"))
    assert max(len(line) for line in raw.split(b"\r\n")) <= 998
    assert b"\n" not in raw.replace(b"\r\n", b"") and b"\r" not in raw.replace(b"\r\n", b"")
    kinds = [surface.kind for surface in Mail.of(raw, Facts()).surfaces]
    assert "text" in kinds and "html" in kinds
