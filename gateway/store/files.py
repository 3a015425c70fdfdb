"""Creating the store's file so that it is still there after a power cut, and nobody else's to read."""

from __future__ import annotations

import os
from pathlib import Path


def create(path: Path) -> None:
    """Create the file and the directories above it where missing, for the owner only, each entry on disk on return."""
    _create_directory(path.parent)
    if not path.exists():
        descriptor = os.open(path, os.O_CREAT | os.O_RDWR, 0o600)
        os.close(descriptor)
        _sync(path.parent)


def _create_directory(path: Path) -> None:
    if path.is_dir():
        return
    _create_directory(path.parent)
    path.mkdir(mode=0o700, exist_ok=True)
    _sync(path.parent)


def _sync(directory: Path) -> None:
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
