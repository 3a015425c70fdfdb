"""Policies found, layered, refused with their lines, and kept when a new one is wrong."""

from __future__ import annotations

import asyncio
import re
from datetime import date
from pathlib import Path

import pytest

from gateway.events import Event, Events, PolicyReloaded
from gateway.policies import PolicyFile, PolicyRefused, PolicyWatch, code_digest
from gateway.policies.code import parts

TODAY = date(2027, 1, 1)


def write(folder: Path, **files: str) -> None:
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.toml").write_text(text, "utf-8")


def refusal(source: PolicyFile) -> list[str]:
    with pytest.raises(PolicyRefused) as caught:
        source.load(TODAY)
    return list(caught.value.lines)


def test_a_name_is_looked_for_in_the_sites_directory_too(tmp_path: Path) -> None:
    write(tmp_path, shop='name = "shop"\nextends = "amazon"\nscope = "all"')
    assert PolicyFile("shop", site=tmp_path).load(TODAY).site.scope == "all"


def test_a_site_may_not_take_the_name_of_a_shipped_policy(tmp_path: Path) -> None:
    write(tmp_path, amazon='name = "mine"')
    file = tmp_path / "amazon.toml"
    assert refusal(PolicyFile("amazon", site=tmp_path)) == [
        f"{file}: has the name of a policy that is shipped; give it another"
    ]


def test_a_file_may_extend_a_file_beside_it(tmp_path: Path) -> None:
    write(tmp_path, base='held_reply = "reject"', shop='name = "shop"\nextends = "base.toml"')
    assert PolicyFile(str(tmp_path / "shop.toml")).load(TODAY).site.held_reply == "reject"


def test_a_circle_is_refused_where_it_closes(tmp_path: Path) -> None:
    write(tmp_path, a='extends = "b.toml"', b='name = "b"\nextends = "a.toml"')
    assert refusal(PolicyFile(str(tmp_path / "a.toml"))) == [f"{tmp_path / 'b.toml'}:2: extends itself: a -> b -> a"]


def test_an_account_is_layered_on_the_site(tmp_path: Path) -> None:
    write(tmp_path, shop='name = "shop"\nscope = "all"')
    write(tmp_path / "accounts", fr='held_reply = "reject"')
    loaded = PolicyFile(str(tmp_path / "shop.toml"), accounts=tmp_path / "accounts").load(TODAY)
    assert (loaded.for_account("fr").scope, loaded.for_account("fr").held_reply) == ("all", "reject")
    assert loaded.for_account("de") is loaded.site
    assert loaded.for_account("../shop") is loaded.site


def test_mistakes_in_all_accounts_are_told_together(tmp_path: Path) -> None:
    write(tmp_path, shop="")
    write(tmp_path / "accounts", fr='\nscope = "al"', de='extends = "amazon"', it="scope = ")
    accounts = tmp_path / "accounts"
    assert refusal(PolicyFile(str(tmp_path / "shop.toml"), accounts=accounts)) == [
        f"{accounts}/de.toml:1: extends: an account's file stands on the site's policy and extends no other",
        f"{accounts}/fr.toml:2: scope: unknown scope 'al'; did you mean 'all'?",
        f"{accounts}/it.toml: Invalid value (at end of document)",
    ]


def test_a_policy_that_fails_its_own_test_is_refused(tmp_path: Path) -> None:
    write(tmp_path, shop='name = "shop"\n[[test]]\ntext = "Hello."\nfinds = ["system/crash"]\nbecomes = "Good day."')
    file = tmp_path / "shop.toml"
    assert refusal(PolicyFile(str(file))) == [
        f"{file}:2: test[0]: finds nothing, expected system/crash",
        f"{file}:2: test[0]: text becomes 'Hello.', expected 'Good day.'",
    ]


def test_the_code_digest_covers_code_tables_libraries_and_unicode_but_no_policy() -> None:
    named = [part.split(" ")[0] for part in parts()]
    assert {"unicode", "turbohtml", "phonenumberslite", "filters/inspection.py", "filters/rules/style/emoji.py"} <= set(named)
    assert not [name for name in named if name.startswith("config/policies/")]
    assert re.fullmatch("[0-9a-f]{64}", code_digest())


class Watched:
    """A policy file under watch, and the events it led to."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "shop.toml"
        self.file.write_text('name = "one"\n', "utf-8")
        self.events: list[Event] = []
        events = Events()
        events.subscribe(self.events.append)
        source = PolicyFile(str(self.file), accounts=folder)
        self.watch = PolicyWatch(source, source.load(), events, seconds=0.01)

    async def until(self, count: int) -> PolicyReloaded:
        async with asyncio.timeout(30):
            while len(self.events) < count:
                await asyncio.sleep(0.01)
        event = self.events[count - 1]
        assert isinstance(event, PolicyReloaded)
        return event


async def test_a_changed_file_takes_over_and_a_broken_one_does_not(tmp_path: Path) -> None:
    watched = Watched(tmp_path)
    running = asyncio.create_task(watched.watch.run())
    watched.file.write_text('name = "two"\nscope = "all"', "utf-8")
    assert (await watched.until(1)).error == ""
    assert watched.watch.current.site.name == "two"
    watched.file.write_text('name = "three"\nscope = "al"', "utf-8")
    broken = await watched.until(2)
    assert "shop.toml:2: scope: unknown scope 'al'" in broken.error
    assert watched.watch.current.site.name == "two"
    assert broken.digest == watched.watch.current.site.digest
    watched.file.unlink()
    assert "cannot be read" in (await watched.until(3)).error
    watched.file.write_text('name = "four"', "utf-8")
    assert (await watched.until(4)).error == ""
    assert watched.watch.current.site.name == "four"
    await asyncio.sleep(0.1)
    assert len(watched.events) == 4
    running.cancel()


async def test_reload_tells_why_the_old_policy_stays(tmp_path: Path) -> None:
    watched = Watched(tmp_path)
    watched.file.write_text("name = 1", "utf-8")
    assert "name: must be a string, not an integer" in await watched.watch.reload()
    watched.file.write_text('name = "two"', "utf-8")
    assert await watched.watch.reload() == ""
    assert [type(event) for event in watched.events] == [PolicyReloaded, PolicyReloaded]
