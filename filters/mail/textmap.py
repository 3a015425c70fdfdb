"""Where the text of an HTML tree stands in its source.

A parser moves, drops and joins text, so its tree alone cannot tell. Therefore the source is parsed once more with the words
of every run of text replaced by a mark, one character of its own: where a mark comes out in that second tree, its words
stand in the first. A mark behaves as the words do, for tree construction (HTML 13.2.6) tells only white space, NUL and the
rest apart. What the two trees do not agree on stays unmapped; nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from turbohtml import Document, Text, Token, TokenType, parse, tokenize

SPACE = " \t\n\f"
"""ASCII white space in HTML once line ends are `\\n`."""
Chunk = tuple[str, int, int, bool]
"""(text, start, end, whole): text that stands in source[start:end], nowhere if that is empty; `whole`: as one character
reference, else as it is. A plain tuple, for a mail has thousands."""


def tree_of(source: str) -> Document:
    """The tree a browser builds. `<noscript>` holds elements, for no mail reader runs scripts."""
    return parse(source, source_locations=True, scripting=False, allow_declarative_shadow_roots=False)


def tokens_of(source: str) -> list[Token]:
    """The tokens of the source, character references apart from text."""
    return list(tokenize(source, resolve_references=False, capture_source=True, capture_attributes=False))


class TextMap:
    """The chunks of each text node, and those that are in no node.

    chunks  by text node, in order; a node that cannot be mapped, or is all white space, is absent
    agrees  the two trees are alike; else nothing is mapped
    """

    def __init__(self, source: str, tokens: list[Token], tree: Document) -> None:
        self.chunks: dict[Text, tuple[Chunk, ...]] = {}
        self._marks = marks = Marks(source, tokens)
        marked = parse(marks.text, positions=False, scripting=False, allow_declarative_shadow_roots=False)
        nodes, twins = _texts(tree), _texts(marked)
        self.agrees = len(nodes) == len(twins) and _shape(tree) == _shape(marked)
        if not self.agrees:
            return
        words = marks.words
        for node, twin in zip(nodes, twins, strict=True):
            text, mark = node.data, twin.data
            chunk = words.get(mark[-1])
            if chunk and chunk[0] == text:
                self.chunks[node] = (chunk,)
            elif mark.strip(SPACE) and "".join([piece[0] for piece in marks.read(mark)]) == text:
                self.chunks[node] = tuple(marks.read(mark))

    @property
    def lost(self) -> list[Chunk]:
        """Words that are in no mapped node, such as text between framesets."""
        found = {chunk[2] for chunks in self.chunks.values() for chunk in chunks}
        return [chunk for chunk in self._marks.words.values() if chunk[2] not in found]


def _texts(tree: Document) -> list[Text]:
    return [node for node in tree.descendants if type(node) is Text]


def _shape(tree: Document) -> list[str]:
    return [element.tag for element in tree.iter_elements()]


_FIRST_MARK = 0x10000
_MARK = re.compile(r"([ \t\n\f]*)([\U00010000-\U0010ffff]?)")
_NO_MARKS = re.compile(r"[\U00010000-\U0010ffff]")
_FRAMES = re.compile("<frameset", re.I)
_PIECES = re.compile(r"[ \t\n\f]*[^ \t\n\f\0]+|[ \t\n\f]+|\0")
_NOTHING = "</>"
"""Markup that makes no token, so that text goes on after it."""


class Marks:
    """The marked source, and the way from marks back to chunks."""

    def __init__(self, source: str, tokens: list[Token]) -> None:
        self.words: dict[str, Chunk] = {}
        self._source = source
        self._splits = _FRAMES.search(source) is not None or "\0" in source
        self.text = self._marked(tokens)

    def _marked(self, tokens: list[Token]) -> str:
        source, starts, done = self._source, line_starts(self._source), 0
        text_type, reference = TokenType.TEXT, TokenType.CHARACTER_REFERENCE
        out: list[str] = []
        plain = _NOTHING not in source
        markup = source if source.isascii() else _NO_MARKS.sub("\ufffd", source)
        for index, token in enumerate(tokens):
            kind = token.type
            if kind is text_type:
                start, text = starts[token.line - 1] + token.col, token.data or ""
                if plain and source.startswith(text, start):
                    end, mark = start + len(text), self._run(text, start)
                else:
                    after = tokens[index + 1] if index + 1 < len(tokens) else None
                    end = starts[after.line - 1] + after.col if after else len(source)
                    mark = self._odd(text, start, end)
            elif kind is reference:
                start = starts[token.line - 1] + token.col
                end = start + len(token.source or "")
                mark = self._reference(token.data or "", start, end)
            else:
                continue
            out += (markup[done:start], mark)
            done = end
        return "".join((*out, markup[done:]))

    def _run(self, text: str, start: int) -> str:
        """The mark of a text token, after the white space that it begins with."""
        words = text.lstrip(SPACE)
        if self._splits:
            return self._pieces(text, start)
        return text[: len(text) - len(words)] + self._mark((text, start, start + len(text), False)) if words else text

    def _pieces(self, text: str, start: int) -> str:
        """The marks of text that a parser may take apart: one for every word."""
        marks = []
        for piece in _PIECES.finditer(text):
            words = piece[0].lstrip(SPACE).replace("\0", "")
            marks.append(piece[0][: len(piece[0]) - len(words)])
            if words:
                marks.append(self._mark((piece[0], start + piece.start(), start + piece.end(), False)))
        return "".join(marks)

    def _reference(self, text: str, start: int, end: int) -> str:
        """The mark of a character reference; `&notit` is `&not` and text (HTML 13.2.5.73)."""
        more = len(text) - 1
        if text in SPACE:
            return text
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
        mark = chr(_FIRST_MARK + len(self.words))
        self.words[mark] = chunk
        return mark

    def read(self, marked: str) -> Iterator[Chunk]:
        """The chunks whose marks a text node of the marked tree holds."""
        for space, mark in _MARK.findall(marked):
            if not mark:
                if space:
                    yield space, 0, 0, False
                continue
            text, start, end, whole = self.words[mark]
            lead = len(text) - len(text.lstrip(SPACE)) if not whole else 0
            if lead < len(space):
                yield space[: len(space) - lead], 0, 0, False
            cut = max(lead - len(space), 0)
            yield text[cut:], start + cut, end, whole


def line_starts(text: str) -> list[int]:
    """The offset at which each line begins."""
    starts, at = [0], text.find("\n")
    while at >= 0:
        starts.append(at + 1)
        at = text.find("\n", at + 1)
    return starts
