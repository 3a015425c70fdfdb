"""The metric families, each with its name, help and labels. `gateway.metrics` counts in them, grafana/README.md lists them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from typing import TypeVar

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 600)
LAG = (0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)
OUTCOMES = ("forward", "hold", "reject", "refused", "deferred", "repeated")
STAGES = ("receive", "inspect", "hold", "sign", "relay", "total")

Family = TypeVar("Family", Counter, Histogram)


class MailFamilies:
    """Messages and what was found in them."""

    def __init__(self, registry: CollectorRegistry) -> None:
        counter = partial(Counter, registry=registry)
        self.messages = _labelled(
            counter("mailsluice_messages_total", "Messages answered, by outcome.", ["verdict"]), *OUTCOMES
        )
        self.edited = counter("mailsluice_messages_edited_total", "Messages that rules repaired.")
        self.findings = _labelled(
            counter(
                "mailsluice_findings_total", "Findings, by rule and what policy made of them.", ["rule", "action", "shadow"]
            )
        )
        self.stages = _labelled(
            Histogram("mailsluice_stage_seconds", "Time by stage.", ["stage"], registry=registry, buckets=SECONDS), *STAGES
        )
        self.bytes = _labelled(
            counter("mailsluice_bytes_total", "Message bytes received and relayed.", ["direction"]), "received", "relayed"
        )
        self.decisions = _labelled(counter("mailsluice_decisions_total", "Held messages decided by a person.", ["decision"]))


class PeerFamilies:
    """Clients on one side, relays on the other."""

    def __init__(self, registry: CollectorRegistry) -> None:
        counter = partial(Counter, registry=registry)
        self.open = Gauge(
            "mailsluice_connections_open", "Client connections now.", registry=registry, multiprocess_mode="livesum"
        )
        self.connections = counter("mailsluice_connections_total", "Client connections.")
        self.closed = _labelled(
            counter("mailsluice_connections_closed_total", "Client connections ended, by reason.", ["reason"]),
            *("quit", "lost", "timeout", "limit", "error", "shutdown"),
        )
        self.refusals = _labelled(
            counter("mailsluice_refusals_total", "Commands and connections refused (CONNECT).", ["command", "code"])
        )
        self.logins = _labelled(counter("mailsluice_auth_total", "Logins tried, by result.", ["result"]), "success", "failure")
        self.recipients = _labelled(counter("mailsluice_recipients_total", "Answers to RCPT.", ["by", "code_class", "code"]))
        self.replies = _labelled(
            counter("mailsluice_relay_replies_total", "Relays' final replies to messages.", ["relay", "code_class", "code"])
        )


class OwnFamilies:
    """The gateway itself."""

    def __init__(self, registry: CollectorRegistry) -> None:
        counter = partial(Counter, registry=registry)
        gauge = partial(Gauge, registry=registry, multiprocess_mode="livemin")
        self.kills = _labelled(
            counter("mailsluice_worker_kills_total", "Inspection workers killed.", ["reason"]), "timeout", "memory", "crash"
        )
        self.failures = _labelled(counter("mailsluice_failures_total", "Faults of the gateway itself.", ["where"]))
        self.reloads = _labelled(
            counter("mailsluice_policy_reloads_total", "Policy loads, by result.", ["result"]), "success", "failure"
        )
        self.policy_ok = gauge(
            "mailsluice_policy_last_reload_successful", "0 where a policy failed to load and an older one stays."
        )
        self.policy_at = gauge("mailsluice_policy_last_success_timestamp_seconds", "When a policy was last loaded.")
        self.build = gauge("mailsluice_build_info", "Always 1.", ["version", "python"])
        self.log_lines_lost = counter("mailsluice_log_lines_lost_total", "Log lines that could not be written.")
        self.report_errors = counter("mailsluice_report_errors_total", "Events a subscriber failed on.")
        self.loop_lag = Histogram(
            "mailsluice_event_loop_lag_seconds", "How late the event loop runs.", registry=registry, buckets=LAG
        )


def _labelled(family: Family, *first: str) -> Callable[..., Family]:
    """The family's children by label values, remembered. Those in `first` start at 0, so that a rate sees their first step."""
    child = cache(family.labels)
    for value in first:
        child(value)
    return child
