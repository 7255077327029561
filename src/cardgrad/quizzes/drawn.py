"""The problems of one item on all forms: different in numbers, equal in effort, and the same however many forms follow.

Each form draws for itself, from seeds that hang on the quiz, the form, the card and the try. It takes the first problem
that no form before it has, and whose effort is near the item's usual one; the longer it looks, the less near that must
be.
"""

from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from statistics import median

from cardgrad.quizzes.blueprint import NUMBERS
from cardgrad.quizzes.choosing import Item
from cardgrad.quizzes.distractors import wrong_answers
from cardgrad.quizzes.record import CHOICE
from quizgen.draft import Draft
from quizgen.drill import Drill, DrillError, read_drill
from quizgen.effort import effort, is_exact
from quizgen.problem import Problem, finished, instance_of
from quizgen.run import Run
from quizgen.seed import derive_seed
from quizgen.source import DrillSource

_SAMPLE = 5  # draws that tell an item's usual effort
_SAMPLE_OF_OPTIONS = 9  # and those that tell how many options it can fill
_NEAR = 0.1  # of the usual effort
_LOOSENED = 0.04  # more at every try
_TRIES = 200  # and five more for every form: then nothing new is left to draw
_PLENTY = 4  # times as many problems as forms: a drill that has them is not tried out first
_MANY = 40  # forms, for which trying out a card that another can stand for costs too much
_LEAST_OPTIONS = 3


class UnfitError(Exception):
    """A drill that cannot be on this quiz; the message says why, without a full stop."""


@lru_cache(maxsize=256)
def drill_of(card_id: str, source: DrillSource) -> Drill:
    """Return a card's drill."""
    return read_drill(card_id, source)


def drawing_of(item: Item, seed: str, *, calculator: bool) -> "Drawing":
    """Return the drawing of an item, whose sample is drawn once; what has no problem for it is an UnfitError."""
    return _drawing(item._replace(id="", points="1", space=None, section=""), seed, calculator)


@lru_cache(maxsize=512)
def _drawing(item: Item, seed: str, calculator: bool) -> "Drawing":
    return Drawing(item, seed, calculator=calculator)


def see_enough(item: Item, forms: int) -> None:
    """Refuse a drill to be picked whose count says that its problems are too few, or may be for many forms.

    To try them all costs too much where another card will do.
    """
    assert isinstance(item.card.content, DrillSource)  # noqa: S101  only drills have problems
    drill = drill_of(item.card.id, item.card.content)
    known = not drill.sizes and drill.structures in (0, drill.instances)  # other structures may have other numbers
    if _is_scarce(item, drill, forms) and (forms > _MANY or (known and drill.instances < forms)):
        raise UnfitError(f"the drill {item.card.id} makes too few different problems for {forms} forms")


def _is_scarce(item: Item, drill: Drill, forms: int) -> bool:
    """Tell whether a drill may have too few problems for so many forms that are to differ."""
    plenty = _PLENTY * (3 if item.band else 1) * forms
    return forms > 1 and NUMBERS in item.vary and drill.instances < plenty


class Drawing:
    """The drawing of one item's problems."""

    def __init__(self, item: Item, seed: str, *, calculator: bool) -> None:
        assert isinstance(item.card.content, DrillSource)  # noqa: S101  only drills have problems
        self.item = item
        self.seed = seed
        self.calculator = calculator
        self.drill = drill_of(item.card.id, item.card.content)
        sample = [
            draft
            for draft in self._drafts("sample", _SAMPLE_OF_OPTIONS if item.kind == CHOICE else _SAMPLE)
            if self._is_exact(draft.first)
        ]
        if not sample:
            raise UnfitError(
                f"the drill {item.card.id} needs a calculator: write 'calculator: yes', or choose another card"
            )
        self.options = self._count_options(sample)
        self.usual = median(effort(draft.first) for draft in sample)

    def require(self, letters: Sequence[str]) -> None:
        """Refuse a drill with too few problems for these forms; one that can draw many times as many is believed."""
        if _is_scarce(self.item, self.drill, len(letters)):
            self.problems(letters)

    def problems(self, letters: Sequence[str]) -> list[Problem]:
        """Return a problem for each form."""
        if NUMBERS not in self.item.vary:
            return [self._fresh("all", ())] * len(letters)
        if len(letters) > 1 and self.drill.in_letters and self.drill.instances == 1:
            raise self._too_small(1, len(letters))
        taken: set[str] = set()
        found: list[Problem] = []
        for letter in letters:
            found.append(self._fresh(letter, taken, len(letters)))
            taken.add(found[-1].instance)
        return found

    def again(self, problems: Sequence[Problem], letters: Sequence[str]) -> dict[str, Problem]:
        """Return another problem for each of these forms, drawn once more for each time that it stands there."""
        taken, found = {problem.instance for problem in problems}, {}
        for place, letter in enumerate(letters):
            found[letter] = self._fresh(f"{letter} again {letters[:place].count(letter)}", taken, len(problems) + 1)
            taken.add(found[letter].instance)
        return found

    def _fresh(self, form: str, taken: Collection[str], forms: int = 1) -> Problem:
        """Return the first problem that nobody has and whose effort is near the usual one, or else the nearest.

        What is far by the first numbers drawn, or taken, is not worth finishing.
        """
        far: list[tuple[float, int, Draft]] = []
        for number, draft in enumerate(self._drafts(form, _TRIES + 5 * forms)):
            near = self.usual * (_NEAR + _LOOSENED * number)
            gap = self._gap(draft.first)
            if gap <= near:
                if not self._is_new(draft.first, taken):
                    continue
                problem = self._finished(draft)
                if not self._is_usable(problem, taken):
                    continue
                gap = self._gap(problem.made)
                if gap <= near:
                    return problem
            far.append((gap, number, draft))
        for _, _, draft in sorted(far, key=lambda one: one[:2]):
            problem = self._finished(draft)
            if self._is_usable(problem, taken):
                return problem
        raise self._too_small(len(taken), forms)

    def _drafts(self, form: str, most: int) -> Iterator[Draft]:
        item = self.item
        for number in range(most):
            seed = derive_seed(self.seed, form, item.card.id, item.occurrence, number)
            try:
                yield Draft(self.drill, seed, item.band)
            except DrillError as error:
                raise self._no_such(error) from error

    def _finished(self, draft: Draft) -> Problem:
        try:
            return finished(draft)
        except DrillError as error:
            raise self._no_such(error) from error

    def _no_such(self, error: DrillError) -> UnfitError:
        return UnfitError(f"the drill {self.item.card.id} makes no such problem: {error.message}")

    def _gap(self, made: Run) -> float:
        return abs(effort(made) - self.usual)

    def _is_usable(self, problem: Problem, taken: Collection[str]) -> bool:
        enough = self.item.kind != CHOICE or len(wrong_answers(problem)) + 1 >= self.options
        return enough and self._is_new(problem.made, taken)

    def _is_new(self, made: Run, taken: Collection[str]) -> bool:
        return self._is_exact(made) and instance_of(made) not in taken

    def _is_exact(self, made: Run) -> bool:
        return self.calculator or made.drill.in_letters or made.drill.sizes_only or is_exact(made)

    def _count_options(self, sample: Sequence[Draft]) -> int:
        """Return how many options the item has on every form: what three quarters of its problems can fill."""
        if self.item.kind != CHOICE:
            return 0
        counts = sorted(len(wrong_answers(self._finished(draft))) + 1 for draft in sample)
        most = min(self.item.options, counts[len(counts) // 4])
        if most < _LEAST_OPTIONS:
            raise UnfitError(
                f"the drill {self.item.card.id} has too few predicted mistakes for a choice: leave out 'as: choice'"
            )
        return most

    def _too_small(self, found: int, forms: int) -> UnfitError:
        return UnfitError(
            f"the drill {self.item.card.id} makes only {found} different problem{'s' * (found != 1)} here, and {forms} "
            "forms are wanted: take fewer forms, another card, or 'vary: []' for it, so that all forms share one"
        )
