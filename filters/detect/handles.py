"""Accounts at messengers and social networks, and invitations to them.

Three shapes: a platform with an account ("WeChat: abc_88", "Skype live:shop"), an @name with a platform or an invitation
near it, an invitation to a platform ("follow us on Insta", "add us on WhatsApp"). A platform that is only spoken of (a watch
that shows its messages, a sticker set, a refusal to use it) is none.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from filters.detect.emails import find_emails
from filters.detect.folded import Folded, words_of
from filters.detect.handle_patterns import (
    ACCOUNT,
    ACCOUNT_NEAR,
    ADDRESSED,
    AT_NAME,
    BARE_ACCOUNT,
    CLAUSE_END,
    COMMA,
    ENCOURAGEMENT,
    FIRST_PERSON,
    GATHERED,
    GATHERED_BEFORE,
    GATHERED_NEXT,
    IDENTIFIED,
    INVITATION,
    LEADING,
    MESSENGERS,
    NO_BLANKS,
    OWN,
    PHONE_NEAR,
    PHONE_NEXT,
    PLATFORM,
    PLATFORM_WORD,
    PRODUCT_FIRST,
    PRODUCT_NEXT,
    REACH,
    REFUSAL,
    WELCOME,
    platform_at,
)
from filters.detect.links import find_links
from filters.detect.tables.platforms import SOCIAL_HOSTS


class _Marks:
    """Where a pattern matches, looked up by place."""

    def __init__(self, spans: list[tuple[int, int]]) -> None:
        self.spans = spans
        self._starts = [start for start, _ in spans]

    def within(self, low: int, high: int) -> list[tuple[int, int]]:
        """At most the sixteen last matches that begin in [low, high)."""
        end = bisect_left(self._starts, high)
        return self.spans[max(bisect_left(self._starts, low), end - 16) : end]


@dataclass(frozen=True, slots=True)
class HandleHit:
    """`start`, `end` in the source text; `platform` as `tables.platforms` names it, "" for an @name without one."""

    start: int
    end: int
    platform: str


@lru_cache(maxsize=64)
def find_handles(folded: Folded) -> tuple[HandleHit, ...]:
    """Every account and invitation, in order, none inside another."""
    hits: list[HandleHit] = []
    for start, end, platform in sorted(_Reader(folded).ranges()):
        low, high = folded.span(start, end)
        if not hits or (low >= hits[-1].end and not _one_phrase(folded.source[hits[-1].end : low], hits[-1], platform)):
            hits.append(HandleHit(low, high, platform))
        elif high > hits[-1].end:
            hits[-1] = HandleHit(hits[-1].start, high, hits[-1].platform)
    return tuple(hits)


def _one_phrase(between: str, before: HandleHit, platform: str) -> bool:
    """An invitation and the account that follows it ("Find us on Insta: @shop") are one thing to a reader."""
    return platform in ("", before.platform) and len(between) <= 3 and not between.strip(" :：-–(") and "\n" not in between


class _Reader:
    """One text with its platforms, invitations, refusals and clause ends marked once, so that reading stays linear."""

    def __init__(self, folded: Folded) -> None:
        self.text = text = folded.lower
        taken = _addresses(folded)
        named = PLATFORM.finditer(text) if PLATFORM_WORD.search(" ".join(words_of(folded))) else ()
        self.platforms = [m for m in named if not taken[folded.span(*m.span())[0]]]
        self.names = [m for m in AT_NAME.finditer(text) if not taken[folded.span(*m.span())[0]]] if "@" in text else []
        worth = self.platforms or self.names
        self.inviting = _marks(INVITATION, text if worth else "")
        hesitation = _marks(ENCOURAGEMENT, text if worth else "").spans
        refusing = _marks(REFUSAL, text if worth else "").spans
        self.refusing = _Marks([span for span in refusing if not any(low <= span[0] < high for low, high in hesitation[:50])])
        self.ends = _marks(CLAUSE_END, text if worth else "")
        self.commas = _marks(COMMA, text if worth else "")
        self.named = _Marks([match.span() for match in self.platforms])

    def ranges(self) -> Iterator[tuple[int, int, str]]:
        """Findings in folded coordinates."""
        for match in self.platforms:
            yield from self._at_platform(match)
        for match in self.names:
            yield from self._at_name(match)

    def _clause(self, start: int, end: int) -> tuple[int, int]:
        """The clause around text[start:end], within reach."""
        low = max([start - REACH, 0, *(at for _, at in self.ends.within(start - REACH, start))])
        after = bisect_left(self.ends.spans, (end, 0))
        stop = self.ends.spans[after][0] if after < len(self.ends.spans) else len(self.text)
        return low, min(stop, end + REACH)

    def _at_platform(self, match: re.Match[str]) -> Iterator[tuple[int, int, str]]:
        """The finding that a platform's name makes with what stands around it."""
        text, (start, end) = self.text, match.span()
        platform = platform_at(text, start)
        low, high = self._clause(start, end)
        account = ACCOUNT.match(text, end) or BARE_ACCOUNT.match(text, end)
        if not account and platform in ADDRESSED:
            account = IDENTIFIED.match(text, end)
        invitation = self._invitation(low, high, start, end)
        if account or PHONE_NEXT.match(text, end):
            first = min(start, invitation[0]) if invitation else start
            yield first, account.end(1) if account else end, platform
        elif self._is_product(start, end) or self._refused(low, start, end):
            return
        elif near := ACCOUNT_NEAR.match(text, end, high):
            yield start, near.end(), platform
        elif invitation:
            yield min(invitation[0], start), max(invitation[1], end), platform
        elif self._gathers(start, end, low, high) or (platform in MESSENGERS and PHONE_NEAR.match(text, end, high)):
            yield start, end, platform

    def _gathers(self, start: int, end: int, low: int, high: int) -> bool:
        """Whether a group, a channel, a page at the platform is the writer's own, or the reader is welcome there."""
        text = self.text
        if (
            not GATHERED.search(text, start, end)
            and not GATHERED_NEXT.match(text, end)
            and not GATHERED_BEFORE.search(text[max(start - 30, low) : start])
        ):
            return False
        after = min(high + REACH, len(text))
        return bool(
            FIRST_PERSON.search(text, low, high) or WELCOME.search(text, low, after) or self.inviting.within(low, after)
        )

    def _is_product(self, start: int, end: int) -> bool:
        return bool(PRODUCT_NEXT.match(self.text, end) or PRODUCT_FIRST.search(self.text[max(start - 40, 0) : start]))

    def _refused(self, low: int, start: int, end: int) -> bool:
        """A refusal between the last comma and a little after the platform."""
        low = max([low, *(at for _, at in self.commas.within(low, start))])
        spans = self.refusing.within(low, end + 24)
        return any(at != start - 1 or self.text[begin:at] not in ("no", "na") for begin, at in spans)

    def _invitation(self, low: int, high: int, start: int, end: int) -> tuple[int, int] | None:
        """The range of the words that invite to the platform at text[start:end]; None where none does."""
        before = self.text[max(start - 40, low) : start]
        marks = [span for span in self.inviting.within(low, start) if span[1] <= start]
        if marks and (start - marks[-1][1] <= 3 or LEADING.search(before) or NO_BLANKS.search(before[-1:])):
            first = marks[-1]
            for mark in reversed(marks):
                first = mark if first[0] - mark[1] <= 20 else first
            return first
        after = self.inviting.within(end, min(high, end + 40))
        if after:
            return after[0]
        owned = OWN.search(before)
        if owned:
            return start - len(before) + owned.start(), start
        return (start, end) if LEADING.search(before) and FIRST_PERSON.search(self.text, low, high) else None

    def _at_name(self, match: re.Match[str]) -> Iterator[tuple[int, int, str]]:
        """An @name with a platform, an invitation or an account's spelling."""
        start, end = match.span()
        name = (match[1] or match[2]).rstrip(".")
        end -= len(match[0]) - len(match[0].rstrip("."))
        low, high = self._clause(start, end)
        near = [*self.named.within(low, high)]
        spelled = any(letter in "._" or letter.isdigit() for letter in name) or len(name) >= 8
        if (
            len(name) >= 2
            and any(letter.isalpha() for letter in name)
            and (near or spelled or self.inviting.within(low, start))
        ):
            yield start, end, platform_at(self.text, near[0][0]) if near else ""


def _marks(pattern: re.Pattern[str], text: str) -> _Marks:
    return _Marks([match.span() for match in pattern.finditer(text)])


def _addresses(folded: Folded) -> bytearray:
    """Where mail and web addresses stand: names inside them are theirs."""
    taken = bytearray(len(folded.source) + 1)
    spans = [(hit.start, hit.end) for hit in find_emails(folded)] + [(hit.start, hit.end) for hit in find_links(folded)]
    for start, end in spans:
        taken[start:end] = b"\x01" * (end - start)
    return taken


def social_platform(host: str) -> str:
    """The platform a normal host belongs to, "" for none."""
    labels = host.split(".")
    return next(
        (SOCIAL_HOSTS[name] for name in (".".join(labels[index:]) for index in range(len(labels))) if name in SOCIAL_HOSTS), ""
    )
