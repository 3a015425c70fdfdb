"""Sockets are opened as the settings say."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from gateway.listening import Listening, bound
from gateway.settings import ConsoleTable, Http, Settings, Smtp


def test_every_address_of_the_settings_is_listened_on() -> None:
    smtp = Smtp(listen=("127.0.0.1:0", "localhost:0"), listen_tls=("127.0.0.1:0",))
    listening = Listening.on(
        Settings(smtp=smtp, http=Http(listen="127.0.0.1:0"), console=ConsoleTable(listen="127.0.0.1:0"), base=Path())
    )
    try:
        assert [listener.implicit_tls for listener in listening.smtp][-1:] == [True]
        assert len(listening.smtp) >= 3
        for sock in (*(it.sock for it in listening.smtp if it.sock), *listening.http, *listening.console):
            socket.create_connection(sock.getsockname()[:2], timeout=10).close()
    finally:
        listening.close()


def test_an_address_in_use_is_an_error() -> None:
    (first,) = bound("127.0.0.1", 0)
    with first, pytest.raises(OSError, match="in use"):
        bound("127.0.0.1", first.getsockname()[1])


def test_an_address_of_another_machine_is_an_error() -> None:
    with pytest.raises(OSError, match="assign"):
        bound("192.0.2.1", 0)
