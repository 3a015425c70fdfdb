"""Documents of Office programs that are archives of XML (ECMA-376, OpenDocument): words, link targets, macros."""

from __future__ import annotations

import re
from zipfile import ZipFile, ZipInfo

from filters.files.archive import UnsafeArchive, bomb, directory, member, unpacked
from filters.files.file import Contents, File
from filters.files.limits import DEPTH
from filters.files.markup import Markup, text_of

_MARKUP = (".xml", ".rels", ".xhtml", ".html")
_NO_WORDS = re.compile(
    r"(?:^|/)(?:docProps|theme|customXml|META-INF)/|(?:^|/)(?:styles|stylesWithEffects|settings|webSettings|fontTable|numbering|"
    r"calcChain|tableStyles|presProps|viewProps|\[Content_Types\])\.xml$"
)
_MACROS = re.compile(
    r"(?:^|/)(?:vbaProject\.bin|vbaData\.xml|activeX\d*\.(?:bin|xml))$|(?:^|/)(?:macrosheets|Basic|Scripts)/", re.I
)
_EMBEDDED = re.compile(r"(?:^|/)embeddings/[^/]+$")
_FOREIGN = frozenset(("attachedTemplate", "oleObject", "frame", "externalLinkPath", "subDocument"))
"""Relations that make a program load something when the document is opened."""
_COMMANDS = re.compile(r"\bDDEAUTO\b|\bDDE\s+\S{0,80}\.exe\b|=\s*cmd\s*\|", re.I)


def read(file: File) -> Contents:
    """Words in the order of the archive, then where its links lead; whether it holds macros; what is embedded in it."""
    try:
        found = directory(file.data)
    except UnsafeArchive as error:
        return Contents(troubles=(str(error),))
    entries = found.infolist()
    if not file.budget.enter(len(entries)):
        return Contents(troubles=("it has too many entries",))
    if any(entry.flag_bits & 1 for entry in entries):
        return Contents(troubles=("it is encrypted",))
    if trouble := bomb([entry for entry in entries if _is_read(entry)], file):
        return Contents(troubles=(trouble,))
    return _contents(file, found, entries)


def _is_read(entry: ZipInfo) -> bool:
    return entry.filename.endswith(_MARKUP) or _EMBEDDED.search(entry.filename) is not None


def _has_words(entry: ZipInfo) -> bool:
    name = entry.filename
    return entry.file_size > 0 and name.endswith(_MARKUP) and not _NO_WORDS.search(name)


def _contents(file: File, found: ZipFile, entries: list[ZipInfo]) -> Contents:
    markup = Markup(everything=file.kind in ("odt", "ods", "odp", "epub"))
    troubles: list[str] = []
    for entry in entries:
        if _has_words(entry):
            try:
                text_of(unpacked(found, entry), markup)
            except ValueError as error:
                troubles.append(f"a part of it cannot be read ({error})")
    words = "".join(markup.text)
    links = "\n".join(target for target, _ in markup.links)
    embedded = [entry for entry in entries if _EMBEDDED.search(entry.filename)] if file.depth < DEPTH else []
    return Contents(
        texts=tuple(text for text in (words, links) if text.strip()),
        members=tuple(member(found, entry, file) for entry in embedded),
        troubles=tuple(dict.fromkeys(troubles)),
        active=tuple(_active(entries, words, markup)),
    )


def _active(entries: list[ZipInfo], words: str, markup: Markup) -> list[str]:
    active = ["it holds macros"] if any(_MACROS.search(entry.filename) for entry in entries) else []
    if any(relation in _FOREIGN for _, relation in markup.links):
        active.append("it loads something from elsewhere when it is opened")
    if _COMMANDS.search(words):
        active.append("it starts a program when it is opened")
    return active
