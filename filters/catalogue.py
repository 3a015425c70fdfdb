"""Every rule, in the order in which they look and in which their findings are told."""

from __future__ import annotations

from collections.abc import Mapping

from filters.rule import Rule
from filters.rules.accessibility import alt_text, contrast, language, link_text, table
from filters.rules.attachments import active, size, unreadable
from filters.rules.attachments import disguised as attachments_disguised
from filters.rules.attachments import type as attachments_type
from filters.rules.contact import email, handle, phone, solicit
from filters.rules.contact import off_platform as contact_off_platform
from filters.rules.envelope import alias, recipients, sender, volume
from filters.rules.links import disguised, external, insecure, logo, marketplace, opt_out
from filters.rules.order import id_missing, opted_out, return_, shipment, unavailable
from filters.rules.order import language as order_language
from filters.rules.order import window as order_window
from filters.rules.payment import account, card, off_platform
from filters.rules.promotion import coupon, cross_sell, marketing
from filters.rules.purpose import cancellation, confirmation, help_only, impersonation, thanks_only, tips, unrelated
from filters.rules.reviews import change, conditional, diversion, incentive, positive, pressure, repeat
from filters.rules.reviews import window as review_window
from filters.rules.structure import ambiguous, hidden_text, limits, mismatch, sealed, undecodable
from filters.rules.style import (
    alignment,
    animation,
    emoji,
    font_color,
    font_family,
    font_sizes,
    image_width,
    insecure_image,
    length,
    line_breaks,
    line_height,
    margins,
    spelling,
    tracking_pixel,
)
from filters.rules.subject import important
from filters.rules.subject import order_id as subject_order_id
from filters.rules.subject import style as subject_style
from filters.rules.system import crash, integrity, timeout
from filters.rules.tone import offensive, shouting, slang

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
    contact_off_platform.RULE,
    solicit.RULE,
    off_platform.RULE,
    card.RULE,
    account.RULE,
    coupon.RULE,
    marketing.RULE,
    cross_sell.RULE,
    incentive.RULE,
    positive.RULE,
    conditional.RULE,
    diversion.RULE,
    change.RULE,
    pressure.RULE,
    repeat.RULE,
    review_window.RULE,
    confirmation.RULE,
    thanks_only.RULE,
    help_only.RULE,
    tips.RULE,
    cancellation.RULE,
    impersonation.RULE,
    unrelated.RULE,
    id_missing.RULE,
    order_language.RULE,
    opted_out.RULE,
    order_window.RULE,
    unavailable.RULE,
    return_.RULE,
    shipment.RULE,
    sender.RULE,
    recipients.RULE,
    alias.RULE,
    volume.RULE,
    important.RULE,
    subject_style.RULE,
    subject_order_id.RULE,
    emoji.RULE,
    animation.RULE,
    margins.RULE,
    line_height.RULE,
    font_family.RULE,
    font_color.RULE,
    alignment.RULE,
    font_sizes.RULE,
    line_breaks.RULE,
    image_width.RULE,
    insecure_image.RULE,
    tracking_pixel.RULE,
    spelling.RULE,
    length.RULE,
    alt_text.RULE,
    link_text.RULE,
    contrast.RULE,
    language.RULE,
    table.RULE,
    offensive.RULE,
    shouting.RULE,
    slang.RULE,
    attachments_type.RULE,
    active.RULE,
    attachments_disguised.RULE,
    size.RULE,
    unreadable.RULE,
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

BY_NAME: Mapping[str, Rule] = {rule.name: rule for rule in RULES}
