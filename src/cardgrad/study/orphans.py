"""Cards that were learned and that no deck has any more: what is known of them, and what they may be called now."""

from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from cardgrad.decks.card import Card, Choice, Steps
from cardgrad.decks.library import Library
from cardgrad.decks.place import SHIPPED
from cardgrad.history.event import Event
from cardgrad.history.log import History
from cardgrad.history.reading import all_answers_of
from quizgen.source import DrillSource

_LIKE = 0.6  # how alike two ids must be, of 1
_MOVED = 0.9  # the same name in another deck
_SAME = 2.0  # the log's own words are those of the card


class Orphan(NamedTuple):
    """A card with a history that no deck has."""

    card: str
    answers: int
    last: int | None  # the study day of the last answer
    path: str | None  # where its deck was, if that was a path and is gone
    likely: Card | None  # a card without a history that it may be now


def orphans(library: Library, history: History) -> list[Orphan]:
    """Return the cards with a history that no deck has, studied or not, by their ids.

    Cards of decks that cannot be read, and of entries that are not finished, are in a deck all the same.
    """
    schedules = history.schedules()
    present = {card for card, *_ in (*library.slots(), *library.slots_hidden(), *library.slots_elsewhere())}
    broken = {deck.id for deck in library.unusable()}
    unfinished = {entry for deck in (*library.decks, *library.hidden) for entry in deck.unfinished}
    lost = sorted(
        card
        for card in schedules.keys() - present
        if card.partition("/")[0] not in broken and _entry(card) not in unfinished
    )
    if not lost:
        return []
    paths = library.gone_cards()
    answers = {card: all_answers_of(history, card) for card in lost}
    writable = [deck.id for deck in library.decks if deck.origin != SHIPPED]  # nobody should edit what ships
    fresh = [library.card(card) for card, *_ in library.slots(writable) if card not in schedules]
    likely = _likely(answers, [card for card in fresh if card is not None])
    return [
        Orphan(
            card,
            schedules[card].answers,
            answers[card][-1].day if answers[card] else None,
            paths.get(card),
            likely.get(card),
        )
        for card in lost
    ]


def _entry(card: str) -> str:
    """Return the id of a card's entry."""
    return "/".join(card.split("/")[:2])


def _likely(lost: dict[str, list[Event]], fresh: Sequence[Card]) -> dict[str, Card]:
    """Return which lost card may be which fresh one, each at most once, the likeliest first."""
    found: dict[str, Card] = {}
    pairs = sorted(_pairs(lost, fresh), key=lambda pair: (-pair[0], pair[1], pair[2].id))
    taken: set[str] = set()
    for _, card, candidate in pairs:
        if card not in found and candidate.id not in taken:
            found[card] = candidate
            taken.add(candidate.id)
    return found


def _pairs(lost: dict[str, list[Event]], fresh: Sequence[Card]) -> Iterator[tuple[float, str, Card]]:
    """Yield how alike lost and fresh cards are, for those that are."""
    by_deck: dict[str, list[Card]] = {}
    by_name: dict[str, list[Card]] = {}
    for candidate in fresh:
        by_deck.setdefault(candidate.deck, []).append(candidate)
        by_name.setdefault(candidate.id.partition("/")[2], []).append(candidate)
    for card, answers in lost.items():
        deck, _, name = card.partition("/")
        for candidate in by_name.get(name, ()):
            yield _MOVED, card, candidate
        for candidate in by_deck.get(deck, ()):
            same = _SAME if any(_is_of(answer.facts, candidate) for answer in answers[-1:]) else 0.0
            alike = SequenceMatcher(None, name, candidate.id.partition("/")[2]).ratio()
            if same or alike >= _LIKE:
                yield same + alike, card, candidate


def _is_of(facts: dict[str, Any], card: Card) -> bool:
    """Tell whether what the log kept of a question is what the card asks."""
    match card.content:
        case DrillSource(graph=graph):
            problem = facts.get("problem")
            return isinstance(problem, dict) and bool(graph) and problem.get("graph") == graph
        case Choice(right=right, wrong=wrong):
            return _same_texts(facts, (right, *wrong))
        case Steps(steps=steps):
            return _same_texts(facts, steps)
        case _:
            return False


def _same_texts(facts: dict[str, Any], texts: Iterable[str]) -> bool:
    """Tell whether a question's options, in whatever order they stood, were these."""
    options = facts.get("options")
    return isinstance(options, list) and sorted(map(str, options)) == sorted(texts)
