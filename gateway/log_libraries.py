"""Libraries' own log records, brought to our form: what they were about to say, without the values they would say it of."""

from __future__ import annotations

import contextlib
import logging
import re
import traceback
from collections.abc import Callable
from pathlib import Path

from gateway.log_line import line

TALKATIVE = ("mail.log", "mail.debug", "sqlalchemy", "asyncio")
"""Loggers that print content at DEBUG or INFO: aiosmtpd every line of DATA, SQLAlchemy every parameter."""

_UP_TO_A_VALUE = re.compile(r"[^\n<(\[{'\"]*")


class LibraryHandler(logging.Handler):
    """Writes records as log lines: the template up to the first bracket, quote or line end, and where an exception rose.

    An exception's text may be content, so only its type is told.
    """

    def __init__(self, write: Callable[[bytes], None]) -> None:
        super().__init__(logging.WARNING)
        self._write = write

    def emit(self, record: logging.LogRecord) -> None:
        with contextlib.suppress(Exception):  # logging's own way out prints the record, values included
            self._write(line(record.created, record.levelname.lower(), "library", _fields(record)))


def take_over(write: Callable[[bytes], None]) -> None:
    """Send all records of WARNING and above to `write`, whatever was set up before, and cap the talkative loggers."""
    logging.basicConfig(level=logging.WARNING, handlers=[LibraryHandler(write)], force=True)
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)


def _fields(record: logging.LogRecord) -> dict[str, object]:
    template = _UP_TO_A_VALUE.match(str(record.msg))
    fields: dict[str, object] = {"id": "", "logger": record.name, "message": template.group().strip() if template else ""}
    if record.exc_info and record.exc_info[1]:
        fields |= _exception(record.exc_info[1])
    return fields


def _exception(error: BaseException) -> dict[str, object]:
    frames = traceback.extract_tb(error.__traceback__)[-8:]
    return {
        "error": type(error).__name__,
        "trace": [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in reversed(frames)],
    }
