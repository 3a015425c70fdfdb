"""What a Postfix has delivered, taken apart without the project's own parser, and checked by other people's DKIM verifiers."""

from __future__ import annotations

import email
import hashlib
import json
import re
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

from gateway.sign import Key
from tests.support import node

VERIFIERS = Path(__file__).parents[1] / "gateway" / "sign"
_TRACE = (b"return-path", b"x-original-to", b"delivered-to", b"received")
_FIELD = re.compile(rb"[^\r\n]*\r\n(?:[ \t][^\r\n]*\r\n)*")


def parted(delivered: bytes) -> tuple[bytes, list[bytes], bytes]:
    """Postfix' own fields, the gateway's signatures, and the message below them."""
    place, trace, signatures = 0, b"", []
    while field := _FIELD.match(delivered, place):
        name = field[0].partition(b":")[0].lower()
        if name == b"dkim-signature":
            signatures.append(field[0])
        elif name in _TRACE and not signatures:
            trace += field[0]
        else:
            break
        place = field.end()
    return trace, signatures, delivered[place:]


def perl_missing() -> str:
    """Why Perl's verifier cannot be asked; empty where it can."""
    command = ["perl", "-MMail::DKIM::Verifier", "-MNet::DNS", "-e1"]
    there = shutil.which("perl") and not subprocess.run(command, capture_output=True, timeout=60).returncode
    return "" if there else "needs Perl with Mail::DKIM"


def by_perl(delivered: bytes, key: Key) -> str:
    """What Perl's Mail::DKIM says of the message, given the record of one key."""
    command = ["perl", str(VERIFIERS / "verify.pl"), key.record[1]]
    return subprocess.run(command, input=delivered, capture_output=True, check=True, timeout=60).stdout.decode()


def by_mailauth(delivered: bytes, keys: Iterable[Key]) -> dict[str, str]:
    """What node's mailauth says: algorithm to result."""
    told = node.run(VERIFIERS / "verify.cjs", json.dumps(dict(key.record for key in keys)), given=delivered)
    return dict(json.loads(told))


def files(message: bytes) -> list[tuple[str, str]]:
    """Name and SHA-256 of each attachment, by the standard library's reader."""
    parts = [part for part in email.message_from_bytes(message).walk() if part.get_content_disposition() == "attachment"]
    return [(str(part.get_filename()), hashlib.sha256(part.get_payload(decode=True)).hexdigest()) for part in parts]
