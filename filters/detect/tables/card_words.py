"""Ranges of card issuers, and words that name a payment card, as they occur in lower-case text. Thirteen languages."""

from __future__ import annotations

_FIFTEEN, _SIXTEEN = (15,), (16,)
_UP_TO_NINETEEN = (16, 17, 18, 19)

RANGES = (
    ("4", "4", _SIXTEEN),  # Visa
    ("51", "55", _SIXTEEN),  # Mastercard
    ("2221", "2720", _SIXTEEN),
    ("34", "34", _FIFTEEN),  # American Express
    ("37", "37", _FIFTEEN),
    ("6011", "6011", _SIXTEEN),  # Discover
    ("644", "659", _SIXTEEN),
    ("3528", "3589", _SIXTEEN),  # JCB
    ("62", "62", _UP_TO_NINETEEN),  # UnionPay
    ("2200", "2204", _SIXTEEN),  # Mir
    ("9792", "9792", _SIXTEEN),  # Troy
)
"""(lowest prefix, highest prefix, lengths) in which everyday cards lie."""

UNSURE = (
    ("4", "4", (13, 19)),
    ("300", "305", (14,)),  # Diners Club
    ("309", "309", (14,)),
    ("36", "36", (14,)),
    ("38", "39", (14,)),
    ("50", "50", (13, 14, 15, *_UP_TO_NINETEEN)),  # Maestro and national cards
    ("56", "69", (13, 14, 15, *_UP_TO_NINETEEN)),
    ("81", "82", _UP_TO_NINETEEN),
)
"""Ranges of rare cards, which are also those of many other numbers."""

CARD = """
card karte carte_de carte_b carte_n carte_: carte_v carte_m la_carte votre_carte sa_carte carta tarjeta kaart karta karty kartę
kartą kartı kartın karti kort cartão cartao visa mastercard master_card amex american_express maestro diners jcb discover
unionpay union_pay troy debit credit kredit crédit crédito credito plástico cvv cvc カード 卡 بطاق فيزا ماستر
"""
