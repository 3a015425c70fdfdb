"""Signing keys: files, what DNS must publish for them, and what is unsafe about them."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key

_MINIMUM, _ADVISED = 1024, 2048
"""RSA bits: RFC 8301 3.2 forbids signing with fewer than the first and asks for the second."""


@dataclass(frozen=True, slots=True)
class KeySettings:
    """One key. `domain` is the d= tag; it signs mail whose From address is in that domain or below it.

    `path` is a PEM file (PKCS#1 or PKCS#8, not encrypted) or the base64 of an Ed25519 seed; the algorithm follows from it.
    """

    domain: str
    selector: str
    path: Path


@dataclass(frozen=True)
class Key:
    """A loaded key. `domain` and `selector` are ASCII, lower-case (A-labels, RFC 5890)."""

    domain: str
    selector: str
    private: RSAPrivateKey | Ed25519PrivateKey = field(repr=False)

    @property
    def algorithm(self) -> str:
        """The a= tag."""
        return "rsa-sha256" if isinstance(self.private, RSAPrivateKey) else "ed25519-sha256"

    def sign(self, digest: bytes) -> bytes:
        """Sign a SHA-256 digest (RFC 6376 3.3.3, RFC 8463 3)."""
        if isinstance(self.private, RSAPrivateKey):
            return self.private.sign(digest, PKCS1v15(), Prehashed(SHA256()))
        return self.private.sign(digest)

    def verifies(self, signature: bytes, digest: bytes) -> bool:
        """Whether the public key accepts this signature of a SHA-256 digest."""
        try:
            if isinstance(self.private, RSAPrivateKey):
                self.private.public_key().verify(signature, digest, PKCS1v15(), Prehashed(SHA256()))
            else:
                self.private.public_key().verify(signature, digest)
        except InvalidSignature:
            return False
        return True

    @cached_property
    def record(self) -> tuple[str, str]:
        """The DNS name and the TXT record receivers need (RFC 6376 3.6, RFC 8463 4)."""
        public = self.private.public_key()
        if isinstance(self.private, RSAPrivateKey):
            kind, data = "rsa", public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        else:
            kind, data = "ed25519", public.public_bytes(Encoding.Raw, PublicFormat.Raw)
        text = base64.b64encode(data).decode("ascii")
        return f"{self.selector}._domainkey.{self.domain}", f"v=DKIM1; k={kind}; p={text}"


def load(settings: KeySettings) -> Key:
    """Read one key. Raises `ValueError` with the path and the reason, never with what the file holds."""
    try:
        private = _private(settings.path.read_bytes())
    except OSError as error:
        raise ValueError(f"DKIM key {settings.path}: {error.strerror}") from error
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise ValueError(
            f"DKIM key {settings.path}: no unencrypted RSA or Ed25519 key in PEM, no Ed25519 seed in base64"
        ) from None
    if isinstance(private, RSAPrivateKey) and private.key_size < _MINIMUM:
        raise ValueError(f"DKIM key {settings.path}: {private.key_size} bits; RSA needs at least {_MINIMUM} (RFC 8301)")
    return Key(ascii_domain(settings.domain), ascii_domain(settings.selector), private)


def warnings(settings: KeySettings) -> list[str]:
    """What an operator should change about a key that loads, a sentence each."""
    key, mode, found = load(settings), settings.path.stat().st_mode & 0o777, []
    if mode & 0o077:
        found.append(f"DKIM key {settings.path}: mode {mode:03o} lets others read it; use chmod 600")
    if isinstance(key.private, RSAPrivateKey) and key.private.key_size < _ADVISED:
        found.append(f"DKIM key {settings.path}: {key.private.key_size} bits; RFC 8301 asks for {_ADVISED} or more")
    return found


def ascii_domain(name: str) -> str:
    """A domain in lower-case A-labels without a final dot. Raises `ValueError` for what is no domain name."""
    if len(name) > 254 or not name.isprintable():  # invisible characters would vanish in the encoding
        raise ValueError(f"{name[:254]!r} is no domain name")
    domain = (name if name.isascii() else name.encode("idna").decode("ascii")).lower().removesuffix(".")
    if not domain.replace(".", "").replace("-", "").replace("_", "").isalnum():
        raise ValueError(f"{name!r} is no domain name")
    return domain


def _private(data: bytes) -> RSAPrivateKey | Ed25519PrivateKey:
    if b"-----BEGIN" not in data:
        return Ed25519PrivateKey.from_private_bytes(_seed(data))
    private = load_pem_private_key(data, password=None)
    if not isinstance(private, RSAPrivateKey | Ed25519PrivateKey):
        raise ValueError("neither RSA nor Ed25519")
    return private


def _seed(data: bytes) -> bytes:
    try:
        return base64.b64decode(data.strip(), validate=True)
    except binascii.Error as error:
        raise ValueError("no base64") from error
