"""The formulas of a text in their order: what they define, give and suppose, and what they state.

A definition `q = x + y` of a new name states nothing; `x = -2` gives a letter a value; `x > 0` supposes something of a
letter; `f(x) = x^2` says what a function is; `X: N x D` gives a size. What is left are statements, and each is decided.
A chain `df/dq = z = -4` is one statement for each of its signs. Words, arrows, assignments `<-` and formulas without a
sign state nothing.
"""

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from quizgen.claims.behind import behind
from quizgen.claims.context import Context, Size, indexed, is_literal, is_number_literal
from quizgen.claims.deciding import decide
from quizgen.claims.numbered import is_numbered, reading, with_plain_indices
from quizgen.claims.patience import AFTER_TOO_LONG
from quizgen.claims.scanning import Statement, is_determined
from quizgen.claims.shape import decide_shape, is_shape
from quizgen.claims.supposing import ORDER, suppose, supposition
from quizgen.claims.verdict import Finding, Proven, Refuted, Undecided, Verdict
from quizgen.claims.world import Wish
from quizgen.notation.symbols import FUNCTIONS
from quizgen.notation.text import to_text
from quizgen.notation.tree import Name, Operation, Relation, Tree, walk

_CHECKED = ("=", "!=", "<", "<=", ">", ">=", "~=")
_MOST_TIMEOUTS = 2  # of a text; after that nobody waits for the rest
_SLOW = "it takes too "  # long, or many steps


class Formula(NamedTuple):
    """A formula of a text; a `claim` is one whose author says that it is a statement, whatever it looks like."""

    tree: Tree
    claim: bool = False


def examine(formulas: Sequence[Formula], context: Context | None = None) -> list[list[Finding]]:
    """Return what is found of the statements in each formula of one text."""
    formulas = [formula._replace(tree=with_plain_indices(formula.tree)) for formula in formulas]
    text = _Text(context or Context())
    text.learn([formula.tree for formula in formulas])
    following = [formula.tree for formula in formulas[1:]]
    return [text.findings(formula, after) for formula, after in zip_longest(formulas, following)]


class _Text:
    """One text while it is read: twice, first for its definitions and then for what it states."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self._defining: set[int] = set()  # the relations whose first sign defines, by identity
        self._after: Statement | None = None  # what is supposed right after a formula: `|x| = x` for `x > 0`
        self._behind: set[str] = set()  # the letters whose value follows from another, and may be given anew
        self._timeouts = 0

    def learn(self, trees: Sequence[Tree]) -> None:
        """Take the definitions of all formulas.

        Those of numbered names come after the others, which tell what is an array, and names with a bar that stand on
        nothing in the text, and so are means and no gradients, at last.
        """
        found = [relation for tree in trees for relation in relations(tree)]
        for relation in found:
            if relation.signs[0] == ":":
                self._declare(relation)
        equations = [relation for relation in found if relation.signs[0] == "="]
        numbered = [relation for relation in equations if is_numbered(relation.sides[0])]
        bars = [relation for relation in equations if relation not in numbered and not self._define(relation)]
        self.context.read(*reading(self.context, trees))
        for relation in numbered:
            self._define_numbered(relation)
        for relation in bars:
            self._define(relation, barred=True)

    def _define_numbered(self, relation: Relation) -> None:
        """Take the definition of a letter of its own, or of an entry of an array that nothing else tells of."""
        left, right = relation.sides[:2]
        stem = self.context.entry_of(left.name) if isinstance(left, Name) else None
        if stem is None:
            self._define(relation)
        elif isinstance(left, Name) and not is_literal(right) and self.context.define_part(stem, left.name, right):
            self._defining.add(id(relation))

    def _define(self, relation: Relation, *, barred: bool = False) -> bool:
        """Take a definition; tell whether there is nothing more to look at."""
        left, right = relation.sides[:2]
        if isinstance(left, Name):
            if _has_bar(left.name) and not barred:
                return False
            if (barred and self.context.bar_of(left.name)) or is_literal(right) or self._is_entry(left.name):
                return True
            if self.context.define(left.name, right):
                self._defining.add(id(relation))
        elif isinstance(left, Operation) and left.symbol == "call" and not barred:
            called, *inputs = left.operands
            name = called.name if isinstance(called, Name) else "'"
            parameters = tuple(part.name for part in inputs if isinstance(part, Name))
            plain = len(set(parameters)) == len(inputs) and name not in FUNCTIONS and "'" not in name
            if plain and self.context.define_function(name, parameters, right):
                self._defining.add(id(relation))
        return True

    def _is_defined(self, name: str) -> bool:
        return name in self.context.definitions or name in self.context.functions

    def _is_entry(self, name: str) -> bool:
        return self.context.entry_of(name) is not None

    def _may_be_entry(self, name: str) -> bool:
        return self._is_entry(name) or indexed(name)[0] in self.context.open

    def _declare(self, relation: Relation) -> None:
        name, size = relation.sides[:2]
        if not isinstance(name, Name):
            return
        if isinstance(size, Operation) and size.symbol == "×" and len(size.operands) == 2:
            self.context.sizes[name.name] = Size(*size.operands)
        elif size == Operation("-", (Name("one"), Name("hot"))):
            self.context.wishes[name.name] = Wish(kind="one-hot")
        elif size == Name("probabilities"):
            self.context.wishes[name.name] = Wish(kind="probabilities")

    def findings(self, formula: Formula, after: Tree | None) -> list[Finding]:
        """Return what is found of a formula's statements, in sight of the formula after it."""
        found: list[Finding] = []
        self._after = supposition(after)
        for relation in relations(formula.tree):
            for place, sign in enumerate(relation.signs):
                left, right = relation.sides[place : place + 2]
                statement = Statement(left, sign, right)
                if self._states(statement, relation, place, claim=formula.claim):
                    found.append(self._found(statement))
        return found

    def _found(self, statement: Statement) -> Finding:
        written = to_text(statement.tree)
        if self._timeouts >= _MOST_TIMEOUTS:
            return Finding(written, Undecided(AFTER_TOO_LONG))
        if self.context.is_full:
            return Finding(written, Undecided("the text defines too many names to follow"))
        if is_shape(statement.left) or is_shape(statement.right):
            return Finding(written, decide_shape(self.context, statement))
        if statement.sign == "!=" and not (is_literal(statement.left) and is_literal(statement.right)):
            return Finding(written, self._differing(statement))
        verdict = decide(self.context, statement)
        if isinstance(verdict, Refuted) and self._says_of_unknown(statement.left):
            return Finding(written, Undecided(f"nothing tells what the function on the left of '{statement.sign}' is"))
        if isinstance(verdict, Refuted) and self._after is not None:
            supposing = self.context.copy()
            suppose(supposing, self._after)
            again = decide(supposing, statement)
            verdict = again if isinstance(again, Proven) else verdict
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
        if place == 0 and id(relation) in self._defining:
            return False
        if is_literal(right) and self._gives(left, right, lone=len(relation.signs) == 1, claim=claim):
            return False
        return not (self._says_of_unknown(left) and (is_literal(right) or isinstance(right, Name)))

    def _gives(self, left: Tree, right: Tree, *, lone: bool, claim: bool) -> bool:
        """Take the value of a letter, or of a derivative that nothing else tells; tell whether it was one."""
        context = self.context
        if isinstance(left, Name):
            name, stem = left.name, context.bar_of(left.name)
            known = context.values.get(name)
            if known is not None and (claim or not lone or (name not in self._behind and _is_result(right, known))):
                return False
            is_free = name not in context.definitions and stem is None and not self._is_entry(name)
            if not is_free and self._is_determined(left):
                return False
            if stem is None:
                context.values[name] = right
                self._behind.discard(name)
                self._look_behind()
            else:
                context.signals[stem] = right
            return True
        if isinstance(left, Operation) and left.symbol == "derivative":
            of, by = left.operands[0], left.operands[-1]
            if not isinstance(of, Name) or self._may_be_entry(of.name) or self._is_defined(of.name):
                return False
            if self._is_determined(left):
                return False
            if isinstance(by, Name):
                context.signals[by.name] = right
            return True
        return False

    def _is_determined(self, tree: Tree) -> bool:
        """Tell whether a formula has one value only; what takes too long to say is taken for one that has."""
        if self._timeouts >= _MOST_TIMEOUTS:
            return True
        found = is_determined(self.context, tree)
        self._timeouts += found is None
        return found is not False

    def _look_behind(self) -> None:
        """Take the value of each letter that makes the given value of a defined name true, where there is one."""
        values = self.context.values
        waiting = [name for name in self.context.definitions if name in values]
        while waiting:
            name = waiting.pop()
            found = behind(self.context.definitions[name], values[name], values.keys())
            if found is not None:
                letter, values[letter] = found
                self._behind.add(letter)
                waiting += [letter] if letter in self.context.definitions else []

    def _says_of_unknown(self, left: Tree) -> bool:
        """Tell whether an equation says something of a function that nobody defined, such as `f(0) = 1`."""
        if not (isinstance(left, Operation) and left.symbol == "call" and isinstance(left.operands[0], Name)):
            return False
        name = left.operands[0].name
        known = name.rstrip("'") in FUNCTIONS or name in self.context.functions or name in self.context.definitions
        return not known and "'" not in name and name != "diag"

    def _orders(self, statement: Statement, *, claim: bool) -> bool:
        """Take what is supposed of letters; tell whether an inequality states something."""
        left, sign, right = statement
        bare = [side for side in (left, right) if isinstance(side, Name)]
        if not bare or not all(isinstance(side, Name) or is_number_literal(side) for side in (left, right)):
            return True
        if all(map(self._is_determined, bare)):
            return claim
        if claim and any(self._is_defined(side.name) for side in bare):
            return sign != "!="
        if sign != "!=":
            suppose(self.context, statement)
        return False


def states(tree: Tree) -> bool:
    """Tell whether a formula says anything: a statement, a definition, or what is supposed."""
    return any(relation.signs[0] in (*_CHECKED, ":") for relation in relations(tree))


def relations(tree: Tree) -> Iterator[Relation]:
    """Yield the relations of a formula, those in a list or beside words each for itself."""
    if isinstance(tree, Relation):
        yield tree
    elif isinstance(tree, Operation) and tree.symbol in ("list", "phrase", "tuple", "group"):
        parts = tree.operands
        ordered = sorted(parts, key=lambda part: not _supposes(part)) if tree.symbol == "phrase" else parts
        for part in ordered:
            yield from relations(part)


def _supposes(tree: Tree) -> bool:
    """Tell whether a part of a phrase is what the rest is said under."""
    return isinstance(tree, Relation) and set(tree.signs) <= {*ORDER, "!="}


def _is_result(number: Tree, sum_: Tree) -> bool:
    """Tell whether a number is what a sum that was given for the same letter comes to: `z = 2*3 + 1`, `z = 7`."""
    return is_number_literal(number) and _is_worked_out(sum_) and not _is_worked_out(number)


def _is_worked_out(tree: Tree) -> bool:
    return any(isinstance(part, Operation) and part.symbol in ("+", "-", "*", "^") for part in walk(tree))


def _has_bar(name: str) -> bool:
    return "_bar" in name


__all__ = ["Formula", "examine", "states"]
