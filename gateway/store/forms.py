"""Values as JSON text and back. The JSON is ASCII: NUL and lone surrogates are escapes in it, safe in any text column."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter

from filters.facts import Facts
from filters.finding import Action, Finding
from filters.verdict import Verdict
from gateway.envelope import Client, Path, Reply

_FINDING = frozenset(field.name for field in fields(Finding))
_FACTS = TypeAdapter(Facts)
_CLIENT = ("ip", "port", "helo", "login", "tls")
"""Not the credentials: a secret is never stored."""


def dump_path(path: Path) -> str:
    return json.dumps(_path(path))


def dump_paths(paths: Sequence[Path]) -> str:
    return json.dumps([_path(path) for path in paths])


def load_path(text: str) -> Path:
    return _read_path(json.loads(text))


def load_paths(text: str) -> tuple[Path, ...]:
    return tuple(_read_path(item) for item in json.loads(text))


def dump_client(client: Client) -> str:
    return json.dumps({name: getattr(client, name) for name in _CLIENT})


def load_client(text: str) -> Client:
    return Client(**json.loads(text))


def dump_reply(reply: Reply) -> str:
    return json.dumps(asdict(reply))


def load_reply(text: str | None) -> Reply | None:
    return Reply(**json.loads(text)) if text else None


def dump_verdict(verdict: Verdict) -> str:
    """All of it but the outgoing bytes."""
    findings = [{**asdict(finding), "action": str(finding.action)} for finding in verdict.findings]
    return json.dumps(
        {
            "action": str(verdict.action),
            "findings": findings,
            "edited": verdict.edited,
            "policy": verdict.policy,
            "seconds": verdict.seconds,
        }
    )


def load_verdict(text: str, outgoing: bytes) -> Verdict:
    data = json.loads(text)
    findings = tuple(map(_finding, data["findings"]))
    return Verdict(_action(data["action"]), findings, outgoing, data["edited"], data["policy"], data["seconds"])


def dump_facts(facts: Facts) -> str:
    return json.dumps(asdict(facts), default=datetime.isoformat)


def load_facts(text: str) -> Facts:
    """Facts as they were; those of an older version lack what it did not know."""
    return _FACTS.validate_json(text)


def without_words(verdict: str) -> str:
    """A stored verdict without anything of the message."""
    data = json.loads(verdict)
    findings = [{**finding, "words": "", "note": "", "fix": None} for finding in data["findings"]]
    return json.dumps({**data, "findings": findings})


def stopping_rules(verdict: str) -> tuple[str, ...]:
    """The names of the rules that asked for more than a repair, from a stored verdict."""
    findings = map(_finding, json.loads(verdict)["findings"])
    return tuple(dict.fromkeys(found.rule for found in findings if found.action >= Action.HOLD and not found.shadow))


def _finding(data: dict[str, Any]) -> Finding:
    """A finding of this or of an older version: fields that no longer exist are dropped."""
    known = {name: value for name, value in data.items() if name in _FINDING}
    return Finding(**{**known, "action": _action(data["action"])})


def _action(word: str) -> Action:
    return Action[word.upper()]


def _path(path: Path) -> list[Any]:
    return [_text(path.address), [_text(param) for param in path.params]]


def _read_path(item: list[Any]) -> Path:
    address, params = item
    return Path(_bytes(address), tuple(map(_bytes, params)))


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "surrogateescape")


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")
