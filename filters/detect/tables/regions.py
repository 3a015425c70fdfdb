"""Which countries' national number forms a text in a language may use, the likeliest first (ISO 639 to ISO 3166)."""

from __future__ import annotations

REGIONS_BY_LANGUAGE: dict[str, tuple[str, ...]] = {
    "en": ("US", "GB", "IN", "AU", "IE", "ZA", "SG"),
    "de": ("DE", "AT", "CH"),
    "fr": ("FR", "BE", "CH", "CA", "MA"),
    "it": ("IT", "CH"),
    "es": ("ES", "MX", "AR", "CO", "CL"),
    "nl": ("NL", "BE"),
    "pl": ("PL",),
    "sv": ("SE",),
    "pt": ("PT", "BR"),
    "tr": ("TR",),
    "ja": ("JP",),
    "zh": ("CN", "TW", "HK"),
    "ar": ("EG", "SA", "AE", "MA", "JO", "KW"),
    "hi": ("IN",),
    "ru": ("RU",),
}
WIDE = ("US", "GB", "DE", "FR", "IT", "ES", "NL", "PL", "SE", "PT", "BR", "TR", "JP", "CN", "EG", "SA", "IN")
"""Regions tried where the words leave no doubt that a number is meant."""
