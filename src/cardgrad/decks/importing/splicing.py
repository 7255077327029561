"""Single keys of a deck's entries replaced in its text, every other line left as it is."""

from collections.abc import Mapping as Values
from collections.abc import Sequence
from typing import NamedTuple

from cardgrad.decks.importing.writing import entry, written
from cardgrad.decks.tree import Listing, Mapping, Node, Plain, Scalar

_BLOCKS = ("|", ">")


class Splice(NamedTuple):
    """Lines to be put in the place of others, which count from 0; `end` is behind the last."""

    start: int
    end: int
    lines: list[str]


def spliced(lines: Sequence[str], splices: Sequence[Splice]) -> list[str]:
    """Return the lines with all splices made."""
    out = list(lines)
    for splice in sorted(splices, key=lambda splice: (splice.start, splice.end), reverse=True):
        out[splice.start : splice.end] = splice.lines
    return out


def changed(
    node: Mapping, limit: int, old: Values[str, Plain], new: Values[str, Plain], lines: Sequence[str]
) -> list[Splice]:
    """Return what makes the new values of an entry's old ones; the entry ends before the line `limit`."""
    pairs = list(zip(node.pairs[::2], node.pairs[1::2], strict=True))
    gone = [key for key in old if key not in new]
    first = pairs[0][0]
    in_block = lines[node.start_mark.line][node.start_mark.column : node.start_mark.column + 1] != "{"
    if not in_block or (type(first) is Scalar and first.value in (*gone, "imported")):
        return [_whole(node, limit, new, lines)]
    indent = node.start_mark.column
    splices: list[Splice] = []
    for place, (key, value) in enumerate(pairs):
        if type(key) is not Scalar or (key.value in new and old.get(key.value) == new[key.value]):
            continue
        stop = pairs[place + 1][0].start_mark.line if place + 1 < len(pairs) else limit
        start, end = key.start_mark.line, _last_line(key, value, stop, lines) + 1
        fresh: list[str] = []
        if key.value == "imported":
            added = [name for name in new if name not in old]
            fresh = [line for name in added for line in _lines(written(name, new[name], indent), " " * indent)]
        if key.value in new:
            head = lines[start][: key.start_mark.column]
            fresh += _lines(written(key.value, new[key.value], indent), head)
        fresh += [" " * indent + comment for comment in _comment(value, lines)]
        splices.append(Splice(start, end, fresh))
    return splices


def end_of(node: Mapping, limit: int, lines: Sequence[str]) -> int:
    """Return the line behind an entry's last, without empty lines and comments that follow it."""
    key, value = node.pairs[-2], node.pairs[-1]
    return _last_line(key, value, limit, lines) + 1


def _whole(node: Mapping, limit: int, new: Values[str, Plain], lines: Sequence[str]) -> Splice:
    """Return the entry written anew behind its dash."""
    start, column = node.start_mark.line, node.start_mark.column
    head = lines[start][:column]
    body = entry(new, column - 2).split("\n")
    return Splice(start, end_of(node, limit, lines), [head + body[0][column:], *body[1:]])


def _lines(text: str, head: str) -> list[str]:
    first, *rest = text.split("\n")
    return [head + first, *rest]


def _comment(value: Node, lines: Sequence[str]) -> list[str]:
    """Return the comment behind a value, which gets a line of its own: behind plain text it would be refused."""
    if type(value) is not Scalar or value.style in _BLOCKS:
        return []
    rest = lines[value.end_mark.line][value.end_mark.column :].strip()
    return [rest] if rest.startswith("#") else []


def _last_line(key: Node, value: Node, stop: int, lines: Sequence[str]) -> int:
    """Return the last line of a value, before the line `stop` in which something else begins."""
    first = key.start_mark.line
    if type(value) is Scalar:
        if not value.value and not value.style:
            return first
        last = value.end_mark.line
        if value.style in _BLOCKS:
            last -= value.end_mark.column == 0
            while last > first and not lines[min(last, len(lines) - 1)].strip():
                last -= 1
        return min(last, len(lines) - 1)
    last = min(stop, len(lines)) - 1
    inner = _last_leaf(value)
    least = inner.end_mark.line - (inner.style in _BLOCKS and inner.end_mark.column == 0) if inner else first
    while last > least and (not lines[last].strip() or lines[last].lstrip().startswith("#")):
        last -= 1
    return max(first, last)


def _last_leaf(node: Node) -> Scalar | None:
    """Return the last scalar of a value."""
    while True:
        if type(node) is Scalar:
            return node
        children = node.items if isinstance(node, Listing) else node.pairs if isinstance(node, Mapping) else []
        if not children:
            return None
        node = children[-1]
