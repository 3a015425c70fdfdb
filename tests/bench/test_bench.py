"""The benchmark measures what it says: messages are whole, the relay counts them, nothing is remembered between them."""

import asyncio
from pathlib import Path

import pytest

from tests.bench import candidates, messages, processes
from tests.bench.load import Load, send, stuffed
from tests.bench.sink import Sink


def test_messages_are_the_same_on_every_run_and_of_their_size():
    first, second = messages.all_messages(), messages.all_messages()
    assert first == second
    assert [round(len(raw), -3) for raw in first.values()] == [2_000, 20_000, 20_000, 500_000]


@pytest.mark.parametrize("raw", messages.all_messages().values())
def test_every_fresh_message_differs_and_keeps_its_length(raw: bytes):
    several = [messages.fresh(raw, number) for number in (0, 1, 25, 26, 700, -1)]
    assert len(set(several)) == 6
    assert {len(message) for message in several} == {len(raw)}


def test_dots_are_stuffed():
    assert stuffed(b".\r\n..a\r\nb\r\n") == b"..\r\n...a\r\nb\r\n.\r\n"


class Wire(asyncio.Transport):
    """Keeps what is written."""

    def __init__(self) -> None:
        super().__init__()
        self.written = b""

    def write(self, data: bytes | bytearray | memoryview) -> None:
        self.written += bytes(data)


@pytest.mark.parametrize("step", [1, 2, 3, 5, 7, 1_000])
def test_the_relay_takes_each_message_once_however_it_is_cut(step: int):
    stream = b"MAIL\r\nDATA\r\n" + stuffed(b"a\r\n.\r\n") + b"DATA\r\n" + b".\r\n" + b"NOOP\r\n"
    sink, wire, before = Sink(), Wire(), Sink.taken
    sink.connection_made(wire)
    for start in range(0, len(stream), step):
        sink.data_received(stream[start : start + step])
    assert Sink.taken - before == 2
    assert wire.written.endswith(b"250 2.0.0 taken\r\n250 2.0.0 %d\r\n" % Sink.taken)


@pytest.mark.parametrize("candidate", [candidates.SPLICE, candidates.PROXY], ids=lambda candidate: candidate.name)
def test_a_load_arrives_at_the_relay(candidate: candidates.Candidate, tmp_path: Path):
    with (
        candidates.started(candidates.SINK, tmp_path / "relay") as relay,
        candidates.started(candidate, tmp_path / "candidate", relay.port) as program,
    ):
        tally = asyncio.run(send(program.port, messages.text(1_000), Load(3, 4, 30, 20.0)))
        assert (len(tally.latencies), tally.errors, candidates.taken(relay.port)) == (30, [], 30)
        assert processes.cpu(program.process.pid) > 0
        assert processes.peak(program.process.pid) > 1_000_000
    assert program.process.poll() is not None


def test_a_program_that_does_not_start_is_told_with_its_last_words(tmp_path: Path):
    broken = candidates.Candidate("broken", lambda directory, port, relay: ("/bin/sh", "-c", "echo no reason; exit 3"))
    with pytest.raises(RuntimeError, match="no reason"), candidates.started(broken, tmp_path / "broken"):
        pass
