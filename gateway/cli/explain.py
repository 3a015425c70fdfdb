"""`mailsluice explain RULE`: what a rule looks for and why, and why it said nothing about a message."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path

import click

from filters.catalogue import BY_NAME
from filters.rule import Rule
from filters.silence import silence
from filters.wording import WORDINGS
from gateway.cli.common import config_option, escaped, fail, load_policy, settings_of
from gateway.cli.letters import Letter, facts_in, messages
from gateway.cli.rules import SHIPPED, manual
from gateway.settings import Settings


@click.command()
@config_option
@click.option("--why-not", "message", metavar="FILE", help="Tell what RULE made of this message (an .eml file, or -).")
@click.option("--policy", "which", help="With --why-not: a policy's name or a .toml file; default: that of the settings.")
@click.option("--facts", "facts_file", type=click.Path(path_type=Path), help="With --why-not: JSON object of facts.")
@click.option("--language", type=click.Choice(list(WORDINGS)), default="en", show_default=True, help="Of clause and advice.")
@click.argument("name", metavar="RULE")
def explain(
    config: Path | None, name: str, message: str | None, which: str | None, facts_file: Path | None, language: str
) -> None:
    """Print a rule's manual: what it finds, why, examples, repair, options, source."""
    rule, settings = _rule(name), settings_of(config)
    if message is None:
        click.echo(_manual(rule, settings, language))
        return
    policy, facts = load_policy(settings, which), facts_in(facts_file)
    for path, raw in messages((message,)):
        click.echo(escaped("\n".join((f"{path}:", *silence(Letter(raw).wire, facts, policy, rule)))))


def _manual(rule: Rule, settings: Settings, language: str) -> str:
    wording = WORDINGS[language]
    actions = ", ".join(f"{policy}: {load_policy(settings, policy).settings[rule.name].action}" for policy in SHIPPED)
    return f"{manual(rule)}\n\nActions\n    {actions}\nClause\n    {wording.clause(rule)}\nAdvice\n    {wording.advice(rule)}"


def _rule(name: str) -> Rule:
    if name not in BY_NAME:
        near = get_close_matches(name, BY_NAME, 1)
        fail(f"there is no rule {name!r}" + (f"; did you mean {near[0]}?" if near else "; see mailsluice rules"))
    return BY_NAME[name]
