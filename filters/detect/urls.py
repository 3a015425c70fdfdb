"""A URL as a mail client follows it: taken apart the forgiving way browsers do (WHATWG URL), never fetched."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote

from filters.detect.hosts import normal_host

_IGNORED = re.compile(r"[\t\n\r\x00-\x1f]")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]{0,30}):(.*)", re.DOTALL | re.IGNORECASE)
_PORT = re.compile(r"(.*?)(?::(\d*))?", re.DOTALL)
HIERARCHICAL = frozenset(("http", "https", "ftp", "ftps", "ws", "wss", "hxxp", "hxxps"))
ACTIVE = frozenset(("javascript", "vbscript", "data", "file", "blob", "intent", "ms-msdt", "search-ms", "view-source"))
"""Schemes that run, embed or open something local instead of showing a page."""


@dataclass(frozen=True, slots=True)
class Url:
    """The parts of a URL. `host` is normal; "" for schemes without one. `path` begins with "/" or is ""."""

    scheme: str
    host: str = ""
    userinfo: str = ""
    path: str = ""
    query: str = ""

    @property
    def rest(self) -> str:
        return self.path + ("?" + self.query if self.query else "")


@lru_cache(maxsize=2048)
def split_url(text: str) -> Url:
    """Take `text` apart. No scheme: "" (relative, or a bare host: the caller knows); `//host` and `\\\\host` have a host."""
    text = _IGNORED.sub("", text.strip())
    match = _SCHEME.fullmatch(text)
    scheme, rest = (match[1].lower(), match[2]) if match else ("", text)
    if scheme and scheme not in HIERARCHICAL and not rest.startswith("//"):
        return Url(scheme, path=rest)
    rest = rest.replace("\\", "/") if scheme in HIERARCHICAL or not scheme else rest
    if not scheme and not rest.startswith("//"):
        path, _, query = rest.partition("?")
        return Url("", path=path.partition("#")[0], query=query)
    return _with_authority(scheme.replace("hxxp", "http"), rest.lstrip("/"))


def _with_authority(scheme: str, rest: str) -> Url:
    end = min((at for at in map(rest.find, "/?#") if at >= 0), default=len(rest))
    userinfo, _, location = rest[:end].rpartition("@")
    if location.startswith("["):
        host = location.partition("]")[0] + "]"
    else:
        port = _PORT.fullmatch(location)
        host = port[1] if port else location
    path, _, query = rest[end:].partition("?")
    return Url(scheme, normal_host(host), unquote(userinfo), path.partition("#")[0], query)
