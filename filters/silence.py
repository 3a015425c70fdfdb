"""Why a rule did not fire on a message, told to somebody who expected it to."""

from __future__ import annotations

from collections.abc import Iterator

from filters import weighing
from filters.catalogue import RULES
from filters.deciding import decide
from filters.detect.meaning.table import CONCEPTS
from filters.facts import Facts
from filters.finding import Action, Finding
from filters.inspection import covered
from filters.linked import texts
from filters.looking import Sighting, find, idle
from filters.mail.mail import Mail
from filters.meaning import said
from filters.policy import Policy
from filters.rule import Rule

_SHOWN = 90
"""Characters of a text that are repeated."""


def silence(raw: bytes, facts: Facts, policy: Policy, rule: Rule) -> Iterator[str]:
    """Lines that tell what the rule saw, what the policy made of it and, where it saw nothing, what it read."""
    mail = Mail.of(raw, facts)
    setting = policy.settings[rule.name]
    yield f"{rule.name}: {setting.action}{' (shadow)' if setting.shadow else ''} in policy {policy.name}"
    if not covered(facts, policy):
        yield "not asked: the message has no marketplace recipient, and the policy's scope is the marketplace"
    if reason := idle(rule, mail, policy):
        yield f"not asked: {reason}"
    sightings = list(find(mail, facts, (rule,), policy))
    believed = weighing.believed(mail, facts, RULES, policy, rule)
    for sighting in sightings:
        yield f"sees {_quoted(sighting.found.words)} [{sighting.found.surface}]: {sighting.found.note}"
        if believed is not None and sighting.found not in believed:
            yield "  dropped: what is said around does not bear it out (config/model)"
            continue
        yield f"  {'; '.join(_made_of_it(sighting, decide(sighting, facts, policy).finding, rule))}"
    if not sightings:
        yield "sees nothing in what it reads:"
        yield from _read(mail, rule)


def _made_of_it(sighting: Sighting, finding: Finding, rule: Rule) -> Iterator[str]:
    yield f"action {finding.action}"
    if finding.quoted:
        yield "quoted: the buyer's own words are not held against the seller"
    if finding.exception:
        yield f"exempted: {finding.exception}"
    if sighting.found.imprint:
        yield "an imprint: the law wants it there"
    if sighting.found.unsure:
        yield "unsure: it holds at most"
    if finding.shadow:
        yield "shadow: decided and reported, not enforced"
    if finding.action is Action.FIX:
        yield f"repaired to {_quoted(finding.fix or '')}"


def _read(mail: Mail, rule: Rule) -> Iterator[str]:
    for surface in texts(mail):
        if surface.text.strip():
            yield f"  [{surface.kind}] {_quoted(surface.text)}"
    family = f"{rule.family}."
    if not rule.fixable and any(name.startswith(family) for name in CONCEPTS):
        yield f"ideas of the family {rule.family} in its sentences (config/phrases):"
        yield from _ideas(mail, family) or ("  none",)


def _ideas(mail: Mail, family: str) -> list[str]:
    named = (
        (told.sentence, sorted(name.removeprefix(family) for name in told.sentence.hits if name.startswith(family)))
        for told in said(mail)
    )
    return [f"  {_quoted(sentence.text)} ({sentence.language}): {', '.join(names)}" for sentence, names in named if names]


def _quoted(text: str) -> str:
    flat = " ".join(text.split())
    return f"“{flat if len(flat) <= _SHOWN else flat[:_SHOWN] + '…'}”"
