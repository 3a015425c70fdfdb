"""Whole letters as real programs write them: `tests/letters/<NN-topic>/`, data that anybody can add to.

    in.eml        the letter, with the line ends of a file; a client would send CRLF
    why.txt       what is special about it, and what must come of it
    reads.txt     what the buyer reads afterwards: subject and texts, with a line `~~~` between two
    out.eml       optional: the very bytes that go out, with the line ends of a file
    verdict.json  optional: {"action": ..., "rules": [...]}, the rules that hold or reject; without it the letter is forwarded
    policy.toml   optional: another policy than the shipped one

Of every letter that is forwarded, a second inspection asks for nothing, and attachments keep their bytes.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from filters.facts import Facts
from filters.finding import Action
from filters.inspection import inspect
from filters.mail.mail import Mail
from filters.mail.message import Message
from filters.mail.parse import parse
from filters.policy import Policy
from gateway.cli.letters import Letter
from gateway.policies import PolicyFile

FOLDER = Path(__file__).parent / "letters"
LETTERS = sorted(path.parent for path in FOLDER.glob("*/in.eml"))


@pytest.fixture(scope="module")
def shipped() -> Policy:
    return PolicyFile("amazon").load().site


@pytest.mark.parametrize("folder", LETTERS, ids=lambda folder: folder.name)
def test_letter(folder: Path, shipped: Policy) -> None:
    own = folder / "policy.toml"
    policy = PolicyFile(str(own)).load().site if own.exists() else shipped
    letter = Letter((folder / "in.eml").read_bytes())
    verdict = inspect(letter.wire, Facts(), policy)
    strongest = {finding.rule for finding in verdict.findings if finding.action >= Action.HOLD}
    assert (verdict.outcome, strongest) == expected(folder)
    assert (folder / "why.txt").read_text("utf-8").strip()
    if verdict.outcome == "forward":
        assert reads(verdict.outgoing) == (folder / "reads.txt").read_text("utf-8")
        assert attachments(verdict.outgoing) == attachments(letter.wire)
        assert inspect(verdict.outgoing, Facts(), policy).outgoing is verdict.outgoing
    if (out := folder / "out.eml").exists():
        assert letter.as_file(verdict.outgoing) == out.read_bytes()


def expected(folder: Path) -> tuple[str, set[str]]:
    told = folder / "verdict.json"
    if not told.exists():
        return "forward", set()
    verdict = json.loads(told.read_text("utf-8"))
    return verdict["action"], set(verdict["rules"])


def reads(raw: bytes) -> str:
    texts = [surface.text.strip() for surface in Mail.of(raw, Facts()).of_kind("subject", "text", "html")]
    return "\n~~~\n".join(texts) + "\n"


def attachments(raw: bytes) -> list[bytes]:
    message: Message = parse(raw)
    return [raw[part.start : part.end] for part in message.walk() if part.is_attachment]
