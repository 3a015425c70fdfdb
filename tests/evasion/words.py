"""Tricks with letters: how a link, an address or a number is written so that people read it and programs do not."""

from __future__ import annotations

import re
from collections.abc import Callable

Trick = Callable[[str], str]
_DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def _joined(mark: str) -> Trick:
    return lambda text: mark.join(text)


def _digits(digits: str) -> Trick:
    return lambda text: text.translate(str.maketrans("0123456789", digits))


def _signs(dot: str, at: str) -> Trick:
    return lambda text: text.replace(".", dot).replace("@", at)


def _bold(text: str) -> str:
    return "".join(
        chr(0x1D41A + ord(c) - 97) if "a" <= c <= "z" else chr(0x1D7CE + ord(c) - 48) if c.isdigit() else c for c in text
    )


TRICKS: dict[str, Trick] = {
    "plain": lambda text: text,
    "zero width": _joined("\u200b"),
    "soft hyphens": _joined("\u00ad"),
    "word joiners": _joined("\u2060"),
    "grapheme joiners": _joined("\u034f"),
    "vowel separators": _joined("\u180e"),
    "tag characters": lambda text: f"{text[:3]}\U000e0041{text[3:]}",
    "full width": lambda text: "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text),
    "mathematical bold": _bold,
    "circled letters": lambda text: "".join(chr(0x24D0 + ord(c) - 97) if "a" <= c <= "z" else c for c in text),
    "Cyrillic letters": lambda text: text.translate(str.maketrans("aeopcx", "аеорсх")),
    "Greek letters": lambda text: text.replace("o", "ο").replace("v", "ν"),
    "ideographic dots": lambda text: text.replace(".", "。"),
    "one dot leaders": lambda text: text.replace(".", "․"),
    "brackets": _signs("[.]", "(at)"),
    "underscores": _signs("_dot_", "_at_"),
    "English signs": _signs(" dot ", " at "),
    "German signs": _signs(" punkt ", " ät "),
    "French signs": _signs(" point ", " arobase "),
    "Spanish signs": _signs(" punto ", " arroba "),
    "Portuguese signs": _signs(" ponto ", " arroba "),
    "Italian signs": _signs(" punto ", " chiocciola "),
    "Dutch signs": _signs(" punt ", " apenstaartje "),
    "Swedish signs": _signs(" punkt ", " snabel-a "),
    "Polish signs": _signs(" kropka ", " małpa "),
    "Turkish signs": _signs(" nokta ", " et "),
    "Chinese signs": _signs("点", "艾特"),
    "Japanese signs": _signs("ドット", "アットマーク"),
    "Arabic signs": _signs(" نقطة ", " آت "),
    "spaced out": _joined(" "),
    "blanks around signs": _signs(" . ", " @ "),
    "digits as words": lambda text: re.sub(r"\d", lambda digit: f" {_DIGITS[int(digit[0])]}", text),
    "O for nought": lambda text: re.sub(r"(?<=\d)0|0(?=\d)", "O", text),
    "keycaps": lambda text: re.sub(r"\d", lambda digit: f"{digit[0]}\ufe0f\u20e3", text),
    "superscripts": _digits("⁰¹²³⁴⁵⁶⁷⁸⁹"),
    "Arabic digits": _digits("٠١٢٣٤٥٦٧٨٩"),
    "Devanagari digits": _digits("०१२३४५६७८९"),
    "Chinese digits": _digits("零一二三四五六七八九"),
    "turned around": lambda text: f"\u202e{text[::-1]}\u202c",
    "hxxp": lambda text: text.replace("https", "hxxps"),
    "capitals": str.upper,
    "dashes": lambda text: text.replace(" ", "-"),
    "slashes": lambda text: text.replace(" ", "/"),
    "tildes": lambda text: text.replace(" ", "~"),
    "over two lines": lambda text: text.replace(".", ".\n", 1) if "." in text else text.replace(" ", "\n", 1),
}
