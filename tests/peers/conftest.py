from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.peers import clients, setting
from tests.support import postfix


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[setting.Site]:
    if reason := postfix.missing():
        pytest.skip(reason)
    with setting.made(tmp_path_factory.mktemp("peers")) as site:
        yield site


@pytest.fixture(params=clients.CLIENTS)
def client(request: pytest.FixtureRequest) -> clients.Client:
    """Each of the clients that are here."""
    name: str = request.param
    if reason := clients.missing(name):
        pytest.skip(reason)
    return clients.CLIENTS[name]
