from __future__ import annotations

import base64
from collections.abc import Callable
from pathlib import Path

import dkim
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key

from gateway.sign import Key

Verify = Callable[..., bool]


@pytest.fixture(scope="session")
def rsa_key() -> Key:
    return Key("shop.example", "r1", generate_private_key(65537, 2048))


@pytest.fixture(scope="session")
def ed_key() -> Key:
    return Key("shop.example", "e1", Ed25519PrivateKey.generate())


@pytest.fixture(scope="session")
def verify() -> Verify:
    """dkimpy as the receiver: verify(message, *keys, index=0)."""

    def verify(message: bytes, *keys: Key, index: int = 0) -> bool:
        records = {f"{name}.": text.encode() for name, text in (key.record for key in keys)}
        try:
            return bool(dkim.DKIM(message).verify(idx=index, dnsfunc=lambda name, timeout=5: records.get(name.decode())))
        except dkim.DKIMException:
            return False

    return verify


@pytest.fixture
def seed_file(tmp_path: Path, ed_key: Key) -> Path:
    assert isinstance(ed_key.private, Ed25519PrivateKey)
    path = tmp_path / "ed.seed"
    path.write_bytes(base64.b64encode(ed_key.private.private_bytes_raw()) + b"\n")
    path.chmod(0o600)
    return path
