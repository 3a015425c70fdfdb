"""Checking what nobody has sent."""

from __future__ import annotations

from datetime import UTC, datetime

from filters.catalogue import BY_NAME
from filters.facts import Facts
from filters.finding import Action
from filters.finding import Finding as Found
from filters.showing.values import ShownText
from gateway.api import answered
from gateway.api.asked import CheckFacts, CheckTexts
from gateway.api.callers import Caller
from gateway.api.operation import Call
from gateway.api.problem import Problem
from gateway.review.checking import Checked
from gateway.review.composing import BUYER, SENDER, Draft, compose


async def check(call: Call) -> answered.Checked:
    """By the account's policy, in the gateway's own bounds. Nothing is kept."""
    if call.raw is not None:
        return _told(await call.desk.check.check(call.raw, _facts(call.query, call.caller)), None)
    if call.query.model_fields_set:
        raise Problem(422, "With texts the facts go into the body, not into the address.")
    texts: CheckTexts = call.body
    facts = _facts(texts.facts, call.caller)
    raw = compose(Draft(texts.subject, texts.text, texts.html, texts.headers), facts.mail_from, facts.rcpt_to[0])
    return _told(await call.desk.check.check(raw, facts), raw.decode("utf-8", "replace"))


def finding(found: Found) -> answered.Finding:
    """A finding with its rule's clause and advice."""
    rule = BY_NAME.get(found.rule)
    return answered.Finding(
        rule=found.rule,
        action=str(found.action),
        surface=found.surface,
        words=found.words,
        start=found.start,
        end=found.end,
        quoted=found.quoted,
        note=found.note,
        fix=found.fix if found.action is Action.FIX else None,
        shadow=found.shadow,
        exception=found.exception,
        clause=rule.clause if rule else "",
        advice=rule.advice if rule else "",
    )


def _facts(given: CheckFacts, caller: Caller) -> Facts:
    """Raises `Problem` for an account that is not the token's."""
    person = caller.person
    account = given.account or (person.accounts[0] if person.accounts else "default")
    if not person.sees(account):
        raise Problem(403, "This token is not for that account.")
    return Facts(
        mail_from=given.mail_from or SENDER,
        rcpt_to=(given.rcpt_to or BUYER,),
        account=account,
        now=given.now or datetime.now(UTC),
        reply=given.reply,
        order_ids=given.order_ids,
        language=given.language,
        delivered=given.delivered,
        completed=given.completed,
    )


def _told(checked: Checked, message: str | None) -> answered.Checked:
    verdict = checked.verdict
    return answered.Checked(
        action=verdict.outcome,
        edited=verdict.edited,
        policy=verdict.policy,
        findings=[finding(found) for found in verdict.findings],
        cleaned=_cleaned(checked),
        notice=checked.unreadable,
        message=message,
    )


def _cleaned(checked: Checked) -> list[answered.CleanedText] | None:
    return None if checked.shown is None else [_text(text) for text in checked.cleaned]


def _text(text: ShownText) -> answered.CleanedText:
    words = "".join(piece.text for piece in text.pieces)
    return answered.CleanedText(kind=text.kind, title=text.title, text=words, left_out=text.left_out)
