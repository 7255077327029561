"""What numbers say of a statement: the first point at which it is false, or how many agree with it."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, product
from typing import Any, NamedTuple

from quizgen.autodiff.array import Array, ShapeError
from quizgen.autodiff.number import UndefinedValueError
from quizgen.claims.comparing import compare, entry_pairs, pairs
from quizgen.claims.context import MOST_INDICES, Context, UndecidableError, indexed, is_literal, mentioned, summed
from quizgen.claims.dimension import Chosen
from quizgen.claims.enclosure import Enclosure
from quizgen.claims.evaluation import Evaluator
from quizgen.claims.letters import Symbols
from quizgen.claims.patience import OutOfTimeError, within
from quizgen.claims.sizes import Sizes
from quizgen.claims.symbolic import value_at
from quizgen.claims.telling import counterexample
from quizgen.claims.world import BORDERS, FAR_BORDERS, TIES, NestedError, Numbers, Wish
from quizgen.notation.text import to_text
from quizgen.notation.tree import Name, Operation, Relation, Tree, walk

SECONDS = 2.0  # for one statement
_POINTS = 48  # looked at, until so many have told something
_ENOUGH = 6
_ENOUGH_OF_SIZES = 2
_POINTS_TO_VARY = 6
_OF_VECTORS = ("softmax", "dot", "diag")
_MOST_PLACES = 64  # of free indices
_CORNER = "at a corner there is no slope but one of convention"


class Statement(NamedTuple):
    """Two sides and what holds them together."""

    left: Tree
    sign: str
    right: Tree

    @property
    def tree(self) -> Relation:
        """Return it as a formula."""
        return Relation((self.sign,), (self.left, self.right))


class Scan(NamedTuple):
    """What numbers say: how many points agreed, and the first that did not."""

    agreed: int = 0
    counterexample: str = ""
    why: str = ""  # it stays open
    misfit: str = ""  # the sizes of arrays do not fit
    points: tuple[tuple[Chosen, int], ...] = ()  # where both sides have a value
    settled: bool = False  # nothing varies, and both sides are exact


class Scanning:
    """A statement in the context of its text, looked at with numbers."""

    def __init__(self, context: Context, statement: Statement, small: str = "") -> None:
        self.context = context = context.copy()
        context.beside = {name for side in (statement.left, statement.right) for name in mentioned(side)}
        context.beside |= summed(statement.left) | summed(statement.right)
        self.statement = statement
        self.sides = statement.left, statement.right
        self.reach = context.reach(*self.sides)
        self.indices = free_indices(context, self.sides)
        self.sizes = Sizes(context, [statement.tree], self.indices, small)
        self.small = small

    def fits(self) -> bool:
        """Tell whether small letters can be vectors here: no matrix becomes one by that, and no vector a number."""
        alone = Sizes(self.context, self.sides, self.indices, self.small)
        squeezed = self.sizes.flat()
        several = {name for name, wish in self.context.wishes.items() if wish.kind} | self.vectors()
        matrices = {name for name in squeezed if name[0].isupper()}
        return bool(self.sizes.small) and squeezed == alone.flat() and not squeezed & (several | matrices)

    def vectors(self) -> set[str]:
        """Return the names that stand in a matrix product or have entries, which makes them more than a number."""
        definitions = self.context.definitions
        trees = [*self.sides, *(definitions[name] for name in self.reach if name in definitions)]
        found: set[str] = set()
        for tree in trees:
            for part in walk(tree):
                if isinstance(part, Operation) and _is_of_vectors(part):
                    found.update(mentioned(part))
                elif isinstance(part, Name):
                    found.add(self.context.entry_of(part.name) or "")
        return found

    def scan(self, *, valued: bool, everywhere: bool = False) -> Scan:
        """Return what numbers say of the statement: a few of them, or as many as there are."""
        try:
            choices = self.sizes.choices()
        except UndecidableError as fault:
            return Scan(why=str(fault))
        needed = _ENOUGH if len(choices) == 1 else _ENOUGH_OF_SIZES
        scans: list[Scan] = []
        for chosen in choices:
            found = self.scan_at(chosen, _POINTS if everywhere else needed, valued=valued)
            if found.settled or (found.counterexample and not self.sizes.counted):
                return found
            scans.append(found)
        false = next((scan for scan in scans if scan.counterexample), None)
        if false is not None:
            agreeing = next((scan for scan in scans if scan.agreed and not scan.counterexample), None)
            return false if agreeing is None else self.at_sizes(agreeing.points[0][0])
        misfit = next((scan for scan in scans if scan.why or scan.misfit), None)
        if misfit is not None:
            return misfit
        total = sum(scan.agreed for scan in scans)
        if not total:
            return Scan(why="no numbers were found at which both sides have a value")
        return Scan(total, points=tuple(point for scan in scans for point in scan.points))

    def scan_at(self, chosen: Chosen, needed: int, *, valued: bool) -> Scan:
        """Return what numbers say at one choice of sizes, until so many have agreed."""
        points: list[tuple[Chosen, int]] = []
        for point in range(_POINTS):
            found = self.look(chosen, point, valued=valued)
            if found.counterexample or found.why or found.misfit:
                return found
            if found.settled:
                return found._replace(points=((chosen, point),))
            points += [(chosen, point)] * found.agreed
            if len(points) >= needed:
                break
        for border in self.borders() if points else ():
            found = self.look(chosen, border, valued=valued)
            if found.counterexample:
                return found
        return Scan(len(points), points=tuple(points))

    def borders(self) -> Sequence[int]:
        """Return the points at which letters are at a bound, where what holds elsewhere may not hold.

        An equation may fail there where a derivative is taken, as a ReLU has no slope at 0.
        """
        if self.statement.sign in ("<", ">"):
            return (*BORDERS, *FAR_BORDERS)
        slopes = self.statement.sign == "=" and any(_has_slope(side) for side in self.sides)
        return (*BORDERS, TIES) if slopes else ()

    def at_corner(self, numbers: Numbers) -> str:
        """Return what to suppose instead where a letter that may be at its bound is there, and nothing else is."""
        if numbers.point == TIES:
            ties = [relation for relation in self.context.suppositions if _is_tie(relation)]
            return to_text(Relation((ties[0].signs[0][0],), ties[0].sides)) if ties else ""
        if len(numbers.at_border) != 1:
            return ""
        name = numbers.at_border[0]
        wish = self.context.wishes.get(name, Wish())
        if wish.at_above:
            return f"{name} > {wish.above}"
        return f"{name} < {wish.below}" if wish.at_below else ""

    def at_sizes(self, chosen: Chosen) -> Scan:
        """Return that a statement holds at these sizes, and not at others of which the text tells nothing."""
        shapes = {name: chosen.shapes[name] for name in self.sizes.counted_arrays()}
        told = [f"{name}: {shape[0]} x {shape[1]}" for name, shape in shapes.items() if shape is not None]
        which = f"where {' and '.join(told)}, and not at every size: say the sizes, as in {told[0]}"
        return Scan(why=f"it holds {which}" if told else "it holds for some numbers of terms, and not for all")

    def look(self, chosen: Chosen, point: int, *, valued: bool) -> Scan:
        """Return what one point says."""
        numbers = Numbers(point, self.context.wishes)
        for relation in filter(_is_tie, self.context.suppositions if point == TIES else ()):
            one, other = mentioned(relation)
            numbers.made[other] = numbers.letter(one, chosen.shapes.get(one))
        try:
            for places in self.places(chosen):
                evaluator = Evaluator(self.context, self.sizes, chosen, numbers, valued=valued)
                if not self.supposed(evaluator):
                    return Scan()
                left, right = (self.number(evaluator, side, places) for side in self.sides)
                if evaluator.vague and not self.holds(left, right):
                    return Scan(why=evaluator.vague[0])
                if numbers.unknown_functions and any(map(is_literal, self.sides)):
                    return Scan(why=f"nothing tells what {next(iter(numbers.unknown_functions))} is")
                if self.holds(left, right) is False and self.statement.sign == "=" and point < 0:
                    instead = self.at_corner(numbers)
                    told = counterexample(evaluator, numbers, places, left, right)
                    return Scan(counterexample=f"{told} ({_CORNER}: suppose {instead})") if instead else Scan()
                if self.holds(left, right) is False:
                    return Scan(counterexample=counterexample(evaluator, numbers, places, left, right))
        except ShapeError as fault:
            return Scan(misfit=f"the sizes do not fit: {fault}")
        except UndefinedValueError:
            return Scan()
        except UndecidableError as fault:
            return Scan(why=str(fault))
        settled = not numbers.made and not numbers.unknown_functions and _is_exact(left) and _is_exact(right)
        return Scan(1, settled=settled and not self.indices)

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
        for places in islice(product(*ranges), _MOST_PLACES):
            yield dict(zip(self.indices, places, strict=True))

    def is_valued(self) -> bool:
        """Tell whether the text gives a value for anything that the statement hangs on."""
        context = self.context
        given = {name for value in context.values for name in (value, context.entry_of(value)) if name}
        return not given.isdisjoint(self.reach) or bool(context.signals)


def is_determined(context: Context, tree: Tree) -> bool | None:
    """Tell whether a formula has one value only, by the values that the text gives; None if that takes too long."""
    try:
        with within(SECONDS):
            return _is_determined(context, tree)
    except OutOfTimeError:
        return None
    except (RecursionError, UndecidableError):
        return False


def _is_determined(context: Context, tree: Tree) -> bool:
    sizes = Sizes(context, [tree], ())
    chosen = sizes.choices()[0]
    found: list[Any] = []
    for point in range(_POINTS_TO_VARY):
        evaluator = Evaluator(context, sizes, chosen, Numbers(point, context.wishes), valued=True)
        try:
            value = evaluator.value(tree)
            if evaluator.vague or (found and any(one.differs(other) for one, other in pairs(value, found[0]))):
                return False
        except UndefinedValueError:
            continue
        found.append(value)
    return bool(found)


def _has_slope(tree: Tree) -> bool:
    """Tell whether a derivative is taken in a formula: dL/dx, x_bar, f'(x)."""
    names = [name for part in walk(tree) if isinstance(part, Name) for name in (part.name,)]
    if any(name.endswith("'") or "_bar" in name for name in names):
        return True
    return any(isinstance(part, Operation) and part.symbol in ("derivative", "nabla") for part in walk(tree))


def _is_tie(relation: Relation) -> bool:
    """Tell whether two letters are supposed to be equal or further apart."""
    return relation.signs[0] in ("<=", ">=") and all(isinstance(side, Name) for side in relation.sides)


def _is_of_vectors(tree: Operation) -> bool:
    """Tell whether an operation has no sense for numbers."""
    called = tree.operands[0] if tree.symbol == "call" else None
    return tree.symbol in ("@", "transpose") or (isinstance(called, Name) and called.name in _OF_VECTORS)


def free_indices(context: Context, sides: Sequence[Tree]) -> list[str]:
    """Return the letters below names of arrays that no sum binds."""
    summed_over = {
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
            if isinstance(part, Operation) and part.symbol == "subscript" and isinstance(part.operands[1], Name):
                below = part.operands[1].name
                is_entry = part.operands[0] != Name("nabla") and below.isalpha() and len(below) <= MOST_INDICES
                if is_entry:
                    found |= dict.fromkeys(index for index in below if index not in summed_over)
            if isinstance(part, Name):
                name = part.name
                stem = context.bar_of(name)
                name = stem if stem is not None else name
                if context.entry_of(name) is not None:
                    _, below = indexed(name)
                    if below.isalpha():
                        found |= dict.fromkeys(index for index in below if index not in summed_over)
    return list(found)


def _is_exact(value: Any) -> bool:
    entries = value.flat if isinstance(value, Array) else (value,)
    return all(isinstance(entry, Enclosure) and entry.exact is not None for entry in entries)
