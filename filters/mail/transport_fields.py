"""Header fields written anew for transport: lines folded, raw UTF-8 as encoded words (RFC 2047) or parameters (RFC 2231)."""

from __future__ import annotations

import re
from urllib.parse import quote

from filters.mail.charset import decode
from filters.mail.header import STRUCTURED, encoded_words, fold
from filters.mail.parameters import parameters
from filters.mail.words import decode_words

_ADDRESS_FIELDS = STRUCTURED | {f"resent-{name}" for name in STRUCTURED}
_PARAMETER_FIELDS = frozenset(("content-type", "content-disposition"))
_OPAQUE = re.compile(
    r"(?:resent-)?(?:date|message-id)|references|in-reply-to|received|return-path|mime-version|content-(?!description).*|dkim-signature"
    r"|authentication-results|arc-.*|list-.*"
)
"""Fields whose grammar has no place for encoded words."""
_ADDRESS_TOKEN = re.compile(r'<[^<>]*>?|(?:"(?:[^"\\]|\\.)*+"?|[^"<>(),;:@\\])+', re.S)
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*+)"?', re.S)
_ESCAPED = re.compile(r"\\(.)", re.S)
_PARAMETER = re.compile(r';(\s*)([\w.-]+)\s*=\s*("(?:[^"\\]|\\.)*+"|[^";\s]*)', re.S)
_PARAMETER_NAME = re.compile(r";\s*([\w.-]+\*)")
_FOLD = re.compile(r"\r?\n(?=[ \t])")


def fitting_field(name: str, value: bytes, eight_bit: bool) -> bytes:
    """A field's value in lines as short as its blanks admit and, but for `eight_bit`, in ASCII where its grammar admits."""
    if not eight_bit and not value.isascii():
        value = _in_ascii(name, decode(value, "utf-8")[0]).encode("utf-8", "surrogateescape")
    folded = fold(value, len(name) + 1)
    return folded if all(line.strip() for line in folded.split(b"\r\n")[1:]) else value


def says_the_same(name: str, value: bytes, other_name: str, other: bytes) -> bool:
    """Whether a reader sees the same in two fields."""
    old, new = _shown(name, value), _shown(name, other)
    if name in _PARAMETER_FIELDS:
        return name == other_name and parameters(old) == parameters(new)
    return name == other_name and old == new


def _shown(name: str, value: bytes) -> str:
    text = _FOLD.sub("", decode(value, "utf-8")[0])
    if name in _PARAMETER_FIELDS:
        return text
    return "".join(decode_words(_unquoted(text) if name in _ADDRESS_FIELDS else text).split())


def _in_ascii(name: str, text: str) -> str:
    if name in _ADDRESS_FIELDS:
        return _ADDRESS_TOKEN.sub(_phrase, text)
    if name in _PARAMETER_FIELDS:
        return _extended(text)
    if _OPAQUE.fullmatch(name):
        return text
    return " " + _words(decode_words(_FOLD.sub("", text)).strip())


def _phrase(token: re.Match[str]) -> str:
    """A display name, group name or comment as encoded words; an address stays, and so does what stands before an @."""
    text = token[0]
    if text.isascii() or text.startswith("<") or token.string.startswith("@", token.end()):
        return text
    bare = text.strip()
    head = text[: text.index(bare)]
    return head + _words(decode_words(_unquoted(_FOLD.sub("", bare)))) + text[len(head) + len(bare) :]


def _extended(text: str) -> str:
    """Parameters in the form of RFC 2231 4, where they are not there in that form already."""
    there = {match[1].lower() for match in _PARAMETER_NAME.finditer(text)}

    def written(parameter: re.Match[str]) -> str:
        blank, name, value = parameter.groups()
        if value.isascii():
            return parameter[0]
        return "" if f"{name.lower()}*" in there else f";{blank}{name}*=utf-8''{quote(_unquoted(value), safe='')}"

    return _PARAMETER.sub(written, text)


def _unquoted(text: str) -> str:
    return _QUOTED.sub(lambda quoted: _ESCAPED.sub(r"\1", quoted[1]), text)


def _words(text: str) -> str:
    return "\r\n ".join(word.decode("ascii") for word in encoded_words(text, "utf-8"))
