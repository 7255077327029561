"""The way through a session's cards: the planned turns, then the repeats, with places to come back to."""

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from cardgrad.scheduling.schedule import PRACTICE, REPEAT, STUDY
from cardgrad.study.queue import Plan

REPEATS_A_CARD = 2  # in one session; a card that still fails then comes back in the next


class Turn(NamedTuple):
    """A card's turn to be asked."""

    card: str
    purpose: str


class Place(NamedTuple):
    """Where a session stands: enough to come back to."""

    at: int
    repeats: tuple[str, ...]  # cards to ask again, after everything planned
    dropped: frozenset[str]


class Course:
    """The turns of a session. Within it the plan stands still; a place in it is three small values."""

    def __init__(self, plan: Plan) -> None:
        self._planned = plan.turns
        self._ahead = plan.ahead
        self._before: list[Turn] = []  # turns from before the session, taken back in it
        self.place = Place(0, plan.owed, frozenset())

    @property
    def turn(self) -> Turn | None:
        """Whose turn it is; None at the end."""
        at = self._at()
        return self._turn(at) if at < self._total() else None

    @property
    def position(self) -> tuple[int, int]:
        """The number of the running turn, from 1, and how many turns there are by now."""
        total = self._total()
        return min(self._at() + 1, total), total

    def advance(self) -> None:
        """Go on to the next turn."""
        self.place = self.place._replace(at=self._at() + 1)

    def ask_again(self, card: str) -> None:
        """Let a card come again after everything else, a limited number of times."""
        repeats = self.place.repeats
        if Counter(repeats)[card] < REPEATS_A_CARD:
            self.place = self.place._replace(repeats=(*repeats, card))

    def drop(self, card: str) -> None:
        """Let a card not come again."""
        self.place = self.place._replace(dropped=self.place.dropped | {card})

    def rename(self, renames: Mapping[str, str]) -> None:
        """Ask the cards that got another id under it."""
        if renames:
            self._planned = tuple(renames.get(card, card) for card in self._planned)
            self._before = [turn._replace(card=renames.get(turn.card, turn.card)) for turn in self._before]
            repeats = tuple(renames.get(card, card) for card in self.place.repeats)
            self.place = self.place._replace(repeats=repeats)

    def begin_with(self, turn: Turn) -> None:
        """Start over with this turn, an answer from before the session that was taken back; its card has no other."""
        repeats = tuple(card for card in self.place.repeats if card != turn.card)
        self._planned = tuple(card for card in self._planned if card != turn.card)
        self._before = [turn, *(later for later in self._before if later.card != turn.card)]
        self.place = Place(0, repeats, self.place.dropped - {turn.card})

    def _total(self) -> int:
        return len(self._before) + len(self._planned) + len(self.place.repeats)

    def _turn(self, at: int) -> Turn:
        if at < len(self._before):
            return self._before[at]
        at -= len(self._before)
        if at < len(self._planned):
            card = self._planned[at]
            return Turn(card, PRACTICE if card in self._ahead else STUDY)
        return Turn(self.place.repeats[at - len(self._planned)], REPEAT)

    def _at(self) -> int:
        """Return the place of the running turn, past the cards that were dropped."""
        at, _, dropped = self.place
        while dropped and at < self._total() and self._turn(at).card in dropped:
            at += 1
        return at
