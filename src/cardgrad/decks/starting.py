"""A deck to begin with: another deck's text, comments and all, as the start of a new one.

Only what names the old deck changes: its id, its title, its place among the decks, and the former ids of its cards,
which would take the history of others along. Everything else stays as it was written.
"""

import re
from pathlib import Path
from typing import TypeAlias

from cardgrad.decks.report import Report
from cardgrad.decks.source import decode, read_bytes
from cardgrad.decks.syntax import parse
from cardgrad.decks.tree import Listing, Mapping, Node, Plain, Scalar, TooMany, child, key_node, plain
from cardgrad.errors import CardgradError

SCHEMA_NAME = "cardgrad.schema.json"  # beside the deck, so that completion works offline and for whoever gets both
TEMPLATES = Path(__file__).parent / "templates"

Change: TypeAlias = tuple[int, int, str]  # from here to there, by what

_HEAD = """\
# yaml-language-server: $schema={schema}
# `cardgrad deck check {deck}.yaml` checks it, `cardgrad deck preview {deck}.yaml --watch` shows what you write.
"""
_OLD_HEAD = re.compile(r"^# (yaml-language-server:|`cardgrad deck check).*\n", re.MULTILINE)


def template_names() -> list[str]:
    """Return the names of the templates, the usual one first."""
    return sorted((path.stem for path in TEMPLATES.glob("*.yaml")), key=lambda name: (name != "starter", name))


def started(path: Path, deck_id: str) -> str:
    """Return the text of a new deck that begins as the one at a path."""
    text = _read(path)
    return _HEAD.format(schema=SCHEMA_NAME, deck=deck_id) + _renamed(_OLD_HEAD.sub("", text), deck_id, path).lstrip(
        "\n"
    )


def _read(path: Path) -> str:
    """Return a deck file's text; what cannot be read as one is an error."""
    report = Report(str(path))
    data = read_bytes(path, report)
    text = "" if data is None else decode(data, report)
    if report.faults:
        raise CardgradError(f"{report.faults[0]}.")
    return text


def _renamed(text: str, deck_id: str, path: Path) -> str:
    """Return a deck's text with another id, and the title that follows from it."""
    tree = _tree(text, path)
    cards = child(tree, "cards")
    if not isinstance(cards, Listing):
        raise CardgradError(f"{path} has no cards to begin with: `cardgrad deck check {path}` says what is wrong.")
    title = deck_id.replace("-", " ").capitalize()
    changes = [
        _with(text, tree, "deck", deck_id),
        _with(text, tree, "title", title),
        _without(text, tree, "order"),
        *(_without(text, card, "was") for card in cards.items),
    ]
    old = _content(tree, path) | {"deck": deck_id, "title": title}
    for begin, end, instead in sorted((change for change in changes if change), reverse=True):
        text = text[:begin] + instead + text[end:]
    if _content(_tree(text, path), path) != old:
        raise CardgradError(f"{path} is written so that it cannot be renamed here: copy it, and change its id by hand.")
    return text


def _tree(text: str, path: Path) -> Mapping:
    report = Report(str(path))
    report.lines = text.split("\n")
    tree = parse(text, report)
    if not isinstance(tree, Mapping) or not report.readable:
        raise CardgradError(f"{path} is no deck that can be read: `cardgrad deck check {path}` says what is wrong.")
    return tree


def _content(tree: Mapping, path: Path) -> dict[str, Plain]:
    """Return what a deck says, but for what a new one does not keep."""
    report, listing = Report(str(path)), child(tree, "cards")
    blank: list[Node] = [Listing([], node.start_mark) if node is listing else node for node in tree.pairs]
    try:
        found = plain(Mapping(blank, tree.start_mark), report)
        cards = [plain(card, report) for card in (listing.items if isinstance(listing, Listing) else ())]
    except TooMany as error:
        raise CardgradError(f"{path}:{error.node.start_mark.line + 1}: {error}: write fewer.") from error
    assert isinstance(found, dict)  # noqa: S101 - a mapping is one
    kept = [
        {key: value for key, value in card.items() if key != "was"} if isinstance(card, dict) else card
        for card in cards
    ]
    return {key: value for key, value in found.items() if key != "order"} | {"cards": list[Plain](kept)}


def _with(text: str, tree: Mapping, key: str, value: str) -> Change:
    """Return the change that gives a key of the deck a value, on a line of its own where there is no such key."""
    place = child(tree, key)
    if place is None:
        begin = tree.start_mark.index
        return begin, begin, f"{key}: {value}\n"
    begin, end = place.start_mark.index, _end(text, place)
    return begin, end, value if end > begin else f" {value}"


def _without(text: str, node: Node, key: str) -> Change | None:
    """Return the change that takes a key and its value away, or None where there is no such key."""
    word, value = key_node(node, key), child(node, key)
    if not isinstance(node, Mapping) or word is None or value is None:
        return None
    begin, end = word.start_mark.index, max(_end(text, value), word.start_mark.index + len(key) + 1)
    if text[node.start_mark.index] == "{":
        comma = re.compile(r"\s*,\s*").match(text, end)  # the one behind it, or the one before the last
        return (begin, comma.end(), "") if comma else (len(text[:begin].rstrip(" ,\n")), end, "")
    line, line_end = text.rfind("\n", 0, begin) + 1, text.find("\n", end) % (len(text) + 1)
    if not text[line:begin].strip():
        return line, line_end + 1, ""
    following = next((part.start_mark.index for part in node.pairs[::2] if part.start_mark.index > begin), line_end)
    return begin, following, ""  # the key stands behind a dash, and the one after it takes its place


def _end(text: str, node: Node) -> int:
    """Return where a value ends: in brackets, behind them."""
    if type(node) is Scalar:
        return node.end_mark.index
    parts = node.items if isinstance(node, Listing) else node.pairs if isinstance(node, Mapping) else []
    inner = max((_end(text, part) for part in parts), default=node.start_mark.index + 1)
    closing = {"[": "]", "{": "}"}.get(text[node.start_mark.index])
    return text.find(closing, inner) + 1 if closing else inner
