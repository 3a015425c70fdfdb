"""Awkward but real mails: none fails, what is not edited stays the same, what is edited can be proved (COR-001 to COR-004)."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from filters.facts import Facts
from filters.inspection import inspect
from filters.sample import sample
from gateway.policies import PolicyFile
from tests.corpus.leaves import pieces
from tests.corpus.places import CALIBRATION, CORPUS

ROOT = Path(__file__).parents[2]
ORDINARY = 'name = "ordinary"\nextends = "amazon"\n[order]\nid-missing = "off"\n'
"""Mails of the world name no order; without this nearly all are held for that."""
SECONDS = 10.0

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


@dataclass(frozen=True)
class Run:
    """Every mail of the corpus: as it is, as it would be sent, and what was told about it."""

    policy: str
    letters: Path
    sent: Path
    told: list[dict[str, Any]]

    def pairs(self) -> Iterator[tuple[str, bytes, bytes, dict[str, Any]]]:
        for told in self.told:
            name = Path(told["file"]).name
            yield name, (self.letters / name).read_bytes(), (self.sent / name).read_bytes(), told


@pytest.fixture(scope="module", params=["amazon", "ordinary"])
def run(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Run:
    if not CORPUS.is_dir():
        pytest.skip(f"needs raw mails in {CORPUS} (MAILSLUICE_CORPUS)")
    folder = tmp_path_factory.mktemp("corpus")
    letters = folder / "letters"
    letters.mkdir()
    for number, path in enumerate(sorted(CORPUS.rglob("*.eml"))):
        (letters / f"{number:04}-{path.name[-80:]}").write_bytes(path.read_bytes())
    (folder / "ordinary.toml").write_text(ORDINARY)
    policy = "amazon" if request.param == "amazon" else str(folder / "ordinary.toml")
    run = Run(policy, letters, folder / "sent", checked(policy, letters, folder / "sent"))
    print(f"\n{request.param}: {len(run.told)} mails; {counted(run.told)}")
    return run


def test_every_mail_has_a_verdict(run: Run) -> None:
    assert len(run.told) == len(list(run.letters.iterdir()))
    assert {told["action"] for told in run.told} <= {"forward", "hold", "reject"}
    assert not [told["file"] for told in run.told if any(found["rule"].startswith("system/") for found in told["findings"])]


def test_what_is_not_edited_is_the_same(run: Run) -> None:
    assert not [name for name, before, after, told in run.pairs() if not told["edited"] and before != after]


def test_what_is_edited_differs_only_where_something_was_found(run: Run) -> None:
    edited = [(before, after, told) for _, before, after, told in run.pairs() if told["edited"] and _alike(told)]
    for before, after, told in edited:
        prove(before, after, told)
    print(f"edits proved: {len(edited)}")
    assert edited


def test_nothing_is_left_to_edit(run: Run, tmp_path: Path) -> None:
    again = checked(run.policy, run.sent, tmp_path / "again")
    edited = {Path(told["file"]).name for told in run.told if told["edited"]}
    assert not [told["file"] for told in again if told["edited"] and Path(told["file"]).name in edited]


def test_no_mail_takes_long(run: Run) -> None:
    policy, facts = PolicyFile(run.policy, None).load().site, Facts(now=datetime.now(UTC))
    took: dict[str, float] = {}
    for path in run.letters.iterdir():
        began = time.perf_counter()
        inspect(path.read_bytes(), facts, policy)
        took[path.name] = time.perf_counter() - began
    slowest = max(took, key=lambda name: took[name])
    print(f"median {sorted(took.values())[len(took) // 2] * 1e3:.1f} ms, slowest {took[slowest] * 1e3:.0f} ms ({slowest})")
    assert took[slowest] < SECONDS


def test_calibration_messages_have_a_verdict() -> None:
    if not CALIBRATION.is_file():
        pytest.skip(f"needs labelled messages in {CALIBRATION} (MAILSLUICE_CALIBRATION)")
    policy = PolicyFile("amazon", None).load().site
    for line in CALIBRATION.read_text("utf-8").splitlines():
        message = json.loads(line)
        raw = sample(message.get("text"), message.get("html"), message.get("subject"))
        assert inspect(raw, Facts(now=datetime.now(UTC), reply=message["reply"]), policy).outcome in (
            "forward",
            "hold",
            "reject",
        )


def checked(policy: str, letters: Path, out: Path) -> list[dict[str, Any]]:
    """What `mailsluice check` tells about a directory of mails; `out` gets them as they would be sent."""
    command = [
        sys.executable,
        "-m",
        "gateway",
        "check",
        "--policy",
        policy,
        "--format",
        "json",
        "--out",
        str(out),
        str(letters),
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=500)
    assert done.returncode in (0, 1), done.stderr.decode()
    assert not done.stderr, done.stderr.decode()
    return [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()]


def counted(told: list[dict[str, Any]]) -> str:
    """How many mails by action and edit, and which rules stopped most of them."""
    actions = Counter(f"{one['action']}{', edited' if one['edited'] else ''}" for one in told)
    stopping = [{found["rule"] for found in one["findings"] if found["action"] in ("hold", "reject")} for one in told]
    rules = Counter(rule for found in stopping for rule in found)
    return f"{dict(actions.most_common())}; stopped by {dict(rules.most_common(8))}"


def prove(before: bytes, after: bytes, told: dict[str, Any]) -> None:
    """Piece for piece the same, but for those in which something was found that is repaired."""
    repaired = [(found["start"], found["end"]) for found in told["findings"] if found["action"] == "fix"]
    ours, theirs = list(pieces(before)), list(pieces(after))
    assert len(ours) == len(theirs), told["file"]
    for one, other in zip(ours, theirs, strict=True):
        if one.content != other.content:
            assert any(start < one.end and one.start < max(end, start + 1) for start, end in repaired), (
                told["file"],
                one.content[:200],
            )


def _alike(told: dict[str, Any]) -> bool:
    """Whether every reader reads the mail alike, so that simple means can take it apart."""
    return not any(found["rule"] in ("structure/ambiguous", "structure/limits") for found in told["findings"])
