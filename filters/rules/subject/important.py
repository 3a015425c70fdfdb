"""subject/important: the override tag in the subject.

What it finds
    `[Important]` and its forms in other languages, in any case, anywhere in the subject.

Why
    The tag used to reach buyers who had opted out. Sellers may no longer set it: the marketplace decides by itself what is
    critical, and misuse of the tag costs the account its rights.

Example
    subject: [Important] Your order
    subject: Re: [WICHTIG] Ihre Bestellung
    subject: [重要] ご注文について

Allowed
    subject: Important information about your order
    subject: 【重要】ご注文について

Fix
    The tag is removed.

Options
    None. Editions before 2025 allowed the tag for critical messages: a policy for them sets `note`.

Source
    Marketplace announcement on buyer-seller messaging options, 2025; help page on critical messages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from filters.facts import Facts
from filters.finding import Action, Found
from filters.mail.mail import Mail
from filters.rule import NoOptions, Rule

_TAG = re.compile(
    r"\[\s*(?:important|wichtig|重要|重要信息|importante?|belangrijk|ważne|wazne|viktigt|önemli|onemli|مهم|هام"
    r"|additional information required)\s*!?\s*\]"
)


def check(mail: Mail, facts: Facts, options: NoOptions) -> Iterator[Found]:
    for surface in mail.of_kind("subject"):
        for match in _TAG.finditer(surface.folded.lower):
            yield surface.found(*surface.folded.span(*match.span()), note="the tag overrides the buyer's opt-out", fix="")


RULE = Rule(
    name="subject/important",
    check=check,
    summary="The override tag in the subject.",
    clause="Sellers do not set [Important]; the marketplace decides what is critical (2025).",
    advice="Leave the tag out of the subject.",
    default=Action.FIX,
    fixable=True,
)
