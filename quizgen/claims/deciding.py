"""A statement is true, false, or open: numbers look for a counterexample, SymPy's letters prove that there is none.

Numbers are enclosures, so that a difference is never rounding; derivatives are those of dual numbers there, and of
SymPy in letters: two engines that share no rule. A statement with arrays is looked at with several choices of their
sizes, every entry a letter.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, product
from typing import Any, NamedTuple

from quizgen.autodiff.array import Array, ShapeError
from quizgen.autodiff.number import UndefinedValueError
from quizgen.claims.comparing import compare, pairs
from quizgen.claims.context import Context, is_literal
from quizgen.claims.enclosure import Enclosure
from quizgen.claims.evaluation import Evaluator, UndecidableError
from quizgen.claims.normal import TooLongError, is_zero
from quizgen.claims.patience import TOO_LONG, OutOfTimeError, within
from quizgen.claims.sizes import Chosen, Sizes
from quizgen.claims.symbolic import value_at
from quizgen.claims.telling import counterexample
from quizgen.claims.verdict import Proven, Refuted, Undecided, Verdict
from quizgen.claims.world import NestedError, Numbers, Symbols
from quizgen.notation.symbols import pieces
from quizgen.notation.tree import Name, Operation, Relation, Tree, walk

SECONDS = 2.0  # for one statement
_POINTS = 48  # looked at, until so many have told something
_ENOUGH = 16
_ENOUGH_OF_SIZES = 6
_POINTS_TO_VARY = 6
_BRANCHES = 12  # points whose branches are proven
_MOST_PLACES = 64  # of free indices


class Statement(NamedTuple):
    """Two sides and what holds them together."""

    left: Tree
    sign: str
    right: Tree

    @property
    def tree(self) -> Relation:
        """Return it as a formula."""
        return Relation((self.sign,), (self.left, self.right))


class _Scan(NamedTuple):
    """What numbers say: how many points agreed, and the first that did not."""

    agreed: int = 0
    counterexample: str = ""
    why: str = ""  # it stays open
    points: tuple[tuple[Chosen, int], ...] = ()  # where both sides have a value
    settled: bool = False  # nothing varies, and both sides are exact


def decide(context: Context, statement: Statement) -> Verdict:
    """Return what is found of a statement in the context of its text."""
    try:
        with within(SECONDS):
            return _Deciding(context, statement).verdict()
    except OutOfTimeError:
        return Undecided(TOO_LONG)
    except RecursionError:
        return Undecided("it is nested too deeply")


def is_determined(context: Context, tree: Tree) -> bool:
    """Tell whether a formula has one value only, by the values that the text gives."""
    sizes = Sizes(context, [tree], {})
    chosen = sizes.choices()[0]
    found: list[Any] = []
    for point in range(_POINTS_TO_VARY):
        evaluator = Evaluator(context, sizes, chosen, Numbers(point, context.wishes), valued=True)
        try:
            value = evaluator.value(tree)
            if evaluator.vague or (found and any(one.differs(other) for one, other in pairs(value, found[0]))):
                return False
        except UndecidableError:
            return False
        except UndefinedValueError:
            continue
        found.append(value)
    return bool(found)


class _Deciding:
    """The deciding of one statement."""

    def __init__(self, context: Context, statement: Statement) -> None:
        self.context = context
        self.statement = statement
        self.sides = statement.left, statement.right
        self.reach = context.reach(*self.sides)
        self.indices = free_indices(context, self.sides)
        self.sizes = Sizes(context, [statement.tree], dict.fromkeys(self.indices, ""))

    def verdict(self) -> Verdict:
        """Return what is found: in general first, then at the values that the text gives."""
        general = self.scan(valued=False)
        if not general.counterexample and not general.why:
            return self.prove(general, valued=False)
        if not self.is_valued():
            return Undecided(general.why) if general.why else Refuted(general.counterexample)
        special = self.scan(valued=True)
        if special.why:
            return Undecided(special.why)
        if special.counterexample:
            return Refuted(special.counterexample)
        if general.counterexample and not any(map(self.is_told, self.sides)):
            return Undecided(f"it holds at the values given here, but not in general: {general.counterexample}")
        return self.prove(special, valued=True)

    def is_told(self, side: Tree) -> bool:
        """Tell whether a side is numbers, perhaps by names that have nothing but a value."""
        return is_literal(side)

    def is_valued(self) -> bool:
        """Tell whether the text gives a value for anything that the statement hangs on."""
        return any(name in self.context.values for name in self.reach) or bool(self.context.signals)

    def scan(self, *, valued: bool) -> _Scan:
        """Return what numbers say of the statement."""
        choices = self.sizes.choices()
        needed = _ENOUGH if len(choices) == 1 else _ENOUGH_OF_SIZES
        total, points, misfit = 0, [], ""
        for chosen in choices:
            agreed = 0
            for point in range(_POINTS):
                found = self.look(chosen, point, valued=valued)
                if found.counterexample:
                    return found
                if found.why:
                    misfit = misfit or found.why
                    break
                if found.settled:
                    return found._replace(points=((chosen, point),))
                agreed += found.agreed
                if found.agreed:
                    points.append((chosen, point))
                if agreed >= needed:
                    break
            total += agreed
        if misfit:
            return _Scan(why=misfit)
        if not total:
            return _Scan(why="no numbers were found at which both sides have a value")
        return _Scan(total, points=tuple(points))

    def look(self, chosen: Chosen, point: int, *, valued: bool) -> _Scan:
        """Return what one point says."""
        numbers = Numbers(point, self.context.wishes)
        try:
            for places in self.places(chosen):
                evaluator = Evaluator(self.context, self.sizes, chosen, numbers, valued=valued)
                if not self.supposed(evaluator):
                    return _Scan()
                left, right = (self.number(evaluator, side, places) for side in self.sides)
                if evaluator.vague and not self.holds(left, right):
                    return _Scan(why=evaluator.vague[0])
                if self.holds(left, right) is False:
                    return _Scan(counterexample=counterexample(evaluator, numbers, places, left, right))
        except ShapeError as fault:
            return _Scan(why=f"the sizes do not fit: there is {fault}")
        except UndefinedValueError:
            return _Scan()
        except UndecidableError as fault:
            return _Scan(why=str(fault))
        settled = not numbers.made and not numbers.unknown_functions and _is_exact(left) and _is_exact(right)
        return _Scan(1, settled=settled and not self.indices)

    def number(self, evaluator: Evaluator, side: Tree, places: Mapping[str, int]) -> Any:
        """Return the value of a side, a derivative of a derivative by SymPy."""
        try:
            return evaluator.value(side, evaluator.indexed(places.items()))
        except NestedError:
            numbers = evaluator.world
            if not isinstance(numbers, Numbers):
                raise
            symbols = Symbols(numbers)
            inner = Evaluator(self.context, self.sizes, evaluator.chosen, symbols, valued=evaluator.valued)
            found = inner.value(side, inner.indexed(places.items()))
            if isinstance(found, Array):
                return found.map(lambda entry: value_at(entry.inner, symbols.at))
            return value_at(found.inner, symbols.at)

    def supposed(self, evaluator: Evaluator) -> bool:
        """Tell whether what the text supposes is so at a point."""
        for relation in self.context.suppositions:
            left, right = (evaluator.value(side) for side in relation.sides)
            if not all(compare(relation.signs[0], *pair) for pair in pairs(left, right)):
                return False
        return True

    def holds(self, left: Any, right: Any) -> bool | None:
        """Tell whether two values stand to each other as the statement says."""
        found = {compare(self.statement.sign, *pair) for pair in pairs(left, right)}
        return False if False in found else None if None in found else True

    def places(self, chosen: Chosen) -> Iterator[Mapping[str, int]]:
        """Yield all values that the free indices can have together."""
        ranges = [range(1, chosen.counts.get(f"#{index}", 1) + 1) for index in self.indices]
        for places in islice(product(*ranges), _MOST_PLACES):
            yield dict(zip(self.indices, places, strict=True))

    def prove(self, scan: _Scan, *, valued: bool) -> Verdict:
        """Return that a statement is proven, where SymPy's letters have a normal form that says so."""
        if scan.settled:
            return Proven("worked out")
        if self.statement.sign == "~=":
            if self.is_fixed(scan, valued=valued):
                return Proven("worked out to the decimals that are written")
            return Undecided("the left is no single number")
        if self.statement.sign != "=":
            return self.prove_order(scan, valued=valued)
        try:
            if not all(self.is_proven_at(*choice, valued=valued) for choice in _by_choice(scan.points)):
                return Undecided(f"it holds at all {scan.agreed} points that were tried, but there is no proof")
        except (TooLongError, UndefinedValueError, UndecidableError):
            return Undecided(f"it holds at all {scan.agreed} points that were tried, but a proof is too long")
        return Proven("by its normal form")

    def is_proven_at(self, chosen: Chosen, points: Sequence[int], *, valued: bool) -> bool:
        """Tell whether both sides have the same normal form at the branches of these points."""
        seen: set[Any] = set()
        is_hot = any(wish.kind == "one-hot" for wish in self.context.wishes.values())
        for point in points[:_BRANCHES]:
            symbols = Symbols(Numbers(point, self.context.wishes))
            for places in self.places(chosen):
                for difference in self.differences(chosen, symbols, places, valued=valued):
                    if difference not in seen and not is_zero(difference, symbols.at):
                        return False
                    seen.add(difference)
            if not symbols.at.branched and not is_hot:
                break
        return True

    def differences(
        self, chosen: Chosen, symbols: Symbols, places: Mapping[str, int], *, valued: bool
    ) -> Iterator[Any]:
        """Yield left minus right, entry by entry, as SymPy's expressions."""
        evaluator = Evaluator(self.context, self.sizes, chosen, symbols, valued=valued)
        bound = evaluator.indexed(places.items())
        left, right = (evaluator.value(side, bound) for side in self.sides)
        for one, other in pairs(left, right):
            difference = one - other
            yield difference.inner

    def is_fixed(self, scan: _Scan, *, valued: bool) -> bool:
        """Tell whether nothing varies, so that a single point decides."""
        chosen, point = scan.points[0]
        numbers = Numbers(point, self.context.wishes)
        evaluator = Evaluator(self.context, self.sizes, chosen, numbers, valued=valued)
        for side in self.sides:
            evaluator.value(side)
        return not numbers.made and not numbers.unknown_functions

    def prove_order(self, scan: _Scan, *, valued: bool) -> Verdict:
        """Return that an inequality is proven: at a single point, or since the difference is made of squares."""
        if self.is_fixed(scan, valued=valued):
            return Proven("worked out")
        from quizgen.claims.order import is_never_negative

        strict = self.statement.sign in ("<", ">")
        larger = -1 if self.statement.sign in ("<", "<=") else 1

        def shown(chosen: Chosen, point: int) -> bool:
            symbols = Symbols(Numbers(point, self.context.wishes))
            differences = list(self.differences(chosen, symbols, {}, valued=valued))
            return not symbols.at.branched and all(
                is_never_negative(larger * difference, symbols.at, self.context.wishes, strict=strict)
                for difference in differences
            )

        try:
            if self.statement.sign != "!=" and all(
                shown(chosen, points[0]) for chosen, points in _by_choice(scan.points)
            ):
                return Proven("since the difference is made of squares")
        except (TooLongError, UndefinedValueError, UndecidableError):
            pass
        return Undecided(f"it holds at all {scan.agreed} points that were tried, but there is no proof")


def free_indices(context: Context, sides: Sequence[Tree]) -> list[str]:
    """Return the letters below names of arrays that no sum binds."""
    summed = {
        letter.name
        for tree in sides
        for part in walk(tree)
        if isinstance(part, Operation) and part.symbol == "over"
        for letter in walk(part.operands[1])
        if isinstance(letter, Name)
    }
    found: dict[str, None] = {}
    for tree in sides:
        for part in walk(tree):
            if isinstance(part, Name):
                name = part.name
                stem = context.bar_of(name)
                name = stem if stem is not None else name
                if context.entry_of(name) is not None:
                    below = pieces(name)[2][0]
                    if below.isalpha() and len(below) <= 2:
                        found |= dict.fromkeys(index for index in below if index not in summed)
    return list(found)


def _by_choice(points: Sequence[tuple[Chosen, int]]) -> list[tuple[Chosen, list[int]]]:
    found: dict[int, tuple[Chosen, list[int]]] = {}
    for chosen, point in points:
        found.setdefault(id(chosen), (chosen, []))[1].append(point)
    return list(found.values())


def _is_exact(value: Any) -> bool:
    entries = value.flat if isinstance(value, Array) else (value,)
    return all(isinstance(entry, Enclosure) and entry.exact is not None for entry in entries)
