"""Real programs against the server: swaks, Postfix's smtp-source, openssl."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

import pytest

from gateway.smtp_in.settings import NOWHERE, Listener
from gateway.smtp_in.tls import Certificate
from tests.support.dialog import LOCAL, Logins
from tests.support.smtp import running
from tests.support.tls import Authority

pytestmark = pytest.mark.peer


def program(name: str) -> str:
    path = shutil.which(name) or shutil.which(name, path="/usr/sbin")
    if path is None:
        pytest.skip(f"{name} is not installed")
    return path


async def run(*command: str, stdin: bytes = b"") -> str:
    """What the program printed; fails the test with it when the program failed."""
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(*command, stdin=pipe, stdout=pipe, stderr=asyncio.subprocess.STDOUT)
    output, _ = await asyncio.wait_for(process.communicate(stdin), 60)
    assert process.returncode == 0, output.decode()
    return output.decode()


@pytest.mark.parametrize("mechanism", ["LOGIN", "PLAIN"])
@pytest.mark.parametrize("implicit", [False, True])
async def test_swaks(tmp_path: Path, mechanism: str, implicit: bool) -> None:
    swaks = program("swaks")
    certificate = Certificate(*Authority(tmp_path).files("mx.example"))
    listeners = (Listener(implicit_tls=implicit),)
    settings = {"certificate": certificate, "authenticator": Logins(), "trusted": NOWHERE, "plaintext_auth": NOWHERE}
    async with running(listeners=listeners, **settings) as smtp:
        host, port = smtp.server.addresses[0]
        options = [
            "--tls-on-connect" if implicit else "--tls",
            "--auth",
            mechanism,
            "--auth-user",
            "anna",
            "--auth-password",
            "secret",
        ]
        await run(
            swaks, "-s", host, "-p", str(port), "-f", "anna@shop.example", "-t", "b@market.example", "--pipeline", *options
        )
        assert [(mail.client.login, mail.client.tls) for mail in smtp.recorder.mails] == [("anna", True)]


XCLIENT = "--xclient ADDR=127.0.0.99"
PROXY = "--proxy-version 1 --proxy-family TCP4 --proxy-source 127.0.0.98 --proxy-source-port 1"
PROXY += " --proxy-dest 127.0.0.1 --proxy-dest-port 25"


@pytest.mark.parametrize(("setting", "options", "ip"), [("xclient", XCLIENT, "127.0.0.99"), ("proxies", PROXY, "127.0.0.98")])
async def test_swaks_names_the_client(setting: str, options: str, ip: str) -> None:
    """SMTP-055"""
    swaks = program("swaks")
    async with running(**{setting: LOCAL}) as smtp:
        host, port = smtp.server.addresses[0]
        await run(swaks, "-s", host, "-p", str(port), "-f", "a@shop.example", "-t", "b@market.example", *options.split())
        assert [mail.client.ip for mail in smtp.recorder.mails] == [ip]


async def test_smtp_source() -> None:
    """200 messages in 10 sessions at once, some of them large."""
    source = program("smtp-source")
    async with running() as smtp:
        host, port = smtp.server.addresses[0]
        options = ["-s", "10", "-m", "200", "-l", "200000", "-r", "3", "-f", "a@shop.example", "-t", "b@market.example"]
        await run(source, *options, f"inet:{host}:{port}")
        assert len(smtp.recorder.mails) == 200
        assert all(len(mail.rcpt_to) == 3 and len(mail.raw) >= 200_000 for mail in smtp.recorder.mails)


async def test_openssl_finds_only_tls_1_2_and_later(tmp_path: Path) -> None:
    """SMTP-047"""
    openssl = program("openssl")
    certificate = Certificate(*Authority(tmp_path).files("mx.example"))
    async with running(certificate=certificate) as smtp:
        host, port = smtp.server.addresses[0]
        connect = [openssl, "s_client", "-connect", f"{host}:{port}", "-starttls", "smtp", "-quiet"]
        assert "221 2.0.0" in await run(*connect, "-tls1_2", stdin=b"QUIT\r\n")
        assert "221 2.0.0" in await run(*connect, "-tls1_3", stdin=b"QUIT\r\n")
        with pytest.raises(AssertionError, match=r"alert|error|protocol"):
            await run(*connect, "-tls1_1", "-cipher", "ALL:@SECLEVEL=0", stdin=b"QUIT\r\n")
