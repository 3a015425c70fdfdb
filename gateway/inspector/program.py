"""How a worker process is started."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass

_ENVIRONMENT = ("LD_LIBRARY_PATH", "PYTHONHOME", "LANG", "TZ")
"""What a worker may know of the gateway's environment: no secret that stands there."""


@dataclass(frozen=True, slots=True)
class Program:
    """What a worker runs: `function` is a dotted name `module:function`, `memory` as in `Bounds`."""

    function: str
    memory: int

    def spawn(self, channel: int, shared: int) -> subprocess.Popen[bytes]:
        """A process that holds these two file descriptors and no other. Raises OSError."""
        arguments = (str(channel), str(shared), str(self.memory), self.function)
        environment = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
        return subprocess.Popen(  # noqa: S603 - our own interpreter and module
            (sys.executable, "-P", "-m", "gateway.inspector.worker", *arguments),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=(channel, shared),
            env=environment | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
