r"""Derivatives and LaTeX: `dL/dW`, `d(x^2)/dx`, `∂L/∂W` and `\frac{\partial L}{\partial W}` are one thing."""

from quizgen.notation.grammar import Grammar
from quizgen.notation.meaning import Token
from quizgen.notation.precedence import POWER
from quizgen.notation.symbols import ACCENTS
from quizgen.notation.tree import Name, Operation, Tree


class Spelling(Grammar):
    """One pass over a formula that may hold derivatives and LaTeX commands."""

    def atom(self) -> Tree:
        """Read an operand, a command, a group or a derivative."""
        if self.token.kind == "command":
            return self.command(self.next().text)
        if self.sees("{"):
            return self.braces()
        return self.differential() if self.takes("∂") else super().atom()

    def named(self, token: Token) -> Tree:
        """Read the rest of what begins with a name: the name of a derivative begins with d."""
        if token.text[0] == "d" and self.starts_derivative(token.text):
            return self.derivative(token.text)
        return super().named(token)

    def starts_derivative(self, word: str) -> bool:
        """Tell whether this is how a derivative begins: `dL/dw`, `d/dx`, `d(x^2)/dx`."""
        ahead = self.past(self.at, "(", ")") if word == "d" and self.sees("(") else self.at
        while self.tokens[ahead].text == "_" and self.tokens[ahead + 1].text == "{":
            ahead = self.past(ahead + 1, "{", "}")
        over, under, after = [*self.tokens[ahead : ahead + 3], self.token, self.token][:3]
        return over.text == "/" and under.text[:1] == "d" and (len(under.text) > 1 or after.text == "(")

    def past(self, at: int, opening: str, closing: str) -> int:
        """Return the place after the group that opens at a token."""
        depth = 0
        while self.tokens[at].kind != "end":
            depth += {opening: 1, closing: -1}.get(self.tokens[at].text, 0)
            at += 1
            if not depth:
                break
        return at

    def derivative(self, word: str) -> Tree:
        """Read the rest of `dL/dW`."""
        of: list[Tree] = [Name(word[1:].lstrip("_"))] if len(word) > 1 else []
        if self.sees("("):
            of = [self.parenthesis()]
        while of and self.takes("_"):
            of = [self.subscript(of[0])]
        self.expect("/", "a derivative")
        under = self.next().text[1:].lstrip("_")
        by: Tree = Name(under) if under else self.parenthesis()
        while self.takes("_"):
            by = self.subscript(by)
        return self.whole(of, by)

    def whole(self, of: list[Tree], by: Tree) -> Tree:
        """Return a derivative from its halves; `d/dx` is one of the output."""
        return self.operation("derivative", *of, by)

    def differential(self) -> Tree:
        """Read the rest of `∂L/∂W`; inside a fraction's group it is only a half."""
        of = [] if self.sees("/", "}") else [self.expression(POWER + 1)]
        if self.takes("/"):
            self.expect("∂", "a derivative")
            return self.whole(of, self.expression(POWER + 1))
        if not self.sees("}"):
            raise self.fault("a ∂ stands in a quotient, as in ∂L/∂w")
        return Operation("differential", tuple(of))

    def command(self, word: str) -> Tree:
        r"""Read the rest of a LaTeX command that takes groups: `\frac{a}{b}`, `\hat{y}`."""
        if word == "frac":
            return self.fraction()
        inner = self.group()
        if word == "sqrt":
            return self.operation("call", Name("sqrt"), inner)
        if word in ACCENTS:
            return Name(f"{inner.name}_{word}") if isinstance(inner, Name) else self.accent(word, inner)
        return inner  # \mathbf{W} is W

    def group(self) -> Tree:
        """Read a command's group."""
        self.deeper()
        tree = self.braces() if self.sees("{") else self.atom()
        self.nesting -= 1
        return tree

    def accent(self, word: str, inner: Tree) -> Tree:
        """Refuse an accent over more than a name."""
        del inner
        raise self.fault(f"\\{word} stands over a single name here")

    def fraction(self) -> Tree:
        r"""Read a quotient; one of differentials, `\frac{dL}{dw}`, is a derivative."""
        over, above = self.half()
        under, below = self.half()
        if above is not None and below:
            return self.whole(above, below[0])
        return self.operation("/", over, under)

    def half(self) -> tuple[Tree, list[Tree] | None]:
        """Read a group, and what it is the differential of: nothing for a bare d, None if it is no differential."""
        braced = self.sees("{")
        first = self.tokens[self.at + braced]
        spelled = first.kind == "name" and first.text[0] == "d"
        alone = spelled and (not braced or self.tokens[self.at + 2].text == "}")
        tree = self.group()
        if isinstance(tree, Operation) and tree.symbol == "differential":
            return tree, list(tree.operands)
        if alone and isinstance(tree, Name):
            return tree, [Name(tree.name[1:])] if len(tree.name) > 1 else []
        if first.text == "d" and isinstance(tree, Operation) and tree.symbol == "call" and len(tree.operands) == 2:
            return tree, [tree.operands[1]]  # `d(x^2)`; nobody divides a function of that name by `dx`
        return tree, None
