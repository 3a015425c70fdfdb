"""Held mail: listing, looking, deciding. Everything goes through the desk, as a reviewer's work does."""

from __future__ import annotations

import base64
import binascii
from dataclasses import asdict
from datetime import datetime, timedelta

from starlette.responses import Response

from gateway.api import answered
from gateway.api.asked import Comment, HeldFilter, Reject, Release
from gateway.api.check import finding
from gateway.api.operation import Call, told
from gateway.api.problem import Problem
from gateway.review.values import CLEANED, EDITED, ORIGINAL, Opened, Outcome
from gateway.store.held_message import sha256
from gateway.store.queue import Listed, Place, Search


async def list_held(call: Call) -> answered.HeldPage:
    """Due first. A message that comes or is decided about meanwhile moves no other one to a page that you have seen."""
    asked: HeldFilter = call.query
    found = await call.desk.look.each(call.caller.person, _search(asked), _place(asked.cursor), asked.limit + 1)
    page = found[: asked.limit]
    return answered.HeldPage(items=[_item(it) for it in page], next=_cursor(page[-1]) if len(found) > len(page) else None)


async def get_held(call: Call) -> Response:
    """With its octets in every form that it can be released in. It is not claimed; that you looked is written down."""
    opened = await _opened(call)
    await call.desk.audit.add(call.caller.person.name, "view", "held", opened.id)
    return told(await _whole(call, opened), {"ETag": f'"{opened.standing.version}"'})


async def claim_held(call: Call) -> answered.Done:
    """For five minutes nobody else decides about it."""
    opened = await _mine(call)
    return answered.Done(done=True, text=f"{opened.id} is claimed for five minutes.")


async def release_held(call: Call) -> answered.Done:
    """Send it in the form that you approve, by its hash. What takes two people takes people."""
    opened, asked = await _mine(call), call.body
    assert isinstance(asked, Release)
    if call.desk.decide.needs_two(opened):
        raise Problem(403, "Two people must release this message; no token counts as one. Use the console.")
    person = call.caller.person
    return _done(await call.desk.decide.release(person, opened.id, asked.form, asked.sha256, asked.reason))


async def reject_held(call: Call) -> answered.Done:
    """It is never sent."""
    opened, asked = await _mine(call), call.body
    assert isinstance(asked, Reject)
    return _done(await call.desk.decide.reject(call.caller.person, opened.id, asked.reason))


async def comment_held(call: Call) -> answered.Done:
    """For whoever looks at it later."""
    asked = call.body
    assert isinstance(asked, Comment)
    opened = await _opened(call)
    return _done(await call.desk.decide.comment(call.caller.person, opened.id, asked.text))


async def _opened(call: Call) -> Opened:
    """The same answer for what is not there and for what may not be seen."""
    opened = await call.desk.look.open(call.caller.person, call.id, claim=False)
    if opened is None:
        raise Problem(404, "There is no such held message, or it is not this token's to see.")
    return opened


async def _mine(call: Call) -> Opened:
    """Claimed first, so that the version which is compared stays as it is until the decision."""
    await _opened(call)
    await call.desk.look.keep(call.caller.person, call.id)
    opened = await _opened(call)
    if not opened.waits:
        raise Problem(409, f"Somebody has decided about it: it is {opened.message.summary.state}.")
    if not opened.mine:
        raise Problem(409, f"{opened.standing.claimed_by} has it open. Try again in five minutes.")
    _compare(call.request.headers.get("if-match", ""), opened.standing.version)
    return opened


def _compare(given: str, version: int) -> None:
    """RFC 9110 13.1.1: only what stands there as it was seen is acted on."""
    if not given:
        raise Problem(428, "Send the ETag of GET /v1/held/{id} as If-Match, so that you decide about what you have seen.")
    tags = [tag.strip() for tag in given.split(",")]
    if f'"{version}"' not in tags:
        raise Problem(412, "It has changed since you looked. Get it again.")


def _done(outcome: Outcome) -> answered.Done:
    if not outcome.done:
        raise Problem(409, outcome.text)
    return answered.Done(done=True, text=outcome.text)


def _search(asked: HeldFilter) -> Search:
    return Search(
        state="" if asked.state == "all" else asked.state,
        words=asked.words,
        rule=asked.rule,
        account=asked.account,
        sender=asked.sender,
        order_id=asked.order,
        older=None if asked.older_hours is None else timedelta(hours=asked.older_hours),
    )


def _cursor(item: Listed) -> str | None:
    place = f"{item.due_at.isoformat() if item.due_at else ''} {item.id}"
    return base64.urlsafe_b64encode(place.encode("utf-8")).decode("ascii").rstrip("=")


def _place(cursor: str) -> Place | None:
    if not cursor:
        return None
    try:
        due, _, id = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode("ascii").partition(" ")
        at = datetime.fromisoformat(due)
    except (ValueError, binascii.Error):
        at, id = datetime.min, ""
    if at.tzinfo is None or not id.isalnum():
        raise Problem(422, "cursor: take it as it is from `next` of the page before.")
    return at, id


def _item(item: Listed) -> answered.HeldItem:
    values = {name: value for name, value in asdict(item).items() if name in answered.HeldItem.model_fields}
    return answered.HeldItem(**{**values, "rules": list(item.rules)})


async def _whole(call: Call, opened: Opened) -> answered.HeldWhole:
    summary, standing, message = opened.message.summary, opened.standing, opened.message
    return answered.HeldWhole(
        id=opened.id,
        state=summary.state,
        version=standing.version,
        held_at=summary.held_at,
        due_at=standing.due_at,
        account=standing.account,
        order_id=standing.order_id,
        buyer=standing.buyer,
        mail_from=str(summary.mail_from),
        rcpt_to=[str(path) for path in summary.rcpt_to],
        needs_two=call.desk.decide.needs_two(opened),
        claimed_by=standing.claimed_by,
        assigned_to=standing.assigned_to,
        decided_by=summary.decided_by,
        decided_at=summary.decided_at,
        findings=[finding(found) for found in message.verdict.findings],
        forms=_forms(opened),
        comments=[answered.CommentItem(at=it.at, by=it.by, text=it.text) for it in standing.comments],
        record=[
            answered.Entry(at=it.at, actor=it.actor, action=it.action, detail=it.detail)
            for it in await call.desk.look.record(opened)
        ],
    )


def _forms(opened: Opened) -> dict[str, answered.Form]:
    names = (CLEANED, ORIGINAL, *((EDITED,) if opened.standing.edit is not None else ()))
    contents = {name: opened.content(name) for name in names}
    return {
        name: answered.Form(sha256=sha256(it), size=len(it), content=base64.b64encode(it).decode("ascii"))
        for name, it in contents.items()
    }
