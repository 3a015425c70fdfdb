"""Whether dotted words in running text are a host name."""

from __future__ import annotations

import re

from filters.detect.folded import Folded, unfancied
from filters.detect.hosts import is_ip, is_local, registrable, suffix
from filters.detect.tables.marketplaces import HOSTS
from filters.detect.tables.suffixes import ABBREVIATIONS, CAPITAL_SUFFIXES, FILES, ONE_LETTER_HOSTS, PRODUCTS, SENTENCE_WORDS

_LATIN = "a-z0-9\u00c0-\u024f"
_LATIN_RUN = re.compile(rf"[{_LATIN}-]++(?:\.[{_LATIN}-]++)*+")
_OTHER_LETTER = re.compile(r"[^\W\d_a-zà-ɏ]")
_VERSION = re.compile(r"v?\d+")
_VERSION_WORD = re.compile(
    r"(?:\bv|version|ver|firmware|build|release|rev|software|バージョン|版本|الإصدار|wersja|sürüm|versión|versão)[\s.:]{0,3}\Z"
)
_NUMERIC_SITES = frozenset(("com", "net", "cn", "co", "org", "example"))
_NONE = (0, 0)


def host_length(view: Folded, start: int, end: int) -> tuple[int, int]:
    """The part of lower[start:end] (dotted words) that is a host name; (0, 0) for none."""
    text = view.lower
    if text[end : end + 1] == "@" or (text[start - 1 : start] == "@" and start):
        return _NONE
    chunk = text[start:end]
    if _OTHER_LETTER.search(chunk):
        return _foreign(view, start, chunk)
    if chunk.replace(".", "").isdigit():
        return (start, end) if _is_address(text, start, end) else _NONE
    host = chunk.strip("-")
    end = start + len(chunk.rstrip("-"))
    return (start, end) if _plausible(view, start, end, host) else _NONE


def _foreign(view: Folded, start: int, chunk: str) -> tuple[int, int]:
    """A chunk with letters of another script: the Latin host inside it, or an internationalised name."""
    for match in _LATIN_RUN.finditer(chunk):
        low, high = start + match.start(), start + match.end()
        if "." in match[0] and view.text[low - 1 : low] != "." and _plausible(view, low, high, match[0].strip("-")):
            return low, high
    labels = chunk.split(".")
    low, high = view.span(start, start + len(chunk))
    if "。" in view.source[low:high] or not suffix(chunk) or len(labels[-1]) < 2:
        return _NONE
    return (start, start + len(chunk)) if registrable(chunk) else _NONE


def _is_address(text: str, start: int, end: int) -> bool:
    """A dotted quad that is neither a version nor a device at home."""
    chunk = text[start:end]
    numbers = chunk.split(".")
    if len(numbers) != 4 or not is_ip(chunk) or is_local(chunk) or any(number[0] == "0" < number[1:] for number in numbers):
        return False
    long = sum(len(number) > 1 for number in numbers) >= 2
    return long and not _VERSION_WORD.search(text[max(start - 20, 0) : start])


def _plausible(view: Folded, start: int, end: int, host: str) -> bool:
    known = suffix(host)
    name = registrable(host)
    if not name or host in PRODUCTS or len(host) > 253:
        return False
    has_path = view.lower[end : end + 1] in ("/", "?", "#") and view.lower[end + 1 : end + 2].strip() != ""
    if host in HOSTS and not has_path:
        return not unfancied(view.source[slice(*view.span(start, end))]).isascii()
    if has_path:
        return known not in FILES or host.count(".") > 1
    label = name[: -len(known) - 1]
    if known in FILES or (len(label) == 1 and name not in ONE_LETTER_HOSTS) or label in ABBREVIATIONS:
        return False
    if _VERSION.fullmatch(label):
        return known in _NUMERIC_SITES and len(label) > 1 and not label.startswith("v")
    return not _is_sentence(view, start, end, known, label)


def _is_sentence(view: Folded, start: int, end: int, known: str, label: str) -> bool:
    """A full stop without its blank ("end.Next", "done.so we"), or a product ("Windows.NET")."""
    if known == "net" and view.text[end - 3 : end] == "NET" and not view.text[start:end].isupper():
        return True
    last = view.text[end - len(known.rpartition(".")[2]) : end]
    goes_on = re.match(r"[ \t][a-zà-ɏ]", view.text[end : end + 2]) is not None
    if last.istitle() and not view.text[start:end].isupper():
        return goes_on or known not in CAPITAL_SUFFIXES or not view.text[start : start + 1].isupper()
    return goes_on and known in SENTENCE_WORDS and label.isalpha()
