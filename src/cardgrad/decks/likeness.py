"""Near-duplicates: cards that ask nearly the same, found without comparing each with each.

Two questions are nearly the same when their formulas and numbers are equal and three words of four are shared, as long
as their answers agree as well; questions with all words in common need no such look. Sets that share so many words
share one of their rarest, so only cards that have one of those in common are compared (Chaudhuri et al. 2006, prefix
filtering). A card that is like an earlier one is not compared with later ones: a thousand copies cost a thousand looks.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from math import ceil
from typing import NamedTuple, TypeAlias

from cardgrad.decks.card import Card
from cardgrad.decks.words import Sense, answered, asked, is_backward, sense
from quizgen.source import DrillSource

ALIKE = 0.75  # share of the words of two questions that is common to both
ANSWERS_ALIKE = 0.4  # of their answers
_MOST_LOOKS = 100  # at other cards; a deck could be made so that all share their rarest word

_Key: TypeAlias = tuple[object, ...]


class Pair(NamedTuple):
    """A card, and an earlier one that asks nearly the same."""

    card: Card
    earlier: Card


def near_duplicates(known: Iterable[Card], cards: Iterable[Card]) -> Iterator[Pair]:
    """Yield each of these cards that is like an earlier one or a known one; siblings are never told of."""
    drills: dict[_Key, Card] = {}
    texts: list[tuple[Card, bool, Sense]] = []
    seen: set[str] = set()
    for new, card in [*((False, card) for card in known), *((True, card) for card in cards)]:
        if is_backward(card) or card.entry in seen:
            continue
        seen.add(card.entry)
        if isinstance(card.content, DrillSource):
            earlier = drills.setdefault(_drill_key(card.content), card)
            if new and earlier is not card:
                yield Pair(card, earlier)
        else:
            texts.append((card, new, sense(asked(card))))
    yield from _alike(texts)


def _alike(texts: list[tuple[Card, bool, Sense]]) -> Iterator[Pair]:
    often = Counter(word for _, _, said in texts for word in said.words)
    by_word: dict[_Key, list[tuple[Card, Sense]]] = {}
    for card, new, said in texts:
        size = len(said.words)
        if not size and not said.mathematics:
            continue
        rarest = sorted(said.words, key=lambda word: (often[word], word))[: size - ceil(ALIKE * size) + 1]
        keys: list[_Key] = [(word, said.mathematics) for word in rarest] or [("", said.mathematics)]
        near = islice((pair for key in keys for pair in by_word.get(key, ())), _MOST_LOOKS)
        found = next((other for other, its in near if _is_like(card, said, other, its)), None)
        if found is None:
            for key in keys:
                by_word.setdefault(key, []).append((card, said))
        elif new:
            yield Pair(card, found)


def _is_like(card: Card, said: Sense, other: Card, its: Sense) -> bool:
    """Tell whether two cards with the same formulas ask nearly the same."""
    if said.words == its.words:
        return True
    if _shared(said.words, its.words) < ALIKE:
        return False
    return _shared(_all_of(answered(card)), _all_of(answered(other))) >= ANSWERS_ALIKE


def _all_of(text: str) -> frozenset[str]:
    found = sense(text)
    return found.words | frozenset(found.mathematics)


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the share of all words of two sets that is in both (Jaccard)."""
    return len(one & other) / (len(one | other) or 1)


def _drill_key(source: DrillSource) -> _Key:
    """Return what makes a drill the same exercise, whatever is said around it."""
    return (
        "".join(source.graph.split()), source.given, source.ask, source.upstream, source.unless, source.let,
        source.family, source.parameters, source.show, source.prompt if not source.graph else "",
    )  # fmt: skip
