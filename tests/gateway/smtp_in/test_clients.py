"""Clients that people use, not ours: the standard library's and aiosmtplib, with TLS and login."""

from __future__ import annotations

import asyncio
import smtplib
import ssl
from pathlib import Path

import aiosmtplib
import pytest

from gateway.smtp_in.settings import NOWHERE
from gateway.smtp_in.tls import Certificate
from tests.support.dialog import Logins
from tests.support.smtp import Running, running
from tests.support.tls import Authority

RAW = b"From: anna@shop.example\r\nTo: b@market.example\r\nSubject: a\r\n\r\n.dot\r\n..\r\nend\r\n"


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority(tmp_path)


def with_smtplib(smtp: Running, authority: Authority) -> None:
    with smtplib.SMTP(*smtp.server.addresses[0], timeout=20) as client:
        client.starttls(context=unnamed(authority))
        client.login("anna", "secret")
        client.sendmail("anna@shop.example", ["b@market.example", "c@market.example"], RAW, mail_options=["BODY=8BITMIME"])


def unnamed(authority: Authority) -> ssl.SSLContext:
    """Trusts the authority for whatever name: the server is reached by its address."""
    context = ssl.create_default_context(cafile=str(authority.ca_file))
    context.check_hostname = False
    return context


async def with_aiosmtplib(smtp: Running, authority: Authority) -> None:
    host, port = smtp.server.addresses[0]
    async with aiosmtplib.SMTP(hostname=host, port=port, start_tls=True, tls_context=unnamed(authority), timeout=20) as client:
        await client.login("anna", "secret")
        await client.sendmail("anna@shop.example", ["b@market.example", "c@market.example"], RAW)


@pytest.mark.parametrize("library", ["smtplib", "aiosmtplib"])
async def test_login_over_tls_and_a_mail(authority: Authority, library: str) -> None:
    certificate = Certificate(*authority.files("mx.example"))
    async with running(certificate=certificate, authenticator=Logins(), trusted=NOWHERE, plaintext_auth=NOWHERE) as smtp:
        if library == "smtplib":
            await asyncio.to_thread(with_smtplib, smtp, authority)
        else:
            await with_aiosmtplib(smtp, authority)
        (mail,) = smtp.recorder.mails
        assert (mail.raw, mail.client.login, mail.client.tls) == (RAW, "anna", True)
        assert [path.address for path in mail.rcpt_to] == [b"b@market.example", b"c@market.example"]
