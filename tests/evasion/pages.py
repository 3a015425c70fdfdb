"""Tricks of HTML: places and styles in which a page says something that a naive reading does not see."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

Trick = Callable[[str], str]


def _apart(before: str, between: str = "", after: str = "", inner: str = "{}") -> Trick:
    """Each letter by itself."""
    return lambda text: before + between.join(inner.format(escape(letter)) for letter in text) + after


def _turned(before: str, inner: str, after: str = "") -> Trick:
    """Each letter by itself, in the opposite order."""
    return lambda text: _apart(before, after=after, inner=inner)(text[::-1])


def _decoy(decoy: str, sheet: str = "") -> Trick:
    return lambda text: f"{sheet}{escape(text[:6])}{decoy}{escape(text[6:])}"


def _in(frame: str) -> Trick:
    return lambda text: frame.replace("{}", escape(text))


SHOWN: dict[str, Trick] = {
    "comments": lambda text: "<!-- x -->".join((escape(text[:5]), escape(text[5:]))),
    "inline tags": _apart("", inner="<b>{}</b>"),
    "break opportunities": _apart("", "<wbr>"),
    "decimal references": lambda text: "".join(f"&#{ord(c)};" for c in text),
    "hexadecimal references": lambda text: "".join(f"&#x{ord(c):x};" for c in text),
    "soft hyphens": _apart("", "&shy;"),
    "non-joiners": _apart("", "&zwnj;"),
    "cells": _apart("<table><tr>", after="</tr></table>", inner="<td>{}</td>"),
    "rows": _apart("<table>", after="</table>", inner="<tr><td>{}</td></tr>"),
    "lines": _apart("", "<br>"),
    "alt": _in('<img src="cid:a" alt="{}">'),
    "title": _in('<p title="{}">hello</p>'),
    "aria-label": _in('<p aria-label="{}">hello</p>'),
    "noscript": _in("<noscript>{}</noscript>"),
    "textarea": _in("<textarea>{}</textarea>"),
    "option": _in("<select><option>{}</option></select>"),
    "placeholder": _in('<input placeholder="{}">'),
    "button": _in('<input type="button" value="{}">'),
    "not for Outlook": _in("<!--[if !mso]><!--><p>{}</p><!--<![endif]-->"),
    "SVG text": _in("<svg><text>{}</text></svg>"),
    "deep": lambda text: "<div>" * 150 + escape(text) + "</div>" * 150,
    "ruby": lambda text: f"<ruby>{escape(text[:5])}<rt></rt>{escape(text[5:])}</ruby>",
    "preformatted": _in("<pre>{}</pre>"),
    "marquee": _in("<marquee>{}</marquee>"),
    "legend": _in("<fieldset><legend>{}</legend></fieldset>"),
    "unclosed title": _in("<p>{}<title>x"),
    "xmp": lambda text: f"<xmp>{text}</xmp>",
    "plaintext": lambda text: f"<plaintext>{text}",
    "object": _in('<object data="x">{}</object>'),
    "video": _in("<video>{}</video>"),
    "details": _in("<details><summary>more</summary>{}</details>"),
    "description": _in('<meta name="description" content="{}">'),
    "page title": _in("<title>{}</title>"),
}
"""Shown to a reader or told to one; innocent words must pass in each."""

HIDDEN: dict[str, Trick] = {
    "decoy, not displayed": _decoy('<span style="display:none">XX</span>'),
    "decoy without size": _decoy('<span style="font-size:0">XX</span>'),
    "decoy by class": _decoy("<span class=q>XX</span>", "<style>.q{display:none}</style>"),
    "bdo": lambda text: f'<bdo dir="rtl">{escape(text[::-1])}</bdo>',
    "bidi override": lambda text: f'<span style="direction:rtl;unicode-bidi:bidi-override">{escape(text[::-1])}</span>',
    "row-reverse": _turned('<div style="display:flex;flex-direction:row-reverse">', "<span>{}</span>", "</div>"),
    "float": _turned("", '<span style="float:right">{}</span>'),
    "generated content": lambda text: f'<style>.a:before{{content:"{text}"}}</style><p class=a></p>',
    "content of an attribute": _in('<style>.a:before{content:attr(data-x)}</style><p class=a data-x="{}"></p>'),
    "variable": lambda text: f'<style>:root{{--x:"{text}"}} p:after{{content:var(--x)}}</style><p>hello</p>',
    "list marker": lambda text: f"<ul style=\"list-style-type:'{text}'\"><li>a</li></ul>",
    "marker content": lambda text: f'<style>li::marker{{content:"{text}"}}</style><ul><li>a</li></ul>',
    "hidden": _in("<p hidden>{}</p>"),
    "white on white": _in('<p style="color:#fff">{}</p>'),
    "template": _in("<template>{}</template>"),
    "for Outlook": _in("<!--[if mso]><p>{}</p><![endif]-->"),
    "page in an attribute": _in('<iframe srcdoc="&lt;p&gt;{}&lt;/p&gt;"></iframe>'),
    "script": lambda text: f'<script>document.write("{text}")</script>',
    "event handler": lambda text: f"<p onclick=\"location='{text}'\">hello</p>",
    "frameset": _in("<frameset></frameset><p>{}</p>"),
}
"""Not shown in place, or in another order."""
