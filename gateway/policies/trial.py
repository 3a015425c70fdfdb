"""Tries a policy with its own `[[test]]`s: a policy that does not do what its author expects is not used."""

from __future__ import annotations

from collections.abc import Iterator

from filters.inspection import inspect
from filters.mail.mail import Mail
from filters.policy import Policy, PolicyTest
from filters.sample import SUBJECT, sample, sample_facts, shown
from filters.verdict import Verdict


def failures(policy: Policy) -> Iterator[tuple[int, str]]:
    """The number of every test that fails, and what came out instead."""
    for number, test in enumerate(policy.tests):
        for message in failure(policy, test):
            yield number, f"test[{number}]: {message}"


def failure(policy: Policy, test: PolicyTest) -> Iterator[str]:
    facts = sample_facts(test.facts, test.reply)
    raw = sample(test.text, test.html, SUBJECT if test.subject is None else test.subject)
    verdict = inspect(raw, facts, policy)
    found = names(verdict)
    if test.finds is not None and set(found) != set(test.finds):
        yield f"finds {listed(found)}, expected {listed(test.finds)}"
    parts = shown(Mail.of(verdict.outgoing, facts))
    for part, expected in test.becomes.items():
        if parts.get(part, "") != expected.removesuffix("\n"):
            yield f"{part} becomes {parts.get(part, '')!r}, expected {expected!r}"


def names(verdict: Verdict) -> list[str]:
    """The rules that found something of the seller's own, shadows included; exempted words are not found."""
    return list(dict.fromkeys(it.rule for it in verdict.findings if not it.quoted and not it.exception))


def listed(rules: list[str] | tuple[str, ...]) -> str:
    return ", ".join(rules) or "nothing"
