"""Every shipped phrase table can be read: one pattern that cannot would silence all rules of its language."""

from __future__ import annotations

from pathlib import Path

import pytest

from filters.detect.meaning.table import table

FOLDER = Path(__file__).parents[4] / "config" / "phrases"


@pytest.mark.parametrize("language", sorted(path.name for path in FOLDER.iterdir() if path.is_dir()))
def test_a_language_has_a_table(language: str) -> None:
    assert table(language) is not table("xx")
