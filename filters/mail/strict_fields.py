"""The values of Content-Type, Content-Disposition and Content-Transfer-Encoding (RFC 2045 5-6, RFC 2183, RFC 2231)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from filters.mail.message import Header, Message, Part
from filters.mail.oddity import Oddity
from filters.mail.parameters import parameters
from filters.mail.words import decode_words

ENCODINGS = frozenset((b"7bit", b"8bit", b"binary", b"quoted-printable", b"base64"))
MAIN_TYPES = frozenset(
    ("text", "image", "audio", "video", "application", "multipart", "message", "model", "font", "haptics")
)  # fmt: skip
"""Registered top-level media types (IANA)."""

_TOKEN = rb"[!#$%&'*+.^_`{|}~0-9A-Za-z-]+"
_HEAD = re.compile(rb"%s(?:/%s)?" % (_TOKEN, _TOKEN))
_PARAMETER = re.compile(rb'\s*;\s*(%s)=("(?:[^"\\]|\\.)*"|[^\s;"(),<>\\]+)' % _TOKEN, re.S)
_TAIL = re.compile(rb"\s*;?\s*")
_FOLD = re.compile(rb"\r?\n(?=[ \t])")
_SINGULAR = frozenset((b"boundary", b"charset"))
_LOOSE = re.compile(r"[^a-z0-9]")
_SPELLED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "oe", "å": "aa"})
"""How German and the Nordic languages write their letters in ASCII."""


class Value(NamedTuple):
    """A structured value read by the letter: head, parameters in order, and whether all of it was grammatical."""

    head: str
    parameters: tuple[tuple[bytes, bytes], ...]
    complete: bool


def structured(value: bytes) -> Value:
    """Read `head *(";" name "=" value)` (RFC 2045 5.1); a trailing `;` is tolerated, as every reader does."""
    text = _FOLD.sub(b"", value).strip()
    head = _HEAD.match(text)
    if head is None:
        return Value("", (), False)
    found, at = [], head.end()
    while match := _PARAMETER.match(text, at):
        found.append((match[1].lower(), match[2]))
        at = match.end()
    return Value(head[0].decode("ascii").lower(), tuple(found), _TAIL.fullmatch(text, at) is not None)


def field_oddities(message: Message, part: Part) -> Iterator[Oddity]:
    """What two readers could take differently in the Content-* fields of one part."""
    for header in part.headers:
        if header.name == "content-transfer-encoding":
            yield from _encoding(message, header)
        elif header.name in ("content-type", "content-disposition"):
            yield from _structured(message, header)
    yield from _file_name(message, part)


def _encoding(message: Message, header: Header) -> Iterator[Oddity]:
    """One of the five tokens and nothing else; blanks matter only where there is something to decode (RFC 2045 6.1)."""
    value = message.value(header)
    token = value.strip(b" \t\r\n").lower()
    if token not in ENCODINGS:
        yield _odd("encoding-token", header, "Content-Transfer-Encoding is none of the five that readers know")
    elif token in (b"base64", b"quoted-printable") and value.lstrip(b" \t").lower() != token:
        yield _odd("encoding-token", header, "Content-Transfer-Encoding is folded or has blanks after it")


def _structured(message: Message, header: Header) -> Iterator[Oddity]:
    value = structured(message.value(header))
    if not value.complete:
        yield _odd("field-grammar", header, f"{header.name} does not follow the grammar of RFC 2045")
    if header.name == "content-type":
        main, _, sub = value.head.partition("/")
        if not sub:
            yield _odd("type-without-subtype", header, "Content-Type is no type/subtype")
        elif main not in MAIN_TYPES:
            yield _odd("unregistered-type", header, f"{main} is no registered main type")
        if value.head in ("message/partial", "message/external-body"):
            yield _odd("content-elsewhere", header, f"{value.head}: the content is in another message or place")
    yield from _parameters(header, value)


def _parameters(header: Header, value: Value) -> Iterator[Oddity]:
    names = [name for name, _ in value.parameters]
    bases = {name.partition(b"*")[0] for name in names}
    if len(set(names)) != len(names):
        yield _odd("duplicate-parameter", header, f"{header.name} gives a parameter twice")
    for name, written in value.parameters:
        base, star, _ = name.partition(b"*")
        if b"\\" in written:
            yield _odd("parameter-escape", header, f"{base.decode()} holds a backslash")
        if base in _SINGULAR and (star or b"=?" in written):
            yield _odd("parameter-coded", header, f"{base.decode()} is written in the encoding of RFC 2231 or 2047")
    for base in bases:
        if not _in_sections(base, names):
            yield _odd("parameter-sections", header, f"the sections of {base.decode()} are not 0, 1, 2, ...")


def _in_sections(base: bytes, names: list[bytes]) -> bool:
    """Whether the continuations of a parameter are numbered from 0 in order (RFC 2231 3)."""
    numbers = [name.split(b"*")[1] for name in names if name.startswith(base + b"*") and name != base + b"*"]
    return numbers == [b"%d" % number for number in range(len(numbers))]


def _file_name(message: Message, part: Part) -> Iterator[Oddity]:
    """A file name that is given in several ways has one spelling (RFC 2183 2.3, RFC 2231, RFC 6266 4.3)."""
    names: dict[str, Header] = {}
    for header in part.headers:
        if header.name in ("content-type", "content-disposition"):
            names.update((name, header) for name in _readings(message.value(header)))
    if len(names) > 1 and not _alike(list(names)):
        yield _odd("file-name", list(names.values())[-1], "the attachment's name is given in two ways that differ")
    for name, header in names.items():
        if any(unicodedata.category(letter) in ("Cc", "Cf", "Zl", "Zp") and letter not in "\u200c\u200d" for letter in name):
            yield _odd("file-name", header, "the attachment's name holds invisible or reordering characters")
        elif "/" in name or len(name) > 255:
            yield _odd("file-name", header, "the attachment's name is a path or too long")


def _readings(value: bytes) -> Iterator[str]:
    """Beside `filename`, `name` is a form's field (RFC 7578 4.2), which libraries that send forms as mail leave there."""
    if b"name" not in value.lower():
        return
    text = _FOLD.sub(b"", value).decode("utf-8", "replace")
    joined = parameters(text)
    key = "filename" if "filename" in joined else "name"
    if name := joined.get(key):
        yield decode_words(name).strip()
    for parameter, written in structured(value).parameters:
        if parameter == key.encode():
            yield decode_words(written.strip(b'"').decode("utf-8", "replace")).strip()


def _alike(names: list[str]) -> bool:
    """Whether names differ no more than a name and its ASCII stand-in do, the extension being the same."""
    lower = [unicodedata.normalize("NFC", name).lower() for name in names]
    decomposed = {_LOOSE.sub("", unicodedata.normalize("NFKD", name)) for name in lower}
    dropped = {_LOOSE.sub("", name) for name in lower}
    spelled = {_LOOSE.sub("", name.translate(_SPELLED)) for name in lower}
    extensions = {name.rpartition(".")[2] for name in lower}
    return len(extensions) == 1 and 1 in map(len, (decomposed, dropped, spelled))


def _odd(kind: str, header: Header, note: str) -> Oddity:
    return Oddity(kind, header.start, header.end, note)
