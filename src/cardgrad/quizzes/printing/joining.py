"""Several PDFs of Typst as one: pages, bookmarks and the tree of tags one after the other.

Many forms are set in several runs, for Typst keeps all that it has set in memory. Each document is written as it comes;
only what a later one still changes is held back.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from cardgrad.quizzes.printing.objects import Document, Writer, is_stream

_REFERENCE = re.compile(rb"\b(\d+) 0 R\b")
_TOKEN = re.compile(rb"\\.|[()]|\b(\d+) 0 R\b", re.DOTALL)
_NUMBERED = re.compile(rb"(\d+) (\d+) 0 R")
_QUOTED = re.compile(rb"\(.* 0 R.*\)", re.DOTALL)  # words that may look like a reference
_BETWEEN = b"\nendobj\n"  # stands in no object
_ALIKE = 26  # the first bytes that objects of one kind share
_PAGES = 1  # the object that holds the pages of all documents


def joined(documents: Iterable[Document]) -> bytes:
    """Return one PDF with the pages of all; the first one's title, language and other settings hold."""
    whole = _Whole()
    for document in documents:
        whole.add(document)
    return whole.written()


class _Whole:
    """The documents joined so far."""

    def __init__(self) -> None:
        self._writer = Writer()
        self._next = _PAGES + 1  # free number
        self._held: dict[int, bytes] = {}  # what is written at the end
        self._main: _Ends | None = None  # of the first document, with the numbers it has here
        self._trailer = b""
        self._pages: list[tuple[int, int]] = []  # of each document where they are, and how many
        self._count = 0
        self._parents: list[bytes] = []
        self._tags: list[bytes] = []
        self._bookmarks: list[tuple[int, int, int]] = []  # first, last and how many, of each document

    def add(self, document: Document) -> None:
        """Write a document, its objects of one kind beside each other, for these compress best."""
        objects, own = document.objects, _ends(document)
        left_out = own.once if self._main else ()
        order = sorted((_kind(body), number) for number, body in objects.items() if number not in left_out)
        moved = {number: self._next + place for place, (_, number) in enumerate(order)}
        self._next += len(order)
        if self._main is None:
            self._main = own.moved(moved)
            self._trailer = _renumbered(document.trailer, moved)
        moved.update(zip(own.once, self._main.once, strict=True))
        numbers = [number for _, number in order]
        held = dict(zip(numbers, _all_renumbered([objects[number] for number in numbers], moved), strict=True))
        for page in own.pages:
            held[page] = _shifted_page(held[page], self._count)
        held[own.root] = held[own.root].replace(b"<<", b"<</Parent %d 0 R" % _PAGES, 1)
        self._pages.append((moved[own.root], len(own.pages)))
        tree, outlines = objects[own.tags], objects[own.outlines]
        self._parents += [
            b"%d %d 0 R" % (int(key) + self._count, moved[int(value)])
            for key, value in _NUMBERED.findall(_list(tree, b"Nums"))
        ]
        self._tags.append(_renumbered(_list(objects[own.whole], b"K"), moved))
        self._count += len(own.pages)
        first, last = moved[_reference(outlines, b"First")], moved[_reference(outlines, b"Last")]
        placed = {moved[number]: body for number, body in held.items()}
        if self._bookmarks:
            before = self._bookmarks[-1][1]
            self._held[before] = self._held[before].replace(b"<<", b"<</Next %d 0 R" % first, 1)
            placed[first] = placed[first].replace(b"<<", b"<</Prev %d 0 R" % before, 1)
        self._bookmarks.append((first, last, _count(outlines)))
        for number in (last, *self._main.once):
            if number in placed:
                self._held[number] = placed.pop(number)
        self._next = self._writer.put(list(placed.items()), self._next)

    def written(self) -> bytes:
        """Return the PDF."""
        main, held = self._main, self._held
        if main is None:
            raise ValueError("no document is there to be joined")
        kids = b" ".join(b"%d 0 R" % number for number, _ in self._pages)
        held[_PAGES] = b"<</Type/Pages/Count %d/Kids[%b]>>" % (self._count, kids)
        held[main.whole] = _with_list(held[main.whole], b"K", b" ".join(self._tags))
        tree = _with_list(held[main.tags], b"Nums", b" ".join(self._parents))
        held[main.tags] = re.sub(rb"/ParentTreeNextKey \d+", b"/ParentTreeNextKey %d" % self._count, tree)
        total = sum(count for _, _, count in self._bookmarks)
        held[main.outlines] = b"<</Type/Outlines/First %d 0 R/Last %d 0 R/Count %d>>" % (
            self._bookmarks[0][0], self._bookmarks[-1][1], total,
        )  # fmt: skip
        held[main.catalog] = re.sub(rb"/Pages \d+", b"/Pages %d" % _PAGES, held[main.catalog])
        self._writer.put(list(held.items()), self._next)
        return self._writer.finish(self._trailer)


class _Ends(NamedTuple):
    """The numbers of the objects of a document that hold all others together."""

    catalog: int
    outlines: int
    tags: int
    whole: int  # the tag of the whole document
    root: int  # of the pages
    pages: tuple[int, ...]

    @property
    def once(self) -> tuple[int, int, int, int]:
        """Return what a joined document has once."""
        return self.catalog, self.outlines, self.tags, self.whole

    def moved(self, moved: Mapping[int, int]) -> "_Ends":
        """Return the same with the new numbers of what there is once."""
        catalog, outlines, tags, whole = [moved[number] for number in self.once]
        return self._replace(catalog=catalog, outlines=outlines, tags=tags, whole=whole)


def _ends(document: Document) -> _Ends:
    objects = document.objects
    number = _reference(document.trailer, b"Root")
    catalog = objects[number]
    root, tags = _reference(catalog, b"Pages"), _reference(catalog, b"StructTreeRoot")
    pages = tuple(int(page) for page in _REFERENCE.findall(_list(objects[root], b"Kids")))
    whole = int(_REFERENCE.findall(_list(objects[tags], b"K"))[0])
    return _Ends(number, _reference(catalog, b"Outlines"), tags, whole, root, pages)


def _kind(body: bytes) -> bytes:
    """Return what objects of one kind have in common; those that carry data come last."""
    return b"~" if is_stream(body) else b"[" if body.startswith(b"[") else body[:_ALIKE]


def _reference(body: bytes, field: bytes) -> int:
    found = re.search(rb"/%b (\d+) 0 R" % field, body)
    if found is None:
        raise ValueError(f"an object of this PDF has no {field.decode()}")
    return int(found[1])


def _count(outlines: bytes) -> int:
    found = re.search(rb"/Count (-?\d+)", outlines)
    return int(found[1]) if found else 0


def _list(body: bytes, field: bytes) -> bytes:
    found = re.search(rb"/%b\[([^\]]*)\]" % field, body)
    return found[1] if found else b""


def _with_list(body: bytes, field: bytes, content: bytes) -> bytes:
    return re.sub(rb"/%b\[[^\]]*\]" % field, lambda _: b"/%b[%b]" % (field, content), body, count=1)


def _shifted_page(page: bytes, by: int) -> bytes:
    """Return a page whose place in the tree of tags comes later; an empty page has none."""
    return re.sub(rb"/StructParents (\d+)", lambda found: b"/StructParents %d" % (int(found[1]) + by), page)


def _all_renumbered(bodies: Sequence[bytes], moved: Mapping[int, int]) -> list[bytes]:
    """Return objects with other numbers in their references, most of them at once."""
    found = list(bodies)
    simple = [place for place, body in enumerate(bodies) if not is_stream(body) and not _QUOTED.search(body)]
    together = _renumbered(_BETWEEN.join([bodies[place] for place in simple]), moved, plain=True)
    for place, body in zip(simple, together.split(_BETWEEN), strict=True):
        found[place] = body
    for place in set(range(len(bodies))).difference(simple):
        found[place] = _renumbered(bodies[place], moved)
    return found


def _renumbered(body: bytes, moved: Mapping[int, int], *, plain: bool = False) -> bytes:
    """Return an object with other numbers in its references, and its words and data as they were."""
    head, mark, data = body.partition(b"stream\n") if is_stream(body) else (body, b"", b"")
    if plain or b"(" not in head:
        return _REFERENCE.sub(lambda found: b"%d 0 R" % moved[int(found[1])], head) + mark + data
    parts, at, depth = [], 0, 0
    for token in _TOKEN.finditer(head):
        depth += {b"(": 1, b")": -1}.get(token[0], 0)
        if token[1] and not depth:
            parts += [head[at : token.start()], b"%d 0 R" % moved[int(token[1])]]
            at = token.end()
    return b"".join([*parts, head[at:], mark, data])
