"""A section of the console: an entry in the navigation and its pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.routing import BaseRoute

from gateway.review.rights import Right


@dataclass(frozen=True, slots=True)
class Section:
    """`path` is where the navigation leads; '' keeps a section out of it. `key`: what is pressed after `g` to go there."""

    title: str
    path: str
    right: Right
    routes: Sequence[BaseRoute]
    key: str = ""
