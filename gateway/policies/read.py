"""Reads policy files: by name or path, with the chain of what they extend; remembers what was read and when it changed."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from filters.policy import Layer, Problem
from gateway.policies.code import POLICIES
from gateway.policies.lines import line_of

Stamp = tuple[int, int, int] | None
"""Time of change in ns, size and inode of a file; None where there is none."""


class PolicyRefused(Exception):
    """Policy files that must not be used. `lines` tell every mistake; `stamps` are the files that were looked at."""

    def __init__(self, lines: Iterable[str], stamps: Mapping[Path, Stamp]) -> None:
        self.lines = tuple(lines)
        self.stamps = dict(stamps)
        super().__init__("\n".join(self.lines))


class ChainError(Exception):
    """One reason why a chain of files cannot be read, as a finished line."""


def stamp(path: Path) -> Stamp:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino


class PolicyReader:
    """Reads files for one load. A file's stamp is taken before it is read, so that no later change is missed."""

    def __init__(self, site: Path | None) -> None:
        self._folders = (POLICIES, site) if site else (POLICIES,)
        self.stamps: dict[Path, Stamp] = {}
        self._texts: dict[str, str] = {}

    def chain(self, which: str) -> list[Layer]:
        """The layers of a policy given by name or file, weakest first. Raises ChainError."""
        path: Path | None = Path(which) if is_file_name(which) else self._named(which)
        layers: list[Layer] = []
        seen: list[Path] = []
        while path is not None:
            if path.resolve() in seen:
                circle = " -> ".join(name.stem for name in (*seen[seen.index(path.resolve()) :], path))
                raise ChainError(self.line(layers[-1].source, ("extends",), f"extends itself: {circle}"))
            seen.append(path.resolve())
            layers.append(self.layer(path))
            path = self._extended(path, layers[-1])
        return layers[::-1]

    def layer(self, path: Path) -> Layer:
        """One parsed file. Raises ChainError."""
        self.stamps[path] = stamp(path)
        try:
            text = path.read_text("utf-8")
            data = tomllib.loads(text)
        except OSError as error:
            raise ChainError(f"{path}: cannot be read: {error.strerror}") from error
        except UnicodeDecodeError as error:
            raise ChainError(f"{path}: is not UTF-8 at byte {error.start}") from error
        except (ValueError, RecursionError) as error:  # more than TOML: numbers and nesting without end
            raise ChainError(syntax(path, str(error))) from error
        self._texts[str(path)] = text
        return Layer(str(path), data)

    def told(self, problems: Iterable[Problem]) -> list[str]:
        """`file:line: key: problem; did you mean …`, file by file and down the lines."""
        sources = list(self._texts)
        places = [(sources.index(it.source), line_of(self._texts[it.source], it.key), it) for it in problems]
        return [f"{it.source}:{line}: {it}" for _, line, it in sorted(places, key=lambda place: place[:2])]

    def line(self, source: str, key: tuple[str | int, ...], message: str) -> str:
        return f"{source}:{line_of(self._texts[source], key)}: {message}"

    def _extended(self, path: Path, layer: Layer) -> Path | None:
        base: Any = layer.data.get("extends")
        if not isinstance(base, str):
            return None
        said = self.line(layer.source, ("extends",), "extends: ")
        if not is_file_name(base):
            return self._named(base, said)
        file = path.parent / base
        self.stamps[file] = stamp(file)
        if not file.is_file():
            raise ChainError(f"{said}there is no file {base!r}")
        return file

    def _named(self, name: str, said: str = "") -> Path:
        """The file of a policy's name; `said` begins the complaint where there is none."""
        places = [folder / f"{name}.toml" for folder in self._folders]
        self.stamps |= {place: stamp(place) for place in places}
        found = [place for place in places if place.is_file()]
        if len(found) > 1:
            raise ChainError(f"{found[1]}: has the name of a policy that is shipped; give it another")
        if not found:
            known = sorted(path.stem for folder in self._folders for path in folder.glob("*.toml"))
            close = get_close_matches(name, known, 1, 0.5)
            hint = f"did you mean {close[0]!r}?" if close else f"there are {', '.join(known)}"
            raise ChainError(f"{said}no policy is called {name!r}; {hint}")
        return found[0]


def is_file_name(which: str) -> bool:
    """A policy is named by a bare word, or given as a path that ends in `.toml`."""
    return which.endswith(".toml") or "/" in which


def syntax(path: Path, message: str) -> str:
    """A TOML error with its line where editors look for it."""
    what, mark, place = message.rpartition(" (at line ")
    return f"{path}:{place.split(',')[0]}: {what}" if mark else f"{path}: {message}"
