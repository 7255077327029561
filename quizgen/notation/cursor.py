"""Where a reader stands in its tokens, and the limits that it keeps."""

from quizgen.notation.fault import SECOND, UNSIGNED, NotationError, bare_function
from quizgen.notation.meaning import Token
from quizgen.notation.symbols import FUNCTIONS
from quizgen.notation.token import tokens
from quizgen.notation.tree import Operation, Tree

MAX_NESTING = 50
MAX_OPERATIONS = 200
MAX_LENGTH = 100_000


class Cursor:
    """A place in the tokens of a formula."""

    def __init__(self, text: str) -> None:
        if len(text) > MAX_LENGTH:
            raise NotationError(f"a formula has at most {MAX_LENGTH} characters", MAX_LENGTH)
        self.tokens = tokens(text)
        self.at = 0
        self.nesting = 0
        self.operations = 0

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
        token = self.tokens[self.at]
        return token.kind == "operator" and token.text in signs

    def sees_word(self, word: str) -> bool:
        """Tell whether the next token is this word, used as a sign between two things."""
        return self.token.kind == "name" and self.token.text == word

    def takes(self, sign: str) -> bool:
        """Take the next token if it is this sign."""
        token = self.tokens[self.at]
        if token.kind != "operator" or token.text != sign:
            return False
        self.at += 1
        return True

    def expect(self, sign: str, what: str) -> None:
        """Take a sign that must stand here."""
        if not self.takes(sign):
            raise self.fault(f"{what} needs a {sign!r} here")

    def skip_lines(self) -> None:
        """Pass over line breaks."""
        while self.takes("newline"):
            pass

    def finish(self) -> None:
        """See that nothing is left over."""
        self.skip_lines()
        if self.token.kind != "end":
            raise self.unexpected()

    def fault(self, message: str, token: Token | None = None) -> NotationError:
        """Return an error at a token, the next one if none is given."""
        return NotationError(message, (token or self.token).position)

    def unexpected(self) -> NotationError:
        """Return the error for a token that cannot stand here."""
        token = self.token
        if token.kind == "end":
            return self.fault("the formula ends too soon")
        if token.text == "newline":
            return self.fault("the line ends too soon")
        before = self.tokens[self.at - 1] if self.at else None
        if before and before.text in FUNCTIONS and token.kind in ("number", "name"):
            return self.fault(bare_function(before.text), before)
        if before and before.text in ("delta", "Delta") and token.kind == "name":
            return self.fault(f"write {before.text}_{token.text} for one name, or {before.text}*{token.text}")
        if [one.text for one in self.tokens[max(0, self.at - 3) : self.at - 1]] == ["d", "^"]:
            return self.fault(SECOND, self.tokens[self.at - 3])
        if before and (before.text, token.text) == ("∂", "^"):
            return self.fault(SECOND, before)
        if before and before.kind in ("number", "name") and token.kind in ("number", "name", "quoted"):
            return self.fault(f"an operation is missing before {token.text!r} ({UNSIGNED})")
        opens = token.kind in ("number", "name", "command") or token.text in ("(", "left[", "∂", "√")
        if before and opens and (before.kind in ("number", "name") or before.text in (")", "]", "}", "end")):
            shown = f"\\{token.text}" if token.kind == "command" else repr(token.text.removeprefix("left"))
            return self.fault(f"an operation is missing before {shown} ({UNSIGNED})")
        if token.kind == "command":
            return self.fault(f"\\{token.text} cannot stand here: write plain signs, as in x/y, sqrt(x), y_hat")
        return self.fault(f"{token.text!r} cannot stand here")

    def deeper(self) -> None:
        """Go one level deeper."""
        self.nesting += 1
        if self.nesting > MAX_NESTING:
            raise self.fault(f"a formula is nested at most {MAX_NESTING} levels deep")

    def operation(self, symbol: str, *operands: Tree) -> Operation:
        """Return an operation, counted."""
        self.operations += 1
        if self.operations > MAX_OPERATIONS:
            raise self.fault(f"a formula has at most {MAX_OPERATIONS} operations; give its parts names")
        return Operation(symbol, operands)
