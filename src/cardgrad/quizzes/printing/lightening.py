"""A document of Typst with the same pages and the same tags in fewer bytes."""

import re
import zlib
from collections.abc import Iterator, Mapping
from typing import TypeAlias

from cardgrad.quizzes.printing.letters import Fonts
from cardgrad.quizzes.printing.objects import Document, stream
from cardgrad.quizzes.printing.strokes import lighter

_REFERENCE = re.compile(rb"(\d+) 0 R")
_PAGE = b"<</Type/Page/"
_TAG = b"<</Type/StructElem/"
_PAIR = re.compile(rb"(\d+) (\d+) 0 R")
_KID = re.compile(rb"<</Type/MCR/MCID (\d+)/Pg (\d+) 0 R>>|<<[^>]*>>|\d+ 0 R|(\d+)")
_BOX = b"/A[<</O/Layout/BBox["
_ON_PAGE = re.compile(rb"/Pg (\d+) 0 R>>$")

Renamed: TypeAlias = Mapping[int, tuple[tuple[int, ...], ...]]  # by page, the new numbers of each of its marks


def lightened(document: Document) -> Document:
    """Return the document with lighter pages, whose tags refer to the marks that are left."""
    objects = dict(document.objects)
    fonts, owners = Fonts(objects), _owners(objects)
    renamed: dict[int, tuple[tuple[int, ...], ...]] = {}
    for number, body in document.objects.items():
        if not body.startswith(_PAGE):
            continue
        content, own = _number(body, b"Contents"), owners.get(_number(body, b"StructParents"))
        tags = [] if own is None else _REFERENCE.findall(objects[own])
        page = lighter(zlib.decompress(objects[content].partition(b"stream\n")[2]), tags, fonts.of(body))
        objects[content] = stream(b"", page.content)
        renamed[number] = page.renamed
        if own is not None:
            objects[own] = b"[%b]" % b" ".join(b"%b 0 R" % tag for tag in page.owners)
    for number, body in document.objects.items():
        if body.startswith(_TAG):
            objects[number] = _renamed(body, renamed)
    return Document(objects, document.trailer)


def _owners(objects: Mapping[int, bytes]) -> dict[int, int]:
    """Return where the owners of each page's marks stand, by the number that the page says."""
    root = next((body for body in objects.values() if body.startswith(b"<</Type/StructTreeRoot")), b"")
    numbers = re.search(rb"/Nums\[([^\]]*)\]", root)
    return {int(page): int(owners) for page, owners in _PAIR.findall(numbers[1])} if numbers else {}


def _number(body: bytes, field: bytes) -> int:
    found = re.search(rb"/%b (\d+)" % field, body)
    return int(found[1]) if found else -1


def _renamed(tag: bytes, renamed: Renamed) -> bytes:
    """Return a tag with its marks' new numbers, and without the box that a formula in a line has: its words do."""
    kids = tag.rfind(b"/K[")
    end = tag.rfind(b"]")
    if kids < 0:
        return tag
    box = tag.rfind(_BOX, 0, kids)
    head = tag[: kids if box < 0 else box] if tag.endswith(b"]>>]", 0, kids) else tag[:kids]
    held, tail = tag[kids + 3 : end], tag[end + 1 :]
    own = _ON_PAGE.match(tail)
    page = int(own[1]) if own else -1
    if b"R" in held:
        found = list(_kids(held, page, renamed))
    else:
        places = renamed[page] if held else ()
        found = [b"%d" % new for mark in held.split() for new in places[int(mark)]]
    return b"%b/K[%b]%b" % (head, b" ".join(dict.fromkeys(found)), tail)


def _kids(held: bytes, here: int, renamed: Renamed) -> Iterator[bytes]:
    """Yield what a tag holds: other tags, and marks on its page and on others."""
    for kid in _KID.finditer(held):
        if kid[1]:
            yield from (b"<</Type/MCR/MCID %d/Pg %b 0 R>>" % (new, kid[2]) for new in renamed[int(kid[2])][int(kid[1])])
        elif kid[3]:
            yield from (b"%d" % new for new in renamed[here][int(kid[3])])
        else:
            yield kid[0]
