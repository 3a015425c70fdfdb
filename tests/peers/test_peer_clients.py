"""The same letter by the clients that sellers' tools are made of, through TLS and a login, to a real Postfix."""

from __future__ import annotations

import pytest

from tests.peers import arrived, clients
from tests.peers.clients import Client
from tests.peers.letter import BUYER, CLEAN, RECEIVED, SENDER, WRITTEN
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
        assert arrived.by_perl(delivered.replace(b"which shade", b"which shape"), site.keys[0]) == "fail"

    def test_mailauth(self, site: Site, raw: bytes) -> None:
        if not node.has("mailauth/lib/dkim/verify") or clients.missing("curl"):
            pytest.skip("needs node with mailauth (make peers) and curl")
        clients.curl(site.access, SENDER, [BUYER], raw)
        verified = arrived.by_mailauth(site.relay.next_mail(), site.keys)
        assert verified == {"rsa-sha256": "pass", "ed25519-sha256": "pass"}
