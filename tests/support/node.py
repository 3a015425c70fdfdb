"""Node and the npm packages that peers' tests use: where they are, and whether they are there."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

PACKAGES = Path(__file__).parents[2] / ".cache" / "node" / "node_modules"
"""Where `make peers` puts them; NODE_PATH, if set, is searched too."""


def environment() -> dict[str, str]:
    return os.environ | {"NODE_PATH": os.pathsep.join(filter(None, (os.environ.get("NODE_PATH"), str(PACKAGES))))}


def has(module: str) -> bool:
    """Whether a program run by node can require this module."""
    if not shutil.which("node"):
        return False
    command = ["node", "-e", "require(process.argv[1])", module]
    return not subprocess.run(command, env=environment(), capture_output=True, timeout=60).returncode


def run(script: Path, *arguments: str, given: bytes) -> bytes:
    """What a program prints; fails unless it ends with 0."""
    done = subprocess.run(["node", str(script), *arguments], env=environment(), input=given, capture_output=True, timeout=60)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout
