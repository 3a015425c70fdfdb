"""A sample says what it was told to say."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from filters.facts import Facts
from filters.mail.mail import Mail
from filters.mail.strict import oddities
from filters.sample import ORDER_ID, sample, sample_facts, shown

LETTERS = st.characters(exclude_categories=("C", "Zl", "Zp"))
LINE = st.text(LETTERS, max_size=80).map(str.strip)
TEXT = st.lists(LINE, min_size=1, max_size=4).map("\n".join).map(lambda text: text.rstrip("\n"))


@given(TEXT, LINE)
def test_text_and_subject_come_back(text: str, subject: str) -> None:
    assert shown(Mail.of(sample(text, subject=subject), Facts())) == {"text": text, "subject": subject}


@given(TEXT, LINE)
def test_a_sample_has_one_reading(text: str, subject: str) -> None:
    mail = Mail.of(sample(text, f"<p>{text.replace('<', '')}</p>", subject or "x"), Facts())
    assert list(oddities(mail.message)) == []


def test_a_sample_has_a_subject_with_an_order_id_unless_told_otherwise() -> None:
    assert ORDER_ID in shown(Mail.of(sample("x"), Facts()))["subject"]
    assert "subject" not in shown(Mail.of(sample("x", subject=None), Facts()))


def test_headers_replace_those_of_the_sample() -> None:
    raw = sample("x", headers={"To": "a@b.example", "X-More": "y"})
    assert raw.count(b"\r\nTo: ") == 1
    assert b"\r\nTo: a@b.example\r\n" in raw
    assert b"\r\nX-More: y\r\n" in raw


def test_facts_are_those_of_one_buyer_unless_told_otherwise() -> None:
    assert sample_facts({"login": "tool"}, reply=True).login == "tool"
    assert sample_facts({}, reply=True).reply is True
    assert len(sample_facts({}).rcpt_to) == 1
