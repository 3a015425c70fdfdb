"""Every rule, in the order in which they look and in which their findings are told."""

from __future__ import annotations

from filters.rule import Rule
from filters.rules.accessibility import alt_text
from filters.rules.contact import email, handle, phone
from filters.rules.envelope import alias, recipients, sender
from filters.rules.links import disguised, external, insecure, logo, marketplace, opt_out
from filters.rules.order import id_missing
from filters.rules.structure import ambiguous, hidden_text, limits, mismatch, sealed, undecodable
from filters.rules.style import emoji, insecure_image, line_breaks
from filters.rules.subject import important
from filters.rules.subject import order_id as subject_order_id
from filters.rules.subject import style as subject_style
from filters.rules.system import crash, integrity, timeout

RULES: tuple[Rule, ...] = (
    external.RULE,
    marketplace.RULE,
    insecure.RULE,
    opt_out.RULE,
    logo.RULE,
    disguised.RULE,
    email.RULE,
    phone.RULE,
    handle.RULE,
    id_missing.RULE,
    sender.RULE,
    recipients.RULE,
    alias.RULE,
    important.RULE,
    subject_style.RULE,
    subject_order_id.RULE,
    emoji.RULE,
    line_breaks.RULE,
    insecure_image.RULE,
    alt_text.RULE,
    ambiguous.RULE,
    hidden_text.RULE,
    mismatch.RULE,
    undecodable.RULE,
    sealed.RULE,
    limits.RULE,
    crash.RULE,
    timeout.RULE,
    integrity.RULE,
)
