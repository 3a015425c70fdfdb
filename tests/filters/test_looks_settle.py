"""Pages in every dress: repairs settle, nothing asks for more, every word stays and can be read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filters import inspection
from filters.catalogue import RULES
from filters.finding import Action
from filters.inspection import inspect
from filters.mail.looks import READABLE
from filters.mail.mail import Mail
from filters.sample import sample, sample_facts
from filters.verdict import Verdict
from gateway.policies import PolicyFile

POLICY = PolicyFile("amazon").load(date(2027, 1, 1)).site
FACTS = sample_facts({})
NEWSLETTER = (Path(__file__).parent / "pages" / "newsletter.html").read_text("utf-8")

COLOURS = ["#fff", "white", "#000", "#333333", "#999", "red", "#003366", "rgba(0,0,0,.5)", "inherit", "var(--x)", "transparent"]
DECLARATIONS = [
    *(f"color:{colour}" for colour in COLOURS),
    *(f"background:{colour}" for colour in COLOURS),
    "background-color:#222 !important", "background:url(cid:1) #000", "background-image:url('https://i.example/a.gif')",
    "font:bold 14px/1.5 'Open Sans',Arial", "font:caption", "FONT-FAMILY:&quot;A;B&quot;,serif", "font-family:inherit",
    "font-size:9px", "font-size:1.5em", "font-size:150%", "font-size:31px", "line-height:0", "line-height:150%",
    "text-align:center", "text-align:right !important", "margin:0 30%", "padding:1px 200px", "width:100%", "height:300px",
    "display:none", "display:block", "visibility:hidden", "", "/* color:red */", "c\\6flor:red", "x", "}", "mso-x:'y'",
]  # fmt: skip
ATTRIBUTES = [
    "", ' align="center"', " align=right", " bgcolor=#203040", ' background="cid:1"', " class=a", " class='b c'", " id=i",
    " dir=rtl", " hspace=200", " width=600", " lang=de",
]  # fmt: skip
TAGS = [
    "p", "div", "span", "b", "center", "td", "table", "tr", "h1", "h3", "small", "blockquote", "a href=https://www.amazon.de/",
]  # fmt: skip
FONTS = ["<font color=red>", "<font face='Arial' size=5>", '<font size="+1" color="#fff" style="color:red">', "<font>"]
CLOSING = ["</p>", "</td>", "</center>", "</table>", "</font>", "</b>"]
OTHERS = [
    "Hello", "world 12,50", "&nbsp;", "<br>", "<img src=cid:1 alt=lamp width=600 height=200>", "<o:p></o:p>",
    "<img src=https://i.example/a.gif alt='snow'>", "<img src=https://i.example/p width=1 height=1>",
]  # fmt: skip
SELECTORS = ["p", ".a", "td.b, .c", "#i", "body", "a:link", "a:hover", "*", "p:first-child", "::x", "h1 span", "font"]
MEDIA = ["%s", "@media (max-width:600px){%s}", "@media (prefers-color-scheme:dark){%s}", "@supports (x:y){%s}"]

style = st.lists(st.sampled_from(DECLARATIONS), max_size=4).map(";".join)
words = st.sampled_from(OTHERS + FONTS + CLOSING)


@st.composite
def element(draw: st.DrawFn, inside: st.SearchStrategy[str]) -> str:
    tag, attribute = draw(st.sampled_from(TAGS)), draw(st.sampled_from(ATTRIBUTES))
    css = draw(style)
    quote = draw(st.sampled_from(['"', '"', "'"])) if "'" not in css else '"'
    written = f" style={quote}{css}{quote}" if css else ""
    content = "".join(draw(st.lists(inside, max_size=3)))
    return f"<{tag}{attribute}{written}>{content}" + draw(st.sampled_from([f"</{tag.split()[0]}>", f"</{tag.split()[0]}>", ""]))


@st.composite
def sheet(draw: st.DrawFn) -> str:
    rules = draw(st.lists(st.tuples(st.sampled_from(SELECTORS), style, st.sampled_from(MEDIA)), max_size=4))
    css = "\n".join(media % f"{selector} {{ {block.replace('&quot;', chr(34))} }}" for selector, block, media in rules)
    return f"<style>{css}</style>" if css else ""


body = st.lists(st.recursive(words, element, max_leaves=12), max_size=6).map("".join)
page = st.builds("{}{}<p>End</p>".format, sheet(), body)


def pages(mail: Mail) -> Iterator[str]:
    return (surface.text for surface in mail.surfaces if surface.kind == "html")


def own_words(mail: Mail) -> list[str]:
    """What is seen, without what repairs put in the place of pictures."""
    return [word for text in pages(mail) for word in text.split() if word != "snow"]


def system(verdict: Verdict) -> list[str]:
    return [finding.note for finding in verdict.findings if finding.rule.startswith("system/")]


@settings(deadline=None, max_examples=250)
@given(page)
def test_repairs_settle_and_every_word_stays_and_can_be_read(html: str) -> None:
    raw = sample(None, html)
    verdict = inspect(raw, FACTS, POLICY)
    assert not system(verdict)
    if verdict.outcome != "forward":
        return
    again = inspect(verdict.outgoing, FACTS, POLICY)
    assert not [finding for finding in again.findings if finding.action is Action.FIX]
    assert again.outgoing is verdict.outgoing
    after = Mail.of(verdict.outgoing, FACTS)
    seen, left = own_words(Mail.of(raw, FACTS)), iter("".join(own_words(after)))
    assert all(letter in left for letter in "".join(seen)), "a word went or moved"
    assert all((look.contrast or READABLE) >= READABLE for look in after.pages[0].looks)


def test_an_ugly_newsletter_settles_in_two_passes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inspection, "PASSES", 2)
    raw = sample(None, NEWSLETTER)
    verdict = inspect(raw, FACTS, POLICY)
    assert not system(verdict)
    assert verdict.outcome == "forward"
    assert len(verdict.findings) > 300
    again = inspect(verdict.outgoing, FACTS, POLICY)
    assert again.action <= Action.NOTE
    assert again.outgoing is verdict.outgoing


def test_an_ugly_newsletter_keeps_its_words() -> None:
    raw = sample(None, NEWSLETTER)
    before, after = Mail.of(raw, FACTS), Mail.of(inspect(raw, FACTS, POLICY).outgoing, FACTS)
    picture = ["Bestellung", "028-4717206-1130727"]
    assert [word for text in pages(after) for word in text.split()] == [*picture, *own_words(before)]
    assert all((look.contrast or READABLE) >= READABLE for look in after.pages[0].looks)


FLOODS = {
    "colours": "<body bgcolor=#222>" + "".join(f'<p style="color:#{number:03x}">a</p>' for number in range(4_000)),
    "backgrounds": '<div style="background:#010">' * 150 + "".join(f"<i style='color:#ff{n % 9}'>a</i>" for n in range(4_000)),
    "rules": f"<style>{'p{color:red;font-size:9px;background:#000}' * 1_500}</style>{'<p>a</p>' * 2_000}",
    "pictures": '<div style="width:90%">' * 150 + "<img src=https://i.example/a.png width=100%>" * 3_000,
    "fonts": "<font color=red><p>a" * 2_000,
    "a word": "A" * 100_000 + " " + "ش" * 100_000,
    "marks": "!" * 50_000 + " " + "!? " * 20_000,
    "cells": "<table>" + "<tr><td align=right>1 1 1 1 x y z 1</td></tr>" * 4_000,
}


@pytest.mark.timeout(60)
@pytest.mark.parametrize("name", FLOODS)
def test_a_flood_ends(name: str) -> None:
    mail = Mail.of(sample(None, FLOODS[name]), FACTS)
    rules = [rule for rule in RULES if rule.family in ("style", "accessibility", "tone")]
    assert all(list(rule.check(mail, FACTS, rule.options())) is not None for rule in rules)
