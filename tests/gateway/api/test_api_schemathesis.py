"""Schemathesis reads the OpenAPI document and tries what it allows and what it forbids, over a real connection."""

from __future__ import annotations

import asyncio
import os
import shutil
import socket
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from gateway.api.app import Front, make_api
from gateway.api.callers import Scope
from gateway.api.rate import Rate
from gateway.console.server import ConsoleServer
from gateway.store.tokens import Tokens
from tests.gateway.console.stage import Stage, letter

PROGRAM = os.environ.get("SCHEMATHESIS") or shutil.which(
    "st", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
)
CHECKS = ",".join((
    "not_a_server_error", "status_code_conformance", "content_type_conformance", "response_headers_conformance",
    "response_schema_conformance", "negative_data_rejection", "unsupported_method", "ignored_auth",
))  # fmt: skip
"""Not missing_required_header: it does not know 428, the status for a missing If-Match (RFC 6585 3)."""


@pytest.mark.slow
@pytest.mark.peer
@pytest.mark.timeout(300)
async def test_the_document_is_true(stage: Stage, tmp_path: Path) -> None:
    if not PROGRAM:
        pytest.skip("schemathesis is missing: pip install schemathesis, or name its program in SCHEMATHESIS")
    for number in range(3):
        await stage.hold(letter(f"We give you a refund if you change your review. {number}"))
    tokens = Tokens(stage.database)
    secret = await tokens.add("st", tuple(Scope), None, datetime.now(UTC) + timedelta(days=1), "test")
    with socket.create_server(("127.0.0.1", 0)) as sock:
        server = ConsoleServer(Front(make_api(stage.desk, tokens, Rate(1_000_000)), stage.app))
        await server.start([sock])
        try:
            url = f"http://127.0.0.1:{sock.getsockname()[1]}/v1/openapi.json"
            told, code = await _run(tmp_path, "run", url, "-H", f"Authorization: Bearer {secret}", "--checks", CHECKS)
        finally:
            await server.close()
    assert code == 0, told[-6_000:]


async def _run(directory: Path, *arguments: str) -> tuple[str, int | None]:
    bounds = ("--max-examples", "10", "--seed", "1", "--generation-database", "none", "--no-color")
    process = await asyncio.create_subprocess_exec(
        str(PROGRAM), *arguments, *bounds, cwd=directory, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    try:
        out, _ = await asyncio.wait_for(process.communicate(), 240)
    except TimeoutError:
        process.kill()
        raise
    return out.decode("utf-8", "replace"), process.returncode
