"""structure/limits: too deep, too many parts or headers, too large once decoded.

What it finds
    A message beyond the bounds of `filters.mail.limits`: header block over 100 KB or 1,000 fields, parts nested over
    20 deep or more than 1,000, a decoded text over 2,000,000 characters, HTML over 1,000,000 characters, 200 levels or
    50,000 tags.

Why
    No letter to a buyer is like that. Beyond the bounds nothing is read, so nothing could be vouched for.

Example
    None: the shortest example is 100 KB long; see the cases.

Allowed
    text: An ordinary letter.

Fix
    None.

Options
    None.

Source
    Bounds of Postfix (header_size_limit, mime_nesting_limit) and the largest of ten thousand real messages.
"""

from __future__ import annotations

from collections.abc import Iterator

from filters.facts import Facts
from filters.finding import Action, Found
from filters.mail.document import TextDocument
from filters.mail.mail import Mail
from filters.rule import NoOptions, Rule


def check(mail: Mail, facts: Facts, options: NoOptions) -> Iterator[Found]:
    root = mail.message.root
    for clause in mail.message.exceeded:
        yield Found("structure", clause, root.start, min(root.body, root.end), clause)
    for page in mail.pages:
        for clause in page.limits:
            yield Found("structure", clause, page.document.part.start, page.document.part.body, clause)
    for document in mail.documents:
        if isinstance(document, TextDocument) and document.cut:
            clause = "a text is too long to be read"
            yield Found("structure", clause, document.part.start, document.part.body, clause)


RULE = Rule(
    name="structure/limits",
    check=check,
    summary="The message is beyond what is read of one message.",
    clause="Bounds on headers, parts and decoded size, as mail servers set them.",
    advice="Send a simpler message: fewer parts, fewer headers, less HTML.",
    default=Action.REJECT,
    bound=True,
)
