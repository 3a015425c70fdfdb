"""accessibility/table: a data table without headers.

What it finds
    A table of at least two rows and two columns of short texts, figures in half of the columns or more, no cell of which is a
    `<th>` or has `scope` or `headers`. Tables that put a page in place are none: those with a role of presentation, with
    tables, pictures, headings or paragraphs in their cells, or with rows of unequal length.

Why
    A screen reader names the header of each figure that it reads out. Without one, "2" is only "2".

Example
    html: <table><tr><td>Item</td><td>Pieces</td></tr><tr><td>Lamp</td><td>2</td></tr><tr><td>Cable</td><td>1</td></tr></table>

Allowed
    html: <table><tr><th>Item</th><th>Pieces</th></tr><tr><td>Lamp</td><td>2</td></tr><tr><td>Cable</td><td>1</td></tr></table>
    html: <table role="presentation"><tr><td>Lamp</td><td>2</td></tr><tr><td>Cable</td><td>1</td></tr></table>
    html: <table><tr><td>Kind regards</td><td>Shop team</td></tr><tr><td>Berlin</td><td>Germany</td></tr></table>

Fix
    None: which cells are headers is the sender's to say.

Options
    None.

Source
    Marketplace communication guidelines of 2020: no accessibility issues (S2); WCAG 2.2, 1.3.1.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from turbohtml import Element

from filters.facts import Facts
from filters.finding import Action, Found
from filters.mail.elements import element_found
from filters.mail.mail import Mail
from filters.mail.page import Page
from filters.rule import NoOptions, Rule

_NOT_DATA = "table, img, svg, h1, h2, h3, h4, h5, h6, p + p, ul, ol, form, th, [scope], [headers]"
_LONGEST = 60


def check(mail: Mail, facts: Facts, options: NoOptions) -> Iterator[Found]:
    for page in mail.own_pages:
        for table in page.tree.select("table"):
            if _may_hold_data(table) and _is_data([_texts(page, row) for row in table.select("tr")]):
                yield element_found(page, [table], "a data table without headers", None, ())


def _may_hold_data(table: Element) -> bool:
    role = str(table.attrs.get("role") or "").lower()
    return role not in ("presentation", "none") and table.select_one(_NOT_DATA) is None


def _texts(page: Page, row: Element) -> list[str]:
    return [page.text_of(cell).strip() for cell in row.children if isinstance(cell, Element) and cell.tag == "td"]


def _is_data(rows: Sequence[list[str]]) -> bool:
    columns = list(zip(*rows, strict=False))
    alike = len({len(row) for row in rows}) == 1 and len(rows) > 1 and len(columns) > 1
    short = all(len(text) <= _LONGEST for row in rows for text in row)
    figures = sum(all(any(map(str.isdigit, text)) for text in column[1:]) for column in columns)
    return alike and short and figures * 2 >= len(columns)


RULE = Rule(
    name="accessibility/table",
    check=check,
    summary="A data table without headers.",
    clause="Data tables have headers (2020 edition; WCAG 2.2, 1.3.1).",
    advice="Make the cells that name rows or columns <th>.",
    default=Action.NOTE,
)
