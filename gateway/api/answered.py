"""What programs get."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel, Field


class Finding(BaseModel):
    """As `mailsluice check --format json` tells it. `start`, `end`: octets in the message."""

    rule: str
    action: str
    surface: str
    words: str
    start: int
    end: int
    quoted: bool
    note: str
    fix: str | None
    shadow: bool = False
    exception: str = ""
    clause: str = Field(default="", description="Of the marketplace's guidelines.")
    advice: str = Field(default="", description="What to write instead.")


class CleanedText(BaseModel):
    """A text as it would be sent. `kind`: subject, text, html. `left_out`: characters that are too many to be told."""

    kind: str
    title: str
    text: str
    left_out: int = 0


class Checked(BaseModel):
    """`message`: made of the texts, the one that `start` and `end` count in; absent where you sent a message yourself."""

    action: str = Field(description="forward, hold or reject")
    edited: bool
    policy: str
    findings: list[Finding]
    cleaned: list[CleanedText] | None = Field(description="null where the message cannot be read; `notice` says why")
    notice: str = ""
    message: str | None = None


class HeldItem(BaseModel):
    """A held message in a list. `rules` stopped it."""

    id: str
    state: str
    held_at: datetime
    due_at: datetime | None
    account: str
    order_id: str | None
    buyer: str | None
    sender: str
    subject: str
    size: int
    rules: list[str]
    claimed_by: str | None
    assigned_to: str | None
    decided_by: str | None
    decided_at: datetime | None


class HeldPage(BaseModel):
    items: list[HeldItem]
    next: str | None = Field(description="The cursor of the next page, null on the last one.")


class Form(BaseModel):
    """A form that it can be released in. `content`: the octets in base 64."""

    sha256: str
    size: int
    content: str


class Entry(BaseModel):
    """What somebody did with it, from the audit trail."""

    at: datetime
    actor: str
    action: str
    detail: dict[str, object]


class CommentItem(BaseModel):
    at: datetime
    by: str
    text: str


class HeldWhole(BaseModel):
    """A held message with everything that is known of it. `version` is its ETag, too."""

    id: str
    state: str
    version: int
    held_at: datetime
    due_at: datetime | None
    account: str
    order_id: str | None
    buyer: str | None
    mail_from: str
    rcpt_to: list[str]
    needs_two: bool = Field(description="Its release takes two people; no token counts as one.")
    claimed_by: str | None
    assigned_to: str | None
    decided_by: str | None
    decided_at: datetime | None
    findings: list[Finding]
    forms: dict[str, Form] = Field(description="cleaned, original, edited (where a reviewer wrote it anew)")
    comments: list[CommentItem]
    record: list[Entry]


class Done(BaseModel):
    """What became of it, in words."""

    done: bool
    text: str


class HistoryItem(BaseModel):
    """A message that was decided. `outcome`: forward, hold or reject."""

    id: str
    at: datetime
    sender: str
    subject: str
    outcome: str
    edited: bool
    rules: list[str]
    held_id: str | None


class HistoryPage(BaseModel):
    items: list[HistoryItem]
