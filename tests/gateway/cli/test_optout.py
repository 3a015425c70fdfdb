"""`mailsluice optout`: who wants nothing but answers."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gateway.__main__ import main

ALIAS = "k3l9x2m4p7q8r5t@marketplace.amazon.de"
OTHER = "z8y7x6w5v4u3t2s@marketplace.amazon.co.uk"


def run(*arguments: str, command: str = "optout", stdin: str | None = None) -> Result:
    return CliRunner().invoke(main, [command, *arguments], input=stdin)


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_import_list_and_remove() -> None:
    assert run("list").stdout == "nobody has opted out\n"
    lines = f"# from the marketplace\n{ALIAS.upper()}  # since May\n\n{OTHER.replace('@', '+ab12cd34@')}\n{ALIAS}\n"
    assert run("import", "-", stdin=lines).stdout == "2 of 3 buyers are new\n"
    assert run("import", "-", "--account", "shop", stdin=ALIAS).stdout == "1 of 1 buyers are new\n"
    assert [line.split()[:2] for line in run("list").stdout.splitlines()] == [["*", ALIAS], ["*", OTHER], ["shop", ALIAS]]
    assert run("remove", ALIAS).exit_code == 0
    assert run("remove", ALIAS).exit_code == 2
    assert [line.split()[:2] for line in run("list").stdout.splitlines()] == [["*", OTHER], ["shop", ALIAS]]


def test_add_says_whether_it_was_new() -> None:
    assert run("add", ALIAS).stdout == f"{ALIAS}: opted out\n"
    assert run("add", ALIAS).stdout == f"{ALIAS}: had opted out already\n"


def test_one_line_that_is_no_buyer_imports_nothing() -> None:
    result = run("import", "-", stdin=f"{ALIAS}\nsomebody@shop.example\n")
    assert result.exit_code == 2
    assert "line 2" in result.stderr
    assert run("list").stdout == "nobody has opted out\n"


def test_the_audit_tells_and_names_no_buyer() -> None:
    run("add", ALIAS, "--by", "ana")
    run("remove", ALIAS, "--by", "ben")
    told = run("list", command="audit").stdout
    assert [line.split("  ")[2:4] for line in told.splitlines()] == [["ana", "opt out"], ["ben", "opt in"]]
    assert ALIAS.partition("@")[0] not in told


def test_many_at_once() -> None:
    lines = "\n".join(f"buyer{number:07}@marketplace.amazon.de" for number in range(2_000))
    assert run("import", "-", stdin=lines).stdout == "2000 of 2000 buyers are new\n"
    assert run("import", "-", stdin=lines).stdout == "0 of 2000 buyers are new\n"
