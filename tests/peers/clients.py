"""Clients that people use, each told to send a message as it is, with STARTTLS and a login."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.support import node

NODEMAILER = Path(__file__).parent / "nodemailer.cjs"


@dataclass(frozen=True)
class Access:
    """What a client is told about the gateway."""

    port: int
    ca: Path
    folder: Path
    user: str = "helpdesk"
    password: str = "correct horse"


@dataclass(frozen=True)
class Sent:
    """How it ended, and what the client wrote on its terminal."""

    accepted: bool
    output: str


Client = Callable[[Access, str, Sequence[str], bytes], Sent]


def swaks(access: Access, sender: str, recipients: Sequence[str], raw: bytes, *options: str) -> Sent:
    """It sends its data as given, so that dots are doubled here."""
    letter = access.folder / "swaks.eml"
    letter.write_bytes((b"\r\n" + raw).replace(b"\r\n.", b"\r\n..")[2:] + b".")
    command = ["swaks", "--server", f"127.0.0.1:{access.port}", "--tls", "--tls-verify", "--tls-ca-path", str(access.ca)]
    command += ["--auth", "PLAIN", "--auth-user", access.user, "--auth-password", access.password]
    command += ["--from", sender, "--to", ",".join(recipients), "--data", f"@{letter}", "--no-data-fixup", *options]
    return _run(command)


def swaks_composes(access: Access, sender: str, recipient: str, subject: str, text: Path, files: Sequence[Path]) -> Sent:
    command = ["swaks", "--server", f"127.0.0.1:{access.port}", "--tls", "--from", sender, "--to", recipient]
    command += ["--auth-user", access.user, "--auth-password", access.password, "--header", f"Subject: {subject}"]
    return _run([*command, "--body", f"@{text}", *(word for file in files for word in ("--attach", f"@{file}"))])


def msmtp(access: Access, sender: str, recipients: Sequence[str], raw: bytes) -> Sent:
    config = access.folder / "msmtprc"
    tls = f"tls on\ntls_starttls on\ntls_trust_file {access.ca}\ntls_host_override gateway.example\n"
    login = f'auth plain\nuser {access.user}\npassword "{access.password}"\n'
    config.write_text(f"account default\nhost 127.0.0.1\nport {access.port}\n{tls}{login}")
    config.chmod(0o600)
    return _run(["msmtp", "--debug", f"--file={config}", f"--from={sender}", "--", *recipients], raw.replace(b"\r\n", b"\n"))


def curl(access: Access, sender: str, recipients: Sequence[str], raw: bytes) -> Sent:
    letter = access.folder / "curl.eml"
    letter.write_bytes(raw)
    command = [*_curl(access, sender), "--upload-file", str(letter)]
    return _run(command + [word for recipient in recipients for word in ("--mail-rcpt", recipient)])


def curl_composes(access: Access, sender: str, recipient: str, subject: str, text: Path, files: Sequence[Path]) -> Sent:
    head = (f"From: {sender}", f"To: {recipient}", f"Subject: {subject}")
    forms = (f"=<{text}", *(f"file=@{file};encoder=base64" for file in files))
    command = [*_curl(access, sender), "--mail-rcpt", recipient]
    command += [word for field in head for word in ("-H", field)]
    return _run(command + [word for form in forms for word in ("-F", form)])


def _curl(access: Access, sender: str) -> list[str]:
    command = ["curl", "--silent", "--show-error", "--verbose", "--ssl-reqd", "--cacert", str(access.ca)]
    command += ["--resolve", f"gateway.example:{access.port}:127.0.0.1", f"smtp://gateway.example:{access.port}/client.example"]
    return [*command, "--user", f"{access.user}:{access.password}", "--mail-from", sender]


def nodemailer(access: Access, sender: str, recipients: Sequence[str], raw: bytes, how: str = "raw") -> Sent:
    command = ["node", str(NODEMAILER), str(access.port), str(access.ca), access.user, access.password]
    return _run([*command, sender, ",".join(recipients), how], raw)


CLIENTS: dict[str, Client] = {"swaks": swaks, "msmtp": msmtp, "curl": curl, "nodemailer": nodemailer}


def missing(name: str) -> str:
    """Why this client cannot be used here; empty where it can."""
    there = node.has("nodemailer") if name == "nodemailer" else shutil.which(name)
    if name == "swaks" and there:
        there = not subprocess.run(["perl", "-MNet::SSLeay", "-e1"], capture_output=True, timeout=60).returncode
    return "" if there else f"needs {name}{' with TLS' if name == 'swaks' else ''}"


def _run(command: list[str], given: bytes = b"") -> Sent:
    done = subprocess.run(command, env=node.environment(), input=given, capture_output=True, timeout=60)
    return Sent(done.returncode == 0, (done.stdout + done.stderr).decode("utf-8", "replace"))
