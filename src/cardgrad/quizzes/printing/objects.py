"""A PDF as its numbered objects: read as Typst writes it, written small.

An accessible PDF has a little object for each formula and line, which Typst writes one by one as plain text. PDF 1.5
(ISO 32000-1, 7.5.7 and 7.5.8) lets such objects stand in compressed streams, with a compressed table of where each is:
the same document in a third of the size.
"""

import re
import zlib
from struct import pack
from typing import NamedTuple

_HEADER = b"%PDF-1.7\n%\x80\x80\x80\x80\n"
_TOGETHER = 5000  # objects in one stream
_TABLE = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*$")
_HEAD = re.compile(rb"xref\r?\n0 (\d+)\r?\n")
_TRAILER = re.compile(rb"trailer\s*<<(.*)>>\s*startxref", re.DOTALL)
_OBJECT = re.compile(rb"(\d+) 0 obj\s")
_DIGITS = re.compile(rb"\d+")
_ROW = 20  # bytes of an entry in a plain table


class Document(NamedTuple):
    """The objects of a PDF by their numbers, and the fields of its trailer but for its size."""

    objects: dict[int, bytes]
    trailer: bytes


def is_stream(body: bytes) -> bool:
    """Tell whether an object carries data."""
    return body.endswith(b"endstream")


def read(document: bytes) -> Document:
    """Return a PDF in its objects, as its own plain table finds them; another layout is a ValueError."""
    end, trailer = _TABLE.search(document), _TRAILER.search(document, max(document.rfind(b"trailer"), 0))
    head = _HEAD.match(document, int(end[1])) if end else None
    if end is None or trailer is None or head is None:
        raise ValueError("this is no PDF with a plain table of objects")
    rows = range(head.end() + _ROW, head.end() + int(head[1]) * _ROW, _ROW)
    starts = sorted(int(document[row : row + 10]) for row in rows if document[row + 17 : row + 18] == b"n")
    objects: dict[int, bytes] = {}
    for start, limit in zip(starts, [*starts[1:], int(end[1])], strict=True):
        opened, close = _OBJECT.match(document, start), document.rfind(b"endobj", start, limit)
        if opened is None or close < 0:
            raise ValueError("an object of this PDF does not stand where its table says")
        objects[int(opened[1])] = document[opened.end() : close].rstrip(b"\r\n")
    return Document(objects, re.sub(rb"/Size \d+", b"", trailer[1]))


def write(document: Document) -> bytes:
    """Return a PDF whose small objects stand in compressed streams."""
    objects = document.objects
    output = bytearray(_HEADER)
    places: dict[int, tuple[int, int, int]] = {0: (0, 0, 65535)}
    for number, body in objects.items():
        if is_stream(body):
            places[number] = (1, len(output), 0)
            output += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    # Objects of one kind compress best beside each other.
    small = sorted((_DIGITS.sub(b"", body)[:60], number) for number, body in objects.items() if not is_stream(body))
    own = max(objects) + 1
    for start in range(0, len(small), _TOGETHER):
        group = [number for _, number in small[start : start + _TOGETHER]]
        places[own] = (1, len(output), 0)
        places.update({number: (2, own, index) for index, number in enumerate(group)})
        output += _together(own, [(number, objects[number]) for number in group])
        own += 1
    places[own] = (1, len(output), 0)
    rows = b"".join(pack(">BIH", *places.get(number, (0, 0, 0))) for number in range(own + 1))
    fields = document.trailer + b"/Size %d/Type/XRef/W[1 4 2]" % (own + 1)
    end = b"startxref\n%d\n%%%%EOF\n" % len(output)
    return bytes(output + _stream(own, fields, rows) + end)


def _together(number: int, objects: list[tuple[int, bytes]]) -> bytes:
    """Return a stream of objects: first their numbers and where each begins, then the objects."""
    heads, at = [], 0
    for one, body in objects:
        heads.append(b"%d %d" % (one, at))
        at += len(body) + 1
    head = b" ".join(heads) + b"\n"
    content = head + b"\n".join(body for _, body in objects)
    return _stream(number, b"/Type/ObjStm/N %d/First %d" % (len(objects), len(head)), content)


def _stream(number: int, fields: bytes, content: bytes) -> bytes:
    data = zlib.compress(content, 7)
    head = b"<<%b/Length %d/Filter/FlateDecode>>" % (fields, len(data))
    return b"%d 0 obj\n%b\nstream\n%b\nendstream\nendobj\n" % (number, head, data)
