"""What is found in a text or a mail is found once, and kept with it: nobody else has to remember it, or to forget it."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar


class Remembering(Protocol):
    """What remembers the answers about itself."""

    @property
    def found(self) -> dict[Hashable, Any]: ...


P = ParamSpec("P")
Subject = TypeVar("Subject", bound=Remembering)
Answer = TypeVar("Answer")


def once(find: Callable[Concatenate[Subject, P], Answer]) -> Callable[Concatenate[Subject, P], Answer]:
    """The function, asked once for each subject and further arguments."""

    @wraps(find)
    def remembered(subject: Subject, /, *more: P.args, **named: P.kwargs) -> Answer:
        key = (find, more, *named.items()) if more or named else find
        known = subject.found
        if key not in known:
            known[key] = find(subject, *more, **named)
        answer: Answer = known[key]
        return answer

    return remembered
