"""Charset labels to codecs: an allow-list, so that no label reaches a codec that is a bomb or no charset (DOS-090)."""

from __future__ import annotations

_SINGLE = (f"iso-8859-{n}" for n in (2, 3, 4, 5, 6, 7, 8, 9, 10, 13, 14, 15, 16))
CODECS: dict[str, str] = {
    **{name: name for name in _SINGLE},
    **{f"windows-125{n}": f"cp125{n}" for n in range(9)},
    **{f"cp125{n}": f"cp125{n}" for n in range(9)},
    "us-ascii": "ascii", "ascii": "ascii", "utf-8": "utf-8", "utf8": "utf-8",
    "iso-8859-1": "latin-1", "latin1": "latin-1", "iso8859-1": "latin-1", "iso-8859-8-i": "iso-8859-8", "iso-8859-11": "cp874",
    "windows-874": "cp874", "tis-620": "cp874", "koi8-r": "koi8-r", "koi8-u": "koi8-u", "macintosh": "mac-roman",
    "gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "big5": "big5hkscs", "big5-hkscs": "big5hkscs",
    "shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932", "windows-31j": "cp932", "cp932": "cp932",
    "euc-jp": "euc-jp", "iso-2022-jp": "iso-2022-jp", "euc-kr": "cp949", "ks_c_5601-1987": "cp949", "cp949": "cp949",
}  # fmt: skip
"""Lower-case MIME charset names (RFC 2978 registry) that mail clients read, and the codec that reads them.

Left out on purpose: UTF-7 and UTF-16 (clients disagree or refuse), EBCDIC, and everything that is no charset.
"""

STATEFUL = frozenset(("iso-2022-jp",))
"""Codecs whose bytes depend on what came before: text in them is re-encoded whole, never spliced."""


def codec_for(label: str) -> str | None:
    """The codec for a charset label, or None where it is unknown or not admitted."""
    return CODECS.get(label.strip().strip("\"'").lower())


def decode(data: bytes, label: str) -> tuple[str, str, bool]:
    """(text, codec used, whether the declaration was true).

    The declared charset first; then what readers fall back to: UTF-8, else Windows-1252 with every byte kept.
    """
    codec = codec_for(label)
    if codec == "latin-1" and not data.isascii():
        codec = _latin(data)
    if codec is not None:
        try:
            return data.decode(codec), codec, True
        except UnicodeDecodeError:
            pass
    for fallback in ("utf-8", "cp1252", "latin-1"):
        try:
            return data.decode(fallback), fallback, False
        except UnicodeDecodeError:
            continue
    raise AssertionError("latin-1 decodes every byte")


def _latin(data: bytes) -> str:
    """ISO-8859-1 as every reader takes it: Windows-1252 where bytes 80-9F occur (WHATWG Encoding 4.2)."""
    if not any(0x80 <= byte <= 0x9F for byte in set(data)):
        return "latin-1"
    try:
        data.decode("cp1252")
    except UnicodeDecodeError:
        return "latin-1"
    return "cp1252"
