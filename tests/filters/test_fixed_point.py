"""Invariants of the whole catalogue: what goes out asks for nothing more, and nothing found means nothing touched."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filters.finding import Action
from filters.inspection import inspect
from filters.sample import sample, sample_facts
from gateway.policies import PolicyFile
from gateway.policies.code import POLICIES

NAMES = sorted(path.stem for path in POLICIES.glob("*.toml"))
LOADED = {name: PolicyFile(name).load(date(2027, 1, 1)).site for name in NAMES}
PHRASES = [
    "Your order 028-4717206-1130727 has shipped.",
    "Track it at https://shop.example/track?id=1&x=2 today",
    "www.shop.example",
    "write to jan@web.example",
    "jan at web dot de",
    "call +49 30 901820 now",
    "find us on Instagram @shop",
    "Thank you 😊😊",
    "[Important]",
    "BUY NOW!!!",
    "\n",
    "\n\n\n\n\n",
    "> quoted 🎉 http://a.example",
    "Grüße aus Köln",
    "ご注文ありがとうございます。",
    "شكرا لكم",
    "",
]
MARKUP = [
    '<p>Hello <a href="http://shop.example/x">our shop</a></p>',
    '<a href="https://a.example"><img src="http://b.example/i.png"></a>',
    '<img src="https://b.example/i.png" alt="jan@web.example">',
    "<p>Thanks &#128522; &amp; goodbye</p>",
    "<br><br><br><br>",
    '<div style="display:none">x</div>',
    "<p>Call +49 30 901820</p>",
    "<ul><li>www.shop.example</li></ul>",
    "<p>",
    "</div>",
    "<!-- http://c.example -->",
]
TEXT = st.lists(st.sampled_from(PHRASES), max_size=8).map(" ".join)
HTML = st.none() | st.lists(st.sampled_from(MARKUP), max_size=6).map("".join)
SUBJECT = st.lists(st.sampled_from([phrase for phrase in PHRASES if "\n" not in phrase]), max_size=3).map(" ".join)


@pytest.mark.parametrize("name", NAMES)
@settings(deadline=None, max_examples=60)
@given(TEXT, HTML, SUBJECT, st.booleans())
def test_what_goes_out_asks_for_nothing_more(name: str, text: str, html: str | None, subject: str, reply: bool) -> None:
    policy, facts, raw = LOADED[name], sample_facts({}, reply), sample(text, html, subject)
    verdict = inspect(raw, facts, policy)
    assert not [finding.note for finding in verdict.findings if finding.rule.startswith("system/")]
    assert verdict.edited is (verdict.outgoing is not raw)
    if verdict.outcome == "forward":
        again = inspect(verdict.outgoing, facts, policy)
        assert again.action <= Action.NOTE
        assert again.outgoing is verdict.outgoing


@settings(deadline=None, max_examples=200)
@given(st.binary(max_size=600) | st.lists(st.sampled_from(PHRASES + MARKUP)).map(lambda parts: "\r\n".join(parts).encode()))
def test_any_bytes_give_a_verdict_and_no_failure(raw: bytes) -> None:
    verdict = inspect(raw, sample_facts({}), LOADED["amazon"])
    assert not [finding.note for finding in verdict.findings if finding.rule.startswith("system/")]
