"""How far the letters of a document's fonts reach."""

import re
from collections import defaultdict
from collections.abc import Mapping
from struct import unpack

_FONTS = re.compile(rb"/Font<<([^>]*)>>")
_NAMED = re.compile(rb"/(f\d+) (\d+) 0 R")
_WIDTHS = re.compile(rb"/W\[([^\]]*)\]")
_PART = re.compile(rb"<([0-9A-Fa-f]*)>|\(((?:[^\\()]|\\.)*)\)|(-?[\d.]+)|\(", re.DOTALL)
_INSIDE = re.compile(rb"\\([0-7]{1,3}|.)|[()]|[^\\()]+", re.DOTALL)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_SPECIAL = re.compile(rb"[\\()\r]")


class Font(dict[bytes, tuple[bytes, float]]):
    """A font whose letters have numbers of two bytes.

    It knows of each text, as a string or an array of strings and distances, how it stands in an array without needless
    escapes, and how far it reaches in thousandths of the size.
    """

    def __init__(self, described: bytes) -> None:
        super().__init__()
        self._widths = defaultdict[int, float](float)
        found = _WIDTHS.search(described)
        rows = found[1].split() if found else []
        for first, last, width in zip(rows[::3], rows[1::3], rows[2::3], strict=True):
            self._widths.update(dict.fromkeys(range(int(first), int(last) + 1), float(width)))

    def __missing__(self, text: bytes) -> tuple[bytes, float]:
        inside, width, at = list[bytes](), 0.0, 0
        while part := _PART.search(text, at):
            at = part.end()
            hexadecimal, plain, distance = part.groups()
            if distance is not None:
                inside.append(distance)
                width -= float(distance)
                continue
            if plain is not None:
                letters = _unescaped(plain)
            elif hexadecimal is not None:
                letters = bytes.fromhex(hexadecimal.decode())
            else:
                letters, at = _string(text, at)
            width += sum(map(self._widths.__getitem__, unpack(f">{len(letters) // 2}H", letters)))
            inside.append(b"(%b)" % _SPECIAL.sub(_escaped, letters))
        self[text] = found = b"".join(inside), width
        return found


class Fonts:
    """The fonts of a document."""

    def __init__(self, objects: Mapping[int, bytes]) -> None:
        self._objects = objects
        self._fonts: dict[int, Font] = {}

    def of(self, page: bytes) -> dict[bytes, Font]:
        """Return the fonts of a page by their names on it."""
        resources = re.search(rb"/Resources (\d+) 0 R", page)
        named = _FONTS.search(self._objects[int(resources[1])]) if resources else None
        return {name: self._font(int(number)) for name, number in _NAMED.findall(named[1])} if named else {}

    def _font(self, number: int) -> Font:
        if number not in self._fonts:
            below = re.search(rb"/DescendantFonts\[(\d+) 0 R\]", self._objects[number])
            self._fonts[number] = Font(self._objects[int(below[1])] if below else b"")
        return self._fonts[number]


def _unescaped(text: bytes) -> bytes:
    """Return a string that has no bare brackets in it; what is escaped most often is the byte 0."""
    if b"\\\\" not in text:
        text = text.replace(b"\\000", b"\0")
    return _ESCAPE.sub(_meant, text) if b"\\" in text else text


def _meant(escape: re.Match[bytes]) -> bytes:
    sign = escape[1]
    return bytes([int(sign, 8)]) if sign.isdigit() else _ESCAPED.get(sign, sign)


def _string(text: bytes, at: int) -> tuple[bytes, int]:
    """Return the string that is open here, which may have brackets in it, and where it ends."""
    found, depth = list[bytes](), 1
    for part in _INSIDE.finditer(text, at):
        depth += {b"(": 1, b")": -1}.get(part[0], 0)
        if not depth:
            return b"".join(found), part.end()
        found.append(part[0] if part[1] is None else _meant(part))
    raise ValueError("a string of this PDF has no end")


def _escaped(found: re.Match[bytes]) -> bytes:
    return b"\\r" if found[0] == b"\r" else b"\\" + found[0]
