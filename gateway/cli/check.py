"""`mailsluice check`: what would happen to a message. A contract for other programs; see --help."""

from __future__ import annotations

import json
from pathlib import Path

import click

from filters.catalogue import BY_NAME
from filters.finding import Action, Finding
from filters.inspection import inspect
from filters.verdict import Verdict
from filters.wording import WORDINGS, Wording
from gateway.cli.common import config_option, escaped, load_policy, settings_of
from gateway.cli.letters import Letter, facts_in, messages


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
    facts = facts_in(facts_file)
    if out:
        out.mkdir(parents=True, exist_ok=True)
    everything_passes = True
    for number, (name, raw) in enumerate(messages(paths), 1):
        letter = Letter(raw)
        verdict = inspect(letter.wire, facts, policy)
        everything_passes &= verdict.outcome == "forward"
        click.echo(_json(name, letter, verdict) if form == "json" else _text(name, verdict, WORDINGS[policy.language]))
        if out:
            stem = Path(name).name if name != "-" else "stdin.eml"
            target = out / stem
            (target if not target.exists() else out / f"{number}-{stem}").write_bytes(letter.as_file(verdict.outgoing))
    raise SystemExit(0 if everything_passes else 1)


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


def _text(name: str, verdict: Verdict, wording: Wording) -> str:
    lines = [f"{name}: {verdict.outcome}{', edited' if verdict.edited else ''}"]
    for finding in verdict.findings:
        words = " ".join(finding.words.split())[:100] or _shown(finding.words)
        fix = f" -> “{_shown(finding.fix)}”" if finding.action is Action.FIX and finding.fix is not None else ""
        marks = "".join(f" ({mark})" for mark in ("quoted", "shadow") if getattr(finding, mark))
        lines.append(
            f"  {finding.action!s:6} {finding.rule} [{finding.surface}]{marks} “{words}”{fix}: {wording.note(finding.note)}"
        )
        if finding.action >= Action.HOLD:
            lines.append(f"         {wording.advice(BY_NAME[finding.rule])}")
    return escaped("\n".join(lines))


def _shown(text: str) -> str:
    """On one line, so that line breaks can be seen."""
    return text.replace("\n", "\\n")
