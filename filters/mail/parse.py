"""Raw bytes to byte ranges. Any input gives a Message; time is linear in its size (times the depth limit)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from filters.mail import limits
from filters.mail.message import Header, Message, Part
from filters.mail.parameters import content_type, disposition, encoding

_FIELD = re.compile(rb"([!-9;-~]+)[ \t]*:((?:[^\r\n]+|\r\n[ \t]+(?=[^\r\n])|\r(?!\n)|(?<!\r)\n(?=[ \t]))*)(?:\r\n|\n|\Z)")
_LINE = re.compile(rb"[^\n]*(?:\n|\Z)")
_IDENTITY = frozenset(("7bit", "8bit", "binary"))


def parse(raw: bytes) -> Message:
    """Parse one message. Never raises; `Message.exceeded` says which limits cut the reading short."""
    reader = _Reader(raw)
    root = reader.entity("", 0, len(raw), 0, "text/plain")
    return Message(raw, root, tuple(dict.fromkeys(reader.exceeded)))


@dataclass(slots=True)
class _Block:
    """A header block while it is read."""

    fields: list[Header] = field(default_factory=list)
    malformed: list[tuple[int, int]] = field(default_factory=list)
    body: int = 0


class _Reader:
    def __init__(self, raw: bytes) -> None:
        self.raw = raw
        self.parts = 0
        self.exceeded: list[str] = []

    def headers(self, start: int, end: int) -> _Block:
        raw, block, at = self.raw, _Block(body=end), start
        stop = min(end, start + limits.HEADER_BLOCK)
        while at < end:
            if raw.startswith(b"\r\n", at) or raw.startswith(b"\n", at):
                block.body = at + (2 if raw[at] == 13 else 1)
                return block
            if at >= stop or len(block.fields) > limits.HEADER_LINES:
                self.exceeded.append("the header block is too large")
                gap = raw.find(b"\r\n\r\n", at, end)
                block.body = end if gap < 0 else gap + 4
                return block
            match = _FIELD.match(raw, at, end)
            if match is None:
                line = _LINE.match(raw, at, end)
                after = line.end() if line else end
                block.malformed.append((at, after))
                at = after
                continue
            if match.end() - at > limits.HEADER_FIELD:
                self.exceeded.append("a header field is too long")
            block.fields.append(Header(match[1].decode("ascii").lower(), at, match.start(2), match.end(2)))
            at = match.end()
        return block

    def entity(self, path: str, start: int, end: int, depth: int, default: str) -> Part:
        self.parts += 1
        block = self.headers(start, end)
        first = {}
        for header in reversed(block.fields):
            first[header.name] = self.raw[header.value : header.end]
        ctype, params = content_type(first.get("content-type"), default)
        disposed, filename = disposition(first.get("content-disposition"), params)
        cte = encoding(first.get("content-transfer-encoding"))
        body, closed = block.body, True
        children: list[Part] = []
        preamble = epilogue = None
        if ctype.startswith("multipart/") and params.get("boundary"):
            sections, preamble, epilogue, closed = self.sections(params["boundary"], body, end)
            inner = "message/rfc822" if ctype == "multipart/digest" else "text/plain"
            children = self.children(path, sections, depth, inner)
        elif ctype in ("message/rfc822", "message/global") and cte in _IDENTITY:
            children = self.children(path, [(body, end)], depth, "text/plain")
        return Part(
            path, start, body, end, tuple(block.fields), ctype, params, cte, disposed, filename, depth,
            tuple(children), tuple(block.malformed), preamble, epilogue, closed,
        )  # fmt: skip

    def children(self, path: str, sections: list[tuple[int, int]], depth: int, default: str) -> list[Part]:
        if depth >= limits.DEPTH:
            self.exceeded.append("the parts are nested too deep")
            return []
        children = []
        for number, (start, end) in enumerate(sections, 1):
            if self.parts >= limits.PARTS:
                self.exceeded.append("there are too many parts")
                break
            name = f"{path}.{number}" if path else str(number)
            children.append(self.entity(name, start, end, depth + 1, default))
        return children

    def sections(
        self, boundary: str, start: int, end: int
    ) -> tuple[list[tuple[int, int]], tuple[int, int] | None, tuple[int, int] | None, bool]:
        """The parts between delimiter lines (RFC 2046 5.1.1), preamble, epilogue, and whether the closing one is there."""
        raw, mark = self.raw, b"--" + boundary.encode("latin-1", "replace")
        sections: list[tuple[int, int]] = []
        preamble: tuple[int, int] | None = None
        opened: int | None = None
        at = start if raw.startswith(mark, start) else self._next(mark, start, end)
        while 0 <= at < end and len(sections) <= limits.PARTS:
            newline = raw.find(b"\n", at + len(mark), end)
            after = end if newline < 0 else newline + 1
            tail = raw[at + len(mark) : after].strip(b" \t\r\n")
            if tail in (b"", b"--"):
                if opened is None and not sections:
                    preamble = (start, at) if at > start else None
                if opened is not None:
                    sections.append((opened, self._before(at, opened)))
                if tail:
                    return sections, preamble, ((after, end) if after < end else None), True
                opened = after
            at = self._next(mark, max(after - 1, at + 1), end)
        if opened is not None:
            sections.append((opened, end))
        return sections, preamble, None, False

    def _next(self, mark: bytes, start: int, end: int) -> int:
        found = self.raw.find(b"\n" + mark, start, end)
        return found + 1 if found >= 0 else -1

    def _before(self, delimiter: int, start: int) -> int:
        """The end of a body before a delimiter line: the line break before it belongs to the delimiter."""
        end = delimiter
        if end > start and self.raw[end - 1] == 10:
            end -= 2 if end - 2 >= start and self.raw[end - 2] == 13 else 1
        return max(end, start)
