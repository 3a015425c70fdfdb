"""Whose page a link opens, and what counts as a disguise (SECURITY TXT-030)."""

from __future__ import annotations

import pytest

from filters.detect.targets import Kind, classify_url, same_site

KINDS = [
    ("https://www.amazon.de/dp/B0D3XW81QP", Kind.SHOP),
    ("https://www.amazon.de/-/en/gp/css/order-history", Kind.ORDER),
    ("https://www.amazon.co.uk/", Kind.ORDER),
    ("https://www.amazon.com/s?me=A2", Kind.SHOP),
    ("https://www.amazon.com/review/create-review?asin=1", Kind.ORDER),
    ("https://www.amazon.de/hz/contact-us", Kind.ORDER),
    ("https://sellercentral.amazon.de/messaging", Kind.ORDER),
    ("https://m.media-amazon.com/images/I/x.jpg", Kind.MEDIA),
    ("https://x.amazonaws.com/file", Kind.EXTERNAL),
    ("https://tracking.postnord.com/se/?id=1", Kind.CARRIER),
    ("//evil.example", Kind.EXTERNAL),
    ("https:\\\\evil.example", Kind.EXTERNAL),
    ("http:/evil.example", Kind.EXTERNAL),
    ("https://%65vil.example", Kind.EXTERNAL),
    ("https://evil.example.:443/", Kind.EXTERNAL),
    ("http://3627734734/a", Kind.EXTERNAL),
    ("http://0x7f.1/", Kind.LOCAL),
    ("http://192.168.1.1/", Kind.LOCAL),
    ("http://172.20.1.1/", Kind.LOCAL),
    ("javascript:alert(1)", Kind.ACTIVE),
    ("JaVa\tScript:alert(1)", Kind.ACTIVE),
    ("data:text/html,x", Kind.ACTIVE),
    ("intent://x#Intent;end", Kind.ACTIVE),
    ("mailto:a@b.de", Kind.MAIL),
    ("tel:+491", Kind.PHONE),
    ("cid:abc", Kind.INNER),
    ("#top", Kind.INNER),
    ("page.html", Kind.RELATIVE),
    ("whatsapp://send?phone=1", Kind.OTHER),
]

DISGUISED = [
    "https://amazon.com.evil.example/x",
    "http://amazon.com@evil.example",
    "https://xn--mazon-3ve.com/",
    "https://аmazon.com",
    "https://amazon.com%2eevil.example",
    "https://amaz0n.com",
    "https://amazon-support.example",
    "https://evil-amazon.com",
    "https://amzn.to/3x",
    "https://раураӏ.com/",
    "https://www.amazon.de/gp/redirect?url=https%3A%2F%2Fevil.example%2F",
    "https://www.amazon.de/gp/redirect?url=%2F%2Fevil.example",
    "https://www.dhl.de/r?to=https%253A%252F%252Fevil.example",
    "javascript:alert(1)",
]

PLAIN = [
    "https://shop.example/",
    "https://amazonas-reisen.de",
    "https://магазин.рф/",
    "https://müller.de/",
    "https://www.amazon.de/hz/contact-us?ref=https://www.amazon.de/gp/css",
    "mailto:a@b.de",
]


@pytest.mark.parametrize(("url", "kind"), KINDS)
def test_kind(url: str, kind: Kind) -> None:
    assert classify_url(url).kind is kind


@pytest.mark.parametrize("url", DISGUISED)
def test_disguised(url: str) -> None:
    assert classify_url(url).disguise


@pytest.mark.parametrize("url", PLAIN)
def test_plain(url: str) -> None:
    assert not classify_url(url).disguise


def test_a_redirect_is_judged_by_its_final_target() -> None:
    target = classify_url("https://www.amazon.de/gp/r?u=https%3A%2F%2Fevil.example%2F")
    assert (target.kind, target.host) == (Kind.EXTERNAL, "evil.example")


def test_hosts_of_one_registered_name_are_one_site() -> None:
    assert same_site("www.dhl.de", "nolp.dhl.de")
    assert same_site("amazon.de", "www.amazon.com")
    assert not same_site("a.co.uk", "b.co.uk")
