r"""Derivatives and LaTeX: `dL/dW`, `d(x^2)/dx`, `∂L/∂W` and `\frac{\partial L}{\partial W}` are one thing."""

from quizgen.notation.differential import is_differential, is_differential_of_call
from quizgen.notation.fault import SECOND
from quizgen.notation.grammar import Grammar
from quizgen.notation.meaning import Token
from quizgen.notation.precedence import POWER
from quizgen.notation.symbols import ACCENTS, SPELLED
from quizgen.notation.tree import Name, Operation, Tree

_APART = "put what is derived in parentheses, as in d(x^2)/dx"
_OPENING, _CLOSING = ("(", "[", "left[", "{"), (")", "]", "}")


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
        return (token.text[0] == "d" and self.derived(token.text)) or super().named(token)

    def derived(self, word: str) -> Tree | None:
        """Read the rest of a derivative, if a name that begins with d begins one."""
        if word == "d" and self.parts_derivative():
            return self.derivative(f"d{self.next().text}")
        return self.derivative(word) if self.starts_derivative(word) else None

    def starts_derivative(self, word: str) -> bool:
        """Tell whether this is how a derivative begins: `dL/dw`, `d/dx`, `d(x^2)/dx`, `df(x)/dx`."""
        if not is_differential(word):
            return False
        called = self.opens_call()
        if called and (self.has_several(self.at) if word == "d" else not is_differential_of_call(word)):
            return False  # the distance of a and b, or det(A)
        ahead = self.past(self.at, "(", ")") if called else self.at
        while self.tokens[ahead].text == "_" and self.tokens[ahead + 1].text == "{":
            ahead = self.past(ahead + 1, "{", "}")
        return self.quotient_of_differentials(ahead, called=called and word != "d")

    def parts_derivative(self) -> bool:
        """Tell whether this is a derivative with spaces in it, `d f / d x`, and join its lower half."""
        after = self.at + 1
        if self.tokens[self.at].kind != "name" or self.cells or "d" in (self.known or ()):
            return False
        if self.tokens[after].text == "(":
            after = self.past(after, "(", ")")
        return self.quotient_of_differentials(after)

    def quotient_of_differentials(self, at: int, *, called: bool = False) -> bool:
        """Tell whether a slash and a lower half of a derivative stand at a token; a half in two words is made one.

        Below a call, `df(x)`, another one is a call as well, unless a parenthesis may be a factor.
        """
        over, under, by = [*self.tokens[at : at + 3], *[self.tokens[-1]] * 3][:3]
        if over.text != "/" or not is_differential(under.text):
            return False
        apart = self.cells and by.spaced  # in a matrix it is an entry of its own
        if under.text == "d" and not apart and by.kind == "name" and by.text != "in" and "d" not in (self.known or ()):
            self.tokens[at + 1 : at + 3] = [under._replace(text=f"d{by.text}")]
            return True
        if by.text != "(" or apart:
            return len(under.text) > 1
        if under.text == "d":
            return not self.has_several(at + 2)
        return is_differential_of_call(under.text) and (self.implied or not called)

    def has_several(self, at: int) -> bool:
        """Tell whether a comma parts what stands in the parentheses that open at a token."""
        depth = 0
        for token in self.tokens[at : self.past(at, "(", ")")]:
            depth += (token.text in _OPENING) - (token.text in _CLOSING)
            if depth == 1 and token.text == ",":
                return True
        return False

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
        of: list[Tree] = [Name(word[1:])] if len(word) > 1 else []
        if self.opens_call():
            before = self.tokens[self.at - 1]
            of = [self.call(before._replace(text=word[1:])) if of else self.parenthesis()]
        while of and self.takes("_"):
            of = [self.subscript(of[0])]
        self.expect("/", "a derivative")
        under = self.next().text[1:]
        by: Tree = Name(under) if under else self.parenthesis()
        while self.takes("_"):
            by = self.subscript(by)
        return self.whole(of, by)

    def whole(self, of: list[Tree], by: Tree) -> Tree:
        """Return a derivative from its halves; `d/dx` is one of the output."""
        return self.operation("derivative", *of, by)

    def differential(self) -> Tree:
        """Read the rest of `∂L/∂W`; inside a fraction's group it is only a half."""
        braced = self.tokens[self.at - 2].text == "{"  # the half of a fraction
        if self.sees("_"):
            raise self.fault("a derivative names both of its halves, as in ∂L/∂w")
        of = [] if self.sees("/", "}") else [self.differentiated()]
        if self.takes("/"):
            self.expect("∂", "a derivative")
            return self.whole(of, self.differentiated())
        if not self.sees("}"):
            apart = of and (braced or self.sees("^"))
            raise self.fault(_APART if apart else "a ∂ stands in a quotient, as in ∂L/∂w")
        return Operation("differential", tuple(of))

    def differentiated(self) -> Tree:
        r"""Read what a ∂ stands before; `\text{Loss}` is a name there."""
        if self.token.kind == "quoted" and (word := self.token.text[1:-1]).isidentifier():
            self.next()
            return Name(word)
        tree = self.expression(POWER + 1)
        if self.sees("^"):
            self.next()
            self.refuse_layer()
            self.at -= 1
        return tree

    def command(self, word: str) -> Tree:
        r"""Read the rest of a LaTeX command that takes groups: `\frac{a}{b}`, `\hat{y}`."""
        if word == "frac":
            return self.fraction()
        if word in ("dv", "pdv"):
            of = self.group()
            return self.whole([of], self.group()) if self.sees("{") else self.whole([], of)
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

    def digit(self) -> None:
        r"""Part the first digit from a number that stands above with no braces: `\frac12` is 1/2, as in LaTeX."""
        token = self.token
        if token.kind == "number" and token.text.isdigit() and len(token.text) > 1:
            first, rest = token._replace(text=token.text[0]), token.text[1:]
            self.tokens[self.at : self.at + 1] = [first, Token("number", rest, token.position + 1)]

    def accent(self, word: str, inner: Tree) -> Tree:
        """Refuse an accent over more than a name."""
        del inner
        raise self.fault(f"\\{word} stands over a single name here")

    def fraction(self) -> Tree:
        r"""Read a quotient; one of differentials, `\frac{dL}{dw}`, is a derivative."""
        marked = self.mark_differentials()
        self.digit()
        over, above = self.half()
        if self.token.kind == "number" and self.token.text.isdigit() and len(self.token.text) > 1:
            raise self.fault(r"braces tell what stands below, as in \frac{1}{23}")
        under, below = self.half()
        calls = [half.operands[0] for half in (over, under) if isinstance(half, Operation) and half.symbol == "call"]
        functions = len(calls) == 2 and Name("d") not in calls  # of `df(x)` and `dg(x)` nobody knows
        if above is not None and below and not functions:
            return self.whole(above, below[0])
        if marked:
            raise self.fault(_APART, marked)
        return self.operation("/", over, under)

    def mark_differentials(self) -> Token | None:
        r"""Let the d of `\frac{d f}{d x}` be a ∂, if both halves begin with one, and no name is meant; return one."""
        over = self.at
        under = self.past(over, "{", "}") if self.sees("{") else over
        if "d" in (self.known or ()) or not (self.begins_with(over, "d") and self.begins_with(under, "d", alone=False)):
            if self.begins_with(over, "delta", alone=False) and self.begins_with(under, "delta", alone=False):
                raise self.fault(r"a derivative is written with ∂ or d, as in \frac{\partial L}{\partial w}")
            return None
        if self.tokens[over + 2].text == "^" and self.tokens[over + 1].text in ("d", "∂"):
            raise self.fault(SECOND, self.tokens[over + 2])
        marked = None
        for half in (over, under):
            first, following = self.tokens[half + 1 : half + 3]
            several = following.text == "(" and self.has_several(half + 2)
            if first.text == "d" and following.text != "}" and (half == over or following.text != "(") and not several:
                marked = self.tokens[half + 1] = first._replace(kind="operator", text="∂")
        return marked

    def begins_with(self, at: int, sign: str, *, alone: bool = True) -> bool:
        """Tell whether a group is a differential: `{df}`, `{d f}`, `{d}` if it may be alone, `{d^2 f}`."""
        brace, first, after = [*self.tokens[at : at + 3], *[self.tokens[-1]] * 3][:3]
        if brace.text != "{" or brace.kind != "operator":
            return False
        if first.text == sign or (sign == "d" and first.text == "∂"):
            starts = after.kind in ("name", "command", "number", "quoted") or after.text in ("(", "{", "^")
            return starts or (alone and after.text == "}")
        called = after.text == "("
        return (
            sign == "d"
            and first.kind == "name"
            and (is_differential_of_call if called else is_differential)(first.text)
        )

    def half(self) -> tuple[Tree, list[Tree] | None]:
        """Read a group, and what it is the differential of: nothing for a bare d, None if it is no differential."""
        braced = self.sees("{")
        first = self.tokens[self.at + braced]
        spelled = first.kind == "name" and is_differential(first.text)
        alone = spelled and (not braced or self.tokens[self.at + 2].text == "}")
        tree = self.group()
        if isinstance(tree, Operation) and tree.symbol == "differential":
            return tree, list(tree.operands)
        if alone and isinstance(tree, Name):
            return tree, [Name(tree.name[1:])] if len(tree.name) > 1 else []
        match tree:
            case Operation("call", (Name("d"), inner)) if first.text == "d":
                return tree, [inner]  # `d(x^2)`; nobody divides a function of that name by `dx`
            case Operation("call", (Name(name), *inputs)) if name == first.text and is_differential_of_call(name):
                return tree, [Operation("call", (Name(SPELLED.get(name[1:], name[1:])), *inputs))]  # `df(x)`
        return tree, None
