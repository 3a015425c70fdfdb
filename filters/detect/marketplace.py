"""The marketplace's relay addresses and what a domain tells of language and region."""

from __future__ import annotations

import re
from collections.abc import Iterable

from filters.detect.tables.marketplaces import BRAND, RELAY_DOMAINS, STORES

_ALIAS = re.compile(r"[a-z0-9]{10,24}(?:\+[0-9a-f-]{8,64})?")


def is_relay_domain(domain: str) -> bool:
    """A domain (any case) of the marketplace's message relay, or a host below one."""
    labels = domain.lower().rstrip(".").split(".")
    return any(".".join(labels[index:]) in RELAY_DOMAINS for index in range(len(labels)))


def is_relay_address(address: str) -> bool:
    """An address at the marketplace's message relay."""
    return is_relay_domain(address.rpartition("@")[2])


def is_buyer_alias(address: str) -> bool:
    """A relay address of the shape the marketplace gives to a buyer: 10-24 letters and digits, an optional +uuid."""
    local, _, domain = address.rpartition("@")
    return is_relay_domain(domain) and _ALIAS.fullmatch(local.lower()) is not None


def buyer_of(recipients: Iterable[str]) -> str | None:
    """Who a message goes to: the first relay address, lower-case and without its `+uuid`, which differs by message."""
    address = next(filter(is_relay_address, recipients), None)
    if address is None:
        return None
    local, _, domain = address.lower().rpartition("@")
    return f"{local.partition('+')[0]}@{domain}"


def _store(domain: str) -> tuple[str, tuple[str, ...]] | None:
    return STORES.get(domain.lower().rpartition(f"{BRAND}.")[2])


def region(domain: str) -> str:
    """ISO 3166 region of a relay or store domain; "" where it is none."""
    store = _store(domain) if f"{BRAND}." in domain.lower() else None
    return store[0] if store else ""


def languages(domain: str) -> tuple[str, ...]:
    """Languages of a relay or store domain, its own first; () where it is none."""
    store = _store(domain) if f"{BRAND}." in domain.lower() else None
    return store[1] if store else ()
