"""What reviewers do with a held message short of deciding: claims, comments, judgements, edits, first approvals."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, or_, select, update

from filters.verdict import Verdict
from gateway.store import forms
from gateway.store.audit import append
from gateway.store.database import Database
from gateway.store.held_message import State, sha256
from gateway.store.ids import new_id
from gateway.store.schema import comment, held, held_edit, judgement

CLAIM = timedelta(minutes=5)
"""How long a message stays claimed by somebody of whom nothing more is heard."""


@dataclass(frozen=True, slots=True)
class Comment:
    at: datetime
    by: str
    text: str


@dataclass(frozen=True, slots=True)
class HeldEdit:
    """A reviewer's wording. `sha256` is that of `content`, which is what would be sent."""

    number: int
    at: datetime
    by: str
    content: bytes = field(repr=False)
    sha256: str
    verdict: Verdict = field(repr=False)


@dataclass(frozen=True, slots=True)
class Standing:
    """How things stand with a held message: who has it, whose turn it is, who has approved; comments, opinions, last edit.

    waits  nobody has decided about it
    """

    waits: bool
    account: str
    claimed_by: str | None
    assigned_to: str | None
    approved_by: str | None
    note: str
    facts: str
    due_at: datetime | None
    order_id: str | None
    buyer: str | None
    template: str
    version: int
    comments: tuple[Comment, ...]
    opinions: dict[int, str]
    edit: HeldEdit | None


class Reviews:
    """Every method raises `Refused` where the store does not work; those that change something say whether they did."""

    def __init__(self, database: Database, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._database = database
        self._clock = clock

    async def standing(self, id: str) -> Standing | None:
        """None where there is no such message."""
        return await self._database.read(lambda connection: _standing(connection, id, self._clock()))

    async def claim(self, id: str, by: str) -> bool:
        """Take a message that nobody else has, or keep it. It is looked at either way, which the audit tells once a claim."""
        now = self._clock()
        free = or_(held.c.claimed_by.is_(None), held.c.claimed_until < now, held.c.claimed_by == by)

        def work(connection: Connection) -> bool:
            before = connection.execute(select(held.c.claimed_by).where(held.c.id == id)).scalar_one_or_none()
            values = {"claimed_by": by, "claimed_until": now + CLAIM}
            changed = update(held).where(held.c.id == id, held.c.state == State.HELD, free).values(values)
            taken = connection.execute(changed).rowcount == 1
            if before != by:
                append(connection, now, by, "view", "held", id)
            return taken

        return await self._database.write(work)

    async def leave(self, id: str, by: str) -> None:
        """Give a claim back."""
        nobody = {"claimed_by": None, "claimed_until": None}
        changed = update(held).where(held.c.id == id, held.c.claimed_by == by).values(nobody)
        await self._database.write(lambda connection: connection.execute(changed))

    async def assign(self, id: str, by: str, to: str | None) -> bool:
        """Hand on to a colleague; None: to nobody in particular."""
        values = {"assigned_to": to, "claimed_by": None, "claimed_until": None}
        return await self._change(id, by, "hand on", values, to=to or "")

    async def note(self, id: str, by: str, text: str) -> bool:
        """The reason for the decision that follows."""
        return await self._change(id, by, "reason", {"note": text}, reason_sha256=sha256(text.encode("utf-8", "replace")))

    async def approve(self, id: str, by: str, content: str) -> bool:
        """The first of four eyes; `content`: the hash of what was approved. False where somebody has approved already."""
        return await self._change(id, by, "approve", {"approved_by": by}, held.c.approved_by.is_(None), content=content)

    async def comment(self, id: str, by: str, text: str) -> bool:
        """False where there is no such message."""
        now = self._clock()

        def work(connection: Connection) -> bool:
            if connection.execute(select(held.c.id).where(held.c.id == id)).one_or_none() is None:
                return False
            connection.execute(comment.insert().values(id=new_id(now), held_id=id, at=now, by=by, text=text))
            append(connection, now, by, "comment", "held", id, sha256=sha256(text.encode("utf-8", "replace")))
            return True

        return await self._database.write(work)

    async def judge(self, id: str, number: int, rule: str, words: str, opinion: str, by: str) -> None:
        """What somebody thinks of a finding; a later opinion takes the place of an earlier one, '' takes it back."""
        now = self._clock()
        one = (judgement.c.held_id == id, judgement.c.number == number)
        values = {"held_id": id, "number": number, "rule": rule, "words": words, "opinion": opinion, "by": by, "at": now}

        def work(connection: Connection) -> None:
            connection.execute(judgement.delete().where(*one))
            if opinion:
                connection.execute(judgement.insert().values(values))
            append(connection, now, by, "judge", "held", id, number=number, rule=rule, opinion=opinion)

        await self._database.write(work)

    async def save_edit(self, id: str, by: str, content: bytes, verdict: Verdict) -> HeldEdit | None:
        """Keep a wording of a message that is held; an approval of another one is void. None where it is not held any more."""
        now = self._clock()
        digest = sha256(content)

        def work(connection: Connection) -> HeldEdit | None:
            still = update(held).where(held.c.id == id, held.c.state == State.HELD)
            if not connection.execute(still.values(approved_by=None, version=held.c.version + 1)).rowcount:
                return None
            last = select(func.max(held_edit.c.number)).where(held_edit.c.held_id == id)
            number = (connection.execute(last).scalar_one() or 0) + 1
            row = {"content": content, "sha256": digest, "verdict": forms.dump_verdict(verdict)}
            connection.execute(held_edit.insert().values(held_id=id, number=number, at=now, by=by, **row))
            append(connection, now, by, "edit", "held", id, number=number, sha256=digest)
            return HeldEdit(number, now, by, content, digest, verdict)

        return await self._database.write(work)

    async def _change(
        self, id: str, by: str, action: str, values: dict[str, Any], *conditions: ColumnElement[bool], **detail: Any
    ) -> bool:
        statement = update(held).where(held.c.id == id, held.c.state == State.HELD, *conditions)

        def work(connection: Connection) -> bool:
            if not connection.execute(statement.values(version=held.c.version + 1, **values)).rowcount:
                return False
            append(connection, self._clock(), by, action, "held", id, **detail)
            return True

        return await self._database.write(work)


def _standing(connection: Connection, id: str, now: datetime) -> Standing | None:
    row = connection.execute(select(held).where(held.c.id == id)).one_or_none()
    if row is None:
        return None
    claimed = row.claimed_by if row.claimed_until and row.claimed_until > now else None
    return Standing(
        waits=row.state == State.HELD,
        account=row.account,
        claimed_by=claimed,
        assigned_to=row.assigned_to,
        approved_by=row.approved_by,
        note=row.note or "",
        facts=row.facts,
        due_at=row.due_at,
        order_id=row.order_id,
        buyer=row.buyer,
        template=row.template,
        version=row.version,
        comments=tuple(_comments(connection, id)),
        opinions=_opinions(connection, id),
        edit=_edit(connection, id),
    )


def _comments(connection: Connection, id: str) -> Sequence[Comment]:
    query = select(comment).where(comment.c.held_id == id).order_by(comment.c.id)
    return [Comment(row.at, row.by, row.text) for row in connection.execute(query)]


def _opinions(connection: Connection, id: str) -> dict[int, str]:
    rows = connection.execute(select(judgement.c.number, judgement.c.opinion).where(judgement.c.held_id == id))
    return {row.number: row.opinion for row in rows}


def _edit(connection: Connection, id: str) -> HeldEdit | None:
    query = select(held_edit).where(held_edit.c.held_id == id).order_by(held_edit.c.number.desc()).limit(1)
    row = connection.execute(query).one_or_none()
    if row is None:
        return None
    content = bytes(row.content)
    return HeldEdit(row.number, row.at, row.by, content, row.sha256, forms.load_verdict(row.verdict, content))
