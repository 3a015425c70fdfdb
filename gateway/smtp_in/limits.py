"""Every bound of the SMTP side, in one place. Sizes are octets, times are seconds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What one client, and all clients together, may use. The defaults suit one relay's sellers."""

    message: int = 26_214_400
    """A message, dot-unstuffed, with its line ends; announced as SIZE (RFC 1870)."""
    text_line: int = 65_536
    """One line of a message without its line end. RFC 5321 4.5.3.1.6 promises 998, real tools send more."""
    command_line: int = 512
    """A command with its CRLF (RFC 5321 4.5.3.1.4); the parameters on offer are added for MAIL and RCPT."""
    auth_line: int = 12_288
    """A line of an AUTH exchange with its CRLF (RFC 4954 4)."""
    endless_line: int = 65_536
    """A command line without an end is not read further than this; the connection closes."""
    recipients: int = 1_000
    """RCPT commands in one transaction, refused ones included."""
    received_headers: int = 50
    """More `Received` fields than this are a mail loop (RFC 5321 6.3)."""

    junk_commands: int = 20
    """NOOP, RSET, VRFY, HELP and the like between two messages."""
    soft_errors: int = 10
    """Refused commands that are answered at once; later ones wait `error_delay`."""
    hard_errors: int = 20
    """Refused commands that end the session."""
    error_delay: float = 1.0

    session: float = 3_600.0
    session_messages: int = 100
    command: float = 60.0
    """From the reply to the end of the next command line."""
    progress_octets: int = 1_024
    progress: float = 300.0
    """A client in DATA has this long for every `progress_octets`."""
    tls_handshake: float = 30.0
    linger: float = 2.0
    """How long a refused client's further bytes are read and dropped so that it can read the reply."""
    greeting_delay: float = 0.0
    """Wait before the banner; who talks first is refused. 0: greet at once, without that check."""

    connections: int = 1_000
    connections_per_ip: int = 50

    auth_failures: int = 5
    """Failed logins in one connection."""
    auth_failures_per_minute: int = 20
    """Failed logins from one address over all its connections."""
    auth_delay: float = 1.0
    """Before the answer to a first failed login; doubles with each further one."""
    auth_delay_longest: float = 16.0
