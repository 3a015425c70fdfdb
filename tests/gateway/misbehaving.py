"""What `filters.inspection.inspect` must never do, done on the word of the message's first line."""

import os
import sys
import time
from dataclasses import dataclass

from filters.facts import Facts
from filters.finding import Action, Finding
from filters.verdict import Verdict


@dataclass(frozen=True)
class NamedPolicy:
    digest: str
    action: Action = Action.NOTE


def inspect(raw: bytes, facts: Facts, policy: NamedPolicy) -> Verdict:
    word, _, rest = raw.partition(b"\r\n")[0].partition(b" ")
    do = globals().get(f"_{word.decode('ascii', 'replace')}")
    outgoing = do(rest, raw) if do else raw
    words = f"{os.getpid()} {len(raw)} {facts.account} \udcff"
    finding = Finding(rule="test/seen", action=policy.action, surface="text", words=words, start=1, end=2, fix=None)
    findings = (finding,) * (int(rest) if word == b"many" else 1)
    return Verdict(policy.action, findings, outgoing, outgoing is not raw, policy.digest)


def _loop(rest: bytes, raw: bytes) -> bytes:
    while True:
        pass


def _sleep(rest: bytes, raw: bytes) -> bytes:
    time.sleep(float(rest))
    return raw


def _exit(rest: bytes, raw: bytes) -> bytes:
    os._exit(int(rest))


def _hog(rest: bytes, raw: bytes) -> bytes:
    hoard = [bytes(1_000_000) for _ in range(int(rest))]
    return raw if hoard else b""


def _raise(rest: bytes, raw: bytes) -> bytes:
    raise RuntimeError(f"the message says {rest!r}")


def _unpicklable(rest: bytes, raw: bytes) -> bytes:
    return lambda: raw  # type: ignore[return-value]


def _garbage(rest: bytes, raw: bytes) -> bytes:
    os.write(int(sys.argv[1]), b"\xff" * 100)
    return raw


def _hello(rest: bytes, raw: bytes) -> bytes:
    os.write(int(sys.argv[1]), b"HTTP/1.1 200 OK\r\n\r\n" + bytes(int(rest)))
    return raw


def _double(rest: bytes, raw: bytes) -> bytes:
    return raw + raw
