"""What rules on meaning saw is believed, half believed or dropped; and what no rule saw can be suspected."""

from __future__ import annotations

import pytest

from filters.catalogue import RULES
from filters.detect.folded import fold
from filters.detect.meaning.model import MODEL, SIZE, STEP, Model, features, windows
from filters.detect.meaning.reading import read
from filters.looking import Sighting
from filters.mail.mail import Mail
from filters.policy import Layer, Policy
from filters.sample import sample, sample_facts
from filters.weighing import SUSPECTED, look

POSITIVE, CHANGE = "reviews/positive", "reviews/change"
GOOD = "The lamp ships on Monday. Please give us a five star review."
NEUTRAL = "The lamp ships on Monday. Please leave a review."


def model(**weights: float) -> Model:
    """A model of two rules; the weights, by feature, are those of the first."""
    rows = {feature: (weight, 0.0) for feature, weight in weights.items()}
    return Model((POSITIVE, CHANGE), frozenset(), unsure=1.0, sure=2.0, weights={"": (0.0, 0.0)} | rows)


def seen(
    text: str, weighing: Model, *, reply: bool = False, positive: str = "reject", change: str = "reject"
) -> list[Sighting]:
    facts = sample_facts({}, reply)
    policy = Policy.from_data([Layer("a", {"reviews": {"positive": positive, "change": change}})])
    sightings = look(Mail.of(sample(text), facts), facts, RULES, policy, weighing)
    return [sighting for sighting in sightings if sighting.rule in weighing.rules]


@pytest.mark.parametrize(("weight", "unsure"), [(3.0, [False]), (1.5, [True]), (0.5, [])])
def test_a_sighting_is_as_sure_as_the_model(weight: float, unsure: list[bool]) -> None:
    assert [found.unsure for _, found in seen(GOOD, model(**{POSITIVE: weight}))] == unsure


def test_what_is_said_around_speaks_for_or_against() -> None:
    assert seen(GOOD, model(**{POSITIVE: 3.0, "reviews.ask_review": -3.0})) == []


def test_the_model_alone_is_never_sure() -> None:
    ((rule, found),) = seen(NEUTRAL, model(**{"reviews.ask_review": 9.0}))
    assert (rule, found.words, found.note, found.unsure) == (POSITIVE, "Please leave a review.", SUSPECTED, True)


def test_a_rule_that_is_off_sees_for_others_and_says_nothing() -> None:
    weighing = model(**{CHANGE: 9.0})
    text = "Please change your review."
    assert [sighting.rule for sighting in seen(text, weighing)] == [POSITIVE]
    assert [sighting.rule for sighting in seen(text, weighing, change="off")] == [POSITIVE]
    assert seen(text, weighing, positive="off") == []


def test_the_buyers_own_words_are_neither_weighed_nor_suspected() -> None:
    quoted = f"Yes, it does.\n\nOn Monday a buyer wrote:\n> {GOOD}\n"
    assert all(found.quoted for _, found in seen(quoted, model(**{"reviews.ask_review": 9.0}), reply=True))


def test_a_rule_alone_is_not_weighed() -> None:
    facts = sample_facts({})
    rules = [rule for rule in RULES if rule.name == POSITIVE or rule.family == "system"]
    policy = Policy.from_data([Layer("a", {"reviews": {"positive": "reject"}})])
    sightings = look(Mail.of(sample(GOOD), facts), facts, rules, policy, model())
    assert [(sighting.rule, sighting.found.unsure) for sighting in sightings] == [(POSITIVE, False)]


def test_any_four_sentences_in_a_row_are_read_together() -> None:
    for count in range(1, 3 * SIZE):
        reading = read(fold(" ".join(f"Sentence number {place} is long enough to be one." for place in range(count))))
        places = [{sentence.index for sentence in window} for window in windows(reading.sentences)]
        assert len(reading.sentences) == count
        assert all(len(window) <= SIZE for window in places)
        assert all(
            any(window >= set(range(at, min(at + STEP + 1, count))) for window in places) for at in range(max(1, count - STEP))
        )


def test_features_are_concepts_rules_and_both() -> None:
    sentences = read(fold("Would you leave a review?")).sentences
    told = features(sentences, {0: {POSITIVE}})
    assert {"reviews.ask_review", "reviews.ask_review?", POSITIVE, f"{POSITIVE} reviews.ask_review"} <= told


def test_the_shipped_model_knows_rules_of_the_catalogue() -> None:
    assert set(MODEL.rules) <= {rule.name for rule in RULES}
    assert MODEL.whole <= set(MODEL.rules)
    assert MODEL.unsure <= MODEL.sure
    assert all(len(row) == len(MODEL.rules) for row in MODEL.weights.values())
