"""Where the raw mails and the labelled messages lie, which are no part of the project."""

from __future__ import annotations

import os
from pathlib import Path

_SHARED = Path(__file__).parents[3] / "shared"
CORPUS = Path(os.environ.get("MAILSLUICE_CORPUS", _SHARED / "corpus"))
"""Directories of .eml files."""
CALIBRATION = Path(os.environ.get("MAILSLUICE_CALIBRATION", _SHARED / "calibration.jsonl"))
