"""accessibility/link-text: a link whose words do not tell where it leads.

What it finds
    A link to follow whose words are only such as "click here", "more" or "this link", in the thirteen languages, or that has
    neither words nor a picture with a description.

Why
    Screen readers list the links of a message by their words: ten times "here" is no list.

Example
    html: <p>To return the lamp <a href="https://www.amazon.de/returns">click here</a>.</p>
    html: <p>Ihre Sendung finden Sie <a href="https://www.dhl.de/de/privatkunden.html">hier &raquo;</a></p>
    html: <p><a href="https://www.amazon.de/returns"><img src="cid:1" alt=""></a></p>

Allowed
    html: <p><a href="https://www.amazon.de/returns">Return the lamp</a></p>
    html: <p><a href="https://www.amazon.de/returns" aria-label="Return the lamp">here</a></p>
    html: <p><a name="top"></a>Your parcel is here.</p>

Fix
    None: only the sender knows what stands behind the link.

Options
    None.

Source
    Marketplace communication guidelines of 2020: no accessibility issues (S2); WCAG 2.2, 2.4.4.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from turbohtml import Element

from filters.detect.tables.vague_links import VAGUE
from filters.facts import Facts
from filters.finding import Action, Found
from filters.mail.elements import element_found
from filters.mail.mail import Mail
from filters.mail.page import Page
from filters.rule import NoOptions, Rule

_AROUND = " \t\n\u00a0.,:;!?…»«›‹→>→➔➜|[]()\"'“”„‚‘’。、！？：-–—*"


def check(mail: Mail, facts: Facts, options: NoOptions) -> Iterator[Found]:
    for page in mail.own_pages:
        for link in page.tree.select("a[href]"):
            words = _named(page, link)
            if page.is_shown(link) and (not words or words in VAGUE):
                yield element_found(page, [link], "link text that does not tell the target", None, ())


def _named(page: Page, link: Element) -> str:
    """What the link is called, bare of marks; '' where it has no name."""
    told = [str(link.attrs.get(name) or "") for name in ("aria-label", "title")]
    pictures = [str(image.attrs.get("alt") or "") for image in link.select("img[alt], area[alt], svg[aria-label]")]
    name = next(filter(str.strip, (told[0], " ".join((page.text_of(link), *pictures)), told[1])), "")
    bare = unicodedata.normalize("NFC", " ".join(name.lower().split())).strip(_AROUND)
    return bare or name.strip()


RULE = Rule(
    name="accessibility/link-text",
    check=check,
    summary="A link whose words do not tell where it leads.",
    clause="The text of a link tells its target (2020 edition; WCAG 2.2, 2.4.4).",
    advice="Put the name of the page into the link instead of words like here.",
    default=Action.NOTE,
)
