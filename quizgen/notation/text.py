"""A tree as plain text in the notation itself, with no more parentheses than it takes to read the same tree again."""

from typing import TYPE_CHECKING

from quizgen.notation.symbols import BIG
from quizgen.notation.tree import (
    NEGATION,
    POWER,
    PRODUCT,
    SUM,
    Name,
    Number,
    Operation,
    Relation,
    Tree,
    binding,
    write_number,
)

if TYPE_CHECKING:
    from fractions import Fraction


def to_text(tree: Tree) -> str:
    """Return a formula in ASCII: what the reader reads as the same tree.

    >>> to_text(Operation("*", (Operation("+", (Name("x"), Name("y"))), Name("z"))))
    '(x + y) * z'
    """
    return Writer().write(tree)


class Writer:
    """The structure of writing; a script overrides how names, signs and heights look."""

    minus = "-"
    dot, matrix_product, entrywise = " * ", " @ ", " .* "
    partial = "d"
    norm, size, after_nabla = "||", " x ", " "

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

    def right(self, tree: Tree, least: int) -> str:
        """Write a right operand: a leading minus sign is put in parentheses."""
        if isinstance(tree, Operation) and tree.symbol == "over":
            return self.write(tree)
        return self.part(tree, max(least, NEGATION + 1) if _leads_with_minus(tree) else least)

    def operation(self, symbol: str, operands: tuple[Tree, ...]) -> str:
        """Write a symbol over its operands."""
        match symbol, operands:
            case "+" | "-", (left, right):
                sign = self.minus if symbol == "-" else "+"
                return f"{self.part(left, SUM)} {sign} {self.right(right, SUM + 1)}"
            case "*", (left, right):
                return self.product(left, right)
            case "@" | ".*" | "×", (left, right):
                sign = {"@": self.matrix_product, ".*": self.entrywise, "×": self.size}[symbol]
                return f"{self.part(left, PRODUCT)}{sign}{self.right(right, PRODUCT + 1)}"
            case "/", (left, right):
                return self.quotient(left, right)
            case "^", (base, exponent):
                return self.power(self.part(base, POWER + 1), exponent)
            case "negate", (operand,):
                return f"{self.minus}{self.part(operand, NEGATION + (1 if _leads_with_minus(operand) else 0))}"
            case "transpose", (operand,):
                return self.transpose(self.part(operand, POWER + 1))
            case "derivative", (*of, by):
                return f"{self.differential(of[0]) if of else self.partial}/{self.differential(by)}"
            case "differential", (*of,):
                return self.differential(of[0]) if of else self.partial
            case "call", (Name(name), *inputs):
                return self.call(name, inputs)
            case "matrix", rows:
                return f"[{'; '.join(self.write(row) for row in rows)}]"
            case "row", entries:
                return " ".join(self.part(entry, POWER if _spaced(entry) else 0) for entry in entries)
            case "list" | "tuple", items:
                text = ", ".join(map(self.write, items))
                return f"({text})" if symbol == "tuple" else text
            case "group", (inner,):
                return f"({self.write(inner)})"
            case "given", (left, right):
                return f"{self.write(left)} | {self.write(right)}"
            case "norm", (inner,):
                return f"{self.norm}{self.write(inner)}{self.norm}"
            case "subscript", (base, below):
                return self.below(self.part(base, POWER + 1), below)
            case "accent", (Name(name), inner):
                return f"{name}({self.write(inner)})"
            case "nabla", (sign, inner):
                return f"{self.write(sign)}{self.after_nabla}{self.part(inner, NEGATION)}"
            case "over", (Name(name), Operation(_, index), *inner):
                return " ".join([self.big(name, list(index)), *(self.part(part, PRODUCT) for part in inner)])
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
        """Write a word or a lone sign."""
        return f'"{text}"' if text[:1].isalpha() else text

    def relation(self, tree: Relation) -> str:
        """Write sides with their signs."""
        parts = [self.write(tree.sides[0])]
        for sign, side in zip(tree.signs, tree.sides[1:], strict=True):
            parts += [self.sign(sign), self.write(side)]
        return " ".join(parts)

    def sign(self, sign: str) -> str:
        """Write the sign of a relation."""
        return {"∈": "in", "∝": "~"}.get(sign, sign)

    def product(self, left: Tree, right: Tree) -> str:
        """Write a product of numbers."""
        tight = isinstance(left, Number) and not isinstance(right, Number) and not _leads_with_minus(right)
        return f"{self.part(left, PRODUCT)}{'*' if tight else self.dot}{self.right(right, PRODUCT + 1)}"

    def quotient(self, left: Tree, right: Tree) -> str:
        """Write a quotient; one that would read as a derivative gets parentheses."""
        least = POWER + 1 if isinstance(right, Operation) and right.symbol == "derivative" else PRODUCT + 1
        below = self.right(right, least)
        if below.startswith("d") and _last_name(left).startswith("d"):
            below = f"({below})"
        return f"{self.part(left, PRODUCT)}/{below}"

    def power(self, base: str, exponent: Tree) -> str:
        """Write a power."""
        text = self.part(exponent, POWER)
        return f"{base}^({text})" if text == "T" else f"{base}^{text}"

    def transpose(self, base: str) -> str:
        """Write a transpose."""
        return f"{base}^T"

    def differential(self, tree: Tree) -> str:
        """Write the half of a derivative."""
        return f"{self.partial}{self.write(tree)}" if isinstance(tree, Name) else f"{self.partial}({self.write(tree)})"

    def call(self, name: str, inputs: list[Tree]) -> str:
        """Write a call."""
        return f"{name}({', '.join(map(self.write, inputs))})"

    def below(self, base: str, tree: Tree) -> str:
        """Write a subscript that is more than a word."""
        return f"{base}_{{{self.write(tree)}}}"

    def big(self, name: str, index: list[Tree]) -> str:
        """Write a sign with what stands below and above it."""
        below = f"_{{{self.write(index[0])}}}" if index else ""
        above = f"^{{{self.write(index[1])}}}" if len(index) > 1 else ""
        return f"{name if name in BIG else 'sum'}{below}{above}"


def _leads_with_minus(tree: Tree) -> bool:
    """Tell whether what is written begins with a minus sign."""
    while isinstance(tree, Operation) and tree.symbol in ("+", "-", "*", "/", "@", ".*", "×", "given"):
        tree = tree.operands[0]
    return (isinstance(tree, Operation) and tree.symbol == "negate") or (isinstance(tree, Number) and tree.value < 0)


def _spaced(tree: Tree) -> bool:
    """Tell whether an entry of a matrix is written with spaces in it."""
    return binding(tree) < POWER and not (isinstance(tree, Operation) and tree.symbol in ("negate", "/"))


def _last_name(tree: Tree) -> str:
    """Return the name that a written tree ends with, if it does."""
    while (
        isinstance(tree, Operation) and tree.operands and tree.symbol in ("+", "-", "*", "/", "@", ".*", "^", "negate")
    ):
        tree = tree.operands[-1]
    return tree.name if isinstance(tree, Name) else ""
