"""Why the relay could not be used: each fault carries what the client may hear; its text is for the log only."""

from __future__ import annotations

from gateway.envelope import Reply


class Fault(Exception):
    """Base of all. `reply` is the whole story for the client, `str(fault)` the one for the operator."""

    reply: Reply = Reply(451, "4.3.0", "The relay cannot take mail now; try again later")


class Unreachable(Fault):
    reply = Reply(451, "4.4.1", "The relay does not answer; try again later")


class Lost(Fault):
    """The connection ended before the reply."""

    reply = Reply(451, "4.4.2", "The connection to the relay was lost; try again later")


class Silent(Fault):
    """No reply in time."""

    reply = Reply(451, "4.4.2", "The relay did not answer in time; try again later")


class Desync(Fault):
    """A reply that is none, or one that answers nothing: no later reply of this connection can be trusted."""

    reply = Reply(451, "4.3.0", "The relay gave an answer that makes no sense; try again later")


class NoTls(Fault):
    """TLS is required and not offered (RFC 3463 X.7.4)."""

    reply = Reply(451, "4.7.4", "The relay offers no encryption; try again later")


class BadTls(Fault):
    """The handshake failed or the certificate is not the relay's (RFC 3463 X.7.5)."""

    reply = Reply(451, "4.7.5", "No trusted encryption with the relay; try again later")


class NoLogin(Fault):
    """The relay does not take the gateway's own login: the operator's to mend, so the client keeps the message."""

    reply = Reply(451, "4.7.0", "The relay does not accept this gateway; try again later")


class Busy(Fault):
    reply = Reply(451, "4.3.2", "All connections to the relay are in use; try again later")


class Declined(Fault):
    """The relay itself said no; its words are the answer."""

    def __init__(self, reply: Reply) -> None:
        super().__init__(f"{reply.code} {reply.enhanced} {reply.text}")
        self.reply = reply
