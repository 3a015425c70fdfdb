"""The second half of an inspection: the policy decides about what was found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from filters.edits import Edit
from filters.facts import Facts
from filters.finding import Action, Finding
from filters.looking import Sighting
from filters.policy import Policy

IMPRINT = frozenset(("contact/email", "contact/phone", "links/external", "links/insecure"))
"""Rules whose finds are an imprint where they stand in an invoice, a delivery note, a return label or a warranty card: noted
only, as the law demands a seller's address, number and site there (RULES, Boundaries)."""


LOOKS = ("style/", "accessibility/")
"""Families that are about how a message looks, not about what it says."""


class Decision(NamedTuple):
    """A finding, and the edits it asks for: none unless its action is `fix` and is enforced."""

    finding: Finding
    edits: tuple[Edit, ...]


def decide(sighting: Sighting, facts: Facts, policy: Policy) -> Decision:
    """The policy's answer to one sighting.

    Quoted words, exempted ones and those of an imprint are noted. A repair that is asked for where there is none holds the
    message, but how it looks is not worth a person's time. What a rule is unsure of is never rejected.
    """
    rule, found = sighting
    setting = policy.settings[rule]
    exemption = policy.exemption(rule, facts, found.words)
    action = setting.action
    imprint = found.imprint and rule in IMPRINT
    if found.quoted or exemption or imprint:
        action = min(action, Action.NOTE)
    elif action is Action.FIX and not found.edits:
        action = Action.NOTE if rule.startswith(LOOKS) else Action.HOLD
    if found.unsure:
        action = min(action, Action.HOLD)
    finding = Finding(
        rule=rule,
        action=action,
        surface=found.surface,
        words=found.words,
        start=found.start,
        end=found.end,
        note=f"{found.note} in a paper that by law names its sender" if imprint else found.note,
        fix=found.fix,
        quoted=found.quoted,
        shadow=setting.shadow,
        exception=exemption.reason if exemption else "",
    )
    return Decision(finding, found.edits if action is Action.FIX and not setting.shadow else ())


def strongest(findings: Iterable[Finding]) -> Action:
    """The action for the whole message: the strongest one that is enforced, `note` where there is none."""
    return max((finding.action for finding in findings if not finding.shadow), default=Action.NOTE)


def news(first: Sequence[Finding], later: Iterable[Finding]) -> list[Finding]:
    """What a later look holds or rejects and the first did not; its place in the raw message is not known."""
    known = {(finding.rule, finding.action) for finding in first if not finding.shadow}
    return [
        replace(it, start=0, end=0, note=it.note if it.rule.startswith("system/") else f"after the repairs: {it.note}")
        for it in later
        if it.action >= Action.HOLD and not it.shadow and (it.rule, it.action) not in known
    ]
