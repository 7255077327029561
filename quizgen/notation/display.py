"""The wider grammar of formulas that are shown: relations, lists, sums over an index, norms, `p(y | x)`, words."""

from quizgen.notation.grammar import Grammar
from quizgen.notation.meaning import Token
from quizgen.notation.precedence import NEGATION, PRODUCT
from quizgen.notation.spelling import Spelling
from quizgen.notation.symbols import BIG, FUNCTIONS, SHOWN_RELATIONS, SPELLED
from quizgen.notation.tree import Name, Operation, Relation, Tree


class Display(Spelling):
    """One pass over a formula that is shown."""

    times = "×"

    def inner(self) -> Tree:
        """Read relations, and lists of them with commas between."""
        items = [self.phrase()]
        while self.takes(","):
            items.append(self.phrase())
        return items[0] if len(items) == 1 else self.operation("list", *items)

    def phrase(self) -> Tree:
        """Read words and what stands between them: `"if" x > 0`."""
        parts = [self.relation()]
        while self.token.kind == "quoted" or (self.after_words() and (self.starts_operand() or self.sees("-"))):
            parts.append(self.relation())
        return parts[0] if len(parts) == 1 else self.operation("phrase", *parts)

    def input(self) -> Tree:
        """Read one input of a call: `i = 1` may be one."""
        return self.relation()

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
        while "|" not in self.bars and not self.after_words() and self.takes("|"):
            if self.sees("_"):
                raise self.fault("a value at a point is said before it: x = 2, then df/dx = 4")
            left = self.operation("given", left, self.expression())
        return left

    def infix(self) -> tuple[str, int]:
        """Return the operation that comes next; an x between sizes is ×, in `N x D` and `2x3`."""
        token = self.token
        if token.kind == "name" and token.text[0] == "x" and self.at and not (self.cells or self.after_words()):
            after = self.tokens[self.at + 1]
            if token.text == "x" and after.kind in ("name", "number") and after.text != "in":
                self.tokens[self.at] = Token("operator", "×", token.position, token.spaced)
            elif self.tokens[self.at - 1].kind == "number" and token.text[1:].isdigit() and not token.spaced:
                size = Token("number", token.text[1:], token.position + 1)
                self.tokens[self.at : self.at + 1] = [Token("operator", "×", token.position), size]
        return super().infix()

    def atom(self) -> Tree:
        """Read an operand, quoted words or a norm."""
        if self.token.kind == "quoted":
            return Operation("text", (Name(self.next().text[1:-1]),))
        if self.sees("||", "||("):
            return self.operation("norm", self.bar("||"))
        return super().atom()

    def operand(self) -> Tree:
        r"""Read an operand with its subscripts; a name that took a command to write may be called: `\hat{f}(x)`."""
        place = self.token.position
        tree = super().operand()
        bare = self.tokens[self.at - 1].text != ")"  # (x)(y) is no call of x
        if isinstance(tree, Name) and bare and self.opens_call() and tree.name not in (self.known or ()):
            return self.call(Token("name", tree.name, place))
        return tree

    def parenthesis(self) -> Tree:
        """Read what stands in parentheses: a list is a tuple, and a relation keeps them."""
        tree = super().parenthesis()
        if isinstance(tree, Operation) and tree.symbol == "list":
            return Operation("tuple", tree.operands)
        held = isinstance(tree, Relation) or (isinstance(tree, Operation) and tree.symbol == "phrase")
        return Operation("group", (tree,)) if held else tree

    def function(self, token: Token) -> str:
        """Return the function that a call names: any."""
        return SPELLED.get(token.text, token.text)

    def named(self, token: Token) -> Tree:
        """Read the rest of what begins with a name: `sum_i x_i`, `nabla L` and `log p` need no parentheses."""
        word = token.text
        base, _, index = word.partition("_")
        if base == "nabla" or (base in BIG and (index or self.sees("_"))):
            return self.big(base, index)
        if word in FUNCTIONS and not self.sees("(") and self.starts_operand():
            return self.operation("call", Name(word), self.expression(PRODUCT + 1))
        derivative = self.derived(word) if word[0] == "d" else None
        return derivative or (Grammar.named(self, token) if self.opens_call() else Name(word))

    def big(self, base: str, word: str) -> Tree:
        """Read a sign, what stands below and above it, and what it stretches over."""
        index: list[Tree] = [Name(word)] if word else []
        if self.takes("_"):
            index = [self.script()]
        if self.takes("^"):
            index.append(self.script())
        sign: Tree = Name(base)
        if base == "nabla":
            sign = Operation("subscript", (sign, index[0])) if index else sign
            return self.operation("nabla", sign, self.expression(NEGATION)) if self.starts_operand() else sign
        over = (self.expression(PRODUCT),) if self.starts_operand() or self.sees("|", "||") else ()
        return self.operation("over", sign, Operation("row", tuple(index)), *over)

    def starts_operand(self) -> bool:
        """Tell whether an operand comes next, with nothing between."""
        token = self.token
        if token.kind == "operator":
            return token.text in ("(", "[", "left[", "begin", "{", "∂", "√", "|(", "||(") or (
                token.text in ("|", "||") and token.text not in self.bars
            )
        if token.text == "x":  # is a size's × when another size follows
            after = self.tokens[self.at + 1]
            return after.kind not in ("name", "number") or after.text == "in"
        return token.kind != "end" and token.text != "in"

    def whole(self, of: list[Tree], by: Tree) -> Tree:
        """Return a derivative from its halves; a bare `d/dx` takes what follows it."""
        if not of and self.starts_operand():
            of = [self.expression(PRODUCT + 1)]
        return super().whole(of, by)

    def below(self, base: Tree, below: Tree) -> Tree:
        """Return any subscript."""
        return self.operation("subscript", base, below)

    def accent(self, word: str, inner: Tree) -> Tree:
        """Return an accent over anything."""
        return self.operation("accent", Name(word), inner)
