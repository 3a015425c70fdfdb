"""The review console: Starlette, Jinja2 and htmx. Start with `app.py`; a section of the console is a module in `pages/`."""
