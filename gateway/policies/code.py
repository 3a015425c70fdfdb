"""The digest of what decides besides the policy: the filters' code, the tables, and the libraries they read mail with."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from pathlib import Path

import filters

LIBRARIES = ("turbohtml", "tinycss2", "publicsuffixlist", "phonenumberslite", "mail-parser")
CONFIG = Path(filters.__file__).parent.parent / "config"
"""The data files shipped beside the packages, in the source tree and in the wheel."""
POLICIES = CONFIG / "policies"


@cache
def code_digest() -> str:
    """64 hex digits; the same for the same installation, whatever its place on disk."""
    digest = hashlib.sha256()
    for line in parts():
        digest.update(line.encode("utf-8") + b"\n")
    return digest.hexdigest()


def parts() -> Iterator[str]:
    """A line for each thing that decides: its name, and its version or the digest of its bytes."""
    yield f"unicode {unicodedata.unidata_version}"
    yield from (f"{library} {version(library)}" for library in LIBRARIES)
    root = CONFIG.parent
    code = Path(filters.__file__).parent.rglob("*.py")
    tables = (path for path in CONFIG.rglob("*") if path.is_file() and POLICIES not in path.parents)
    for path in sorted((*code, *tables)):
        yield f"{path.relative_to(root).as_posix()} {hashlib.sha256(path.read_bytes()).hexdigest()}"
