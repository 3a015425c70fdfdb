"""Which words are an e-mail address, plain or disguised."""

from __future__ import annotations

import pytest

from filters.detect.emails import find_emails
from filters.detect.folded import fold

FOUND = [
    ("info@silkhouse dot de", "info@silkhouse dot de", "info@silkhouse.de"),
    ("info@silkhouse,de", "info@silkhouse,de", "info@silkhouse.de"),
    ("infoATsilkhouseDOTde", "infoATsilkhouseDOTde", "info@silkhouse.de"),
    ("info-at-silkhouse-dot-de", "info-at-silkhouse-dot-de", "info@silkhouse.de"),
    ("joe.silkhouse bei gmail", "joe.silkhouse bei gmail", "joe.silkhouse@gmail.com"),
    ("jan@web.de", "jan@web.de", "jan@web.de"),
    ("<john.smith+x@mail.example.co.uk>.", "john.smith+x@mail.example.co.uk", "john.smith+x@mail.example.co.uk"),
    ("jan at web punkt de", "jan at web punkt de", "jan@web.de"),
    ("jan (at) web (dot) de", "jan (at) web (dot) de", "jan@web.de"),
    ("jan [at] gmail com", "jan [at] gmail", "jan@gmail.com"),
    ("jan.kok at gmail dot com", "jan.kok at gmail dot com", "jan.kok@gmail.com"),
    ("jan dot kok at gmail dot com", "jan dot kok at gmail dot com", "jan.kok@gmail.com"),
    ("joe ＠ gmail．com", "joe ＠ gmail．com", "joe@gmail.com"),
    ("joe @ g m a i l . c o m", "joe @ g m a i l . c o m", "joe@gmail.com"),
    ("j o e @ g m a i l . c o m", "j o e @ g m a i l . c o m", "joe@gmail.com"),
    ("joe(a)gmail", "joe(a)gmail", "joe@gmail.com"),
    ("joe_gmail", "joe_gmail", "joe@gmail.com"),
    ("joe_gmail.com", "joe_gmail.com", "joe@gmail.com"),
    ("moc.liamg@eoj backwards", "moc.liamg@eoj", "joe@gmail.com"),
    ("邮箱john@x.com谢谢", "john@x.com", "john@x.com"),
    ("email：service＠shop．cn", "service＠shop．cn", "service@shop.cn"),
    ("joe艾特gmail点com", "joe艾特gmail点com", "joe@gmail.com"),
    ("shop アット gmail ドット コム", "shop アット gmail ドット コム", "shop@gmail.com"),
    ("ventas arroba mitienda punto es", "ventas arroba mitienda punto es", "ventas@mitienda.es"),
    ("contact arobase boutique point fr", "contact arobase boutique point fr", "contact@boutique.fr"),
    ("sklep małpa poczta kropka pl", "sklep małpa poczta kropka pl", "sklep@poczta.pl"),
    ("info chiocciola negozio punto it", "info chiocciola negozio punto it", "info@negozio.it"),
    ("info apenstaartje winkel punt nl", "info apenstaartje winkel punt nl", "info@winkel.nl"),
    ("butik snabel-a post punkt se", "butik snabel-a post punkt se", "butik@post.se"),
    ("satis et firma nokta com nokta tr", "satis et firma nokta com nokta tr", "satis@firma.com.tr"),
    ("vendas arroba loja ponto com ponto br", "vendas arroba loja ponto com ponto br", "vendas@loja.com.br"),
    ("support آت gmail نقطة كوم", "support آت gmail نقطة كوم", "support@gmail.com"),
    ("mailto:jan@web.de?subject=x", "jan@web.de", "jan@web.de"),
    ("foo@bar.invalidtld", "foo@bar.invalidtld", "foo@bar.invalidtld"),
    ("用户@例子.广告", "用户@例子.广告", "用户@例子.广告"),
    ("jan@gmail", "jan@gmail", "jan@gmail.com"),
    ("info @ laden.de", "info @ laden.de", "info@laden.de"),
    ("kontakt[ät]laden.de", "kontakt[ät]laden.de", "kontakt@laden.de"),
    ("kontakt -at- laden -dot- de", "kontakt -at- laden -dot- de", "kontakt@laden.de"),
]

NOT_FOUND = [
    "https://silkhouse.com@evil.example/",
    "Option (a) gmail or b",
    "ich bin bei gmail und gmx",
    "find us at shop dot com",
    "look at amazon.de",
    "user@ and user@host",
    "paytm id ravi@ybl",
    "contact chez boutique point fr",
    "meet at the dot com",
    "follow @shop.de",
    "3 @ 5.99",
    "one at a time",
    "we are at home.de Wohnen",
    "test@localhost",
    "a@b.c",
    "@name",
    "sold at ebay dot com",
]


@pytest.mark.parametrize(("text", "words", "address"), FOUND)
def test_an_address_is_found_and_written_plainly(text: str, words: str, address: str) -> None:
    hits = find_emails(fold(text))
    assert [(text[hit.start : hit.end], hit.address) for hit in hits] == [(words, address)]


@pytest.mark.parametrize("text", NOT_FOUND)
def test_what_is_none_is_left_alone(text: str) -> None:
    assert find_emails(fold(text)) == ()


def test_two_addresses_side_by_side_are_two() -> None:
    assert [hit.address for hit in find_emails(fold("jan@web.de,anna@web.de"))] == ["jan@web.de", "anna@web.de"]
