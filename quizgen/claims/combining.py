"""What an operation makes of the kinds of its operands."""

from quizgen.claims.dimension import Kind, array, is_single, number
from quizgen.claims.joining import Joining
from quizgen.notation.tree import Operation


class Combining(Joining):
    """The kinds of sums, products, powers and norms."""

    def _combined(self, tree: Operation, kinds: list[Kind]) -> Kind:
        match tree.symbol:
            case "@":
                left, right = (self._array(kind) for kind in kinds)
                if left is None or right is None:
                    return kinds[0] if right is None else kinds[1]
                left[1].join(right[0])
                return array(left[0], right[1])
            case "transpose":
                dimensions = self._array(kinds[0])
                return kinds[0] if dimensions is None else Kind(dimensions[::-1])
            case ".*":
                for kind in kinds:
                    self._array(kind)
                return self._alike(*kinds)
            case "+" | "-":
                one, other = kinds
                if is_single(one.root) or is_single(other.root):  # which is a number
                    return other if is_single(one.root) else one
                return self._alike(one, other)
            case "*" | "×":
                return self._product(*kinds)
            case "/":
                return self._product(*kinds[::-1])  # what nothing tells of is divided by a number
            case "norm":
                return self._norm(kinds[0])
            case "^" | "negate" | "group" | "accent":
                return kinds[-1 if tree.symbol == "accent" else 0]
        return number()

    def _product(self, one: Kind, other: Kind) -> Kind:
        """Return the kind of a product or quotient, where one factor is a number mostly."""

        def found(last: bool) -> Kind | None:
            left, right = one.root, other.root
            if is_single(left) or is_single(right):
                return right if is_single(left) else left
            if left.is_number or right.is_number or (left.dimensions and right.dimensions):
                return self._alike(left, right)
            if not last:
                return None
            if left.dimensions or right.dimensions:
                (right if left.dimensions else left).is_number = True
                return left if left.dimensions else right
            left.is_number = True
            return right

        return self._later(found)

    def _norm(self, kind: Kind) -> Kind:
        """Return a number; a letter between the bars of a norm is a vector."""

        def settle(last: bool) -> bool:
            if last and not kind.root.is_number:
                self._array(kind)
            return last

        self._waiting.append(settle)
        return number()
