"""Several PDFs of Typst as one: pages, bookmarks and the tree of tags one after the other.

Many forms are set in several runs, for Typst keeps all that it has set in memory.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from cardgrad.quizzes.printing.objects import Document, is_stream

_REFERENCE = re.compile(rb"\b(\d+) 0 R\b")
_TOKEN = re.compile(rb"\\.|[()]|\b(\d+) 0 R\b", re.DOTALL)
_NUMBERED = re.compile(rb"(\d+) (\d+) 0 R")


def joined(documents: Sequence[Document]) -> Document:
    """Return one document with the pages of all; the first one's title, language and other settings hold."""
    first = documents[0]
    if len(documents) == 1:
        return first
    ends = [_Ends(document) for document in documents]
    main = ends[0]
    objects: dict[int, bytes] = {}
    pages, tags, parents, bookmarks = [], [], [], []
    next_number, next_page = max(first.objects) + 2, 0
    root = next_number - 1  # of all pages
    for document, own in zip(documents, ends, strict=True):
        offset = 0 if own is main else next_number
        shared = {own.outlines: main.outlines, own.tags: main.tags, own.whole: main.whole}
        moved = {number: shared.get(number, number + offset) for number in document.objects}
        held = {moved[number]: _renumbered(body, moved) for number, body in document.objects.items()}
        tree, whole, outlines = held[main.tags], held[main.whole], held[main.outlines]
        for page in own.pages:
            held[page + offset] = _shifted_page(held[page + offset], next_page)
        held[own.root + offset] = held[own.root + offset].replace(b"<<", b"<</Parent %d 0 R" % root, 1)
        pages.append((own.root + offset, len(own.pages)))
        numbers = _list(tree, b"Nums")
        parents += [b"%d %b 0 R" % (int(key) + next_page, value) for key, value in _NUMBERED.findall(numbers)]
        tags.append(_list(whole, b"K"))
        bookmarks.append((_reference(outlines, b"First"), _reference(outlines, b"Last"), _count(outlines)))
        for number, body in held.items():
            objects.setdefault(number, body)
        next_page += len(own.pages)
        next_number = max(objects) + 1 if own is not main else root + 1
    for (_, last, _), (following, _, _) in pairwise(bookmarks):
        objects[last] = objects[last].replace(b"<<", b"<</Next %d 0 R" % following, 1)
        objects[following] = objects[following].replace(b"<<", b"<</Prev %d 0 R" % last, 1)
    kids = b" ".join(b"%d 0 R" % number for number, _ in pages)
    objects[root] = b"<</Type/Pages/Count %d/Kids[%b]>>" % (next_page, kids)
    objects[main.whole] = _with_list(objects[main.whole], b"K", b" ".join(tags))
    tree = _with_list(objects[main.tags], b"Nums", b" ".join(parents))
    objects[main.tags] = re.sub(rb"/ParentTreeNextKey \d+", b"/ParentTreeNextKey %d" % next_page, tree)
    total = sum(count for _, _, count in bookmarks)
    objects[main.outlines] = b"<</Type/Outlines/First %d 0 R/Last %d 0 R/Count %d>>" % (
        bookmarks[0][0], bookmarks[-1][1], total,
    )  # fmt: skip
    catalog = objects[main.catalog]
    objects[main.catalog] = re.sub(rb"/Pages \d+", b"/Pages %d" % root, catalog)
    return Document(objects, first.trailer)


class _Ends:
    """The numbers of the objects of a document that hold all others together."""

    def __init__(self, document: Document) -> None:
        objects = document.objects
        self.catalog = _reference(document.trailer, b"Root")
        catalog = objects[self.catalog]
        self.root = _reference(catalog, b"Pages")
        self.pages = [int(number) for number in _REFERENCE.findall(_list(objects[self.root], b"Kids"))]
        self.outlines = _reference(catalog, b"Outlines")
        self.tags = _reference(catalog, b"StructTreeRoot")
        self.whole = int(_REFERENCE.findall(_list(objects[self.tags], b"K"))[0])


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


def _renumbered(body: bytes, moved: Mapping[int, int]) -> bytes:
    """Return an object with other numbers in its references, and its words and data as they were."""
    head, mark, data = body.partition(b"stream\n") if is_stream(body) else (body, b"", b"")
    if b"(" not in head:
        return _REFERENCE.sub(lambda found: b"%d 0 R" % moved[int(found[1])], head) + mark + data
    parts, at, depth = [], 0, 0
    for token in _TOKEN.finditer(head):
        depth += {b"(": 1, b")": -1}.get(token[0], 0)
        if token[1] and not depth:
            parts += [head[at : token.start()], b"%d 0 R" % moved[int(token[1])]]
            at = token.end()
    return b"".join([*parts, head[at:], mark, data])
