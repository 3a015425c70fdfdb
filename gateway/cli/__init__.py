"""The command line: one module a command, put together in `gateway.__main__`."""
