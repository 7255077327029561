"""Tokens to a tree, by precedence climbing: the grammar of what is computed.

It is strict: an allow-list of functions, and every product written. Wider grammars build on it, one for the spellings
of derivatives and one for formulas that are only shown. Nesting and length have limits, so the recursion here, and in
whoever walks the tree, is bounded.
"""

from collections.abc import Collection

from quizgen.notation.cursor import Cursor
from quizgen.notation.fault import bare_function, did_you_mean
from quizgen.notation.meaning import Token
from quizgen.notation.precedence import NEGATION, POWER, PRODUCT, SUM
from quizgen.notation.symbols import FUNCTIONS, SPELLED
from quizgen.notation.token import read_number
from quizgen.notation.tree import Name, Number, Operation, Tree

MAX_EXPONENT = 1000

_INFIX = {"+": SUM, "-": SUM, "*": PRODUCT, "/": PRODUCT, "@": PRODUCT, ".*": PRODUCT, "×": PRODUCT, "^": POWER}


class Grammar(Cursor):
    """One pass over a formula that is computed."""

    times = "*"  # what the sign × means

    def __init__(self, text: str, known: Collection[str] | None = None, *, implied: bool = False) -> None:
        super().__init__(text)
        self.known = known
        self.implied = implied  # whether `2x` is a product
        self.bars: list[str] = []  # the norms and absolute values that are open
        self.cells = False  # inside a matrix, where a space parts entries

    def expression(self, least: int = 0) -> Tree:
        """Read operands and the operations between them that bind at least this tightly."""
        closed = self.token.text == "("  # (2/m)(x + y) can be read in one way only
        left = self.operand()
        while True:
            symbol, tightness = self.infix()
            if not symbol or tightness < least:
                return left
            if symbol == "^":
                left = self.power(left)
                continue
            if symbol != "implied":
                self.next()
            elif not closed and isinstance(left, Operation) and left.symbol == "/":
                raise self.fault("this can be read in two ways; write (1/2)*x or 1/(2*x)")
            right = self.expression(tightness + 1)
            left = self.operation({"implied": "*", "×": self.times}.get(symbol, symbol), left, right)
            closed = False

    def infix(self) -> tuple[str, int]:
        """Return the operation that comes next and how tightly it binds; nothing where there is none."""
        token = self.token
        if token.kind == "operator" and token.text in _INFIX:
            leads = token.text in "+-" and token.spaced and not self.tokens[self.at + 1].spaced
            if leads and (self.cells or self.after_words()):
                return "", 0  # `[1 -2]` has two entries, and `"if" -x > 0` subtracts nothing
            return token.text, _INFIX[token.text]
        if (
            self.implied
            and not self.cells
            and (token.kind in ("name", "command") or self.sees("(", "{"))
            and not self.after_words()
        ):
            return "implied", PRODUCT
        return "", 0

    def after_words(self) -> bool:
        """Tell whether words were read last, which nothing multiplies."""
        return self.tokens[self.at - 1].kind == "quoted"

    def power(self, base: Tree) -> Tree:
        """Read what stands after `^`: an exponent, or the T of a transpose."""
        self.next()
        if self.sees_word("T"):
            self.next()
            return self.operation("transpose", base)
        if self.sees("{"):
            self.refuse_layer()
            exponent = self.braces()
            if exponent == Name("T"):
                return self.operation("transpose", base)
        else:
            self.deeper()
            exponent = self.negative(POWER) if self.sees("-") else self.expression(POWER)
            self.nesting -= 1
        size = exponent.operands[0] if isinstance(exponent, Operation) and exponent.symbol == "negate" else exponent
        if isinstance(size, Number) and size.value > MAX_EXPONENT:
            raise self.fault(f"an exponent is at most {MAX_EXPONENT} here", self.tokens[self.at - 1])
        return self.operation("^", base, exponent)

    def refuse_layer(self) -> None:
        """Refuse `{(1)}` or `{[l]}` after `^`, which counts layers and raises nothing."""
        ahead = [token.text for token in self.tokens[self.at : self.at + 5]]
        if len(ahead) == 5 and (*ahead[:2], *ahead[3:]) in (("{", "(", ")", "}"), ("{", "[", "]", "}")):
            raise self.fault("a number above in brackets is no exponent: write a layer's number below, W_1")

    def negative(self, tightness: int) -> Tree:
        """Read a minus sign and what it negates."""
        self.next()
        return self.operation("negate", self.expression(tightness))

    def operand(self) -> Tree:
        """Read an operand with its subscripts."""
        self.deeper()
        tree = self.atom()
        while self.takes("_"):
            tree = self.subscript(tree)
        self.nesting -= 1
        return tree

    def atom(self) -> Tree:
        """Read a number, a name, a call, or something in brackets."""
        token = self.token
        if token.kind == "number":
            self.next()
            return Number(read_number(token))
        if token.kind == "name":
            return self.named(self.next())
        if token.kind != "operator":
            raise self.unexpected()
        match token.text:
            case "-":
                return self.negative(NEGATION)
            case "+":
                self.next()
                return self.expression(NEGATION)
            case "(":
                return self.parenthesis()
            case "[" | "begin" | "left[":
                return self.matrix()
            case "√":
                self.next()
                return self.operation("call", Name("sqrt"), self.operand())
            case "|" | "|(":
                return self.operation("call", Name("abs"), self.bar("|"))
        raise self.unexpected()

    def inner(self) -> Tree:
        """Read what may stand inside parentheses and braces."""
        return self.expression()

    def input(self) -> Tree:
        """Read one input of a call."""
        return self.expression()

    def parenthesis(self) -> Tree:
        """Read what stands in parentheses."""
        start = self.next()
        outside = self.cells, self.bars
        self.cells, self.bars = False, []
        self.skip_lines()
        tree = self.inner()
        self.close(start, "this parenthesis is never closed")
        self.cells, self.bars = outside
        return tree

    def braces(self) -> Tree:
        """Read what stands between braces."""
        self.expect("{", "this")
        tree = self.inner()
        if self.token.kind in ("number", "name", "command"):
            raise self.unexpected()
        self.expect("}", "a group")
        return tree

    def matrix(self) -> Tree:
        r"""Read `[1 2; 3 4]`: rows parted by semicolons, entries by commas or spaces (by & in LaTeX's `bmatrix`)."""
        start = self.next()
        cells, self.cells = self.cells, start.text == "["
        closing = "end" if start.text == "begin" else "]"
        rows: list[list[Tree]] = [[]]
        while not self.takes(closing):
            if self.token.kind == "end":
                raise self.fault("this bracket is never closed", start)
            if self.takes(";") or self.takes("newline"):
                rows.append([])
            elif not self.takes(","):
                rows[-1].append(self.expression())
                if start.text == "begin" and not (self.sees(",", ";", "newline", closing) or self.token.kind == "end"):
                    raise self.unexpected()
        self.cells = cells
        if start.text == "left[" and len(rows) == len(rows[0]) == 1:
            return rows[0][0]  # LaTeX's brackets are parentheses, unless there is a list in them
        return self.operation("matrix", *(Operation("row", tuple(row)) for row in rows if row))

    def bar(self, sign: str) -> Tree:
        """Read what stands between bars."""
        self.next()
        self.bars.append(sign)
        tree = self.expression()
        self.bars.pop()
        if self.sees("||") and sign == "|" in self.bars[-1:]:  # two values end here, |a + |b||
            self.tokens[self.at : self.at + 1] = [self.token._replace(text="|")] * 2
        self.expect(sign, "what begins with one")
        return tree

    def named(self, token: Token) -> Tree:
        """Read the rest of what begins with a name."""
        if self.opens_call() and (not self.implied or token.text in FUNCTIONS or token.text not in (self.known or ())):
            return self.call(token)
        if token.text[-1] in "'.?":
            raise self.fault(f"{token.text!r} cannot be computed", token)
        if self.known is not None and token.text not in self.known:
            if token.text in FUNCTIONS:
                raise self.fault(bare_function(token.text), token)
            raise self.fault(f"there is no {token.text} here{did_you_mean(token.text, self.known)}", token)
        return Name(token.text)

    def opens_call(self) -> bool:
        """Tell whether inputs come next; in a matrix, `x (y + 1)` is two entries."""
        return self.sees("(") and not (self.cells and self.token.spaced)

    def function(self, token: Token) -> str:
        """Return the function that a call names, if there is one."""
        name = SPELLED.get(token.text, token.text)
        if name not in FUNCTIONS:
            raise self.fault(f"there is no function {name}{did_you_mean(name, FUNCTIONS)}", token)
        return name

    def call(self, token: Token) -> Tree:
        """Read a call's inputs."""
        name = self.function(token)
        self.next()
        outside = self.cells, self.bars
        self.cells, self.bars = False, []
        self.skip_lines()
        inputs = [self.input()]
        while self.takes(","):
            self.skip_lines()
            inputs.append(self.input())
        self.close(token, f"the call of {token.text} is never closed")
        self.cells, self.bars = outside
        return self.operation("call", Name(name), *inputs)

    def close(self, start: Token, message: str) -> None:
        """Read a closing parenthesis."""
        self.skip_lines()
        if not self.takes(")"):
            raise self.fault(message, start) if self.token.kind == "end" else self.unexpected()

    def subscript(self, base: Tree) -> Tree:
        """Read what stands below; a plain word becomes part of the name: `W_1`."""
        below = self.script()
        plain = below.name if isinstance(below, Name) else str(below.value) if isinstance(below, Number) else ""
        if isinstance(base, Name) and plain.isalnum():
            return Name(f"{base.name}_{plain}")
        return self.below(base, below)

    def script(self) -> Tree:
        r"""Read what stands below or above; a word alone ends there, so that `\sum_i (x)` calls no i."""
        if self.token.kind == "name":
            return Name(self.next().text)
        return self.braces() if self.sees("{") else self.atom()

    def below(self, base: Tree, below: Tree) -> Tree:
        """Refuse a subscript that is more than a word."""
        del base, below
        raise self.fault("a subscript is a plain word or number here")
