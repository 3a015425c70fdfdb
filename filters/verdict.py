"""The outcome of one inspection."""

from __future__ import annotations

from dataclasses import dataclass, field

from filters.finding import Action, Finding


@dataclass(frozen=True, slots=True)
class Gist:
    """What a message says of itself, for the records that outlive it (`filters.gist`).

    order_ids    the orders it names as it is sent, at most 20
    asks_review  it asks for a review or for feedback; False where the policy does not want to know
    answers      it answers a message of the buyer
    subject      as a reader sees it, at most 300 characters
    words        subject and text as a reader sees them, folded, lower-case, at most 4,000 characters; '' where it was not held
    """

    order_ids: tuple[str, ...] = ()
    asks_review: bool = False
    answers: bool = False
    subject: str = ""
    words: str = ""


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
    gist: Gist = field(default=Gist(), compare=False, repr=False)

    @property
    def outcome(self) -> str:
        """'forward', 'hold' or 'reject'."""
        return {Action.HOLD: "hold", Action.REJECT: "reject"}.get(self.action, "forward")
