"""Show one letter on its way: `python -m tests.peers.show [swaks|msmtp|curl|nodemailer]`. Needs what the peers' tests need."""

from __future__ import annotations

import difflib
import sys
import tempfile
from pathlib import Path

from tests.peers import arrived, clients, letter, setting
from tests.support import node, postfix


def main(name: str) -> None:
    if reason := postfix.missing() or clients.missing(name):
        raise SystemExit(reason)
    with tempfile.TemporaryDirectory() as folder, setting.made(Path(folder)) as site:
        sent = clients.CLIENTS[name](site.access, letter.SENDER, [letter.BUYER], letter.WRITTEN)
        told("what the client says at its end", "\n".join(sent.output.splitlines()[-8:]))
        delivered = site.relay.next_mail()
        trace, signatures, message = arrived.parted(delivered)
        told("what Postfix put on top", shown(trace))
        told("what the gateway put on top", shown(b"".join(signatures)))
        told("the message as sent (-) and as Postfix got it (+); lines not shown are the same bytes", difference(message))
        told("attachments, sha256 as sent and as received", "\n".join(hashes(message)))
        told("DKIM", "\n".join(verified(site, delivered)))


def told(title: str, text: str) -> None:
    print(f"== {title}\n{text.rstrip()}\n")


def shown(raw: bytes) -> str:
    return raw.decode("utf-8").replace("\r\n", "\n")


def difference(message: bytes) -> str:
    before, after = (raw.decode("utf-8").split("\r\n") for raw in (letter.WRITTEN, message))
    return "\n".join(difflib.unified_diff(before, after, "sent", "received", lineterm="", n=0))


def hashes(message: bytes) -> list[str]:
    return [
        f"{name}  {ours}  {theirs}  {'equal' if ours == theirs else 'DIFFERENT'}"
        for (name, theirs), ours in zip(arrived.files(message), letter.HASHES, strict=True)
    ]


def verified(site: setting.Site, delivered: bytes) -> list[str]:
    lines = [f"Perl Mail::DKIM, RSA key: {arrived.by_perl(delivered, site.keys[0])}"]
    if node.has("mailauth/lib/dkim/verify"):
        lines += [f"mailauth, {name}: {result}" for name, result in arrived.by_mailauth(delivered, site.keys).items()]
    return lines


if __name__ == "__main__":
    main(*(sys.argv[1:] or ["swaks"]))
