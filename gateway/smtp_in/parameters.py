"""The ESMTP parameters of MAIL and RCPT: which are taken, and what their values may be. Values go on as they came."""

from __future__ import annotations

import re
from collections.abc import Mapping

from gateway.envelope import Path, Refused, Reply

_XTEXT = r"(?:[\x21-\x2a\x2c-\x3c\x3e-\x7e]|\+[0-9A-F]{2})"
_ANY = re.compile(r".*", re.DOTALL)
_FLAG = re.compile("")

_MAIL: Mapping[str, tuple[str, re.Pattern[str]]] = {
    "SIZE": ("SIZE", re.compile(r"[0-9]{1,20}")),  # RFC 1870
    "BODY": ("8BITMIME", re.compile(r"7BIT|8BITMIME", re.IGNORECASE)),  # RFC 6152
    "AUTH": ("AUTH", re.compile(rf"<>|{_XTEXT}{{1,500}}")),  # RFC 4954 5
    "SMTPUTF8": ("SMTPUTF8", _FLAG),  # RFC 6531
    "RET": ("DSN", re.compile(r"FULL|HDRS", re.IGNORECASE)),  # RFC 3461 4.3
    "ENVID": ("DSN", re.compile(rf"{_XTEXT}{{1,100}}")),  # RFC 3461 4.4
}
_NOTIFY = r"(?:SUCCESS|FAILURE|DELAY)"
_RCPT: Mapping[str, tuple[str, re.Pattern[str]]] = {
    "NOTIFY": ("DSN", re.compile(rf"NEVER|{_NOTIFY}(?:,{_NOTIFY}){{0,2}}", re.IGNORECASE)),  # RFC 3461 4.1
    "ORCPT": ("DSN", re.compile(rf"(?=.{{1,500}}\Z)[A-Za-z0-9-]+;{_XTEXT}+|utf-8;.{{1,490}}", re.IGNORECASE)),  # 4.2; RFC 6533
}
ALWAYS = frozenset({"SIZE", "8BITMIME", "AUTH"})


def check_mail(path: Path, offered: frozenset[str], largest: int) -> None:
    """Raises `Refused`: 501 for a value, 552 for a SIZE over `largest` octets, 555 for what was not offered."""
    params = _checked(path, _MAIL, offered)
    if int(params.get("SIZE", "0")) > largest:
        raise Refused(Reply(552, "5.3.4", f"Message too large, the limit is {largest} octets"))


def check_rcpt(path: Path, offered: frozenset[str]) -> None:
    """Raises `Refused`: 501 for a value, 555 for what was not offered."""
    _checked(path, _RCPT, offered)


def _checked(path: Path, known: Mapping[str, tuple[str, re.Pattern[str]]], offered: frozenset[str]) -> dict[str, str]:
    params: dict[str, str] = {}
    taken = offered | ALWAYS if path.params else offered
    for raw in path.params:
        name, _, value = raw.decode("utf-8", "replace").partition("=")
        extension, pattern = known.get(name, ("", _ANY))
        if extension not in taken:
            raise Refused(Reply(555, "5.5.4", f"Parameter {name[:40]} not recognised"))
        if name in params or not pattern.fullmatch(value) or "\ufffd" in value:
            raise Refused(Reply(501, "5.5.4", f"Bad value of {name}"))
        params[name] = value
    return params
