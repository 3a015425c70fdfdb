"""A page for people: what was written, found, decided and sent, in order. No scripts, nothing loaded, everything escaped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from html import escape
from typing import Any

from filters.facts import Facts
from filters.mail.mail import Mail
from gateway.evidence.record import Record
from gateway.store.audit import Head, canonical

_MOST = 20_000
"""Characters of a text that are shown; the files hold all of it."""
_STYLE = """
body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b;background:#fff}
h1{font-size:1.5rem}
h2{font-size:1.15rem;border-top:1px solid #bbb;padding-top:1rem;margin-top:2rem}
table{border-collapse:collapse;width:100%;margin:.5rem 0}
th,td{text-align:left;vertical-align:top;padding:.25rem .6rem;border:1px solid #ccc}
pre{white-space:pre-wrap;overflow-wrap:anywhere;background:#f4f4f4;padding:.6rem}
code{overflow-wrap:anywhere}
"""


def summary(about: str, made: datetime, by: str, records: Sequence[Record], head: Head) -> str:
    """The page."""
    parts = [
        "<!doctype html><html lang=en><head><meta charset=utf-8>",
        "<meta http-equiv=Content-Security-Policy content=\"default-src 'none'; style-src 'unsafe-inline'\">",
        f"<title>Evidence: {_shown(about)}</title><style>{_STYLE}</style></head><body>",
        f"<h1>Evidence: {_shown(about)}</h1>",
        f"<p>Made {made:%Y-%m-%d %H:%M:%S %Z} by {_shown(by)}. {len(records)} messages. Audit trail up to entry {head.seq}, ",
        f"<code>{head.hash}</code>.</p>",
        *(part for number, record in enumerate(records, 1) for part in _message(number, record)),
        "</body></html>\n",
    ]
    return "".join(parts)


def _message(number: int, record: Record) -> Iterator[str]:
    sent, waiting = record.data.get("message", {}), record.data.get("held", {})
    subject = sent.get("subject") or waiting.get("subject") or "(no subject)"
    yield f"<h2>{number}. {_shown(subject)}</h2>"
    yield _table(
        ("Message", record.id),
        ("Received", f"{record.at:%Y-%m-%d %H:%M:%S %Z}"),
        ("Account", sent.get("account") or waiting.get("account")),
        ("Sender", sent.get("sender") or waiting.get("sender")),
        ("Buyer", sent.get("buyer") or waiting.get("buyer")),
        ("Outcome", sent.get("outcome") or waiting.get("state")),
        ("Relay", _reply(sent.get("reply") or waiting.get("reply"))),
        ("Decided", f"{waiting['decided_by']}, {waiting['decided_at']}" if waiting.get("decided_by") else None),
        ("Reason", waiting.get("note") or waiting.get("reason")),
        ("Policy", sent.get("policy") or waiting.get("policy")),
    )
    yield from _findings(waiting.get("verdict", {}).get("findings", ()), sent.get("rules", ()))
    yield from _texts(record)
    yield from (
        f"<p><b>{_shown(it['by'])}</b>, {_shown(it['at'])}: {_shown(it['text'])}</p>" for it in record.data.get("comments", ())
    )
    yield from _trail(record)


def _findings(findings: Sequence[dict[str, Any]], rules: Sequence[Sequence[Any]]) -> Iterator[str]:
    if findings:
        rows = (
            f"<tr><td>{_shown(it['rule'])}<td>{_shown(it['action'])}<td>{_shown(it['words'])}<td>{_shown(it['note'])}"
            for it in findings
        )
        yield f"<table><tr><th>Rule<th>Action<th>Words<th>What{''.join(rows)}</table>"
    elif rules:
        rows = (f"<tr><td>{_shown(rule)}<td>{_shown(action)}{' (shadow)' if shadow else ''}" for rule, action, shadow in rules)
        yield f"<table><tr><th>Rule<th>Action{''.join(rows)}</table>"


def _texts(record: Record) -> Iterator[str]:
    for name, content in record.content.items():
        texts = "\n\n".join(surface.text for surface in Mail.of(content, Facts()).of_kind("subject", "text", "html"))
        cut = " (beginning)" if len(texts) > _MOST else ""
        yield f"<h3>{escape(name)}{cut}</h3><pre>{_shown(texts[:_MOST])}</pre>"


def _trail(record: Record) -> Iterator[str]:
    if record.entries:
        yield "<table><tr><th>Entry<th>When<th>Who<th>What<th>Detail"
        for it in record.entries:
            yield f"<tr><td>{it.seq}<td>{it.at:%Y-%m-%d %H:%M:%S}<td>{_shown(it.actor)}<td>{_shown(it.action)}"
            yield f"<td><code>{_shown(canonical(it.detail))}</code>"
        yield "</table>"


def _table(*rows: tuple[str, Any]) -> str:
    return f"<table>{''.join(f'<tr><th>{name}<td>{_shown(value)}' for name, value in rows if value)}</table>"


def _reply(reply: dict[str, Any] | None) -> str:
    return f"{reply['code']} {reply['enhanced']} {reply['text']}" if reply else ""


def _shown(value: object) -> str:
    """Escaped, with what hides or reorders letters spelled out."""
    text = "".join(c if c.isprintable() or c == "\n" else f"\\u{{{ord(c):x}}}" for c in str(value))
    return escape(text, quote=True)
