"""A formula in MathML Core, which every browser shows without a script: well-formed, with all text escaped."""

from quizgen.notation.arrange import arrange
from quizgen.notation.boxes import (
    GLYPHS,
    Accent,
    Box,
    Digits,
    Fence,
    Fraction,
    Function,
    Letter,
    Root,
    Row,
    Script,
    Sign,
    Table,
    Word,
    Words,
)
from quizgen.notation.symbols import SIGNS
from quizgen.notation.tree import Tree

_NAMESPACE = "http://www.w3.org/1998/Math/MathML"
_MARKS = {"hat": "^", "bar": "¯", "tilde": "~", "dot": "˙", "vec": "→"}
_BETWEEN = {"@": ' lspace="0" rspace="0.17em"', "|": ' lspace="0.2em" rspace="0.2em" stretchy="false"'}
_PRIME = '<mo lspace="0" rspace="0">′</mo>'
_APPLY = "<mo>\u2061</mo>"  # says to a screen reader that a function is applied, and shows nothing


def to_mathml(tree: Tree, *, block: bool = False) -> str:
    """Return a formula as a `math` element, in the line or on lines of its own.

    >>> from quizgen.notation.parser import read_math
    >>> print(to_mathml(read_math("x^2")))
    <math xmlns="http://www.w3.org/1998/Math/MathML"><msup><mi>x</mi><mn>2</mn></msup></math>
    """
    display = ' display="block"' if block else ""
    return f'<math xmlns="{_NAMESPACE}"{display}>{_write(arrange(tree))}</math>'


def _write(box: Box) -> str:
    """Write a box as one element."""
    match box:
        case Letter(name):
            return f"<mi>{_escaped(SIGNS.get(name, name))}</mi>"
        case Word(text) | Function(text):
            upright = ' mathvariant="normal"' if len(text) == 1 else ""
            return f"<mi{upright}>{_escaped(text)}</mi>"
        case Digits(text):
            return f"<mn>{text}</mn>"
        case Words(text):
            return f"<mtext>{_escaped(text)}</mtext>"
        case Sign("space"):
            return '<mspace width="0.4em"></mspace>'
        case Sign(text, prefix):
            place = ' form="prefix"' if prefix else _BETWEEN.get(text, "")
            return f"<mo{place}>{_escaped(GLYPHS.get(text, text))}</mo>"
        case Row(items):
            return f"<mrow>{''.join(_items(items))}</mrow>"
        case Fraction(over, under):
            return f"<mfrac>{_write(over)}{_write(under)}</mfrac>"
        case Root(inner):
            return f"<msqrt>{_write(inner)}</msqrt>"
        case Accent(mark, inner):
            stretches = "" if isinstance(inner, Row) else ' stretchy="false"'
            return f'<mover accent="true">{_write(inner)}<mo{stretches}>{_MARKS[mark]}</mo></mover>'
        case Fence(left, inner, right):
            tall = _is_tall(inner)
            return f"<mrow>{_fence(left, 'prefix', tall)}{_write(inner)}{_fence(right, 'postfix', tall)}</mrow>"
        case Table(rows):
            lines = "".join(f"<mtr>{''.join(f'<mtd>{_write(entry)}</mtd>' for entry in line)}</mtr>" for line in rows)
            return f"<mrow>{_fence('[', 'prefix')}<mtable>{lines}</mtable>{_fence(']', 'postfix')}</mrow>"
        case Script():
            return _script(box)


def _items(items: tuple[Box, ...]) -> list[str]:
    """Write boxes side by side, and between a function and its inputs that it is applied to them."""
    written = []
    for item, after in zip(items, (*items[1:], None), strict=True):
        base = item.base if isinstance(item, Script) else item
        applies = isinstance(base, Function) and isinstance(after, Fence)
        written.append(_write(item) + _APPLY * applies)
    return written


def _is_tall(box: Box | None) -> bool:
    """Tell whether a box is taller than a line, so that what is put around it has to grow."""
    match box:
        case Fraction() | Table():
            return True
        case Row(items):
            return any(map(_is_tall, items))
        case Fence(_, inner, _) | Root(inner) | Accent(_, inner):
            return _is_tall(inner)
        case Script(base, below, above, limits):
            return limits or _is_tall(base) or _is_tall(below) or _is_tall(above)
        case _:
            return False


def _fence(sign: str, form: str, tall: bool = True) -> str:
    """Write a sign around something, which grows only around what is tall: Chromium leaves room beside one that may."""
    grows = "true" if tall else "false"
    return f'<mo fence="true" stretchy="{grows}" form="{form}">{"‖" if sign == "||" else sign}</mo>'


def _script(script: Script) -> str:
    """Write a box with its scripts."""
    base, below, above, limits = script
    primes = above.items if isinstance(above, Row) else (above,)
    if all(isinstance(sign, Sign) and sign.text == "prime" for sign in primes):  # small and raised as it is
        written = _write(base if below is None else script._replace(above=None))
        return f"<mrow>{written}{_PRIME * len(primes)}</mrow>"
    kind = ("munder", "mover", "munderover") if limits else ("msub", "msup", "msubsup")
    element = kind[0] if above is None else kind[1] if below is None else kind[2]
    parts = "".join(_write(part) for part in (base, below, above) if part is not None)
    return f"<{element}>{parts}</{element}>"


def _escaped(text: str) -> str:
    """Return text as XML character data."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
