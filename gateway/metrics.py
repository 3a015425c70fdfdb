"""What is counted: a subscriber of events that keeps Prometheus metrics. `gateway.exposition` shows them."""

from __future__ import annotations

import platform
import time
from functools import singledispatchmethod

from prometheus_client import CollectorRegistry

from gateway import events as e
from gateway.families import OUTCOMES, MailFamilies, OwnFamilies, PeerFamilies
from gateway.labels import capped, code_class, code_label, verb

NAMES = 200
"""Most values of a label whose words come from the catalogue, the settings or our own code; a guard, not a limit."""


class Metrics:
    """Subscribe an instance to `Events`. Label values are bounded, and with them the number of series.

    Make it after `exposition.configure`. `version` is the program's. `policy_digest` is that of the policy in force here.
    """

    def __init__(self, registry: CollectorRegistry, version: str) -> None:
        self.mail = MailFamilies(registry)
        self.peers = PeerFamilies(registry)
        self.own = OwnFamilies(registry)
        self.policy_digest = ""
        self._name = capped(NAMES)
        self._by_type = self._count  # bound once: each look-up of it makes a function
        self.own.build.labels(version, platform.python_version()).set(1)
        self.own.policy_ok.set(1)

    def __call__(self, event: e.Event) -> None:
        """Count one event; a type that nothing is counted for changes nothing."""
        self._by_type(event)

    @singledispatchmethod
    def _count(self, event: e.Event) -> None:
        pass

    @_count.register
    def _(self, event: e.Connected) -> None:
        self.peers.connections.inc()
        self.peers.open.inc()

    @_count.register
    def _(self, event: e.Disconnected) -> None:
        self.peers.open.dec()
        self.peers.closed(self._name(event.reason)).inc()

    @_count.register
    def _(self, event: e.CommandRefused) -> None:
        self.peers.refusals(verb(event.command), code_label(event.reply.code)).inc()

    @_count.register
    def _(self, event: e.Authenticated) -> None:
        self.peers.logins("success" if event.success else "failure").inc()

    @_count.register
    def _(self, event: e.RecipientAnswered) -> None:
        code = event.reply.code
        self.peers.recipients("relay" if event.by_relay else "gateway", code_class(code), code_label(code)).inc()

    @_count.register
    def _(self, event: e.Received) -> None:
        self.mail.stages("receive").observe(event.seconds)
        self.mail.bytes("received").inc(len(event.envelope.raw))

    @_count.register
    def _(self, event: e.Inspected) -> None:
        self.mail.stages("inspect").observe(event.seconds)
        self.mail.edited.inc(event.verdict.edited)
        for finding in event.verdict.findings:
            self.mail.findings(self._name(finding.rule), str(finding.action), "yes" if finding.shadow else "no").inc()

    @_count.register
    def _(self, event: e.Held) -> None:
        self.mail.stages("hold").observe(event.seconds)

    @_count.register
    def _(self, event: e.Signed) -> None:
        self.mail.stages("sign").observe(event.seconds)

    @_count.register
    def _(self, event: e.Relayed) -> None:
        code = event.reply.code
        self.mail.stages("relay").observe(event.seconds)
        self.peers.replies(self._name(event.relay), code_class(code), code_label(code)).inc()
        if event.reply.positive:
            self.mail.bytes("relayed").inc(event.size)

    @_count.register
    def _(self, event: e.Answered) -> None:
        self.mail.stages("total").observe(event.seconds)
        self.mail.messages(event.outcome if event.outcome in OUTCOMES else "other").inc()

    @_count.register
    def _(self, event: e.Decided) -> None:
        self.mail.decisions(self._name(event.decision)).inc()

    @_count.register
    def _(self, event: e.Failed) -> None:
        self.own.failures(self._name(event.where.partition(" ")[0])).inc()

    @_count.register
    def _(self, event: e.WorkerKilled) -> None:
        self.own.kills(self._name(event.reason)).inc()

    @_count.register
    def _(self, event: e.PolicyReloaded) -> None:
        self.own.reloads("failure" if event.error else "success").inc()
        self.own.policy_ok.set(not event.error)
        if not event.error:
            self.policy_digest = event.digest
            self.own.policy_at.set(time.time())
