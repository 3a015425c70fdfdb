"""SMTP-048, SMTP-049: logins, their throttling, and who may send as whom."""

from __future__ import annotations

import base64
import time
from dataclasses import replace
from pathlib import Path as FilePath
from typing import cast

import argon2
import pytest

from gateway.envelope import Client, Credentials, Refused, Reply
from gateway.events import Authenticated
from gateway.ports import Relay
from gateway.smtp_in import users
from gateway.smtp_in.auth import RelayAuthenticator
from gateway.smtp_in.limits import Limits
from gateway.smtp_in.settings import NOWHERE
from gateway.smtp_in.throttle import Throttle, place
from gateway.smtp_in.users import UserFile, add_user, read_users
from tests.support.dialog import Logins
from tests.support.smtp import FAST, running

CLIENT = Client("192.0.2.7")


@pytest.fixture(autouse=True)
def cheap_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    hasher = argon2.PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    monkeypatch.setattr(users, "_HASHER", hasher)
    monkeypatch.setattr(users, "_NOBODY", hasher.hash("nobody"))


def plain(username: str, password: str) -> str:
    return "AUTH PLAIN " + base64.b64encode(f"\0{username}\0{password}".encode()).decode()


async def test_user_file(tmp_path: FilePath) -> None:
    path = tmp_path / "users"
    add_user(path, "anna", "secret", ["anna@Shop.Example", "*@other.example"])
    add_user(path, "bert", "geheim")
    file = UserFile(path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert await file.verify(CLIENT, "anna", "secret")
    assert not await file.verify(CLIENT, "anna", "geheim")
    assert not await file.verify(CLIENT, "nobody", "nobody")
    assert (
        file.may_send("anna", "anna@SHOP.example") and file.may_send("anna", "any@other.example") and file.may_send("anna", "")
    )
    assert not file.may_send("anna", "Anna@shop.example") and not file.may_send("anna", "x@sub.other.example")
    assert file.may_send("bert", "anyone@anywhere.example") and not file.may_send("nobody", "a@shop.example")


async def test_user_file_is_read_again_when_it_changes(tmp_path: FilePath) -> None:
    path = tmp_path / "users"
    path.write_text("# sellers\n", "utf-8")
    path.chmod(0o640)
    errors: list[Exception] = []
    file = UserFile(path, errors.append)
    assert not await file.verify(CLIENT, "anna", "secret")
    add_user(path, "anna", "secret")
    assert await file.verify(CLIENT, "anna", "secret")
    add_user(path, "anna", "changed", ["anna@shop.example"])
    assert not await file.verify(CLIENT, "anna", "secret") and await file.verify(CLIENT, "anna", "changed")
    assert path.read_text("utf-8").startswith("# sellers\nanna $argon2id$") and path.read_text("utf-8").count("anna ") == 1
    assert path.stat().st_mode & 0o777 == 0o640 and [child.name for child in tmp_path.iterdir()] == ["users"]
    path.write_text("anna\n", "utf-8")
    assert await file.verify(CLIENT, "anna", "changed")
    assert await file.verify(CLIENT, "anna", "changed")
    path.unlink()
    assert await file.verify(CLIENT, "anna", "changed")
    assert [type(error) for error in errors] == [ValueError, FileNotFoundError]


@pytest.mark.parametrize("text", ["anna", "anna secret", "anna $argon2id$x a b", "anna $argon2id$x\nanna $argon2id$y"])
def test_user_file_mistakes_are_told_with_their_line(tmp_path: FilePath, text: str) -> None:
    path = tmp_path / "users"
    path.write_text("# users\n\n" + text, "utf-8")
    with pytest.raises(ValueError, match=r"users:[34]: expected"):
        read_users(path)


@pytest.mark.parametrize(
    ("name", "password", "senders"),
    [("", "x", []), ("a b", "x", []), ("#a", "x", []), ("a", "", []), ("a", "x", ["b c"]), ("a\n", "x", [])],
)
def test_users_a_line_cannot_hold(tmp_path: FilePath, name: str, password: str, senders: list[str]) -> None:
    with pytest.raises(ValueError):
        add_user(tmp_path / "users", name, password, senders)


async def test_unknown_user_costs_a_hash(tmp_path: FilePath, monkeypatch: pytest.MonkeyPatch) -> None:
    """The time tells nothing because the same work is done: counted, since clocks on a busy machine prove little."""
    path = tmp_path / "users"
    add_user(path, "anna", "secret")
    file, verified = UserFile(path), []

    class Counting:
        def verify(self, hash: str, password: str) -> bool:
            verified.append(hash.split("$")[1:4])
            raise argon2.exceptions.VerifyMismatchError

    monkeypatch.setattr(users, "_HASHER", Counting())
    for name in ("anna", "nobody"):
        assert not await file.verify(CLIENT, name, "wrong")
    assert len(verified) == 2 and verified[0] == verified[1]


class AskedRelay:
    def __init__(self, reply: Reply) -> None:
        self.reply = reply
        self.asked: list[Credentials] = []

    async def authenticate(self, client: Client, credentials: Credentials) -> Reply:
        self.asked.append(credentials)
        return self.reply


def through(relay: AskedRelay) -> RelayAuthenticator:
    return RelayAuthenticator(cast(Relay, relay))


async def test_relay_decides() -> None:
    relay = AskedRelay(Reply(235, "2.7.0", "yes"))
    async with running(authenticator=through(relay), trusted=NOWHERE) as smtp:
        talker = await smtp.greeted()
        assert (await talker.ask(plain("anna", "secret"))).startswith("235")
        await talker.ask("MAIL FROM:<whoever@shop.example>")
        assert smtp.recorder.begun[0].client.credentials == Credentials("anna", "secret") == relay.asked[0]
        assert "secret" not in repr(smtp.events) and "secret" not in repr(smtp.recorder.begun)


ANSWERS = [
    (Reply(535, "5.7.8", "no"), "535 5.7.8"),
    (Reply(454, "4.7.0", "later"), "454 4.7.0"),
    (Reply(421, "4.3.2", "down"), "454 4.7.0"),
]


@pytest.mark.parametrize(("reply", "heard"), ANSWERS)
async def test_relay_says_no(reply: Reply, heard: str) -> None:
    async with running(authenticator=through(AskedRelay(reply))) as smtp:
        talker = await smtp.greeted()
        assert (await talker.ask(plain("anna", "secret"))).startswith(heard)


async def test_a_relay_that_cannot_tell_is_no_failed_login() -> None:
    async with running(authenticator=through(AskedRelay(Reply(454, "4.7.0", "later")))) as smtp:
        for _ in range(3):
            talker = await smtp.greeted()
            heard = [(await talker.ask(plain("anna", "secret")))[:3] for _ in range(9)]
            assert heard == ["454"] * 9


async def test_passwords_are_in_no_event() -> None:
    """Also where the client sends them as commands, after AUTH was refused."""
    async with running(authenticator=Logins(), plaintext_auth=NOWHERE) as smtp:
        talker = await smtp.greeted()
        await talker.ask("AUTH LOGIN")
        await talker.ask("c2VjcmV0")
        await talker.ask("hunter2")
        assert "c2VjcmV0" not in repr(smtp.events) and "hunter2" not in repr(smtp.events)


async def test_twenty_a_minute_whatever_the_connections() -> None:
    """A right password does not open the door again either, and the events say what was tried."""
    async with running(authenticator=Logins(), limits=replace(FAST, auth_failures_per_minute=6)) as smtp:
        replies = []
        for _ in range(3):
            talker = await smtp.greeted()
            replies += [(await talker.ask(plain("anna", "wrong")))[:3] for _ in range(2)]
        talker = await smtp.greeted()
        assert (await talker.ask(plain("anna", "secret"))).startswith("421 4.7.0")
        assert replies == ["535"] * 6 and await talker.reply() == ""
        assert [event.success for event in smtp.seen(Authenticated)] == [False] * 6  # type: ignore[attr-defined]


async def test_auth_line_limit() -> None:
    async with running(authenticator=Logins()) as smtp:
        talker = await smtp.greeted()
        assert (await talker.ask("AUTH PLAIN " + "A" * 12_000)).startswith("501 5.5.2")
        assert (await talker.ask("AUTH PLAIN " + "A" * 12_288)).startswith("500 5.5.2")
        await talker.ask("AUTH LOGIN")
        assert (await talker.ask("A" * 12_288)).startswith("500 5.5.6")


def test_throttle_delays_double_and_are_forgotten_after_a_minute() -> None:
    now = [0.0]
    throttle = Throttle(Limits(), lambda: now[0])

    def fail(ip: str, username: str) -> float:
        throttle.start(ip)
        return throttle.failed(ip, username)

    assert [fail("192.0.2.1", f"user{n}") for n in range(6)] == [1, 2, 4, 8, 16, 16]
    assert [fail(f"198.51.100.{n}", "anna") for n in range(3)] == [1, 2, 4]
    now[0] = 61.0
    assert fail("192.0.2.1", "anna") == 1


def test_throttle_counts_tries_that_are_still_open_and_gives_successes_back() -> None:
    throttle = Throttle(replace(Limits(), auth_failures_per_minute=2), lambda: 0.0)
    for _ in range(10):
        throttle.start("192.0.2.1")
        throttle.take_back("192.0.2.1")
    throttle.start("192.0.2.1")
    throttle.start("192.0.2.1")
    with pytest.raises(Refused):
        throttle.start("192.0.2.1")
    throttle.start("192.0.2.2")
    throttle.take_back("192.0.2.3")


@pytest.mark.parametrize(
    ("ip", "counted"), [("192.0.2.7", "192.0.2.7"), ("2001:db8::1:2", "2001:db8::/64"), ("fe80::1%eth0", "fe80::/64"), ("", "")]
)
def test_an_ipv6_customer_is_one_place(ip: str, counted: str) -> None:
    assert place(ip) == counted


def test_throttle_memory_is_bounded() -> None:
    throttle = Throttle(Limits(), lambda: 0.0)
    for n in range(30_000):
        throttle.start(f"2001:db8:{n:x}::1")
    assert len(throttle._tries) <= 10_001


@pytest.mark.slow
async def test_unknown_user_takes_as_long_with_the_real_cost(tmp_path: FilePath, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    add_user(tmp_path / "users", "anna", "secret")
    file, times = UserFile(tmp_path / "users"), {"anna": 0.0, "nobody": 0.0}
    for _ in range(20):
        for name in times:
            start = time.thread_time_ns()
            file._verify(name, "wrong")
            times[name] += time.thread_time_ns() - start
    assert 0.5 < times["anna"] / times["nobody"] < 2.0
