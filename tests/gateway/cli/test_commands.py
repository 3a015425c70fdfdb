"""The other commands: each does what its help says, and fails with a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from filters.catalogue import RULES
from gateway.__main__ import main


def run(*arguments: object, stdin: str | None = None) -> Result:
    return CliRunner().invoke(main, [*map(str, arguments)], input=stdin)


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


COMMANDS = [[], *([name] for name in main.commands), *(["held", it] for it in ("list", "show", "release", "reject", "return"))]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_explains_itself(command: list[str]) -> None:
    result = run(*command, "--help")
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) > 3


def test_rules_lists_every_rule_with_its_actions() -> None:
    lines = run("rules").stdout.splitlines()
    assert [line.split()[0] for line in lines[1:]] == [rule.name for rule in RULES]
    assert lines[0].split()[1:6] == ["amazon", "amazon-2018", "amazon-2020", "strict", "amazon-preview"]


def test_the_catalogue_page_is_that_of_the_rules() -> None:
    page = (Path(__file__).parents[3] / "docs" / "rules.md").read_text("utf-8")
    assert run("rules", "--format", "markdown").stdout == page, "docs/rules.md is not up to date: make docs"


@pytest.mark.parametrize("rule", [rule.name for rule in RULES])
def test_explain_prints_the_manual(rule: str) -> None:
    text = run("explain", rule).stdout
    for heading in ("What it finds", "Example", "Source", "Clause", "Advice", "Actions"):
        assert f"\n{heading}\n" in text


def test_explain_offers_the_nearest_name() -> None:
    result = run("explain", "style/emojy")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "did you mean style/emoji?" in result.stderr


def test_policy_check_show_and_diff(tmp_path: Path) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_text('name = "mine"\nextends = "amazon"\n[style]\nemoji = "hold"\n')
    assert "mine: right; digest " in run("policy", "check", mine).stdout
    assert "style/emoji = hold" in run("policy", "show", mine).stdout
    changed = run("policy", "diff", "amazon", mine)
    assert (changed.exit_code, changed.stdout) == (1, "style/emoji: fix -> hold\n")
    assert run("policy", "diff", "amazon", "amazon").exit_code == 0


def test_a_wrong_policy_is_told_with_its_line(tmp_path: Path) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_text('name = "mine"\nextends = "amazon"\n[style]\nemojy = "hold"\n')
    result = run("policy", "check", mine)
    assert result.exit_code == 2
    assert f"{mine}:4: " in result.stderr
    assert "emoji" in result.stderr


def test_a_user_is_added_where_the_settings_say(tmp_path: Path) -> None:
    (tmp_path / "mailsluice.toml").write_text('[smtp]\nauth = "users"\nusers = "logins"\n')
    result = run("user", "add", "anna", "--sender", "anna@seller.example", "--password", "secret")
    assert result.exit_code == 0
    assert (tmp_path / "logins").read_text().startswith("anna $argon2")
    assert "secret" not in (tmp_path / "logins").read_text()


def test_nothing_is_held_or_captured_at_first() -> None:
    assert run("held", "list").stdout == "nothing is held\n"
    assert run("captured", "list").stdout == "nothing has been captured\n"
    assert run("captured", "show", "--last").exit_code == 2
    assert run("captured", "show").exit_code == 2
    for command in (["show"], ["reject"], ["return"]):
        result = run("held", *command, "none")
        assert (result.exit_code, "none" in result.stderr) == (2, True)
    assert run("held", "release", "none").exit_code == 1


def test_settings_with_a_mistake_are_exit_code_2(tmp_path: Path) -> None:
    (tmp_path / "mailsluice.toml").write_text("[smpt]\n")
    for command in (["held", "list"], ["check", "x.eml"], ["serve"], ["doctor"]):
        result = run(*command)
        assert result.exit_code == 2
        assert "smpt: there is no such setting" in result.stderr


def test_the_doctor_of_the_defaults_finds_nothing_that_fails() -> None:
    result = run("doctor")
    assert result.exit_code == 0
    assert "ok    policy: amazon" in result.stdout
    assert "warn  relay: capture" in result.stdout


def test_the_doctor_finds_a_relay_that_is_not_there(tmp_path: Path, unused_tcp_port: int) -> None:
    (tmp_path / "mailsluice.toml").write_text(f'[relay]\nhost = "127.0.0.1"\nport = {unused_tcp_port}\ntls = "none"\n')
    result = run("doctor")
    assert result.exit_code == 1
    assert "fail  relay default (127.0.0.1:" in result.stdout


def test_doctor_looks_further_where_one_thing_is_missing(tmp_path: Path) -> None:
    settings = tmp_path / "mailsluice.toml"
    settings.write_text('[smtp]\ncertificate = "none.pem"\n')
    result = run("doctor", "--config", settings)
    assert result.exit_code == 1
    assert "fail  TLS for clients: smtp.certificate: none.pem" in result.stdout
    assert "ok    store: " in result.stdout


def test_the_doctor_looks_at_notices(tmp_path: Path) -> None:
    assert "ok    notices: off" in run("doctor").stdout
    reviewer = '{ address = "r@shop.example", accounts = ["lamp", "default"] }'
    (tmp_path / "mailsluice.toml").write_text(f'[notices]\nsender = "n@shop.example"\nreviewers = [{reviewer}]\n')
    result = run("doctor")
    assert result.exit_code == 1
    assert "warn  notices: no DKIM key for shop.example, they leave unsigned by us" in result.stdout
    assert [line for line in result.stdout.splitlines() if line.startswith("fail")] == [
        "fail  notices: there is no account lamp"
    ]


def test_the_doctor_tells_that_notices_have_no_login(tmp_path: Path, unused_tcp_port: int) -> None:
    relay = f'[relay]\nhost = "127.0.0.1"\nport = {unused_tcp_port}\ntls = "none"\n'
    (tmp_path / "mailsluice.toml").write_text(f'{relay}[smtp]\nauth = "relay"\n[notices]\nsender = "n@shop.example"\n')
    assert "warn  notices: they go out without a client's login; set relay.username" in run("doctor").stdout
