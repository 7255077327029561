"""What stands behind a statement and says where it holds: `$df/dx = 1$ if $x > 0$`, `$df/dx = 6$ at $x = 3$`."""

from collections.abc import Iterator, Sequence

from quizgen.claims.apart import entries_among, is_of_entry, is_of_indices, told_apart
from quizgen.claims.condition import forget_case, is_condition
from quizgen.claims.context import Context
from quizgen.claims.deciding import decide
from quizgen.claims.formula import Formula, is_value
from quizgen.claims.giving import Giving
from quizgen.claims.statement import Statement
from quizgen.claims.supposing import ORDER, on_both_sides, suppose, supposition
from quizgen.claims.verdict import Refuted, Verdict
from quizgen.notation.tree import Name, Operation, Relation, Tree


class After(Giving):
    """A text that looks behind the formula that it is at."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._formula = Formula(Operation("list", ()))  # the one that is looked at
        self._following: Sequence[Formula] = ()  # and those after it
        self._spent: list[Relation] = []  # what was said after a statement, and of it alone
        self._stated = False  # whether the last formula that supposes nothing stated something

    def _is_spent(self, statement: Statement) -> bool:
        """Tell whether something supposed is said of the statement before it alone."""
        if statement.tree in self._spent:
            return True
        of_case = statement.sign in ORDER or self._is_of_indices(statement.tree)
        return self._formula.trails and self._stated and of_case

    def _under(self, statement: Statement) -> Verdict | None:
        """Return what is found under what is supposed right after a statement, unless it is false there, too."""
        told = list(self._told_after())
        if not told:
            return None
        supposing = self.context.copy()
        forget_case(supposing)
        for one in told:
            if self._is_of_indices(one.tree):
                supposing.indices = told_apart(supposing.indices, one.tree)
            elif one.sign == "=" and isinstance(one.left, Name):
                supposing.values[one.left.name] = one.right
            else:
                suppose(supposing, one)
                sides = [side for side in (one.left, one.right) if isinstance(side, Name)]
                supposing.entries |= entries_among(supposing, sides)
        verdict = decide(supposing, statement)
        if isinstance(verdict, Refuted) or not is_of_entry(supposing, statement):
            return None
        self._spent = [one.tree for one in told if self._is_case(one)]
        return verdict

    def _is_case(self, statement: Statement) -> bool:
        """Tell whether what is told after a statement is a case, and nothing that holds from there on."""
        return self._is_of_indices(statement.tree) or any(
            statement.tree == part.tree for after in self._following if after.case for part in self._parts(after)
        )

    def _told_after(self) -> Iterator[Statement]:
        """Yield what the formulas behind this one suppose, as far as they do nothing else, in the same sentence."""
        for after in self._following:
            if after.apart or after.concludes or not after.follows:
                return
            parts = list(self._parts(after))
            if not parts or not all(self._is_told(part, after) for part in parts):
                return
            yield from parts

    def _parts(self, formula: Formula) -> Iterator[Statement]:
        if isinstance(formula.tree, Relation):
            relation = on_both_sides(self.context, formula.tree)
            for place, sign in enumerate(relation.signs):
                yield Statement(relation.sides[place], sign, relation.sides[place + 1])

    def _is_told(self, part: Statement, formula: Formula) -> bool:
        """Tell whether a part of a formula supposes something: a bound, a value, a case."""
        if self._is_of_indices(part.tree) or supposition(part.tree) is not None:
            return True
        if part.sign == "=":
            name = part.left.name if isinstance(part.left, Name) else ""
            return bool(formula.case) and is_value(part.tree) and not self._is_defined(name)
        return bool(formula.case) and is_condition(self.context, part)

    def _is_of_indices(self, tree: Tree) -> bool:
        return is_of_indices(tree, self.context.letters_below)
