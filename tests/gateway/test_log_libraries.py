"""Libraries' records carry no content into the log."""

import json
import logging
from collections.abc import Iterator

import pytest

from gateway.log_libraries import TALKATIVE, take_over


@pytest.fixture
def lines() -> Iterator[list[dict[str, object]]]:
    root = logging.getLogger()
    before = root.handlers[:], root.level, {name: logging.getLogger(name).level for name in TALKATIVE}
    root.handlers = []
    seen: list[dict[str, object]] = []
    take_over(lambda line: seen.append(json.loads(line)))
    yield seen
    root.handlers, root.level = before[0], before[1]
    for name, level in before[2].items():
        logging.getLogger(name).setLevel(level)


def test_a_library_s_debug_lines_are_capped(lines: list[dict[str, object]]) -> None:
    logging.getLogger("mail.log").debug("DATA line: %s", "body-secret")
    logging.getLogger("mail.log").info("%r", "body-secret")
    logging.getLogger("sqlalchemy.engine.Engine").info("[parameters] %r", "body-secret")
    assert lines == []


def test_values_of_a_record_are_left_out(lines: list[dict[str, object]]) -> None:
    logging.getLogger("mail.log").warning("%r timed out for %s", "peer", "body-secret")
    logging.getLogger("asyncio").error(
        "Exception in callback on_data(b'body-secret')\nhandle: <Handle on_data(b'body-secret')>"
    )
    assert [entry["message"] for entry in lines] == ["%r timed out for %s", "Exception in callback on_data"]
    assert "body-secret" not in json.dumps(lines)


def test_an_exception_is_its_type_and_place(lines: list[dict[str, object]]) -> None:
    try:
        raise ValueError("body-secret")
    except ValueError:
        logging.getLogger("asyncio").exception("Task exception was never retrieved")
    assert lines[0]["error"] == "ValueError"
    assert "test_an_exception_is_its_type_and_place" in str(lines[0]["trace"])
    assert "body-secret" not in json.dumps(lines)


def test_a_record_that_cannot_be_written_is_no_fault(capsys: pytest.CaptureFixture[str]) -> None:
    root = logging.getLogger()
    before = root.handlers[:], root.level
    root.handlers = []

    def broken(line: bytes) -> None:
        raise OSError("device gone")

    take_over(broken)
    logging.getLogger("asyncio").error("anything")
    root.handlers, root.level = before
    assert capsys.readouterr().err == ""
