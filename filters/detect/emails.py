"""E-mail addresses in running text, plain and disguised (RFC 5321 4.1.2 for the plain form).

Plain: `jan@web.de`, spaced and full-width forms. Disguised: words or fences for `@` and `.` ("jan at web punkt de",
"jan (at) web (dot) de", "jan@gmail", backwards). Linear: every pattern starts at the left edge of a run and never gives back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from filters.detect.folded import Folded, unspaced
from filters.detect.hosts import suffix
from filters.detect.once import once
from filters.detect.spelled_emails import NOT_LOCAL, Hit, spelled_emails
from filters.detect.tables.spelled import BARE_PROVIDERS, PROVIDERS

_LOCAL = r"a-z0-9\u00c0-\u024f.!#$%&'*+/=?^_`{|}~-"
_PLAIN = re.compile(rf"(?<![{_LOCAL}])([{_LOCAL}]++)(\s?[@]\s?)([^\W_][\w-]*+(?:\.[\w-]++)*+)")
_FOREIGN = re.compile(r"(?<![\w.+-])([\w.+-]++)(@)([^\W_][\w-]*+(?:\.[\w-]++)++)")
_TRIM = ".!#$%&'*+/=?^`{|}~-"
_BACKWARDS = re.compile(r"(?:moc|ten|gro|ed|rf|ti|se|ln|lp|es|ku\.oc|pj\.oc|nc)\.[a-z0-9-]+")


@dataclass(frozen=True, slots=True)
class EmailHit:
    """`start`, `end` in the source text; `address` lower-case, written plainly; `disguised`: not as mail programs write it."""

    start: int
    end: int
    address: str
    disguised: bool

    @property
    def domain(self) -> str:
        return self.address.rpartition("@")[2]


@once
def find_emails(folded: Folded) -> tuple[EmailHit, ...]:
    """Every e-mail address in the text, in order, none overlapping another."""
    hits: list[EmailHit] = []
    covered = bytearray(len(folded.source))
    views = (folded, unspaced(folded))
    for view in filter(None, views):
        for start, end, address, disguised in _in_view(view):
            low, high = view.span(start, end)
            if not any(covered[low:high]):
                covered[low:high] = b"\x01" * (high - low)
                hits.append(EmailHit(low, high, address, disguised or view is not folded))
    return tuple(sorted(hits, key=lambda hit: hit.start))


def _in_view(view: Folded) -> Iterator[Hit]:
    if "@" in view.lower:
        yield from _plain(view, _PLAIN)
        if not view.lower.isascii():
            yield from _plain(view, _FOREIGN)
    yield from spelled_emails(view)


def _plain(view: Folded, pattern: re.Pattern[str]) -> Iterator[Hit]:
    for match in pattern.finditer(view.lower):
        if "//" in match[1]:
            continue  # a user name in a URL
        local = match[1].lstrip(_TRIM)
        start = match.end(1) - len(local)
        domain, end = _domain(match[3], match.start(3), spaced=match[2] != "@")
        if local and domain and not (match[2] != "@" and local in NOT_LOCAL):
            yield start, end, f"{local}@{domain}", match[2] != "@" or not match[1].isascii()
        elif _BACKWARDS.match(local):
            yield start, match.end(), f"{match[3][::-1]}@{local[::-1]}", True


def _domain(written: str, at: int, *, spaced: bool) -> tuple[str, int]:
    """The mail domain at the beginning of dotted words, and where it ends; "" for none."""
    labels = written.rstrip("-").split(".")
    head = re.match(r"[a-z0-9\u00c0-\u024f-]+", labels[-1])
    if head and not written.isascii():
        written = written[: len(written) - len(labels[-1]) + head.end()]
        labels[-1] = head[0]
    domain = written.rstrip("-.")
    end = at + len(domain)
    if len(labels) == 1:
        return (f"{domain}.{PROVIDERS[domain]}", end) if domain in BARE_PROVIDERS else ("", end)
    real = suffix(domain) if spaced else (labels[-1].isalpha() and len(labels[-1]) > 1) or labels[-1].startswith("xn--")
    return (domain, end) if real else ("", end)
