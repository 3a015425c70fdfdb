"""Templates: everything is escaped, nothing undefined passes, and times and sizes read as people say them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from filters.showing.colours import colour
from filters.showing.signs import places

_UNITS = (("d", 86_400), ("h", 3_600), ("min", 60))


def environment() -> Environment:
    """Jinja2 with what the pages need."""
    made = Environment(
        loader=PackageLoader("gateway.console"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"when": when, "size": size, "plain": plain, "advice": lambda rule, rules: rules[rule].advice}
    made.globals |= {"colour": colour, "left": left}
    return made


def when(at: datetime | None) -> str:
    """A time for people, in UTC."""
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC") if at else ""


def left(until: datetime | None, now: datetime) -> str:
    """How long until then: `in 3 h`, `2 d late`, `now`."""
    if until is None:
        return ""
    gap: timedelta = until - now
    seconds = abs(gap.total_seconds())
    unit, length = next(((name, length) for name, length in _UNITS if seconds >= length), _UNITS[-1])
    number = int(seconds // length)
    if not number:
        return "now"
    return f"in {number} {unit}" if gap.total_seconds() > 0 else f"{number} {unit} late"


def size(octets: int) -> str:
    """`12 KB`."""
    for unit in ("B", "KB", "MB"):
        if octets < 1_000:
            return f"{octets:,.0f} {unit}"
        octets //= 1_000
    return f"{octets:,.0f} GB"


def plain(text: str) -> Markup:
    """One line from outside, with what is invisible spelled out (SECURITY WEB-010)."""
    out, at = Markup(), 0
    for place, name in places(text)[:200]:
        out += text[at:place] + Markup('<span class="sign">{}</span>').format(name.partition(" ")[0])
        at = place + 1
    return out + text[at:]
