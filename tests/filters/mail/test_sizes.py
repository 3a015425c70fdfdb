"""Sizes of letters: what can be told without computing each."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filters.mail.sizes import PROPERTIES, Sizes, are_few
from tests.filters.mail.pages import page_of

SIZES = [
    "font-size:9px", "font-size:9.2px", "font-size:16px", "font-size:12pt", "font-size:2em", "font-size:80%",
    "font-size:larger", "font-size:medium", "font:20px Arial", "font:bold 1em Arial", "font:inherit",
]  # fmt: skip


@given(st.lists(st.sampled_from(SIZES), max_size=5), st.booleans(), st.integers(1, 4))
def test_few_declared_are_few_used(styles: list[str], heading: bool, most: int) -> None:
    page = page_of("".join(f'<div style="{style}">t' for style in styles) + ("<h1>t</h1>" if heading else "t"))
    held = page.styles.holding(PROPERTIES)
    assert not are_few(page.tree, held, most) or len(Sizes(page.tree, held, page.layout).used()) <= most


@pytest.mark.parametrize("html", ["t", '<p style="font-size:9px">t <b style="font-size:20px">b</b></p>'])
def test_most_pages_are_told_at_once(html: str) -> None:
    page = page_of(html)
    assert are_few(page.tree, page.styles.holding(PROPERTIES), 3)
