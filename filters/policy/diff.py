"""What differs between two policies in effect, one line each."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator

from filters.policy.policy import Policy
from filters.policy.reading import CHOICES
from filters.policy.values import Exemption, Setting


def differences(old: Policy, new: Policy) -> Iterator[str]:
    """Lines such as `links/external: fix -> hold`, in the order of the rules; none where both decide alike."""
    for name in CHOICES:
        if getattr(old, name) != getattr(new, name):
            yield f"{name}: {getattr(old, name)} -> {getattr(new, name)}"
    for rule in dict.fromkeys((*old.settings, *new.settings)):
        yield from _setting(rule, old.settings.get(rule), new.settings.get(rule))
    for sign, ours, theirs in (("-", old, new), ("+", new, old)):
        for exemption in ours.exemptions:
            if exemption not in theirs.exemptions:
                yield f"{sign} exception {_exemption(exemption)}"


def _setting(rule: str, old: Setting | None, new: Setting | None) -> Iterator[str]:
    if _action(old) != _action(new):
        yield f"{rule}: {_action(old)} -> {_action(new)}"
    before = dataclasses.asdict(old.options) if old else {}
    after = dataclasses.asdict(new.options) if new else {}
    for name in dict.fromkeys((*before, *after)):
        if before.get(name) != after.get(name):
            yield f"{rule}.{name}: {json.dumps(before.get(name))} -> {json.dumps(after.get(name))}"


def _action(setting: Setting | None) -> str:
    if setting is None:
        return "(no such rule)"
    return f"{setting.action} (shadow)" if setting.shadow else str(setting.action)


def _exemption(exemption: Exemption) -> str:
    conditions = {name: globs for name, globs in dataclasses.asdict(exemption.when).items() if globs}
    return f"{exemption.rule} when {json.dumps(conditions)} until {exemption.until} ({exemption.owner}: {exemption.reason})"
