"""Addresses that parsers read differently, and floods, against the gateway as it runs (SMTP-031 to SMTP-033, SMTP-041)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.hostile import vectors

pytestmark = pytest.mark.slow
MOST_MEMORY = 600_000_000
"""More than an inspection may have, and far less than a list of the lines would take."""


async def test_the_relay_gets_the_recipient_that_was_given_or_none(tmp_path: Path) -> None:
    async with vectors.gateway(tmp_path) as (process, relay):
        for address in vectors.RECIPIENTS:
            assert (await vectors.recipient(process, address))[:3] in ("501", "553")
        assert not [command for command in relay.commands if command.startswith(b"RCPT")]
        assert (await vectors.recipient(process, vectors.BUYER)).startswith("250")
    assert [command for command in relay.commands if command.startswith(b"RCPT")] == [f"RCPT TO:<{vectors.BUYER}>".encode()]


@pytest.mark.parametrize("name", vectors.FLOODS)
async def test_a_flood_is_answered_in_bounded_memory(tmp_path: Path, name: str) -> None:
    piece, size = vectors.FLOODS[name]
    async with vectors.gateway(tmp_path) as (process, relay):
        taken = await vectors.flood(process, piece, size)
    assert taken.replies
    assert taken.replies[0][:3] in ("250", "550", "552", "554")
    assert taken.grown < MOST_MEMORY
    assert len(relay.messages) == 1, "the other client's"
