"""What an operator sets: one TOML file, checked whole when it is read. Paths in it are relative to the file.

`read(path)` gives `Settings`; `SettingsError` names file, key and what is admitted. Nothing here touches the network.
"""

from __future__ import annotations

import difflib
import tomllib
from datetime import time
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, field_validator

from gateway.loop import Loop
from gateway.notices.letter import is_plain
from gateway.smtp_in.settings import Networks


class SettingsError(Exception):
    """The settings cannot be used; the text has a line for each problem."""


_CAPTURE = "literal['capture']"
"""Where pydantic puts what is wrong with the relay as a word."""


def _address(value: str) -> str:
    _, colon, port = value.rpartition(":")
    if not colon or not port.isdigit() or not 0 <= int(port) <= 65535:
        raise ValueError("expected host:port, such as 127.0.0.1:2525 or [::1]:2525")
    return value


def _network(value: str) -> str:
    Networks([value])
    return value


Address = Annotated[str, AfterValidator(_address)]
Network = Annotated[str, AfterValidator(_network)]
Tls = Literal["none", "starttls", "implicit", "opportunistic"]


def endpoint(address: str) -> tuple[str, int]:
    """(host, port) of a checked address, brackets of IPv6 removed."""
    host, _, port = address.rpartition(":")
    return host.strip("[]"), int(port)


class Table(BaseModel):
    """A table of the file: unknown keys are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Smtp(Table):
    """[smtp]: where clients connect, and who they may be."""

    listen: tuple[Address, ...] = ("127.0.0.1:2525",)
    listen_tls: tuple[Address, ...] = ()
    """Ports with TLS from the first byte (RFC 8314)."""
    certificate: Path | None = None
    key: Path | None = None
    require_tls: bool = False
    auth: Literal["none", "users", "relay"] = "none"
    """users: the users file; relay: the relay judges the login, which is used there too."""
    users: Path = Path("users")
    plaintext_auth: tuple[Network, ...] = ("127.0.0.0/8", "::1/128")
    trusted: tuple[Network, ...] = ("127.0.0.0/8", "::1/128")
    """Who may send without a login."""
    proxies: tuple[Network, ...] = ()
    xclient: tuple[Network, ...] = ()
    xforward: tuple[Network, ...] = ()
    strict_lines: bool = False
    quoted_local_parts: bool = False
    """Take addresses such as `"a b"@x.example`."""
    address_literals: bool = False
    """Take addresses such as `a@[192.0.2.1]`."""
    limits: dict[str, int | float] = Field(default_factory=dict)
    """Names and units as in `gateway.smtp_in.limits.Limits`."""


class RelayTable(Table):
    """[relay] or a route's relay: one SMTP server that mail goes to."""

    host: str
    port: int = 587
    tls: Tls = "starttls"
    verify: bool = True
    ca_file: str = ""
    username: str = ""
    password: str = Field(default="", repr=False)
    password_file: Path | None = None
    connections: int = Field(default=20, ge=1)
    idle: float = Field(default=30.0, gt=0)
    timeouts: dict[str, float] = Field(default_factory=dict)
    """Seconds; names as in `gateway.relay.route.Timeouts`."""


class RouteTable(Table):
    """[[route]]: a relay for some senders' domains or logins; what matches none goes to [relay]."""

    name: str
    senders: tuple[str, ...] = ()
    logins: tuple[str, ...] = ()
    relay: RelayTable


class Dkim(Table):
    """[[dkim]]: a signing key."""

    domain: str
    selector: str
    key: Path


class Account(Table):
    """[[account]]: a seller's account: who belongs to it, and which addresses it may send from."""

    name: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$")
    logins: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    """Domains of MAIL FROM that belong to it, for clients without a login."""
    senders: tuple[str, ...] = ()
    """Approved addresses; `*@domain` admits a domain. Empty: not checked."""

    @field_validator("domains", "senders")
    @classmethod
    def _lower(cls, values: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(value.lower() for value in values)


class PolicyTable(Table):
    """[policy]: what is done about findings."""

    use: str = "amazon"
    """A shipped policy's name, one in `directory`, or a path ending in .toml."""
    directory: Path | None = None
    accounts: Path | None = None
    """Directory of <account>.toml files, each layered on the policy."""


class Inspection(Table):
    """[inspection]: what inspection may take; seconds and octets."""

    workers: int | None = Field(default=None, ge=1)
    deadline: float = Field(default=10.0, gt=0)
    memory: int = Field(default=400_000_000, ge=100_000_000)


class Store(Table):
    """[store]: where held and captured mail is kept."""

    url: str = "sqlite:///mailsluice.db"


class HistoryTable(Table):
    """[history]: one row a message that was sent, held or rejected. Off: nothing is known of earlier messages."""

    enabled: bool = True


class Archive(Table):
    """[archive]: the bytes of messages that went out, for a look back and for trying other policies on them."""

    days: int = Field(default=30, ge=0)
    """0: none are kept."""


class Retention(Table):
    """[retention]: days that what is decided is kept. What waits for a decision and the audit trail always are."""

    bodies: int = Field(default=90, ge=1)
    """The bytes of held and captured messages."""
    metadata: int = Field(default=400, ge=1)
    """The history."""
    decisions: int = Field(default=1100, ge=1)
    """Findings, comments and decisions about held messages."""


class Http(Table):
    """[http]: metrics and health."""

    listen: Address = "127.0.0.1:9225"
    relay_required: bool = False
    """Whether /readyz fails while the relay cannot be reached."""


class ConsoleTable(Table):
    """[console]: where reviewers decide about held mail. `mailsluice user add NAME --role admin` lets the first one in."""

    enabled: bool = True
    listen: Address = "127.0.0.1:9226"
    origin: str = Field(default="", pattern=r"^(https?://[^/\s]+)?/?$")
    """How browsers reach it, `https://review.example` behind a proxy that speaks TLS; empty: as it listens, without TLS."""
    proxies: tuple[Network, ...] = ()
    """Whose X-Forwarded-For tells the reviewer's address, which failed attempts to sign in are counted by."""
    four_eyes: tuple[str, ...] = ()
    """Rules, or patterns such as `payment/*`, whose messages two people must release."""


def _notice_address(value: str) -> str:
    if not is_plain(value):
        raise ValueError("expected a plain mail address such as notices@seller.example, not one at the marketplace")
    return value


NoticeAddress = Annotated[str, AfterValidator(_notice_address)]


class ReviewerTable(Table):
    """[[notices.reviewers]]: who gets the digest."""

    address: NoticeAddress
    accounts: tuple[str, ...] | None = None
    """About these accounts only."""


class NoticesTable(Table):
    """[notices]: mail of the gateway's own. Off without `sender`."""

    sender: NoticeAddress | None = None
    """The From address; a key for its domain signs the notices."""
    held: bool = True
    """Whether senders are told of messages that are held."""
    rejected: bool = True
    """Whether senders are told of messages that a person rejected."""
    reviewers: tuple[ReviewerTable, ...] = ()
    digest: time = time(6)
    """When the day's digest goes to the reviewers, UTC."""
    soon: int = Field(default=4, ge=1, le=24)
    """Hours: the digest tells what is due within them."""
    console: str = Field(default="", pattern=r"^(https?://[^\s]+)?$")
    """The console's address as reviewers reach it, told in the digest."""

    @field_validator("digest")
    @classmethod
    def _without_zone(cls, value: time) -> time:
        if value.tzinfo is not None:
            raise ValueError("expected a time of day in UTC without a zone, such as 06:00:00")
        return value


class Log(Table):
    """[log]: one JSON line an event."""

    file: Path | None = None
    level: Literal["debug", "info", "warning", "error"] = "info"


class Settings(Table):
    """The whole file. `hostname` is the gateway's own name, in its banner and its EHLO."""

    hostname: str = "localhost"
    processes: int = Field(default=1, ge=1, le=256)
    """Gateway processes on the same ports. Inspection workers and the relay's connections are shared out among them; the limits
    for clients hold in each process by itself."""
    loop: Loop = "auto"
    """asyncio: not uvloop, even where it is installed."""
    relay: Literal["capture"] | RelayTable = "capture"
    route: tuple[RouteTable, ...] = ()
    smtp: Smtp = Smtp()
    dkim: tuple[Dkim, ...] = ()
    account: tuple[Account, ...] = ()
    policy: PolicyTable = PolicyTable()
    inspection: Inspection = Inspection()
    store: Store = Store()
    history: HistoryTable = HistoryTable()
    archive: Archive = Archive()
    retention: Retention = Retention()
    http: Http = Http()
    console: ConsoleTable = ConsoleTable()
    notices: NoticesTable = NoticesTable()
    log: Log = Log()
    base: Path = Field(default=Path(), exclude=True)
    """The directory that paths are relative to: where the file is."""

    def path(self, path: Path) -> Path:
        return self.base / path


def read(path: Path) -> Settings:
    """The settings in a file. Raises SettingsError."""
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise SettingsError(f"{path}: {error.strerror}") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{path}: {error}") from error
    return parsed(data, path)


def parsed(data: dict[str, Any], path: Path) -> Settings:
    """Settings from parsed TOML; `path` is named in errors, and its directory is the base of relative paths."""
    try:
        return Settings(**{**data, "base": path.parent})
    except ValidationError as error:
        raise SettingsError("\n".join(_told(path, it) for it in error.errors() if not _beside_the_point(it))) from error


def _beside_the_point(problem: Any) -> bool:
    """Whether it says that a table is not the word "capture", or that another word is no table."""
    table = isinstance(problem["input"], dict)
    return table if _CAPTURE in problem["loc"] else problem["type"] == "model_type" and problem["loc"][-1] == "RelayTable"


def _told(path: Path, problem: Any) -> str:
    key = ".".join(str(step) for step in problem["loc"] if step not in ("RelayTable", _CAPTURE))
    message = _unknown(str(problem["loc"][-1])) if problem["type"] == "extra_forbidden" else problem["msg"]
    return f"{path}: {key}: {message.removeprefix('Value error, ')}"


def _unknown(name: str) -> str:
    known = {field for table in Table.__subclasses__() for field in table.model_fields}
    nearest = difflib.get_close_matches(name, sorted(known), 1)
    return "there is no such setting" + (f"; did you mean {nearest[0]}?" if nearest else "")
