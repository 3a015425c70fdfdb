"""The commands by verb. What is not here is answered 500."""

from __future__ import annotations

from collections.abc import Mapping

from gateway.smtp_in import greeting, login, mail, peers, starttls
from gateway.smtp_in.session import Command

COMMANDS: Mapping[bytes, Command] = {
    b"EHLO": greeting.ehlo,
    b"HELO": greeting.helo,
    b"MAIL": mail.mail,
    b"RCPT": mail.rcpt,
    b"DATA": mail.data,
    b"RSET": greeting.rset,
    b"NOOP": greeting.noop,
    b"QUIT": greeting.quit_,
    b"HELP": greeting.help_,
    b"VRFY": greeting.vrfy,
    b"EXPN": greeting.unsupported,
    b"ETRN": greeting.unsupported,
    b"TURN": greeting.unsupported,
    b"BDAT": greeting.bdat,
    b"STARTTLS": starttls.starttls,
    b"AUTH": login.auth,
    b"XCLIENT": peers.xclient,
    b"XFORWARD": peers.xforward,
    **dict.fromkeys((b"GET", b"HEAD", b"POST", b"PUT", b"DELETE", b"OPTIONS", b"CONNECT"), greeting.http),
}
