"""The command line. `mailsluice --help`."""

from __future__ import annotations

import click

from gateway.cli.audit import audit
from gateway.cli.captured import captured
from gateway.cli.check import check
from gateway.cli.doctor import doctor
from gateway.cli.evidence import evidence
from gateway.cli.explain import explain
from gateway.cli.held import held
from gateway.cli.optout import optout
from gateway.cli.policy import policy
from gateway.cli.replay import replay_
from gateway.cli.retention import erase, purge
from gateway.cli.rules import rules
from gateway.cli.serve import serve
from gateway.cli.token import token
from gateway.cli.user import user
from gateway.version import VERSION


@click.group()
@click.version_option(VERSION, prog_name="mailsluice")
def main() -> None:
    """A compliance gateway for marketplace sellers' mail: repairs, holds or refuses what the guidelines forbid."""


COMMANDS = (
    serve, check, explain, rules, policy, replay_, held, captured, optout, audit, evidence, purge, erase, user, token, doctor,
)  # fmt: skip
for command in COMMANDS:
    main.add_command(command)

if __name__ == "__main__":
    main()
