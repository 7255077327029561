"""A tree as plain text in the notation itself, with no more parentheses than it takes to read the same tree again."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from quizgen.notation.differential import is_differential, is_differential_of_call
from quizgen.notation.precedence import GIVEN, POWER, SUM, binding, encloses
from quizgen.notation.symbols import BIG
from quizgen.notation.tree import Name, Number, Operation, Relation, Tree, write_number

if TYPE_CHECKING:
    from fractions import Fraction

LONE_SIGNS = frozenset([
    "+", "-", "*", "/", "^", "@", ".*", "×", "=", "!=", "<", "<=", ">", ">=", "~", "~=", "<-", "->", "=>", "<=>", ":",
    "|", "||", ",", ";", "±", "∂", "∝", "∈",
])  # fmt: skip


def to_text(tree: Tree) -> str:
    """Return a formula in ASCII: what the reader reads as the same tree.

    >>> to_text(Operation("*", (Operation("+", (Name("x"), Name("y"))), Name("z"))))
    '(x + y) * z'
    """
    return Writer().write(tree)


class Writer:
    """The structure of writing; a script overrides how names, signs and heights look."""

    minus = "-"
    signs: ClassVar[Mapping[str, str]] = {
        "+": " + ", "-": " - ", "*": " * ", "/": "/", "@": " @ ", ".*": " .* ", "×": " x ", "given": " | ",
    }  # fmt: skip
    partial = "d"
    norm, after_nabla = "||", " "

    def write(self, tree: Tree) -> str:
        """Write a whole tree."""
        if isinstance(tree, Number):
            return self.number(tree.value)
        if isinstance(tree, Name):
            return self.name(tree.name)
        if isinstance(tree, Relation):
            return self.relation(tree)
        return self.operation(tree.symbol, tree.operands)

    def part(self, tree: Tree, least: int) -> str:
        """Write a part, in parentheses where it binds less tightly than its place asks."""
        text = self.write(tree)
        return text if binding(tree) >= least else f"({text})"

    def operand(self, tree: Operation, index: int) -> str:
        """Write an operand, in parentheses where it takes them."""
        text = self.write(tree.operands[index])
        return f"({text})" if encloses(tree, index) else text

    def parts(self, symbol: str, operands: tuple[Tree, ...]) -> list[str]:
        """Write the operands of a symbol, in parentheses where they take them."""
        tree = Operation(symbol, operands)
        return [self.operand(tree, index) for index in range(len(operands))]

    def chain(self, tree: Operation) -> str:
        """Write operands with signs between: a long sum needs no deep stack."""
        links = [tree]
        while not encloses(tree, 0) and isinstance(first := tree.operands[0], Operation) and first.symbol in self.signs:
            tree = first
            links.append(tree)
        text = self.operand(tree, 0)
        for link in reversed(links):
            text = self.infix(link, text, self.operand(link, 1))
        return text

    def infix(self, tree: Operation, first: str, second: str) -> str:
        """Write a sign between operands as they are written."""
        if tree.symbol == "*":
            return self.product(tree, first, second)
        return self.quotient(tree, first, second) if tree.symbol == "/" else first + self.signs[tree.symbol] + second

    def operation(self, symbol: str, operands: tuple[Tree, ...]) -> str:
        """Write a symbol over its operands."""
        if symbol in self.signs:
            return self.chain(Operation(symbol, operands))
        match symbol, operands:
            case "^", (_, exponent):
                return self.power(self.operand(Operation(symbol, operands), 0), exponent)
            case "negate", _:
                return self.minus + self.parts(symbol, operands)[0]
            case "transpose", _:
                return self.transpose(self.parts(symbol, operands)[0])
            case "derivative", (*of, by):
                return f"{self.differential(of[0]) if of else self.partial}/{self.differential(by)}"
            case "differential", (*of,):
                return self.differential(of[0]) if of else self.partial
            case "call", (Name(name), *_):
                return self.call(name, self.parts(symbol, operands)[1:])
            case "matrix", rows:
                return f"[{'; '.join(self.write(row) for row in rows)}]"
            case "row", entries:
                return " ".join(self.part(entry, POWER if _spaced(entry) else 0) for entry in entries)
            case "list" | "tuple", _:
                text = ", ".join(self.parts(symbol, operands))
                return f"({text})" if symbol == "tuple" else text
            case "phrase", _:
                return " ".join(self.parts(symbol, operands))
            case "group", (inner,):
                return f"({self.write(inner)})"
            case "norm", (inner,):
                return f"{self.norm}{self.part(inner, SUM)}{self.norm}"
            case "subscript", (_, below):
                return self.below(self.operand(Operation(symbol, operands), 0), below)
            case "accent", (Name(name), inner):
                return self.accent(name, inner)
            case "nabla", _:
                return self.after_nabla.join(self.parts(symbol, operands))
            case "over", (Name(name), Operation(_, index), *inner):
                over = [self.operand(Operation(symbol, operands), 2)] if inner else []
                return " ".join([self.big(name, list(index)), *over])
            case "text", (Name(name),):
                return self.words(name)
        raise AssertionError(f"no way to write {symbol} of {len(operands)}")

    def number(self, value: "int | Fraction") -> str:
        """Write a number."""
        return write_number(value).replace("-", self.minus)

    def name(self, name: str) -> str:
        """Write a variable's name."""
        return name

    def words(self, text: str) -> str:
        """Write words or a lone sign."""
        return text if text in LONE_SIGNS else f'"{text}"'

    def relation(self, tree: Relation) -> str:
        """Write sides with their signs."""
        parts = [self.part(tree.sides[0], GIVEN)]
        for sign, side in zip(tree.signs, tree.sides[1:], strict=True):
            parts += [self.sign(sign), self.part(side, GIVEN)]
        return " ".join(parts)

    def sign(self, sign: str) -> str:
        """Write the sign of a relation."""
        return {"∈": "in", "∝": "~"}.get(sign, sign)

    def product(self, tree: Operation, first: str, second: str) -> str:
        """Write a product of numbers."""
        left, right = tree.operands
        tight = isinstance(left, Number) and not isinstance(right, Number) and not second.startswith("(-")
        return f"{first}{'*' if tight else self.signs['*']}{second}"

    def quotient(self, tree: Operation, first: str, second: str) -> str:
        """Write a quotient; one that would read as a derivative gets parentheses."""
        left, right = tree.operands
        if second[0] == "d" and (_begins_with_derivative(right) or _reads_as_derivative(left, first, right)):
            second = f"({second})"
        return f"{first}/{second}"

    def power(self, base: str, exponent: Tree) -> str:
        """Write a power."""
        text = self.part(exponent, POWER)
        return f"{base}^({text})" if text == "T" else f"{base}^{text}"

    def transpose(self, base: str) -> str:
        """Write a transpose."""
        return f"{base}^T"

    def differential(self, tree: Tree) -> str:
        """Write the half of a derivative."""
        bare = isinstance(tree, Name) and tree.name[0] != "_" and is_differential(f"d{tree.name}")
        return f"{self.partial}{self.write(tree)}" if bare else f"{self.partial}({self.write(tree)})"

    def call(self, name: str, inputs: list[str]) -> str:
        """Write a call of inputs as they are written."""
        return f"{name}({', '.join(inputs)})"

    def accent(self, mark: str, inner: Tree) -> str:
        """Write an accent over more than a name."""
        return f"\\{mark}{{{self.write(inner)}}}"

    def below(self, base: str, tree: Tree) -> str:
        """Write a subscript that is more than a word."""
        return f"{base}_{{{self.write(tree)}}}"

    def big(self, name: str, index: list[Tree]) -> str:
        """Write a sign with what stands below and above it."""
        below = f"_{{{self.write(index[0])}}}" if index else ""
        above = f"^{{{self.write(index[1])}}}" if len(index) > 1 else ""
        return f"{name if name in BIG else 'sum'}{below}{above}"


def _spaced(tree: Tree) -> bool:
    """Tell whether an entry of a matrix is written with spaces in it."""
    if isinstance(tree, Operation) and tree.symbol in ("negate", "/"):
        return False
    return binding(tree) < POWER and not isinstance(tree, Number)


def _begins_with_derivative(tree: Tree) -> bool:
    """Tell whether what is written with no parenthesis before it begins with a derivative, which a slash would part."""
    while isinstance(tree, Operation) and tree.symbol in ("^", "transpose", "subscript"):
        tree = tree.operands[0]
    return isinstance(tree, Operation) and tree.symbol == "derivative"


def _reads_as_derivative(left: Tree, written: str, right: Tree) -> bool:
    """Tell whether a slash after what is written would read as that of a derivative."""
    over = _last_operand(left)
    while isinstance(over, Operation) and over.symbol == "subscript":
        over = over.operands[0]
    while isinstance(right, Operation) and right.symbol in ("^", "transpose", "subscript"):
        right = right.operands[0]
    if isinstance(over, Name) and not written.endswith(")"):
        return is_differential(over.name) and _is_half(right)
    called = isinstance(over, Operation) and over.symbol == "call" and over.operands[0] != Name("d")
    return not isinstance(over, Name) and _is_half(over) and _is_half(right, called=called)


def _is_half(tree: Tree, *, called: bool = False) -> bool:
    """Tell whether what is written may be the half of a derivative; below a call, another one is a call."""
    match tree:
        case Name(name):
            return is_differential(name)
        case Operation("call", (Name("d"), *inputs)):
            return len(inputs) == 1
        case Operation("call", (Name(name), *_)):
            return not called and is_differential_of_call(name)
    return False


def _last_operand(tree: Tree) -> Tree:
    """Return what is written last in a tree; of one that ends in parentheses, what stands in them."""
    while isinstance(tree, Operation) and tree.symbol in ("+", "-", "*", "/", "@", ".*", "×", "^", "negate", "nabla"):
        tree = tree.operands[-1]
    return tree
