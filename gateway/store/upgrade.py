"""Bringing a store's tables to this version of the program, in one transaction, or refusing those of a newer one."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect

_LOCK = 0x6D61696C
"""Any number, the same in every process: nodes that start together upgrade one after the other."""


class Newer(Exception):
    """The store was made by a newer version; the text is for the operator."""


def upgrade(connection: Connection) -> None:
    """Make or change the tables until they are those of the newest revision. Raises `Newer`."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
    config = _config(connection)
    script = ScriptDirectory.from_config(config)
    marked = _marked(connection)
    found = marked or MigrationContext.configure(connection).get_current_revision()
    if found is not None and found not in {revision.revision for revision in script.walk_revisions()}:
        known = script.get_current_head()
        raise Newer(f"the store has schema {found}, this version of the program knows {known}: use the one that made it")
    if marked:
        command.stamp(config, marked)
        connection.exec_driver_sql("DROP TABLE schema_version")
    if found != script.get_current_head():
        command.upgrade(config, "head")


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _marked(connection: Connection) -> str | None:
    """The revision of a store that alembic has not seen yet: a table of its own told it."""
    if not inspect(connection).has_table("schema_version"):
        return None
    version: int = connection.exec_driver_sql("SELECT version FROM schema_version").scalar_one()
    return f"{version:04}"
