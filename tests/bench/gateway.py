"""The gateway as a candidate: a settings file, and the command that serves it."""

from __future__ import annotations

import sys
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

_SETTINGS = """\
hostname = "gateway.example"
{tables}
[relay]
host = "127.0.0.1"
port = {relay}
tls = "none"
[smtp]
listen = ["127.0.0.1:{port}"]
limits = {{ message = 50_000_000, connections_per_ip = 1_000, session_messages = 1_000 }}
[policy]
use = "bench.toml"
[http]
listen = "127.0.0.1:0"
[console]
enabled = false
[log]
file = "events.log"
"""
_POLICY = """\
name = "bench"
extends = "amazon"
[attachments]
size = "off"
unreadable = "off"
"""
"""All rules but those that would stop the message of 25 MB for its size."""
_NO_RECORDS = """\
[history]
enabled = false
"""
"""Without rows about messages, which are rules' to ask."""
_KEY = """\
[[dkim]]
domain = "seller.example"
selector = "bench"
key = "dkim.pem"
"""


def new_key() -> rsa.RSAPrivateKey:
    """Of the size that most who sign use."""
    return rsa.generate_private_key(public_exponent=65_537, key_size=2_048)


def without_keys(directory: Path, port: int, relay: int) -> tuple[str, ...]:
    """The command that serves without signing and without records."""
    return _served(directory, port, relay, _NO_RECORDS)


def with_keys(directory: Path, port: int, relay: int) -> tuple[str, ...]:
    """The command that serves with an RSA key of 2048 bits for the sender's domain, without records."""
    return _keyed(directory, port, relay, _NO_RECORDS)


def with_records(directory: Path, port: int, relay: int) -> tuple[str, ...]:
    """The same with history and archive, as is usual."""
    return _keyed(directory, port, relay, "")


def _keyed(directory: Path, port: int, relay: int, tables: str) -> tuple[str, ...]:
    pem = new_key().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (directory / "dkim.pem").write_bytes(pem)
    (directory / "dkim.pem").chmod(0o600)
    return _served(directory, port, relay, tables + _KEY)


def _served(directory: Path, port: int, relay: int, tables: str) -> tuple[str, ...]:
    settings = directory / "settings.toml"
    (directory / "bench.toml").write_text(_POLICY)
    settings.write_text(_SETTINGS.format(port=port, relay=relay, tables=tables))
    return sys.executable, "-m", "gateway", "serve", "--config", str(settings)
