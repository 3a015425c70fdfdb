"""A notice's whole way: mail comes in by SMTP and is held, the gateway starts anew, and its sender is told, signed."""

from __future__ import annotations

import email
import smtplib
import time
from pathlib import Path

import dkim
import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key

from tests.peers.setting import made_key
from tests.support.gateway_process import GatewayProcess

BUYER = "k3l9x2m4p7q8r5t@marketplace.amazon.de"
POLICY = 'name = "mine"\nextends = "amazon"\nlanguage = "de"\n[contact]\nphone = "hold"\n'
MAIL = (
    f"From: a@seller.example\r\nTo: {BUYER}\r\nSubject: Order 302-1234567-1234567\r\n"
    "\r\nYour order 302-1234567-1234567 is late, call +49 170 1234567.\r\n"
)
TABLES = """
[policy]
use = "mine.toml"
[[dkim]]
domain = "seller.example"
selector = "m1"
key = "m1.pem"
[notices]
sender = "notices@seller.example"
"""


@pytest.mark.slow
def test_the_sender_of_a_held_message_gets_a_signed_notice(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(POLICY)
    key = made_key(tmp_path, "m1", generate_private_key(65537, 2048))
    with GatewayProcess(tmp_path, tables=TABLES) as gateway:
        with smtplib.SMTP("127.0.0.1", gateway.port, timeout=60) as client:
            client.sendmail("a@seller.example", [BUYER], MAIL)
        assert "a@seller.example" in gateway.run("held", "list")
        gateway.stop()
        gateway.start()
        until = time.monotonic() + 60
        while "nothing has been captured" in (listed := gateway.run("captured", "list")) and time.monotonic() < until:
            time.sleep(0.2)
        assert "-> a@seller.example" in listed and len(listed.splitlines()) == 1
        notice = gateway.run("captured", "show", "--last").replace("\r\n", "\n")
        told = gateway.run("doctor")
    mail = email.message_from_string(notice)
    name, record = key.record
    assert dkim.verify(
        notice.replace("\n", "\r\n").encode(), dnsfunc=lambda asked, timeout=5: {f"{name}.": record}[asked.decode()].encode()
    )
    payload = mail.get_payload(decode=True)
    assert isinstance(payload, bytes)
    assert "contact/phone" in payload.decode() and "Was gefunden wurde:" in payload.decode()
    assert "ok    notices: from notices@seller.example, digest to 0, 0 to be sent, 0 given up" in told
