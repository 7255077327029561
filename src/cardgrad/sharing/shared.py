"""A deck as it is given to others: its flashcards as they are, its drills as problems that stay as they are drawn."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from cardgrad.decks.card import Card
from cardgrad.decks.fault import Fault
from cardgrad.quizzes.choosing import Item
from cardgrad.quizzes.drill_question import drill_questions
from cardgrad.quizzes.record import NUMERIC, Question
from cardgrad.sharing.samples import samples
from cardgrad.sharing.shown import Shown, shown
from cardgrad.study.tally import counted
from cardgrad.study.view import Block
from quizgen.problem import Problem
from quizgen.source import DrillSource
from quizgen.working import hints


class Frozen(NamedTuple):
    """A problem, and how it is asked, answered and explained anywhere."""

    problem: Problem
    question: Question
    hints: tuple[str, ...]


class SharedCard(NamedTuple):
    """A card; of a drill some problems."""

    shown: Shown
    problems: tuple[Frozen, ...] = ()

    @property
    def card(self) -> Card:
        """Return the card itself."""
        return self.shown.card


class Shared(NamedTuple):
    """A deck with what is left out of it already."""

    id: str
    title: str
    notes: str | None
    cards: tuple[SharedCard, ...]
    said: tuple[str, ...]


def share(deck: str, title: str, notes: str | None, cards: Sequence[Card], count: int, seed: str) -> Shared:
    """Return a deck with so many problems of each drill; the seed fixes them and the order of options."""
    found: list[SharedCard] = []
    said: list[str] = []
    for card in cards:
        if not isinstance(card.content, DrillSource):
            found.append(SharedCard(shown(card, seed)))
            continue
        made = samples(card, card.content, f"export {seed}", count)
        if isinstance(made, Fault):
            said.append(f"{made}; the drill is left out.")
            continue
        if len(made.problems) < count:
            said.append(f"{card.id}: has {counted(len(made.problems), 'problem')} and no more; {count} were asked for.")
        found.append(SharedCard(Shown(card, samples=made), tuple(_frozen(card, made.problems))))
    return Shared(deck, title, notes, tuple(found), tuple(said))


def _frozen(card: Card, problems: Iterable[Problem]) -> Iterable[Frozen]:
    for problem in problems:
        item = Item("q1", card, NUMERIC, "1", problem.band, 0, None, frozenset(), "")
        (question,) = drill_questions(item, [problem], ["A"], "", "en", 0)
        yield Frozen(problem, question, hints(problem))


def as_text(blocks: Iterable[Block]) -> str:
    """Return blocks as one deck text, options and steps on lines of their own; `why` stands apart."""
    return "\n".join(
        f"{block.mark}) {block.text}" if block.mark else block.text for block in blocks if block.role != "why"
    )


def answer_text(problem: Problem) -> str:
    """Return a problem's key as deck text."""
    from cardgrad.study.drilling import key_text

    return key_text(problem)
