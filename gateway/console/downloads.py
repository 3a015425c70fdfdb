"""Files for the disk: never shown by the browser, whatever they are called and contain (SECURITY WEB-004)."""

from __future__ import annotations

import re
from urllib.parse import quote

from starlette.responses import Response

_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
LONGEST = 120


def download(content: bytes, name: str) -> Response:
    """An answer that a browser saves under a harmless form of the name (RFC 6266)."""
    safe = _UNSAFE.sub("_", name)[-LONGEST:].lstrip(".") or "file"
    disposition = f"attachment; filename=\"{safe}\"; filename*=UTF-8''{quote(safe)}"
    return Response(content, media_type="application/octet-stream", headers={"content-disposition": disposition})
