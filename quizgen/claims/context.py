"""What a text has said so far: which names it defines, which values it gives, what it supposes.

A definition holds in the whole text, also before it is written; a value holds from where it stands, until the letter
is given another one.
"""

from typing import NamedTuple

from quizgen.claims.mention import NO_LETTERS, indexed, made_of, mentioned, summed, unbound
from quizgen.claims.world import Wish
from quizgen.notation.symbols import pieces
from quizgen.notation.tree import Name, Operation, Relation, Tree, put, walk

_MOST_DEFINITIONS = 400


class UndecidableError(ValueError):
    """A formula holds something that has no value here; the message says what."""


class Function(NamedTuple):
    """What a text says a function is: `f(x) = x^2`."""

    parameters: tuple[str, ...]
    body: Tree


class Size(NamedTuple):
    """A size that a text gives a letter: rows and columns, each a number or a letter."""

    rows: Tree
    columns: Tree


class Context:
    """The names of one text."""

    def __init__(self) -> None:
        self.definitions: dict[str, Tree] = {}
        self.functions: dict[str, Function] = {}
        self.others: dict[str, list[Tree]] = {}  # what else a defined name is said to be
        self.values: dict[str, Tree] = {}
        self.signals: dict[str, Tree] = {}  # values of the derivative of an unknown cost by a name
        self.sizes: dict[str, Size] = {}
        self.lengths: dict[str, Tree] = {}  # of vectors of which nothing tells whether they are rows or columns
        self.wishes: dict[str, Wish] = {}
        self.suppositions: list[Relation] = []
        self.entries = frozenset[str]()  # those that are bounded in this case only
        self.cases: list[Relation] = []  # those of them that are bounds of letters, and hold in this case only
        self.letters_below: frozenset[str] = frozenset()  # those that stand below names as indices
        self.indices: list[Relation] = []  # what is told of them: i != j
        self.arrays: frozenset[str] = frozenset()  # the names whose numbered names are entries
        self.open: frozenset[str] = frozenset()  # and those of which nothing tells whether they are
        self.summed_up: frozenset[str] = frozenset()  # the names whose entries are added up anywhere
        self.parts: dict[str, dict[str, Tree]] = {}  # the entries of an array that are defined, by their names
        self.beside: set[str] = set()  # the names in the statement that is looked at
        self.cost = ""  # the one name that it differentiates and nobody defined
        self._reached: dict[str, frozenset[str]] = {}
        self._moved: dict[str, frozenset[str]] = {}
        self._used: set[str] = set()  # the names in definitions
        self._made: set[str] = set()  # those that they are made of
        self._summed: set[str] = set()  # and the arrays whose entries they add up

    def copy(self) -> "Context":
        """Return a context that says the same, and may come to say more."""
        made = Context()
        for name, mine in vars(self).items():
            if name not in ("_reached", "_moved"):  # which hang on all the rest
                setattr(made, name, mine if isinstance(mine, str) else mine.copy())
        return made

    def define(self, name: str, tree: Tree) -> bool:
        """Take a definition, unless the name has one or it would go in a circle; tell whether it was taken."""
        if name in self.definitions or name in self.functions or self._goes_round(name, tree):
            if name in self.definitions:
                self.others.setdefault(name, []).append(tree)
            return False
        self.definitions[name] = tree
        self._used.update(mentioned(tree))
        self._made.update(made_of(tree))
        self._summed.update(summed(tree))
        self._reached.clear()
        self._moved.clear()
        return True

    def unfold(self, name: str, part: str, tree: Tree) -> None:
        """Put what a part of a definition is into it: `L_i` into `L = sum_i L_i`."""
        self.definitions[name] = made = put(self.definitions[name], part, tree)
        self._used.update(mentioned(made))
        self._summed.update(summed(made))
        self._reached.clear()
        self._moved.clear()

    def define_part(self, stem: str, name: str, tree: Tree) -> bool:
        """Take the definition of an entry of an array that nothing else tells of; tell whether it was taken."""
        told = stem in self.definitions or stem in self.values or name in self.parts.get(stem, ())
        if told or stem in self.reach(tree):
            return False
        self.parts.setdefault(stem, {})[name] = tree
        self._used.update(mentioned(tree))
        self._reached.clear()
        self._moved.clear()
        return True

    def read(self, arrays: frozenset[str], open_: frozenset[str], summed_up: frozenset[str]) -> None:
        """Take which names are arrays and have entries that are told by numbers, of which that is open, and sums."""
        self.arrays, self.open, self.summed_up = arrays, open_, summed_up
        self._reached.clear()
        self._moved.clear()

    def define_function(self, name: str, parameters: tuple[str, ...], body: Tree) -> bool:
        """Take the definition of a function, unless it has one or would call itself."""
        if name in self.functions or name in self.definitions or self._goes_round(name, body):
            return False
        self.functions[name] = Function(parameters, body)
        self._reached.clear()
        self._moved.clear()
        return True

    @property
    def sized(self) -> frozenset[str]:
        """The names of arrays whose size, or length, the text gives."""
        return frozenset(self.sizes.keys() | self.lengths.keys())

    @property
    def told(self) -> frozenset[str]:
        """The names of which the text gives a definition, a value or a size."""
        return self.sized | self.definitions.keys() | self.values.keys()

    @property
    def is_full(self) -> bool:
        """Whether there are too many definitions to follow."""
        return len(self.definitions) >= _MOST_DEFINITIONS

    def _goes_round(self, name: str, tree: Tree) -> bool:
        """Tell whether a definition would go in a circle, or is one too many to follow."""
        if self.is_full:
            return True
        new = not self.in_graph(name) and not self.functions and name not in mentioned(tree)
        return not new and name in self.reach(tree)

    def replace(self, name: str, tree: Tree) -> Tree:
        """Let a defined name stand for another formula, and return the old one."""
        old, self.definitions[name] = self.definitions[name], tree
        self._reached.clear()
        self._moved.clear()
        return old

    def reached_by(self, name: str) -> frozenset[str]:
        """Return all names that a name hangs on."""
        if name not in self._reached:
            self._reached[name] = frozenset(self.reach(Name(name)))
        return self._reached[name]

    def moved_by(self, name: str) -> frozenset[str]:
        """Return all that a name hangs on, and the indices below any of that."""
        if name not in self._moved:
            reached = self.reached_by(name)
            letters = {sign for known in reached for sign in indexed(known)[1] if sign.isalpha()}
            self._moved[name] = reached | letters | {f"#{letter}" for letter in letters}
        return self._moved[name]

    def reach(self, *trees: Tree) -> set[str]:
        """Return all names that formulas hang on, by way of the definitions too; functions are among them."""
        found: set[str] = set()
        waiting = list(trees)
        while waiting:
            for name in mentioned(waiting.pop()):
                for known in (name, self.bar_of(name), self.entry_of(name)):
                    if known and known not in found:
                        found.add(known)
                        if known in self.definitions:
                            waiting.append(self.definitions[known])
                        waiting += self.parts.get(known, {}).values()
                        if known in self.functions:
                            waiting.append(self.functions[known].body)
        return found

    def bar_of(self, name: str) -> str | None:
        """Return what a bar stands on, where it is a name of the graph: `Z` of `Z_bar`, which is the cost by Z."""
        base, accents, below, primes, asked = pieces(name)
        if not accents or accents[-1] != "bar" or primes or asked or name in self.definitions:
            return None
        stem = "_".join([base, *accents[:-1], *below])
        return stem if self.in_graph(stem) or self.in_graph(self.entry_of(stem) or stem) else None

    def in_graph(self, name: str) -> bool:
        """Tell whether a name is defined, or is what a definition is made of."""
        return name in self.definitions or name in self._used or name in self._summed

    def may_be_cost(self, name: str) -> bool:
        """Tell whether a name may be that of a cost which the text does not define, and of which it makes nothing."""
        told = self.definitions.keys() | self.functions.keys() | self._made
        return name not in told and self.bar_of(name) is None

    def entry_of(self, name: str) -> str | None:
        """Return the array that a name with indices below is an entry of, if the text speaks of that array."""
        if name in self.definitions:
            return None
        stem, below = indexed(name)
        if stem in self.definitions and not unbound(self.definitions[stem]).isdisjoint((name, *below)):
            return None  # `L` of `L = sum_i L_i` is made of them, and `f_x` beside `f = x^2` is the slope of f by x
        if not below.isalpha():
            return stem if stem in self.arrays else None
        known = name not in self.values and (self._is_array(stem) or stem in self.beside)
        return stem if known else None

    def _is_array(self, stem: str) -> bool:
        told = stem in self.sized or stem in self.values or bool(self.wishes.get(stem, Wish()).kind)
        return told or self.in_graph(stem)

    def letters_behind(self, name: str) -> list[str]:
        """Return the letters that a name is made of in the end."""
        no_letters = NO_LETTERS | self.definitions.keys() | self.functions.keys() | {name}
        return sorted(self.reached_by(name) - no_letters)

    def terminals(self) -> list[str]:
        """Return the defined names that no other definition uses and that are no gradients: what a cost is made of."""
        graph = {name: tree for name, tree in self.definitions.items() if not _has_gradient(self, tree)}
        used = {name for tree in graph.values() for name in self.reach(tree)}
        return [name for name in graph if name not in used]


def _has_gradient(context: Context, tree: Tree) -> bool:
    parts = [part for part in walk(tree) if isinstance(part, Operation | Name)]
    return any(
        part.symbol == "derivative" if isinstance(part, Operation) else context.bar_of(part.name) is not None
        for part in parts
    )


def given_entries(context: Context, stem: str) -> dict[str, Tree]:
    """Return the entries of an array to which the text gives values, by their names."""
    return {name: tree for name, tree in context.values.items() if context.entry_of(name) == stem}
