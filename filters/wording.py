"""What people read about findings, in their language.

English stands in the code: in rules and in the notes that they make. Other languages are data,
`config/wording/<language>.toml`, read once at import like the phrase tables. What a table lacks is said in English.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from importlib.resources import files
from typing import NamedTuple

from filters.rule import Rule

_HOLE = "{}"
_ENGLISH = "en"


class Template(NamedTuple):
    """A note with holes: what it matches, and its translation."""

    pattern: re.Pattern[str]
    said: str


class Wording:
    """One language. Pure and linear: notes are short, and every template is anchored at both ends."""

    def __init__(self, language: str, table: Mapping[str, Mapping[str, str]] | None = None) -> None:
        table = table or {}
        self.language = language
        self.rules: Mapping[str, Mapping[str, str]] = table.get("rules", {})  # type: ignore[assignment]
        self._phrases = table.get("phrases", {})
        self._terms = table.get("terms", {})
        notes = table.get("notes", {})
        self._notes = {note: said for note, said in notes.items() if _HOLE not in note}
        holed = sorted((note for note in notes if _HOLE in note), key=_literal, reverse=True)
        self._templates = [Template(_pattern(note), notes[note]) for note in holed]

    def phrase(self, english: str, *values: str) -> str:
        """A phrase of the program's own, its holes filled."""
        return self._phrases.get(english, english).format(*values)

    def summary(self, rule: Rule) -> str:
        """What the rule finds."""
        return self._of(rule, "summary", rule.summary)

    def clause(self, rule: Rule) -> str:
        """What the guideline wants."""
        return self._of(rule, "clause", rule.clause)

    def advice(self, rule: Rule) -> str:
        """What to write instead."""
        return self._of(rule, "advice", rule.advice)

    def note(self, english: str) -> str:
        """A finding's note."""
        return self.known(english) or english

    def known(self, english: str) -> str:
        """A finding's note where the table has it, else ''."""
        if english in self._notes:
            return self._notes[english]
        for pattern, said in self._templates:
            if match := pattern.fullmatch(english):
                return said.format(*map(self._value, match.groups()))
        return ""

    def _value(self, text: str) -> str:
        """What stands in a hole: a note of its own, a list of terms, or a name that stays as it is."""
        return self.known(text) or ", ".join(self._terms.get(term, term) for term in text.split(", "))

    def _of(self, rule: Rule, name: str, english: str) -> str:
        return self.rules.get(rule.name, {}).get(name, english)


def _literal(note: str) -> int:
    """How many characters a template says itself: the one that says most is meant."""
    return len(note.replace(_HOLE, ""))


def _pattern(note: str) -> re.Pattern[str]:
    return re.compile("(.+?)".join(map(re.escape, note.split(_HOLE))), re.DOTALL)


def _read() -> dict[str, Wording]:
    tables = (file for file in files("config").joinpath("wording").iterdir() if file.name.endswith(".toml"))
    read = {file.name.removesuffix(".toml"): tomllib.loads(file.read_text("utf-8")) for file in tables}
    return {_ENGLISH: Wording(_ENGLISH), **{name: Wording(name, read[name]) for name in sorted(read)}}


WORDINGS = _read()
"""By language (BCP 47), English first."""
ENGLISH = WORDINGS[_ENGLISH]
