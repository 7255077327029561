"""A statement is true, false, or open: numbers look for a counterexample, SymPy's letters prove that there is none.

Numbers are enclosures, so that a difference is never rounding; derivatives are those of dual numbers there, and of
SymPy in letters: two engines that share no rule. A statement with arrays is looked at with several choices of their
sizes, every entry a letter.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from quizgen.autodiff.number import UndefinedValueError
from quizgen.claims.branches import Branches, on_branch
from quizgen.claims.comparing import entry_pairs, pairs
from quizgen.claims.context import Context, UndecidableError
from quizgen.claims.corner import CORNER, may_be_at_corner
from quizgen.claims.cutting import cut
from quizgen.claims.dimension import Chosen
from quizgen.claims.evaluation import Evaluator
from quizgen.claims.fact import Known
from quizgen.claims.implied import implied
from quizgen.claims.letters import Symbols
from quizgen.claims.mention import has_letters, mentioned
from quizgen.claims.misreading import misreadings
from quizgen.claims.normal import is_zero
from quizgen.claims.numbered import open_names
from quizgen.claims.order import is_never_negative
from quizgen.claims.patience import SECONDS, TOO_LONG, OutOfTimeError, within
from quizgen.claims.ratio import TooLongError
from quizgen.claims.repeated import as_rows, biases
from quizgen.claims.scanning import Scanning
from quizgen.claims.statement import Scan, Statement
from quizgen.claims.symbolic import Point
from quizgen.claims.verdict import Proven, Refuted, Undecided, Verdict
from quizgen.claims.world import MOST_CASES, Numbers

_HOLDS = "it holds"
_IDENTITY = "I"
_ROWS = "it holds where small letters are rows, and not where they are columns"
_SIZE = "say its size, as in {}: 1 x C"
_FEW_BRANCHES, _BRANCHES = 24, MOST_CASES  # points whose branches are proven, and the most until all were met


def decide(context: Context, statement: Statement) -> Verdict:
    """Return what is found of a statement in the context of its text."""
    try:
        with within(SECONDS):
            return _read_both_ways(context, statement)
    except OutOfTimeError:
        return Undecided(TOO_LONG)
    except RecursionError:
        return Undecided("it is nested too deeply")


def _read_both_ways(context: Context, statement: Statement) -> Verdict:
    """Return what is found where numbered names are letters of their own, unless they may be entries as well.

    Where that is open, only what holds either way is proven, and only what holds in neither is refuted.
    """
    verdict = _decided(context, statement)
    open_ = open_names(context, (statement.left, statement.right))
    if not open_:
        return verdict
    entries = context.copy()
    entries.read(context.arrays | set(open_.values()), frozenset(), context.summed_up)
    other = _decided(entries, statement)
    match verdict, other:
        case (Proven(), Refuted()) | (Refuted(), Proven()):
            name, stem = next(iter(open_.items()))
            why = f"{name} may be an entry of {stem} or a letter of its own, and it does not hold both ways"
            return Undecided(why, f"say that {stem} is an array, as in {stem}: 1 x 3, or give {name} another name")
        case (Undecided(), Proven()):
            return other
        case (Refuted(), Undecided(why)) if why.startswith(_HOLDS):
            return other
    return verdict


def _decided(context: Context, statement: Statement) -> Verdict:
    """Return what is found of a statement as its names are read."""
    rows = biases(context, (statement.left, statement.right))
    if rows and isinstance(_Deciding(as_rows(context, rows), statement).verdict(), Refuted):
        bias = rows[0].name
        return Undecided(f"it does not hold where {bias} is a row", _SIZE.format(bias))
    nearer = cut(context, (statement.left, statement.right)) if statement.sign == "=" else None
    if nearer is not None and isinstance(_Deciding(nearer, statement).verdict(), Proven):
        return Proven("for every cost of what the gradient comes through")
    verdict = _read_otherwise(context, statement, _Deciding(context, statement).verdict())
    chain = implied(context, (statement.left, statement.right)) if isinstance(verdict, Undecided) else None
    if chain is not None and isinstance(_Deciding(chain, statement).verdict(), Proven):
        return Proven("by the chain rule")
    if isinstance(verdict, Refuted):
        for meant, other, advice in misreadings(context, statement):
            if isinstance(_Deciding(meant, other).verdict(), Proven):
                return advice
    return verdict


def _read_otherwise(context: Context, statement: Statement, verdict: Verdict) -> Verdict:
    """Return what is found where small letters are vectors, if a statement is not proven for matrices of all shapes.

    `x^T @ y = y^T @ x` is true of columns, and `y = x @ W` can only be said of rows; `x @ y^T = y @ x^T` is true of
    rows and false of columns, which most people mean.
    """
    is_false = False  # of columns, which most people mean
    for small in () if isinstance(verdict, Proven) else ("column", "row"):
        deciding = _Deciding(context, statement, small)
        found = deciding.verdict() if deciding.fits() else verdict
        if isinstance(found, Proven):
            return Undecided(_ROWS, _SIZE.format("x")) if is_false else Proven(f"where small letters are {small}s")
        is_false = small == "column" and isinstance(found, Refuted) and deciding.fits() and not deciding.misfits
        if isinstance(found, Undecided) and found.why.startswith(_HOLDS):
            return found
        if isinstance(verdict, Undecided) and isinstance(found, Refuted) and not deciding.misfits:
            verdict = found
    return verdict


class _Deciding(Scanning):
    """The deciding of one statement."""

    misfits = False  # the sizes do not fit, so that it may be read wrongly

    def verdict(self) -> Verdict:
        """Return what is found, unless it is the slope of a corner."""
        found = self.found()
        if isinstance(found, Proven) and may_be_at_corner(self.context, self.statement, self.parts()):
            return Undecided(CORNER, "suppose > or < instead of >= or <=")
        return found

    def found(self) -> Verdict:
        """Return what is found: in general first, then at the values that the text gives."""
        squeezed = sorted(self.sizes.single() & self.vectors())
        if squeezed:
            return Undecided(f"nothing tells whether {squeezed[0]} is a row or a column", _SIZE.format(squeezed[0]))
        general = self.scan(valued=False)
        if not general.counterexample and not general.why and not general.misfit:
            return self.prove(general, valued=False)
        if not self.is_valued():
            return self.told(general)
        special = self.scan(valued=True)
        if special.why or special.counterexample or special.misfit:
            return self.told(special)
        if general.counterexample and all(map(has_letters, self.sides)):
            return Undecided(f"it holds at the values given here, but not in general: {general.counterexample}")
        return self.prove(special, valued=True)

    def told(self, scan: Scan) -> Verdict:
        """Return a verdict that numbers have told; sizes that do not fit refute only where the text gives sizes."""
        self.misfits = bool(scan.misfit)
        if _IDENTITY in self.reach - self.context.told and self.sizes.is_array(_IDENTITY):
            return Undecided(f"nothing tells whether {_IDENTITY} is the identity", "write it out, as in [1, 0; 0, 1]")
        if scan.counterexample or (scan.misfit and self.context.sized and not self.is_turned()):
            names = [self.context.entry_of(name) or name for side in self.sides for name in mentioned(side)]
            told = dict.fromkeys(name for name in names if name in self.context.definitions)
            return Refuted(scan.counterexample or scan.misfit, tuple(told))
        return Undecided(scan.why or scan.misfit, scan.advice) if scan.advice else Undecided(scan.why or scan.misfit)

    def prove(self, scan: Scan, *, valued: bool) -> Verdict:
        """Return that a statement is proven, where SymPy's letters have a normal form that says so."""
        sign = self.statement.sign
        if scan.settled or (sign != "=" and self.is_worked_out(scan, valued=valued)):
            return Proven("worked out")
        if sign == "~=":
            return Undecided("one of both has no last decimal, or is no single number")
        if sign == "!=":
            return Undecided("the left is no single number")
        try:
            choices = _by_choice(scan.points)
            if all(self.is_proven_at(*choice, valued=valued) for choice in choices):
                how = "by its normal form" if sign == "=" else "by the sign of the difference"
                return Proven(f"{how}, at {len(choices)} choices of the sizes" if len(choices) > 1 else how)
            lacking = "there is no proof"
        except (TooLongError, UndefinedValueError, UndecidableError):
            lacking = "a proof is too long"
        wider = self.scan(valued=valued, everywhere=True)
        if wider.counterexample:
            return self.told(wider)
        return Undecided(f"{_HOLDS} at all {wider.agreed or scan.agreed} points that were tried, but {lacking}")

    def shows(self, difference: Any, at: Point, supposed: Sequence[Known]) -> bool:
        """Tell whether the normal form of left minus right says what the statement says."""
        sign = self.statement.sign
        if sign == "=":
            return is_zero(difference, at)
        strict = sign in ("<", ">")
        larger = difference if sign in (">", ">=") else -difference
        return is_never_negative(larger, at, [*supposed, *on_branch(at)], strict=strict)

    def is_proven_at(self, chosen: Chosen, points: Sequence[int], *, valued: bool) -> bool:
        """Tell whether normal forms show the statement at the branches of these points, and of all."""
        supposed = self.supposed_facts(chosen)
        branches = Branches(supposed)
        needed = 1
        for point in dict.fromkeys((*points, *range(_BRANCHES))):
            if point >= needed and point not in points and branches.are_complete():
                break
            numbers = Numbers(point, self.context.wishes)
            if not self.is_supposed(chosen, numbers, valued=valued):
                continue
            symbols = Symbols(numbers)
            try:
                is_shown = self.is_shown(chosen, symbols, supposed, valued=valued)
            except UndefinedValueError:
                if point in points:
                    raise
                continue
            if not is_shown and not symbols.at.is_tied:
                return False
            needed = max(needed, numbers.cases, _FEW_BRANCHES if symbols.at.taken else 1)
            if is_shown:
                branches.take(symbols.at)
            if is_shown and not symbols.at.taken and needed == 1:
                return True
        return branches.are_complete()

    def is_shown(self, chosen: Chosen, symbols: Symbols, supposed: Sequence[Known], *, valued: bool) -> bool:
        """Tell whether normal forms show the statement at the branches of a point."""
        seen: set[Any] = set()
        for places in self.places(chosen):
            for difference in self.differences(chosen, symbols, places, valued=valued):
                if difference not in seen and not self.shows(difference, symbols.at, supposed):
                    return False
                seen.add(difference)
        return True

    def supposed_facts(self, chosen: Chosen) -> list[Known]:
        """Return what the text supposes, as SymPy's expressions, where it has one for all branches."""
        found = []
        for relation in self.context.suppositions:
            symbols = Symbols(Numbers(0, self.context.wishes))
            evaluator = Evaluator(self.context, self.sizes, chosen, symbols, valued=False)
            sign = relation.signs[0]
            try:
                sides = [evaluator.value(side) for side in relation.sides]
            except UndefinedValueError:  # at that point; what is not known is only missed
                continue
            for left, right in entry_pairs(*sides):
                larger = left - right if sign in (">", ">=") else right - left
                if not symbols.at.taken:  # of `max(x, y) > 1` each branch would know something else
                    found.append(Known(larger.inner, strict=sign in ("<", ">")))
        return found

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

    def is_worked_out(self, scan: Scan, *, valued: bool) -> bool:
        """Tell whether nothing varies, so that a single point decides, and it is not too close to call there."""
        chosen, point = scan.points[0]
        numbers = Numbers(point, self.context.wishes)
        evaluator = Evaluator(self.context, self.sizes, chosen, numbers, valued=valued)
        place = evaluator.indexed(next(self.places(chosen)).items())
        left, right = (evaluator.value(side, place) for side in self.sides)
        varies = self.indices or numbers.made or numbers.unknown_functions
        return not varies and self.holds(left, right) is True


def _by_choice(points: Sequence[tuple[Chosen, int]]) -> list[tuple[Chosen, list[int]]]:
    found: dict[int, tuple[Chosen, list[int]]] = {}
    for chosen, point in points:
        found.setdefault(id(chosen), (chosen, []))[1].append(point)
    return list(found.values())
