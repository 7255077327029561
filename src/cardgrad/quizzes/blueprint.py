"""What an instructor wants: the heading, the questions by card or by pool, and what differs between the forms."""

from collections.abc import Collection
from typing import NamedTuple

from cardgrad.quizzes.record import Heading

NUMBERS, ORDER, OPTIONS = "numbers", "order", "options"
VARY = (NUMBERS, ORDER, OPTIONS)
BANDS = ("any", "easy", "medium", "hard")  # a problem's band is the place of its word
MOST_FORMS = 2000


class Pool(NamedTuple):
    """Which cards may be picked; an empty part asks for nothing."""

    tags: tuple[str, ...] = ()
    decks: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Return what is asked for, in words."""
        parts = [("deck", self.decks), ("tag", self.tags), ("kind", self.kinds)]
        said = [f"{word} {' or '.join(names)}" for word, names in parts if names]
        return ", ".join(said) if said else "all decks"


class Wanted(NamedTuple):
    """One line of a quiz: a card, or so many of a pool."""

    card: str | None = None
    pick: int = 1
    pool: Pool = Pool()
    points: str = "1"
    kind: str | None = None  # what it is printed as; none for what fits the card
    band: int = 0
    options: int = 5  # of a choice that is made from a drill, at most
    space: str | None = None  # for work; none for what fits the question
    vary: frozenset[str] | None = None  # none for the quiz's
    section: str = ""
    line: int = 0  # in the quiz file
    column: int = 0


class Blueprint(NamedTuple):
    """A quiz that is to be made."""

    name: str
    heading: Heading
    wanted: tuple[Wanted, ...]
    seed: str = "1"
    forms: int | None = 1  # none for one form for each student
    spares: int = 0
    vary: Collection[str] = frozenset(VARY)
    redraw: tuple[str, ...] = ()  # B4 is question 4 as it is printed on form B; named twice, it is drawn twice again
    decks: tuple[str, ...] = ()  # ids, and paths of files and folders
    roster: str | None = None
    path: str = ""  # of the quiz file, as people see it
    hash: str = ""  # of the quiz file
