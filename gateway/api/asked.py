"""What programs send. Unknown names are refused: a misspelt filter that filters nothing would do harm."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from gateway.review.values import CLEANED

_HEADERS = 50
_OURS = frozenset(("subject", "mime-version", "content-type", "content-transfer-encoding", "from", "to"))
Word = Annotated[str, StringConstraints(max_length=200)]
Address = Annotated[str, StringConstraints(max_length=320, pattern=r"^[^\s\x00-\x1f\x7f<>,;]*$")]
"""An address without a name; '' for none."""
Line = Annotated[str, StringConstraints(max_length=10_000, pattern=r"^[^\x00-\x1f\x7f]*$")]
Name = Annotated[str, StringConstraints(max_length=100, pattern=r"^[A-Za-z0-9-]+$")]
Text = Annotated[str, StringConstraints(max_length=3_000_000)]
Reason = Annotated[str, StringConstraints(max_length=10_000, strip_whitespace=True)]


class Asked(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class CheckFacts(Asked):
    """What is known about the message besides its bytes; the account's policy checks it."""

    account: Word | None = Field(default=None, description="Default: the first that the token is limited to, else `default`.")
    reply: bool | None = Field(default=None, description="It answers the buyer; without it the message's headers tell.")
    language: Annotated[str, StringConstraints(max_length=35)] | None = Field(default=None, description="The buyer's (BCP 47).")
    mail_from: Address = ""
    rcpt_to: Address = ""
    order_ids: Annotated[tuple[Word, ...], Field(max_length=20)] = ()
    delivered: AwareDatetime | None = None
    completed: AwareDatetime | None = None
    now: AwareDatetime | None = Field(default=None, description="Default: the time of the request.")


class CheckTexts(Asked):
    """Texts that are to become a message."""

    subject: Line = ""
    text: Text = ""
    html: Text = ""
    headers: Annotated[dict[Name, Line], Field(max_length=_HEADERS)] = Field(default_factory=dict)
    facts: CheckFacts = Field(default_factory=CheckFacts)

    @model_validator(mode="after")
    def _no_header_of_ours(self) -> CheckTexts:
        ours = sorted(name for name in self.headers if name.lower() in _OURS)
        if ours:
            raise ValueError(
                f"{ours[0]} is not given as a header: use subject, text, html, and the facts mail_from and rcpt_to"
            )
        return self


class HeldFilter(Asked):
    """What to list; without a field it narrows nothing."""

    state: Literal["held", "releasing", "released", "rejected", "all"] = "held"
    rule: Word = Field(default="", description="The name of a rule that stopped it.")
    account: Word = ""
    sender: Word = Field(default="", description="A part of the sender's address.")
    order: Word = Field(default="", description="An order id, or a part of one.")
    words: Word = Field(default="", description="Words of subject or text.")
    older_hours: int | None = Field(default=None, ge=0, le=100_000, description="Held for longer than this.")
    limit: int = Field(default=50, ge=1, le=200)
    cursor: Word = Field(default="", description="`next` of the page before.")


class HistoryFilter(Asked):
    """Exactly one of `order` and `buyer`."""

    order: Word = ""
    buyer: Word = Field(default="", description="The buyer's address at the marketplace.")
    account: Word = ""
    limit: int = Field(default=50, ge=1, le=200)

    @model_validator(mode="after")
    def _one(self) -> HistoryFilter:
        if bool(self.order) == bool(self.buyer):
            raise ValueError("give either order or buyer")
        return self


class Release(Asked):
    """`sha256`: of the form that you approve, as `GET /v1/held/{id}` gave it. Nothing else is sent."""

    form: Literal["cleaned", "original", "edited"] = CLEANED  # type: ignore[assignment]
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    reason: Reason = Field(default="", description="Needed for `original`.")


class Reject(Asked):
    reason: Annotated[Reason, StringConstraints(min_length=1)] = Field(description="Told to the sender.")


class Comment(Asked):
    text: Annotated[Reason, StringConstraints(min_length=1)]


class Nothing(Asked):
    """No fields."""
