"""accessibility/alt-text: an image without alt text.

What it finds
    `<img>`, and `<input type="image">`, without an alt attribute. An empty one says that the picture is decoration.

Why
    Buyers who do not see pictures, and readers that do not load them, get the alt text instead.

Example
    html: <p><img src="https://images.seller.example/desk-lamp.png"></p>

Allowed
    html: <p><img src="https://images.seller.example/desk-lamp.png" alt="desk lamp"></p>
    html: <p><img src="https://images.seller.example/line.png" alt=""></p>

Fix
    The image gets its title, or the words of its file name, as alt text; where neither says anything, the word for image in
    the message's language; an image of a pixel or two gets an empty one.

Options
    None.

Source
    Marketplace communication guidelines of 2020: alt text for images (S2); WCAG 2.2, 1.1.1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from turbohtml import Element

from filters.facts import Facts
from filters.finding import Action, Found
from filters.mail import wording
from filters.mail.elements import element_found
from filters.mail.mail import Mail
from filters.rule import NoOptions, Rule

_IMAGES = "img:not([alt]), input[type=image]:not([alt])"
_NAME = re.compile(r"[^\W\d_]{3,}(?:[ _-]+[^\W_]{1,})*")
_TELLS_NOTHING = re.compile(
    r"(?:img|image|bild|foto|photo|pic|picture|dsc|dscn|logo|banner|header|footer|unnamed|untitled|screenshot)\b.*"
)
_LONGEST = 60


def check(mail: Mail, facts: Facts, options: NoOptions) -> Iterator[Found]:
    for page in mail.own_pages:
        for image in () if page.limits else page.tree.select(_IMAGES):
            text = _alt(image, wording.word(wording.IMAGE, mail.language))
            edits = page.set_attribute(image, "alt", text)
            yield element_found(page, [image], "an image without alt text", text, edits)


def _alt(image: Element, otherwise: str) -> str:
    attrs = image.attrs
    if _tiny(str(attrs.get("width") or "")) or _tiny(str(attrs.get("height") or "")):
        return ""
    title = str(attrs.get("title") or "").strip()
    return title or _named(str(attrs.get("src") or "")) or otherwise


def _tiny(size: str) -> bool:
    return size.strip().removesuffix("px") in ("0", "1", "2")


def _named(address: str) -> str:
    """The words of a file name; '' where it has none, or any that could be read as an address."""
    try:
        path = urlsplit(address).path if not address.startswith(("cid:", "data:")) else ""
    except ValueError:
        return ""
    stem = unquote(path.rpartition("/")[2]).rpartition(".")[0]
    if not _NAME.fullmatch(stem) or len(stem) > _LONGEST or _TELLS_NOTHING.fullmatch(stem.lower()):
        return ""
    return re.sub(r"[ _-]+", " ", stem)


RULE = Rule(
    name="accessibility/alt-text",
    check=check,
    summary="An image without alt text.",
    clause="Images have an alternative text (2020 edition; WCAG 2.2, 1.1.1).",
    advice="Give every image an alt attribute that says what it shows.",
    default=Action.FIX,
    fixable=True,
)
