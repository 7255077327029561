"""The keys of a deck file beside its cards."""

from collections.abc import Sequence

from cardgrad.decks.entry import DeckHead
from cardgrad.decks.identity import slug
from cardgrad.decks.report import Report
from cardgrad.decks.trap import report_traps
from cardgrad.decks.tree import Listing, Mapping, Node, Plain, Scalar, TooMany, child, plain
from cardgrad.decks.validation import fitted


def read_head(tree: Mapping, stem: str, report: Report) -> DeckHead | None:
    """Return a deck's head with its faults reported, or None when nothing can name its cards.

    One bad key does not silence the cards: what is sound is kept. The file's name serves for a missing id.
    """
    report_traps(Mapping(_beside_cards(tree), tree.start_mark), report)
    values = _values(tree, report)
    if not values.get("deck") and stem:
        message = f"the deck has no id, so the file's name serves: add the line 'deck: {stem}'"
        report.warn(tree.start_mark, message)
        values["deck"] = stem
    head = fitted(DeckHead, "the deck", tree, values, report)
    if head is None:
        kept: dict[str, Plain] = {key: values[key] for key in ("deck", "cards") if key in values}
        head = fitted(DeckHead, "the deck", tree, kept, Report(report.path))
    return head


def stated_id(lines: Sequence[str], stem: str) -> str:
    """Return the id that a file states as its deck's, though the rest of it may be beyond reading; else its name's."""
    line = next((line for line in lines if line.startswith("deck:")), "")
    words = line.removeprefix("deck:").partition(" #")[0]
    return slug(words) or stem


def _values(tree: Mapping, report: Report) -> dict[str, Plain]:
    """Return the head's values; of the cards only how many there are, since their faults are told one by one."""
    cards = child(tree, "cards")
    if not isinstance(cards, Listing):
        return _mapped(tree, report)
    blank: list[Node] = [Listing([], node.start_mark) if node is cards else node for node in tree.pairs]
    return _mapped(Mapping(blank, tree.start_mark), report) | {"cards": ["" for _ in cards.items]}


def _beside_cards(tree: Mapping) -> list[Node]:
    """Return the keys and values of a deck without its cards, which are looked at one by one."""
    pairs = zip(tree.pairs[::2], tree.pairs[1::2], strict=True)
    return [node for key, value in pairs if not isinstance(value, Listing) for node in (key, value)]


def _mapped(tree: Mapping, report: Report) -> dict[str, Plain]:
    try:
        values = plain(tree, report)
    except TooMany as error:
        report.error(error.node.start_mark, f"{error}: write fewer")
        named = child(tree, "deck")
        values = {"deck": named.value} if isinstance(named, Scalar) else {}
    return values if isinstance(values, dict) else {}
