"""What a text defines: names, functions, sizes, entries of arrays."""

from collections.abc import Collection, Iterator, Sequence

from quizgen.claims.apart import is_of_indices, letters_below
from quizgen.claims.context import Context, Size
from quizgen.claims.entrywise import Entrywise, is_entrywise
from quizgen.claims.familiar import is_familiar, learn_familiar
from quizgen.claims.mention import indexed, is_literal
from quizgen.claims.numbered import is_numbered, reading
from quizgen.claims.supposing import ORDER, total_of
from quizgen.claims.world import Wish
from quizgen.notation.symbols import FUNCTIONS
from quizgen.notation.tree import Name, Number, Operation, Relation, Tree

_LISTS = ("list", "phrase", "tuple", "group")


class Learning:
    """The definitions of one text."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self._defining: set[int] = set()  # the relations whose first sign defines, by identity

    def learn(self, trees: Sequence[Tree], shown: Sequence[Tree]) -> None:
        """Take the definitions of all formulas; of those that are shown to a learner, squares of new names, too.

        Those of entries and of numbered names come after the others, which tell what is an array, and names with a bar
        that stand on nothing in the text, and so are means and no gradients, at last.
        """
        learn_familiar(self.context, trees)
        self.context.letters_below = letters = letters_below(trees)
        found = [one for tree in trees for one in relations(tree) if not is_of_indices(one, letters)]
        for tree in trees:
            for name, what in declared(tree):
                self._declare(name, what)
        equations = [relation for relation in found if relation.signs[0] == "="]
        numbered = [relation for relation in equations if is_numbered(relation.sides[0])]
        by_entries = [relation for relation in equations if is_entrywise(relation.sides[0])]
        later = [*numbered, *by_entries]
        bars = [relation for relation in equations if relation not in later and not self._define(relation)]
        entrywise = Entrywise(trees)
        for relation in by_entries:
            array = entrywise.definition(self.context, relation)
            if array is None:
                bars += [] if self._define(relation) else [relation]
                self._unfold(relation)
            elif self.context.define(*array):
                self._defining.add(id(relation))
        self.context.read(*reading(self.context, trees))
        for relation in numbered:
            self._define_numbered(relation)
        for relation in bars:
            self._define(relation, barred=True)
        for relation in equations:
            self._define_gradient(relation)
        valued = {side.name for one in equations for side in one.sides[:1] if isinstance(side, Name)}
        for relation in (relation for tree in shown for relation in relations(tree)):
            if relation.signs[0] == "=" and not is_of_indices(relation, letters):
                self._define_square(relation, valued)

    def _define_square(self, relation: Relation, valued: Collection[str]) -> None:
        """Take `sigma^2 = ...` for what sigma is, the root of it, where the text says nothing else of sigma."""
        left, right = relation.sides[:2]
        if not isinstance(left, Operation) or left.symbol != "^" or left.operands[1] != Number(2):
            return
        base = left.operands[0]
        if not isinstance(base, Name) or base.name in valued or self._may_be_entry(base.name) or is_literal(right):
            return
        known = self._is_defined(base.name) or base.name in self.context.reach(right)
        if not known and self.context.define(base.name, Operation("call", (Name("sqrt"), right))):
            self._defining.add(id(relation))

    def _define_gradient(self, relation: Relation) -> None:
        """Take `dL/dy = g` for what g is, where the text speaks of neither before that."""
        left, right = relation.sides[:2]
        if not (isinstance(left, Operation) and left.symbol == "derivative" and isinstance(right, Name)):
            return
        cost, context = left.operands[0], self.context
        told = context.in_graph(right.name) or right.name in context.reach(left) | context.sized
        if told or self._may_be_entry(right.name) or not (isinstance(cost, Name) and context.may_be_cost(cost.name)):
            return
        if context.define(right.name, left):
            self._defining.add(id(relation))

    def _unfold(self, relation: Relation) -> None:
        """Put the terms of a sum into it, where the text tells them apart: `L = sum_i L_i` with `L_i = ...`."""
        left, right = relation.sides[:2]
        stem = indexed(left.name)[0] if isinstance(left, Name) else ""
        if id(relation) in self._defining and isinstance(left, Name) and stem in self.context.definitions:
            self.context.unfold(stem, left.name, right)

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
            if plain and not is_familiar(name) and self.context.define_function(name, parameters, right):
                self._defining.add(id(relation))
        return True

    def _is_defined(self, name: str) -> bool:
        return name in self.context.definitions or name in self.context.functions

    def _is_entry(self, name: str) -> bool:
        return self.context.entry_of(name) is not None

    def _may_be_entry(self, name: str) -> bool:
        return self._is_entry(name) or indexed(name)[0] in self.context.open

    def _declare(self, name: str, what: Tree) -> None:
        """Take the size of an array, the length of a vector, or what kind of vector it is."""
        match what:
            case Operation("×", (rows, columns)):
                self.context.sizes[name] = Size(rows, columns)
            case Operation("-", (Name("one"), Name("hot"))):
                self.context.wishes[name] = Wish(kind="one-hot")
            case Name("probabilities"):
                self.context.wishes[name] = Wish(kind="probabilities")
            case Number():
                self.context.lengths[name] = what
            case Name(length) if len(length.partition("_")[0]) == 1:  # and no word
                self.context.lengths[name] = what


def declared(tree: Tree) -> Iterator[tuple[str, Tree]]:
    """Yield the names of which a formula says what they are, as `X, Y: N x D` or `x in R^n` does, with what it says."""
    parts = tree.operands if isinstance(tree, Operation) and tree.symbol in _LISTS else (tree,)
    names: list[str] = []
    for part in parts:
        match part:
            case Name(name):
                names.append(name)
                continue
            case Relation((":" | "∈",), (Name(name), Operation("^", (Name("R"), what)))):
                yield from ((one, what) for one in (*names, name))
            case Relation((":",), (Name(name), what)):
                yield from ((one, what) for one in (*names, name))
            case Operation(symbol) if symbol in _LISTS:
                yield from declared(part)
        names = []


def relations(tree: Tree) -> Iterator[Relation]:
    """Yield the relations of a formula, those in a list or beside words each for itself."""
    if isinstance(tree, Relation):
        yield tree
    elif isinstance(tree, Operation) and tree.symbol in _LISTS:
        parts = () if _is_range(tree) else tree.operands
        ordered = sorted(parts, key=lambda part: not _supposes(part)) if tree.symbol == "phrase" else parts
        for part in ordered:
            yield from relations(part)


def _is_range(tree: Operation) -> bool:
    """Tell whether a list says how far an index runs: `i = 1, ..., n`."""
    match tree.operands:
        case (Relation(("=",), (Name(), Number())), Name("..."), *_):
            return True
    return False


def _supposes(tree: Tree) -> bool:
    """Tell whether a part of a phrase is what the rest is said under."""
    return isinstance(tree, Relation) and (set(tree.signs) <= {*ORDER, "!="} or total_of(tree) is not None)


def _has_bar(name: str) -> bool:
    return "_bar" in name
