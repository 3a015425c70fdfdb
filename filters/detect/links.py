"""Web addresses in running text, however they are written. Linear: every pattern starts at a left edge and never gives back.

Shapes: "url" (a scheme), "www", "bare" (a host alone or with a path), "ip", "spelled" ("example dot com", "example[.]com").
Mail domains, file names, product names, abbreviations and sentences without their blank are no web addresses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from filters.detect.bare import host_length
from filters.detect.folded import Folded, unfancied, unspaced
from filters.detect.once import once
from filters.detect.spelled import continued, read_suffix, spelled_hosts
from filters.detect.urls import split_url

_PATH = r"[!#$%&'()*+,./:;=?@\[\]_~|\\^{}a-z0-9\u00c0-\u024f\u0370-\u058f\u0600-\u06ff-]"
_NO_CJK = r"(?![\u3005-\u9fff\uac00-\ud7a3])"
_LABEL = rf"(?:{_NO_CJK}[\w-])++"
_URL = re.compile(
    r"(?:h\s?[tx]\s?[tx]\s?p(?:\s?s)?|(?<![a-z])[a-z][a-z0-9+.-]{1,15})\s?:(?:\s?[/\\]){1,3}+\s?(?=\S)"
    rf"((?:\[[0-9a-f:.]+\]|{_NO_CJK}[^\W_](?:{_NO_CJK}[\w.%@:~-]|[\[(]\.[\])])*+|[^\W_][\w.-]*+)(?:[/?#\\]{_PATH}*+)?)"
)
_WWW = re.compile(
    rf"w(?<![a-z0-9.@-]w) ?w ?w\d? ?\. ?({_LABEL}(?: \. {_LABEL}|\.{_LABEL})++(?::\d{{2,5}})?(?:[/?#]{_PATH}*+)?)"
)
_WWW_APART = re.compile(r"(?<![a-z0-9.@-])www[ ,·]{1,2}([a-z0-9][a-z0-9-]*+)[ ,·]{1,2}(?=[a-z])")
_DOTTED = re.compile(
    r"(?<![\w.@-])[^\W_][\w-]*+(?:\.[\w-]++)++|"
    r"(?<![a-z0-9\u00c0-\u024f._@-])[a-z0-9\u00c0-\u024f][a-z0-9\u00c0-\u024f-]*+(?:\.[a-z0-9\u00c0-\u024f-]++)++"
)
_INNER_DOT = re.compile(r"\.(?<=[\w\u00d7\u00f7-]\.)(?=[\w\u00d7\u00f7-])")
"""Without one there is nothing dotted; it begins with a literal, so that a search for it is quick."""
_UNFENCED = re.compile(r"[\[(]\.[\])]")
_REST = re.compile(rf"(?::\d{{2,5}}(?!\d))?(?:[/?#]{_PATH}*+)?")
_CLOSING = ".,;:!?'\"*_|\\^~"
_PAIRS = {")": "(", "]": "[", "}": "{"}
_WEB = frozenset(("http", "https", "ftp", "ftps", "ws", "wss", "hxxp", "hxxps", "htxp", "hxtp"))
_NO_WEB = frozenset(("cid", "mid", "about", "tel", "sms"))


@dataclass(frozen=True, slots=True)
class LinkHit:
    """`start`, `end` in the source text; `url` as a client would open it; `host` in normal form."""

    start: int
    end: int
    url: str
    host: str
    scheme: str
    shape: str


@once
def find_links(folded: Folded) -> tuple[LinkHit, ...]:
    """Every web address in the text, in order, none overlapping another."""
    hits: list[LinkHit] = []
    covered = bytearray(len(folded.source))
    for view in (folded, unspaced(folded)):
        for hit in _in_view(view) if view else ():
            if not any(covered[hit.start : hit.end]):
                covered[hit.start : hit.end] = b"\x01" * (hit.end - hit.start)
                hits.append(hit)
    return tuple(sorted(hits, key=lambda hit: hit.start))


def _in_view(view: Folded) -> Iterator[LinkHit]:
    for start, end, url, shape in (*_schemes(view), *_wwws(view), *_bares(view), *spelled_hosts(view)):
        yield _hit(view, start, end, url, shape)


def _hit(view: Folded, start: int, end: int, url: str, shape: str) -> LinkHit:
    low, high = view.span(start, end)
    letters = unfancied(view.source[low:high]).replace(" ", "")
    if not letters.isascii() and shape != "spelled":
        url = f"{url.partition(':')[0]}:{letters.partition(':')[2]}" if "://" in letters else "//" + letters
    parts = split_url(url)
    return LinkHit(low, high, url, parts.host, parts.scheme, shape)


def _schemes(view: Folded) -> Iterator[tuple[int, int, str, str]]:
    for match in _URL.finditer(view.lower) if ":" in view.lower else ():
        scheme = re.sub(r"\s", "", match[0].partition(":")[0])
        end = trimmed(view.lower, match.start(1), match.end(1))
        if scheme in _NO_WEB or end <= match.start(1) or (scheme not in _WEB and "//" not in match[0]):
            continue
        address = _UNFENCED.sub(".", view.text[match.start(1) : end])
        if "." not in address and (more := continued(view.lower, end)):
            end, known = more
            address += "." + known
        yield match.start(), end, f"{scheme.replace('x', 't')}://{address}", "url"


def _wwws(view: Folded) -> Iterator[tuple[int, int, str, str]]:
    for match in _WWW.finditer(view.lower) if "." in view.lower else ():
        end = trimmed(view.lower, match.start(1), match.end(1))
        yield match.start(), end, "//www." + view.text[match.start(1) : end].replace(" ", ""), "www"

    for match in _WWW_APART.finditer(view.lower) if "www" in view.lower else ():
        end, known = read_suffix(view.lower, match.end())
        if known:
            yield match.start(), end, f"//www.{match[1]}.{known}", "spelled"


def _bares(view: Folded) -> Iterator[tuple[int, int, str, str]]:
    for match in _DOTTED.finditer(view.lower) if _INNER_DOT.search(view.lower) else ():
        start, end = host_length(view, match.start(), match.end())
        if end > start:
            rest = _REST.match(view.lower, end)
            end = max(end, trimmed(view.lower, end, rest.end())) if rest else end
            yield start, end, "//" + view.text[start:end], "bare"


def trimmed(text: str, start: int, end: int) -> int:
    """The end of an address without the punctuation and closing brackets of the sentence around it."""
    while end > start:
        last = text[end - 1]
        opening = _PAIRS.get(last)
        if last not in _CLOSING and (opening is None or text.count(opening, start, end) >= text.count(last, start, end)):
            break
        end -= 1
    return end
