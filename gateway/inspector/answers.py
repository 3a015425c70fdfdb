"""What a worker answers, to JSON and back, believed no further than its shape."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import astuple, fields, replace
from operator import attrgetter
from typing import Any, get_type_hints

from filters.finding import Action, Finding
from filters.verdict import Gist, Verdict

FINDINGS = 500
WORDS = 1_000

_NAMES = tuple(field.name for field in fields(Finding))
_TYPES = tuple(get_type_hints(Finding)[name] for name in _NAMES)
_ACTION = _NAMES.index("action")
_values = attrgetter(*_NAMES)


class InspectionFailed(Exception):
    """No verdict came of a message. `reason`: timeout, memory or crash; `detail` names our code only, never the message."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(reason, detail)
        self.reason = reason
        self.detail = detail


def bounded(verdict: Verdict) -> Verdict:
    """The verdict with at most FINDINGS findings, the gravest, and at most WORDS characters of words in each."""
    findings = tuple(map(_short, _gravest(verdict.findings)))
    return verdict if findings == verdict.findings else replace(verdict, findings=findings)


def _gravest(findings: tuple[Finding, ...]) -> Iterable[Finding]:
    if len(findings) <= FINDINGS:
        return findings
    ranked = sorted(range(len(findings)), key=lambda number: (-findings[number].action, number))
    return (findings[number] for number in sorted(ranked[:FINDINGS]))


def _short(finding: Finding) -> Finding:
    if max(len(finding.words), len(finding.note), len(finding.fix or "")) <= WORDS:
        return finding
    fix = finding.fix[:WORDS] if finding.fix else finding.fix
    return replace(finding, words=finding.words[:WORDS], note=finding.note[:WORDS], fix=fix)


def encode(verdict: Verdict) -> bytes:
    """All of a verdict but the outgoing message."""
    findings = [_values(finding) for finding in verdict.findings]
    answer = [verdict.action, findings, verdict.edited, verdict.policy, verdict.seconds, astuple(verdict.gist)]
    return json.dumps(answer).encode("ascii")


def encode_failure(reason: str, detail: str) -> bytes:
    return json.dumps({"reason": reason, "detail": detail}).encode("ascii")


def decode(description: bytes, raw: bytes, outgoing: bytes | None) -> Verdict:
    """The verdict on `raw`. Raises `InspectionFailed` where the worker says so, ValueError where it says nothing sensible."""
    try:
        answer = json.loads(description)
        if not isinstance(answer, dict):
            return _verdict(answer, raw, outgoing)
        failure = InspectionFailed("memory" if answer["reason"] == "memory" else "crash", str(answer["detail"])[:WORDS])
    except (TypeError, KeyError, RecursionError) as error:
        raise ValueError("not an answer") from error
    raise failure


def _verdict(answer: Any, raw: bytes, outgoing: bytes | None) -> Verdict:
    action, findings, edited, policy, seconds, gist = answer
    if edited is not (outgoing is not None) or not isinstance(policy, str) or not isinstance(seconds, dict):
        raise ValueError("not a verdict")
    times = {str(stage): float(time) for stage, time in seconds.items()}
    sent = raw if outgoing is None else outgoing
    return Verdict(Action(action), tuple(map(_finding, findings)), sent, edited, policy, times, _gist(*gist))


def _gist(order_ids: Any, asks_review: Any, answers: Any, subject: Any, words: Any) -> Gist:
    flags, texts = (asks_review, answers), (*order_ids, subject, words)
    if not all(isinstance(flag, bool) for flag in flags) or not all(isinstance(text, str) for text in texts):
        raise TypeError("not a gist")
    return Gist(tuple(order_ids), asks_review, answers, subject, words)


def _finding(values: list[Any]) -> Finding:
    values[_ACTION] = Action(values[_ACTION])
    if len(values) != len(_TYPES) or not all(map(isinstance, values, _TYPES)):
        raise TypeError("not a finding")
    return Finding(*values)
