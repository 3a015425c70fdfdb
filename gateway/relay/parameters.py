"""Which ESMTP parameters of the client go on to the relay: verbatim where the relay knows them, else not at all."""

from __future__ import annotations

from collections.abc import Collection, Iterable

MAIL = {b"BODY": "8BITMIME", b"SMTPUTF8": "SMTPUTF8", b"RET": "DSN", b"ENVID": "DSN", b"AUTH": "AUTH"}
"""Keyword to the extension it belongs to (RFC 6152, 6531, 3461, 4954). SIZE is left out: MAIL goes out before the message is
edited and signed, so its size is not known yet."""

RCPT = {b"NOTIFY": "DSN", b"ORCPT": "DSN"}


def passed_on(params: Iterable[bytes], known: dict[bytes, str], extensions: Collection[str]) -> tuple[bytes, ...]:
    """Those of `params` that are `known` and whose extension is among `extensions`, as they are and in their order."""
    return tuple(param for param in params if known.get(param.partition(b"=")[0].upper()) in extensions)
