"""The way through a session's cards: the planned turns, then the repeats, with places to come back to."""

from collections import Counter
from typing import NamedTuple

from cardgrad.scheduling.schedule import REPEAT, STUDY
from cardgrad.study.queue import Plan

REPEATS_A_CARD = 2  # in one session; a card that still fails comes back in the next


class Turn(NamedTuple):
    """A card's turn to be asked."""

    card: str
    purpose: str


class Place(NamedTuple):
    """Where a session stands: enough to come back to."""

    index: int
    extra: tuple[Turn, ...]  # the repeats, after everything planned
    dropped: frozenset[str]


class Course:
    """The turns of a session. The plan never changes; a place in it is three small values."""

    def __init__(self, plan: Plan) -> None:
        self._turns = [Turn(card, STUDY) for card in plan.turns]
        self._due = plan.due
        self.place = Place(0, tuple(Turn(card, REPEAT) for card in plan.owed), frozenset())

    @property
    def turn(self) -> Turn | None:
        """Whose turn it is; None at the end."""
        index, extra, dropped = self.place
        while index < len(self._turns) + len(extra):
            turn = self._turns[index] if index < len(self._turns) else extra[index - len(self._turns)]
            if turn.card not in dropped:
                self.place = Place(index, extra, dropped)
                return turn
            index += 1
        self.place = Place(index, extra, dropped)
        return None

    @property
    def position(self) -> tuple[int, int]:
        """The number of the running turn, from 1, and how many turns there are by now."""
        total = len(self._turns) + len(self.place.extra)
        return min(self.place.index + 1, total), total

    @property
    def left(self) -> int:
        """How many repeats have not had their turn."""
        index, extra, dropped = self.place
        waiting = extra[max(0, index - len(self._turns)) :]
        return len({turn.card for turn in waiting} - dropped)

    def advance(self) -> None:
        """Go on to the next turn."""
        self.place = self.place._replace(index=self.place.index + 1)

    def ask_again(self, card: str) -> None:
        """Let a card come again after everything else, a limited number of times."""
        index, extra, dropped = self.place
        asked = Counter(turn.card for turn in extra)
        if asked[card] < REPEATS_A_CARD:
            self.place = Place(index, (*extra, Turn(card, REPEAT)), dropped)

    def drop(self, card: str) -> None:
        """Let a card not come again."""
        self.place = self.place._replace(dropped=self.place.dropped | {card})

    def insert(self, turn: Turn) -> None:
        """Put a turn before the running one, for a card whose answer from before the session is taken back."""
        index, extra, dropped = self.place
        at = min(index, len(self._turns))
        self._turns.insert(at, turn)
        kept = tuple(other for other in extra if other.card != turn.card)
        self.place = Place(at, kept, dropped - {turn.card})
