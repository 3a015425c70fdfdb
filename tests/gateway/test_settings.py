"""Settings: what is right is taken, what is wrong is told with file, key and what is admitted."""

from __future__ import annotations

from datetime import time
from pathlib import Path

import pytest

from gateway.build import certificate, plan_for, relay_for, routes, signer_for, smtp_settings, store_url
from gateway.events import Events
from gateway.notices.notifier import Plan, Reviewer
from gateway.relay.capture import CaptureRelay
from gateway.settings import Settings, SettingsError, endpoint, read

FULL = """
hostname = "mail.seller.example"
[relay]
host = "smtp.provider.example"
username = "seller"
password_file = "secret"
[relay.timeouts]
final = 300
[[route]]
name = "second"
senders = ["Other.Example"]
relay = { host = "smtp.other.example", port = 465, tls = "implicit" }
[smtp]
listen = ["0.0.0.0:2525", "[::1]:2525"]
trusted = ["10.0.0.0/8"]
[smtp.limits]
message = 1000000
[[account]]
name = "lamps"
logins = ["helpdesk"]
domains = ["Seller.Example"]
senders = ["Service@Seller.Example"]
[store]
url = "sqlite:///mail.db"
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "mailsluice.toml"
    path.write_text(text)
    return path


def test_a_whole_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("word\n")
    settings = read(written(tmp_path, FULL))
    second, default = routes(settings)
    assert (second.name, second.relay.host, second.senders) == ("second", "smtp.other.example", frozenset({"other.example"}))
    assert (default.relay.password, default.relay.hello, default.relay.timeouts.final) == ("word", "mail.seller.example", 300)
    assert store_url(settings) == f"sqlite:///{tmp_path}/mail.db"
    assert settings.account[0].senders == ("service@seller.example",)
    smtp = smtp_settings(settings, None, certificate(settings), Events())  # type: ignore[arg-type]
    assert (smtp.limits.message, "10.1.2.3" in smtp.trusted, "127.0.0.1" in smtp.trusted) == (1_000_000, True, False)


def test_the_defaults_capture_mail() -> None:
    settings = Settings()
    assert isinstance(relay_for(settings, None, Events()), CaptureRelay)  # type: ignore[arg-type]
    assert settings.smtp.listen == ("127.0.0.1:2525",)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("relay = 'captur'", "relay: "),
        ("hostnam = 'x'", "hostnam: there is no such setting; did you mean hostname?"),
        ("relay = 'smtp.x'", "relay: Input should be 'capture'"),
        ("[smtp]\nlisten = ['2525']", "smtp.listen.0: expected host:port"),
        ("[smtp]\nlisten = ['h:99999']", "expected host:port"),
        ("[smtp]\ntrusted = ['10.0.0.0/99']", "smtp.trusted.0: "),
        ("[relay]\nport = 25", "relay.host: Field required"),
        ("[relay]\nhost = 'x'\ntls = 'yes'", "relay.tls: Input should be 'none', 'starttls'"),
        ("[[account]]\nname = '../x'", "account.0.name: "),
        ("[log]\nlevel = 'loud'", "log.level: Input should be 'debug'"),
        ("[inspection]\ndeadline = 0", "inspection.deadline: "),
        ("relay = ", "Invalid value"),
        ("[policy]\nuse = 3", "policy.use: Input should be a valid string"),
    ],
)
def test_a_mistake_is_told_with_file_and_key(tmp_path: Path, text: str, told: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(SettingsError) as caught:
        read(path)
    assert str(caught.value).startswith(f"{path}: ")
    assert told in str(caught.value)


def test_every_mistake_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as caught:
        read(written(tmp_path, "a = 1\nb = 2\n[log]\nlevel = 'x'"))
    assert len(str(caught.value).splitlines()) == 3


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="No such file"):
        read(tmp_path / "none.toml")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[store]\nurl = 'mail.db'", "store.url: 'mail.db' is no database URL"),
        ("[[route]]\nname = 'a'\nrelay = { host = 'x' }", 'relay = "capture" sends nothing'),
        ("[relay]\nhost = 'x'\n[relay.timeouts]\nfinale = 3", "relay.timeouts.finale: there is no such setting; known are"),
        ("[relay]\nhost = 'x'\nusername = 'u'", "relay: username and password belong together"),
        ("[relay]\nhost = 'x'\nusername = 'u'\npassword_file = 'none'", "relay.password_file: none: No such file"),
        ("[relay]\nhost = 'x'\nca_file = 'none.pem'", "relay: "),
        ("[smtp.limits]\nmesage = 3", "smtp.limits.mesage: there is no such setting"),
        ("[smtp]\nlisten_tls = ['h:465']", "smtp.certificate: needed for listen_tls"),
        ("[smtp]\ncertificate = 'none.pem'", "smtp.certificate: none.pem: "),
        ("[smtp]\nauth = 'users'", "mailsluice user add makes it"),
        ("[[dkim]]\ndomain = 'x.example'\nselector = 's'\nkey = 'none.pem'", "none.pem: No such file"),
    ],
)
def test_what_only_building_shows_is_told_in_the_same_terms(tmp_path: Path, text: str, told: str) -> None:
    settings = read(written(tmp_path, text))
    with pytest.raises(SettingsError) as caught:
        store_url(settings)
        signer_for(settings)
        relay = relay_for(settings, None, Events())  # type: ignore[arg-type]
        smtp_settings(settings, relay, certificate(settings), Events())
    assert told in str(caught.value)


def test_a_password_is_in_no_repr(tmp_path: Path) -> None:
    settings = read(written(tmp_path, "[relay]\nhost = 'x'\nusername = 'u'\npassword = 'hunter2'"))
    assert "hunter2" not in repr(settings)
    assert "hunter2" not in repr(routes(settings))


@pytest.mark.parametrize(("text", "pair"), [("127.0.0.1:25", ("127.0.0.1", 25)), ("[::1]:0", ("::1", 0))])
def test_an_address_is_split(text: str, pair: tuple[str, int]) -> None:
    assert endpoint(text) == pair


def test_a_mistake_in_the_relay_is_told_without_what_it_is_not(tmp_path: Path) -> None:
    for text in ("[relay]\nhost = 'x'\nport = 'y'", "relay = 'x'"):
        with pytest.raises(SettingsError) as caught:
            read(written(tmp_path, text))
        assert len(str(caught.value).splitlines()) == 1


def test_notices_are_off_until_a_sender_is_set(tmp_path: Path) -> None:
    assert plan_for(Settings()) is None
    file = tmp_path / "s.toml"
    reviewer = '[[notices.reviewers]]\naddress = "r@seller.example"\naccounts = ["lamps"]\n'
    file.write_text(
        f'hostname = "gw.example"\n[notices]\nsender = "n@seller.example"\ndigest = 07:30:00\nheld = false\n{reviewer}'
    )
    plan = plan_for(read(file))
    assert plan == Plan("n@seller.example", "gw.example", False, True, (Reviewer("r@seller.example", ("lamps",)),), time(7, 30))


@pytest.mark.parametrize(
    "sender", ["a@marketplace.amazon.de", "Shop <a@seller.example>", "a", "a@b.example\\r\\nBcc: c@d.example"]
)
def test_notices_come_from_a_plain_address_that_is_not_at_the_marketplace(tmp_path: Path, sender: str) -> None:
    file = tmp_path / "s.toml"
    file.write_text(f'[notices]\nsender = "{sender}"\n')
    with pytest.raises(SettingsError, match=r"notices\.sender: expected a plain mail address"):
        read(file)
