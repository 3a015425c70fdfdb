"""Counts of events, and that no peer can make series."""

import inspect

import pytest
from prometheus_client import CollectorRegistry, generate_latest

from gateway import events as e
from gateway.envelope import Path, Reply
from gateway.exposition import configure
from gateway.metrics import NAMES, Metrics
from tests.gateway.observed import all_events, client, envelope, verdict
from tests.gateway.test_log_line import HOSTILE


@pytest.fixture
def registry() -> CollectorRegistry:
    configure(None)
    return CollectorRegistry()


@pytest.fixture
def metrics(registry: CollectorRegistry) -> Metrics:
    return Metrics(registry, "1.2.3")


def test_the_samples_name_every_type_of_event() -> None:
    types = {kind for _, kind in inspect.getmembers(e, inspect.isclass) if issubclass(kind, e.Event) and kind is not e.Event}
    assert {type(event) for event in all_events()} == types


@pytest.mark.parametrize("event", all_events(), ids=lambda event: type(event).__name__)
def test_every_event_changes_what_is_shown(metrics: Metrics, registry: CollectorRegistry, event: e.Event) -> None:
    before = generate_latest(registry)
    metrics(event)
    assert generate_latest(registry) != before


def test_a_message_is_counted_by_outcome_rule_stage_and_size(metrics: Metrics, registry: CollectorRegistry) -> None:
    for event in (
        e.Received("1", envelope(), 0.02),
        e.Inspected("1", envelope(), verdict(), 0.01),
        e.Relayed("1", "amazon", Reply(250, "2.0.0", "ok"), 1000, 0.3),
        e.Answered("1", envelope(), "forward", Reply(250, "2.0.0", "ok"), 0.4),
    ):
        metrics(event)
    value = registry.get_sample_value
    assert value("mailsluice_messages_total", {"verdict": "forward"}) == 1
    assert value("mailsluice_messages_edited_total") == 1
    assert value("mailsluice_findings_total", {"rule": "links/external", "action": "fix", "shadow": "no"}) == 2
    assert value("mailsluice_findings_total", {"rule": "links/external", "action": "reject", "shadow": "yes"}) == 1
    assert value("mailsluice_stage_seconds_bucket", {"stage": "relay", "le": "0.25"}) == 0
    assert value("mailsluice_stage_seconds_bucket", {"stage": "relay", "le": "0.5"}) == 1
    assert value("mailsluice_stage_seconds_sum", {"stage": "total"}) == 0.4
    assert value("mailsluice_bytes_total", {"direction": "received"}) == len(envelope().raw)
    assert value("mailsluice_bytes_total", {"direction": "relayed"}) == 1000
    assert value("mailsluice_relay_replies_total", {"relay": "amazon", "code_class": "2xx", "code": "250"}) == 1


def test_a_refused_message_was_not_relayed(metrics: Metrics, registry: CollectorRegistry) -> None:
    metrics(e.Relayed("1", "amazon", Reply(451, "4.7.1", "later"), 1000, 0.3))
    assert registry.get_sample_value("mailsluice_bytes_total", {"direction": "relayed"}) == 0
    labels = {"relay": "amazon", "code_class": "4xx", "code": "451"}
    assert registry.get_sample_value("mailsluice_relay_replies_total", labels) == 1


def test_open_connections_go_up_and_down(metrics: Metrics, registry: CollectorRegistry) -> None:
    for event in (e.Connected("", client()), e.Connected("", client()), e.Disconnected("", client(), "lost")):
        metrics(event)
    assert registry.get_sample_value("mailsluice_connections_open") == 1
    assert registry.get_sample_value("mailsluice_connections_total") == 2
    assert registry.get_sample_value("mailsluice_connections_closed_total", {"reason": "lost"}) == 1


def test_a_failed_reload_keeps_the_digest_and_shows(metrics: Metrics, registry: CollectorRegistry) -> None:
    assert registry.get_sample_value("mailsluice_policy_last_reload_successful") == 1
    metrics(e.PolicyReloaded("", "first"))
    metrics(e.PolicyReloaded("", "second", "line 3: no such rule"))
    assert metrics.policy_digest == "first"
    assert registry.get_sample_value("mailsluice_policy_last_reload_successful") == 0
    assert registry.get_sample_value("mailsluice_policy_reloads_total", {"result": "failure"}) == 1
    metrics(e.PolicyReloaded("", "third"))
    assert metrics.policy_digest == "third"
    assert registry.get_sample_value("mailsluice_policy_last_reload_successful") == 1


def test_whatever_peers_send_the_number_of_series_is_bounded(metrics: Metrics, registry: CollectorRegistry) -> None:
    for number in range(3000):
        odd = Reply(number, "", f"text {number}")
        metrics(e.CommandRefused("", client(), f"V{number} x", odd))
        metrics(e.RecipientAnswered("", Path(b"a@b.example"), odd, True))
        metrics(e.Relayed("", "amazon", odd, 1, 0.1))
        metrics(e.Authenticated("", client(), f"user{number}", False))
        metrics(e.Answered("", envelope(), f"outcome {number}", odd, 0.1))
        metrics(e.Failed("", f"where {number}", f"error {number}"))
    assert len(generate_latest(registry).splitlines()) < 600 + NAMES


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_does_not_spoil_the_scrape(metrics: Metrics, registry: CollectorRegistry, text: str) -> None:
    for event in all_events(text[:10_000]):
        metrics(event)
    assert len(generate_latest(registry)) < 100_000


def test_counters_start_at_nought_so_that_the_first_step_is_seen(metrics: Metrics, registry: CollectorRegistry) -> None:
    for outcome in ("forward", "hold", "reject", "refused", "deferred"):
        assert registry.get_sample_value("mailsluice_messages_total", {"verdict": outcome}) == 0
    assert registry.get_sample_value("mailsluice_auth_total", {"result": "failure"}) == 0
