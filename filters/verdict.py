"""The outcome of one inspection."""

from __future__ import annotations

from dataclasses import dataclass, field

from filters.finding import Action, Finding


@dataclass(frozen=True, slots=True)
class Verdict:
    """What to do with a message, why, and the bytes to send.

    action    Action.NOTE or FIX: forward; HOLD; REJECT. `outcome` is its word.
    outgoing  the message as it would be sent; the very same object as the input where nothing was edited
    policy    digest of the policy that decided (rules, options, tables, code)
    seconds   time by stage, filled in by the gateway (the filters read no clock)
    """

    action: Action
    findings: tuple[Finding, ...]
    outgoing: bytes
    edited: bool
    policy: str
    seconds: dict[str, float] = field(default_factory=dict, compare=False)

    @property
    def outcome(self) -> str:
        """'forward', 'hold' or 'reject'."""
        return {Action.HOLD: "hold", Action.REJECT: "reject"}.get(self.action, "forward")
