"""Whatever the text, detectors answer with ranges inside it, in order, none overlapping another."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from filters.detect.emails import find_emails
from filters.detect.folded import fold
from filters.detect.handles import find_handles
from filters.detect.links import find_links
from filters.detect.opt_outs import is_offered_near, is_opt_out_address
from filters.detect.phones import find_phones
from filters.detect.targets import classify_url

PIECES = st.sampled_from(
    [
        "http://", "www.", "shop", ".example", ".com", "/x?u=", "%3A%2F%2F", "@", " at ", " dot ",
        "[.]", "(at)", "\u200b", "ｅ", "。", "а", "é", "e\u0301", " ", "\n", "+49 ", "0171", " 234",
        "-56", "five ", "双", "微信", "WhatsApp", ": ", "follow us on ", "#", "5\ufe0f\u20e3", "x",
        "[", "]", "(", ")", "xn--", "0x7f", "😊", "ﷺ", "İ", "ß", "\u202e", "javascript:", "\\",
    ]
)  # fmt: skip
TEXTS = st.lists(PIECES | st.characters(), max_size=40).map("".join)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_hits_are_inside_in_order_and_apart(text: str) -> None:
    folded = fold(text)
    for hits in (find_links(folded), find_emails(folded), find_phones(folded), find_handles(folded)):
        end = 0
        for hit in hits:
            assert end <= hit.start < hit.end <= len(text)
            end = hit.end
    assert is_offered_near(text, 0, len(text)) in (True, False)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_any_text_may_stand_in_a_link(text: str) -> None:
    target = classify_url(text)
    assert target.host == target.host.lower() or not target.host.isascii()
    assert is_opt_out_address(text) in (True, False)
