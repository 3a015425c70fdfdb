"""Bounded words for what strangers send: a label or log field must not take a value that a peer made up."""

from __future__ import annotations

from collections.abc import Callable

SMTP_CODES = frozenset(
    {211, 214, 220, 221, 235, 250, 251, 252, 334, 354, 421, 432, 450, 451, 452, 454, 455}
    | {500, 501, 502, 503, 504, 521, 523, 524, 530, 534, 535, 538, 550, 551, 552, 553, 554, 555, 556}
)
"""The reply codes of RFC 5321 4.2.3, RFC 4954 6, RFC 5248 2.4 and RFC 7504."""

VERBS = frozenset(
    {"CONNECT", "HELO", "EHLO", "MAIL", "RCPT", "DATA", "BDAT", "RSET", "NOOP", "QUIT", "VRFY", "EXPN", "HELP"}
    | {"AUTH", "STARTTLS", "TURN", "ETRN", "XCLIENT", "XFORWARD"}
)
"""`CONNECT` stands for the connection itself."""

LONGEST = 100
"""Characters of a name that is taken for one of ours."""


def code_label(code: int) -> str:
    """The code where it is a known one, else its class: '550', '5xx', 'other'."""
    return str(code) if code in SMTP_CODES else code_class(code)


def code_class(code: int) -> str:
    """'2xx' to '5xx', or 'other' for what is no SMTP reply."""
    return f"{code // 100}xx" if 200 <= code < 600 else "other"


def verb(command: str) -> str:
    """The SMTP verb of a command line, 'CONNECT' where there is no command, or 'other'.

    A client out of step sends base64 credentials or mail text where a command is due: only known words pass.
    """
    word = command[:16].partition(" ")[0].strip().upper()
    return word if word in VERBS else "other" if command else "CONNECT"


def capped(limit: int) -> Callable[[str], str]:
    """A function that lets the first `limit` different names that are short and printable through; all else is 'other'."""
    known: set[str] = set()

    def label(name: str) -> str:
        if name not in known:
            if len(known) >= limit or len(name) > LONGEST or not name.isprintable():
                return "other"
            known.add(name)
        return name

    return label
