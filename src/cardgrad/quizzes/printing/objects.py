"""A PDF as its numbered objects: read as Typst writes it, written small.

An accessible PDF has a little object for each formula and line, which Typst writes one by one as plain text. PDF 1.5
(ISO 32000-1, 7.5.7 and 7.5.8) lets such objects stand in compressed streams, with a compressed table of where each is:
the same document in a third of the size.
"""

import re
import zlib
from collections.abc import Sequence
from struct import pack
from typing import NamedTuple

_HEADER = b"%PDF-1.7\n%\x80\x80\x80\x80\n"
_TOGETHER = 5000  # objects in one stream
_TABLE = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*$")
_HEAD = re.compile(rb"xref\r?\n0 (\d+)\r?\n")
_TRAILER = re.compile(rb"trailer\s*<<(.*)>>\s*startxref", re.DOTALL)
_OBJECT = re.compile(rb"(\d+) 0 obj\s")
_LEVEL = 7  # of compression: 9 takes twice as long for one part in a hundred
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


def stream(fields: bytes, content: bytes) -> bytes:
    """Return an object that carries this data, compressed."""
    data = zlib.compress(content, _LEVEL)
    return b"<<%b/Length %d/Filter/FlateDecode>>\nstream\n%b\nendstream" % (fields, len(data), data)


class Writer:
    """A PDF as it is written, object after object, its small ones in compressed streams."""

    def __init__(self) -> None:
        self._output = bytearray(_HEADER)
        self._places: dict[int, tuple[int, int, int]] = {0: (0, 0, 65535)}

    def put(self, objects: Sequence[tuple[int, bytes]], own: int) -> int:
        """Write objects with their numbers, and streams to hold the small ones from number `own` on.

        Return the next free number.
        """
        small = []
        for number, body in objects:
            if is_stream(body):
                self._put(number, body)
            else:
                small.append((number, body))
        for start in range(0, len(small), _TOGETHER):
            group = small[start : start + _TOGETHER]
            self._places.update({number: (2, own, index) for index, (number, _) in enumerate(group)})
            self._put(own, _together(group))
            own += 1
        return own

    def finish(self, trailer: bytes) -> bytes:
        """Return the whole file with its table of places, of which only the changes from row to row are kept."""
        own, start = max(self._places) + 1, len(self._output)
        self._places[own] = (1, start, 0)
        rows = [pack(">BIH", *self._places.get(number, (0, 0, 0))) for number in range(own + 1)]
        pairs = zip(rows, [bytes(7), *rows[:-1]], strict=True)
        changes = b"".join([b"\2" + bytes(map(_change, row, before)) for row, before in pairs])
        fields = trailer + b"/Size %d/Type/XRef/W[1 4 2]/DecodeParms<</Predictor 12/Columns 7>>" % (own + 1)
        self._put(own, stream(fields, changes))
        return bytes(self._output + b"startxref\n%d\n%%%%EOF\n" % start)

    def _put(self, number: int, body: bytes) -> None:
        self._places[number] = (1, len(self._output), 0)
        self._output += b"%d 0 obj\n%b\nendobj\n" % (number, body)


def _change(byte: int, before: int) -> int:
    return (byte - before) & 255


def _together(objects: Sequence[tuple[int, bytes]]) -> bytes:
    """Return a stream of objects: first their numbers and where each begins, then the objects."""
    heads, at = [], 0
    for number, body in objects:
        heads.append(b"%d %d" % (number, at))
        at += len(body) + 1
    head = b" ".join(heads) + b"\n"
    content = head + b"\n".join([body for _, body in objects])
    return stream(b"/Type/ObjStm/N %d/First %d" % (len(objects), len(head)), content)
