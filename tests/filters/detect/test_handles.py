"""Which words are an account or an invitation, and which only speak of a platform."""

from __future__ import annotations

import re
from itertools import accumulate, pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from filters.detect.folded import Folded, fold, words_of
from filters.detect.handle_patterns import PLATFORM, PLATFORM_WORD
from filters.detect.handles import find_handles, social_platform
from filters.detect.tables.platforms import PLATFORMS

FOUND = [
    ("You can reach our team on Telegram anytime", ["reach our team on Telegram"]),
    ("We also have a Facebook group for owners", ["Facebook"]),
    ("Findet uns auf Insta unter holzkind_werkstatt", ["Findet uns auf Insta unter holzkind_werkstatt"]),
    ("Vi finns på Instagram", ["Instagram"]),
    ("Proszę dodać nas na Messengerze", ["dodać nas na Messengerze"]),
    ("Bizi WhatsApp'tan arayın", ["WhatsApp'tan arayın"]),
    ("me manda um whats", ["manda um whats"]),
    ("Voeg me toe op Snapchat: klompje88", ["Voeg me toe op Snapchat: klompje88"]),
    ("薇信号nuanyang88", ["薇信号nuanyang88"]),
    ("اضفنا على سناب: matjar_88", ["اضفنا على سناب: matjar_88"]),
    ("Mi insta es taller.levante", ["Mi insta es taller.levante"]),
    (
        "Kommen Sie doch fix auf den grünen Messenger rüber, dann haben Sie das Blatt",
        ["Kommen Sie doch fix auf den grünen Messenger"],
    ),
    ("Rejoins la bande sur Insta, @lesbougiesdelena_ : tu verras", ["Rejoins la bande sur Insta", "@lesbougiesdelena_"]),
    ("me chama no zap que eu resolvo na hora", ["chama no zap"]),
    (
        "İnsta'da bizi @tarcinlikurabiye diye bulabilirsiniz; takibe alın",
        ["İnsta'da bizi @tarcinlikurabiye diye bulabilirsiniz"],
    ),
    ("Follow us on Instagram", ["Follow us on Instagram"]),
    ("follow us on Facebook and Instagram", ["follow us on Facebook and Instagram"]),
    ("Add us on WhatsApp: +49 171 2345678", ["Add us on WhatsApp"]),
    ("WeChat: abc_88", ["WeChat: abc_88"]),
    ("加微信 abc12345", ["加微信 abc12345"]),
    ("微信号：shop888", ["微信号：shop888"]),
    ("vx：shop888", ["vx：shop888"]),
    ("LINE ID: myshop", ["LINE ID: myshop"]),
    ("LINEで友だち追加してください", ["LINEで友だち追加"]),
    ("インスタをフォローしてね", ["インスタをフォロー"]),
    ("公式LINE @abc123x", ["@abc123x"]),
    ("Folgen Sie uns auf Facebook", ["Folgen Sie uns auf Facebook"]),
    ("Schreiben Sie uns per WhatsApp", ["Schreiben Sie uns per WhatsApp"]),
    ("Síguenos en Instagram @mitienda", ["Síguenos en Instagram @mitienda"]),
    ("Seguici su Facebook", ["Seguici su Facebook"]),
    ("volg ons op Instagram", ["volg ons op Instagram"]),
    ("Obserwujcie nas na Instagramie", ["Obserwujcie nas na Instagramie"]),
    ("Följ oss på Instagram", ["Följ oss på Instagram"]),
    ("Siga-nos no Instagram", ["Siga-nos no Instagram"]),
    ("Bizi Instagram'da takip edin", ["Instagram'da takip"]),
    ("تابعنا على انستقرام", ["تابعنا على انستقرام"]),
    ("راسلنا على واتساب", ["راسلنا على واتساب"]),
    ("find us as @name", ["@name"]),
    ("find us as @bobs_shop", ["@bobs_shop"]),
    ("Our YouTube channel shows how", ["Our YouTube channel"]),
    ("Skype: live:shop", ["Skype: live:shop"]),
    ("join our Telegram group", ["join our Telegram"]),
    ("find us on X (formerly Twitter)", ["find us on X"]),
    ("our Facebook page", ["our Facebook"]),
]

NOT_FOUND = [
    "Bottom line: contact us here for a refund",
    "whats the best way to contact us? reply here",
    "zap the battery and write to us here",
    "白いラインの入った靴についてご連絡ください",
    "The fishing line: 0.25mm strong",
    "Snap the cover on and follow the arrows",
    "Das Signal ist schwach, schreiben Sie uns hier",
    "Skype: yes, Zoom: yes",
    "Nie korzystamy z WhatsAppa, proszę pisać tutaj",
    "Vi använder inte WhatsApp, skriv här",
    "WhatsApp kullanmıyoruz, buradan yazın",
    "Non utilizziamo WhatsApp: ci scriva qui",
    "Nous n'utilisons pas WhatsApp, répondez ici",
    "Wij gebruiken geen WhatsApp, antwoord hier",
    "Não usamos WhatsApp, responda aqui",
    "我们不使用微信，请在这里回复",
    "当店はLINEを使っておりません",
    "لا نتواصل عبر واتساب، يرجى الرد هنا",
    "L'autocollant Instagram est offert avec le cadre",
    "La custodia per la chitarra TikTok è nera",
    "WhatsApp: works with iOS and Android",
    "We are not giving any number or WhatsApp as it is against the Amazon rules",
    "نعم الساعة تعرض إشعارات واتساب وتيليجرام وفيسبوك بعد ربطها بالهاتف",
    "أما قبعة «سناب باك» فمقاسها قابل، والشعار المطرز عليها هو رمز إنستقرام القديم، مجرد رسمة",
    "WhatsApp sticker set",
    "The TikTok ring light has three modes",
    "Please do not contact us on WhatsApp",
    "Die Uhr zeigt WhatsApp-Nachrichten",
    "It works with Skype and Zoom.",
    "The signal is weak. Power line at home.",
    "Das Kleid habe ich auf TikTok gesehen",
    "3 @ 5.00 each",
    "Discord server invite",
    "see the line on the box",
    "email jan@web.de",
    "t.me/foo",
    "Seen on TikTok, this lamp is great",
    "The messenger bag is back in stock",
    "Send us a photo in this message, not WhatsApp",
    "Cómo enviar fotos de WhatsApp a la impresora",
    "meet @ 10am",
]


@pytest.mark.parametrize(("text", "words"), FOUND)
def test_an_account_or_an_invitation_is_found(text: str, words: list[str]) -> None:
    assert [text[hit.start : hit.end] for hit in find_handles(fold(text))] == words


@pytest.mark.parametrize("text", NOT_FOUND)
def test_a_platform_that_is_only_spoken_of_is_left_alone(text: str) -> None:
    assert find_handles(fold(text)) == ()


@pytest.mark.parametrize(
    ("host", "platform"), [("wa.me", "whatsapp"), ("www.instagram.com", "instagram"), ("shop.example", ""), ("notx.com", "")]
)
def test_a_platform_is_known_by_its_hosts(host: str, platform: str) -> None:
    assert social_platform(host) == platform


def spellings(names: str) -> list[str]:
    """The alternatives of a regex, those inside its groups left together."""
    plain = re.sub(r"\\.|\[[^]]*\]", lambda match: "_" * len(match[0]), names)
    depths = accumulate((letter == "(") - (letter == ")") for letter in plain)
    bars = [at for at, (letter, depth) in enumerate(zip(plain, depths, strict=True)) if letter == "|" and not depth]
    return [names[start + 1 : end] for start, end in pairwise([-1, *bars, len(names)])]


@pytest.mark.parametrize("names", PLATFORMS.values(), ids=PLATFORMS)
@settings(max_examples=15, suppress_health_check=[HealthCheck.filter_too_much])
@given(st.data())
def test_every_name_has_a_telling_word(names: str, data: st.DataObject) -> None:
    for name in spellings(names):
        text = data.draw(st.from_regex(f"(?<![a-z0-9@./_-])(?:{name})(?![a-z0-9\u00df-\u024f])"))
        assert PLATFORM.search(text)
        assert PLATFORM_WORD.search(" ".join(words_of(Folded(text, text, text))))
