"""Check: a message or a template that nobody has sent, with what the policy says of it while it is being written."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from starlette.datastructures import UploadFile
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from filters.facts import Facts
from gateway.console.section import Section
from gateway.console.web import Visit, signed_in
from gateway.envelope import Refused
from gateway.review.composing import BUYER, SENDER, Draft, compose
from gateway.review.rights import Right

_FIELDS = ("subject", "text", "html", "account", "language", "reply")
_LONGEST = 1_000_000
"""Characters of a text."""
_REPLY = {"yes": True, "no": False}


async def _empty(visit: Visit) -> Response:
    return visit.page("check.html", **_given(visit), checked=None, problem="", rules=visit.desk.look.rules)


async def _check(visit: Visit) -> Response:
    """The result alone for htmx, the whole page for a browser without it."""
    values = {**_given(visit), **await _checked(visit), "rules": visit.desk.look.rules}
    if "hx-request" in visit.request.headers:
        return HTMLResponse(visit.part("check_result.html", **values))
    return visit.page("check.html", **values)


async def _checked(visit: Visit) -> dict[str, Any]:
    account = visit.field("account", 200).strip() or (visit.person.accounts or ("default",))[0]
    if not visit.person.sees(account):
        return {"checked": None, "problem": "That account is not yours to see."}
    raw = await _message(visit)
    if raw is None:
        return {"checked": None, "problem": ""}
    language, reply = visit.field("language", 35).strip() or None, _REPLY.get(visit.field("reply"))
    facts = Facts(SENDER, (BUYER,), account=account, now=datetime.now(UTC), reply=reply, language=language)
    try:
        return {"checked": await visit.desk.check.check(raw, facts), "problem": ""}
    except Refused:
        return {"checked": None, "problem": "There is too much to do just now. Try again."}


async def _message(visit: Visit) -> bytes | None:
    """The file that was chosen, else a message of the texts; None where there is nothing to check."""
    file = visit.form.get("message")
    if isinstance(file, UploadFile) and file.filename and (content := await file.read()):
        return content if b"\r" in content else content.replace(b"\n", b"\r\n")
    subject = " ".join(visit.field("subject", 10_000).split())
    draft = Draft(subject, visit.field("text", _LONGEST), visit.field("html", _LONGEST))
    return compose(draft) if draft.subject or draft.text.strip() or draft.html.strip() else None


def _given(visit: Visit) -> dict[str, Any]:
    return {"given": {name: visit.field(name, _LONGEST) for name in _FIELDS}}


SECTION = Section(
    "Check",
    "/check",
    Right.LOOK,
    (
        Route("/check", signed_in(Right.LOOK, _empty), methods=["GET"]),
        Route("/check", signed_in(Right.LOOK, _check), methods=["POST"]),
    ),
    key="c",
)
