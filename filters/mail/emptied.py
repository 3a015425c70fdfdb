"""What repairs would leave behind in a start tag: an empty style attribute, a `<font>` that says nothing any more."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from filters.edits import Edit
from filters.mail.mail import Mail
from filters.mail.page import Page
from filters.mail.tags import Range


def tidied(mail: Mail, edits: Sequence[Edit]) -> Sequence[Edit]:
    """Sorted disjoint edits that do the same and take along what they would leave behind empty."""
    for page in mail.pages:
        number = page.document.number
        if any(edit.document == number and _in_tag(page, edit) for edit in edits):
            own = [edit for edit in edits if edit.document == number]
            others = [edit for edit in edits if edit.document != number]
            edits = sorted((*others, *_without_fonts(page, _without_styles(page, own))))
    return edits


def _in_tag(page: Page, edit: Edit) -> bool:
    """Whether the edit takes away something that may be a declaration or an attribute."""
    return not edit.text and edit.end > edit.start and bool({":", "="} & set(page.document.text[edit.start : edit.end]))


def _without_styles(page: Page, edits: list[Edit]) -> list[Edit]:
    old: list[Edit] = []
    new: list[Edit] = []
    for element in page.tree.select("[style]"):
        value = page.value_span(element, "style")
        inside = _inside(edits, value) if value else []
        bare = value and inside and not _left(page, value, inside).strip(" \t\n;")
        if bare and (whole := page.attribute_span(element, "style")):
            old += inside
            new.append(Edit(page.document.number, *whole))
    return _replaced(edits, old, new)


def _without_fonts(page: Page, edits: list[Edit]) -> list[Edit]:
    old: list[Edit] = []
    new: list[Edit] = []
    for element in page.tree.select("font"):
        tag, end = page.start_tag(element), page.end_tag(element)
        inside = _inside(edits, tag) if tag else []
        bare = tag and inside and "".join(_left(page, tag, inside).lower().split()) == "<font>"
        if bare and not (end and _touching(edits, end)):
            old += inside
            new += [Edit(page.document.number, *span) for span in (tag, end) if span]
    return _replaced(edits, old, new)


def _touching(edits: Sequence[Edit], span: Range) -> Sequence[Edit]:
    """The edits of some part of a span."""
    first = bisect_left(edits, span[0], key=_start)
    first -= first > 0 and edits[first - 1].end > span[0]
    return edits[first : bisect_left(edits, span[1], key=_start)]


def _inside(edits: Sequence[Edit], span: Range) -> Sequence[Edit]:
    """The same, none where one of them goes beyond the span."""
    found = _touching(edits, span)
    return found if all(span[0] <= edit.start and edit.end <= span[1] for edit in found) else ()


def _start(edit: Edit) -> int:
    return edit.start


def _left(page: Page, span: Range, edits: Sequence[Edit]) -> str:
    """What the edits leave of a stretch of source."""
    out, at = [], span[0]
    for edit in edits:
        out += [page.document.text[at : edit.start], edit.text]
        at = edit.end
    return "".join((*out, page.document.text[at : span[1]]))


def _replaced(edits: list[Edit], old: Sequence[Edit], new: Sequence[Edit]) -> list[Edit]:
    gone = set(old)
    return sorted((*(edit for edit in edits if edit not in gone), *new))
