"""The server's certificate: loaded once, replaced without a restart."""

from __future__ import annotations

import ssl
from pathlib import Path as FilePath


class Certificate:
    """A certificate chain and its key as PEM files, in a context that new connections use. TLS 1.2 and later."""

    def __init__(self, chain: FilePath, key: FilePath | None = None) -> None:
        """Raises OSError or ssl.SSLError where the files cannot be used; `key` is not needed when `chain` holds it."""
        self._chain = chain
        self._key = key
        self.context = self._load()

    def reload(self) -> None:
        """Read the files again. Raises like the constructor, and then the old certificate stays."""
        self.context = self._load()

    def _load(self) -> ssl.SSLContext:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        context.load_cert_chain(self._chain, self._key)
        return context
