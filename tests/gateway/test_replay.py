"""A policy tried on stored messages: what is told is what would change, on both databases."""

from __future__ import annotations

import itertools
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path as FilePath

import pytest
from click.testing import CliRunner

from filters.facts import Facts
from filters.finding import Action
from filters.inspection import inspect
from filters.policy import Layer, Policy
from filters.sample import sample
from gateway.__main__ import main
from gateway.envelope import Client, Envelope, Path
from gateway.inspector.inline import InlineInspector
from gateway.recorded import Outcome
from gateway.replay import Replayed, replay
from gateway.store.database import Database
from gateway.store.held import HeldMail
from gateway.store.history import History
from gateway.store.kept import kept

NOW = datetime.now(UTC)
BUYER = "k3l9x2m4p7q8r5t@marketplace.amazon.de"
LINK = "Hello,\n\nsee https://lamps.example/new for more.\n"
PLAIN = "Hello,\n\nit takes E27 bulbs.\n"
_ids = itertools.count(1)


def policy(**external: object) -> Policy:
    return Policy.from_data([Layer("mine", {"name": "mine", "scope": "all", "order": {"id-missing": "off"}, **external})])


FIX, HOLD, REJECT = (policy(links={"external": action}) for action in ("fix", "hold", "reject"))


async def store(database: Database, text: str, by: Policy, days: float = 1, account: str = "shop") -> str:
    """A message that was decided by a policy some days ago; its id."""
    id, raw = f"m-{next(_ids):06}", sample(text)
    facts = Facts("a@shop.example", (BUYER,), account=account, now=NOW)
    envelope = Envelope(
        id, NOW - timedelta(days=days), Client("192.0.2.1"), Path(b"a@shop.example"), (Path(BUYER.encode()),), raw
    )
    verdict = inspect(raw, facts, by)
    if verdict.action is Action.HOLD:
        await HeldMail(database).hold(envelope, verdict, facts)
    else:
        await History(database, archive=True).record(envelope, facts, verdict, Outcome(verdict.outcome))
    return id


async def replayed(database: Database, by: Policy, days: float = 14, account: str | None = None) -> dict[str, Replayed]:
    inspector = InlineInspector(lambda facts: by, inspect)
    messages = kept(database, NOW - timedelta(days=days), account)
    return {one.message.id: one async for one in replay(messages, inspector)}


@pytest.fixture
async def database(tmp_path: FilePath):  # type: ignore[no-untyped-def]
    database = await Database.open(f"sqlite:///{tmp_path}/mail.db")
    yield database
    await database.close()


async def test_the_same_policy_changes_nothing(database: Database) -> None:
    ids = {await store(database, text, by) for text, by in ((LINK, FIX), (PLAIN, FIX), (PLAIN, REJECT))}
    told = await replayed(database, FIX)
    assert set(told) == ids
    assert not any(one.changed or one.gone or one.new for one in told.values())


async def test_a_stricter_policy_is_told_message_by_message(database: Database) -> None:
    link, plain = await store(database, LINK, FIX), await store(database, PLAIN, FIX)
    told = await replayed(database, HOLD)
    assert not told[plain].changed
    assert told[link].decides_otherwise
    assert (told[link].gone, told[link].new) == (
        (("links/external", "fix", False),),
        (("links/external", "hold", False),),
    )


async def test_held_mail_that_would_go_out(database: Database) -> None:
    id = await store(database, LINK, HOLD)
    one = (await replayed(database, FIX))[id]
    assert (one.message.outcome, one.verdict.outcome) == ("hold", "forward")
    assert one.texts == ("-see https://lamps.example/new for more.", "+see [removed] for more.")


async def test_what_was_refused_and_would_be_repaired(database: Database) -> None:
    id = await store(database, LINK, REJECT)
    one = (await replayed(database, FIX))[id]
    assert (one.message.outcome, one.verdict.outcome, one.texts) == ("reject", "forward", ())


async def test_only_the_days_and_the_account_asked_for(database: Database) -> None:
    near, _far = await store(database, PLAIN, FIX, days=3), await store(database, PLAIN, FIX, days=20)
    other = await store(database, PLAIN, FIX, account="other")
    assert set(await replayed(database, FIX)) == {near, other}
    assert set(await replayed(database, FIX, account="shop")) == {near}


async def test_more_messages_than_a_page_all_come_once(database: Database) -> None:
    ids = [await store(database, PLAIN, FIX) for _ in range(120)]
    assert list(await replayed(database, FIX)) == sorted(ids)


async def _filled(path: FilePath) -> None:
    database = await Database.open(f"sqlite:///{path}/mail.db")
    for _ in range(3):
        await store(database, PLAIN, FIX)
    await store(database, LINK, FIX)
    await database.close()


@pytest.fixture
async def site(tmp_path: FilePath) -> FilePath:
    """A settings file with a filled store, and a policy that holds links."""
    await _filled(tmp_path)
    (tmp_path / "mailsluice.toml").write_text('[store]\nurl = "sqlite:///mail.db"\n[inspection]\nworkers = 1\n')
    (tmp_path / "hold.toml").write_text(
        'name = "hold"\nscope = "all"\n[links]\nexternal = "hold"\n[order]\nid-missing = "off"\n'
    )
    return tmp_path


def run(site: FilePath, *arguments: str):  # type: ignore[no-untyped-def]
    options = ["replay", "--config", str(site / "mailsluice.toml"), "--policy", str(site / "hold.toml"), *arguments]
    return CliRunner().invoke(main, options)


@pytest.mark.parametrize(("limit", "code"), [("1", 0), ("0", 1), ("25%", 0), ("24%", 1)])
def test_the_limit_is_a_number_or_a_share(site: FilePath, limit: str, code: int) -> None:
    result = run(site, "--limit-changes", limit)
    assert (result.exit_code, result.stderr) == (code, "")
    assert "forward -> hold" in result.stdout
    assert "now hold links/external" in result.stdout
    assert result.stdout.splitlines()[-1].startswith("4 messages tried with hold (")


def test_json_is_a_line_a_message(site: FilePath) -> None:
    lines = [json.loads(line) for line in run(site, "--format", "json").stdout.splitlines()]
    assert [(line["then"], line["now"], line["changed"]) for line in lines].count(("forward", "hold", True)) == 1
    assert len(lines) == 4


@pytest.mark.parametrize("arguments", [("--since", "soon"), ("--limit-changes", "few"), ("--limit-changes", "-1")])
def test_what_cannot_be_meant_is_refused(site: FilePath, arguments: tuple[str, ...]) -> None:
    result = run(site, *arguments)
    assert result.exit_code == 2
    assert "neither" in result.stderr
