"""Held and captured mail: SQLAlchemy Core on SQLite or PostgreSQL."""
