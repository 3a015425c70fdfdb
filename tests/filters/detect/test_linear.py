"""No text makes a detector run away (SECURITY DOS-040): twice the text is about twice the work, so 100,000 characters end.

The bound is the suite's own time-out: a quadratic pattern would take minutes on these.
"""

from __future__ import annotations

import pytest

from filters.detect.accounts import find_accounts
from filters.detect.cards import find_cards
from filters.detect.emails import find_emails
from filters.detect.emoji import find_emoji
from filters.detect.folded import fold, unspaced
from filters.detect.handles import find_handles
from filters.detect.links import find_links
from filters.detect.opt_outs import says_opt_out
from filters.detect.phones import find_phones

PIECES = (
    "a", "a.", " ", "1", "@", ".", "a ", "a@", "@a", ". ", "1 ", "+", "(", "0 / ", "one ", "三", "www.", "http://", ":", "/",
    "[.]", " dot ", " at ", "a (at) b ", "a-", "é", "。", "e\u0301", "a\u200b", "微信", "whatsapp ", "follow us ", "@abc_d ",
    "_", "O1", "amazon.", "%25", "4", "4 ", "4111 ", "de89", "konto ", "iban 1", "1-",
)  # fmt: skip
SIZE = 100_000


@pytest.mark.timeout(60)
@pytest.mark.parametrize("piece", PIECES)
def test_every_detector_ends(piece: str) -> None:
    text = (piece * SIZE)[:SIZE]
    folded = fold(text)
    assert len(folded.lower) == len(folded.text)
    unspaced(folded)
    finders = (find_links, find_emails, find_phones, find_handles, find_cards, find_accounts)
    for found in (find(folded) for find in finders):
        assert all(0 <= hit.start < hit.end <= SIZE for hit in found)
    assert isinstance(find_emoji(text), list)
    assert not says_opt_out(folded.lower)
