"""Words that look like everyday words of another language, or of their own without accents."""

from filters.detect.folded import fold
from filters.detect.meaning.reading import read
from filters.detect.meaning.words import plain


def test_an_accent_that_alone_tells_words_apart_stays() -> None:
    assert plain("dé") == "dé"
    assert plain("déjà") == "deja"


def test_english_words_say_nothing_where_they_are_everyday_words_of_the_language() -> None:
    (sentence,) = read(fold("O seu pedido está no armazém da loja"), "pt").sentences
    assert not sentence.has("common.not")
    (sentence,) = read(fold("Há no refunds on opened boxes, please"), "en").sentences
    assert sentence.has("common.not")


def test_a_hyphen_begins_no_clause() -> None:
    (sentence,) = read(fold("Aqui vão-se três postos de trabalho"), "pt").sentences
    assert not sentence.has("common.if")
    (sentence,) = read(fold("Três postos – se gostou, escreva"), "pt").sentences
    assert sentence.has("common.if")
