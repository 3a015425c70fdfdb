"""The path grammar: SMTP-041, SMTP-042, SMTP-046."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gateway.envelope import Path, Refused
from gateway.smtp_in.parameters import check_mail, check_rcpt
from gateway.smtp_in.paths import Grammar, mail_path, rcpt_path

LABEL_64 = "a" * 64
DOMAIN_255 = ".".join(["a" * 63, "b" * 63, "c" * 63, "d" * 63])
ALL = Grammar(quoted=True, literals=True)

REFUSED_PATHS = [
    b"",
    b"<",
    b'"',
    b'<"',
    b"<a@[",
    b"a@x.y",
    b"Postmaster",
    b"<a@x.y",
    b"a@x.y>",
    b"< a@x.y>",
    b"<a@x.y >",
    b"<a@x .y>",
    b"<a @x.y>",
    b"<@r1,@r2:a@x.y>",
    b"<@r1:a@x.y>",
    b"<(c)a@x.y>",
    b"<a(c)@x.y>",
    b"<a@x.y(c)>",
    b"<a\\@x.y>",
    b"<a@x.y>,<z@z>",
    b"<a@x.y><z@z>",
    b"<a@x.y>z",
    b"<<a@x.y>>",
    b"<a@b@x.y>",
    b"<a@>",
    b"<@x.y>",
    b"<a>",
    b"<a@x..y>",
    b"<a@.x.y>",
    b"<a@x.y.>",
    b"<a..b@x.y>",
    b"<.a@x.y>",
    b"<a.@x.y>",
    b"<a@-x.y>",
    b"<a@x-.y>",
    b"<a@x_y.z>",
    b"<a@xn-->",
    b'<"a@b"@x.y>',
    b'<"a b"@x.y>',
    b'<"a"b@x.y>',
    b"<a%b@x.y>",
    b"<b!a@x.y>",
    b"<a@[127.0.0.1]>",
    b"<a@[IPv6:::1]>",
    b"<a,b@x.y>",
    b"<a;b@x.y>",
    b"<a:b@x.y>",
    b"<a\rb@x.y>",
    b"<a\nb@x.y>",
    b"<a\0b@x.y>",
    b"<a\tb@x.y>",
    b"<a\x7fb@x.y>",
    b"<=?utf-8?q?=40evil.com=00?=@ok.test>",
    b"<=?utf-8?q?x=0d=0aRCPT=20TO:=3Cinj=40evil.test=3E?=@ok.test>",
    b"<=?utf-7?q?+AEA-?=@ok.test>",
    b'"foo@psres.net> ORCPT=admin@admin.com"@test.com',
    b'<"xclow3n@gmail.com x"@internal.domain>',
    b"<\xff\xfe@x.y>",
    b"<\xc3\xa9@x.y>",
    "<a@ok。evil>".encode(),
    f"<a@{LABEL_64}.y>".encode(),
    f"<{'l' * 65}@x.y>".encode(),
    f"<a@{DOMAIN_255}.e>".encode(),
    f"<{'l' * 64}@{DOMAIN_255[:190]}>".encode(),
]
OPEN_RELAY = b"""
<user%dest@gw.example> <user%dest> <"user@dest"> <"user%dest"> <dest!user> <@gw:user@dest> <user@dest@gw.example>
<"user@dest"@gw.example> <dest!user@gw.example> <user@[192.0.2.1]> <user@> <user@dest:25> <user@dest;gw>
<user\\@dest@gw.example> user@dest <user@dest>%gw
""".split()


@pytest.mark.parametrize("path", REFUSED_PATHS, ids=lambda path: f"SMTP-041 {path[:40]!r}")
def test_refused(path: bytes) -> None:
    for refuse in (lambda: mail_path(b"FROM:" + path), lambda: rcpt_path(b"TO:" + path)):
        with pytest.raises(Refused) as refused:
            refuse()
        assert refused.value.reply.code in (501, 553)
        assert refused.value.reply.enhanced.startswith("5.")


@pytest.mark.parametrize("path", OPEN_RELAY, ids=lambda path: f"SMTP-046 {path!r}")
def test_open_relay_forms(path: bytes) -> None:
    with pytest.raises(Refused):
        rcpt_path(b"TO:" + path)


@pytest.mark.parametrize(
    "text", ["<a@ok。evil>", "<a@ok．evil>", "<a@ok｡evil>", "<ａ@x.y>", "<a＠b@x.y>", "<a\u200b@x.y>", "<a@x\u200d.y>",
     "<a\u0085@x.y>"],
)  # fmt: skip
def test_characters_that_fold_or_vanish_are_refused_even_with_smtputf8(text: str) -> None:
    """SMTP-041: what some reader takes for a dot, an @, a letter or nothing."""
    with pytest.raises(Refused) as refused:
        rcpt_path(b"TO:" + text.encode(), utf8=True)
    assert refused.value.reply.code == 501


@pytest.mark.parametrize(
    ("argument", "address"),
    [
        (b"FROM:<>", b""),
        (b"FROM: <a@x.y>", b"a@x.y"),
        (b"from:<A.b+C@X-1.Example> ", b"A.b+C@X-1.Example"),
        (b"FROM:<#$&'*+/=^?_`{|}~-@localhost>", b"#$&'*+/=^?_`{|}~-@localhost"),
        (f"FROM:<{'l' * 64}@{DOMAIN_255[:189]}>".encode(), f"{'l' * 64}@{DOMAIN_255[:189]}".encode()),
        (f"FROM:<a@{'d' * 63}.e>".encode(), f"a@{'d' * 63}.e".encode()),
    ],
)
def test_taken_as_it_is(argument: bytes, address: bytes) -> None:
    assert mail_path(argument).address == address


def test_settings_allow_the_rare_forms() -> None:
    assert rcpt_path(b'TO:<"a> b\\""@x.y>', grammar=ALL).address == b'"a> b\\""@x.y'
    assert rcpt_path(b"TO:<a@[IPv6:2001:db8::1]>", grammar=ALL).address == b"a@[IPv6:2001:db8::1]"
    assert rcpt_path("TO:<é@bücher.example>".encode(), utf8=True).address == "é@bücher.example".encode()


def test_postmaster_only_as_recipient() -> None:
    assert rcpt_path(b"TO:<POSTmaster>").address == b"POSTmaster"
    with pytest.raises(Refused):
        mail_path(b"FROM:<Postmaster>")


def test_parameters_are_kept_raw_with_the_keyword_in_capitals() -> None:
    assert mail_path(b"FROM:<a@x.y>  size=1   Auth=<> smtputf8").params == (b"SIZE=1", b"AUTH=<>", b"SMTPUTF8")


@pytest.mark.parametrize("params", [b"SIZE=", b"=1", b"A=b=c", b"-A=1", b"A\x01", b"A=\x01", b"A_B=1", b"A=\xff\x01"])
def test_malformed_parameters(params: bytes) -> None:
    with pytest.raises(Refused) as refused:
        mail_path(b"FROM:<a@x.y> " + params)
    assert refused.value.reply.enhanced == "5.5.4"


@pytest.mark.parametrize(
    "param",
    [b"SIZE=x", b"SIZE=1e9", b"BODY=9BIT", b"SMTPUTF8=yes", b"SIZE", b"RET", b"ENVID=a+b", b"ENVID=" + b"x" * 101, b"AUTH=+zz"],
)
def test_bad_values(param: bytes) -> None:
    with pytest.raises(Refused) as refused:
        check_mail(Path(b"a@x.y", (param,)), frozenset({"DSN", "SMTPUTF8"}), 1000)
    assert refused.value.reply.code == 501


@pytest.mark.parametrize(
    "param", [b"NOTIFY=", b"NOTIFY=NEVER,NEVER", b"NOTIFY=SOON", b"ORCPT=a@x.y", b"ORCPT=rfc822;" + b"x" * 500]
)
def test_bad_values_of_a_recipient(param: bytes) -> None:
    with pytest.raises(Refused) as refused:
        check_rcpt(Path(b"a@x.y", (param,)), frozenset({"DSN"}))
    assert refused.value.reply.code == 501


ODD = [
    "a",
    "B",
    "7",
    ".",
    "-",
    "+",
    "=",
    "=?",
    "?=",
    '"',
    "\\",
    "(",
    ")",
    "<",
    ">",
    "@",
    "%",
    "!",
    ",",
    ":",
    ";",
    " ",
    "\t",
    "\r",
    "\n",
    "\0",
    "[",
    "]",
]
ODD += ["é", "。", "．", "＠", "\u200b", "x.y", "@x.example", "\ud7ff"]
ADDRESSES = st.lists(st.sampled_from(ODD), max_size=12).map("".join).map(lambda text: text.encode("utf-8"))


@given(ADDRESSES | st.binary(max_size=40), st.booleans(), st.sampled_from([Grammar(), ALL]))
@example(b'"a>b"@x.y', False, ALL)
def test_stored_bytes_are_wire_bytes(address: bytes, utf8: bool, grammar: Grammar) -> None:
    """SMTP-042: what is taken is the bytes between the angle brackets, their domain, and no early end of line or path."""
    try:
        path = rcpt_path(b"TO:<" + address + b">", utf8, grammar)
    except Refused as refused:
        assert refused.reply.code in (501, 553)
        return
    assert path.address == address and path.params == ()
    assert not any(octet < 32 or octet == 127 for octet in path.address)
    assert path.domain == address.decode().rpartition("@")[2].lower() or path.address.lower() == b"postmaster"
    assert utf8 or path.address.isascii()
    if not grammar.quoted:
        assert (
            path.address.count(b"@") == (path.address.lower() != b"postmaster")
            and b">" not in path.address
            and b" " not in path.address
        )


@given(st.binary(max_size=80))
def test_any_argument_is_taken_or_refused(argument: bytes) -> None:
    for parse in (mail_path, rcpt_path):
        try:
            parse(argument)
        except Refused as refused:
            assert refused.reply.code in (501, 553)
