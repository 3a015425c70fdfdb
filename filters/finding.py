"""What a rule saw (`Found`) and what the policy made of it (`Finding`)."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from filters.edits import Edit

if TYPE_CHECKING:
    from filters.detect.meaning.reading import Sentence


class Action(enum.IntEnum):
    """What a policy does about a finding, weakest to strongest (RULES.md, "Actions")."""

    OFF = 0
    NOTE = 1
    FIX = 2
    HOLD = 3
    REJECT = 4

    def __str__(self) -> str:
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Found:
    """One place where a rule saw what it looks for. The rule looks; it never decides.

    surface  where: "subject", "header", "text", "html", "hidden", "attribute", "attachment-name", "structure", "envelope"
    words    what the reader sees there
    start, end  half-open byte range in the raw message; (0, 0) where no byte shows it (an envelope address)
    note     what is wrong, in a short English clause, for the person who wrote the mail
    edits    the repair, in document coordinates; empty where this place cannot be repaired
    fix      what the words become ("" = removed), None where there is no repair
    quoted   the words stand in the buyer's quoted text: reported, never edited, not held against the seller
    unsure   the model is not sure of it: such a finding holds at most
    imprint  the words stand in a paper that by law names its sender (an invoice): see `filters.deciding.IMPRINT`
    sentence  the sentence that says it, where a rule on meaning found it: what `filters.weighing` weighs
    """

    surface: str
    words: str
    start: int = 0
    end: int = 0
    note: str = ""
    edits: tuple[Edit, ...] = ()
    fix: str | None = None
    quoted: bool = False
    unsure: bool = False
    imprint: bool = False
    sentence: Sentence | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Finding:
    """A `Found` after the policy decided. `shadow`: decided and reported, not enforced."""

    rule: str
    action: Action
    surface: str
    words: str
    start: int
    end: int
    note: str = ""
    fix: str | None = None
    quoted: bool = False
    shadow: bool = False
    exception: str = ""
    """The reason of the policy's exception that let this pass, or ''."""
