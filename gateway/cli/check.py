"""`mailsluice check`: what would happen to a message. A contract for other programs; see --help."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
from pydantic import TypeAdapter, ValidationError

from filters.catalogue import RULES
from filters.facts import Facts
from filters.finding import Action, Finding
from filters.inspection import inspect
from filters.verdict import Verdict
from gateway.cli.common import config_option, escaped, fail, load_policy, settings_of

_ADVICE = {rule.name: rule.advice for rule in RULES}
_FACTS = TypeAdapter(Facts)


@click.command()
@config_option
@click.option("--policy", "which", help="A policy's name or a .toml file; default: that of the settings.")
@click.option(
    "--facts", "facts_file", type=click.Path(path_type=Path), help="JSON object of facts, such as reply or order_ids."
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Write each message as it would be sent here.")
@click.argument("paths", nargs=-1, required=True)
def check(
    config: Path | None, which: str | None, facts_file: Path | None, form: str, out: Path | None, paths: tuple[str, ...]
) -> None:
    """Inspect messages: .eml files, directories of them, or - for standard input.

    With --format json one JSON object in ASCII a line and file: file, action (forward, hold, reject), edited, policy (digest),
    findings: rule, action, surface, words, start, end (bytes in the file), quoted, note, fix (what it became, or null).
    A file with LF line ends only is read as a mail client would send it. Exit code: 0 all are forwarded, 1 something is
    held or rejected, 2 usage or a file that cannot be read.
    """
    policy = load_policy(settings_of(config), which)
    facts = _facts(facts_file)
    if out:
        out.mkdir(parents=True, exist_ok=True)
    everything_passes = True
    for number, (name, raw) in enumerate(_messages(paths), 1):
        letter = Letter(raw)
        verdict = inspect(letter.wire, facts, policy)
        everything_passes &= verdict.outcome == "forward"
        click.echo(_json(name, letter, verdict) if form == "json" else _text(name, verdict))
        if out:
            stem = Path(name).name if name != "-" else "stdin.eml"
            target = out / stem
            (target if not target.exists() else out / f"{number}-{stem}").write_bytes(letter.as_file(verdict.outgoing))
    raise SystemExit(0 if everything_passes else 1)


class Letter:
    """A message file and the bytes a client would send for it: LF line ends become CRLF (RFC 5321 2.3.8)."""

    def __init__(self, raw: bytes) -> None:
        self.unix = b"\r" not in raw and b"\n" in raw
        self.wire = raw.replace(b"\n", b"\r\n") if self.unix else raw

    def offset(self, wire: int) -> int:
        """A byte's place in the file, given its place on the wire."""
        return wire - self.wire.count(b"\r", 0, wire) if self.unix else wire

    def as_file(self, outgoing: bytes) -> bytes:
        """What would be sent, with the file's own line ends."""
        return outgoing.replace(b"\r\n", b"\n") if self.unix else outgoing


def _messages(paths: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    for path in paths:
        if path == "-":
            yield "-", sys.stdin.buffer.read()
            continue
        try:
            files = sorted(p for p in Path(path).rglob("*.eml") if p.is_file()) if Path(path).is_dir() else [Path(path)]
            if not files:
                fail(f"{path}: there is no .eml file in this directory")
            yield from ((str(file), file.read_bytes()) for file in files)
        except OSError as error:
            fail(f"{error.filename or path}: {error.strerror}")


def _facts(path: Path | None) -> Facts:
    now = datetime.now(UTC)
    if path is None:
        return Facts(now=now)
    try:
        data = json.loads(path.read_text("utf-8"))
        if not isinstance(data, dict):
            raise ValueError("expected a JSON object")
        return _made(data, now)
    except (OSError, ValueError, TypeError) as error:
        fail(f"{path}: {error}")


def _made(data: dict[str, Any], now: datetime) -> Facts:
    """Raises ValueError for a fact that is unknown or of another type: taken as it is, it could mean anything."""
    unknown = sorted(set(data) - {field.name for field in fields(Facts)})
    if unknown:
        known = ", ".join(sorted(field.name for field in fields(Facts)))
        raise ValueError(f"unknown fact {unknown[0]}; known are {known}")
    try:
        return _FACTS.validate_json(json.dumps({"now": now.isoformat(), **data}), strict=True)
    except ValidationError as error:
        problem = error.errors()[0]
        raise ValueError(f"{'.'.join(map(str, problem['loc']))}: {problem['msg']}") from None


def _json(name: str, letter: Letter, verdict: Verdict) -> str:
    findings = [_finding(letter, finding) for finding in verdict.findings]
    told = {"file": name, "action": verdict.outcome, "edited": verdict.edited, "policy": verdict.policy, "findings": findings}
    return json.dumps(told)


def _finding(letter: Letter, finding: Finding) -> dict[str, object]:
    told: dict[str, object] = {
        "rule": finding.rule,
        "action": str(finding.action),
        "surface": finding.surface,
        "words": finding.words,
        "start": letter.offset(finding.start),
        "end": letter.offset(finding.end),
        "quoted": finding.quoted,
        "note": finding.note,
        "fix": finding.fix if finding.action is Action.FIX else None,
    }
    return told | ({"shadow": True} if finding.shadow else {}) | ({"exception": finding.exception} if finding.exception else {})


def _text(name: str, verdict: Verdict) -> str:
    lines = [f"{name}: {verdict.outcome}{', edited' if verdict.edited else ''}"]
    for finding in verdict.findings:
        words = " ".join(finding.words.split())[:100] or _shown(finding.words)
        fix = f" -> “{_shown(finding.fix)}”" if finding.action is Action.FIX and finding.fix is not None else ""
        marks = "".join(f" ({mark})" for mark in ("quoted", "shadow") if getattr(finding, mark))
        lines.append(f"  {finding.action!s:6} {finding.rule} [{finding.surface}]{marks} “{words}”{fix}: {finding.note}")
        if finding.action >= Action.HOLD:
            lines.append(f"         {_ADVICE.get(finding.rule, '')}")
    return escaped("\n".join(lines))


def _shown(text: str) -> str:
    """On one line, so that line breaks can be seen."""
    return text.replace("\n", "\\n")
