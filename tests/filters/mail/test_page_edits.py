"""Edits of a page take away what they name, tidily, and touch nothing else."""

from __future__ import annotations

import pytest

from tests.filters.mail.pages import after, page_of, surface, without


@pytest.mark.parametrize(
    ("html", "left"),
    [
        ("<p>see <b>WORDS</b> now</p>", "<p>see now</p>"),
        ("<p>see WORDS now</p>", "<p>see now</p>"),
        ("<p>see <b>WORDS</b>.</p>", "<p>see.</p>"),
        ("<p>a</p><p>WORDS</p><p>b</p>", "<p>a</p><p>b</p>"),
        ("<p>a</p><p><b><a href=x>WORDS</a></b></p>b", "<p>a</p>b"),
        ("<div>a<br>WORDS<br>b</div>", "<div>a<br>b</div>"),
        ("<div>a<br><br>WORDS<br><br>b</div>", "<div>a<br><br>b</div>"),
        ("<div>a<br>WORDS</div>", "<div>a</div>"),
        ("<div>WORDS<br>b</div>", "<div>b</div>"),
        ("<ul><li>a<li>WORDS<li>b</ul>", "<ul><li>a<li>b</ul>"),
        ("<ul><li>WORDS</li></ul>a", "a"),
        ("<table><tr><td>WORDS</td><td>a</td></tr></table>", "<table><tr><td></td><td>a</td></tr></table>"),
        ("<table><tr><td><p>WORDS</p></td></tr></table>", "<table><tr><td></td></tr></table>"),
        ("<p></p><p>WORDS</p><p> </p>a", "<p></p><p> </p>a"),
        ("<p><img src=cid:x>WORDS</p>", "<p><img src=cid:x></p>"),
        ("<body>WORDS</body>", "<body></body>"),
        ("<p>a <b>WOR</b>DS b</p>", "<p>a b</p>"),
        ("<p>a <b>big WOR</b>DS b</p>", "<p>a <b>big</b> b</p>"),
        ("<p>a W<!-- c -->ORDS b</p>", "<p>a<!-- c --> b</p>"),
        ("<p>a &#87;ORDS b</p>", "<p>a b</p>"),
        ("<p>- WORDS</p>a", "a"),
        ("a &lt;WORDS&gt; b", "a &lt;&gt; b"),
        ("<p>a\n  WORDS\n  b</p>", "<p>a\n  b</p>"),
        ("<pre>a\nWORDS\nb</pre>", "<pre>a\nb</pre>"),
    ],
)
def test_words_go_with_what_would_be_left_over(html: str, left: str) -> None:
    assert without(html, "WORDS") == left


@pytest.mark.parametrize(
    "html",
    ["<b><p>WORDS</b>other</p>", "<table><tr>WORDS<td>other</td></tr></table>", "<p><i>WORDS<p>other</i></p>"],
)
def test_misnested_markup_loses_the_words_only(html: str) -> None:
    left = without(html, "WORDS")
    assert "WORDS" not in left
    assert page_of(left).surfaces[0].text == "other"


def test_what_is_cut_never_becomes_markup() -> None:
    assert without("<p>a < WORDSb</p>", " WORDS") == "<p>a &lt;b</p>"
    assert without("<p>a &WORDSlt; b</p>", "WORDS") == "<p>a &amp;lt; b</p>"
    assert without("<p>&#65WORDS5</p>", "WORDS") == "<p>&#65;5</p>"


@pytest.mark.parametrize("html", ["<svg><title>a<b>WORDS</b></title></svg>", "<xmp>WORDS</xmp>"])
def test_text_without_a_place_is_found_but_not_edited(html: str) -> None:
    page = page_of(html)
    for found in page.surfaces:
        if "WORDS" in found.text and found.kind != "attribute":
            start = found.text.index("WORDS")
            assert found.found(start, start + 5, fix="").edits == ()
            assert found.found(start, start + 5, fix="x").edits == ()


def test_replacing_words_in_text() -> None:
    page = page_of("<p>call 0<b>12</b>3 &amp; win</p>")
    shown = page.surfaces[0]
    start = shown.text.index("0123")
    assert after(page, shown.replace(start, start + 4, "<none>")) == "<p>call &lt;none&gt;<b></b> &amp; win</p>"


@pytest.mark.parametrize(
    ("html", "name", "words", "text", "left"),
    [
        ("<img alt='call 0123 now'>", "alt", "0123", "-", "<img alt='call - now'>"),
        ("<img alt='call 0123 now'>", "alt", "0123", "", "<img alt='call now'>"),
        ("<img alt=0123>", "alt", "0123", "a b", '<img alt="a b">'),
        ("<img alt=0123 id=x>", "alt", "0123", "", '<img alt="" id=x>'),
        ("<img alt='a &amp; 0123'>", "alt", "0123", "'\"", '<img alt="a &amp; &#x27;&quot;">'),
        ("<a href=http://x.example/>x</a>", "href", "http:", "https:", '<a href="https://x.example/">x</a>'),
        ('<a href="http://x.example/">x</a>', "href", "http:", "https:", '<a href="https://x.example/">x</a>'),
        ("<p style='background:url(x)'>a", "style", "background:url(x)", "", "<p style=''>a"),
    ],
)
def test_replacing_words_in_an_attribute(html: str, name: str, words: str, text: str, left: str) -> None:
    page = page_of(html)
    found = surface(page, name)
    start = found.text.index(words)
    assert after(page, found.replace(start, start + len(words), text)) == left


@pytest.mark.parametrize(
    ("html", "left"),
    [
        ("<p>a <a href=x>b <i>c</i></a> d</p>", "<p>a b <i>c</i> d</p>"),
        ("<a href=x><img src=cid:y></a>", "<img src=cid:y>"),
        ("<map><area href=x><area href=y></map>", "<map><area href=y></map>"),
        ("<base href=x>a", "a"),
        ("<meta http-equiv=refresh content='0;url=x'>a", "a"),
        ("<a href=x style='display:block'>a</a>b", "<a style='display:block'>a</a>b"),
        ("<a href=x hidden>a</a>b", "<a hidden>a</a>b"),
        ("<a href=x>a", "<a>a"),
        ("<a href=y><svg style='display:none'></a>x", "<a><svg style='display:none'></a>x"),
        ("<a style='display:none'>b<a href=x>a</a>", "<a style='display:none'>b<a>a</a>"),
        ("<a href='x'hidden>a</a>b", "<a hidden>a</a>b"),
        ("<!--[if mso]><a href=x>a</a><![endif]-->", "<!--[if mso]>a<![endif]-->"),
    ],
)
def test_unlinking_leaves_the_words(html: str, left: str) -> None:
    page = page_of(html)
    assert after(page, page.unlink(page.links[0].element)) == left


def test_dropping_an_element() -> None:
    page = page_of("a<div><p>b</p></div>c")
    assert after(page, page.drop(page.tree.select("div")[0])) == "ac"
    page = page_of("<i>a<p>b</i>other</p>")
    assert page.drop(page.tree.select("p")[0]) == ()


@pytest.mark.parametrize(
    ("html", "left"),
    [
        ("<img>", '<img alt="a&quot;&lt;">'),
        ("<img/>", '<img alt="a&quot;&lt;"/>'),
        ("<img src=a/>", '<img src=a/ alt="a&quot;&lt;">'),
        ("<img alt=x id=y>", '<img alt="a&quot;&lt;" id=y>'),
        ("<img ALT='x' id=y alt=z>", '<img alt="a&quot;&lt;" id=y>'),
        ("<img alt>", '<img alt="a&quot;&lt;">'),
        ("<img alt = x>", '<img alt="a&quot;&lt;">'),
    ],
)
def test_setting_an_attribute(html: str, left: str) -> None:
    page = page_of(html)
    element = page.tree.select("img")[0]
    assert after(page, page.set_attribute(element, "alt", 'a"<')) == left


def test_removing_an_attribute() -> None:
    page = page_of("<img alt=x id='y' alt=\"z\"\n src=q>")
    element = page.tree.select("img")[0]
    assert after(page, page.remove_attribute(element, "alt")) == "<img id='y'\n src=q>"
    assert page.remove_attribute(element, "title") == ()


def test_spans() -> None:
    html = "<div>a<p title='t'>b<br>c</div>"
    page = page_of(html)
    (paragraph,) = page.tree.select("p")
    (html_element,) = page.tree.select("html")
    assert html[slice(*page.span(paragraph))] == "<p title='t'>b<br>c"
    assert html[slice(*page.start_tag(paragraph))] == "<p title='t'>"
    assert page.end_tag(paragraph) is None
    assert html[slice(*page.attribute_span(paragraph, "title"))] == " title='t'"
    assert html[slice(*page.value_span(paragraph, "title"))] == "t"
    assert page.span(html_element) is None
    assert page.attribute_span(html_element, "lang") is None
    assert page.set_attribute(html_element, "lang", "en") == ()
    assert page.text_range(paragraph) == (2, 5)


def test_hidden_words_can_be_removed() -> None:
    page = page_of("a<span style='display:none'>WORDS</span>b")
    hidden = surface(page, "display:none")
    assert after(page, hidden.remove(0, len(hidden.text))) == "ab"
