"""structure/undecodable: bytes that are not what charset or encoding declare.

What it finds
    A text part whose bytes cannot be decoded by the charset it declares, or by UTF-8 where it declares none.

Why
    Readers guess differently then, and the buyer sees other letters than the seller wrote.

Example
    raw: Content-Type: text/plain; charset=utf-8\\r\\nContent-Transfer-Encoding: base64\\r\\n\\r\\n4Pzk\\r\\n
    raw: Content-Type: text/plain; charset=us-ascii\\r\\nContent-Transfer-Encoding: base64\\r\\n\\r\\nw7w=\\r\\n

Allowed
    raw: Content-Type: text/plain; charset=utf-8\\r\\nContent-Transfer-Encoding: base64\\r\\n\\r\\nw7w=\\r\\n
    raw: Content-Type: text/plain\\r\\nContent-Transfer-Encoding: base64\\r\\n\\r\\nw7w=\\r\\n

    UTF-8 without a charset is what scripts and command lines send, and hardly any other text is UTF-8 by chance.

Fix
    None. Declare the charset that the text is written in, best UTF-8.

Options
    None.

Source
    RFC 2045 5.2 and 6, RFC 2046 4.1.2.
"""

from __future__ import annotations

from collections.abc import Iterator

from filters.facts import Facts
from filters.finding import Action, Found
from filters.mail.document import TextDocument
from filters.mail.mail import Mail
from filters.rule import NoOptions, Rule

_WORDS = 60


def check(mail: Mail, facts: Facts, options: NoOptions) -> Iterator[Found]:
    for document in mail.documents:
        if isinstance(document, TextDocument) and not document.true and not _undeclared(document):
            at = next((i for i, letter in enumerate(document.text) if not letter.isascii()), 0)
            start, end = document.raw_range(at, min(at + _WORDS, len(document.text)))
            label = document.part.params.get("charset", "us-ascii, the default")
            yield Found("structure", document.text[at : at + _WORDS], start, end, f"the bytes are not {label[:40]}")


def _undeclared(document: TextDocument) -> bool:
    return "charset" not in document.part.params and document.codec == "utf-8"


RULE = Rule(
    name="structure/undecodable",
    check=check,
    summary="Bytes are not what charset or encoding declare.",
    clause="A text is written in the charset it declares: RFC 2046 4.1.2.",
    advice="Declare the charset the text is written in, best UTF-8, and send it again.",
    default=Action.HOLD,
)
