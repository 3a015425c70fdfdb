"""What a client is told by the gateway, and what a real Postfix gets, when it is not simply yes."""

from __future__ import annotations

import smtplib

import pytest

from tests.peers import arrived, clients
from tests.peers.letter import BUYER, CLEAN, SENDER
from tests.peers.setting import Site
from tests.support.postfix import UNKNOWN

pytestmark = pytest.mark.peer
STANDARD = b"This is a multi-part message in MIME format."
HIDDEN = b"What only some readers show."
DISGUISED = CLEAN.replace(b"in the parcel</p>", b'<a href=3D"https://evil.example/">https://www.amazon.de/orders</a></p>')


@pytest.fixture(autouse=True)
def _swaks() -> None:
    if reason := clients.missing("swaks"):
        pytest.skip(reason)


def test_a_refusal_tells_its_reason_at_the_client(site: Site) -> None:
    sent = clients.swaks(site.access, SENDER, [BUYER], DISGUISED)
    assert not sent.accepted
    assert "550 5.7.1" in sent.output or "550-5.7.1" in sent.output
    assert "links/disguised" in sent.output
    assert "amazon.de" in sent.output


def test_a_held_message_is_looked_at_and_released(site: Site) -> None:
    sent = clients.swaks(site.access, SENDER, [BUYER], CLEAN.replace(STANDARD, HIDDEN))
    assert sent.accepted, sent.output
    (row,) = site.gateway.run("held", "list").splitlines()
    held_id = row.split()[0]
    assert held_id in sent.output
    assert "structure/ambiguous" in row
    shown = site.gateway.run("held", "show", held_id)
    assert SENDER in shown
    assert BUYER in shown
    assert HIDDEN.decode() in shown
    assert "250 2.0.0" in site.gateway.run("held", "release", held_id)
    _, signatures, message = arrived.parted(site.relay.next_mail())
    assert len(signatures) == 2
    assert message == CLEAN.replace(STANDARD, HIDDEN)
    assert site.gateway.run("held", "list") == "nothing is held\n"


def test_one_wrong_recipient_refuses_only_itself(site: Site) -> None:
    sent = clients.swaks(site.access, SENDER, [BUYER, UNKNOWN], CLEAN)
    assert "550 5.1.1" in sent.output
    assert "No such buyer" in sent.output
    trace, _, message = arrived.parted(site.relay.next_mail())
    assert b"Delivered-To: " + BUYER.encode() in trace
    assert message == CLEAN


def test_an_internationalised_address_and_eight_bits(site: Site) -> None:
    reader = "jürgen@bücher.example"
    with smtplib.SMTP("127.0.0.1", site.access.port, timeout=60) as client:
        client.sendmail("müller@seller.example", [reader], CLEAN, ["SMTPUTF8", "BODY=8BITMIME"])
    trace, _, message = arrived.parted(site.relay.next_mail())
    assert f"Delivered-To: {reader}".encode() in trace
    assert "Return-Path: <müller@seller.example>".encode() in trace
    assert b"with UTF8SMTP" in trace
    assert message == CLEAN


def test_delivery_notifications_are_the_relays(site: Site) -> None:
    options = ["NOTIFY=SUCCESS,FAILURE", f"ORCPT=rfc822;{BUYER}"]
    with smtplib.SMTP("127.0.0.1", site.access.port, timeout=60) as client:
        client.sendmail(SENDER, [BUYER], CLEAN, ["RET=HDRS", "ENVID=QQ314159"], options)
    both = sorted((site.relay.next_mail(), site.relay.next_mail()), key=lambda mail: b"multipart/report" in mail)
    assert arrived.parted(both[0])[2] == CLEAN
    assert b"Original-Envelope-Id: QQ314159" in both[1]
    assert f"Original-Recipient: rfc822;{BUYER}".encode() in both[1]
    assert b"Action: delivered" in both[1]
    assert b"text/rfc822-headers" in both[1]


def test_postfix_in_front_passes_its_client_on(site: Site) -> None:
    with smtplib.SMTP("127.0.0.1", site.relay.front, "client.example", timeout=60) as client:
        client.ehlo()
        assert client.docmd("XCLIENT", "ADDR=192.0.2.7 NAME=far.example")[0] == 220
        client.ehlo()
        client.sendmail(SENDER, [BUYER], CLEAN)
    _, signatures, message = arrived.parted(site.relay.next_mail())
    assert len(signatures) == 2
    assert message.startswith(b"Received: from client.example (far.example [192.0.2.7])")
    assert message.endswith(b"\r\n" + CLEAN)
    assert site.gateway.logged(event="received", ip="192.0.2.7", helo="client.example")


def test_the_doctor_finds_everything_well(site: Site) -> None:
    told = site.gateway.run("doctor")
    assert f"relay default (127.0.0.1:{site.relay.port}): reachable" in told
    assert "fail" not in told
