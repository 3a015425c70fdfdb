"""Plays tests/dialogs: conversations as text. The file names carry the vectors they cover."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.dialog import play

DIALOGS = sorted((Path(__file__).parents[2] / "dialogs").glob("*.txt"))


@pytest.mark.parametrize("script", DIALOGS, ids=lambda path: path.stem)
async def test_dialog(script: Path) -> None:
    await play(script)
