"""The language of a text: a guess that addresses must not sway."""

from __future__ import annotations

import pytest

from filters.detect.language import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Ihr Ersatz kommt am Freitag, mehr unter www.haus-garten.de, https://haus-garten.de/faq und a@haus-garten.de.", "de"),
        ("Mit freundlichen Grüßen. Web: www.a.de, www.b.de, www.c.de; (haus.de) [garten.de] \"lampe.de\"", "de"),
        ("Your order has left. See https://butikk.no/en, https://butikk.no/de and info@om.se.", "en"),
        ("O seu pedido foi enviado. Obrigado!", "pt"),
        ("", "en"),
    ],
)  # fmt: skip
def test_the_language_is_that_of_the_words(text: str, language: str) -> None:
    assert language_of(text) == language
