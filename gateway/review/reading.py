"""The process that reads hostile mail for reviewers: `python -m gateway.review.reading MEMORY`.

A question is a pickle (we wrote it), an answer JSON and bytes: nothing it says may run code in the gateway.
"""

from __future__ import annotations

import json
import pickle
import resource
import signal
import sys
from dataclasses import asdict
from typing import BinaryIO

from filters.editing import CannotEdit, edited
from filters.showing.show import show
from gateway.inspector.memory import Allowance
from gateway.review.questions import HEAD, Edit, Show


def answer(question: Show | Edit) -> tuple[object, bytes]:
    """The description and the message of an answer."""
    if isinstance(question, Show):
        return {"shown": asdict(show(*question))}, b""
    try:
        return {}, edited(*question)
    except CannotEdit as refusal:
        return {"refused": str(refusal)}, b""


def serve(questions: BinaryIO, answers: BinaryIO, allowance: Allowance) -> None:
    """Until there are no more questions."""
    while head := questions.read(4):
        question = questions.read(int.from_bytes(head, "big"))
        with allowance.for_message(2 * len(question)):
            try:
                description, message = answer(pickle.loads(question))  # noqa: S301 - from our own gateway
            except Exception as error:
                description, message = {"failed": type(error).__name__}, b""
        told = json.dumps(description, ensure_ascii=False).encode("utf-8", "replace")
        answers.write(HEAD.pack(len(told), len(message)) + told + message)
        answers.flush()


def main() -> None:
    for number in (signal.SIGINT, signal.SIGHUP, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)  # it leaves when the gateway does
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    serve(sys.stdin.buffer, sys.stdout.buffer, Allowance(int(sys.argv[1])))


if __name__ == "__main__":
    main()
