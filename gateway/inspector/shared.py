"""The nameless file through which gateway and worker hand each other long messages."""

from __future__ import annotations

import asyncio
import os
import tempfile

_CHUNK = 1_000_000


class SharedFile:
    """Used in turns: one end writes, tells the other, which takes. Empty in between, so that it holds no memory."""

    def __init__(self, fd: int) -> None:
        self.fd = fd

    @classmethod
    def create(cls) -> SharedFile:
        """In memory where the system has such files, else on disk without a name."""
        if hasattr(os, "memfd_create"):
            return cls(os.memfd_create("mailsluice"))
        with tempfile.TemporaryFile() as file:
            return cls(os.dup(file.fileno()))

    def write(self, message: bytes, start: int = 0, end: int | None = None) -> None:
        """Raises OSError where there is no room."""
        with memoryview(message) as view:
            end = len(view) if end is None else min(end, len(view))
            while start < end:
                start += os.pwrite(self.fd, view[start:end], start)

    async def write_slowly(self, message: bytes) -> None:
        """As `write`, with a breath for the event loop after every megabyte."""
        for start in range(0, len(message), _CHUNK):
            self.write(message, start, start + _CHUNK)
            await asyncio.sleep(0)

    def take(self, size: int) -> bytes:
        """The message, out of the file. Raises ValueError where the file holds another size than was said."""
        if os.fstat(self.fd).st_size != size:
            raise ValueError("the shared file has another size")
        message = os.pread(self.fd, size, 0)
        os.ftruncate(self.fd, 0)
        return message

    def close(self) -> None:
        """After this every use raises OSError, rather than meeting another file that got the number."""
        os.close(self.fd)
        self.fd = -1
