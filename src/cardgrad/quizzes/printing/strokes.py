"""What is drawn on a page, said in fewer words.

Typst sets every letter of a formula for itself: a save of the whole state, a matrix, a colour, a font, one letter, a
restore, and a mark around it that the tags refer to. Here neighbours with one owner share a mark, and texts that follow
each other are one text object, in which only distances stand: within a line as `TJ` has them, in thousandths of the
size, which are the few spaces of mathematics again and again; up and down to a script as a rise. Bars of fractions are
drawn together, as what they are to a reader who listens: no part of the words. Lengths are rounded to a hundredth of a
point, which is 4 micrometres. Other paths are told from where they start; what is neither stays as it is.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple, TypeAlias

from cardgrad.quizzes.printing.letters import Font

_MARK = re.compile(rb"(?:EMC)?(/\w+<<[^\n]*>>BDC\n)")
_NUMBERED = re.compile(rb"/\w+<</MCID (\d+)")
_TEXT = re.compile(
    rb"(?:EMC/Span<</MCID (\d+)>>BDC\n)?"
    rb"q (\S+) 0 0 -\S+ (\S+) (\S+) cm(/c\d+ cs .*)\n"
    rb"BT 0 Tr/(\S+) (\S+) Tf 1 0 0 -1 0 0 Tm(.*)T[jJ]\nET\nQ\n"
)
_FIELDS = 1 + _TEXT.groups
_BAR = re.compile(rb"q 1 0 0 -1 ([\d.]+) ([\d.]+) cm(/c\d+ CS [\d. ]+ SCN [\d.]+ w) 4 M 0 0 m ([\d.]+) 0 l\nS\nQ\n")
_BAR_LINES = 3
_PATH = re.compile(rb"q (\S+) 0 0 -(\S+) (\S+) (\S+) cm(/.*) (-?[\d.]+) (-?[\d.]+) m ([-\d. lcm]+)\n")
_DECORATION = b"/Artifact<</Type/Layout>>BDC\n"
_DRIFT = 0.02  # points that a letter may be off before the next distance makes it good
_SCRIPT = 0.9  # of the size: scripts and parts of a fraction stand less high or low than this
_NEAR = 4  # times the size: what is further away in a line begins anew
_FAR = 1e6  # no line stands here
_NO_FONT = Font(b"")

Row: TypeAlias = Sequence[Any]  # what a text is drawn with: the groups of `_TEXT`


class Page(NamedTuple):
    """What is drawn on a page, and who owns each of its marks."""

    content: bytes
    owners: tuple[bytes, ...]  # references to tags
    renamed: tuple[tuple[int, ...], ...]  # for each mark as it was those it is now


def lighter(content: bytes, owners: Sequence[bytes], fonts: Mapping[bytes, Font]) -> Page:
    """Return a page that looks the same, and is read aloud the same."""
    marks = _Marks(owners)
    texts, others = _Texts(marks, fonts), _Others(marks)
    parts = _TEXT.split(content.rstrip(b"\n").removesuffix(b"EMC"))
    between = parts[::_FIELDS]
    rows = list(zip(*(parts[place::_FIELDS] for place in range(1, _FIELDS)), strict=True))
    starts = [place for place, other in enumerate(between) if other or not place]
    for start, stop in zip(starts, [*starts[1:], len(rows)], strict=True):
        others.draw(between[start])
        texts.write(rows[start:stop])
    marks.close()
    return Page(b"".join([*marks.output, others.bars()]), tuple(marks.kept), tuple(map(tuple, marks.renamed)))


class _Marks:
    """The marks of a page as they are written, and the text object that may hold several of them."""

    def __init__(self, owners: Sequence[bytes]) -> None:
        self.owners = owners
        self.output: list[bytes] = []
        self.kept: list[bytes] = []
        self.renamed: list[list[int]] = [[] for _ in owners]
        self.wanted = b""  # the owner of what comes next: a tag, or the mark itself if it has none
        self.place: int | None = None  # its number as it was, for a tag
        self.in_text = False
        self._open = b""  # the owner whose mark is open
        self._opened_in_text = False

    def want(self, mark: bytes, place: int | None) -> None:
        """Say whose the next things are: the owner's of a mark with a number, or nobody's."""
        self.wanted, self.place = mark if place is None else self.owners[place], place

    def draw(self, *, text: bool) -> bool:
        """Open what the next thing to be drawn needs, a mark or a text object; tell whether a text object is new."""
        new = False
        if self.in_text and (not text or (self.wanted != self._open and not self._opened_in_text)):
            if self._opened_in_text:
                self._end_mark()
            self._end_text()
        if self.wanted != self._open:
            self._end_mark()
        if text and not self.in_text:
            self.output.append(b"q\nBT\n")
            new = self.in_text = True
            if self._open:
                self._opened_in_text = False
        if self.wanted != self._open:
            mark = self.wanted
            if self.place is not None:
                mark = b"/Span<</MCID %d>>BDC\n" % len(self.kept)
                self.kept.append(self.wanted)
            self.output.append(mark)
            self._open, self._opened_in_text = self.wanted, text
        if self.place is not None:
            now = self.renamed[self.place]
            if not now or now[-1] != len(self.kept) - 1:
                now.append(len(self.kept) - 1)
        return new

    def close(self) -> None:
        """End all that is open."""
        if self._opened_in_text:
            self._end_mark()
        if self.in_text:
            self._end_text()
        self._end_mark()

    def _end_mark(self) -> None:
        if self._open:
            self.output.append(b"EMC\n")
        self._open, self._opened_in_text = b"", False

    def _end_text(self) -> None:
        self.output.append(b"ET\nQ\n")
        self.in_text = False


class _Texts:
    """Texts, each written after the one before it if that is its line, else where it stands."""

    def __init__(self, marks: _Marks, fonts: Mapping[bytes, Font]) -> None:
        self._marks = marks
        self._fonts = fonts
        self._line = _Line()

    def write(self, rows: Sequence[Row]) -> None:
        """Write texts that follow each other. It is done for each letter of a formula: nothing is called in vain."""
        marks, line = self._marks, self._line
        output, owners, renamed = marks.output, marks.owners, marks.renamed
        inside = list[bytes]()  # of the array that is open
        look: Row = ()
        font, height, end, pen, unit, near = _NO_FONT, b"", line.end, line.pen, 0.001, 0.0
        for number, scale, across, up, colour, name, em, text in rows:
            x, now = float(across), (colour, name, em, scale)
            if number is not None:
                place = int(number)
                if owners[place] != marks.wanted:
                    if inside:
                        output.append(b"[%b]TJ\n" % b"".join(inside))
                        inside = []
                    marks.wanted = owners[place]
                elif inside and not renamed[place]:
                    renamed[place].append(len(marks.kept) - 1)
                marks.place = place
            if not inside or up != height or now != look or not -near < end - x < near:
                if inside:
                    output.append(b"[%b]TJ\n" % b"".join(inside))
                    inside = []
                if marks.draw(text=True):
                    line = self._line = _Line()
                else:
                    line.end, line.pen = end, pen
                if now != line.look:
                    line.turn(now, output)
                line.move(x, up, output)
                look, height, end, pen = now, up, line.end, line.pen
                font, near, unit = self._fonts[name], _NEAR * line.size, line.size / 1000
            moved = round((end - x) / unit)
            at = pen - moved * unit
            if not -_DRIFT < at - x < _DRIFT:
                moved = round((pen - x) / unit)
                at = pen - moved * unit
            if moved:
                inside.append(b"%d" % moved)
            written, reach = font[text]
            inside.append(written)
            reach *= unit
            end, pen = x + reach, at + reach
        if inside:
            output.append(b"[%b]TJ\n" % b"".join(inside))
        line.end, line.pen = end, pen


class _Line:
    """Where a text object is."""

    __slots__ = ("base", "end", "height", "look", "main", "pen", "rise", "size")

    def __init__(self) -> None:
        self.look: Row = (b"", b"", b"", b"")  # colour, font, its size and its scale
        self.size = self.main = 1.0  # now, and where the line began
        self.height = -_FAR  # of the line
        self.rise = 0.0  # above it
        self.base = (0.0, 0.0)  # where the line begins
        self.end = self.pen = 0.0  # where the last text should end, and where it does

    def turn(self, look: Row, output: list[bytes]) -> None:
        """Change colour and font."""
        colour, font, size, scale = look
        if colour != self.look[0]:
            output.append(colour + b"\n")
        if look[1:] != self.look[1:]:
            command, self.size = _font(font, size, scale)
            output.append(command)
        self.look = look

    def move(self, x: float, up: bytes, output: list[bytes]) -> None:
        """Go up or down to a script or a part of a fraction, or begin a line."""
        y, size = float(up), self.size
        rise = round(y - self.height, 2)
        if abs(rise) < _SCRIPT * max(self.main, size) and -_NEAR * size < self.end - x < _NEAR * size:
            if rise != self.rise:
                output.append(b"%g Ts\n" % rise)
                self.rise = rise
            return
        if self.rise:
            output.append(b"0 Ts\n")
            self.rise = 0.0
        left, low = round(x, 2), round(y, 2)
        output.append(b"%g %g Td\n" % (round(left - self.base[0], 2), round(low - self.base[1], 2)))
        self.height, self.main, self.base, self.end, self.pen = y, size, (left, low), x, left


@lru_cache(maxsize=256)
def _font(name: bytes, size: bytes, scale: bytes) -> tuple[bytes, float]:
    """Return what chooses a font in a size, and that size on the page."""
    real = float(size) * float(scale)
    return b"/%b %g Tf\n" % (name, real), real


class _Others:
    """What is drawn beside texts."""

    def __init__(self, marks: _Marks) -> None:
        self._marks = marks
        self._bars: dict[bytes, list[bytes]] = {}  # of fractions, by how they are drawn
        self._depth = 0  # of what restricts the drawing, such as a clip

    def draw(self, part: bytes) -> None:
        """Write what stands between two texts, bars excepted."""
        first, *rest = _MARK.split(part)
        self._draw(first)
        for mark, drawn in zip(rest[::2], rest[1::2], strict=True):
            number = _NUMBERED.match(mark)
            self._marks.want(mark, int(number[1]) if number else None)
            self._draw(drawn)

    def _draw(self, drawn: bytes) -> None:
        if not drawn or (not self._depth and self._marks.wanted == _DECORATION and self._take(drawn)):
            return
        lines = b"\n" + drawn
        self._depth += lines.count(b"\nq") - lines.count(b"\nQ")
        self._marks.draw(text=False)
        self._marks.output.append(_PATH.sub(_from_its_start, drawn))

    def _take(self, drawn: bytes) -> bool:
        """Take bars if there is nothing else."""
        found = _BAR.findall(drawn)
        if drawn.count(b"\n") != _BAR_LINES * len(found):
            return False
        for x, y, style, length in found:
            height = _short(y)
            path = b"%b %b m %g %b l\n" % (_short(x), height, round(float(x) + float(length), 2), height)
            self._bars.setdefault(style, []).append(path)
        return True

    def bars(self) -> bytes:
        """Return all bars."""
        paths = [b"%b\n%bS\n" % (style, b"".join(paths)) for style, paths in self._bars.items()]
        return b"%bq\n%bQ\nEMC\n" % (_DECORATION, b"".join(paths)) if paths else b""


def _from_its_start(found: re.Match[bytes]) -> bytes:
    """Return a path as seen from where it starts, so that all boxes of one size read the same."""
    across, down, x, y, style, left, top, path = found.groups()
    moved = float(x) + float(across) * float(left), float(y) - float(down) * float(top)
    return b"q %b 0 0 -%b %.2f %.2f cm%b 0 0 m %b\n" % (across, down, *moved, style, _seen_from(left, top, path))


@lru_cache(maxsize=4096)
def _seen_from(left: bytes, top: bytes, path: bytes) -> bytes:
    """Return the steps of a path as seen from a place; drawings of one graph share most of them."""
    start = float(left), float(top)
    words, place = path.split(), 0
    for at, word in enumerate(words):
        if not word.isalpha():
            words[at] = b"%g" % round(float(word) - start[place % 2], 2)
            place += 1
    return b" ".join(words)


def _short(number: bytes) -> bytes:
    return b"%g" % round(float(number), 2)
