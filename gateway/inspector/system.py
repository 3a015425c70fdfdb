"""The verdicts of the family `system`: no inspection came to an end, so a person looks."""

from __future__ import annotations

from filters.finding import Action, Finding
from filters.verdict import Verdict

_NOTES = {
    "timeout": ("system/timeout", "checking this message took too long"),
    "memory": ("system/crash", "checking this message took too much memory"),
}
_CRASH = ("system/crash", "checking this message failed")


def held(raw: bytes, policy: str, reason: str) -> Verdict:
    """Hold `raw` unchanged. `reason` as in `InspectionFailed`; `policy` is the digest of the policy it was asked under."""
    rule, note = _NOTES.get(reason, _CRASH)
    finding = Finding(rule=rule, action=Action.HOLD, surface="structure", words="", start=0, end=0, note=note)
    return Verdict(action=Action.HOLD, findings=(finding,), outgoing=raw, edited=False, policy=policy)
