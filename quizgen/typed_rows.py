"""The rows of a typed matrix: between semicolons, one a line, or in brackets as NumPy takes and prints them.

Each sign keeps its place in what was typed, so that what cannot be read can be pointed at.
"""

from quizgen.parting import Part, split, stripped
from quizgen.unreadable import Unreadable

_WRAPPERS = ("array", "matrix", "tensor")


def rows_of(whole: Part, *, vector: bool) -> tuple[list[Part], bool] | Unreadable:
    """Return the rows, and whether they are one plain list, which says nothing of rows or columns.

    All brackets around them are taken off; the lines of a `vector` are one list.
    """
    text = _bracketed(_unwrapped(whole.text))
    if isinstance(text, int):
        return Unreadable("this bracket has no partner", whole.position + text)
    inner = stripped(text.replace("\n", " ") if vector else text, whole.position)
    around = 0
    groups = _groups(inner)
    while len(groups) == 1 and groups[0].text == inner.text[1:-1]:
        inner, around = stripped(*groups[0]), around + 1
        groups = _groups(inner)
    return _grouped(inner, groups) if groups else _parted(inner, plain=around < 2)


def _grouped(whole: Part, groups: list[Part]) -> tuple[list[Part], bool] | Unreadable:
    """Return the rows in brackets; nothing else stands beside these."""
    end = 0
    for text, position in [*groups, Part("", whole.position + len(whole.text) + 1)]:
        start = position - 1 - whole.position
        beside = stripped(whole.text[end:start], whole.position + end)
        if beside.text.strip(",; \n"):
            return Unreadable("this stands outside of the rows", beside.position)
        if "[" in text:
            return Unreadable("these brackets are nested deeper than the rows of a matrix", position)
        end = start + len(text) + 2
    return [stripped(text.replace("\n", " "), position) for text, position in groups], False


def _unwrapped(text: str) -> str:
    """Return what stands in `np.array(..., dtype=float)`."""
    word, _, inside = text.partition("(")
    if word.rpartition(".")[2].strip().lower() not in _WRAPPERS or not inside.endswith(")"):
        return text
    inside = inside[:-1]
    last = inside.rfind("]") + 1
    inside = inside[:last] if inside[last:].lstrip().startswith(",") else inside
    return " " * (len(word) + 1) + inside


def _bracketed(text: str) -> str | int:
    """Return text with its lists in square brackets, also `(1, 2)`; or the place of a bracket without a partner."""
    signs = list(text)
    opened: list[int] = []
    lists: set[int] = set()
    for at, sign in enumerate(text):
        if sign in "([":
            opened.append(at)
        elif sign in ")]":
            if not opened or (text[opened[-1]] == "(") != (sign == ")"):
                return at
            start = opened.pop()
            if start in lists and not text[:start].rstrip()[-1:].isalnum():
                signs[start], signs[at] = "[", "]"
        elif sign == "," and opened:
            lists.add(opened[-1])
    return opened[-1] if opened else "".join(signs)


def _groups(whole: Part) -> list[Part]:
    """Return what stands in each outermost pair of square brackets."""
    found: list[Part] = []
    depth = start = 0
    for at, sign in enumerate(whole.text):
        if sign == "[":
            start = at + 1 if not depth else start
            depth += 1
        elif sign == "]":
            depth -= 1
            if not depth:
                found.append(Part(whole.text[start:at], whole.position + start))
    return found


def _parted(whole: Part, *, plain: bool) -> tuple[list[Part], bool] | Unreadable:
    """Return the rows between semicolons and line breaks."""
    rows: list[Part] = []
    pieces = split(whole.text, ";")
    for text, at in pieces:
        if not text and len(pieces) > 1:
            return Unreadable("a row is missing here", whole.position + at)
        start = whole.position + at
        for line in text.split("\n"):
            if line.strip():
                rows.append(stripped(line, start))
            start += len(line) + 1
    return rows, plain and len(rows) == 1
