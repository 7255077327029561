"""A statement in the context of its text, looked at with the numbers of one point."""

from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any

from quizgen.autodiff.array import Array, ShapeError
from quizgen.autodiff.number import UndefinedValueError
from quizgen.claims.apart import is_kept
from quizgen.claims.comparing import compare, entry_pairs, pairs
from quizgen.claims.context import Context, UndecidableError
from quizgen.claims.corner import CORNER, at_corner, is_tie
from quizgen.claims.dimension import Chosen
from quizgen.claims.enclosure import Enclosure
from quizgen.claims.evaluation import Evaluator
from quizgen.claims.implied import derivatives
from quizgen.claims.index import free_indices
from quizgen.claims.letters import Symbols
from quizgen.claims.mention import has_letters, is_literal, mentioned, summed
from quizgen.claims.sizes import Sizes
from quizgen.claims.statement import Scan, Statement
from quizgen.claims.symbolic import value_at
from quizgen.claims.telling import counterexample
from quizgen.claims.world import TIES, NestedError, Numbers
from quizgen.notation.tree import Name, Operation, Tree, walk

_OF_VECTORS = ("softmax", "dot", "diag")
_MOST_PLACES = 64  # of free indices


class Looking:
    """A statement in the context of its text, looked at with numbers."""

    def __init__(self, context: Context, statement: Statement, small: str = "") -> None:
        self.context = context = context.copy()
        context.beside = {name for side in (statement.left, statement.right) for name in mentioned(side)}
        context.beside |= summed(statement.left) | summed(statement.right)
        unknown = {of for of, _ in derivatives((statement.left, statement.right)) if context.may_be_cost(of)}
        context.cost = unknown.pop() if len(unknown) == 1 else ""
        self.statement = statement
        self.sides = statement.left, statement.right
        self.reach = context.reach(*self.sides)
        self.indices = free_indices(context, self.sides)
        self.sizes = Sizes(context, [statement.tree], self.indices, small)
        self.small = small
        self.sized: set[str] = set()  # the sizes that were put in as numbers so far

    def fits(self) -> bool:
        """Tell whether small letters can be vectors here: no matrix becomes one by that, and no vector a number."""
        alone = Sizes(self.context, self.sides, self.indices, self.small)
        squeezed = self.sizes.flat()
        matrices = {name for name in squeezed if name[0].isupper()}
        return bool(self.sizes.small) and squeezed == alone.flat() and not squeezed & (self.vectors() | matrices)

    def vectors(self) -> set[str]:
        """Return the names of a kind, in a matrix product, or with entries, which makes them more than a number."""
        found = {name for name, wish in self.context.wishes.items() if wish.kind}
        for part in self.parts():
            if isinstance(part, Operation) and _is_of_vectors(part):
                found.update(mentioned(part))
            elif isinstance(part, Name):
                found.add(self.context.entry_of(part.name) or "")
        return found

    def is_turned(self) -> bool:
        """Tell whether a vector of which only the length is told is both a row and a column: `x @ A @ x`."""
        products = [part.operands for part in self.parts() if isinstance(part, Operation) and part.symbol == "@"]
        rows = {left.name for left, _ in products if isinstance(left, Name)}
        columns = {right.name for _, right in products if isinstance(right, Name)}
        return not rows.isdisjoint(columns & self.context.lengths.keys())

    def parts(self) -> Iterator[Tree]:
        """Yield everything in both sides, and in the definitions that they hang on."""
        definitions = self.context.definitions
        for tree in (*self.sides, *(definitions[name] for name in self.reach if name in definitions)):
            yield from walk(tree)

    def has_open_powers(self) -> bool:
        """Tell whether an exponent has letters: a negative number has such a power at some exponents only."""
        powers = (part for part in self.parts() if isinstance(part, Operation) and part.symbol == "^")
        return any(power.operands[0] != Name("e") and has_letters(power.operands[1]) for power in powers)

    def look(self, chosen: Chosen, point: int, *, valued: bool) -> Scan:
        """Return what one point says."""
        numbers = Numbers(point, self.context.wishes)
        for relation in filter(is_tie, self.context.suppositions if point == TIES else ()):
            one, other = mentioned(relation)
            numbers.made[other] = numbers.letter(one, chosen.shapes.get(one))
        try:
            for places in self.places(chosen):
                evaluator = Evaluator(self.context, self.sizes, chosen, numbers, valued=valued)
                if not self.supposed(evaluator):
                    return Scan()
                left, right = (self.number(evaluator, side, places) for side in self.sides)
                self.sized |= evaluator.sized
                if evaluator.vague and not (self.says_it_stands_still() and self.holds(left, right)):
                    return Scan(why=evaluator.vague[0])
                if numbers.unknown_functions and any(map(is_literal, self.sides)):
                    return Scan(why=f"nothing tells what {next(iter(numbers.unknown_functions))} is")
                if self.holds(left, right) is False and self.statement.sign == "=" and point < 0:
                    instead = at_corner(self.context, numbers)
                    told = counterexample(evaluator, numbers, places, left, right)
                    return Scan(counterexample=f"{told} ({CORNER}: suppose {instead})") if instead else Scan()
                if self.holds(left, right) is False:
                    return Scan(counterexample=counterexample(evaluator, numbers, places, left, right))
        except ShapeError as fault:
            return Scan(misfit=f"the sizes do not fit: {fault}")
        except UndefinedValueError:
            return Scan()
        except UndecidableError as fault:
            return Scan(why=str(fault))
        settled = not numbers.made and not numbers.unknown_functions and _is_exact(left) and _is_exact(right)
        return Scan(1, settled=settled and not self.indices and self.holds(left, right) is True)

    def says_it_stands_still(self) -> bool:
        """Tell whether `df/dy = 0` is said, which holds of an f that nothing tells to hang on y; all else is open."""
        return any(map(is_literal, self.sides)) and any(
            isinstance(side, Operation) and side.symbol == "derivative" for side in self.sides
        )

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

    def is_supposed(self, chosen: Chosen, numbers: Numbers, *, valued: bool) -> bool:
        """Tell whether what the text supposes is so at a point; its letters are asked for first, as in a scan."""
        try:
            return self.supposed(Evaluator(self.context, self.sizes, chosen, numbers, valued=valued))
        except UndefinedValueError:
            return False

    def supposed(self, evaluator: Evaluator) -> bool:
        """Tell whether what the text supposes is so at a point."""
        for relation in self.context.suppositions:
            left, right = (evaluator.value(side) for side in relation.sides)
            if not all(compare(relation.signs[0], *pair) for pair in entry_pairs(left, right)):
                return False
        return True

    def holds(self, left: Any, right: Any) -> bool | None:
        """Tell whether two values stand to each other as the statement says."""
        found = {compare(self.statement.sign, *pair) for pair in pairs(left, right)}
        return False if False in found else None if None in found else True

    def places(self, chosen: Chosen) -> Iterator[Mapping[str, int]]:
        """Yield all values that the free indices can have together."""
        ranges = [range(1, chosen.counts.get(f"#{index}", 1) + 1) for index in self.indices]
        everywhere = (dict(zip(self.indices, places, strict=True)) for places in product(*ranges))
        told = [places for places in everywhere if is_kept(self.context.indices, places)]
        if not told:
            raise UndecidableError("no entries have indices as the text tells")
        yield from told[:_MOST_PLACES]

    def is_valued(self) -> bool:
        """Tell whether the text gives a value for anything that the statement hangs on."""
        context = self.context
        given = {name for value in context.values for name in (value, context.entry_of(value)) if name}
        return not given.isdisjoint(self.reach) or bool(context.signals)


def _is_of_vectors(tree: Operation) -> bool:
    """Tell whether an operation has no sense for numbers."""
    called = tree.operands[0] if tree.symbol == "call" else None
    return tree.symbol in ("@", "transpose") or (isinstance(called, Name) and called.name in _OF_VECTORS)


def _is_exact(value: Any) -> bool:
    entries = value.flat if isinstance(value, Array) else (value,)
    return all(isinstance(entry, Enclosure) and entry.exact is not None for entry in entries)
