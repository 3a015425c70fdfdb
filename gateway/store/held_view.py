"""A held message as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from filters.finding import Finding
from gateway.envelope import Path
from gateway.store.held_message import HeldMessage, HeldSummary
from gateway.store.outline import Outline, outline

Lines = Iterator[tuple[str, str]]


def held_view(message: HeldMessage) -> str:
    """Envelope, headers, attachments, defects and findings of a held message; never its body."""
    read = outline(message.envelope.raw)
    sections = (
        ("", _envelope(message)),
        ("Headers", iter(read.headers)),
        ("Attachments", _attachments(read)),
        ("Defects", (("", text) for text in read.defects)),
        ("Findings", (_finding(finding) for finding in message.verdict.findings)),
    )
    return "\n".join(text for title, lines in sections if (text := _section(title, lines)))


def shown(text: str) -> str:
    """Text that cannot steer a terminal or hide: control, format and direction characters are spelled out."""
    return "".join(char if char.isprintable() else f"\\u{{{ord(char):x}}}" for char in text)


def _section(title: str, lines: Lines) -> str:
    indent = "  " if title else ""
    body = "".join(f"{indent}{shown(name)}{': ' if name else ''}{shown(text)}\n" for name, text in lines)
    return f"{title}\n{body}" if title and body else body


def _envelope(message: HeldMessage) -> Lines:
    listed, client = message.summary, message.envelope.client
    yield "Id", listed.id
    yield "State", _state(message)
    yield "Held at", listed.held_at.isoformat(sep=" ", timespec="seconds")
    yield "Client", " ".join(filter(None, (client.ip, client.helo, client.login)))
    yield "From", _path(listed.mail_from)
    for recipient in listed.rcpt_to:
        yield "To", _path(recipient)
    yield "Size", f"{listed.size} bytes"
    yield "When released", "sent with the repairs below" if message.verdict.edited else "sent as it came"
    yield "Policy", message.verdict.policy
    yield from _decision(listed)


def _decision(listed: HeldSummary) -> Lines:
    if listed.decided_by and listed.decided_at:
        yield "Decided", f"by {listed.decided_by}, {listed.decided_at.isoformat(sep=' ', timespec='seconds')}"
    if listed.reason:
        yield "Reason", listed.reason
    if listed.reply:
        yield "Relay", f"{listed.reply.code} {listed.reply.enhanced} {listed.reply.text}"


def _state(message: HeldMessage) -> str:
    stuck = " (stuck: find out whether the relay has it, then return it)" if message.summary.stuck else ""
    damaged = "" if message.intact else " (DAMAGED: the stored bytes have changed, it cannot be released)"
    return f"{message.summary.state}{stuck}{damaged}"


def _path(path: Path) -> str:
    return " ".join(raw.decode("utf-8", "backslashreplace") for raw in (b"<" + path.address + b">", *path.params))


def _attachments(read: Outline) -> Lines:
    return ((name or "(no name)", kind) for name, kind in read.attachments)


def _finding(finding: Finding) -> tuple[str, str]:
    words = f' "{finding.words}"' if finding.words else ""
    fix = "" if finding.fix is None else f' -> "{finding.fix}"'
    note = f" ({finding.note})" if finding.note else ""
    flags = "".join(f" [{flag}]" for flag, on in (("shadow", finding.shadow), ("quoted", finding.quoted)) if on)
    return f"{finding.action} {finding.rule}", f"{finding.surface}{words}{fix}{note}{flags}"
