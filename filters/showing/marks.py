"""From the raw bytes of a finding back to the words on a surface."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from filters.finding import Finding
from filters.mail.mail import Mail
from filters.mail.surface import Surface
from filters.showing.pieces import Mark

MARKED = 500
"""Findings that are marked; a verdict has no more."""


def marks(mail: Mail, findings: Sequence[Finding]) -> dict[Surface, list[Mark]]:
    """Where each surface shows the words of which finding, by the finding's number."""
    found: dict[Surface, list[Mark]] = {}
    extents = [(surface, surface.document.raw_range(0, len(surface.document.text))) for surface in mail.surfaces]
    for number, finding in enumerate(findings[:MARKED]):
        for surface, (low, high) in extents:
            if surface.kind == finding.surface and low <= finding.start and finding.end <= high:
                found.setdefault(surface, []).extend((start, end, number) for start, end in _places(surface, finding))
    return found


def _places(surface: Surface, finding: Finding) -> Iterator[tuple[int, int]]:
    """The first place within the finding's bytes that reads as its words."""
    if not finding.words:
        return
    places = range(len(surface.text))
    low = bisect_right(places, finding.start, key=lambda at: surface.raw_range(at, at + 1)[1])
    at = surface.text.find(finding.words, low, low + (finding.end - finding.start) + len(finding.words))
    if at >= 0:
        yield at, at + len(finding.words)
