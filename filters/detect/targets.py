"""Whose page a link opens, and whether it hides that. No policy: kinds and signs only."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote

from filters.detect.hosts import is_local, is_lookalike, registrable, within
from filters.detect.tables.carriers import CARRIERS
from filters.detect.tables.marketplaces import BRAND, HOSTS, MEDIA, ORDER_PAGES, SERVICE_HOSTS
from filters.detect.tables.shorteners import SHORTENERS
from filters.detect.urls import ACTIVE, HIERARCHICAL, Url, split_url


class Kind(enum.Enum):
    """Whose page it is."""

    ORDER = "order"
    """The marketplace's order, returns, feedback, review, contact, help or account pages, and its home page."""
    SHOP = "shop"
    """The marketplace's product, store, search or promotion pages."""
    MEDIA = "media"
    """The marketplace's image servers."""
    CARRIER = "carrier"
    EXTERNAL = "external"
    LOCAL = "local"
    """The reader's own network."""
    MAIL = "mail"
    PHONE = "phone"
    INNER = "inner"
    """Within the message: cid:, mid:, a fragment, nothing."""
    RELATIVE = "relative"
    ACTIVE = "active"
    """javascript:, data:, file: and their like."""
    OTHER = "other"
    """Another application's scheme."""


@dataclass(frozen=True, slots=True)
class Target:
    """`disguise` says in a short clause how the link hides where it goes; "" where it does not."""

    kind: Kind
    scheme: str
    host: str
    disguise: str = ""


_PHONE = frozenset(("tel", "sms", "callto", "facetime", "smsto", "fax"))
_LANGUAGE = re.compile(r"/-/[a-z]{2}(?:[-_][a-z]{2})?(?=/|$)")
_INNER = re.compile(r"https?(?::|%3a)(?:/|%2f|\\){2}[^&\s]+|(?<==)(?:/|%2f){2}[^&\s]+|(?<==)www\.[^&\s]+", re.IGNORECASE)
_REVIEW_STEPS = frozenset(("product-reviews", "create-review"))
_PAGES = {page: kind for kind, pages in ORDER_PAGES.items() for page in pages}


@lru_cache(maxsize=2048)
def classify_url(text: str) -> Target:
    """What the link target `text` opens. A redirect through a known host is judged by its final target."""
    url = split_url(text)
    kind = _kind(url)
    if kind is Kind.EXTERNAL or not url.host:
        return Target(kind, url.scheme, url.host, _disguise(url, kind))
    for inner in _redirects(url):
        if inner.host and inner.host != url.host and _kind(inner) in (Kind.EXTERNAL, Kind.SHOP):
            return Target(_kind(inner), inner.scheme, inner.host, f"a redirect of {url.host} to {inner.host}")
    return Target(kind, url.scheme, url.host, _disguise(url, kind))


def _kind(url: Url) -> Kind:
    if url.host:
        return _kind_of_host(url)
    if url.scheme in ACTIVE:
        return Kind.ACTIVE
    if url.scheme in _PHONE:
        return Kind.PHONE
    if url.scheme == "mailto":
        return Kind.MAIL
    if url.scheme in ("cid", "mid", "about"):
        return Kind.INNER
    if url.scheme:
        return Kind.OTHER
    return Kind.RELATIVE if url.rest else Kind.INNER


def _kind_of_host(url: Url) -> Kind:
    if url.scheme in ACTIVE:
        return Kind.ACTIVE
    if url.scheme and url.scheme not in HIERARCHICAL and not registrable(url.host):
        return Kind.OTHER
    if is_local(url.host):
        return Kind.LOCAL
    if within(url.host, MEDIA):
        return Kind.MEDIA
    if within(url.host, HOSTS):
        return Kind.ORDER if page_kind(url) else Kind.SHOP
    return Kind.CARRIER if within(url.host, CARRIERS) else Kind.EXTERNAL


def page_kind(url: Url) -> str:
    """Kind of a page of the marketplace that belongs to an order ("order", "return", …, "home"); "" for shop pages."""
    if url.host.split(".", 1)[0] in SERVICE_HOSTS:
        return "account"
    path = _LANGUAGE.sub("", "/" + unquote(url.path).lower().strip("/"), count=1).strip("/")
    if not path:
        return "" if "me=" in url.query or "k=" in url.query else "home"
    steps = path.split("/")
    named = _PAGES.get("/".join(steps[:2])) or _PAGES.get(steps[0])
    return named or ("review" if not _REVIEW_STEPS.isdisjoint(steps[1:3]) else "")


def _redirects(url: Url) -> Iterator[Url]:
    """URLs inside path and query, percent signs undone up to three times."""
    rest = url.rest
    for _ in range(3):
        for match in _INNER.finditer(rest):
            inner = unquote(match[0])
            yield split_url("//" + inner if inner.startswith("www.") else inner)
        plain = unquote(rest)
        if plain == rest:
            return
        rest = plain


def _disguise(url: Url, kind: Kind) -> str:
    if kind is Kind.ACTIVE:
        return f"a {url.scheme}: target"
    if kind is Kind.LOCAL or not url.host:
        return ""
    if url.userinfo:
        return "a user name before the host"
    if is_lookalike(url.host):
        return f"a host that looks like another ({BRAND} or mixed letters)"
    if within(url.host, SHORTENERS):
        return "a URL shortener"
    return ""


def same_site(one: str, other: str) -> bool:
    """Two normal hosts belong to one registered name, or both to the marketplace."""
    if within(one, HOSTS) and within(other, HOSTS):
        return True
    return one == other or (registrable(one) != "" and registrable(one) == registrable(other))
