"""What the log says of each event, and what it never says."""

import json

import pytest

from gateway import events as e
from gateway.envelope import Reply
from gateway.log import EventLog
from gateway.log_line import LIMIT
from tests.gateway.observed import NOW, SECRETS, all_events, client, envelope, verdict
from tests.gateway.test_log_line import HOSTILE


def logged(*events: e.Event, level: str = "debug") -> list[dict[str, object]]:
    lines: list[bytes] = []
    log = EventLog(lines.append, level, NOW.timestamp)
    for event in events:
        log(event)
    return [json.loads(line) for line in lines]


def test_every_event_has_an_entry_of_its_own() -> None:
    assert len({entry["event"] for entry in logged(*all_events())}) == len({type(event) for event in all_events()})
    assert all(len(entry) > 4 for entry in logged(*all_events()))


def test_no_body_subject_password_or_found_word_is_logged() -> None:
    text = json.dumps(logged(*all_events()))
    assert not [secret for secret in SECRETS if secret in text]


def test_our_own_reply_text_is_not_logged_because_it_quotes_what_was_found() -> None:
    refusal = Reply(550, "5.7.1", "links/external: found-secret")
    entries = logged(e.Answered("1", envelope(), "reject", refusal, 0.1), e.CommandRefused("", client(), "DATA", refusal))
    assert "found-secret" not in json.dumps(entries)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_fields_stay_one_bounded_line_each(text: str) -> None:
    lines: list[bytes] = []
    log = EventLog(lines.append, "debug", NOW.timestamp)
    for event in all_events(text):
        log(event)
    assert len(lines) == len(all_events())
    assert all(len(line) <= LIMIT and line.count(b"\n") == 1 for line in lines)
    assert all(json.loads(line)["ts"] for line in lines)


def test_a_message_is_told_by_envelope_rules_and_codes() -> None:
    received, inspected, answered = logged(
        e.Received("1", envelope(), 0.02),
        e.Inspected("1", envelope(), verdict(), 0.01),
        e.Answered("1", envelope(), "forward", Reply(250, "2.0.0", "ok"), 0.4),
    )
    assert received["mail_from"] == "a@shop.example"
    assert received["size"] == len(envelope().raw)
    assert inspected["rules"] == {"links/external": 2}
    assert inspected["shadow_rules"] == {"links/external": 1}
    assert inspected["surfaces"] == {"html": 2}
    assert (answered["outcome"], answered["code"], answered["enhanced"], answered["id"]) == ("forward", 250, "2.0.0", "1")


def test_credentials_sent_as_a_command_are_not_logged() -> None:
    entries = logged(
        *(e.CommandRefused("", client(), line, Reply(500, "5.5.2", "")) for line in ("AUTH PLAIN c2VjcmV0", "c2VjcmV0"))
    )
    assert [entry["command"] for entry in entries] == ["AUTH", "other"]


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (
            "(sqlite3.OperationalError) disk full\n[SQL: INSERT]\n[parameters: (body-secret)]",
            "(sqlite3.OperationalError) disk full",
        ),
        ("UnicodeEncodeError('ascii', 'body-secret', 0, 1, 'ordinal not in range')", "UnicodeEncodeError("),
        ("[Errno 28] No space left on device: '/var/lib/mailsluice'", "[Errno 28] No space left on device: "),
    ],
)
def test_values_in_an_error_s_text_are_not_logged(error: str, told: str) -> None:
    assert logged(e.Failed("1", "store", error))[0]["error"] == told


def test_the_level_is_the_lowest_one_logged() -> None:
    events = (
        e.Connected("", client()),
        e.Held("1", envelope(), "h1", 0.1),
        e.WorkerKilled("1", "timeout"),
        e.Failed("1", "store", "x"),
    )
    assert [len(logged(*events, level=level)) for level in ("debug", "info", "warning", "error")] == [4, 3, 2, 1]


def test_an_unknown_event_tells_only_its_name_and_id() -> None:
    class Novel(e.Event):
        secret = "body-secret"

    entry = logged(Novel("1"))[0]
    assert entry == {"ts": "2026-05-04T12:30:00.000Z", "level": "info", "event": "novel", "id": "1"}
