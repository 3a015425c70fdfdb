"""Line ends, and header fields as such (RFC 5321 2.3.8, RFC 5322 2.2 and 3.6, RFC 2045 3, RFC 2047)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from filters.mail.lines import bare_line_end
from filters.mail.message import Header, Message, Part
from filters.mail.oddity import Oddity
from filters.mail.words import runs

_MIME = frozenset(("content-type", "content-transfer-encoding", "content-disposition", "content-id", "mime-version"))
_UNIQUE = frozenset(
    ("from", "sender", "reply-to", "to", "cc", "subject", "date", "message-id", "in-reply-to", "references")
)  # fmt: skip
_LETTERS = re.compile(r"[^a-z]")
_NEAR = {_LETTERS.sub("", name): name for name in _MIME - {"content-id"}}
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f]")
_SHOWN_CONTROL = re.compile("[\x00-\x08\x0a-\x1f\x7f\u2028\u2029]")
_SHOWN = frozenset(("subject", "from", "sender", "reply-to", "to", "cc", "organization"))


def line_oddities(message: Message) -> Iterator[Oddity]:
    """CR or LF alone and NUL: the first place of each (RFC 5321 2.3.8, RFC 5322 2.3)."""
    raw = message.raw
    if (at := bare_line_end(raw)) is not None:
        yield Oddity("bare-line-end", at, at + 1, "a line ends in CR or LF alone, not in CR LF")
    if (at := raw.find(b"\0")) >= 0:
        yield Oddity("nul", at, at + 1, "the message holds a NUL byte")


def header_oddities(message: Message, part: Part) -> Iterator[Oddity]:
    """What is wrong with one part's header block, whatever its fields mean."""
    for start, end in part.malformed:
        yield Oddity("header-line", start, end, "a line among the headers is no header field")
    yield from _duplicates(message, part)
    for header in part.headers:
        yield from _field(message, part, header)


def _duplicates(message: Message, part: Part) -> Iterator[Oddity]:
    unique = _MIME | _UNIQUE if _starts_message(message, part) else _MIME
    counts = Counter(header.name for header in part.headers)
    for name, count in counts.items():
        if count > 1 and name in unique and not _harmless(message, part, name):
            last = part.all(name)[-1]
            yield Oddity("duplicate-header", last.start, last.end, f"there are {count} {name} fields; send one")


def _starts_message(message: Message, part: Part) -> bool:
    return part.path == "" or bool(_UNIQUE.intersection(header.name for header in part.headers))


def _harmless(message: Message, part: Part, name: str) -> bool:
    """MIME-Version says the same thing however often it is said."""
    return name == "mime-version" and len({message.value(header).strip() for header in part.all(name)}) == 1


def _field(message: Message, part: Part, header: Header) -> Iterator[Oddity]:
    raw = message.raw
    if raw[header.value - 2 : header.value - 1] in (b" ", b"\t"):
        yield _odd("blank-before-colon", header, f"a blank stands between {header.name} and its colon")
    if match := _CONTROL.search(raw, header.value, header.end):
        yield Oddity("control-character", match.start(), match.end(), f"{header.name} holds a control character")
    canonical = _NEAR.get(_LETTERS.sub("", header.name))
    if canonical and canonical != header.name:
        yield _odd("near-miss-name", header, f"{header.name} is nearly {canonical}")
    if header.name in _SHOWN:
        yield from _words(message, header)


def _words(message: Message, header: Header) -> Iterator[Oddity]:
    """Encoded words that carry line breaks or control characters into the header (RFC 2047 5)."""
    value = message.value(header)
    if b"=?" in value and any(run.word and _SHOWN_CONTROL.search(run.text) for run in runs(value)):
        yield _odd("encoded-control", header, f"an encoded word in {header.name} holds a line break or control character")


def _odd(kind: str, header: Header, note: str) -> Oddity:
    return Oddity(kind, header.start, header.end, note)
