"""Which dotted words in running text are web addresses, and where they end."""

from __future__ import annotations

import pytest

from filters.detect.folded import fold
from filters.detect.links import find_links

FOUND = [
    ("Visit www.example.com now.", "www.example.com", "www.example.com"),
    ("see https://example.com/a?b=c).", "https://example.com/a?b=c", "example.com"),
    ("请访问example.com谢谢", "example.com", "example.com"),
    ("请看：https://example.com/path请看", "https://example.com/path", "example.com"),
    ("（https://a.b.example/x）", "https://a.b.example/x", "a.b.example"),
    ("shop dot example dot com", "shop dot example dot com", "shop.example.com"),
    ("besuchen Sie garten-welt punkt de heute", "garten-welt punkt de", "garten-welt.de"),
    ("unser shop: meinladen(punkt)de", "meinladen(punkt)de", "meinladen.de"),
    ("example[.]com", "example[.]com", "example.com"),
    ("hxxps://evil[.]example/x", "hxxps://evil[.]example/x", "evil.example"),
    ("e x a m p l e . c o m", "e x a m p l e . c o m", "example.com"),
    ("w w w . evil . example", "w w w . evil . example", "www.evil.example"),
    ("at amazon.nl/dp/B0D3XW81QP", "amazon.nl/dp/B0D3XW81QP", "amazon.nl"),
    ("from 185.23.44.12", "185.23.44.12", "185.23.44.12"),
    ("http://0xb9172c0c/", "http://0xb9172c0c/", "185.23.44.12"),
    ("магазин.рф сайт", "магазин.рф", "магазин.рф"),
    ("ｅｘａｍｐｌｅ．ｃｏｍ", "ｅｘａｍｐｌｅ．ｃｏｍ", "example.com"),
    ("evil。com", "evil。com", "evil.com"),
    ("例子.中国", "例子.中国", "例子.中国"),
    ("visite tienda punto es.", "tienda punto es", "tienda.es"),
    ("t.me/foo", "t.me/foo", "t.me"),
    ("→shop.example.org←", "shop.example.org", "shop.example.org"),
    ('"shop.it"', "shop.it", "shop.it"),
    ("bei Saturn.de GmbH", "Saturn.de", "saturn.de"),
    ("例exampleドットコムです", "exampleドットコム", "example.com"),
    ("example点com", "example点com", "example.com"),
    ("هنا وexample.net", "example.net", "example.net"),
    ("Example.Com", "Example.Com", "example.com"),
    ("EXAMPLE.COM", "EXAMPLE.COM", "example.com"),
    ("https:/evil.example", "https:/evil.example", "evil.example"),
    ("https:\\\\evil.example", "https:\\\\evil.example", "evil.example"),
    ("http : // evil . com", "http : // evil . com", "evil.com"),
    ("example .com is", "example .com", "example.com"),
    ("http://user:pw@evil.example", "http://user:pw@evil.example", "evil.example"),
    ("https://[2001:db8::1]/x", "https://[2001:db8::1]/x", "[2001:db8::1]"),
    ("a.b.c.example.com:8080/x", "a.b.c.example.com:8080/x", "a.b.c.example.com"),
    ("youtube.com/@foo", "youtube.com/@foo", "youtube.com"),
    ("Our site:example.com.", "example.com", "example.com"),
    ("hello.world we are", "hello.world", "hello.world"),
    ("https://evil.example/x。请", "https://evil.example/x", "evil.example"),
    ("silkhouse.DE", "silkhouse.DE", "silkhouse.de"),
    ("silkhouse dotcom", "silkhouse dotcom", "silkhouse.com"),
    ("丝绸之家.com", "丝绸之家.com", "丝绸之家.com"),
    ("silkhouse.jpをご覧", "silkhouse.jp", "silkhouse.jp"),
    ("www silkhouse com", "www silkhouse com", "www.silkhouse.com"),
    ("silkhouse,com", "silkhouse,com", "silkhouse.com"),
    ("silkhouse·com", "silkhouse·com", "silkhouse.com"),
    ("silkhouse dot co dot uk", "silkhouse dot co dot uk", "silkhouse.co.uk"),
    ("[shop](https://silkhouse.com/x)", "https://silkhouse.com/x", "silkhouse.com"),
    ("visit аmazon.com now", "аmazon.com", "аmazon.com"),
    ("https://en.example/wiki/Lamp_(light)", "https://en.example/wiki/Lamp_(light)", "en.example"),
]

NOT_FOUND = [
    "Node.js e.g.it v2.app.zip end.Next manual.pdf",
    "gedaan.De volgende stap",
    "obrigado.Com carinho",
    "fertig.in zwei Tagen",
    "jan@web.de und john.smith@web.de",
    "auf Amazon.de bestellt, Amazon.de-Konto",
    "10.5 x 3 v2.0.1 .NET ASP.NET 1.400 W",
    "firmware 11.22.33.44",
    "en el punto de recogida, un point de vente, im Punkt de facto",
    "z.B. u.a. i.d.R. S.p.A. d.o.o. Dr.med",
    "mailto:jan@web.de",
    "order 123-1234567-1234567 on 12.11.2024 at 4.30",
    "meet at the dot",
    "the dotcom bubble",
    "Windows.NET Framework 4.8",
    "obrigado,com carinho",
    "Yesterday.We sent it.so you should get it.is that ok",
    "St.Petersburg, U.S.A., a.m. p.m., Ph.D., No.1, vs.us",
    "Datei anleitung.de.pdf und foto.jpg, readme.txt, setup.exe",
    "谢谢。我们很好。",
    "",
]


@pytest.mark.parametrize(("text", "words", "host"), FOUND)
def test_an_address_is_found_with_its_host(text: str, words: str, host: str) -> None:
    hits = find_links(fold(text))
    assert [(text[hit.start : hit.end], hit.host) for hit in hits] == [(words, host)]


@pytest.mark.parametrize("text", NOT_FOUND)
def test_what_only_looks_like_one_is_left_alone(text: str) -> None:
    assert find_links(fold(text)) == ()


def test_several_addresses_come_in_order_and_apart() -> None:
    text = "foo.com,bar.com and https://baz.com/x"
    assert [text[hit.start : hit.end] for hit in find_links(fold(text))] == ["foo.com", "bar.com", "https://baz.com/x"]
