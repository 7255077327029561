"""A deck as it is given to others: its flashcards as they are, its drills as problems that stay as they are drawn."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from cardgrad.decks.card import Card, Typed
from cardgrad.decks.fault import Fault
from cardgrad.decks.importing.listing import SET_IN
from cardgrad.quizzes.choosing import Item
from cardgrad.quizzes.drill_question import drill_questions
from cardgrad.quizzes.export.exported import Remarks
from cardgrad.quizzes.record import NUMERIC, Question
from cardgrad.sharing.samples import samples
from cardgrad.sharing.shown import Shown, is_unreadable, shown
from cardgrad.study.view import Block
from quizgen.problem import Problem
from quizgen.source import DrillSource
from quizgen.working import hints

NAMED = 3  # cards that a remark names; of more it says how many


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

    @property
    def hint(self) -> str:
        """Return what its author gives away, and not what a session adds by itself, such as a first letter."""
        return self.card.hint or ""


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
    faults: list[str] = []
    remarks = Remarks()
    for card in cards:
        if not isinstance(card.content, DrillSource):
            found.append(SharedCard(shown(card, seed)))
            continue
        made = samples(card, card.content, f"export {seed}", count)
        if isinstance(made, Fault):
            faults.append(f"{made}; the drill is left out.")
            continue
        remarks.say(short(card.id), _kept(len(made.problems), count))
        found.append(SharedCard(Shown(card, samples=made), tuple(_frozen(card, made.problems))))
    return Shared(deck, title, notes, tuple(found), (*faults, *remarks.sentences(NAMED)))


def _kept(number: int, wanted: int) -> str:
    """Return how many problems of a drill are in a file."""
    kept = "1 problem that stays as it is" if number == 1 else f"{number} problems that stay as they are"
    return f"{kept}, and there are no others." if number < wanted else f"{kept}."


def say_answers(cards: Iterable[SharedCard], remarks: Remarks) -> None:
    """Say of which typed cards one accepted answer is shown, and the others stand nowhere."""
    for one in cards:
        if isinstance(one.card.content, Typed) and len(one.card.content.answers) > 1:
            remarks.say(short(one.card.id), "of the accepted answers only the first is there.")


def say_unreadable(cards: Iterable[SharedCard], remarks: Remarks) -> None:
    """Say which cards have formulas that cannot be read: where formulas are LaTeX, only their words are there."""
    for one in cards:
        if any(map(is_unreadable, one.shown.texts())):
            remarks.say(short(one.card.id), "a formula that cannot be read is plain words there.")


def short(name: str) -> str:
    """Return an id without its deck's."""
    return name.partition("/")[2]


def _frozen(card: Card, problems: Iterable[Problem]) -> Iterable[Frozen]:
    for problem in problems:
        item = Item("q1", card, NUMERIC, "1", problem.band, 0, None, frozenset(), "")
        (question,) = drill_questions(item, {"A": problem}, {}, "", "en", 0)
        yield Frozen(problem, question, hints(problem))


def as_text(blocks: Iterable[Block]) -> str:
    """Return blocks as one deck text, options and steps on lines of their own; `why` stands apart.

    Lines of an option but its first are set in, so that none of them is taken for the next one.
    """
    return "\n".join(
        f"{block.mark}) {block.text}".replace("\n", f"\n{SET_IN}") if block.mark else block.text
        for block in blocks
        if block.role != "why"
    )


def answer_text(problem: Problem) -> str:
    """Return a problem's key as deck text."""
    from cardgrad.study.drilling import key_text

    return key_text(problem)
