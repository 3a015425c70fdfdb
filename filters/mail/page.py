"""An HTML part as a document that a reader sees, and the edits that change it without touching anything else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from html import escape

from turbohtml import Document, Element

from filters.edits import Edit
from filters.mail.attributes import Carrier, carriers_of, links_of
from filters.mail.carriers import FOLLOWED, base_of
from filters.mail.document import TextDocument
from filters.mail.erasing import erased, kept_apart
from filters.mail.hiding import LETTERS
from filters.mail.layout import Layout
from filters.mail.link import Link
from filters.mail.looks import Look, looks
from filters.mail.markup import Markup
from filters.mail.quoting import quoted
from filters.mail.sourcemap import SourceMap
from filters.mail.styles import Styles
from filters.mail.surface import Range, Surface
from filters.mail.tags import Change
from filters.mail.tidy import removal
from filters.mail.unseen import conditional, unseen

_NOTHING_WITHOUT = frozenset(("area", "base", "link", "meta"))
"""Elements that are nothing without their address."""

_RUNS = 200
"""Runs of hidden text that are surfaces by themselves; what more there is stands in the surface that holds all text."""


class Page:
    """One HTML part.

    tree      as a browser builds it (turbohtml), with source locations in `document.text`
    surfaces  "html": what a reader sees; "hidden": what is on no screen, run by run and all in order with what is seen;
              "attribute": attributes that a reader sees or follows
    limits    what is beyond the bounds, in short clauses: then the source is the only surface, and nothing can be edited
    """

    def __init__(self, document: TextDocument, reply: bool) -> None:
        self.document = document
        self._markup = Markup(document.text)
        self._inner = list(conditional(self._markup))
        self._layouts: dict[Surface, tuple[Markup, Layout, int]] = {}
        self._fixed: set[Surface] = set()
        self.tree: Document = self._markup.tree
        self.limits = tuple(dict.fromkeys(clause for markup in self._markups for clause in markup.limits))
        if self.limits:
            document.editable = False
            source = SourceMap.identity(len(document.text))
            self.surfaces: tuple[Surface, ...] = (self._surface("hidden", document.text, source, "source"),)
        else:
            self.surfaces = (self._shown(reply), *self._hidden(), *(carrier.surface for carrier in self._carriers))

    @property
    def lower(self) -> str:
        """The source in lower case, of the same length: a search that minds no case is ten times slower."""
        return self._markup.lower

    @property
    def _markups(self) -> tuple[Markup, ...]:
        return self._markup, *self._inner

    def _surface(self, kind: str, text: str, source: SourceMap, attribute: str = "") -> Surface:
        return Surface(kind, self.document, text, source, page=self, attribute=attribute)

    def _shown(self, reply: bool) -> Surface:
        layout = self._markup.shown
        ranges = quoted(self.tree, layout) if reply else ()
        surface = Surface("html", self.document, layout.text, layout.source, page=self, quoted=ranges)
        self._layouts[surface] = (self._markup, layout, 0)
        return surface

    def _hidden(self) -> Iterator[Surface]:
        """Each run of hidden text and all text in order if there is any; then what only some readers show."""
        whole = self._markup.whole if self._markup.shown.hidden else self._markup.shown
        for start, end, reason in whole.hidden[:_RUNS]:
            yield from self._run(self._markup, whole, start, end, reason)
        if whole.hidden:
            yield from self._run(self._markup, whole, 0, len(whole.text), "all text")
        for markup in self._inner:
            yield from self._run(markup, markup.whole, 0, len(markup.whole.text), "conditional comment")
        for text, source, what in unseen(self._markup):
            if text.strip():
                surface = self._surface("hidden", text, source, what)
                if what != "title":
                    self._fixed.add(surface)
                yield surface

    def _run(self, markup: Markup, layout: Layout, start: int, end: int, reason: str) -> Iterator[Surface]:
        words = layout.text[start:end].lstrip(" \n")
        start = end - len(words)
        if words := words.rstrip(" \n"):
            surface = self._surface("hidden", words, layout.source.sliced(start, start + len(words)), reason)
            self._layouts[surface] = (markup, layout, start)
            yield surface

    @cached_property
    def _carriers(self) -> list[Carrier]:
        return [carrier for markup in self._markups for carrier in carriers_of(self, markup)]

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Every address that the page carries, in order; those in conditional comments last."""
        if self.limits:
            return ()
        base = base_of(self.tree.select("base"))
        return tuple(link for carrier in self._carriers for link in links_of(carrier, base))

    @cached_property
    def styles(self) -> Styles:
        """What the page declares about the look of its elements."""
        return Styles(self._markup, self.document)

    @cached_property
    def looks(self) -> Iterable[Look]:
        """The looks of the words that a reader sees or would see but for their colour, where the page declares any colour."""
        found = looks(self.tree, self.styles)
        return dict.fromkeys(found[element] for element in (*self.layout.letters(), *self._markup.faded)) if found else ()

    @cached_property
    def quoted(self) -> tuple[Range, ...]:
        """The source of the buyer's quoted text, and of the elements that hold nothing else."""
        shown = next((surface for surface in self.surfaces if surface.kind == "html" and surface.quoted), None)
        if shown is None:
            return ()
        within = {element for element, place in self.layout.ranges.items() if shown.is_quoted(*place)}
        spans = [self.span(element) for element in within if element.parent not in within]
        return (*(shown.source.span(low, high) for low, high in shown.quoted), *(span for span in spans if span))

    @cached_property
    def _owners(self) -> dict[Element, Markup]:
        """Of the elements in conditional comments."""
        return {element: markup for markup in self._inner for element in markup.tree.iter_elements()}

    def _of(self, element: Element) -> Markup:
        return self._owners.get(element, self._markup)

    def text_range(self, element: Element) -> Range | None:
        """Where on the "html" surface the element's words are; None where it shows none."""
        return self._markup.shown.range(element)

    @property
    def layout(self) -> Layout:
        """The text that a reader sees, and the elements it stands in."""
        return self._markup.shown

    def is_shown(self, element: Element) -> bool:
        """Whether no style takes the element off the page; one that hides letters only does not."""
        return self._of(element).hidden.get(element, LETTERS[0]).startswith(LETTERS)

    def text_of(self, element: Element) -> str:
        """The element's words that a reader sees."""
        place = self.text_range(element)
        return self._markup.shown.text[slice(*place)] if place else ""

    def span(self, element: Element) -> Range | None:
        """The element's whole source; None where it has none of its own, as implied or misnested elements."""
        return self._of(element).places.span(element)

    def start_tag(self, element: Element) -> Range | None:
        """The start tag; None where it is implied."""
        return self._of(element).tags.start_tag(element)

    def end_tag(self, element: Element) -> Range | None:
        """The end tag; None where it is implied or there is none."""
        return self._of(element).tags.end_tag(element)

    def attribute_span(self, element: Element, name: str) -> Range | None:
        """The attribute's name and value with the blank before it."""
        return self._of(element).tags.attribute(element, name)

    def value_span(self, element: Element, name: str) -> Range | None:
        """The attribute's value without its quotes; None where it has none."""
        return self._of(element).tags.value(element, name)

    def unlink(self, element: Element) -> tuple[Edit, ...]:
        """The element's tags go, its content stays; what is nothing without its address goes whole.

        Where the element's style hides its words or gives them a line of their own, or its tags end others too, only its
        addresses go.
        """
        markup = self._of(element)
        if element.tag in _NOTHING_WITHOUT:
            return self.drop(element)
        styled = element in markup.hidden or "display" in str(element.attrs.get("style") or "")
        if styled or not markup.tags.nests(element) or markup.leaves_open(element.tag):
            return tuple(edit for name in sorted(FOLLOWED) for edit in self.remove_attribute(element, name))
        return self._edits(markup.tags.without_tags(element))

    def drop(self, element: Element) -> tuple[Edit, ...]:
        """The element goes with all that is in it; no edits where its source holds anything else."""
        span = self.span(element)
        return self._edits([(*span, "")]) if span else ()

    def set_attribute(self, element: Element, name: str, value: str) -> tuple[Edit, ...]:
        """The attribute gets this value, put in where it is missing; no edits where the element has no start tag."""
        return self._edits(self._of(element).tags.set(element, name, value))

    def remove_attribute(self, element: Element, name: str) -> tuple[Edit, ...]:
        """The attribute goes."""
        return self._edits(self._of(element).tags.unset(element, name))

    def remove(self, surface: Surface, start: int, end: int) -> tuple[Edit, ...]:
        """The words surface.text[start:end] go, and with them what would be left over: see `erasing`."""
        if surface in self._layouts:
            markup, layout, base = self._layouts[surface]
            return self._edits(erased(markup, layout, base + start, base + end))
        return self.replace(surface, *removal(surface.text, start, end), "")

    def replace(self, surface: Surface, start: int, end: int, text: str) -> tuple[Edit, ...]:
        """`text` stands in place of surface.text[start:end]; no edits where some of that has no place in the source."""
        source = surface.source
        if surface in self._fixed or not source.holds(surface.text, start, end):
            return ()
        if surface.element is not None and surface.attribute:
            return self._rewritten(surface, surface.element, start, end, text)
        written = escape(text, quote=False) if surface.element is None else text.replace("<", "")
        spans = surface.spans(start, end) or [(source.place(start),) * 2]
        changes = [(*span, "" if number else written) for number, span in enumerate(spans)]
        return self._edits(kept_apart(self.document.text, source, change) for change in changes)

    def _rewritten(self, surface: Surface, element: Element, start: int, end: int, text: str) -> tuple[Edit, ...]:
        """New words in an attribute: only they where its value is quoted and plain, else the whole value."""
        low, high = self.value_span(element, surface.attribute) or (0, 0)
        source = self.document.text
        spans = surface.spans(start, end)
        if low and len(spans) == 1 and source[low - 1] in "\"'" and "&" not in source[low:high]:
            return self._edits([(*spans[0], escape(text))])
        return self.set_attribute(element, surface.attribute, surface.text[:start] + text + surface.text[end:])

    def _edits(self, changes: Iterable[Change]) -> tuple[Edit, ...]:
        number = self.document.number
        return tuple(Edit(number, start, end, text) for start, end, text in changes)
