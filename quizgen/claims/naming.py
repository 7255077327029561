"""The value of a name: bound, given, defined, an entry of an array, a bar, a size, or a letter."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from quizgen.autodiff.array import Array, Shape, of_shape
from quizgen.autodiff.number import UndefinedValueError
from quizgen.claims.context import UndecidableError, given_entries
from quizgen.claims.kinds import below_of, is_one_number
from quizgen.claims.mention import indexed
from quizgen.claims.summing import Summing
from quizgen.claims.world import Wish
from quizgen.notation.text import to_text
from quizgen.notation.tree import Name, Number, Operation

_COSTS, _UNKNOWN = ("c", "L", "C", "J", "E"), "the cost"
_DEEPEST = 60  # definitions and functions inside each other


class Naming(Summing):
    """An evaluation that knows the names of a text."""

    def name(self, name: str, bound: Mapping[str, Any]) -> Any:
        """Return the value of a name: bound, given, defined, an entry, a bar, a size, or a letter."""
        if name in bound:
            return bound[name]
        if self.is_constant(name, bound):
            return self.world.constant(name)
        if name not in self._known or bound:
            found = self._name(name, bound)
            if bound:
                return found
            self._known[name] = found
        return self._known[name]

    def _name(self, name: str, bound: Mapping[str, Any]) -> Any:
        context = self.context
        if name in context.definitions:
            moving = {letter: value for letter, value in bound.items() if letter in context.moved_by(name)}
            if bound and not moving:
                return self.name(name, {})  # what is bound does not move it
            key = name, tuple((letter, id(value)) for letter, value in moving.items())
            if key not in self._moved:
                with self.deeper():
                    self._moved[key] = moving, self.defined(name, bound)
            return self._moved[key][1]
        if (kronecker := self.kronecker(name, bound)) is not None:
            return kronecker
        entry = self.sizes.entry(name, bound)
        moves = entry is not None and bool(bound) and not context.reached_by(entry[0]).isdisjoint(bound)
        if self.valued and name in context.values and not moves:
            return self.given(name)
        if entry is not None:
            return self.entry(*entry, bound)
        stem = context.bar_of(name)
        if stem is not None:
            return self.bar(stem, bound)
        if name in self.chosen.counts:
            self.sized.add(name)
            return self.world.number(self.chosen.counts[name])
        if name in ("infinity", "...", "?"):
            raise UndecidableError(f"{name} is no number")
        return self.letter(name, bound)

    def kronecker(self, name: str, bound: Mapping[str, Any]) -> Any:
        """Return 1 or 0 for Kronecker's `delta_ij`, if it is that: a delta of which nothing else is told."""
        stem, below = indexed(name)
        if stem != "delta" or len(below) != 2 or stem in self.context.told or name in self.context.told:
            return None
        places = [bound.get(f"#{index}", int(index) if index.isdigit() else None) for index in below]
        return None if None in places else self.world.number(int(places[0] == places[1]))

    def letter(self, name: str, bound: Mapping[str, Any]) -> Any:
        """Return the value of a letter; the entries of an array that the text tells are put in."""
        shape = self.chosen.shapes.get(name)
        told = dict(self.context.parts.get(name, ()))
        if self.valued:
            told |= given_entries(self.context, name)
        if not told or shape is None:
            return self.world.letter(name, shape)
        entries: dict[int, Any] = {}
        for entry, tree in told.items():
            with self.deeper():
                entries[self.place(shape, name, indexed(entry)[1], {})] = self.value(tree, bound)
            self.used |= {entry} & self.context.values.keys()
        count = shape[0] * shape[1]
        free = self.world.letter(name, shape).flat if len(entries) < count else ()
        kind = self.context.wishes.get(name, Wish()).kind
        if free and kind == "one-hot" and any((value - free[place]).inner != 0 for place, value in entries.items()):
            raise UndefinedValueError(f"{name} is hot at another entry")
        if free and kind and kind != "one-hot":
            raise UndecidableError(f"nothing tells what the other entries of {name} are")
        return of_shape(shape, tuple(entries[place] if place in entries else free[place] for place in range(count)))

    def given(self, name: str) -> Any:
        """Return the value that the text gives; a number is that of all entries of an array."""
        self.used.add(name)
        value, shape = self.value(self.context.values[name]), self.chosen.shapes.get(name)
        if shape is None or isinstance(value, Array):
            return value
        return of_shape(shape, (value,) * (shape[0] * shape[1]))

    def defined(self, name: str, bound: Mapping[str, Any]) -> Any:
        """Return the value of a defined name; one that the text gives is put in where nothing before it moves."""
        context = self.context
        if self.valued and name in context.values:
            if not any(letter in bound for letter in context.reach(context.definitions[name])):
                return self.given(name)
            if not self.is_explained(name):
                self.vague.append(f"nothing tells what is behind the value of {name}")
        for entry in given_entries(context, name) if self.valued else ():
            self.vague.append(f"nothing tells what is behind the value of {entry}")
        return self.value(context.definitions[name], bound)

    def is_explained(self, name: str) -> bool:
        """Tell whether a name that is both defined and given has everything given that it is made of."""
        context = self.context
        return all(letter in context.values for letter in context.letters_behind(name))

    def bar(self, stem: str, bound: Mapping[str, Any]) -> Any:
        """Return the derivative by a name of the cost that bars speak of: one that is made of it, or an unknown one."""
        context = self.context
        costs = [name for name in _COSTS if name in context.definitions and stem in context.reached_by(name)]
        cost = next(iter(costs), context.cost or _UNKNOWN)
        return self.derivative(Operation("derivative", (Name(cost), Name(stem))), bound)

    def subscript(self, tree: Operation, bound: Mapping[str, Any]) -> Any:
        """Return an entry of something that is no name, such as `softmax(z)_i`."""
        whole, below = tree.operands
        value = self.value(whole, bound)
        if below == Number(2) and isinstance(whole, Operation) and whole.symbol == "norm":
            return value  # ||x||_2
        indices = below_of(below)
        known = indices and all(index.isdigit() or f"#{index}" in bound for index in indices)
        if not known or not isinstance(value, Array):
            raise UndecidableError(f"{to_text(tree)} has no value that can be worked out here")
        return value.flat[self.place(value.shape, to_text(whole), indices, bound)]

    def entry(self, stem: str, indices: str, bound: Mapping[str, Any]) -> Any:
        """Return an entry of an array."""
        value = self.name(stem, bound)
        if not isinstance(value, Array):
            raise UndecidableError(f"{stem} has no entries here")
        return value.flat[self.place(value.shape, stem, indices, bound)]

    def place(self, shape: Shape, stem: str, indices: str, bound: Mapping[str, Any]) -> int:
        """Return where an entry stands in an array of a shape."""
        if not all(index.isdigit() or f"#{index}" in bound for index in indices):
            raise UndecidableError(f"nothing tells which entry of {stem} is meant")
        rows, columns = shape
        told = [indices] if is_one_number(indices, is_vector=1 in shape) else list(indices)
        found = [int(index) if index.isdigit() else int(bound[f"#{index}"]) for index in told]
        if 0 in found:
            raise UndecidableError(f"{stem}_{indices} is no entry of {stem}: entries are counted from 1")
        if len(found) == 1 and 1 in shape and found[0] <= rows * columns:
            return found[0] - 1
        if len(found) == 2 and found[0] <= rows and found[1] <= columns:
            return (found[0] - 1) * columns + found[1] - 1
        raise UndecidableError(f"{stem} has no entry {', '.join(map(str, found))}: it is {rows} x {columns} here")

    @contextmanager
    def deeper(self) -> Iterator[None]:
        """Go one definition deeper."""
        self._depth += 1
        try:
            if self._depth > _DEEPEST:
                raise UndecidableError("the definitions go too deep")
            yield
        finally:
            self._depth -= 1
