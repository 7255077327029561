"""A document of Typst with the same pages and the same tags in fewer bytes."""

import re
import zlib
from collections.abc import Mapping
from typing import TypeAlias

from cardgrad.quizzes.printing.letters import Fonts
from cardgrad.quizzes.printing.objects import Document, stream
from cardgrad.quizzes.printing.strokes import lighter

_REFERENCE = re.compile(rb"(\d+) 0 R")
_PAGE = b"<</Type/Page/"
_TAG = b"<</Type/StructElem/"
_PAIR = re.compile(rb"(\d+) (\d+) 0 R")
_KIDS = re.compile(rb"/K\[([^\]]*)\](/Pg (\d+) 0 R)?>>$")
_KID = re.compile(rb"<</Type/MCR/MCID (\d+)/Pg (\d+) 0 R>>|<<[^>]*>>|\d+ 0 R|(\d+)")
_BOX = re.compile(rb"/A\[<</O/Layout/BBox\[[^\]]*\]>>\](?=/K\[)")

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
            objects[number] = _BOX.sub(b"", _renamed(body, renamed))
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
    """Return a tag with its marks' new numbers, each once."""
    kids = _KIDS.search(tag)
    if kids is None:
        return tag
    here, found = int(kids[3] or -1), dict[bytes, None]()
    for kid in _KID.finditer(kids[1]):
        page, mark = (int(kid[2]), int(kid[1])) if kid[1] else (here, int(kid[3] or -1))
        if mark < 0:
            found[kid[0]] = None
            continue
        form = b"%d" if kid[3] else b"<</Type/MCR/MCID %%d/Pg %d 0 R>>" % page
        found.update(dict.fromkeys(form % new for new in renamed[page][mark]))
    return b"%b/K[%b]%b>>" % (tag[: kids.start()], b" ".join(found), kids[2] or b"")
