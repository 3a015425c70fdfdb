"""What a confirmation has to name, told by its form."""

from __future__ import annotations

import re

import pytest

from filters.detect.folded import fold
from filters.detect.particulars import ADDRESS, AMOUNT, CARRIER, DATE, QUANTITY, TRACKING, names

FORMS = [ADDRESS, AMOUNT, CARRIER, DATE, QUANTITY, TRACKING]


@pytest.mark.parametrize(
    ("form", "text"),
    [
        (AMOUNT, "31,15 €"), (AMOUNT, "EUR 5"), (AMOUNT, "2,380円"), (AMOUNT, "٣٠ ريال"),
        (DATE, "on 4 March"), (DATE, "am 04.03."), (DATE, "3月4日"), (DATE, "2027-03-04"), (DATE, "٤ مارس"),
        (QUANTITY, "2 x mug"), (QUANTITY, "3 Stück"), (QUANTITY, "2個"),
        (CARRIER, "with Royal Mail"), (CARRIER, "ヤマト運輸"), (CARRIER, "مع أرامكس"),
        (TRACKING, "1Z99A8Y70362114489"), (TRACKING, "4471-0938-2216"), (TRACKING, "JJD000390007827"),
        (ADDRESS, "50667 Köln"), (ADDRESS, "LS1 4AB"), (ADDRESS, "〒100-0001"),
    ],
)  # fmt: skip
def test_it_is_named(form: re.Pattern[str], text: str) -> None:
    assert names(fold(text), form)


@pytest.mark.parametrize(
    ("form", "text"),
    [
        (AMOUNT, "2 x mug"), (DATE, "31.15 EUR"), (DATE, "12.10 €"), (QUANTITY, "on 4 March"), (CARRIER, "upset"),
        (TRACKING, "302-1182736-5520914"), (TRACKING, "in 3 days"), (ADDRESS, "31,15 €"),
    ],
)  # fmt: skip
def test_it_is_not(form: re.Pattern[str], text: str) -> None:
    assert not names(fold(text), form)


@pytest.mark.timeout(60)
@pytest.mark.parametrize("piece", ["1", "a1", "1 ", "1-", "12 a", "a ", "都", "1.", "€ ", "jan"])
def test_a_hundred_thousand_characters_end(piece: str) -> None:
    """The bound is the suite's own time-out."""
    folded = fold(piece * (100_000 // len(piece)))
    for form in FORMS:
        assert all(match.end() > match.start() for match in form.finditer(folded.lower))
