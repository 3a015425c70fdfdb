"""Letters that the tools make themselves, from words and files: each has its own habits of MIME."""

from __future__ import annotations

import base64
import email
import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tests.peers import arrived, clients
from tests.peers.letter import ADDRESS, BUYER, EMOJI, GONE, HASHES, LINK, NOTES, PDF, SENDER, TARGET
from tests.peers.setting import Site

pytestmark = pytest.mark.peer
SUBJECT = "Your order 305-1234567-7654321"
START, END = f"Which shade may we send you {EMOJI}, both are here: ", f" today. Jan Müller, {ADDRESS}"
WRITTEN = f"{START}{LINK}{END}"
READ = f"Which shade may we send you, both are here: {GONE} today. Jan Müller, {GONE}"

Composer = Callable[[clients.Access, str, str, str, Path, Sequence[Path]], clients.Sent]


@pytest.mark.parametrize("name", ["swaks", "curl"])
def test_words_and_files_on_a_command_line(site: Site, tmp_path: Path, name: str) -> None:
    if reason := clients.missing(name):
        pytest.skip(reason)
    compose: Composer = {"swaks": clients.swaks_composes, "curl": clients.curl_composes}[name]
    text, files = tmp_path / "text", [tmp_path / "invoice.pdf", tmp_path / "care.txt"]
    for path, content in zip((text, *files), (WRITTEN.encode(), PDF, NOTES), strict=True):
        path.write_bytes(content)
    sent = compose(site.access, SENDER, BUYER, SUBJECT, text, files)
    assert sent.accepted, sent.output
    assert _read(site) == [READ]


def test_nodemailer(site: Site) -> None:
    if reason := clients.missing("nodemailer"):
        pytest.skip(reason)
    sent = clients.nodemailer(site.access, SENDER, [BUYER], json.dumps(_options()).encode(), "compose")
    assert sent.accepted, sent.output
    assert _read(site) == [READ, f'<html lang="en"><p>{READ}</p></html>']


def _read(site: Site) -> list[str]:
    """The texts that arrived; fails unless the files did too, as they were."""
    _, signatures, message = arrived.parted(site.relay.next_mail())
    assert len(signatures) == 2
    assert [digest for _, digest in arrived.files(message)] == HASHES
    leaves = [part for part in email.message_from_bytes(message).walk() if not part.is_multipart()]
    texts = [part for part in leaves if part.get_content_disposition() != "attachment"]
    return [part.get_payload(decode=True).decode().strip() for part in texts]


def _options() -> dict[str, object]:
    """nodemailer's."""
    files = [("invoice.pdf", "application/pdf", PDF), ("care.txt", "text/plain", NOTES)]
    return {
        "from": f"Seller <{SENDER}>",
        "to": BUYER,
        "subject": SUBJECT,
        "text": WRITTEN,
        "html": f'<html lang="en"><p>{START}<a href="{TARGET}">{LINK}</a>{END}</p></html>',
        "attachments": [
            {"filename": name, "contentType": kind, "content": base64.b64encode(content).decode(), "encoding": "base64"}
            for name, kind, content in files
        ],
    }
