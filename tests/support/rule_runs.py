"""Runs one rule alone on a message written down in a few words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from filters.facts import Earlier, Facts
from filters.inspection import inspect
from filters.policy import Layer, Policy
from filters.rule import Rule
from filters.rules.system import crash, integrity, timeout
from filters.sample import SENDER, sample, sample_facts
from filters.verdict import Verdict
from filters.wording import ENGLISH, WORDINGS

SYSTEM = (crash.RULE, timeout.RULE, integrity.RULE)
TRANSLATED = [wording for wording in WORDINGS.values() if wording is not ENGLISH]


def facts_of(given: Mapping[str, Any] | None = None, reply: bool = False) -> Facts:
    """The facts of a sample, with those given put over them: one approved sender, recipients known from its To alone."""
    values = {name: _fact(name, value) for name, value in (given or {}).items()}
    return sample_facts({"senders": (SENDER,), "rcpt_to": (), **values}, reply)


def _fact(name: str, value: Any) -> Any:
    if name == "earlier":
        return tuple(Earlier(**{**it, "order_ids": tuple(it.get("order_ids", ()))}) for it in value)
    return tuple(value) if isinstance(value, list) else value


def policy_of(rule: Rule, options: Mapping[str, Any] | None = None) -> Policy:
    """A policy of this rule alone: it repairs where it can and holds where it cannot, whatever its default."""
    family, name = rule.name.split("/", 1)
    data: dict[str, Any] = {family: {name: "fix" if rule.fixable else "hold", "options": {name: dict(options or {})}}}
    return Policy.from_data([Layer(rule.name, data)], rules=(rule, *SYSTEM))


def run(rule: Rule, raw: bytes, facts: Facts, options: Mapping[str, Any] | None = None) -> tuple[list[str], Verdict]:
    """The words that the rule finds of the seller's own, and the verdict. A rule that fails fails the test."""
    policy = policy_of(rule, options)
    verdict = inspect(raw, facts, policy, (rule, *SYSTEM))
    failed = [finding.note for finding in verdict.findings if finding.rule.startswith("system/")]
    assert not failed, failed
    untold = [it.note for it in verdict.findings for wording in TRANSLATED if it.note and not wording.known(it.note)]
    assert not untold, f"no translation in config/wording: {untold}"
    return [finding.words for finding in verdict.findings if not finding.quoted], verdict


def message(kind: str, text: str) -> bytes:
    r"""The message of one line under *Example* or *Allowed* in a rule's manual.

    text, html, subject  that part; the subject is one with an order id where none is given
    bare                 a text under a subject without an order id
    subject+text, alternative (text and HTML)   two parts with ` | ` between them
    headers              one header field of an everyday message
    raw                  a whole message with \r\n and other escapes written out
    """
    first, _, second = text.partition(" | ")
    if kind in ("text", "html", "subject"):
        return sample(**{"text": "Hello.", kind: text} if kind == "subject" else {kind: text})
    if kind == "bare":
        return sample(text, subject="Your parcel")
    if kind == "subject+text":
        return sample(second, subject=first)
    if kind == "alternative":
        return sample(first, second)
    if kind == "headers":
        name, _, value = text.partition(": ")
        return sample("Hello.", headers={name: value})
    assert kind == "raw", f"a manual's line cannot begin with {kind!r}"
    return unescaped(text)


def unescaped(text: str) -> bytes:
    r"""UTF-8 with escapes such as `\r\n` and `\xff` made the bytes they stand for."""
    return text.encode("utf-8").decode("unicode_escape").encode("latin-1")


def finds(rule: Rule, kind: str, text: str) -> list[str]:
    """What the rule finds in a line of its manual."""
    return run(rule, message(kind, text), facts_of())[0]
