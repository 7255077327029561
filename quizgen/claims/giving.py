"""What a text gives: the values of letters and derivatives, each from where it stands."""

from quizgen.claims.behind import behind
from quizgen.claims.context import Context
from quizgen.claims.contradicting import contradicted
from quizgen.claims.determined import is_determined
from quizgen.claims.learning import Learning
from quizgen.claims.mention import is_number_literal
from quizgen.claims.supposing import drop_broken
from quizgen.notation.tree import Name, Operation, Tree, walk

MOST_TIMEOUTS = 2  # of a text; after that nobody waits for the rest


class Giving(Learning):
    """The values of one text."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._behind: set[str] = set()  # the letters whose value follows from another, and may be given anew
        self._timeouts = 0
        self._contradiction = ""  # between the value that was given last and others

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
                new_case = known is not None and name not in self._behind
                context.values[name] = right
                self._behind.discard(name)
                drop_broken(context, name, right)
                self._see_consistent(name, new_case=new_case)
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

    def _see_consistent(self, name: str, *, new_case: bool) -> None:
        """Note a contradiction between values; where a letter is given anew, others that came before are forgotten."""
        for other, told in contradicted(self.context, name, self._behind).items():
            if new_case and other != name:
                del self.context.values[other]
            else:
                self._contradiction = told

    def _is_determined(self, tree: Tree) -> bool:
        """Tell whether a formula has one value only; what takes too long to say is taken for one that has."""
        if self._timeouts >= MOST_TIMEOUTS:
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


def _is_result(number: Tree, sum_: Tree) -> bool:
    """Tell whether a number is what a sum that was given for the same letter comes to: `z = 2*3 + 1`, `z = 7`."""
    return is_number_literal(number) and _is_worked_out(sum_) and not _is_worked_out(number)


def _is_worked_out(tree: Tree) -> bool:
    return any(isinstance(part, Operation) and part.symbol in ("+", "-", "*", "^") for part in walk(tree))
