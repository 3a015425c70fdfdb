"""Who may connect and who may try a password: counts over all connections."""

from __future__ import annotations

import functools
import ipaddress
import time
from collections import Counter, deque
from collections.abc import Callable

from gateway.envelope import Refused, Reply
from gateway.smtp_in.limits import Limits

_MINUTE = 60.0
_MOST_KEYS = 10_000


@functools.lru_cache(maxsize=4_096)
def place(ip: str) -> str:
    """What is counted as one address: of IPv6 the /64, which is what one customer gets."""
    try:
        address = ipaddress.ip_address(ip.partition("%")[0])
    except ValueError:
        return ip
    return str(ipaddress.ip_network((address, 64), strict=False)) if address.version == 6 else ip


class Doorkeeper:
    """Open connections, in all and by `place`."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._by_place: Counter[str] = Counter()
        self._open = 0

    def enter(self, ip: str) -> None:
        """Raises `Refused` (421); each `enter` that returns needs one `leave`."""
        if self._open >= self._limits.connections:
            raise Refused(Reply(421, "4.3.2", "Too many connections, try again later"))
        if self._by_place[place(ip)] >= self._limits.connections_per_ip:
            raise Refused(Reply(421, "4.7.0", "Too many connections from your address"))
        self._by_place[place(ip)] += 1
        self._open += 1

    def leave(self, ip: str) -> None:
        self._open -= 1
        self._by_place[place(ip)] -= 1
        if not self._by_place[place(ip)]:
            del self._by_place[place(ip)]


class Throttle:
    """Failed logins of the last minute, by `place` and by account. A success forgives nothing that failed before."""

    def __init__(self, limits: Limits, clock: Callable[[], float] = time.monotonic) -> None:
        self._limits = limits
        self._clock = clock
        self._tries: dict[str, deque[float]] = {}

    def start(self, ip: str) -> None:
        """Count a try before its outcome is known, so that parallel tries count. Raises `Refused` (421)."""
        tries = self._recent(place(ip))
        if len(tries) >= self._limits.auth_failures_per_minute:
            raise Refused(Reply(421, "4.7.0", "Too many failed logins, try again later"))
        tries.append(self._clock())

    def take_back(self, ip: str) -> None:
        """Uncount a try that was no failure. It may have been forgotten meanwhile."""
        tries = self._recent(place(ip))
        if tries:
            tries.pop()

    def failed(self, ip: str, username: str) -> float:
        """The seconds to wait before the answer: doubled with each failure of this address or this account."""
        account = self._recent(f"login {username}")
        account.append(self._clock())
        failures = max(len(account), len(self._recent(place(ip))))
        return min(self._limits.auth_delay * 2.0 ** min(failures - 1, 30), self._limits.auth_delay_longest)

    def _recent(self, key: str) -> deque[float]:
        if len(self._tries) > _MOST_KEYS:
            self._forget()
        tries = self._tries.setdefault(key, deque(maxlen=self._limits.auth_failures_per_minute + 1))
        while tries and tries[0] < self._clock() - _MINUTE:
            tries.popleft()
        return tries

    def _forget(self) -> None:
        """Drop what is older than a minute, and the oldest keys where that is not enough."""
        now = self._clock()
        recent = {key: tries for key, tries in self._tries.items() if tries and tries[-1] >= now - _MINUTE}
        self._tries = dict(list(recent.items())[-_MOST_KEYS // 2 :])
