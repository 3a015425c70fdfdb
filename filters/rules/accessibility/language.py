"""accessibility/language: an HTML text that does not say its language.

What it finds
    A page with words on it whose `<html>` and `<body>` have no `lang`, or an empty one.

Why
    A screen reader reads German with an English voice if nobody tells it.

Example
    html: <html><body><p>Your parcel is here.</p></body></html>
    html: <p>Your parcel is here.</p>

Allowed
    html: <html lang="en"><body><p>Your parcel is here.</p></body></html>
    html: <body lang="EN-US"><p>Your parcel is here.</p></body>

Fix
    `<html>` gets the message's language, told by its words. Where it is not written out it is put first: its end tag may be
    left out (HTML 13.1.2.4), so that nothing else has to change.

Options
    None.

Source
    Marketplace communication guidelines of 2020: no accessibility issues (S2); WCAG 2.2, 3.1.1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from turbohtml import Element

from filters.edits import Edit
from filters.facts import Facts
from filters.finding import Action, Found
from filters.mail.elements import source_found
from filters.mail.mail import Mail
from filters.mail.page import Page
from filters.rule import NoOptions, Rule

_BEFORE = re.compile(r"\ufeff?\s*(?:<\?[^>]*>\s*|<!--(?!\[).*?-->\s*|<!doctype[^>]*>\s*)*", re.I | re.DOTALL)
_NOTE = "the page does not say its language"


def check(mail: Mail, facts: Facts, options: NoOptions) -> Iterator[Found]:
    for page in mail.own_pages:
        roots = page.tree.select("html, body")
        if not page.limits and page.layout.text.strip() and not any(map(_tells, roots)):
            yield _found(page, roots[0], mail.language)


def _tells(element: Element) -> bool:
    return bool(str(element.attrs.get("lang") or "").strip())


def _found(page: Page, root: Element, language: str) -> Found:
    fix = f'lang="{language}"'
    if tag := page.start_tag(root):
        return source_found(page, *tag, _NOTE, fix, page.set_attribute(root, "lang", language))
    before = _BEFORE.match(page.document.text)
    place = before.end() if before else 0
    return source_found(page, place, place, _NOTE, fix, [Edit(page.document.number, place, place, f"<html {fix}>")])


RULE = Rule(
    name="accessibility/language",
    check=check,
    summary="An HTML text that does not say its language.",
    clause="A page says its language (2020 edition; WCAG 2.2, 3.1.1).",
    advice="Write the language on the first tag, as in <html lang=en>.",
    default=Action.FIX,
    fixable=True,
)
