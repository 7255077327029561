"""A PDF's small objects packed together and compressed: a third of its size, and the same document.

An accessible PDF has a little object for each formula and line, which Typst writes one by one as plain text. PDF 1.5
(ISO 32000-1, 7.5.7 and 7.5.8) lets such objects stand in compressed streams, with a compressed table of where each is.
"""

import re
import zlib
from struct import pack

_TOGETHER = 1000  # objects in one stream
_TABLE = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*$")
_HEAD = re.compile(rb"xref\r?\n0 (\d+)\r?\n")
_TRAILER = re.compile(rb"trailer\s*<<(.*)>>\s*startxref", re.DOTALL)
_OBJECT = re.compile(rb"(\d+) 0 obj\s")
_ROW = 20  # bytes of an entry in a plain table
_END = b"endobj"


def packed(document: bytes) -> bytes:
    """Return the same PDF, smaller; one that is not laid out as Typst does it stays as it is."""
    found = _read(document)
    if found is None:
        return document
    objects, trailer = found
    size = max(objects) + 1
    output = bytearray(document[: document.index(b"\n", document.index(b"\n") + 1) + 1])
    places: dict[int, tuple[int, int, int]] = {0: (0, 0, 65535)}
    small = [number for number, body in objects.items() if not body.endswith(b"endstream")]
    for number, body in objects.items():
        if body.endswith(b"endstream"):
            places[number] = (1, len(output), 0)
            output += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    for start in range(0, len(small), _TOGETHER):
        group = small[start : start + _TOGETHER]
        places[size] = (1, len(output), 0)
        places.update({number: (2, size, index) for index, number in enumerate(group)})
        output += _together(size, [(number, objects[number]) for number in group])
        size += 1
    start = len(output)
    places[size] = (1, start, 0)
    rows = b"".join(pack(">BIH", *places.get(number, (0, 0, 0))) for number in range(size + 1))
    fields = re.sub(rb"/Size \d+", b"/Size %d" % (size + 1), trailer) + b"/Type/XRef/W[1 4 2]"
    output += _stream(size, fields, rows) + b"startxref\n%d\n%%%%EOF\n" % start
    return bytes(output)


def _read(document: bytes) -> tuple[dict[int, bytes], bytes] | None:
    """Return the objects by their numbers and the trailer's fields, as the document's own table finds them."""
    end, trailer = _TABLE.search(document), _TRAILER.search(document, document.rfind(b"trailer"))
    head = _HEAD.match(document, int(end[1])) if end else None
    if end is None or trailer is None or head is None:
        return None
    starts = []
    for number in range(1, int(head[1])):
        row = head.end() + number * _ROW
        if document[row + 17 : row + 18] == b"n":
            starts.append((int(document[row : row + 10]), number))
    starts.sort()
    limits = [start for start, _ in starts[1:]] + [int(end[1])]
    objects: dict[int, bytes] = {}
    for (start, number), limit in zip(starts, limits, strict=True):
        opened = _OBJECT.match(document, start)
        close = document.rfind(_END, start, limit)
        if opened is None or int(opened[1]) != number or close < 0:
            return None
        objects[number] = document[opened.end() : close].rstrip(b"\r\n")
    return objects, trailer[1]


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
    data = zlib.compress(content, 9)
    return b"%d 0 obj\n<<%b/Length %d/Filter/FlateDecode>>\nstream\n%b\nendstream\nendobj\n" % (
        number, fields, len(data), data,
    )  # fmt: skip
