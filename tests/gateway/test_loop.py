"""The event loop of the settings is the one that runs."""

import asyncio

import pytest

from gateway.loop import Loop, run


@pytest.mark.parametrize(("loop", "module"), [("auto", "uvloop"), ("asyncio", "asyncio.unix_events")])
def test_the_loop_asked_for_runs(loop: Loop, module: str) -> None:
    if module == "uvloop":
        pytest.importorskip("uvloop")
    seen: list[str] = []

    async def main() -> None:
        seen.append(type(asyncio.get_running_loop()).__module__)

    run(main(), loop)
    assert seen == [module]
