"""The first start of `serve --demo`: the shipped sample letters go through the gateway over real SMTP, and a table tells
what became of each."""

from __future__ import annotations

import asyncio
import smtplib
from importlib.resources import files
from typing import NamedTuple

import click

from filters.finding import Action, Finding
from gateway import events
from gateway.cli.common import escaped
from gateway.settings import Settings

SENDER = "service@seller.example"
BUYER = "k3l9x2m4p7q8r5t@marketplace.amazon.de"
_MARK = ".samples-sent"
_WIDTH = 46


class Recorder:
    """Remembers the findings of the message inspected last: a subscriber of events."""

    def __init__(self) -> None:
        self.findings: tuple[Finding, ...] = ()

    def __call__(self, event: events.Event) -> None:
        if isinstance(event, events.Inspected):
            self.findings = event.verdict.findings


class Row(NamedTuple):
    letter: str
    verdict: str
    rules: str
    changed: str


async def greet(address: tuple[str, int], recorder: Recorder, settings: Settings) -> None:
    """Send the letters once in the life of a state directory, and print the table."""
    mark = settings.base / _MARK
    if mark.exists():
        return
    rows = []
    for letter in sorted(files("config").joinpath("samples").iterdir(), key=lambda it: it.name):
        code, text = await asyncio.to_thread(_send, address, letter.read_bytes())
        rows.append(_row(letter.name, code, text, recorder.findings))
    mark.touch()
    click.echo(table(rows))
    click.echo("\nLook further: mailsluice held list · mailsluice captured show --last · mailsluice explain RULE")


def _send(address: tuple[str, int], raw: bytes) -> tuple[int, str]:
    """The reply to one letter, by the standard library's client."""
    try:
        with smtplib.SMTP(*address, timeout=60) as client:
            client.sendmail(SENDER, [BUYER], raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
            return 250, ""
    except smtplib.SMTPResponseException as error:
        return error.smtp_code, _text(error.smtp_error)


def _text(reply: bytes | str) -> str:
    return reply.decode("utf-8", "replace") if isinstance(reply, bytes) else reply


def _row(name: str, code: int, text: str, findings: tuple[Finding, ...]) -> Row:
    told = [finding for finding in findings if not finding.quoted]
    strongest = max((finding.action for finding in told), default=Action.NOTE)
    verdict = {Action.REJECT: f"rejected {code}", Action.HOLD: "held"}.get(
        strongest, "sent" if code == 250 else f"refused {code}"
    )
    rules = ", ".join(dict.fromkeys(finding.rule for finding in told if finding.action >= Action.FIX))
    changed = "; ".join(_change(finding) for finding in told if finding.action is Action.FIX and strongest < Action.HOLD)
    held = "; ".join(dict.fromkeys(finding.note for finding in told if finding.action is Action.HOLD))
    reasons = " ".join(text.split()) if code >= 500 else changed or held
    return Row(name.removesuffix(".eml"), verdict, rules or "-", reasons or "nothing")


def _change(finding: Finding) -> str:
    words = " ".join(finding.words.split())
    if not words:
        return f"{finding.note}: mended"
    return f"“{words[:40]}” → “{finding.fix}”" if finding.fix else f"“{words[:40]}” removed"


def table(rows: list[Row]) -> str:
    """Aligned columns; what is long goes on in the next line."""
    heads = Row("letter", "verdict", "rules", "what changed, or why not sent")
    widths = [max(len(row[column]) for row in (heads, *rows)) for column in range(2)]
    lines = []
    for row in (heads, *rows):
        cells = [_wrapped(row.rules, 36), _wrapped(row.changed, _WIDTH)]
        for number in range(max(map(len, cells))):
            first = (row.letter, row.verdict) if number == 0 else ("", "")
            rest = [cell[number] if number < len(cell) else "" for cell in cells]
            lines.append(f"{first[0]:{widths[0]}}  {first[1]:{widths[1]}}  {rest[0]:36}  {rest[1]}".rstrip())
    return escaped("\n".join(lines))


def _wrapped(text: str, width: int) -> list[str]:
    lines, line = [], ""
    for word in text.split():
        if line and len(line) + 1 + len(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return [*lines, line]
