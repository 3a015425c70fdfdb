"""A log device that is full, gone or stalled costs lines, never the gateway."""

import os
from pathlib import Path

import pytest

from gateway.log_writer import LogWriter, _Target

WAIT = 60


def test_lines_reach_the_file_in_order(tmp_path: Path) -> None:
    lost: list[int] = []
    writer = LogWriter(tmp_path / "log", lambda: lost.append(1))
    for number in range(1000):
        writer.write(b"%d\n" % number)
    writer.close(WAIT)
    assert (tmp_path / "log").read_bytes() == b"".join(b"%d\n" % number for number in range(1000))
    assert not lost
    assert (tmp_path / "log").stat().st_mode & 0o137 == 0


def test_a_rotated_file_is_opened_again(tmp_path: Path) -> None:
    target = _Target(tmp_path / "log")
    assert target.write(b"one\n") == 0
    (tmp_path / "log").rename(tmp_path / "log.1")
    assert target.write(b"two\n") == 0
    target.close()
    assert (tmp_path / "log.1").read_bytes() == b"one\n"
    assert (tmp_path / "log").read_bytes() == b"two\n"


def test_a_full_device_drops_and_counts() -> None:
    lost: list[int] = []
    writer = LogWriter(Path("/dev/full"), lambda: lost.append(1))
    for _ in range(100):
        writer.write(b"line\n")
    writer.close(WAIT)
    assert len(lost) == 100


def test_a_stalled_reader_blocks_nobody(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "log")
    reader = os.open(tmp_path / "log", os.O_RDONLY | os.O_NONBLOCK)
    lost: list[int] = []
    writer = LogWriter(tmp_path / "log", lambda: lost.append(1), capacity=10)
    for _ in range(1000):
        writer.write(b"x" * 1000 + b"\n")
    assert len(lost) > 800
    writer.close(0.01)
    os.close(reader)


def test_a_counter_that_fails_does_no_harm() -> None:
    def broken() -> None:
        raise RuntimeError

    writer = LogWriter(Path("/dev/full"), broken)
    writer.write(b"line\n")
    writer.write(b"line\n")
    writer.close(WAIT)
    assert not writer._thread.is_alive()


def test_a_log_that_cannot_be_opened_is_told_at_the_start(tmp_path: Path) -> None:
    with pytest.raises(OSError):
        LogWriter(tmp_path / "missing" / "log", lambda: None)


def test_a_line_that_broke_off_does_not_swallow_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = _Target(tmp_path / "log")
    real = os.write
    room = iter([3, 0])

    def full(fd: int, data: bytes) -> int:
        if not (left := next(room, 100)):
            raise OSError(28, "No space left on device")
        return real(fd, data[:left])

    monkeypatch.setattr(os, "write", full)
    assert target.write(b"broken\nlost\n") == 2
    assert target.write(b"whole\n") == 0
    assert (tmp_path / "log").read_bytes() == b"bro\nwhole\n"
