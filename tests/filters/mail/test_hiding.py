"""Which text of an HTML mail is on no screen (TXT-010)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from turbohtml import parse

from filters.mail.hiding import hidden_elements, hidden_reason

HIDING_STYLES = [
    "display:none",
    "DISPLAY : None",
    "display/**/:/*x*/none/*y*/",
    r"\64 isplay:no\6e e",
    "display:none!important;display:block",
    "visibility:hidden",
    "visibility:collapse",
    "opacity:0",
    "opacity:.01",
    "opacity:0%",
    "filter:opacity(0)",
    "font-size:0",
    "font-size:0px",
    "font-size:1px",
    "font-size:.1em",
    "font:0/0 a",
    "font:italic 1px/1px Arial",
    "line-height:0",
    "line-height:1px",
    "max-height:0;overflow:hidden",
    "height:0;overflow:hidden",
    "max-height:1px;overflow-y:hidden",
    "width:0;overflow:hidden",
    "text-indent:-9999px",
    "position:absolute;left:-9999px",
    "position:fixed;top:-5000px",
    "position:absolute;right:9999px",
    "margin-left:-9999em",
    "margin:0 0 0 -999px",
    "clip:rect(0,0,0,0);position:absolute",
    "clip:rect(1px 1px 1px 1px)",
    "clip-path:inset(50%)",
    "clip-path:inset(100%)",
    "clip-path:circle(0)",
    "transform:scale(0)",
    "transform:translateX(-9999px)",
    "position:relative;z-index:-1",
    "color:#fff",
    "color:white",
    "color:#FEFEFE",
    "color:rgb(255,255,255)",
    "color:rgba(0,0,0,0)",
    "color:hsl(0,0%,100%)",
    "color:transparent",
    "-webkit-text-fill-color:transparent",
    "color:#123456;background-color:#123456",
    "background:url() #333;background-image:none;color:#333",
    "--gone:none;display:var(--gone)",
    "display:var(--unset, none)",
    "content-visibility:hidden",
]
SHOWN_STYLES = [
    "",
    "display:block",
    "display:inline-block;visibility:visible",
    "opacity:.9",
    "opacity:1",
    "font-size:11px",
    "font-size:.9em",
    "font:bold 12px/1.5 Arial,sans-serif",
    "line-height:1",
    "line-height:100%",
    "line-height:normal",
    "overflow:hidden",
    "max-height:300px;overflow:hidden",
    "max-width:0",
    "height:0",
    "position:absolute;left:10px",
    "left:-9999px",
    "margin:-10px",
    "text-indent:-18pt",
    "clip:rect(0,100px,50px,0)",
    "color:#333333",
    "color:#fff;background:#c00",
    "color:#fff;background-color:rgba(0,0,0,.8)",
    "color:#fff;background-image:url(button.png)",
    "color:#fff;background:linear-gradient(#111,#333)",
    "transform:scale(1)",
    "z-index:-1",
    "mso-hide:all",
    "display:none;display:block",
    "color:inherit",
    "width:0;white-space:nowrap",
]


@pytest.mark.parametrize("style", HIDING_STYLES)
def test_txt_010_style_hides(style: str) -> None:
    assert hidden_reason(style, {})


@pytest.mark.parametrize("style", SHOWN_STYLES)
def test_style_leaves_text_in_view(style: str) -> None:
    assert hidden_reason(style, {}) == ""


HIDING_PAGES = [
    "<p id=x hidden>t</p>",
    '<div style="display:none"><p><b id=x>t</b></p></div>',
    '<div style="visibility:hidden"><p id=x>t</p></div>',
    '<div style="opacity:0"><p id=x style="opacity:1">t</p></div>',
    '<td><font color="#ffffff" id=x>t</font></td>',
    '<table bgcolor="#eeeeee"><tr><td style="color:#eee" id=x>t</td></tr></table>',
    '<table bgcolor="eeeeee"><tr><td><font color=EEEEEE id=x>t</font></td></tr></table>',
    "<body bgcolor=black><p id=x>t</p></body>",
    '<div style="background:#222"><div style="background:rgba(0,0,0,0);color:#222" id=x>t</div></div>',
    '<div style="font-size:0"><b id=x style="font-size:1em">t</b></div>',
    '<style>.h{display:none}</style><p class="a h" id=x>t</p>',
    "<style>td .h > b{font-size:0}</style><table><tr><td><p class=h><b id=x>t</b></p></td></tr></table>",
    "<style>#x{color:#fff}</style><p id=x>t</p>",
    '<style>[data-k="1"]{opacity:0}</style><p id=x data-k="1">t</p>',
    "<style>@media all{.h{display:none}}</style><p class=h id=x>t</p>",
    "<style>@media screen and (min-width:0){.h{display:none}}</style><p class=h id=x>t</p>",
    "<style>@supports (display:block){.h{display:none}}</style><p class=h id=x>t</p>",
    "<style><!-- .h{display:none} --></style><p class=h id=x>t</p>",
    '<style>.h{display:none!important}</style><p class=h style="display:block" id=x>t</p>',
    "<style>#x{display:none} p{display:block}</style><p id=x>t</p>",
    "<style>/* c */ .h { d\\69splay : none }</style><p class=h id=x>t</p>",
    "<template><p>t</p></template><dialog id=x>t</dialog>",
]
SHOWN_PAGES = [
    "<p id=x>t</p>",
    '<div style="visibility:hidden"><p id=x style="visibility:visible">t</p></div>',
    '<div style="font-size:0"><p id=x style="font-size:14px">t</p></div>',
    '<div style="line-height:0"><p id=x style="line-height:1.4">t</p></div>',
    '<div style="color:#fff"><p id=x style="background:#036">t</p></div>',
    '<table bgcolor="#003366"><tr><td><font color=white id=x>t</font></td></tr></table>',
    '<table background="sky.jpg"><tr><td style="color:#fff" id=x>t</td></tr></table>',
    "<style>body{background:#000;color:#fff}</style><p id=x>t</p>",
    '<style>.b{background:#06c}</style><a class=b style="color:#fff" id=x>t</a>',
    "<style>@media only screen and (max-width:600px){.h{display:none}}</style><p class=h id=x>t</p>",
    "<style>.m{display:none}@media (max-width:480px){.m{display:block!important}}</style><p class=m id=x>t</p>",
    "<style>@media (max-width:480px){.m{display:block!important;max-height:none!important}}</style>"
    '<p class=m style="display:none;max-height:0;overflow:hidden" id=x>t</p>',
    "<style>@media (prefers-color-scheme:dark){p{color:#fff}}</style><p id=x>t</p>",
    "<style>@media print{.h{display:none}}</style><p class=h id=x>t</p>",
    '<style>.h{display:none}</style><p class=h style="display:block!important" id=x>t</p>',
    "<style>p{display:none} #x{display:block}</style><p id=x>t</p>",
    "<style>p:hover{display:none} p::before{display:none}</style><p id=x>t</p>",
    "<noscript><p id=x>t</p></noscript>",
    '<p id=x hidden style="display:block">t</p>',
    "<dialog open id=x>t</dialog>",
    "<details><summary>s</summary><p id=x>t</p></details>",
    "<p id=x aria-hidden=true>t</p>",
]


@pytest.mark.parametrize("html", HIDING_PAGES)
def test_txt_010_page_hides(html: str) -> None:
    tree = parse(html)
    assert hidden_elements(tree).get(tree.select("#x")[0])


@pytest.mark.parametrize("html", SHOWN_PAGES)
def test_page_shows(html: str) -> None:
    tree = parse(html)
    assert hidden_elements(tree).get(tree.select("#x")[0], "") == ""


@pytest.mark.parametrize("style", ["(" * 20_000, "a:" + "(" * 20_000, ";" * 50_000, "color:" + "-" * 50_000, "\\" * 50_000])
def test_dos_040_hostile_style_is_read_in_bounded_time(style: str) -> None:
    assert hidden_reason(style, {}) == ""
    tree = parse(f"<style>{style}</style><p id=x>t</p>")
    assert tree.select("#x")[0] not in hidden_elements(tree)


STYLES = [
    "padding:8px", "font-size:14px", "font-size:2px", "font-size:0.3em", "font-size:50%", "font-size:large", "font-size:0.2rem",
    "color:#333", "color:#fff", "color:#fefefe", "color:inherit", "color:rgba(0,0,0,0.01)", "background:#000",
    "background:url(x)",
    "line-height:1.5", "line-height:0.4", "line-height:2px", "line-height:normal", "font:12px/0.1 Arial", "visibility:visible",
    "visibility:hidden", "display:none", "opacity:0", "opacity:1", "text-indent:-999px", "margin:0 0 0 -500px",
]  # fmt: skip


@given(st.lists(st.sampled_from(STYLES), min_size=1, max_size=4))
def test_what_hides_nothing_by_itself_hides_nothing_together(styles: list[str]) -> None:
    page = "".join(f'<div style="{style}">t' for style in styles) + "</div>" * len(styles)
    hidden = [set(hidden_elements(parse(html)).values()) for html in (page, f"{page}<i hidden></i>")]
    assert hidden[0] == hidden[1] - {"hidden attribute"}
