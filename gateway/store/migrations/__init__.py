"""How the tables came to be: one alembic revision a file in `versions`, run by `gateway.store.upgrade`."""
