"""What the gateway knows about a message besides its bytes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True)
class Earlier:
    """A message of the account that went to the same buyer before."""

    at: datetime
    order_ids: tuple[str, ...] = ()
    asks_review: bool = False
    message_id: str = ""
    """Its Message-ID, without brackets."""


@dataclass(frozen=True, slots=True)
class Facts:
    """Gathered once per message, before inspection; the same facts give the same verdict for ever.

    Addresses are the bytes on the wire decoded as UTF-8 (the SMTP grammar admits nothing else), domains lower-case.
    """

    mail_from: str = ""
    rcpt_to: tuple[str, ...] = ()
    login: str | None = None
    account: str = "default"
    now: datetime = datetime(2000, 1, 1, tzinfo=UTC)
    reply: bool | None = None
    """An answer in a thread the buyer opened; None: taken from In-Reply-To and References, which must name another message
    than the earlier ones."""
    order_ids: tuple[str, ...] = ()
    """Order ids that thread or order data give for this message."""
    language: str | None = None
    """The buyer's language (BCP 47) from order data; None: unknown."""
    delivered: datetime | None = None
    """When the order reached the buyer, from order data; None: unknown."""
    completed: datetime | None = None
    """When the order was completed, from order data; None: unknown."""
    senders: tuple[str, ...] = ()
    """The account's approved sender addresses, lower-case; `*@domain` admits a whole domain. Empty: not configured."""
    earlier: tuple[Earlier, ...] = ()
    """What went to this buyer before, the newest first, at most 50."""
    sent_today: int = 0
    """Messages of the account that went out since midnight UTC, at most 10,000."""
    opted_out: bool = False
    """The buyer wants nothing but answers."""
