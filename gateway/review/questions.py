"""What the gateway asks the process that reads mail for reviewers. Apart from both, so that a pickle names one class."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from typing import NamedTuple

from filters.facts import Facts
from filters.finding import Finding

HEAD = struct.Struct("!II")
"""Octets of the description, octets of the message."""


class Show(NamedTuple):
    """Asks for `filters.showing.show`."""

    raw: bytes
    outgoing: bytes
    findings: tuple[Finding, ...]
    facts: Facts


class Edit(NamedTuple):
    """Asks for `filters.editing.edited`."""

    raw: bytes
    facts: Facts
    texts: Mapping[int, str]
