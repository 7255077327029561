"""YAML text as a tree of scalars, lists and mappings that keep their places; every scalar is text.

The tree is put together from the parser's events with a stack of our own: PyYAML's C composer recurses, and 25 KB of
`[` would end the process. Nothing is resolved or constructed: anchors, aliases and tags are refused, so a file cannot
be larger in memory than on the disk.
"""

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from cardgrad.decks.refusal import Refusals
from cardgrad.decks.report import Report

DEPTH_LIMIT = 100
PARTS_LIMIT = 500  # keys or items in one place of an entry; each is looked at in many ways
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # PyYAML can be built without libyaml


if TYPE_CHECKING:

    class Scalar(ScalarEvent):
        """A text with its places; the parser's own event serves, and always has them."""

        value: str
        start_mark: yaml.Mark
        end_mark: yaml.Mark

else:
    Scalar = ScalarEvent


class Listing(NamedTuple):
    """A YAML sequence."""

    items: "list[Node]"
    start_mark: yaml.Mark


class Mapping(NamedTuple):
    """A YAML mapping, its keys not yet looked at."""

    pairs: "list[Node]"  # key, value, key, value ...
    start_mark: yaml.Mark


Node: TypeAlias = Scalar | Listing | Mapping
Plain: TypeAlias = "str | list[Plain] | dict[str, Plain]"


class TooDeep(yaml.MarkedYAMLError):
    """The nesting goes past the limit."""


def compose(text: str, report: Report) -> Node | None:
    """Return the tree of the first document, None where there is none; raise `yaml.YAMLError` on bad syntax."""
    loader = _LOADER(text)
    refusals = Refusals(report)
    root: list[Node] = []
    into = root
    stack: list[list[Node]] = []
    while True:
        event = loader.get_event()
        kind = type(event)
        if kind is Scalar:
            into.append(event)
            if event.anchor is not None or event.tag is not None:
                refusals.marker(event)
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            if event.anchor is not None or event.tag is not None:
                refusals.marker(event)
            stack.append(into)
            if len(stack) > DEPTH_LIMIT:
                raise TooDeep(problem="nesting", problem_mark=event.start_mark)
            branch: list[Node] = []
            form = Mapping if kind is MappingStartEvent else Listing
            into.append(form(branch, event.start_mark))
            into = branch
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            into = stack.pop()
        elif kind is AliasEvent:
            refusals.alias(event)
            into.append(Scalar(None, None, (True, False), f"*{event.anchor}", event.start_mark, event.end_mark))
        elif kind is DocumentStartEvent and root:
            report.error(event.start_mark, "a second YAML document starts here: a deck is one, so delete this '---'")
            return root[0]
        elif kind is StreamEndEvent:
            return root[0] if root else None


class TooMany(Exception):  # noqa: N818 - a limit, as TooDeep is
    """More keys or items stand in one place than the limit; what to do about it is for whoever reads the file."""

    def __init__(self, node: "Listing | Mapping") -> None:
        what, number = ("items", len(node.items)) if isinstance(node, Listing) else ("keys", len(node.pairs) // 2)
        super().__init__(f"{number} {what} stand here, and {PARTS_LIMIT} are the most")
        self.node = node


def plain(node: Node, report: Report) -> Plain:
    """Return the node as text, lists and dicts; duplicate keys and keys that are no text are reported."""
    if type(node) is Scalar:
        return node.value
    if isinstance(node, Listing):
        if len(node.items) > PARTS_LIMIT:
            raise TooMany(node)
        return [plain(item, report) for item in node.items]
    assert isinstance(node, Mapping)  # noqa: S101 - the third and last form
    if len(node.pairs) > 2 * PARTS_LIMIT:
        raise TooMany(node)
    found: dict[str, Plain] = {}
    pairs = iter(node.pairs)
    for key, value in zip(pairs, pairs, strict=True):
        if type(key) is not Scalar:
            report.error(key.start_mark, f"text that begins with {{ or [ wants quotes{report.mending(key.start_mark)}")
            continue
        word = key.value
        if word in found:
            earlier = key_node(node, word) or key
            first = earlier.start_mark.line + 1
            report.error(key.start_mark, f"the key '{word}' stands twice (first in line {first}): delete one of them")
        else:
            found[word] = plain(value, report)
    return found


def child(node: Node, step: str | int) -> Node | None:
    """Return the part of a node that a key or an index names."""
    if isinstance(node, Listing) and isinstance(step, int):
        return node.items[step] if step < len(node.items) else None
    if isinstance(node, Mapping):
        pairs = iter(node.pairs)
        for key, value in zip(pairs, pairs, strict=True):
            if type(key) is Scalar and key.value == step:
                return value
    return None


def key_node(node: Node, word: str) -> Node | None:
    """Return the key itself, for faults that are about the key."""
    if isinstance(node, Mapping):
        for key in node.pairs[::2]:
            if type(key) is Scalar and key.value == word:
                return key
    return None
