"""Every rule, in the order in which they look and in which their findings are told (that of RULES: links to system)."""

from __future__ import annotations

from filters.rule import Rule
from filters.rules.system import crash, integrity, timeout

RULES: tuple[Rule, ...] = (
    crash.RULE,
    timeout.RULE,
    integrity.RULE,
)
