"""`make quality` runs this after the passages: writes `tests/evasion/REPORT.md` and prints it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from gateway.policies import PolicyFile
from tests.evasion.measuring import Attempt, attempts, caught

REPORT = Path(__file__).parent / "REPORT.md"
_PAGE = """# What hides, and is found

Every trick (tests/evasion) with a link, a host, a mail address, a number and a messenger account, against the policy `amazon`.
*Caught*: held, refused, or taken out. *Twins*: innocent words under the same tricks, of which none should be touched.

| | tried | caught | share |
|---|---|---|---|
"""


def main() -> None:
    policy = PolicyFile("amazon").load().site
    results = [(attempt, caught(attempt, policy)) for attempt in attempts()]
    page = report(results)
    REPORT.write_text(page, "utf-8")
    print(page)


def report(results: Sequence[tuple[Attempt, bool]]) -> str:
    """The page: by kind of trick, then what got through and which twins were touched."""
    kinds = dict.fromkeys(attempt.name.partition("/")[0] for attempt, _ in results if not attempt.innocent)
    rows = [_row("all", results, "", False)]
    rows += [_row(kind, results, f"{kind}/", False) for kind in kinds]
    rows.append(_row("innocent twins", results, "", True))
    missed = [f"- {attempt.name}" for attempt, found in results if not attempt.innocent and not found]
    touched = [f"- {attempt.name}" for attempt, found in results if attempt.innocent and found]
    return "\n".join([_PAGE + "\n".join(rows), "\n## Got through\n", *missed, "\n## Twins touched\n", *touched, ""])


def _row(title: str, results: Sequence[tuple[Attempt, bool]], start: str, innocent: bool) -> str:
    chosen = [found for attempt, found in results if attempt.name.startswith(start) and attempt.innocent is innocent]
    return f"| {title} | {len(chosen)} | {sum(chosen)} | {sum(chosen) / len(chosen):.3f} |"


if __name__ == "__main__":
    main()
