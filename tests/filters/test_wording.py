"""Reasons in other languages: complete, and English where a table has nothing. That every note is known, the cases check."""

from __future__ import annotations

import pytest

from filters.catalogue import RULES
from filters.finding import Action, Finding
from filters.reason import held, rejection
from filters.verdict import Verdict
from filters.wording import ENGLISH, WORDINGS, Wording

GERMAN = WORDINGS["de"]
OTHERS = [wording for wording in WORDINGS.values() if wording is not ENGLISH]


@pytest.mark.parametrize("wording", OTHERS, ids=lambda it: it.language)
def test_every_rule_has_its_sentences_and_no_other_has(wording: Wording) -> None:
    assert set(wording.rules) == {rule.name for rule in RULES}
    for name, sentences in wording.rules.items():
        assert sorted(sentences) == ["advice", "clause", "summary"], name


def test_english_is_what_the_code_says() -> None:
    rule = RULES[0]
    assert (ENGLISH.summary(rule), ENGLISH.clause(rule), ENGLISH.advice(rule)) == (rule.summary, rule.clause, rule.advice)
    assert ENGLISH.note("anything at all") == "anything at all"


@pytest.mark.parametrize(
    ("english", "german"),
    [
        ("an e-mail address", "eine E-Mail-Adresse"),
        ("shows www.amazon.de and opens x.example", "zeigt www.amazon.de und öffnet x.example"),
        ("lacks the items, the amount", "es fehlt: die Artikel, der Betrag"),
        ("in ja, not in de", "in der Sprache Japanisch, nicht in Deutsch"),
        ("after the repairs: an account at line", "nach den Änderungen: ein Konto bei line"),
        ("it is encrypted (in an archive or a mail that is attached)",
         "sie ist verschlüsselt (in einem Archiv oder einer angehängten Nachricht)"),
        ("a file of the type {0.__class__}", "eine Datei des Typs {0.__class__}"),
        ("not in any table", "not in any table"),
    ],
)  # fmt: skip
def test_a_note_is_translated_with_what_it_repeats(english: str, german: str) -> None:
    assert GERMAN.note(english) == german


def test_the_template_that_says_most_is_meant() -> None:
    table = {"notes": {"{} is {}": "allgemein {} {}", "{} is not {}": "verneint {} {}"}}
    assert Wording("xx", table).note("this is not that") == "verneint this that"


def test_an_smtp_reply_is_german_in_ascii() -> None:
    finding = Finding("contact/email", Action.REJECT, "text", "jan@lampen.de", 0, 0, note="an e-mail address")
    told = rejection(Verdict(Action.REJECT, (finding,), b"", False, ""), GERMAN)
    assert told.startswith('contact/email: "jan@lampen.de" eine E-Mail-Adresse; Lassen Sie die Adresse weg; der Kaeufer')
    assert told.isascii()
    waiting = held(
        "h1", Verdict(Action.HOLD, (Finding("contact/email", Action.HOLD, "text", "x", 0, 0),), b"", False, ""), GERMAN
    )
    assert waiting.split("\n")[0] == "zur Pruefung angehalten als h1: contact/email"
