"""Engines that are durable: what SQLite and PostgreSQL must be told before a COMMIT means that it is on disk."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL

from gateway.store import files

WRITES = "store_writes"
"""Execution option of connections that will write."""

_PATIENCE = 5
"""Seconds to wait for another process's lock, or for a server."""

_ALL: dict[str, Any] = {"pool_size": 2, "max_overflow": 0, "hide_parameters": True}
"""One connection to read and one to write. An error's text must not quote the mail that was being stored."""

_WAL = sqlite3.sqlite_version_info >= (3, 51, 3)
"""Older versions can damage a database in WAL mode when two connections write (sqlite.org/wal.html, "WAL-reset bug")."""


def engine(url: URL) -> Engine:
    """Connections made durable. Raises `OSError` where SQLite's file cannot be created."""
    if url.get_backend_name() == "sqlite":
        return _sqlite(url)
    made = create_engine(url, **_ALL, pool_pre_ping=True)
    if url.get_backend_name() == "postgresql":
        event.listen(made, "connect", _prepare_postgresql)
    return made


def _sqlite(url: URL) -> Engine:
    files.create(Path(url.database or ""))
    made = create_engine(url, **_ALL, connect_args={"timeout": _PATIENCE})
    event.listen(made, "connect", _prepare_sqlite)
    event.listen(made, "begin", _begin_sqlite)
    return made


def _prepare_sqlite(connection: Any, record: object) -> None:
    connection.isolation_level = None  # the driver would begin too late; see _begin_sqlite
    connection.execute(f"PRAGMA journal_mode={'WAL' if _WAL else 'DELETE'}")
    # FULL does not sync the directory once the journal is gone: after a power cut it could come back and undo a commit
    connection.execute("PRAGMA synchronous=EXTRA")
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA secure_delete=ON")  # what was erased must not stay readable in the file


def _begin_sqlite(connection: Connection) -> None:
    """A writer takes the lock at once: a reader that wants to write later cannot wait for it, only fail."""
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get(WRITES) else "BEGIN")


def _prepare_postgresql(connection: Any, record: object) -> None:
    cursor = connection.cursor()
    cursor.execute(f"SET lock_timeout = '{_PATIENCE}s'")
    cursor.execute(
        "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') IN ('off', 'local')"
    )
    cursor.close()
    connection.commit()
