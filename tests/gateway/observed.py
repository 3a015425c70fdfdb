"""One event of every type, its strings chosen by the caller: what metrics and log are tried on."""

from datetime import UTC, datetime

from filters.finding import Action, Finding
from filters.verdict import Verdict
from gateway import events as e
from gateway.envelope import Client, Credentials, Envelope, Path, Reply

NOW = datetime(2026, 5, 4, 12, 30, tzinfo=UTC)
SECRETS = ("body-secret", "subject-secret", "password-secret", "found-secret", "note-secret", "verdict-secret")


def client(text: str = "mail.example") -> Client:
    return Client("192.0.2.7", 4711, text, text, True, Credentials("seller", "password-secret"))


def envelope(text: str = "a@shop.example") -> Envelope:
    raw = b"Subject: subject-secret\r\n\r\nbody-secret\r\n"
    path = Path(text.encode("utf-8", "surrogatepass"))
    return Envelope("01HX", NOW, client(text), path, (path,) * 3, raw)


def verdict(text: str = "links/external", surface: str = "html") -> Verdict:
    found = Finding(text, Action.FIX, surface, "found-secret", 0, 4, note="note-secret")
    shadow = Finding(text, Action.REJECT, "subject", "found-secret", 0, 4, shadow=True)
    return Verdict(Action.FIX, (found, found, shadow), b"verdict-secret", True, "d1g3st")


def all_events(text: str = "mail.example") -> list[e.Event]:
    """Every type once and Connected twice, so one connection stays open."""
    good, bad = Reply(250, "2.0.0", text), Reply(550, "5.7.1", text)
    return [
        e.Connected("", client(text)),
        e.Connected("", client(text)),
        e.Disconnected("", client(text), text),
        e.CommandRefused("", client(text), f"AUTH PLAIN {text}", Reply(535, "5.7.8", text)),
        e.Authenticated("", client(text), text, False),
        e.RecipientAnswered("01HX", Path(text.encode("utf-8", "surrogatepass")), bad, True),
        e.Received("01HX", envelope(text), 0.02),
        e.Inspected("01HX", envelope(text), verdict(text, text), 0.01),
        e.Held("01HX", envelope(text), text, 0.003),
        e.Signed("01HX", (text,) * 3, 0.004),
        e.Relayed("01HX", text, good, 1000, 0.3),
        e.Answered("01HX", envelope(text), text, good, 0.4),
        e.Decided("01HX", text, text, bad),
        e.Failed("01HX", text, text),
        e.WorkerKilled("01HX", text),
        e.PolicyReloaded("", text, text),
    ]
