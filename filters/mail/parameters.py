"""Content-Type, Content-Disposition and Content-Transfer-Encoding values (RFC 2045 5-6, RFC 2183, RFC 2231).

Lenient on purpose: what readers could understand in two ways is reported by `structure/ambiguous`, not refused here.
"""

from __future__ import annotations

import re
from urllib.parse import unquote_to_bytes

from filters.mail.words import decode_words

_COMMENT = re.compile(r"\((?:[^()\\]|\\.)*\)")
_PARAMETER = re.compile(r';\s*([^\s=;"]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"?|([^;\s]*))', re.S)
_SECTION = re.compile(r"([^*]+)\*(?:(\d{1,4})(\*)?)?\Z")


def _unfold(value: bytes) -> str:
    return value.decode("utf-8", "surrogateescape").replace("\r", "").replace("\n", "").strip()


def _plain(value: str) -> str:
    """Comments removed where a value carries any; a value without quotes only, so that no quoted text is touched."""
    return _COMMENT.sub("", value).strip() if "(" in value and '"' not in value else value


def content_type(value: bytes | None, default: str) -> tuple[str, dict[str, str]]:
    """(type/subtype in lower case, parameters); the default where it is missing, text/plain where it is unreadable."""
    if value is None:
        return default, {}
    text = _plain(_unfold(value))
    kind = text.split(";", 1)[0].strip().lower()
    readable = kind.count("/") == 1 and not kind.startswith("/") and not kind.endswith("/") and " " not in kind
    return (kind if readable else "text/plain"), parameters(text)


def disposition(value: bytes | None, type_params: dict[str, str]) -> tuple[str, str | None]:
    """(disposition in lower case or '', file name as a reader sees it or None); Content-Type's `name` counts too."""
    text = _unfold(value) if value is not None else ""
    name = parameters(text).get("filename") or type_params.get("name")
    return text.split(";", 1)[0].strip().lower(), decode_words(name) if name else None


def encoding(value: bytes | None) -> str:
    """The Content-Transfer-Encoding token, comments, quotes, blanks and a trailing `;` removed; '7bit' where missing."""
    if value is None:
        return "7bit"
    return _plain(_unfold(value)).strip('"; \t').lower() or "7bit"


def parameters(text: str) -> dict[str, str]:
    """Parameters of a structured value, the first of a name winning, RFC 2231 sections joined and decoded."""
    found: dict[str, str] = {}
    pieces: dict[str, dict[int, tuple[str, bool]]] = {}
    if ";" not in text:
        return found
    for match in _PARAMETER.finditer(text):
        name = match[1].lower()
        value = re.sub(r"\\(.)", r"\1", match[2]) if match[2] is not None else match[3]
        section = _SECTION.match(name) if "*" in name else None
        if section:
            encoded = bool(section[3]) or section[2] is None
            pieces.setdefault(section[1], {}).setdefault(int(section[2] or 0), (value, encoded))
        else:
            found.setdefault(name, value)
    for name, sections in pieces.items():
        found[name] = _joined(sections)
    return found


def _joined(sections: dict[int, tuple[str, bool]]) -> str:
    charset, out = "utf-8", b""
    for number in sorted(sections):
        value, encoded = sections[number]
        if encoded and number == min(sections) and value.count("'") >= 2:
            charset, _, value = value.split("'", 2)
        raw = value.encode("utf-8", "surrogateescape")
        out += unquote_to_bytes(raw) if encoded else raw
    try:
        return out.decode(charset if charset.lower() in ("utf-8", "us-ascii", "iso-8859-1") else "utf-8")
    except UnicodeDecodeError:
        return out.decode("latin-1")
