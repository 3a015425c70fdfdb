"""A verdict in words for the person who wrote the mail: SMTP replies and the command line."""

from __future__ import annotations

import json
from collections.abc import Sequence

from filters.catalogue import RULES
from filters.finding import Action, Finding
from filters.rule import Rule
from filters.verdict import Verdict
from filters.wording import ENGLISH, Wording

FINDINGS = 3
WORDS = 60
LINE = 450
"""Octets of one line; with the reply code it stays below the 512 of RFC 5321 4.5.3.1.5."""
_SPELLED = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss", "„": '"', "“": '"', "”": '"', "’": "'"}
)
"""How people write what ASCII lacks. A reply may hold nothing else without SMTPUTF8 (RFC 6531 3.2)."""


def rejection(verdict: Verdict, wording: Wording = ENGLISH, rules: Sequence[Rule] = RULES) -> str:
    """Why a message was refused: a line for each of the first findings, in ASCII."""
    return "\n".join(reasons(verdict, Action.REJECT, wording, rules))


def held(held_id: str, verdict: Verdict, wording: Wording = ENGLISH, rules: Sequence[Rule] = RULES) -> str:
    """That a message waits for a person and why: the id first, then a line for each of the first findings, in ASCII."""
    names = dict.fromkeys(finding.rule for finding in enforced(verdict, Action.HOLD))
    first = plain(wording.phrase("held for review as {}: {}", held_id, ", ".join(names)))
    return "\n".join((first[:LINE], *reasons(verdict, Action.HOLD, wording, rules)))


def enforced(verdict: Verdict, action: Action) -> list[Finding]:
    """The findings that brought the action about."""
    return [finding for finding in verdict.findings if finding.action is action and not finding.shadow]


def reasons(verdict: Verdict, action: Action, wording: Wording, rules: Sequence[Rule]) -> list[str]:
    findings = enforced(verdict, action)
    by_name = {rule.name: rule for rule in rules}
    lines = [reason(finding, by_name.get(finding.rule), wording) for finding in findings[:FINDINGS]]
    more = len(findings) - FINDINGS
    return [*lines, plain(wording.phrase("and {} more", str(more)))] if more > 0 else lines


def reason(finding: Finding, rule: Rule | None, wording: Wording = ENGLISH) -> str:
    """One finding: the rule, the words, what is wrong and what to write instead."""
    words = f' "{quoted(finding.words)}"' if finding.words else ""
    told = [clause for clause in (wording.note(finding.note), wording.advice(rule) if rule else "") if clause]
    return plain(f"{finding.rule}:{words} {'; '.join(told)}".rstrip())[:LINE]


def quoted(words: str) -> str:
    """The words on one line, cut to a bearable length, with everything that is not printable ASCII escaped."""
    flat = " ".join(words.replace("\x7f", " ").split())
    short = flat if len(flat) <= WORDS else f"{flat[: WORDS - 3]}..."
    return json.dumps(short)[1:-1]


def plain(text: str) -> str:
    """Printable ASCII, whatever a rule's note repeats of the message."""
    escaped = text.translate(_SPELLED).encode("ascii", "backslashreplace").decode("ascii")
    return "".join(character if character.isprintable() else "?" for character in escaped)
