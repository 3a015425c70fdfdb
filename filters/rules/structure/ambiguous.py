"""structure/ambiguous: two mail readers would read this message differently.

What it finds
    Everything the strict gate knows: duplicate or nearly named headers, Content-* values outside the grammar, boundaries
    that are missing, unclosed, nested or look like another, text outside any part, base64 and quoted-printable that
    decoders decode differently, bare CR or LF, NUL, charsets no reader shares, file names given in two ways.

Why
    What one reader shows and another does not is where forbidden content hides, from the marketplace as from this
    gateway. A message with one reading only is the only kind that can be vouched for.

Example
    raw: Subject: one\\r\\nSubject: two\\r\\n\\r\\nHello\\r\\n
    raw: Content-Type: text/plain\\r\\nContent-Transfer-Encoding: base64 \\r\\n\\r\\nSGVsbG8=\\r\\n

Allowed
    raw: Subject: one\\r\\nContent-Type: text/plain; charset=utf-8\\r\\n\\r\\nHello\\r\\n

Fix
    None: which reading was meant is the sender's to say. Send the message from a program that writes clean MIME.

Options
    None.

Source
    RFC 2045, RFC 2046, RFC 2047, RFC 2231, RFC 5321 2.3.8, RFC 5322, RFC 7103.
"""

from __future__ import annotations

from collections.abc import Iterator

from filters.facts import Facts
from filters.finding import Action, Found
from filters.mail.mail import Mail
from filters.mail.strict import oddities
from filters.rule import NoOptions, Rule

_WORDS = 80
_MOST = 20


def check(mail: Mail, facts: Facts, options: NoOptions) -> Iterator[Found]:
    seen: set[tuple[str, int]] = set()
    for kind, start, end, note in oddities(mail.message):
        if (kind, start) not in seen and len(seen) < _MOST:
            seen.add((kind, start))
            yield Found("structure", _excerpt(mail.message.raw[start:end]), start, end, note)


def _excerpt(raw: bytes) -> str:
    text = raw[:_WORDS].decode("utf-8", "replace")
    return " ".join(text.split())


RULE = Rule(
    name="structure/ambiguous",
    check=check,
    summary="Two mail readers would read this message differently.",
    clause="Mail must mean the same to every reader: RFC 2045, RFC 2046, RFC 5322.",
    advice="Send the message again from a mail program that writes standard MIME.",
    default=Action.HOLD,
)
