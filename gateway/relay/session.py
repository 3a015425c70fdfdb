"""One transaction at the relay, cut through: every answer is the relay's own, and no answer is given for the relay twice."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from gateway.envelope import Credentials, Path, Reply
from gateway.relay.connection import Connection
from gateway.relay.faults import Desync, Fault, Lost
from gateway.relay.parameters import MAIL, RCPT, passed_on
from gateway.relay.pool import Pool
from gateway.relay.replies import WireReply, completed, for_client

NO_SMTPUTF8 = Reply(550, "5.6.7", "The relay takes no internationalised addresses (SMTPUTF8)")
NO_8BITMIME = Reply(554, "5.6.3", "The message holds 8-bit text and the relay takes 7-bit only: encode it")
NO_RECIPIENTS = Reply(554, "5.5.1", "No valid recipients")


class Session:
    """Implements `gateway.ports.RelaySession`. The connection is taken with the first RCPT and held until `data` or `abort`."""

    def __init__(
        self, relay: str, pool: Pool, mail_from: Path, key: Credentials | None, report: Callable[[Fault], None]
    ) -> None:
        self.relay = relay
        self.offers: frozenset[str] = frozenset()
        self._pool = pool
        self._mail_from = mail_from
        self._key = key
        self._report = report
        self._connection: Connection | None = None
        self._end: Reply | None = None
        """The answer to everything from now on, once the transaction cannot go on."""
        self._utf8 = False

    async def rcpt(self, recipient: Path) -> Reply:
        if self._end:
            return self._end
        try:
            if self._connection is None:
                return await self._begin(recipient)
            return await self._rcpt(self._connection, recipient)
        except BaseException as error:
            return self._broken(error)

    async def data(self, pieces: Sequence[bytes]) -> Reply:
        if self._connection is None:
            return self._end or NO_RECIPIENTS
        if "8BITMIME" not in self._connection.extensions and not all(piece.isascii() for piece in pieces):
            await self.abort()
            return NO_8BITMIME
        try:
            reply = await self._connection.message(pieces)
        except BaseException as error:
            return self._broken(error)
        if reply.kind == 2:
            self._drop()
        else:
            await self.abort()
        return for_client(reply)

    async def abort(self) -> None:
        """Leave the relay's connection without a transaction: RSET, or closed where that is not answered well."""
        if self._connection is None:
            return
        try:
            if self._connection.reusable and not _done(await self._connection.reset()):
                raise Desync("the relay refused RSET")
        except BaseException as error:
            self._broken(error)
        else:
            self._drop()

    async def _begin(self, recipient: Path) -> Reply:
        """MAIL and the first RCPT. A kept connection may have died unseen: one new one is tried, as nothing was sent yet."""
        self._connection = await self._pool.take(self._key)
        try:
            return await self._open(self._connection, recipient)
        except Lost:
            if not self._connection.reused:
                raise
        self._drop()
        self._connection = await self._pool.take(self._key, fresh=True)
        return await self._open(self._connection, recipient)

    async def _open(self, connection: Connection, recipient: Path) -> Reply:
        self.offers = frozenset(connection.extensions)
        params = passed_on(self._mail_from.params, MAIL, self.offers - (set() if connection.login else {"AUTH"}))
        self._utf8 = b"SMTPUTF8" in params
        if not self._utf8 and not (self._mail_from.address + recipient.address).isascii():
            self._drop()
            return NO_SMTPUTF8
        mail, rcpt = await connection.ask(_command(b"MAIL FROM:", self._mail_from.address, params), self._to(recipient))
        if mail.code == 421 and connection.reused:
            raise Lost("the relay had enough of a kept connection")
        return _answer(rcpt) if _done(mail) else self._refused(mail, rcpt)

    def _refused(self, mail: WireReply, rcpt: WireReply) -> Reply:
        """Without MAIL there is no transaction: its refusal is the answer to this RCPT and to every later one."""
        if rcpt.kind == 2:
            raise Desync(f"{rcpt.code} to RCPT after {mail.code} to MAIL")
        self._end = _answer(mail)
        self._drop()
        return self._end

    async def _rcpt(self, connection: Connection, recipient: Path) -> Reply:
        if not self._utf8 and not recipient.address.isascii():
            return NO_SMTPUTF8
        (reply,) = await connection.ask(self._to(recipient))
        return _answer(reply)

    def _to(self, recipient: Path) -> bytes:
        assert self._connection
        return _command(b"RCPT TO:", recipient.address, passed_on(recipient.params, RCPT, self._connection.extensions))

    def _drop(self) -> None:
        """Back to the pool, which keeps it where nothing is owed on it."""
        if self._connection:
            self._pool.give(self._connection)
        self._connection = None

    def _broken(self, error: BaseException) -> Reply:
        """The connection is in doubt, so it goes. A fault is reported and answered; anything else, a cancel too, goes on up."""
        if self._connection:
            self._connection.abort()
        self._drop()
        if not isinstance(error, Fault):
            raise error
        self._report(error)
        self._end = error.reply
        return self._end


def _command(verb: bytes, address: bytes, params: tuple[bytes, ...]) -> bytes:
    """The address goes out as the very bytes that came in: whatever parses it again can read another recipient."""
    return b" ".join((b"%s<%s>" % (verb, address), *params))


def _done(reply: WireReply) -> bool:
    return completed(reply).kind == 2


def _answer(reply: WireReply) -> Reply:
    return for_client(completed(reply))
