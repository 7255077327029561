"""The formulas of a text in their order: what they define, give and suppose, and what they state.

A definition `q = x + y` of a new name states nothing; `x = -2` gives a letter a value; `x > 0` supposes something of a
letter; `f(x) = x^2` says what a function is; `X: N x D` gives a size. What is left are statements, and each is decided.
A chain `df/dq = z = -4` is one statement for each of its signs. Words, arrows, assignments `<-` and formulas without a
sign state nothing.
"""

from collections.abc import Sequence

from quizgen.claims.apart import is_of_entry
from quizgen.claims.averaging import Counts
from quizgen.claims.cases import Cases
from quizgen.claims.condition import ELSE, MORE, NEW, UNCLEAR, forget_case
from quizgen.claims.context import Context
from quizgen.claims.deciding import decide
from quizgen.claims.familiar import unfamiliar, words_for_functions
from quizgen.claims.formula import Formula
from quizgen.claims.giving import MOST_TIMEOUTS
from quizgen.claims.learning import relations
from quizgen.claims.mention import is_literal
from quizgen.claims.numbered import with_plain_indices
from quizgen.claims.patience import AFTER_TOO_LONG
from quizgen.claims.shape import decide_shape, is_shape
from quizgen.claims.statement import Statement
from quizgen.claims.supposing import ORDER, on_both_sides
from quizgen.claims.verdict import Finding, Proven, Refuted, Undecided, Verdict
from quizgen.notation.symbols import FUNCTIONS
from quizgen.notation.text import to_text
from quizgen.notation.tree import Name, Operation, Relation, Tree

_CHECKED = ("=", "!=", "<", "<=", ">", ">=", "~=")
_CASES = "write a card for each case"
_SLOW = "it takes too "  # long, or many steps


def examine(formulas: Sequence[Formula], context: Context | None = None) -> list[list[Finding]]:
    """Return what is found of the statements in each formula of one text."""
    formulas = [formula._replace(tree=with_plain_indices(formula.tree)) for formula in formulas]
    counts = Counts([formula.tree for formula in formulas])
    formulas = [formula._replace(tree=counts.put_into(formula.tree)) for formula in formulas]
    text = _Text(context or Context())
    text.learn([formula.tree for formula in formulas], [formula.tree for formula in formulas if not formula.claim])
    return [text.findings(formula, formulas[place:]) for place, formula in enumerate(formulas, 1)]


class _Text(Cases):
    """One text while it is read: twice, first for its definitions and then for what it states."""

    def findings(self, formula: Formula, following: Sequence[Formula]) -> list[Finding]:
        """Return what is found of a formula's statements, in sight of the formulas after it."""
        found: list[Finding] = []
        if formula.case == ELSE:
            self._turn_round()
            formula = formula._replace(case="")
        self._formula, self._following = formula, following
        self._unclear = (self._unclear and not formula.apart and formula.case != NEW) or formula.case == UNCLEAR
        if formula.case == UNCLEAR:
            forget_case(self.context)
            return []
        told, alone = self.context.indices, isinstance(formula.tree, Relation)
        supposes = False
        for relation in (on_both_sides(self.context, one) for one in relations(formula.tree)):
            for place, sign in enumerate(relation.signs):
                left, right = relation.sides[place : place + 2]
                statement = Statement(left, sign, right)
                if self._is_spent(statement):
                    supposes = True
                elif self._is_of_indices(statement.tree):
                    self._tell_apart(statement.tree, formula.case)
                    supposes = True
                elif formula.case and self._supposes(statement, formula.case if not place else MORE):
                    supposes = True
                elif self._states(statement, relation, place, claim=formula.claim):
                    found.append(self._found(statement))
                elif self._contradiction:
                    found.append(Finding(to_text(statement.tree), Refuted(self._contradiction)))
                    self._contradiction = ""
        self.context.indices = self.context.indices if alone else told  # what a phrase tells, it tells of itself
        if not (supposes or formula.case):
            self._stated, self._spent = bool(found), self._spent if found else []
        return found

    def _found(self, statement: Statement) -> Finding:
        written = to_text(statement.tree)
        if self._timeouts >= MOST_TIMEOUTS:
            return Finding(written, Undecided(AFTER_TOO_LONG))
        if self.context.is_full:
            return Finding(written, Undecided("the text defines too many names to follow"))
        if is_shape(statement.left) or is_shape(statement.right):
            return Finding(written, decide_shape(self.context, statement))
        if statement.sign == "!=" and not (is_literal(statement.left) and is_literal(statement.right)):
            return Finding(written, self._differing(statement))
        doubt = unfamiliar(self.context, statement.left)
        if doubt:
            return Finding(written, doubt)
        verdict = decide(self.context, statement)
        if isinstance(verdict, Refuted) and self._says_of_unknown(statement.left):
            return Finding(written, Undecided(f"nothing tells what the function on the left of '{statement.sign}' is"))
        words = words_for_functions(self.context, statement.left, statement.right)
        if isinstance(verdict, Refuted) and words:
            return Finding(
                written, Undecided(f"nothing tells what {words[0]} is", f"define it, as in {words[0]}(x) = x^2")
            )
        if self._unclear:
            return Finding(written, Undecided("a case with or, whether or the like is not looked at", _CASES))
        if isinstance(verdict, Refuted):
            verdict = self._under(statement) or verdict
        if isinstance(verdict, Proven) and not is_of_entry(self.context, statement):
            verdict = Undecided("a case of one entry says nothing of the others", "say it of the entry, or of all")
        self._timeouts += isinstance(verdict, Undecided) and verdict.why.startswith(_SLOW)
        return Finding(written, verdict)

    def _differing(self, statement: Statement) -> Verdict:
        """Return whether two formulas are not the same: `A @ B != B @ A` says that they differ somewhere."""
        match decide(self.context, statement._replace(sign="=")):
            case Proven():
                return Refuted("both sides are always the same")
            case Refuted():
                return Proven("by numbers at which they differ")
            case undecided:
                return undecided

    def _states(self, statement: Statement, relation: Relation, place: int, *, claim: bool) -> bool:
        """Tell whether a sign states something, once what it defines, gives or supposes is taken."""
        left, sign, right = statement
        if sign not in _CHECKED:
            return False
        if sign in (*ORDER, "!="):
            return self._orders(statement, claim=claim)
        if sign == "~=":
            return is_literal(right)
        if sign == "=" and self._adds_up(statement, claim=claim):
            return False
        if place == 0 and id(relation) in self._defining:
            return False
        if is_literal(right) and self._gives(left, right, lone=len(relation.signs) == 1, claim=claim):
            return False
        if unfamiliar(self.context, left):
            return True
        return not (self._says_of_unknown(left) and (is_literal(right) or isinstance(right, Name)))

    def _says_of_unknown(self, left: Tree) -> bool:
        """Tell whether an equation says something of a function that nobody defined, such as `f(0) = 1`."""
        if not (isinstance(left, Operation) and left.symbol == "call" and isinstance(left.operands[0], Name)):
            return False
        name = left.operands[0].name
        known = name.rstrip("'") in FUNCTIONS or name in self.context.functions or name in self.context.definitions
        return not known and "'" not in name and name != "diag"


def states(tree: Tree) -> bool:
    """Tell whether a formula says anything: a statement, a definition, or what is supposed."""
    return any(relation.signs[0] in (*_CHECKED, ":") for relation in relations(tree))


__all__ = ["Formula", "examine", "relations", "states"]
