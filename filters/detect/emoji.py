"""Emoji and pictographs: Extended_Pictographic characters and emoji sequences (UTS #51, Unicode 16 emoji-data.txt).

Left alone, as letters of business use them (RULES.md, "Boundaries"): © ® ™, arrows, check marks, ★ ☆, digits, # and *.
"""

from __future__ import annotations

import re

_EXTENDED_PICTOGRAPHIC = """
203C 2049 2139 231A-231B 2328 2388 23CF 23E9-23F3 23F8-23FA 24C2 25AA-25AB 25B6 25C0 25FB-25FE 2600-2605 2607-2612 2614-2685
2690-2705 2708-2712 2714 2716 271D 2721 2728 2733-2734 2744 2747 274C 274E 2753-2755 2757 2763-2767 2795-2797 27B0 27BF
2B1B-2B1C 2B50 2B55 3030 303D 3297 3299 1F000-1F0FF 1F10D-1F10F 1F12F 1F16C-1F171 1F17E-1F17F 1F18E 1F191-1F19A 1F1AD-1F1E5
1F201-1F20F 1F21A 1F22F 1F232-1F23A 1F23C-1F23F 1F249-1F3FA 1F400-1F53D 1F546-1F64F 1F680-1F6FF 1F774-1F77F 1F7D5-1F7FF
1F80C-1F80F 1F848-1F84F 1F85A-1F85F 1F888-1F88F 1F8AE-1F8FF 1F90C-1F93A 1F93C-1F945 1F947-1FAFF 1FC00-1FFFD
"""
_ALLOWED = frozenset(map(chr, (0xA9, 0xAE, 0x2122, 0x2605, 0x2606, 0x2611, 0x2713, 0x2714)))


def _class(ranges: str) -> str:
    """A `re` character class of hexadecimal ranges, without the allowed characters."""
    points: list[str] = []
    for low, _, high in (item.partition("-") for item in ranges.split()):
        points += [chr(point) for point in range(int(low, 16), int(high or low, 16) + 1)]
    return _compact([point for point in points if point not in _ALLOWED])


def _compact(letters: list[str]) -> str:
    runs: list[list[str]] = []
    for letter in letters:
        if runs and ord(letter) == ord(runs[-1][1]) + 1:
            runs[-1][1] = letter
        else:
            runs.append([letter, letter])
    return "".join(low if low == high else f"{low}-{high}" for low, high in runs)


_PICTURE = f"[{_class(_EXTENDED_PICTOGRAPHIC)}]"
_TAIL = "[\ufe0e\ufe0f\U0001f3fb-\U0001f3ff\u20e3]*+(?:[\U000e0020-\U000e007f]++)?"
_JOINED = f"(?:\u200d[{_class(_EXTENDED_PICTOGRAPHIC)}\u2190-\u21ff\u27a1\u2640\u2642]{_TAIL})*+"
_EMOJI = re.compile(
    f"{_PICTURE}{_TAIL}{_JOINED}"  # pictographs, their modifiers, joined families, tagged flags
    "|[\U0001f1e6-\U0001f1ff]{1,2}"  # flags
    "|[0-9#*]\ufe0f?\u20e3"  # keycaps
    "|[\U0001f3fb-\U0001f3ff]"
)


def find_emoji(text: str) -> list[tuple[int, int]]:
    """Ranges of `text` (not folded) that are each one emoji or pictograph as a reader sees it."""
    return [] if text.isascii() else [match.span() for match in _EMOJI.finditer(text)]


def find_emoji_runs(text: str) -> list[tuple[int, int]]:
    """As `find_emoji`, with emoji side by side as one range: what goes, goes together."""
    runs: list[tuple[int, int]] = []
    for start, end in find_emoji(text):
        runs.append((runs.pop()[0], end) if runs and runs[-1][1] == start else (start, end))
    return runs
