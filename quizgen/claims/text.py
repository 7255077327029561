"""The formulas of a text in their order: what they define, give and suppose, and what they state.

A definition `q = x + y` of a new name states nothing; `x = -2` gives a letter a value; `x > 0` supposes something of a
letter; `f(x) = x^2` says what a function is; `X: N x D` gives a size. What is left are statements, and each is decided.
A chain `df/dq = z = -4` is one statement for each of its signs. Words, arrows, assignments `<-` and formulas without a
sign state nothing.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from quizgen.claims.apart import indices_below, is_of_entry, is_of_indices, told_apart
from quizgen.claims.averaging import Counts
from quizgen.claims.condition import ELSE, MORE, NEW, UNCLEAR, forget_case, is_condition, opposite
from quizgen.claims.context import Context
from quizgen.claims.deciding import decide
from quizgen.claims.familiar import unfamiliar, words_for_functions
from quizgen.claims.giving import MOST_TIMEOUTS, Giving
from quizgen.claims.learning import relations
from quizgen.claims.mention import indexed, is_literal, is_number_literal
from quizgen.claims.numbered import with_plain_indices
from quizgen.claims.patience import AFTER_TOO_LONG
from quizgen.claims.shape import decide_shape, is_shape
from quizgen.claims.statement import Statement
from quizgen.claims.supposing import (
    ORDER,
    is_free,
    is_of_letters,
    on_both_sides,
    suppose,
    suppose_total,
    supposition,
    total_of,
)
from quizgen.claims.verdict import Finding, Proven, Refuted, Undecided, Verdict
from quizgen.notation.symbols import FUNCTIONS
from quizgen.notation.text import to_text
from quizgen.notation.tree import Name, Operation, Relation, Tree

_CHECKED = ("=", "!=", "<", "<=", ">", ">=", "~=")
_CASES = "write a card for each case"
_SLOW = "it takes too "  # long, or many steps


class Formula(NamedTuple):
    """A formula of a text; a `claim` is one whose author says that it is a statement, whatever it looks like."""

    tree: Tree
    claim: bool = False
    case: str = ""  # NEW after a word such as `if`, MORE after an `and` that goes on with it
    apart: bool = False  # a sentence ended before it
    concludes: bool = False  # after a word such as `so`
    follows: bool = True  # it may say what the formula before it holds under
    trails: bool = False  # it says nothing else
    lasts: bool = False  # it holds from here on: after `let`, `suppose`


def examine(formulas: Sequence[Formula], context: Context | None = None) -> list[list[Finding]]:
    """Return what is found of the statements in each formula of one text."""
    formulas = [formula._replace(tree=with_plain_indices(formula.tree)) for formula in formulas]
    counts = Counts([formula.tree for formula in formulas])
    formulas = [formula._replace(tree=counts.put_into(formula.tree)) for formula in formulas]
    text = _Text(context or Context())
    text.learn([formula.tree for formula in formulas], [formula.tree for formula in formulas if not formula.claim])
    return [text.findings(formula, formulas[place:]) for place, formula in enumerate(formulas, 1)]


class _Text(Giving):
    """One text while it is read: twice, first for its definitions and then for what it states."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._following: Sequence[Formula] = ()  # the formulas after the one that is looked at
        self._formula = Formula(Operation("list", ()))
        self._spent: list[Relation] = []  # what was said after a statement, and of it alone
        self._stated = False  # whether the last formula that supposes nothing stated something
        self._unclear = False  # whether the case that is looked at could not be read

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

    def _is_spent(self, statement: Statement) -> bool:
        """Tell whether something supposed is said of the statement before it alone."""
        if statement.tree in self._spent:
            return True
        of_case = statement.sign in ORDER or self._is_of_indices(statement.tree)
        return self._formula.trails and self._stated and of_case

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
                supposing.entry |= indices_below(supposing, sides)
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

    def _is_of_indices(self, tree: Tree) -> bool:
        return is_of_indices(tree, self.context.letters_below)

    def _tell_apart(self, relation: Relation, case: str) -> None:
        """Take how two indices stand to each other."""
        if case == NEW:
            forget_case(self.context)
        self.context.indices = told_apart(self.context.indices, relation)

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
                self.context.entry |= indices_below(self.context, bare)
        return False


def is_value(tree: Tree) -> bool:
    """Tell whether a formula gives a letter a number."""
    if not isinstance(tree, Relation) or tree.signs != ("=",):
        return False
    return isinstance(tree.sides[0], Name) and is_number_literal(tree.sides[1])


def states(tree: Tree) -> bool:
    """Tell whether a formula says anything: a statement, a definition, or what is supposed."""
    return any(relation.signs[0] in (*_CHECKED, ":") for relation in relations(tree))


__all__ = ["Formula", "examine", "is_value", "relations", "states"]
