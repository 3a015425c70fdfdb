"""Which text of an HTML page is the quoted text of the mail that it answers."""

from __future__ import annotations

from turbohtml import Document

from filters.mail.layout import Layout, Range
from filters.mail.quotes import before_quote, merged, quoted_ranges

_QUOTES = (
    "blockquote, .gmail_quote, .gmail_attr, .yahoo_quoted, .moz-cite-prefix, .moz-forward-container, .protonmail_quote,"
    " .tutanota_quote, .zmail_extra, .ms-outlook-mobile-reference-message, #mail-editor-reference-message-container,"
    " #isForwardContent, #replySplit"
)
_TO_THE_END = "#divRplyFwdMsg, #appendonsend, .OutlookMessageHeader, #OLK_SRC_BODY_SECTION, .cf_quote"


def quoted(tree: Document, layout: Layout) -> list[Range]:
    """Ranges of the layout's text: what mail programs mark as a quotation, its introduction, and quotations in plain text."""
    text = layout.text
    found = [layout.range(element) for element in tree.select(_QUOTES)]
    rest = [layout.range(element) for element in tree.select(_TO_THE_END)]
    ranges = [(before_quote(text, place[0]), place[1]) for place in found if place]
    ranges += [(place[0], len(text)) for place in rest if place]
    return merged([*ranges, *quoted_ranges(text)])
