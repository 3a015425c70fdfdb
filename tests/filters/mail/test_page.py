"""What a reader sees of a page, what is hidden in it, and where its links lead."""

from __future__ import annotations

import pytest

from filters.mail.page import Page
from tests.filters.mail.pages import page_of, seen, surface


def hidden(html: str) -> list[tuple[str, str]]:
    """(text, why) of every hidden surface but the one that holds all text."""
    return [(s.text, s.attribute) for s in page_of(html).surfaces if s.kind == "hidden" and s.attribute != "all text"]


def urls(html: str) -> list[tuple[str, bool]]:
    return [(link.url, link.follows) for link in page_of(html).links]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Hello <b>wor</b>ld,\n   how   are you?</p>", "Hello world, how are you?"),
        ("<div>a</div><div>b</div>", "a\nb"),
        ("<div><div><p>a</p></div></div>b", "a\nb"),
        ("a<br>b<br><br>c<br></p>", "a\nb\n\nc"),
        ("<p>a</p><p><br></p><p>b</p>", "a\n\nb"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"),
        ("<ul><li>a<li>b</ul>c", "a\nb\nc"),
        ("<pre>\n a\n   b\n</pre>c", " a\n   b\n\nc"),
        ("<div style='white-space: pre-wrap'>a  b\nc</div>", "a  b\nc"),
        ("a &lt;b&gt; &amp; &eacute;&nbsp;c", "a <b> & é\u00a0c"),
        ("<select><option>a<option>b</select>", "a\nb"),
        ("<noscript><b>seen</b> by all</noscript>", "seen by all"),
        ("<textarea>\na <b></textarea>", "a <b>"),
        ("<style>p{}</style><script>x()</script>a<!-- b -->", "a"),
        ("", ""),
        ("plain words", "plain words"),
    ],
)
def test_text_reads_as_in_a_browser(html: str, text: str) -> None:
    assert seen(html) == text


@pytest.mark.parametrize(
    "html",
    [
        "evil<!-- x -->.exa<!---->mple",
        "e<b>vil</b>.<i></i>exa<span>mp</span>le",
        "evil<wbr>.exam<wbr>ple",
        "&#101;&#x76;il&#46;ex&#97mple",
        "evil&period;example",
        "evil<span style='display:none'>XX</span>.example",
        "evil<div hidden>XX</div>.example",
        "evil<template>XX</template>.example",
        "<div style='display:inline'>evil</div><div style='display:inline'>.example</div>",
        "<style>.i{display:inline}</style><div class=i>evil</div><div class=i>.example</div>",
        "evil</>.example",
        "evil</nothing>.example",
        "evil.example<iframe>XX</iframe>",
    ],
    ids=lambda html: html[:40],
)
def test_words_that_markup_splits_are_one(html: str) -> None:
    """TXT-001, TXT-002, TXT-010."""
    assert seen(html) == "evil.example"


def test_hidden_text_is_offered_run_by_run_and_in_order() -> None:
    page = page_of("see <i style='font-size:0'>sec</i><i style='font-size:0'>ret</i> us <b hidden>more</b>")
    assert page.surfaces[0].text == "see us"
    assert [(s.text, s.attribute) for s in page.surfaces if s.kind == "hidden"] == [
        ("secret", "letters too small to read"),
        ("more", "hidden attribute"),
        ("see secret us more", "all text"),
    ]


@pytest.mark.parametrize(
    ("html", "text", "why"),
    [
        ("<title>evil</title>", "evil", "title"),
        ("<!--[if mso]><p>evil</p><![endif]-->", "evil", "conditional comment"),
        ("<!--[if gte mso 9]>evil", "evil", "conditional comment"),
        ("<style>p:before{content:'ev' 'il'}</style><p>x", "evil", "css content"),
        ("<style>p:after{content:attr(data-x)}</style><p data-x=evil>x", "evil", "css content"),
        ("<frameset></frameset>evil", "evil", "dropped by browsers"),
        ("<template><b>evil</b></template>", "evil", "<template> is not shown"),
        ("<iframe>evil</iframe>", "evil", "<iframe> content"),
        ("x<!-- evil", "<!-- evil", "unclosed comment"),
        ("x<style>evil", "evil", "unclosed style"),
        ("x<script>evil", "evil", "unclosed script"),
        ("x<title>evil", "evil", "title"),
        ("x<a href='evil", "<a href='evil", "unclosed tag"),
    ],
)
def test_what_only_some_readers_show_is_read(html: str, text: str, why: str) -> None:
    """TXT-020, TXT-040."""
    assert (text, why) in hidden(html)


@pytest.mark.parametrize("depth", [50, 150])
def test_deep_text_is_seen(depth: int) -> None:
    """TXT-040."""
    assert seen("<div>" * depth + "</div>" * depth + "evil") == "evil"
    assert seen("<div>" * depth + "evil") == "evil"


def test_characters_that_look_like_marks_are_none() -> None:
    """The source's own characters of the range that marks are taken from, where tokens and tree disagree."""
    page = page_of("a<svg><![CDATA[\U00010000\U00010001]]></svg><p>b")
    assert page.surfaces[0].text == "a\U00010000\U00010001\nb"
    assert [page.document.text[low:high] for low, high in page.surfaces[0].spans(0, 6)] in ([], ["a", "b"])


def test_downlevel_revealed_comments_hide_nothing() -> None:
    assert seen("<![if !mso]>a<![endif]> <!--[if !mso]><!-->b<!--<![endif]-->") == "a b"


@pytest.mark.parametrize(
    ("html", "url", "follows"),
    [
        ("<a href=http://evil.example>x</a>", "http://evil.example", True),
        ("<map><area href=http://evil.example></map>", "http://evil.example", True),
        ("<form action=http://evil.example></form>", "http://evil.example", True),
        ("<button formaction=http://evil.example>x</button>", "http://evil.example", True),
        ("<svg><a xlink:href=http://evil.example>x</a></svg>", "http://evil.example", True),
        ("<svg><image href=http://evil.example /></svg>", "http://evil.example", False),
        ("<svg><animate attributeName=href values='a;http://evil.example'/></svg>", "http://evil.example", True),
        ("<svg><animate attributeName=x values='a;http://evil.example'/></svg>", "http://evil.example", False),
        ("<math href=http://evil.example>x</math>", "http://evil.example", True),
        ("<meta http-equiv=refresh content='0; URL=http://evil.example'>", "http://evil.example", True),
        ("<link rel=stylesheet href=http://evil.example>", "http://evil.example", False),
        ("<iframe src=http://evil.example></iframe>", "http://evil.example", True),
        ("<object data=http://evil.example></object>", "http://evil.example", True),
        ("<img src=http://evil.example>", "http://evil.example", False),
        ("<img srcset='a.png 1x, http://evil.example 2x'>", "http://evil.example", False),
        ("<img lowsrc=http://evil.example>", "http://evil.example", False),
        ("<img dynsrc=http://evil.example>", "http://evil.example", False),
        ("<img longdesc=http://evil.example>", "http://evil.example", False),
        ("<video poster=http://evil.example></video>", "http://evil.example", False),
        ("<table background=http://evil.example><tr><td></table>", "http://evil.example", False),
        ("<a ping=http://evil.example>x</a>", "http://evil.example", False),
        ("<blockquote cite=http://evil.example>x</blockquote>", "http://evil.example", False),
        ("<p style='background:url(http://evil.example)'>x", "http://evil.example", False),
        ("<p style='background:u\\72l(http://evil.example)'>x", "http://evil.example", False),
        ("<p style=\"background:image-set('http://evil.example' 1x)\">x", "http://evil.example", False),
        ("<style>@import 'http://evil.example';</style>", "http://evil.example", False),
        ("<style>p{cursor:url(http://evil.example),auto}</style>", "http://evil.example", False),
        ("<!--[if mso]><v:rect href='http://evil.example'>x</v:rect><![endif]-->", "http://evil.example", True),
        ("<template><a href=http://evil.example>x</a></template>", "http://evil.example", True),
        ("<base href=http://evil.example/a/><a href=../b>x</a>", "http://evil.example/b", True),
        ("<a href='ht\ttp://ev\nil.example'>x</a>", "http://evil.example", True),
        ("<a href=' http:\\\\evil.example\\x?a\\b'>x</a>", "http://evil.example/x?a\\b", True),
        ("<a href=https:evil.example>x</a>", "https://evil.example", True),
        ("<a href='http&colon;//evil.example'>x</a>", "http://evil.example", True),
        ("<a href='//evil.example'>x</a>", "//evil.example", True),
        ("<a href='mailto:a@evil.example'>x</a>", "mailto:a@evil.example", True),
        ("<a href='java\nscript:x'>x</a>", "javascript:x", True),
        (f"<a href='http://evil.example/{'x' * 5000}'>x</a>", f"http://evil.example/{'x' * 5000}", True),
    ],
    ids=lambda value: str(value)[:40],
)
def test_every_carrier_of_an_address_is_a_link(html: str, url: str, follows: bool) -> None:
    """TXT-030."""
    assert (url, follows) in urls(html)


def test_a_link_knows_its_words_and_whether_it_is_a_picture() -> None:
    html = "<a href=a>our <b>shop</b> </a><a href=b><img src=c></a><a href=d><img src=e> words</a><area href=f>"
    links = {link.url: (link.text, link.image) for link in page_of(html).links}
    assert links == {
        "a": ("our shop", False), "b": ("", True), "c": ("", False), "d": ("words", False), "e": ("", False), "f": ("", True)
    }  # fmt: skip


@pytest.mark.parametrize(
    ("html", "name", "text"),
    [
        ("<img alt='a &amp; b'>", "alt", "a & b"),
        ("<p title=t>x", "title", "t"),
        ("<a aria-label=l>x</a>", "aria-label", "l"),
        ("<input placeholder=p>", "placeholder", "p"),
        ("<input type=submit value=v>", "value", "v"),
        ("<table summary=s></table>", "summary", "s"),
        ("<meta name=description content=c>", "content", "c"),
    ],
)
def test_attributes_that_a_reader_sees_are_surfaces(html: str, name: str, text: str) -> None:
    found = surface(page_of(html), name)
    assert (found.kind, found.text) == ("attribute", text)
    assert found.element is not None


def test_attributes_map_to_their_source() -> None:
    page = page_of("<img alt='a &amp;&#66;&copy=c&notit'>")
    found = surface(page, "alt")
    source = page.document.text
    assert found.text == "a &B&copy=c&notit"
    assert [source[slice(*found.spans(at, at + 1)[0])] for at in (2, 3, 4)] == ["&amp;", "&#66;", "&"]


def quoted(html: str, reply: bool = True) -> list[str]:
    shown = page_of(html, reply).surfaces[0]
    return [shown.text[start:end] for start, end in shown.quoted]


@pytest.mark.parametrize(
    "html",
    [
        "<p>own</p><blockquote>theirs</blockquote><p>own</p>",
        "<p>own</p><div class='gmail_quote'>theirs</div>",
        "<p>own</p><div class='yahoo_quoted'>theirs</div>",
        "<p>own</p><div class='gmail_quote'><div>th</div><blockquote>eirs</blockquote></div>",
    ],
)
def test_quotations_are_told_in_a_reply_only(html: str) -> None:
    assert "".join(quoted(html)).replace("\n", "") == "theirs"
    assert quoted(html, reply=False) == []


def test_the_introduction_belongs_to_the_quotation() -> None:
    html = "own<div class=moz-cite-prefix>Am 3.11.2025 um 10:12 schrieb Jane:</div><blockquote type=cite>theirs</blockquote>own"
    assert quoted(html) == ["Am 3.11.2025 um 10:12 schrieb Jane:\ntheirs"]
    html = "<p>own</p><p>On Mon, 3 Nov 2025 Jane wrote:</p><blockquote>theirs</blockquote>"
    assert quoted(html) == ["On Mon, 3 Nov 2025 Jane wrote:\ntheirs"]


def test_outlook_quotes_to_the_end() -> None:
    html = "<p>own</p><div id=divRplyFwdMsg><b>From:</b> Jane</div><div>theirs</div>"
    assert quoted(html) == ["From: Jane\ntheirs"]
    html = "<p>own</p><div><p><b>Von:</b> J<br><b>Gesendet:</b> Mo<br><b>An:</b> S<br><b>Betreff:</b> W</p></div><p>theirs</p>"
    assert quoted(html) == ["Von: J\nGesendet: Mo\nAn: S\nBetreff: W\ntheirs"]


@pytest.mark.parametrize(
    ("html", "clause"),
    [
        ("<div>" * 100_000, "tags"),
        ("<div>" * 300, "nested"),
        (f"<a {' '.join(f'a{n}=1' for n in range(100_000))}>", "attributes"),
        ("<p>" + "".join(f"<b id={n}>" for n in range(2_000)) + "</p>" + "<p>x</p>" * 5_000, "unclosed"),
        ("&" * 2_000_000, "characters"),
        ("&" * 900_000, "references"),
        ("<!--" + "x" * 5_000_000, "characters"),
        ("<!--[if a]>x<![endif]-->" * 2_000, "conditional"),
    ],
    ids=lambda value: value[:12],
)
def test_too_much_is_not_parsed_but_offered_as_it_is(html: str, clause: str) -> None:
    """DOS-030. The time limit of the test run is the judge."""
    page = page_of(html)
    assert clause in page.limits[0]
    assert [s.text for s in page.surfaces] == [page.document.text]
    assert page.surfaces[0].found(0, 1, fix="").edits == ()


@pytest.mark.parametrize(
    "html",
    [
        "<" * 900_000, "<a>" * 20_000, "<table>" * 190, "x" * 900_000, "<p>x" * 40_000, "<!--[if a]>x<![endif]-->" * 900,
        "<i hidden>x</i>y" * 20_000, "&amp;" * 90_000, "<a href=x>" * 20_000, "<style>" + "a{b:url(c)}" * 20_000,
        "<b><i>x</b>" * 150, "a<br>" * 30_000, "</>x" * 20_000, "<svg><title><b></title>" * 90,
        "<blockquote>x</blockquote>" * 9_000,
    ],
    ids=lambda html: html[:14],
)  # fmt: skip
def test_much_is_read_in_time(html: str) -> None:
    """DOS-030."""
    page = page_of(html, reply=True)
    assert page.surfaces
    assert isinstance(page.links, tuple)
    shown = page.surfaces[0]
    assert isinstance(Page.remove(page, shown, 0, min(5, len(shown.text))), tuple)
