"""What a text supposes as it goes on: bounds of letters, cases that end where another begins, totals."""

from quizgen.claims.after import After
from quizgen.claims.apart import entries_among, told_apart
from quizgen.claims.condition import NEW, forget_case, is_condition, opposite
from quizgen.claims.context import Context
from quizgen.claims.deciding import decide
from quizgen.claims.mention import indexed
from quizgen.claims.statement import Statement
from quizgen.claims.supposing import ORDER, is_free, is_of_letters, suppose, suppose_total, total_of
from quizgen.claims.verdict import Proven
from quizgen.notation.tree import Name, Relation


class Cases(After):
    """The cases of one text."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._unclear = False  # whether the case that is looked at could not be read

    def _supposes(self, statement: Statement, case: str) -> bool:
        """Take an inequality of more than letters as a case that is looked at; tell whether it was one."""
        if case == NEW and statement.sign in ORDER:
            forget_case(self.context)
        if is_of_letters(statement.tree) or not is_condition(self.context, statement):
            return False  # a bound of letters is supposed after any word
        if isinstance(decide(self.context, statement), Proven):
            return False
        suppose(self.context, statement)
        return True

    def _tell_apart(self, relation: Relation, case: str) -> None:
        """Take how two indices stand to each other."""
        if case == NEW:
            forget_case(self.context)
        self.context.indices = told_apart(self.context.indices, relation)

    def _turn_round(self) -> None:
        """Look at the other case; which that is nobody knows where the first was one of several things."""
        context = self.context
        held = [one for one in context.suppositions if one in context.cases or not is_of_letters(one)]
        told = [opposite(one) for one in (*held, *context.indices)]
        forget_case(context)
        self._unclear = len(told) != 1
        for one in told if not self._unclear else ():
            if one is not None and self._is_of_indices(one):
                context.indices = [one]
            elif one is not None:
                suppose(context, Statement(one.sides[0], one.signs[0], one.sides[1]))
                context.cases.append(one)

    def _orders(self, statement: Statement, *, claim: bool) -> bool:
        """Take what is supposed of letters; tell whether an inequality states something."""
        left, sign, right = statement
        bare = [side for side in (left, right) if isinstance(side, Name)]
        if not bare or not is_of_letters(statement.tree):
            return True
        if all(map(self._is_determined, bare)):
            return claim
        arrays = [array for side in bare for array in self._array_of(side.name)]
        defined = any(self._is_defined(side.name) for side in bare)
        told = defined or not all(is_free(self.context, a) for a in arrays)
        if claim and told:
            return sign != "!="
        if (arrays or defined) and isinstance(decide(self.context, statement), Proven):
            return True  # `p_k <= 1` of probabilities supposes nothing, nor does `f >= 0` of `f = x^2`
        if defined and self._formula.concludes:
            return sign != "!="
        if sign != "!=":
            suppose(self.context, statement)
            if self._formula.case and not self._formula.lasts:
                self.context.cases.append(statement.tree)
                self.context.entries |= entries_among(self.context, bare)
        return False

    def _adds_up(self, statement: Statement, *, claim: bool) -> bool:
        """Take what the entries of an array are supposed to add up to; tell whether that was it."""
        total = total_of(statement.tree)
        if total is None or not is_free(self.context, total.name):
            return False
        known = self.context.wishes.get(total.name)
        if known is not None and known.kind and (claim or known.total == total.number):
            return False
        suppose_total(self.context, total)
        return True

    def _array_of(self, name: str) -> list[str]:
        """Return the array that a name is an entry of, if there is something to be known of its entries."""
        stem = self.context.entry_of(name) or indexed(name)[0]
        known = stem in self.context.wishes or (stem and self._is_defined(stem))
        return [stem] if known else []
