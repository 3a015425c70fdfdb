r"""The cases of every rule: `tests/cases/<family>/<name>.toml`, data that anybody can add to.

    [[case]]
    name = "a web address in running text goes, the sentence stays"     # unique in the file
    text = "Track it at http://shop.example/t today."
    finds = ["http://shop.example/t"]
    becomes = "Track it at [removed] today."

A case runs its rule alone, which repairs where it can and holds where it cannot. Keys:

    text, html, subject   the parts of the message, at least one of them; text and html together are two versions. Without a
                          subject the message has one with an order id.
    headers               a table of more header fields, or of others than the sample's own
    raw                   instead: the whole message. Its lines end in CRLF unless it has a `\r` of its own; escapes such as
                          `\xff` are bytes (in a literal '''string''').
    reply = false         an answer in a thread that the buyer opened
    facts = {}            fields of `filters.facts.Facts`; the sample's sender is approved, its recipient
                          stands in its To field only
    language              short for facts.language: the buyer's
    options = {}          the rule's options
    finds                 the words it finds, in any order; [] = nothing
    quoted = []           the words it finds in the buyer's quoted text
    becomes               the part after the repairs: a string for the first part that is given (`text` of a raw message), or
                          a table { text, html, subject }
    edited                true: some repair is made; false: the very same bytes go out. Without `becomes` and `edited` a message
                          in which nothing is found must go out as it is.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from filters.catalogue import RULES
from filters.facts import Facts
from filters.mail.mail import Mail
from filters.rule import Rule
from filters.sample import SUBJECT, sample, shown
from tests.support.rule_runs import facts_of, run, unescaped

FOLDER = Path(__file__).parent / "cases"
PARTS = ("text", "html", "subject")
KEYS = (*PARTS, "name", "headers", "raw", "reply", "facts", "language", "options", "finds", "quoted", "becomes", "edited")


def cases() -> Iterator[Any]:
    for path in sorted(FOLDER.rglob("*.toml")):
        where = path.relative_to(FOLDER).with_suffix("").as_posix()
        data = tomllib.loads(path.read_text("utf-8"))
        for number, case in enumerate(data.get("case", ())):
            yield pytest.param(where, case, id=f"{where}: {case.get('name', number)}")


@pytest.mark.parametrize(("where", "case"), list(cases()))
def test_case(where: str, case: dict[str, Any]) -> None:
    rule = next((rule for rule in RULES if rule.name == where), None)
    assert rule, f"tests/cases/{where}.toml: the catalogue has no rule of that name"
    assert not (wrong := list(mistakes(case))), f"tests/cases/{where}.toml, {case.get('name')!r}: {'; '.join(wrong)}"
    check(rule, case)


def check(rule: Rule, case: dict[str, Any]) -> None:
    raw = message(case)
    given = case.get("facts", {}) | ({"language": case["language"]} if "language" in case else {})
    facts = facts_of(given, case.get("reply", False))
    found, verdict = run(rule, raw, facts, case.get("options"))
    assert sorted(found) == sorted(case["finds"])
    quoted = [finding.words for finding in verdict.findings if finding.quoted]
    assert sorted(quoted) == sorted(case.get("quoted", []))
    parts = shown(Mail.of(verdict.outgoing, facts))
    for part, expected in becomes(case).items():
        assert parts.get(part) == expected.removesuffix("\n")
    if "edited" in case or (not found and "becomes" not in case):
        assert (verdict.outgoing != raw) is case.get("edited", False)


def message(case: dict[str, Any]) -> bytes:
    if "raw" in case:
        raw = unescaped(case["raw"])
        return raw if b"\r" in raw else raw.replace(b"\n", b"\r\n")
    text = case.get("text", None if "html" in case else "Hello.")
    return sample(text, case.get("html"), case.get("subject", SUBJECT), case.get("headers"))


def becomes(case: dict[str, Any]) -> dict[str, str]:
    value = case.get("becomes", {})
    if isinstance(value, dict):
        return value
    return {next((part for part in PARTS if part in case), "text"): value}


def mistakes(case: dict[str, Any]) -> Iterator[str]:
    """What is wrong with a case itself."""
    yield from (f"unknown key {key!r}" for key in case if key not in KEYS)
    yield from (f"lacks {key!r}" for key in ("name", "finds") if key not in case)
    if not any(key in case for key in (*PARTS, "headers", "raw")):
        yield "has no message: give text, html, subject, headers or raw"
    if "raw" in case and any(key in case for key in (*PARTS, "headers")):
        yield "has a raw message and parts beside it"
    yield from (f"unknown fact {name!r}" for name in case.get("facts", {}) if name not in Facts.__dataclass_fields__)
    for key in ("finds", "quoted"):
        if not isinstance(case.get(key, []), list):
            yield f"{key} must be an array of words"
    yield from (f"becomes an unknown part {part!r}" for part in becomes(case) if part not in PARTS)


@pytest.mark.parametrize("path", sorted(FOLDER.rglob("*.toml")), ids=lambda path: path.relative_to(FOLDER).as_posix())
def test_the_names_of_a_files_cases_are_unique(path: Path) -> None:
    data = tomllib.loads(path.read_text("utf-8"))
    assert list(data) == ["case"], "a case file is an array of [[case]] and nothing else"
    names = [case.get("name") for case in data["case"]]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        ({"name": "x", "text": "y", "finds": [], "find": []}, ["unknown key 'find'"]),
        ({"text": "y"}, ["lacks 'name'", "lacks 'finds'"]),
        (
            {"name": "x", "finds": "y"},
            ["has no message: give text, html, subject, headers or raw", "finds must be an array of words"],
        ),
        ({"name": "x", "finds": [], "raw": "a", "text": "b"}, ["has a raw message and parts beside it"]),
        ({"name": "x", "finds": [], "text": "b", "facts": {"replay": 1}}, ["unknown fact 'replay'"]),
        ({"name": "x", "finds": [], "text": "b", "becomes": {"body": "c"}}, ["becomes an unknown part 'body'"]),
    ],
)
def test_a_wrong_case_is_told_what_is_wrong(case: dict[str, Any], expected: list[str]) -> None:
    assert list(mistakes(case)) == expected
