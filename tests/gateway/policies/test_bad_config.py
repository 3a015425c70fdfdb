"""`tests/bad_config/NN-topic/policy.toml` is refused with exactly the lines of `error.txt`.

A new folder without `error.txt` fails with the lines to put there, once they say what they should.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from gateway.policies import PolicyFile, PolicyRefused

FOLDERS = sorted(path.parent for path in (Path(__file__).parents[2] / "bad_config").glob("*/policy.toml"))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_bad_policy_is_refused_in_the_words_of_its_error_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    with pytest.raises(PolicyRefused) as caught:
        PolicyFile("policy.toml").load(date(2027, 1, 1))
    expected = folder / "error.txt"
    assert "\n".join(caught.value.lines) + "\n" == (expected.read_text("utf-8") if expected.exists() else "")


def test_there_are_enough_of_them_and_their_numbers_are_unique() -> None:
    assert len({folder.name.split("-")[0] for folder in FOLDERS}) == len(FOLDERS) >= 20
