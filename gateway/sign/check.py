"""The proof of a signature before it leaves: dkimpy's reading of it, and the public key.

Nothing here is shared with the making of the signature but the cutting of the body into pieces: tags, the choice and the
form of the fields are dkimpy's, the form of the body is found another way. A slip of ours, and a fault in the RSA
computation (whose result would give the key away), stop the message instead of leaving with it.
"""

from __future__ import annotations

import base64
import hashlib
import re

import dkim
from dkim.canonicalization import CanonicalizationPolicy
from dkim.util import InvalidTagValueList, parse_tag_value

from gateway.sign.canonical import pieces
from gateway.sign.keys import Key

_BLANKS = re.compile(rb"  +")
_AT_THE_END = re.compile(rb" \r\n")
_BETWEEN = re.compile(rb"\s*:\s*")


def proves(signature: bytes, raw: bytes, head: int, body: int, key: Key) -> bool:
    """Whether a receiver with this key would find the field `signature`, put before `raw`, valid.

    `raw[:head]` are the header fields, `raw[body:]` the body, as they will be sent.
    """
    try:
        return _proves(signature, raw[:head], _body_hash(raw, body), key)
    except (dkim.DKIMException, InvalidTagValueList, KeyError, IndexError):
        return False


def _proves(signature: bytes, header: bytes, body_hash: bytes, key: Key) -> bool:
    fields, _ = dkim.rfc822_parse(signature + header)
    own = (fields[0][0], fields[0][1])
    tags = parse_tag_value(own[1])
    dkim.validate_signature_fields(tags)
    policy = CanonicalizationPolicy.from_c_value(tags[b"c"])
    hasher = hashlib.sha256()
    names = _BETWEEN.split(tags[b"h"].lower())
    dkim.hash_headers(hasher, policy, policy.canonicalize_headers(fields[1:]), [*names, b"from"], own, tags)
    return _decoded(tags[b"bh"]) == body_hash and key.verifies(_decoded(tags[b"b"]), hasher.digest())


def _body_hash(raw: bytes, body: int) -> bytes:
    """Not dkimpy's: its patterns are quadratic in a run of blanks. The tests hold both equal."""
    hasher = hashlib.sha256()
    for piece in pieces(raw, body):
        hasher.update(_relaxed(piece))
    return hasher.digest()


def _relaxed(lines: bytes) -> bytes:
    blank = lines.replace(b"\t", b" ")
    return _AT_THE_END.sub(b"\r\n", _BLANKS.sub(b" ", blank)) if blank.find(b" ") >= 0 else blank


def _decoded(value: bytes) -> bytes:
    return base64.b64decode(b"".join(value.split()))
