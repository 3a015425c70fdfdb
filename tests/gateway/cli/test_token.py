"""`mailsluice token`: who may use the HTTP API."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gateway.__main__ import main


def run(*arguments: str, command: str = "token") -> Result:
    return CliRunner().invoke(main, [command, *arguments])


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_added_listed_without_its_secret_and_revoked() -> None:
    assert run("list").stdout == "there is no token\n"
    secret = run("add", "helpdesk", "--scope", "check", "--scope", "check", "--account", "shop-a").stdout.strip()
    assert secret.startswith("sluice_") and len(secret) == 50
    listed = run("list").stdout
    id = listed.split()[0]
    assert "helpdesk  check  shop-a  until" in listed and secret not in listed
    assert run("revoke", id).exit_code == 0 and "revoked" in run("list").stdout
    assert run("revoke", id).exit_code == 2


def test_a_name_is_one_word_and_a_scope_a_known_one() -> None:
    assert run("add", "two words", "--scope", "check").exit_code == 2
    assert run("add", "helpdesk", "--scope", "all").exit_code == 2
    assert run("add", "helpdesk").exit_code == 2


def test_the_store_and_the_audit_do_not_know_the_secret() -> None:
    secret = run("add", "helpdesk", "--scope", "check").stdout.strip()
    assert "helpdesk" in run("list", command="audit").stdout
    files = [path.read_bytes() for path in Path("var").rglob("*") if path.is_file()]
    assert files and not any(secret.encode() in content for content in files)
