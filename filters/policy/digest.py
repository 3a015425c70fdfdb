"""The digest that stamps every verdict: same message, same facts and same digest give the same verdict."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from filters.policy.values import Exemption, Setting


def decision_digest(
    code: str, choices: Mapping[str, str], exemptions: Sequence[Exemption], settings: Mapping[str, Setting]
) -> str:
    """16 hex digits over everything that decides; a policy's name and tests do not."""
    data = {
        "code": code,
        "choices": choices,
        "exemptions": [asdict(exemption) for exemption in exemptions],
        "settings": {rule: [str(it.action), it.shadow, asdict(it.options)] for rule, it in settings.items()},
    }
    canonical = json.dumps(data, sort_keys=True, separators=(",", ":"), default=_plain)
    return hashlib.sha256(canonical.encode("ascii")).hexdigest()[:16]


def _plain(value: Any) -> str:
    assert isinstance(value, date)
    return value.isoformat()
