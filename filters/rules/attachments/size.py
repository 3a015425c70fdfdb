r"""attachments/size: files of more than ten megabytes in all.

What it finds
    Attached files whose sizes, once decoded, are together over the limit. Pictures that a page shows do not count.

Why
    The marketplace does not pass them on.

Example
    None: the shortest example is ten megabytes long; see the cases, which lower the limit.

Allowed
    text: An ordinary letter.

Fix
    None.

Options
    megabytes: the limit, in units of 1,048,576 octets.

Source
    Public help pages: attachments of buyer-seller messages (A).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from filters.facts import Facts
from filters.filed import files
from filters.finding import Action, Found
from filters.mail.attached import Attached
from filters.mail.mail import Mail
from filters.rule import Rule

_MEGABYTE = 1_048_576


@dataclass(frozen=True, slots=True)
class Options:
    """`megabytes` of all files together."""

    megabytes: int = 10


def check(mail: Mail, facts: Facts, options: Options) -> Iterator[Found]:
    attached = list(_outermost(mail))
    total = sum(one.file.size for one in attached)
    if total > options.megabytes * _MEGABYTE:
        part = max(attached, key=lambda one: one.file.size).part
        words = f"{total / _MEGABYTE:.1f} MB"
        yield Found("structure", words, part.start, part.body, f"attachments of {words} in all")


def _outermost(mail: Mail) -> Iterator[Attached]:
    """What is attached, without what a mail that is attached has attached in turn: that is part of its size."""
    end = 0
    for attached in files(mail):
        if attached.part.start >= end:
            end = attached.part.end
            yield attached


RULE = Rule(
    name="attachments/size",
    check=check,
    summary="Attached files that are too large together.",
    clause="Attachments have at most 10 MB in all (A).",
    advice="Attach less: scale pictures down, or leave files out.",
    default=Action.REJECT,
    options=Options,
)
