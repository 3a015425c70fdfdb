"""Which of the thirteen languages a text is in, by script and by its small words. A guess for wording, not a verdict."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache

_KANA = re.compile("[\u3040-\u30ff]")
_HAN = re.compile("[\u4e00-\u9fff]")
_ARABIC = re.compile("[\u0600-\u06ff]")
_WORD = re.compile(r"[^\W\d_]+")
_SMALL_WORDS = {
    "en": "the and you your for with have has been this that our we are not please from will order thank it if is to of"
    " my they",
    "de": "und der die das sie ihre ihr wir für mit ist nicht haben wurde eine bitte auf von bestellung vielen ich ihnen uns"
    " wenn zu den dem ein im es auch noch ihrer dir dich du dein deine",
    "fr": "le la les des vous votre nous pour avec est une dans pas avons merci sur commande bonjour du et si ce qui que vos"
    " nos je tu un au ou ne",
    "it": "il di che per con del della non abbiamo suo sua gentile grazie ordine una è sono nel ciao lei le se la un ci i gli"
    " questo alla al le",
    "es": "el los las su sus para con por una gracias pedido hemos que usted está del hola no nuestro y si nos la un en lo se"
    " es le de",
    "nl": "het een van en u uw voor met wij is niet bestelling hebben bedankt wordt op je dat zijn aan we ons als er ook de te"
    " ik naar",
    "pl": "i w na z do się nie jest dziękujemy zamówienie państwa proszę że za oraz dla jak twoje nasz pan jeśli to po o nas"
    " lub czy",
    "sv": "och att det är vi din för med har inte beställning tack ett som på av till om er hej du oss den en kan ni så",
    "pt": "o os as do da seu sua para com não uma obrigado pedido que você em olá nosso por foi se nos no na um é a e de",
    "tr": "ve bir için ile bu siparişiniz teşekkür merhaba sayın olarak değil size lütfen ürün da de çok biz sizin bize varsa"
    " eğer daha en",
}
_SPEAKS_FOR: dict[str, tuple[str, ...]] = {}
for _language, _words in _SMALL_WORDS.items():
    for _word in _words.split():
        _SPEAKS_FOR[_word] = (*_SPEAKS_FOR.get(_word, ()), _language)
SMALL_WORDS = frozenset(_SPEAKS_FOR)
"""Words that any text has, of all languages, lower case."""
_LETTERS = {
    "ß": "de", "œ": "fr", "ñ": "es", "ł": "pl", "ż": "pl", "ź": "pl", "ć": "pl", "ń": "pl", "ś": "pl", "ę": "pl", "ą": "pl", "å": "sv",
    "ã": "pt", "õ": "pt", "ğ": "tr", "ı": "tr", "ş": "tr", "ì": "it", "ò": "it",
}  # fmt: skip
"""Letters that one of the languages alone writes."""
_ENOUGH = 20_000
_ADDRESS = re.compile(r"[./@]")
_MARKS = ".,;:!?()[]<>\"'"


@lru_cache(64)
def language_of(text: str) -> str:
    """The BCP 47 primary subtag of the likeliest language; 'en' where nothing speaks for another."""
    sample = text[:_ENOUGH]
    return language_by_script(sample) or language_of_words(_own_words(sample), "en")


def _own_words(text: str) -> Iterator[str]:
    """The words that belong to a language: those of addresses do not, `.de` and `.no` being small words of some."""
    for token in text.lower().split():
        if token.isalpha():
            yield token
        elif not _ADDRESS.search(token.strip(_MARKS)):
            yield from _WORD.findall(token)


def language_by_script(text: str) -> str:
    """'ja', 'zh' or 'ar' where the script says so, else ''."""
    if text.isascii():
        return ""
    letters = sum(map(str.isalpha, text)) or 1
    if len(_KANA.findall(text)) * 20 > letters:
        return "ja"
    if len(_HAN.findall(text)) * 5 > letters:
        return "zh"
    return "ar" if len(_ARABIC.findall(text)) * 5 > letters else ""


def language_of_words(words: Iterable[str], otherwise: str) -> str:
    """The language that most of the lower-case words speak for; `otherwise` where none has more than that one."""
    speaks_for = _SPEAKS_FOR
    scores = dict.fromkeys(_SMALL_WORDS, 0)
    for word, count in Counter(words).items():
        for language in speaks_for.get(word, ()):
            scores[language] += count
        for language in () if word.isascii() else {_LETTERS[letter] for letter in word if letter in _LETTERS}:
            scores[language] += count
    best = max(scores, key=lambda language: scores[language])
    return best if scores[best] > scores.get(otherwise, 0) else otherwise
