"""What is logged: a subscriber of events. Each event's fields are chosen here one by one, so content cannot slip in.

Never logged: a message's bytes or subject, words a rule found, a password, what a client sent where a command was due,
our reply's text (a refusal quotes the words it is about). The relay's own text and envelope addresses are.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable
from functools import singledispatch

from gateway import events as e
from gateway.envelope import Client, Reply
from gateway.labels import verb
from gateway.log_line import line

LEVELS = ("debug", "info", "warning", "error")
Fields = dict[str, object]
Entry = tuple[str, str, Fields]
"""Level, event name, fields."""


class EventLog:
    """Subscribe an instance to `Events`. `write` takes whole lines (`LogWriter.write`); `level` is the lowest one logged.

    `now` gives seconds since the epoch.
    """

    def __init__(self, write: Callable[[bytes], None], level: str = "info", now: Callable[[], float] = time.time) -> None:
        self._write = write
        self._levels = frozenset(LEVELS[LEVELS.index(level) :])
        self._now = now

    def __call__(self, event: e.Event) -> None:
        level, name, fields = entry(event)
        if level in self._levels:
            self._write(line(self._now(), level, name, {"id": event.id} | fields))


@singledispatch
def entry(event: e.Event) -> Entry:
    """What the log says of an event; of a type that is not known here, no more than its name."""
    return "info", type(event).__name__.lower(), {}


@entry.register
def _(event: e.Connected) -> Entry:
    return "debug", "connected", _client(event.client)


@entry.register
def _(event: e.Disconnected) -> Entry:
    return "debug" if event.reason == "quit" else "info", "disconnected", _client(event.client) | {"reason": event.reason}


@entry.register
def _(event: e.CommandRefused) -> Entry:
    return "warning", "command_refused", _client(event.client) | {"command": verb(event.command)} | _codes(event.reply)


@entry.register
def _(event: e.Authenticated) -> Entry:
    fields = _client(event.client) | {"login": event.username, "success": event.success}
    return "info" if event.success else "warning", "authenticated", fields


@entry.register
def _(event: e.RecipientAnswered) -> Entry:
    fields = {"recipient": _address(event.recipient.address), "by": "relay" if event.by_relay else "gateway"} | _codes(
        event.reply
    )
    return "info", "recipient_answered", fields | ({"relay_text": event.reply.text} if event.by_relay else {})


@entry.register
def _(event: e.Received) -> Entry:
    envelope = event.envelope
    fields: Fields = {
        "mail_from": _address(envelope.mail_from.address),
        "rcpt_to": [_address(path.address) for path in envelope.rcpt_to],
        "size": len(envelope.raw),
        "seconds": event.seconds,
    }
    return "info", "received", _client(envelope.client) | fields


@entry.register
def _(event: e.Inspected) -> Entry:
    verdict = event.verdict
    enforced = [finding for finding in verdict.findings if not finding.shadow]
    fields: Fields = {
        "verdict": verdict.outcome,
        "edited": verdict.edited,
        "rules": _counts(finding.rule for finding in enforced),
        "shadow_rules": _counts(finding.rule for finding in verdict.findings if finding.shadow),
        "surfaces": _counts(finding.surface for finding in enforced),
        "policy": verdict.policy,
        "seconds": event.seconds,
    }
    return "info", "inspected", fields


@entry.register
def _(event: e.Held) -> Entry:
    return "info", "held", {"held_id": event.held_id, "seconds": event.seconds}


@entry.register
def _(event: e.Signed) -> Entry:
    return "info", "signed", {"domains": list(event.domains), "seconds": event.seconds}


@entry.register
def _(event: e.Relayed) -> Entry:
    fields: Fields = {"relay": event.relay, "relay_text": event.reply.text, "size": event.size, "seconds": event.seconds}
    return "info" if event.reply.positive else "warning", "relayed", fields | _codes(event.reply)


@entry.register
def _(event: e.Answered) -> Entry:
    fields: Fields = {"outcome": event.outcome, "seconds": event.seconds}
    return "info", "answered", fields | _codes(event.reply)


@entry.register
def _(event: e.Decided) -> Entry:
    fields: Fields = {"decision": event.decision, "by": event.by}
    return "info", "decided", fields | (_codes(event.reply) if event.reply else {})


@entry.register
def _(event: e.Failed) -> Entry:
    # What follows a quote or a line end may be a value: a database driver's parameters are the message itself.
    return "error", "failed", {"where": event.where, "error": re.split(r"['\"\n]", event.error, maxsplit=1)[0]}


@entry.register
def _(event: e.WorkerKilled) -> Entry:
    return "warning", "worker_killed", {"reason": event.reason}


@entry.register
def _(event: e.PolicyReloaded) -> Entry:
    return "error" if event.error else "info", "policy_reloaded", {"digest": event.digest, "error": event.error}


def _client(client: Client) -> Fields:
    return {"ip": client.ip, "port": client.port, "helo": client.helo, "login": client.login, "tls": client.tls}


def _codes(reply: Reply) -> Fields:
    return {"code": reply.code, "enhanced": reply.enhanced}


def _address(address: bytes) -> str:
    return address.decode("utf-8", "backslashreplace")


def _counts(words: Iterable[str]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for word in words:
        counts[word] = counts.get(word, 0) + 1
    return counts
