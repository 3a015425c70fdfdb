"""Show what becomes of hostile clients: `python -m tests.hostile.show`. Takes about half a minute."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

from tests.hostile import vectors


async def main(folder: Path) -> None:
    async with vectors.gateway(folder) as (process, relay):
        print("== recipients: what the client hears, and every RCPT that the relay got for it")
        for address in vectors.RECIPIENTS:
            known = len(relay.commands)
            reply = await vectors.recipient(process, address)
            got = [command.decode() for command in relay.commands[known:] if command.startswith(b"RCPT")]
            print(f"C: RCPT TO:<{address}>\nS: {reply}\n   relay: {', '.join(got) or 'nothing'}")
        for title, (piece, size) in vectors.FLOODS.items():
            print(f"\n== {title}\n{told(await vectors.flood(process, piece, size))}")


def told(taken: vectors.Taken) -> str:
    before, after, grown = (octets / 1e6 for octets in (taken.before, taken.after, taken.grown))
    return (
        f"S: {' | '.join(taken.replies)}\n"
        f"sent {taken.sent / 1e6:.0f} MB in {taken.seconds:.1f} s; meanwhile another's mail took {taken.meanwhile:.2f} s\n"
        f"peak memory of all processes (VmHWM) {before:.0f} MB -> {after:.0f} MB, +{grown:.0f} MB"
    )


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(main(Path(folder)))
