"""One message in, one verdict out: find, decide, edit, look again, prove."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from filters import weighing
from filters.agreeing import agreed
from filters.catalogue import RULES
from filters.deciding import Decision, decide, news, strongest
from filters.detect.marketplace import is_relay_address
from filters.edits import Edit
from filters.facts import Facts
from filters.finding import Action, Finding, Found
from filters.gist import gist
from filters.looking import Sighting, crash, find, idle
from filters.mail import proof, splice
from filters.mail.emptied import tidied
from filters.mail.mail import Mail
from filters.policy import Policy
from filters.rule import Rule
from filters.verdict import Gist, Verdict

PASSES = 5
"""Rounds of repairs before the message is held: a repair may uncover another, but not for ever."""


def inspect(raw: bytes, facts: Facts, policy: Policy, rules: Sequence[Rule] = RULES) -> Verdict:
    """The verdict on a message. Never raises: what fails is a finding of the family `system`, which holds.

    The findings are those of the first look, whose places are known, and what a look at the repaired message adds.
    """
    if not covered(facts, policy):
        return passed(raw, policy)
    inspection = Inspection(facts, policy, rules)
    try:
        return inspection.verdict(raw)
    except Exception as error:
        finding = inspection.decided([crash("reading the message", error)])[0].finding
        return Verdict(Action.HOLD, (finding,), raw, False, policy.digest)


def covered(facts: Facts, policy: Policy) -> bool:
    """Whether the policy speaks about this message at all. One whose recipients are not known is always inspected."""
    return policy.scope == "all" or not facts.rcpt_to or any(is_relay_address(address) for address in facts.rcpt_to)


def passed(raw: bytes, policy: Policy) -> Verdict:
    """The verdict on a message that the policy does not speak about."""
    return Verdict(Action.NOTE, (), raw, False, policy.digest)


@dataclass(frozen=True, slots=True)
class Inspection:
    """What stays the same over all looks at one message."""

    facts: Facts
    policy: Policy
    rules: Sequence[Rule]

    def verdict(self, raw: bytes) -> Verdict:
        mail = Mail.of(raw, self.facts)
        decisions = self.look(mail)
        findings = [decision.finding for decision in decisions]
        sent = mail
        if strongest(findings) is not Action.REJECT:
            sent, later = self.repaired(mail, decisions)
            findings += news(findings, later)
        action, outgoing = strongest(findings), sent.message.raw
        told = Gist() if self.unread(findings) else gist(mail, sent, action, self.policy)
        return Verdict(action, tuple(findings), outgoing, outgoing is not raw, self.policy.digest, gist=told)

    def unread(self, findings: Iterable[Finding]) -> bool:
        """Whether the message is refused for being beyond what is read: then nothing else in it is."""
        refusing = {it.rule for it in findings if it.action is Action.REJECT and not it.shadow}
        return bool(refusing) and any(rule.bound and rule.name in refusing for rule in self.rules)

    def look(self, mail: Mail) -> list[Decision]:
        active = [rule for rule in self.rules if not idle(rule, mail, self.policy)]
        beyond = self.decided(find(mail, self.facts, [rule for rule in active if rule.bound], self.policy))
        if strongest(decision.finding for decision in beyond) is Action.REJECT:
            return beyond
        return self.decided(weighing.look(mail, self.facts, self.rules, self.policy))

    def decided(self, sightings: Iterable[Sighting]) -> list[Decision]:
        return [decide(sighting, self.facts, self.policy) for sighting in sightings]

    def repaired(self, mail: Mail, decisions: list[Decision]) -> tuple[Mail, list[Finding]]:
        """The message after its repairs, and what is found in it then. With no repair: the same message, nothing new."""
        before = mail
        later: list[Finding] = []
        for _ in range(PASSES):
            edits = tidied(mail, agreed(decision.edits for decision in decisions if decision.edits))
            if not edits:
                return mail, later
            after, problem = self.edited(mail, edits)
            if after is None:
                return before, self.unsafe(problem)
            mail = after
            decisions = self.look(mail)
            later = [decision.finding for decision in decisions]
        if any(decision.edits for decision in decisions):
            later += self.unsafe(f"the repairs did not settle in {PASSES} passes")
        return mail, later

    def edited(self, mail: Mail, edits: Sequence[Edit]) -> tuple[Mail | None, str]:
        """The mail after the edits; None and the reason where it is not proven that they changed nothing else."""
        try:
            after = Mail.of(splice.apply(mail, edits), self.facts, mail)
            problem = proof.damage(mail, edits, after)
        except Exception as error:
            return None, crash("the repair", error).found.note
        return (None, problem) if problem else (after, "")

    def unsafe(self, problem: str) -> list[Finding]:
        sighting = Sighting("system/integrity", Found("structure", "", note=problem))
        return [decision.finding for decision in self.decided([sighting])]
