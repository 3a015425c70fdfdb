"""Where the text of an HTML tree stands in its source.

A parser moves, drops and joins text, so its tree alone cannot tell. Therefore the source is parsed once more with every
run of text replaced by a mark of its own: where a mark comes out in that second tree, its text stands in the first. Marks
behave as the text they stand for, for tree construction (HTML 13.2.6) tells only white space, NUL and the rest apart.
What the two trees do not agree on stays unmapped; nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from turbohtml import Document, Text, Token, TokenType, parse, tokenize

SPACE = " \t\n\f"
"""ASCII white space in HTML once line ends are `\\n`."""


Chunk = tuple[str, int, int, bool]
"""(text, start, end, whole): text that stands in source[start:end]; `whole`: as one character reference, else as it is.
A plain tuple, for a mail has thousands."""


def tree_of(source: str) -> Document:
    """The tree a browser builds. `<noscript>` holds elements, for no mail reader runs scripts."""
    return parse(source, source_locations=True, scripting=False, allow_declarative_shadow_roots=False)


def tokens_of(source: str) -> list[Token]:
    """The tokens of the source, character references apart from text."""
    return list(tokenize(source, resolve_references=False, capture_source=True, capture_attributes=False))


class TextMap:
    """The chunks of each text node, and those that are in no node.

    chunks  by text node, in order; a node that cannot be mapped is absent
    """

    def __init__(self, source: str, tokens: list[Token], tree: Document) -> None:
        self.chunks: dict[Text, tuple[Chunk, ...]] = {}
        self._marks = marks = Marks(source, tokens)
        marked = tree_of(marks.text)
        nodes, twins = _texts(tree), _texts(marked)
        if len(nodes) != len(twins) or _shape(tree) != _shape(marked):
            return
        for node, twin in zip(nodes, twins, strict=True):
            chunks = marks.read(twin.data)
            text = chunks[0][0] if len(chunks) == 1 else "".join([chunk[0] for chunk in chunks])
            if text == node.data:
                self.chunks[node] = chunks

    @property
    def lost(self) -> list[Chunk]:
        """Words that are in no mapped node, such as text between framesets."""
        found = {chunk[1] for chunks in self.chunks.values() for chunk in chunks}
        return [chunk for chunk in self._marks.words if chunk[1] not in found]


def _texts(tree: Document) -> list[Text]:
    return [node for node in tree.descendants if type(node) is Text]


def _shape(tree: Document) -> list[str]:
    return [element.tag for element in tree.iter_elements()]


_FIRST_MARK = 0x10000
_DIGITS = (" ", "\t", "\f", "\n")
_HALVES = [
    _DIGITS[n >> 8] + _DIGITS[n >> 6 & 3] + _DIGITS[n >> 4 & 3] + _DIGITS[n >> 2 & 3] + _DIGITS[n & 3] for n in range(1024)
]
_HALF = {half: number for number, half in enumerate(_HALVES)}
_MARK = re.compile(r"(\n?)( [ \t\n\f]{10})|([\U00010000-\U0010ffff])")
_FRAMES = re.compile("<frameset", re.I)
_PIECES = re.compile(r"[ \t\n\f]+|[^ \t\n\f\0]+|\0")
_NOTHING = "</>"
"""Markup that makes no token, so that text goes on after it."""


class Marks:
    """The marked source, and the way from marks back to chunks.

    A word is marked by one character, white space by eleven: a blank, then its number to base 4 in white space, all
    after a line end where it begins with one, which a parser may drop.
    """

    def __init__(self, source: str, tokens: list[Token]) -> None:
        self.words: list[Chunk] = []
        self._blanks: list[Chunk] = []
        self._runs: dict[str, tuple[Chunk, ...]] = {}
        self._source = source
        self._splits = _FRAMES.search(source) is not None
        self.text = self._marked(tokens)

    def _marked(self, tokens: list[Token]) -> str:
        source, starts, done = self._source, line_starts(self._source), 0
        out: list[str] = []
        plain = _NOTHING not in source
        text_type, reference = TokenType.TEXT, TokenType.CHARACTER_REFERENCE
        for index, token in enumerate(tokens):
            kind = token.type
            if kind is text_type:
                start, text = starts[token.line - 1] + token.col, token.data or ""
                if plain and source.startswith(text, start):
                    out += (source[done:start], self._run(text, start))
                    done = start + len(text)
                    continue
            elif kind is not reference:
                continue
            start, text = starts[token.line - 1] + token.col, token.data or ""
            after = tokens[index + 1] if index + 1 < len(tokens) else None
            end = starts[after.line - 1] + after.col if after else len(source)
            mark = self._odd(text, start, end) if kind is text_type else self._reference(text, start, end)
            out += (source[done:start], mark)
            done = end
        return "".join((*out, source[done:]))

    def _run(self, text: str, start: int) -> str:
        """The mark of a text token: its first white space apart from the rest."""
        words = text.lstrip(SPACE)
        chunks: tuple[Chunk, ...]
        if not words:
            chunks = ((text, start, start + len(text), False),)
            mark = self._mark(chunks[0])
        elif "\0" in words or self._splits:
            return self._pieces(text, start)
        elif words is text:
            chunks = ((text, start, start + len(text), False),)
            mark = self._mark(chunks[0])
        else:
            middle = start + len(text) - len(words)
            chunks = (text[: middle - start], start, middle, False), (words, middle, start + len(text), False)
            mark = self._mark(chunks[0]) + self._mark(chunks[1])
        self._runs[mark] = chunks
        return mark

    def _pieces(self, text: str, start: int) -> str:
        """The mark of text that a parser may take apart: every word by itself."""
        marks = []
        for piece in _PIECES.finditer(text):
            chunk = (piece[0], start + piece.start(), start + piece.end(), False)
            marks.append("\0" if piece[0] == "\0" else self._mark(chunk))
        return "".join(marks)

    def _reference(self, text: str, start: int, end: int) -> str:
        """The mark of a character reference; `&notit` is `&not` and text (HTML 13.2.5.73)."""
        more = len(text) - 1
        if more and self._source.endswith(text[1:], start, end):
            return self._mark((text[0], start, end - more, True)) + self._mark((text[1:], end - more, end, False))
        return self._mark((text, start, end, True))

    def _odd(self, text: str, start: int, end: int) -> str:
        """The mark of text that may not be source[start:end] itself: NUL came out as U+FFFD, or markup made no token."""
        source = self._source[start:end]
        if len(text) == len(source) and (text == source or text == source.replace("\0", "\ufffd")):
            return self._run(text, start)
        marks = []
        while text:
            cut = self._source.find(_NOTHING, start, end)
            piece = text[: cut - start] if cut >= 0 else text
            stands = piece and self._source.startswith(piece, start)
            marks.append(self._run(piece, start) if stands else "\ufffd" * len(piece))
            text, start = text[len(piece) :], start + len(piece) + len(_NOTHING)
        return "".join(marks)

    def _mark(self, chunk: Chunk) -> str:
        text = chunk[0]
        if text[0] in SPACE and not text.strip(SPACE):
            number = len(self._blanks)
            self._blanks.append(chunk)
            return ("\n " if text[0] == "\n" else " ") + _HALVES[number >> 10] + _HALVES[number & 1023]
        self.words.append(chunk)
        return chr(_FIRST_MARK + len(self.words) - 1)

    def read(self, marked: str) -> tuple[Chunk, ...]:
        """The chunks whose marks a text node of the marked tree holds."""
        known = self._runs.get(marked)
        return known if known is not None else tuple(self._read(marked))

    def _read(self, marked: str) -> Iterator[Chunk]:
        for line_end, blank, word in _MARK.findall(marked):
            if word:
                yield self.words[ord(word) - _FIRST_MARK]
            elif chunk := self._blank(blank, bool(line_end)):
                yield chunk

    def _blank(self, mark: str, line_end: bool) -> Chunk | None:
        """A white-space chunk; without its first line end where the parser dropped it, as after `<pre>`."""
        chunk = text, start, end, whole = self._blanks[_HALF[mark[1:6]] << 10 | _HALF[mark[6:]]]
        if line_end or text[0] != "\n":
            return chunk
        return (text[1:], start + 1, end, whole) if len(text) > 1 else None


def line_starts(text: str) -> list[int]:
    """The offset at which each line begins."""
    starts, at = [0], text.find("\n")
    while at >= 0:
        starts.append(at + 1)
        at = text.find("\n", at + 1)
    return starts
