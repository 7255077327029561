"""Tokens to a tree, by precedence climbing: the one reader of mathematics.

Reading to compute is strict: an allow-list, every product written. Reading to show allows more (relations, subscripts,
norms, sums over an index), and reading what a learner typed also takes `2x` and `3(x + 1)`. Nesting and length have
limits, so the recursion here, and in whoever walks the tree, is bounded.
"""

from collections.abc import Collection
from enum import IntEnum
from typing import NamedTuple

from quizgen.notation.fault import NotationError, did_you_mean
from quizgen.notation.symbols import ACCENTS, BIG, FUNCTIONS, SHOWN_RELATIONS
from quizgen.notation.token import Token, read_number, tokens
from quizgen.notation.tree import NEGATION, POWER, PRODUCT, SUM, Name, Number, Operation, Relation, Tree

MAX_NESTING = 50
MAX_OPERATIONS = 200
MAX_EXPONENT = 1000
MAX_LENGTH = 100_000

_INFIX = {"+": SUM, "-": SUM, "*": PRODUCT, "/": PRODUCT, "@": PRODUCT, ".*": PRODUCT, "×": PRODUCT, "^": POWER}
_OPENING = {"(", "[", "|", "||", "-", "∂", "√"}


class Reading(IntEnum):
    """What a formula is read for."""

    COMPUTING = 0
    TYPED = 1  # products may be implied
    SHOWING = 2


class Parser:
    """One pass over the tokens of a formula."""

    def __init__(self, text: str, reading: Reading, known: Collection[str] | None = None) -> None:
        if len(text) > MAX_LENGTH:
            raise NotationError(f"a formula has at most {MAX_LENGTH} characters", MAX_LENGTH)
        self.tokens = tokens(text)
        self.at = 0
        self.reading = reading
        self.known = known
        self.nesting = 0
        self.operations = 0
        self.bars: list[str] = []  # the norms and absolute values that are open
        self.derivatives = True
        self.cells = False  # inside a matrix, where a space parts entries

    @property
    def token(self) -> Token:
        """Return the token to read next."""
        return self.tokens[self.at]

    def next(self) -> Token:
        """Take a token."""
        token = self.tokens[self.at]
        self.at += token.kind != "end"
        return token

    def sees(self, *signs: str) -> bool:
        """Tell whether the next token is one of these signs."""
        return self.token.kind == "operator" and self.token.text in signs

    def takes(self, sign: str) -> bool:
        """Take the next token if it is this sign."""
        seen = self.sees(sign)
        self.at += seen
        return seen

    def expect(self, sign: str, what: str) -> None:
        """Take a sign that must stand here."""
        if not self.takes(sign):
            raise self.fault(f"{what} needs a {sign!r} here")

    def fault(self, message: str, token: Token | None = None) -> NotationError:
        """Return an error at a token, the next one if none is given."""
        return NotationError(message, (token or self.token).position)

    def skip_lines(self) -> None:
        """Pass over line breaks."""
        while self.takes("newline"):
            pass

    def unexpected(self) -> NotationError:
        """Return the error for a token that cannot stand here."""
        token = self.token
        if token.kind == "end":
            return self.fault("the formula ends too soon")
        if token.text == "newline":
            return self.fault("the line ends too soon")
        before = self.tokens[self.at - 1] if self.at else None
        if before and before.kind in ("number", "name") and token.kind in ("number", "name", "quoted"):
            return self.fault(f"an operation is missing before {token.text!r} (a product is written with *)")
        if before and token.text == "(" and (before.kind in ("number", "name") or before.text == ")"):
            return self.fault("an operation is missing before '(' (a product is written with *)")
        return self.fault(f"{token.text!r} cannot stand here")

    def operation(self, symbol: str, *operands: Tree) -> Operation:
        """Return an operation, counted."""
        self.operations += 1
        if self.operations > MAX_OPERATIONS:
            raise self.fault(f"a formula has at most {MAX_OPERATIONS} operations; give its parts names")
        return Operation(symbol, operands)

    # ------------------------------------------------------------------ wholes

    def shown(self) -> Tree:
        """Read relations and lists of them, as a page shows them."""
        items = [self.relation()]
        while self.takes(","):
            items.append(self.relation())
        return items[0] if len(items) == 1 else self.operation("list", *items)

    def relation(self) -> Tree:
        """Read sides with signs between them."""
        sides, signs = [self.given()], []
        while (self.token.kind == "operator" and self.token.text in SHOWN_RELATIONS) or self.sees_word("in"):
            sign = self.next().text
            signs.append("∈" if sign == "in" else sign)
            sides.append(self.given())
        return Relation(tuple(signs), tuple(sides)) if signs else sides[0]

    def given(self) -> Tree:
        """Read `y | x`, unless the bar closes an absolute value."""
        left = self.expression()
        while self.sees("|") and "|" not in self.bars:
            self.next()
            left = self.operation("given", left, self.expression())
        return left

    def sees_word(self, word: str) -> bool:
        """Tell whether the next token is this word, used as a sign between two things."""
        return self.token.kind == "name" and self.token.text == word

    # ------------------------------------------------------------------ operations between operands

    def expression(self, least: int = 0) -> Tree:
        """Read operands and the operations between them that bind at least this tightly."""
        left = self.operand()
        while True:
            symbol, tightness = self.infix()
            if not symbol or tightness < least:
                return left
            if symbol == "^":
                left = self.power(left)
                continue
            start = self.token
            if symbol != "implied":
                self.next()
            elif isinstance(left, Operation) and left.symbol == "/":
                raise self.fault("this can be read in two ways; write (1/2)*x or 1/(2*x)", start)
            right = self.expression(tightness + 1)
            if symbol == "implied" or (symbol == "×" and self.reading != Reading.SHOWING):
                symbol = "*"
            left = self.operation(symbol, left, right)

    def infix(self) -> tuple[str, int]:
        """Return the operation that comes next and how tightly it binds."""
        token = self.token
        if token.kind == "operator":
            if token.text in ("+", "-") and self.cells and token.spaced and not self.tokens[self.at + 1].spaced:
                return "", 0  # `[1 -2]` has two entries
            if token.text in _INFIX:
                return token.text, _INFIX[token.text]
        if self.reading == Reading.SHOWING and token.kind == "name" and token.text.startswith("x") and self.at:
            if token.text == "x" and self.tokens[self.at + 1].kind in ("name", "number"):
                self.tokens[self.at] = token._replace(kind="operator", text="×")  # N x D
                return "×", PRODUCT
            if self.tokens[self.at - 1].kind == "number" and not token.spaced and token.text[1:].isdigit():
                size = token._replace(kind="number", text=token.text[1:], position=token.position + 1)
                self.tokens[self.at : self.at + 1] = [token._replace(kind="operator", text="×"), size]  # 2x3
                return "×", PRODUCT
        if self.reading == Reading.TYPED and (token.kind == "name" or self.sees("(")):
            return "implied", PRODUCT
        return "", 0

    def power(self, base: Tree) -> Tree:
        """Read what stands after `^`: an exponent, or the T of a transpose."""
        self.next()
        if self.sees_word("T"):
            self.next()
            return self.operation("transpose", base)
        if self.takes("{"):
            exponent = self.group()
            if exponent == Name("T"):
                return self.operation("transpose", base)
        else:
            exponent = self.expression(POWER) if not self.sees("-") else self.negative(POWER)
        size = exponent.operands[0] if isinstance(exponent, Operation) and exponent.symbol == "negate" else exponent
        if isinstance(size, Number) and size.value > MAX_EXPONENT:
            raise self.fault(f"an exponent is at most {MAX_EXPONENT} here", self.tokens[self.at - 1])
        return self.operation("^", base, exponent)

    def negative(self, tightness: int) -> Tree:
        """Read a minus sign and what it negates."""
        self.next()
        self.nest()
        operand = self.expression(tightness)
        self.nesting -= 1
        return self.operation("negate", operand)

    def nest(self) -> None:
        """Go one level deeper."""
        self.nesting += 1
        if self.nesting > MAX_NESTING:
            raise self.fault(f"a formula is nested at most {MAX_NESTING} levels deep")

    # ------------------------------------------------------------------ operands

    def operand(self) -> Tree:
        """Read an operand and what hangs on it."""
        self.nest()
        tree = self.atom()
        while True:
            if self.sees("_"):
                self.next()
                tree = self.subscript(tree)
            else:
                break
        self.nesting -= 1
        return tree

    def atom(self) -> Tree:
        """Read a number, a name, a call, or something in brackets."""
        token = self.token
        if token.kind == "number":
            self.next()
            return Number(read_number(token))
        if token.kind == "name":
            return self.named()
        if token.kind == "command":
            return self.command()
        if token.kind == "quoted" and self.reading == Reading.SHOWING:
            self.next()
            return Operation("text", (Name(token.text.strip('"')),))
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
            case "[":
                return self.matrix()
            case "√":
                self.next()
                return self.operation("call", Name("sqrt"), self.operand())
            case "∂" if self.derivatives:
                return self.differential()
            case "|" | "||" if self.reading == Reading.SHOWING or token.text == "|":
                return self.bar(token.text)
            case _:
                raise self.unexpected()

    def parenthesis(self) -> Tree:
        """Read what stands in parentheses; with a comma it is a tuple."""
        start = self.next()
        cells, bars, self.cells, self.bars = self.cells, self.bars, False, []
        self.skip_lines()
        tree = self.shown() if self.reading == Reading.SHOWING else self.expression()
        self.skip_lines()
        if not self.takes(")"):
            if self.token.kind == "end":
                raise self.fault("this parenthesis is never closed", start)
            raise self.unexpected()
        self.cells, self.bars = cells, bars
        if isinstance(tree, Operation) and tree.symbol == "list":
            return Operation("tuple", tree.operands)
        return Operation("group", (tree,)) if isinstance(tree, Relation) else tree

    def group(self) -> Tree:
        """Read what stands between braces, the first one taken."""
        tree = self.shown() if self.reading == Reading.SHOWING else self.expression()
        self.expect("}", "a group")
        return tree

    def matrix(self) -> Tree:
        """Read `[1 2; 3 4]`: rows parted by semicolons, entries by spaces or commas."""
        start = self.next()
        cells, self.cells = self.cells, True
        rows: list[list[Tree]] = [[]]
        while not self.takes("]"):
            if self.token.kind == "end":
                raise self.fault("this bracket is never closed", start)
            if self.takes(";") or self.takes("newline"):
                rows.append([])
            elif not self.takes(","):
                rows[-1].append(self.expression())
        self.cells = cells
        return self.operation("matrix", *(Operation("row", tuple(row)) for row in rows if row))

    def bar(self, sign: str) -> Tree:
        """Read a norm or an absolute value."""
        self.next()
        self.bars.append(sign)
        tree = self.expression()
        if not self.takes(sign):
            raise self.fault(f"a {sign!r} is missing")
        self.bars.pop()
        return self.operation("norm", tree) if sign == "||" else self.operation("call", Name("abs"), tree)

    # ------------------------------------------------------------------ names

    def named(self) -> Tree:
        """Read a name: a variable, a call, a differential, or a big operator."""
        token = self.next()
        word = token.text
        following = self.token
        showing = self.reading == Reading.SHOWING
        if word[0] == "d" and self.derivatives and self.starts_derivative(word):
            return self.derivative(word)
        if self.sees("(") and self.calls(token):
            return self.call(token)
        base = word.partition("_")[0]
        if showing and (base == "nabla" or (base in BIG and (base != word or self.sees("_")))):
            return self.big(base, word)
        if showing and word in FUNCTIONS and self.starts_operand():
            return self.operation("call", Name(word), self.expression(PRODUCT + 1))
        if not showing:
            self.check(token, following)
        return Name(word)

    def calls(self, token: Token) -> bool:
        """Tell whether a name before a parenthesis is called: `2x(y + 1)` is a product."""
        return self.reading != Reading.TYPED or token.text in FUNCTIONS or token.text not in (self.known or ())

    def check(self, token: Token, following: Token) -> None:
        """Refuse a name that is not known, or that cannot be computed with."""
        if token.text[-1] in "'.?":
            raise self.fault(f"{token.text!r} cannot be computed", token)
        if self.known is not None and token.text not in self.known:
            hint = did_you_mean(token.text, self.known)
            raise self.fault(f"there is no {token.text} here{hint}", token)
        del following

    def call(self, token: Token) -> Tree:
        """Read a call's operands; to be computed, the function must be on the list."""
        word = "sigmoid" if token.text == "sigma" else token.text
        if self.reading != Reading.SHOWING and word not in FUNCTIONS:
            raise self.fault(f"there is no function {word}{did_you_mean(word, FUNCTIONS)}", token)
        self.next()
        cells, bars, self.cells, self.bars = self.cells, self.bars, False, []
        operands = []
        while True:
            self.skip_lines()
            operands.append(self.relation() if self.reading == Reading.SHOWING else self.expression())
            self.skip_lines()
            if not self.takes(","):
                break
        if not self.takes(")"):
            if self.token.kind == "end":
                raise self.fault(f"the call of {token.text} is never closed", token)
            raise self.unexpected()
        self.cells, self.bars = cells, bars
        return self.operation("call", Name(word), *operands)

    def big(self, base: str, word: str) -> Tree:
        """Read a sign with an index below it and what it stretches over: `sum_i x_i`."""
        index: list[Tree] = [Name(word.partition("_")[2])] if "_" in word else []
        if self.takes("_"):
            index = [self.group()] if self.takes("{") else [self.operand()]
        if self.takes("^"):
            index.append(self.group() if self.takes("{") else self.operand())
        if base == "nabla":
            sign = Name(base) if not index else Operation("subscript", (Name(base), index[0]))
            return self.operation("nabla", sign, self.expression(NEGATION)) if self.starts_operand() else sign
        sign = Name(base)
        if not self.starts_operand():
            return Name(word) if "_" in word else self.operation("subscript", sign, *index[:1])
        return self.operation("over", sign, Operation("row", tuple(index)), self.expression(PRODUCT))

    def starts_operand(self) -> bool:
        """Tell whether an operand comes next, with nothing between."""
        token = self.token
        if token.kind == "operator":
            return token.text in ("(", "[", "∂", "√") or (token.text in ("|", "||") and token.text not in self.bars)
        return token.kind in ("number", "name", "command", "quoted") and token.text not in ("in", "x")

    def starts_derivative(self, word: str) -> bool:
        """Tell whether `d...` begins a derivative: `dL/dw`, `d/dx`, `d(x^2)/dx`."""
        ahead = self.at
        if word == "d" and self.sees("("):
            depth = 0
            while self.tokens[ahead].kind != "end":
                depth += {"(": 1, ")": -1}.get(self.tokens[ahead].text, 0)
                ahead += 1
                if not depth:
                    break
        over, under = self.tokens[ahead], self.tokens[min(ahead + 1, len(self.tokens) - 1)]
        return over.text == "/" and under.text[:1] == "d" and (len(under.text) > 1)

    def derivative(self, word: str) -> Tree:
        """Read the rest of `dL/dW`."""
        of: list[Tree] = [Name(word[1:].lstrip("_"))] if len(word) > 1 else []
        if self.sees("("):
            of = [self.parenthesis()]
        self.expect("/", "a derivative")
        by: Tree = Name(self.next().text[1:].lstrip("_"))
        while self.takes("_"):
            by = self.subscript(by)
        return self.whole_derivative(of, by)

    def whole_derivative(self, of: list[Tree], by: Tree) -> Tree:
        """Return a derivative; a bare `d/dx` takes what follows it, where formulas are shown."""
        if not of and self.reading == Reading.SHOWING and self.starts_operand():
            of = [self.expression(PRODUCT + 1)]
        return self.operation("derivative", *of, by)

    def differential(self) -> Tree:
        """Read `∂L/∂W`; inside a fraction's group only its half."""
        self.next()
        of = [] if self.sees("/", "}") else [self.expression(POWER + 1)]
        if self.takes("/"):
            self.expect("∂", "a derivative")
            return self.whole_derivative(of, self.expression(POWER + 1))
        return Operation("differential", tuple(of))

    def subscript(self, base: Tree) -> Tree:
        """Read what stands below: a plain one becomes part of the name, `z_{ij}` is `z_ij`."""
        below = self.group() if self.takes("{") else self.atom()
        plain = below.name if isinstance(below, Name) else str(below.value) if isinstance(below, Number) else ""
        if isinstance(base, Name) and plain.isalnum():
            return Name(f"{base.name}_{plain}")
        if self.reading != Reading.SHOWING:
            raise self.fault("a subscript is a plain word or number here")
        return self.operation("subscript", base, below)

    # ------------------------------------------------------------------ LaTeX

    def command(self) -> Tree:
        r"""Read a LaTeX command that takes groups: `\frac{a}{b}`, `\hat{y}`."""
        word = self.next().text
        inner = self.argument(word)
        if word == "frac":
            return self.fraction(inner, self.argument(word))
        if word == "sqrt":
            return self.operation("call", Name("sqrt"), inner)
        if word in ACCENTS:
            return (
                Name(f"{inner.name}_{word}") if isinstance(inner, Name) else self.operation("accent", Name(word), inner)
            )
        return self.operation("text", inner) if word in ("text", "mathrm", "operatorname") else inner

    def fraction(self, over: Tree, under: Tree) -> Tree:
        """Return a quotient; one of differentials is a derivative."""
        halves = [
            part.operands if isinstance(part, Operation) and part.symbol == "differential"
            else ((Name(part.name[1:]),) if part.name[1:] else ()) if isinstance(part, Name) and part.name[0] == "d"
            else None
            for part in (over, under)
        ]  # fmt: skip
        if halves[0] is not None and halves[1]:
            return self.whole_derivative(list(halves[0]), halves[1][0])
        return self.operation("/", over, under)

    def argument(self, word: str) -> Tree:
        """Read a command's group."""
        self.nest()
        if not self.takes("{"):
            tree = self.atom()
        elif word == "text":
            start = self.at
            while not self.sees("}") and self.token.kind != "end":
                self.next()
            tree = Name(" ".join(token.text for token in self.tokens[start : self.at]))
            self.expect("}", "a text")
        else:
            tree = self.group()
        self.nesting -= 1
        return tree

    def finish(self) -> None:
        """See that nothing is left over."""
        self.skip_lines()
        if self.token.kind != "end":
            raise self.unexpected()


def read_math(text: str) -> Tree:
    """Return the tree of a formula that is shown; relations, lists and display signs are allowed."""
    parser = Parser(text, Reading.SHOWING)
    parser.skip_lines()
    if len(parser.tokens) == 2 and parser.token.kind == "operator":
        return Operation("text", (Name(parser.token.text),))  # a sign alone: `$*$`
    tree = parser.shown()
    parser.finish()
    return tree


def read_expression(text: str, names: Collection[str] | None = None, *, implied: bool = False) -> Tree:
    """Return the tree of a formula that is computed; with `names`, no others may occur.

    `implied` allows products without a sign, as a person types them: `2x`, `3(x + 1)`.
    """
    parser = Parser(text, Reading.TYPED if implied else Reading.COMPUTING, names)
    parser.skip_lines()
    tree = parser.expression()
    parser.finish()
    return tree


class Definition(NamedTuple):
    """`name = expression`, and where it begins in its text."""

    name: str
    tree: Tree
    position: int


def read_definitions(text: str) -> list[Definition]:
    """Return the definitions of a graph, one a line or with `;` between."""
    parser = Parser(text, Reading.COMPUTING)
    parser.derivatives = False
    found: list[Definition] = []
    while True:
        while parser.takes("newline") or parser.takes(";"):
            pass
        token = parser.next()
        if token.kind == "end" and found:
            return found
        if token.kind != "name":
            raise parser.fault("a line of a graph reads: name = expression", token)
        parser.expect("=", "a line of a graph, name = expression,")
        parser.operations = 0
        found.append(Definition(token.text, parser.expression(), token.position))
        if parser.token.kind != "end" and not parser.sees("newline", ";"):
            raise parser.unexpected()
