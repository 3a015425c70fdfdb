"""Order ids, relay addresses, emoji, opting out."""

from __future__ import annotations

import pytest

from filters.detect.emoji import find_emoji
from filters.detect.folded import fold
from filters.detect.marketplace import is_buyer_alias, is_relay_address, languages, region
from filters.detect.opt_outs import is_offered_near, is_opt_out_address
from filters.detect.order_ids import find_order_ids


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Order 028-4717206-1130727.", ["028-4717206-1130727"]),
        ("注文番号：２５０‐４４１８２７３‐６０９１１５５", ["250-4418273-6091155"]),
        ("طلب ٤٠٥-١١٨٠٧٣٦-٤٤٢٩٩٥٨", ["405-1180736-4429958"]),
        ("112-88301-224 1028-4717206-1130727 028-4717206-11307270", []),
        ("028-4717206-1130727-1", []),
    ],
)
def test_order_ids(text: str, ids: list[str]) -> None:
    assert [found.text for found in find_order_ids(fold(text))] == ids


def test_relay_addresses() -> None:
    assert is_relay_address("K3L9x2m4p7q8r5t@Marketplace.Amazon.de")
    assert is_relay_address("x@m.marketplace.amazon.co.jp")
    assert not is_relay_address("x@marketplace.amazon.be")
    assert not is_relay_address("x@marketplace.amazon.de.evil.example")
    assert is_buyer_alias("k3l9x2m4p7q8r5t+0f8fad5b-d9cb-469f-a165-70867728950e@marketplace.amazon.fr")
    assert not is_buyer_alias("no-reply-amazon-iba-buyer@marketplace.amazon.it")


def test_a_domain_tells_region_and_languages() -> None:
    assert region("marketplace.amazon.co.uk") == "GB"
    assert languages("marketplace.amazon.com.be") == ("fr", "nl")
    assert region("shop.example") == ""


@pytest.mark.parametrize(
    ("text", "emoji"),
    [
        ("ok ✓ ✔ → ★ ☆ © ® ™ 1 # *", []),
        ("➡️ ↔ ✔️ ☑", []),
        ("😊👍🏽", ["😊", "👍🏽"]),
        ("👨‍👩‍👧 ❤️‍🔥", ["👨‍👩‍👧", "❤️‍🔥"]),
        ("🇩🇪 1️⃣", ["🇩🇪", "1️⃣"]),
        ("☎ ✅ ☀️", ["☎", "✅", "☀️"]),
        ("日本語 العربية", []),
    ],
)
def test_emoji(text: str, emoji: list[str]) -> None:
    assert [text[start:end] for start, end in find_emoji(text)] == emoji


@pytest.mark.parametrize(
    ("address", "names"),
    [
        ("https://list.example/unsubscribe?id=1", True),
        ("https://list.example/abmelden", True),
        ("mailto:stop@shop.example", True),
        ("https://shop.example/shops/12", False),
        ("info@shop.example", False),
    ],
)
def test_addresses_named_after_opting_out(address: str, names: bool) -> None:
    assert is_opt_out_address(address) is names


def test_opting_out_is_offered_in_the_sentence_of_the_address() -> None:
    text = "To unsubscribe click here. Our shop: there."
    assert is_offered_near(text, 21, 25)
    assert not is_offered_near(text, 37, 42)
