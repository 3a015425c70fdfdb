"""Host names: normal form, registrable domain, look-alikes (RFC 3986 3.2.2, RFC 5890, publicsuffix.org)."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import unquote

from publicsuffixlist import PublicSuffixList

from filters.detect.folded import lower, unfancied
from filters.detect.tables.lookalikes import LOOKALIKES, TWINS
from filters.detect.tables.marketplaces import BRAND, COMPANIONS, HOSTS, MISSPELT

_SUFFIXES = PublicSuffixList(accept_unknown=False, only_icann=True)
_RESERVED = frozenset(("example", "onion", "i2p", "eth"))
"""Suffixes outside the list that no sentence has after a dot (RFC 2606, RFC 7686)."""
_SKELETON = str.maketrans(
    {**LOOKALIKES, "0": "o", "1": "l", "3": "e", "4": "a", "5": "s", "à": "a", "á": "a", "â": "a", "ã": "a", "ä": "a"}
)
_NUMBER = re.compile(r"0x[0-9a-f]+|0[0-7]*|[1-9]\d*")
_OWN = HOSTS | COMPANIONS
_LOOKALIKE_LETTERS = frozenset(LOOKALIKES)
_ASCII_LETTER = re.compile(r"[a-z]")


@lru_cache(maxsize=4096)
def normal_host(host: str) -> str:
    """Lower case, dots folded, percent signs and punycode undone, no trailing dot, numeric IPv4 as dotted decimals."""
    host = lower(unfancied(unquote(host))).strip().strip(".")
    if host.startswith("["):
        return host
    host = ".".join(_unicode_label(label) for label in host.split("."))
    return _dotted_quad(host) or host


def _unicode_label(label: str) -> str:
    """An `xn--` label as its letters (RFC 3492); as it stands where it is none or over 63 octets."""
    if not label.startswith("xn--") or len(label) > 63 or not label.isascii():
        return label
    try:
        return label[4:].encode("ascii").decode("punycode")
    except UnicodeError:
        return label


def _dotted_quad(host: str) -> str:
    """Dotted decimal of any number form that browsers take for an IPv4 address (WHATWG URL, IPv4 parser), else ""."""
    parts = host.split(".")
    if len(parts) > 4 or not all(len(part) < 40 and _NUMBER.fullmatch(part) for part in parts):
        return ""
    numbers = [_number(part) for part in parts]
    value = numbers[-1]
    if any(number > 255 for number in numbers[:-1]) or value >= 256 ** (5 - len(numbers)):
        return ""
    for index, number in enumerate(numbers[:-1]):
        value += number * 256 ** (3 - index)
    return ".".join(str(value >> shift & 255) for shift in (24, 16, 8, 0))


def _number(part: str) -> int:
    if part.startswith("0x"):
        return int(part, 16)
    return int(part, 8) if part.startswith("0") else int(part)


def is_ip(host: str) -> bool:
    """A normal host that is an IP address."""
    return host.startswith("[") or bool(_dotted_quad(host))


def is_local(host: str) -> bool:
    """A device on the reader's own network, no web page (RFC 1918, RFC 6761, RFC 6762)."""
    if host in ("localhost", "[::1]") or host.endswith((".localhost", ".local")):
        return True
    first, _, rest = host.partition(".")
    if not is_ip(host) or host.startswith("["):
        return False
    return (
        first in ("10", "127")
        or host.startswith(("192.168.", "169.254."))
        or (first == "172" and rest.partition(".")[0].isdigit() and 16 <= int(rest.partition(".")[0]) <= 31)
    )


@lru_cache(maxsize=4096)
def suffix(host: str) -> str:
    """The public suffix of a normal host ("co.uk"), "" where its last label is no known one."""
    last = host.rpartition(".")[2]
    if last in _RESERVED:
        return last
    return str(_SUFFIXES.publicsuffix(host) or "") if len(host) <= 253 else ""


@lru_cache(maxsize=4096)
def registrable(host: str) -> str:
    """The name someone registered ("shop.example.co.uk" -> "example.co.uk"); "" for none or an IP address."""
    known = suffix(host)
    if not known or host == known:
        return ""
    return host[: -len(known) - 1].rpartition(".")[2] + "." + known


def within(host: str, domains: frozenset[str] | tuple[str, ...]) -> bool:
    """`host` is one of the domains or below one."""
    labels = host.split(".")
    return any(".".join(labels[index:]) in domains for index in range(len(labels)))


def is_lookalike(host: str) -> bool:
    """A name that passes for the marketplace's, or a label that mixes scripts."""
    if within(host, _OWN):
        return False
    labels = host.split(".")
    return any(_mixed(label) or _poses(label) for label in labels) or (labels[-1].isascii() and any(map(_all_twins, labels)))


def _poses(label: str) -> bool:
    skeleton = label.translate(_SKELETON).replace("rn", "m").replace("vv", "w")
    tokens = {token for form in (label, skeleton) for token in form.split("-")}
    return any(token in MISSPELT or _is_brand(token) for token in tokens)


_AFTER_BRAND = re.compile(
    BRAND + r"(?:\d*|support|service|help|pay|payments?|prime|reviews?|rating|refund|orders?|account|login|signin|secure"
    r"|security|sellers?|shop|store|mail|verify|kunden|kundenservice|hilfe|customer|care|gifts?|bonus|rewards?|de|fr|it|es|uk|jp|com|eu)"
)  # fmt: skip


def _is_brand(token: str) -> bool:
    return _AFTER_BRAND.fullmatch(token) is not None


def _mixed(label: str) -> bool:
    """ASCII letters together with look-alike letters of another script."""
    return not _LOOKALIKE_LETTERS.isdisjoint(label) and _ASCII_LETTER.search(label) is not None


def _all_twins(label: str) -> bool:
    """A label of another script that reads as an ASCII one."""
    letters = [letter for letter in label if letter.isalpha()]
    return bool(letters) and all(letter in TWINS for letter in letters)
