"""Key files (DKIM-005)."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1
from cryptography.hazmat.primitives.asymmetric.ec import generate_private_key as generate_ec
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, NoEncryption, PrivateFormat

from gateway.sign import Key, KeySettings, load, warnings


def stored(path: Path, private: object, form: PrivateFormat, password: bytes | None = None) -> KeySettings:
    encryption = BestAvailableEncryption(password) if password else NoEncryption()
    path.write_bytes(private.private_bytes(Encoding.PEM, form, encryption))  # type: ignore[attr-defined]
    path.chmod(0o600)
    return KeySettings("Shop.Example.", "R1", path)


@pytest.mark.parametrize("form", [PrivateFormat.PKCS8, PrivateFormat.TraditionalOpenSSL])
def test_rsa_pem(tmp_path: Path, rsa_key: Key, form: PrivateFormat) -> None:
    key = load(stored(tmp_path / "key", rsa_key.private, form))
    assert (key.domain, key.selector, key.algorithm) == ("shop.example", "r1", "rsa-sha256")
    assert key.record == rsa_key.record


def test_ed25519_pem_and_seed(tmp_path: Path, ed_key: Key, seed_file: Path) -> None:
    settings = stored(tmp_path / "key", ed_key.private, PrivateFormat.PKCS8)
    for key in (load(settings), load(KeySettings("shop.example", "e1", seed_file))):
        assert (key.algorithm, key.record[1]) == ("ed25519-sha256", ed_key.record[1])


def test_a_key_never_shows_itself(rsa_key: Key) -> None:
    assert repr(rsa_key) == "Key(domain='shop.example', selector='r1')"


@pytest.mark.parametrize(
    "data", [b"", b"not a key", b"c2hvcnQ=", b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"]
)
def test_no_key(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "key").write_bytes(data)
    with pytest.raises(ValueError, match="key: no unencrypted RSA or Ed25519 key"):
        load(KeySettings("shop.example", "s", tmp_path / "key"))


def test_keys_that_are_of_no_use(tmp_path: Path, rsa_key: Key) -> None:
    for name, private, password in (("ec", generate_ec(SECP256R1()), None), ("locked", rsa_key.private, b"secret")):
        with pytest.raises(ValueError, match=f"{name}: no unencrypted"):
            load(stored(tmp_path / name, private, PrivateFormat.PKCS8, password))


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="No such file"):
        load(KeySettings("shop.example", "s", tmp_path / "none"))


@pytest.mark.parametrize("name", ["", "a b", "shop.example\r\nX: y", "a;d=evil.example"])
def test_names_that_would_break_the_field(seed_file: Path, name: str) -> None:
    for settings in (KeySettings(name, "s", seed_file), KeySettings("shop.example", name, seed_file)):
        with pytest.raises(ValueError, match="is no domain name"):
            load(settings)


def test_warnings_for_open_and_short_keys(tmp_path: Path) -> None:
    settings = stored(tmp_path / "key", generate_private_key(65537, 1024), PrivateFormat.PKCS8)
    settings.path.chmod(0o640)
    mode, bits = warnings(settings)
    assert "mode 640" in mode
    assert "1024 bits" in bits


def test_no_warning_for_a_good_key(seed_file: Path) -> None:
    assert warnings(KeySettings("shop.example", "s", seed_file)) == []
