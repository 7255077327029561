"""A statement is true, false, or open: numbers look for a counterexample, SymPy's letters prove that there is none.

Numbers are enclosures, so that a difference is never rounding; derivatives are those of dual numbers there, and of
SymPy in letters: two engines that share no rule. A statement with arrays is looked at with several choices of their
sizes, every entry a letter.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from quizgen.autodiff.number import UndefinedValueError
from quizgen.claims.comparing import pairs
from quizgen.claims.context import Context, UndecidableError, is_literal, mentioned
from quizgen.claims.evaluation import Evaluator
from quizgen.claims.implied import implied
from quizgen.claims.normal import is_zero
from quizgen.claims.patience import OutOfTimeError, within
from quizgen.claims.ratio import TooLongError
from quizgen.claims.scanning import SECONDS, Scan, Scanning, Statement
from quizgen.claims.sizes import Chosen
from quizgen.claims.verdict import Proven, Refuted, Undecided, Verdict
from quizgen.claims.world import Numbers, Symbols

_BRANCHES = 12  # points whose branches are proven


def decide(context: Context, statement: Statement) -> Verdict:
    """Return what is found of a statement in the context of its text."""
    try:
        with within(SECONDS):
            verdict = _Deciding(context, statement).verdict()
            chain = implied(context, (statement.left, statement.right)) if isinstance(verdict, Undecided) else None
            if chain is not None and isinstance(_Deciding(chain, statement).verdict(), Proven):
                return Proven("by the chain rule")
            return verdict
    except OutOfTimeError:
        return Undecided("it takes too long")
    except RecursionError:
        return Undecided("it is nested too deeply")


class _Deciding(Scanning):
    """The deciding of one statement."""

    def verdict(self) -> Verdict:
        """Return what is found: in general first, then at the values that the text gives."""
        general = self.scan(valued=False)
        if not general.counterexample and not general.why and not general.misfit:
            return self.prove(general, valued=False)
        if not self.is_valued():
            return self.told(general)
        special = self.scan(valued=True)
        if special.why or special.counterexample or special.misfit:
            return self.told(special)
        if general.counterexample and not any(map(is_literal, self.sides)):
            return Undecided(f"it holds at the values given here, but not in general: {general.counterexample}")
        return self.prove(special, valued=True)

    def told(self, scan: Scan) -> Verdict:
        """Return a verdict that numbers have told; sizes that do not fit refute only where the text gives sizes."""
        if scan.counterexample or (scan.misfit and self.context.sizes):
            names = [self.context.entry_of(name) or name for side in self.sides for name in mentioned(side)]
            told = dict.fromkeys(name for name in names if name in self.context.definitions)
            return Refuted(scan.counterexample or scan.misfit, tuple(told))
        return Undecided(scan.why or scan.misfit)

    def prove(self, scan: Scan, *, valued: bool) -> Verdict:
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
        for point in dict.fromkeys((*points, *range(_BRANCHES))):
            if point not in points and not self.is_supposed(chosen, point):
                continue
            symbols = Symbols(Numbers(point, self.context.wishes))
            try:
                for places in self.places(chosen):
                    for difference in self.differences(chosen, symbols, places, valued=valued):
                        if difference not in seen and not is_zero(difference, symbols.at):
                            return False
                        seen.add(difference)
            except UndefinedValueError:
                if point in points:
                    raise
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

    def is_fixed(self, scan: Scan, *, valued: bool) -> bool:
        """Tell whether nothing varies, so that a single point decides."""
        chosen, point = scan.points[0]
        numbers = Numbers(point, self.context.wishes)
        evaluator = Evaluator(self.context, self.sizes, chosen, numbers, valued=valued)
        for side in self.sides:
            evaluator.value(side)
        return not numbers.made and not numbers.unknown_functions

    def prove_order(self, scan: Scan, *, valued: bool) -> Verdict:
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


def _by_choice(points: Sequence[tuple[Chosen, int]]) -> list[tuple[Chosen, list[int]]]:
    found: dict[int, tuple[Chosen, list[int]]] = {}
    for chosen, point in points:
        found.setdefault(id(chosen), (chosen, []))[1].append(point)
    return list(found.values())
