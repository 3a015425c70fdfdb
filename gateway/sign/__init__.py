"""DKIM (RFC 6376, RFC 8463): the signature on what leaves, proven before it leaves. The only place that knows dkimpy."""

from __future__ import annotations

from gateway.sign.keys import Key, KeySettings, load, warnings
from gateway.sign.signer import DkimSigner

__all__ = ["DkimSigner", "Key", "KeySettings", "load", "warnings"]
