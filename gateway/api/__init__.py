"""The HTTP API under /v1, for helpdesks and scripts. Start with `app.py`; what can be asked is declared in `operations.py`."""
