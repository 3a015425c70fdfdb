"""What inspection costs, stage by stage and rule by rule, in one process."""

from __future__ import annotations

import statistics
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from filters.agreeing import agreed
from filters.catalogue import RULES
from filters.deciding import decide
from filters.facts import Facts
from filters.inspection import inspect
from filters.looking import Sighting, idle
from filters.mail import proof, splice
from filters.mail.mail import Mail
from filters.mail.parse import parse
from filters.policy import Policy
from filters.rule import Rule
from gateway.policies import PolicyFile
from gateway.sign.keys import Key
from gateway.sign.signer import DkimSigner
from tests.bench import gateway, messages

FACTS = Facts(mail_from=messages.SENDER.decode(), rcpt_to=(messages.RECIPIENT.decode(),))

Times = Mapping[str, float]
"""Medians in microseconds by stage, in order."""


class _Clock:
    """Times by stage, over many messages."""

    def __init__(self) -> None:
        self._seconds: defaultdict[str, list[float]] = defaultdict(list)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        started = time.perf_counter()
        yield
        self._seconds[name].append(time.perf_counter() - started)

    def medians(self) -> Times:
        return {name: statistics.median(several) * 1e6 for name, several in self._seconds.items()}


async def stages(raw: bytes, policy: Policy, signer: DkimSigner, seconds: float) -> tuple[Times, Times]:
    """(by stage, by rule), measured for about that long. The first rule that needs a text pays for preparing it."""
    whole, rules = _Clock(), _Clock()
    for number in _until(seconds):
        message = messages.fresh(raw, number)
        _by_stage(message, policy, whole, rules)
        with whole.stage("inspection in all"):
            verdict = inspect(messages.fresh(raw, -number - 1), FACTS, policy)
        with whole.stage("DKIM RSA-2048"):
            await signer.sign(verdict.outgoing, verdict.edited)
    return whole.medians(), rules.medians()


def _until(seconds: float) -> Iterator[int]:
    end = time.perf_counter() + seconds
    number = 0
    while number < 3 or time.perf_counter() < end:
        yield number
        number += 1


def _by_stage(raw: bytes, policy: Policy, whole: _Clock, rules: _Clock) -> None:
    with whole.stage("parse"):
        message = parse(raw)
    with whole.stage("surfaces"):
        mail = Mail(message, FACTS)
    with whole.stage("rules"):
        sightings = [
            sighting for rule in RULES if not idle(rule, mail, policy) for sighting in _look(rule, mail, policy, rules)
        ]
    with whole.stage("decide"):
        edits = agreed(edits for sighting in sightings if (edits := decide(sighting, FACTS, policy).edits))
    if edits:
        with whole.stage("edit"):
            outgoing = splice.apply(mail, edits)
        with whole.stage("read again"):
            after = Mail.of(outgoing, FACTS)
        with whole.stage("proof"):
            proof.damage(mail, edits, after)


def _look(rule: Rule, mail: Mail, policy: Policy, rules: _Clock) -> list[Sighting]:
    with rules.stage(rule.name):
        return [Sighting(rule.name, found) for found in rule.check(mail, FACTS, policy.settings[rule.name].options)]


async def measured(seconds: float) -> dict[str, tuple[Times, Times]]:
    """By message, under the shipped policy; the seconds are shared out among the messages."""
    policy = PolicyFile("amazon").load().site
    signer = DkimSigner([Key("seller.example", "bench", gateway.new_key())])
    kinds = messages.all_messages()
    return {name: await stages(raw, policy, signer, seconds / len(kinds)) for name, raw in kinds.items()}
