"""Whether a sentence asks for personal data that an order does not need; what the rules on contact share."""

from __future__ import annotations

from filters.detect.meaning.reading import Sentence


def asks_for_data(sentence: Sentence) -> bool:
    """Whether data are asked for, and neither by the carrier or customs nor for what is made to order."""
    asks = sentence.has("contact.ask") or sentence.questions
    return asks and sentence.has("contact.data") and not sentence.has("contact.needless")
