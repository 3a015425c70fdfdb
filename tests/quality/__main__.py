"""Measures the rules on the passages kept out and writes `tests/quality/REPORT.md`. Options: --all, --misses RULE|all."""

from __future__ import annotations

import argparse
from pathlib import Path

from filters.detect.meaning.model import MODEL
from tests.quality.measuring import UNWEIGHED, judged, seen_rules
from tests.quality.passages import passages
from tests.quality.report import report

REPORT = Path(__file__).parent / "REPORT.md"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.quality", description=__doc__)
    parser.add_argument("--all", action="store_true", help="measure on every passage, print, and write no report")
    parser.add_argument("--misses", metavar="RULE", help="print wrong answers in training; 'all': of every rule")
    parser.add_argument("--family", default="", help="only the rules of this family")
    parser.add_argument("--language", help="only this language")
    parser.add_argument("--file", help="only this file of passages, whole (`de.fresh`)")
    parser.add_argument("--relations", action="store_true", help="what the rules' relations see, before the model weighs it")
    arguments = parser.parse_args()
    model = UNWEIGHED if arguments.relations else MODEL
    every = [passage for passage in passages() if arguments.language in (None, passage.language)]
    rules = [rule for rule in seen_rules(every) if arguments.family in ("", rule.family)]
    if arguments.file:
        every = [passage for passage in every if passage.file == arguments.file]
    if arguments.misses:
        for answer in judged([passage for passage in every if not passage.held_out], rules, model):
            for rule in sorted(answer.expected ^ answer.found):
                if arguments.misses in ("all", rule):
                    kind = "MISSED" if rule in answer.expected else "false "
                    print(f"{kind} {rule} {answer.passage.language}: {answer.passage.text!r}")
        return
    chosen = every if arguments.all or arguments.file else [passage for passage in every if passage.final]
    text = report(judged(chosen, rules, model), judged(chosen, rules, UNWEIGHED), len(every))
    print(text)
    if not (arguments.all or arguments.file or arguments.relations or arguments.language or arguments.family):
        REPORT.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
