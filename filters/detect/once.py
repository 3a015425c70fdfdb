"""What is found in a text is found once, and kept with the text: nobody else has to remember it, or to forget it."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar


class Remembering(Protocol):
    """A text that remembers what was found in it."""

    @property
    def found(self) -> dict[Hashable, Any]: ...


P = ParamSpec("P")
Text = TypeVar("Text", bound=Remembering)
Answer = TypeVar("Answer")


def once(find: Callable[Concatenate[Text, P], Answer]) -> Callable[Concatenate[Text, P], Answer]:
    """The function, asked once for each text and further arguments."""

    @wraps(find)
    def remembered(text: Text, /, *more: P.args, **named: P.kwargs) -> Answer:
        key = (find, more, *named.items()) if more or named else find
        known = text.found
        if key not in known:
            known[key] = find(text, *more, **named)
        answer: Answer = known[key]
        return answer

    return remembered
