"""Other people's verifiers agree."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from gateway.sign import DkimSigner, Key
from tests.support import node

HERE = Path(__file__).parent
MESSAGE = (
    b"From: Shop <a@shop.example>\r\nTo: b@market.example\r\nSubject: =?utf-8?q?=C3=A4?=\r\n  folded\t x\r\n"
    b"MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nhello  there \t\r\n\xc3\xa4\r\n.\r\n \r\n\r\n"
)

pytestmark = pytest.mark.peer


def output(*command: str, message: bytes) -> str:
    return subprocess.run(command, input=message, capture_output=True, check=True, timeout=60).stdout.decode().strip()


def works(*command: str) -> bool:
    return bool(shutil.which(command[0])) and not subprocess.run(command, capture_output=True, timeout=60).returncode


async def signed(*keys: Key) -> bytes:
    pieces, _ = await DkimSigner(keys).sign(MESSAGE, False)
    return b"".join(pieces)


async def test_perl_mail_dkim(rsa_key: Key) -> None:
    if not works("perl", "-MMail::DKIM::Verifier", "-MNet::DNS", "-e1"):
        pytest.skip("needs Perl with Mail::DKIM")
    whole = await signed(rsa_key)
    command = ("perl", str(HERE / "verify.pl"), rsa_key.record[1])
    assert output(*command, message=whole) == "pass"
    assert output(*command, message=whole.replace(b"hello", b"hallo")) == "fail"
    assert output(*command, message=b"Subject: evil\r\n" + whole) == "fail"


async def test_node_mailauth(rsa_key: Key, ed_key: Key) -> None:
    if not node.has("mailauth/lib/dkim/verify"):
        pytest.skip("needs node with mailauth (make peers)")
    whole = await signed(rsa_key, ed_key)
    records = json.dumps(dict([rsa_key.record, ed_key.record]))
    found = json.loads(node.run(HERE / "verify.cjs", records, given=whole))
    assert found == [["rsa-sha256", "pass"], ["ed25519-sha256", "pass"]]
    altered = json.loads(node.run(HERE / "verify.cjs", records, given=whole.replace(b"hello", b"hallo")))
    assert [result for _, result in altered] != ["pass", "pass"]
    assert "pass" not in [result for _, result in altered]
