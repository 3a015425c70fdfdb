"""The same letter by the clients that sellers' tools are made of, through TLS and a login, to a real Postfix."""

from __future__ import annotations

import base64
import email
import json

import pytest

from tests.peers import arrived, clients
from tests.peers.clients import Client
from tests.peers.letter import ADDRESS, BUYER, CLEAN, EMOJI, GONE, HASHES, LINK, NOTES, PDF, RECEIVED, SENDER, TARGET, WRITTEN
from tests.peers.setting import Site
from tests.support import node

pytestmark = pytest.mark.peer


def test_what_is_not_allowed_is_gone_and_nothing_else(site: Site, client: Client) -> None:
    sent = client(site.access, SENDER, [BUYER], WRITTEN)
    assert sent.accepted, sent.output
    trace, signatures, message = arrived.parted(site.relay.next_mail())
    assert b"Delivered-To: " + BUYER.encode() in trace
    assert len(signatures) == 2
    assert message == RECEIVED


def test_what_is_allowed_arrives_byte_for_byte(site: Site, client: Client) -> None:
    sent = client(site.access, SENDER, [BUYER], CLEAN)
    assert sent.accepted, sent.output
    _, signatures, message = arrived.parted(site.relay.next_mail())
    assert len(signatures) == 2
    assert message == CLEAN
    assert site.gateway.logged(event="received", login=site.access.user, tls=True, size=len(CLEAN))


@pytest.mark.parametrize("raw", [WRITTEN, CLEAN], ids=["edited", "untouched"])
class TestSignatures:
    def test_mail_dkim(self, site: Site, raw: bytes) -> None:
        if reason := arrived.perl_missing() or clients.missing("curl"):
            pytest.skip(reason)
        clients.curl(site.access, SENDER, [BUYER], raw)
        delivered = site.relay.next_mail()
        assert arrived.by_perl(delivered, site.keys[0]) == "pass"
        assert arrived.by_perl(delivered.replace(b"your lamp", b"your lamb"), site.keys[0]) == "fail"

    def test_mailauth(self, site: Site, raw: bytes) -> None:
        if not node.has("mailauth/lib/dkim/verify") or clients.missing("curl"):
            pytest.skip("needs node with mailauth (make peers) and curl")
        clients.curl(site.access, SENDER, [BUYER], raw)
        verified = arrived.by_mailauth(site.relay.next_mail(), site.keys)
        assert verified == {"rsa-sha256": "pass", "ed25519-sha256": "pass"}


def test_what_nodemailer_makes_itself(site: Site) -> None:
    if reason := clients.missing("nodemailer"):
        pytest.skip(reason)
    sent = clients.nodemailer(site.access, SENDER, [BUYER], json.dumps(_composed()).encode(), "compose")
    assert sent.accepted, sent.output
    _, _, message = arrived.parted(site.relay.next_mail())
    plain, rich, *_ = [part for part in email.message_from_bytes(message).walk() if not part.is_multipart()]
    written = [part.get_payload(decode=True).decode().strip() for part in (plain, rich)]
    assert written[0] == f"Your lamp is on its way, more: {GONE} today. Jan Müller, {GONE}"
    assert written[1] == f'<html lang="en"><p>{written[0]}</p></html>'
    assert [digest for _, digest in arrived.files(message)] == HASHES


def _composed() -> dict[str, object]:
    """nodemailer's options for a letter like the one above."""
    files = [("invoice.pdf", "application/pdf", PDF), ("care.txt", "text/plain", NOTES)]
    start, end = f"Your lamp is on its way {EMOJI}, more: ", f" today. Jan Müller, {ADDRESS}"
    return {
        "from": f"Seller <{SENDER}>",
        "to": BUYER,
        "subject": "Your order 305-1234567-7654321",
        "text": f"{start}{LINK}{end}",
        "html": f'<html lang="en"><p>{start}<a href="{TARGET}">{LINK}</a>{end}</p></html>',
        "attachments": [
            {"filename": name, "contentType": kind, "content": base64.b64encode(content).decode(), "encoding": "base64"}
            for name, kind, content in files
        ],
    }
