"""The gateway with TLS, logins and two DKIM keys, in front of a Postfix."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from gateway.sign import Key
from gateway.smtp_in.users import add_user
from tests.peers.clients import Access
from tests.support.gateway_process import GatewayProcess
from tests.support.postfix import Postfix
from tests.support.tls import Authority

_SMTP = """\
certificate = "gateway.example30.cert.pem"
key = "gateway.example30.key.pem"
auth = "users"
xforward = ["127.0.0.0/8"]
"""
_KEY = '[[dkim]]\ndomain = "seller.example"\nselector = "{selector}"\nkey = "{selector}.pem"\n'


@dataclass(frozen=True)
class Site:
    gateway: GatewayProcess
    relay: Postfix
    access: Access
    keys: tuple[Key, Key]
    """RSA, Ed25519."""


@contextlib.contextmanager
def made(folder: Path, smtp: str = _SMTP, policy: str = "") -> Iterator[Site]:
    """`smtp` are lines of [smtp]; `policy` the text of a policy file on top of the default."""
    authority = Authority(folder)
    authority.files("gateway.example", "127.0.0.1")
    access = Access(0, authority.ca_file, folder)
    add_user(folder / "users", access.user, access.password, ())
    keys = (made_key(folder, "r1", generate_private_key(65537, 2048)), made_key(folder, "e1", Ed25519PrivateKey.generate()))
    tables = "".join(_KEY.format(selector=key.selector) for key in keys)
    tables += "[history]\nenabled = false\n"  # all clients send the same letter: it would be known as a second try
    if policy:
        (folder / "policy.toml").write_text(policy, "utf-8")
        tables += '[policy]\nuse = "policy.toml"\n'
    with Postfix() as relay, GatewayProcess(folder, relay.port, relay.behind, smtp, tables) as gateway:
        yield Site(gateway, relay, Access(gateway.port, access.ca, folder), keys)


def made_key(folder: Path, selector: str, private: RSAPrivateKey | Ed25519PrivateKey) -> Key:
    """A key of seller.example, and its file."""
    path = folder / f"{selector}.pem"
    path.write_bytes(private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    path.chmod(0o600)
    return Key("seller.example", selector, private)
