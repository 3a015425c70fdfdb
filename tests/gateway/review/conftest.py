from tests.gateway.console.conftest import stage

__all__ = ["stage"]
