"""What leaves is signed, verifies, and breaks when it is altered (DKIM-002 to DKIM-006)."""

from __future__ import annotations

import base64
import threading
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gateway.envelope import Refused
from gateway.sign import DkimSigner, Key, signer
from gateway.sign.fields import split
from gateway.sign.signature import OVERSIGNED, signed_names

HEAD = (
    b"Received: from a\r\n\tby b\r\n"
    b"From:  Shop  <a@mail.shop.example>\r\n"
    b"To: buyer@market.example\r\n"
    b"Subject: your\r\n  order\r\n"
    b"References: <1@shop.example>\r\n"
)
MESSAGE = HEAD + b"\r\nhello  there \r\nyou\t\r\n\r\n\r\n"


async def signed(message: bytes, *keys: Key, edited: bool = False, lifetime: int | None = None) -> bytes:
    pieces, _ = await DkimSigner(keys, lifetime=lifetime).sign(message, edited)
    return b"".join(pieces)


async def test_both_algorithms_verify(rsa_key: Key, ed_key: Key, verify) -> None:
    pieces, domains = await DkimSigner([rsa_key, ed_key]).sign(MESSAGE, False)
    assert pieces[-1] is MESSAGE
    assert domains == ("shop.example", "shop.example")
    whole = b"".join(pieces)
    assert verify(whole, rsa_key, ed_key, index=0)
    assert verify(whole, rsa_key, ed_key, index=1)


@pytest.mark.parametrize(
    "change",
    [
        (b"hello", b"hallo"),
        (b"order", b"older"),
        (b"buyer@", b"other@"),
        (b"<1@", b"<2@"),
        (b"a@mail", b"b@mail"),
        (b"you", b"y ou"),
    ],
)
async def test_an_altered_message_fails(rsa_key: Key, verify, change: tuple[bytes, bytes]) -> None:
    whole = await signed(MESSAGE, rsa_key)
    altered = whole.replace(*change)
    assert altered != whole
    assert not verify(altered, rsa_key)


async def test_blanks_may_change_on_the_way(rsa_key: Key, verify) -> None:
    whole = await signed(MESSAGE, rsa_key)
    assert verify(whole.replace(b"hello  there ", b"hello there").replace(b"your\r\n  order", b"your order"), rsa_key)


@pytest.mark.parametrize("name", OVERSIGNED)
async def test_no_field_can_be_put_on_top(rsa_key: Key, verify, name: bytes) -> None:
    whole = await signed(MESSAGE, rsa_key)
    assert verify(b"X-Trace: 1\r\n" + whole, rsa_key)
    assert not verify(name.title() + b": evil\r\n" + whole, rsa_key)


async def test_the_tags(rsa_key: Key, verify) -> None:
    whole = await signed(MESSAGE, rsa_key, lifetime=3600)
    tags = dict(tag.strip().split("=", 1) for tag in split(whole).fields[0].value.decode().replace("\r\n", "").split(";"))
    assert (tags["c"], tags["d"], tags["s"]) == ("relaxed/relaxed", "shop.example", "r1")
    assert int(tags["x"]) == int(tags["t"]) + 3600
    assert "l" not in tags
    assert tags["h"].replace(" ", "").split(":").count("from") == 2
    assert max(map(len, whole.split(b"\r\n"))) <= 78
    assert verify(whole, rsa_key)


async def test_repeated_fields_are_all_named(rsa_key: Key, verify) -> None:
    message = b"To: x@market.example\r\n" * 3 + MESSAGE
    assert signed_names(split(message).fields).count(b"to") == 5
    assert verify(await signed(message, rsa_key), rsa_key)


@pytest.mark.parametrize("author", ["shop.example", "SHOP.example", "a.b.shop.example"])
async def test_keys_sign_for_their_domain_and_below(rsa_key: Key, author: str) -> None:
    _, domains = await DkimSigner([rsa_key]).sign(f"From: a@{author}\r\n\r\n".encode(), False)
    assert domains == ("shop.example",)


async def test_the_nearest_domain_signs(rsa_key: Key, ed_key: Key) -> None:
    _, domains = await DkimSigner([rsa_key, replace(ed_key, domain="mail.shop.example")]).sign(MESSAGE, False)
    assert domains == ("mail.shop.example",)


@pytest.mark.parametrize("author", ["notshop.example", "example", "shop.example.evil.example"])
async def test_other_domains_pass_as_they_are(rsa_key: Key, author: str) -> None:
    message = f"From: a@{author}\r\n\r\n".encode()
    pieces, domains = await DkimSigner([rsa_key]).sign(message, False)
    assert pieces == (message,)
    assert pieces[0] is message
    assert domains == ()


@pytest.mark.parametrize(
    "message",
    [
        b"From: a@shop.example, evil@x.example\r\n\r\n",
        b"From: a@shop.example\r\nFrom: evil@x.example\r\n\r\n",
        b"Subject: x\r\n\r\n",
        b"\r\nbody\r\n",
        b"From: a@shop.example\r\n\r\nbody",
        b"From: a@shop.example\r\n\r\nbare\nline\r\n",
        b"From: a@shop.example\r\n\r\nbare\rline\r\n",
        b"From: a@shop.example\r\nSubject : x\r\n\r\n",
        b"From: a@shop.example\r\nno field\r\n\r\n",
        b"From: a@shop.example\r\nX: \x00\r\n\r\n",
        b" folded: first\r\nFrom: a@shop.example\r\n\r\n",
    ],
)
async def test_what_cannot_be_signed_is_refused_for_good(rsa_key: Key, message: bytes) -> None:
    with pytest.raises(Refused) as refused:
        await DkimSigner([rsa_key]).sign(message, False)
    assert (refused.value.reply.code, refused.value.reply.enhanced) == (550, "5.7.1")


async def test_without_keys_everything_passes() -> None:
    message = b"From: a@shop.example, evil@x\nbare"
    assert await DkimSigner([]).sign(message, False) == ((message,), ())


async def test_a_signature_that_does_not_verify_never_leaves(rsa_key: Key, monkeypatch) -> None:
    class Faulty(Key):
        def sign(self, digest: bytes) -> bytes:
            return bytes(byte ^ (index == 0) for index, byte in enumerate(super().sign(digest)))

    with pytest.raises(Refused) as refused:
        await DkimSigner([Faulty("shop.example", "s", rsa_key.private)]).sign(MESSAGE, False)
    assert refused.value.reply.code == 451
    monkeypatch.setattr(signer, "body_hash", lambda raw, start: b"\0" * 32)
    with pytest.raises(Refused):
        await DkimSigner([rsa_key]).sign(MESSAGE, False)


class TestTheClientsSignatures:
    OLD = b"DKIM-Signature: v=1; a=rsa-sha256;\r\n d=tool.example; b=AAAA\r\n"

    async def test_stay_on_an_untouched_message(self, rsa_key: Key, verify) -> None:
        whole = await signed(self.OLD + MESSAGE, rsa_key)
        assert whole.endswith(self.OLD + MESSAGE)
        assert verify(whole, rsa_key)

    @pytest.mark.parametrize("keys", [0, 1])
    async def test_go_from_an_edited_one(self, rsa_key: Key, keys: int) -> None:
        message = HEAD + self.OLD + b"ARC-Seal: i=1\r\n" + self.OLD.lower() + b"\r\n" + self.OLD
        whole = await signed(message, *[rsa_key][:keys], edited=True)
        assert whole.endswith(HEAD + b"ARC-Seal: i=1\r\n\r\n" + self.OLD)

    @pytest.mark.parametrize("tail", [b"", b"\r\n", b" x\r\n\r\nbody", b"Subject: no end"])
    async def test_take_nothing_else_with_them(self, tail: bytes) -> None:
        whole = await signed(b"From: a\r\n" + self.OLD + b"X: y\r\n" + tail, edited=True)
        assert whole == b"From: a\r\nX: y\r\n" + tail


async def test_a_large_message_is_signed_off_the_loop(rsa_key: Key, verify, monkeypatch) -> None:
    threads = []
    clock = lambda: threads.append(threading.current_thread()) or 1_700_000_000  # noqa: E731
    large = MESSAGE + (base64.b64encode(bytes(57)) + b"\r\n") * 5_000
    for message in (MESSAGE, large):
        pieces, _ = await DkimSigner([rsa_key], clock=clock).sign(message, False)
        assert pieces[-1] is message
        assert verify(b"".join(pieces), rsa_key)
    small, off = threads
    assert small is threading.main_thread()
    assert off is not threading.main_thread()


TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(subject=TEXT, lines=st.lists(st.text(alphabet=" \tab\x0b.é", max_size=30), max_size=8), fold=st.booleans())
def test_any_well_formed_message_verifies(rsa_key: Key, verify, subject: str, lines: list[str], fold: bool) -> None:
    head = f"From: a@shop.example\r\nSubject:{chr(13) + chr(10) + ' ' if fold else ''}{subject}\r\n\r\n"
    message = (head + "".join(f"{line}\r\n" for line in lines)).encode()
    pieces, _ = DkimSigner([rsa_key])._sign(message, False)
    assert verify(b"".join(pieces), rsa_key)
