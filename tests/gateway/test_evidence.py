"""Evidence about an order: whole when made, and whatever is done to it afterwards is told."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path as FilePath

import pytest
from click.testing import CliRunner, Result

from filters.facts import Facts
from filters.inspection import inspect
from filters.policy import Layer, Policy
from filters.sample import sample
from gateway.__main__ import main
from gateway.envelope import Client, Envelope, Path, Reply
from gateway.evidence.bundle import MANIFEST, bundle
from gateway.evidence.checking import problems
from gateway.evidence.record import records
from gateway.recorded import Outcome
from gateway.store.audit import Audit, Head
from gateway.store.database import Database
from gateway.store.held import HeldMail
from gateway.store.held_message import sha256
from gateway.store.history import History
from gateway.store.reviews import Reviews

NOW = datetime(2026, 11, 1, 9, tzinfo=UTC)
BUYER = "k3l9x2m4p7q8r5t@marketplace.amazon.de"
ORDER = "302-1234567-7654321"
HOSTILE = '"><script>alert(1)</script>{{7*7}}\u202e<img src=x onerror=alert(2)>'
POLICY = Policy.from_data([Layer("mine", {"scope": "all", "links": {"external": "hold"}})])


def envelope(id: str, raw: bytes) -> Envelope:
    return Envelope(id, NOW, Client("192.0.2.1"), Path(b"a@shop.example"), (Path(BUYER.encode()),), raw)


async def fill(database: Database) -> str:
    """One message sent, one held, edited, commented, judged and released about the order, one about another order."""
    facts = Facts("a@shop.example", (BUYER,), account="shop", now=NOW)
    history, held, reviews = History(database, archive=True), HeldMail(database), Reviews(database)
    for id, order in (("m-1", ORDER), ("m-2", "302-0000000-0000000")):
        raw = sample(f"It takes E27 bulbs.\n{HOSTILE if id == 'm-1' else ''}", subject=f"Order {order}")
        verdict = inspect(raw, facts, Policy.from_data([Layer("mine", {"structure": {"ambiguous": "off"}})]))
        await history.record(envelope(id, raw), facts, verdict, Outcome("forward", Reply(250, "2.0.0", HOSTILE), "default"))
    raw = sample("See https://lamps.example/x for more.", subject=f"Order {ORDER}")
    verdict = inspect(raw, facts, POLICY)
    id = await held.hold(envelope("m-3", raw), verdict, facts)
    edit = sample("Nothing to see.", subject=f"Order {ORDER}")
    await reviews.save_edit(id, "anna", edit, verdict)
    await reviews.comment(id, "anna", HOSTILE)
    await reviews.judge(id, 0, "links/external", "https://lamps.example/x", "right", "anna")
    await held.claim_release(id, "anna")
    await held.released(id, Reply(250, "2.0.0", "queued"), sha256(edit))
    return id


@pytest.fixture
async def zipped(tmp_path: FilePath) -> bytes:
    database = await Database.open(f"sqlite:///{tmp_path}/mail.db")
    await fill(database)
    found = await records(database, ORDER)
    made = bundle(f"order {ORDER}", NOW, HOSTILE, found, await Audit(database).head())
    assert made == bundle(f"order {ORDER}", NOW, HOSTILE, found, await Audit(database).head())
    await database.close()
    return made


def unpacked(zipped: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(zipped)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(files: dict[str, bytes], anew: bool = False) -> bytes:
    """`anew`: with a manifest that says what the files are now, as a forger would make it."""
    if anew:
        manifest = json.loads(files[MANIFEST])
        manifest["files"] = {name: hashlib.sha256(files[name]).hexdigest() for name in files if name != MANIFEST}
        files = {**files, MANIFEST: json.dumps(manifest).encode()}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def test_all_about_the_order_is_there_and_nothing_else(zipped: bytes) -> None:
    files = unpacked(zipped)
    assert list(problems(zipped)) == []
    assert sorted(name for name in files if name.startswith("messages/")) == [
        *(f"messages/001-m-1/{name}" for name in ("original.eml", "record.json")),
        *(f"messages/002-m-3/{name}" for name in ("audit.jsonl", "edit-1.eml", "original.eml", "record.json")),
    ]
    record = json.loads(files["messages/002-m-3/record.json"])
    assert record["message"]["outcome"] == "forward"
    assert record["held"]["decided_by"] == "anna"
    assert [it["opinion"] for it in record["judgements"]] == ["right"]
    actions = [json.loads(line)["action"] for line in files["messages/002-m-3/audit.jsonl"].splitlines()]
    assert actions == ["hold", "edit", "comment", "judge", "release", "released"]


def test_the_summary_shows_hostile_words_and_runs_none(zipped: bytes) -> None:
    page = unpacked(zipped)["summary.html"].decode()
    assert "<script" not in page and "<img" not in page and "\u202e" not in page
    assert page.count("alert(1)") >= 3
    assert "See https://lamps.example/x for more." in page
    assert "default-src 'none'" in page


def names(zipped: bytes) -> list[str]:
    return [name for name in unpacked(zipped) if name != MANIFEST]


def test_every_file_that_is_changed_missing_or_added_is_told(zipped: bytes) -> None:
    files = unpacked(zipped)
    for name in names(zipped):
        assert f"{name}: was changed" in list(problems(packed({**files, name: files[name] + b" "})))
        assert f"{name}: is missing" in list(problems(packed({other: files[other] for other in files if other != name})))
    assert list(problems(packed({**files, "messages/x.eml": b""}))) == ["messages/x.eml: was added"]


@pytest.mark.parametrize(
    ("name", "change", "told"),
    [
        ("messages/002-m-3/audit.jsonl", lambda it: it.replace(b'"anna"', b'"bert"', 1), "was changed"),
        ("messages/002-m-3/audit.jsonl", lambda it: b"\n".join(reversed(it.splitlines())), "in the wrong place"),
        ("messages/002-m-3/original.eml", lambda it: it.replace(b"more", b"less"), "is not what was recorded"),
        ("messages/002-m-3/edit-1.eml", lambda it: it.replace(b"Nothing", b"All"), "is not what was recorded"),
        ("messages/002-m-3/record.json", lambda it: b"[]", "cannot be read"),
        ("messages/002-m-3/audit.jsonl", lambda it: b"{}", "cannot be read"),
    ],
)
def test_a_manifest_made_anew_does_not_hide_a_change(
    zipped: bytes, name: str, change: Callable[[bytes], bytes], told: str
) -> None:
    files = unpacked(zipped)
    found = list(problems(packed({**files, name: change(files[name])}, anew=True)))
    assert any(told in problem for problem in found), found


@pytest.mark.parametrize(
    "junk", [b"", b"PK", b"x" * 1000, packed({"a": b"b"}), packed({MANIFEST: b"{}"}), packed({MANIFEST: b"[1"})]
)
def test_what_is_no_bundle_is_told(junk: bytes) -> None:
    assert len(list(problems(junk))) == 1


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["evidence", *map(str, arguments)])


@pytest.fixture
async def site(tmp_path: FilePath) -> FilePath:
    database = await Database.open(f"sqlite:///{tmp_path}/mail.db")
    await fill(database)
    await database.close()
    (tmp_path / "mailsluice.toml").write_text('[store]\nurl = "sqlite:///mail.db"\n')
    return tmp_path


def test_made_and_verified_on_the_command_line(site: FilePath) -> None:
    out, config = site / "case.zip", site / "mailsluice.toml"
    made = run(ORDER, "--config", config, "--out", out, "--by", "auditor")
    assert (made.exit_code, made.stderr) == (0, "")
    manifest = made.stdout.split()[-1]
    assert run("verify", out, "--manifest", manifest).exit_code == 0
    assert run("verify", out, "--manifest", "0" * 64).exit_code == 1
    trail = CliRunner().invoke(main, ["audit", "list", "--config", str(config), "--kind", "order"]).stdout
    assert manifest in trail and "auditor" in trail
    out.write_bytes(out.read_bytes()[:-40])
    assert run("verify", out).exit_code == 1


def test_by_the_buyers_alias(site: FilePath) -> None:
    made = run("--config", site / "mailsluice.toml", "--buyer", BUYER.upper(), "--out", site / "b.zip")
    assert made.exit_code == 0, made.stderr
    assert len([name for name in unpacked((site / "b.zip").read_bytes()) if name.endswith("record.json")]) == 3


@pytest.mark.parametrize("arguments", [("302-9999999-9999999",), (), (ORDER, "--buyer", BUYER)])
def test_nothing_or_no_one_thing_asked_for(site: FilePath, arguments: tuple[str, ...]) -> None:
    result = run(*arguments, "--config", site / "mailsluice.toml", "--out", site / "n.zip")
    assert result.exit_code == 2
    assert not (site / "n.zip").exists()


def test_an_empty_trail_has_a_head() -> None:
    assert list(problems(bundle("order x", NOW, "me", [], Head()))) == []
