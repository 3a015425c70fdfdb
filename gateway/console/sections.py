"""The console's sections, in the order of the navigation. A new one: a module in `pages/` with a SECTION, and a line here."""

from __future__ import annotations

from gateway.console.pages import account, bulk, check, decide, edit, history, message, people, queue, rules, statistics
from gateway.console.section import Section

SECTIONS: tuple[Section, ...] = (
    queue.SECTION,
    message.SECTION,
    decide.SECTION,
    edit.SECTION,
    bulk.SECTION,
    rules.SECTION,
    check.SECTION,
    history.SECTION,
    statistics.SECTION,
    people.SECTION,
    account.SECTION,
)
