"""The event loop that everything runs on: uvloop where it can be had, asyncio's own elsewhere. Nothing depends on which."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Coroutine
from typing import Any, Literal

Loop = Literal["auto", "asyncio"]

_FACTORIES: dict[Loop, Callable[[], asyncio.AbstractEventLoop]] = dict.fromkeys(("auto", "asyncio"), asyncio.SelectorEventLoop)
with contextlib.suppress(ImportError):
    import uvloop

    _FACTORIES["auto"] = uvloop.new_event_loop


def run(main: Coroutine[Any, Any, None], loop: Loop = "auto") -> None:
    """`asyncio.run` on that loop."""
    with asyncio.Runner(loop_factory=_FACTORIES[loop]) as runner:
        runner.run(main)
