"""How a formula lies on paper: a dozen kinds of box, which LaTeX, MathML and Typst each spell in their own way.

A box holds plain spellings (`theta`, `<=`, `.*`); what they look like is the writer's. Text in a box is free of
control and direction characters, but not escaped for anything.
"""

from typing import NamedTuple, TypeAlias


class Letter(NamedTuple):
    """A letter by its plain spelling, `x` or `theta`, set in italics; `...` and `infinity` too."""

    name: str


class Word(NamedTuple):
    """A name of several letters, set upright."""

    text: str


class Function(NamedTuple):
    """The name of a function that stands before its inputs: `exp`."""

    text: str


class Digits(NamedTuple):
    """A decimal number without its sign."""

    text: str


class Sign(NamedTuple):
    """A sign by its plain spelling; `beside` is a product that is not written, `prefix` tells −x from a − x."""

    text: str
    prefix: bool = False


class Words(NamedTuple):
    """Words that are no mathematics."""

    text: str


class Row(NamedTuple):
    """Boxes side by side."""

    items: tuple["Box", ...]


class Fraction(NamedTuple):
    """One box over another, with a bar between."""

    over: "Box"
    under: "Box"


class Script(NamedTuple):
    """A box with small ones to its right, below and above; `limits` puts them straight below and above."""

    base: "Box"
    below: "Box | None" = None
    above: "Box | None" = None
    limits: bool = False


class Root(NamedTuple):
    """A square root."""

    inner: "Box"


class Accent(NamedTuple):
    """A mark over a box: hat, bar, tilde, dot or vec."""

    mark: str
    inner: "Box"


class Fence(NamedTuple):
    """A box between signs that grow with it: `( )`, `| |` or `|| ||`."""

    left: str
    inner: "Box"
    right: str


class Table(NamedTuple):
    """A matrix in its brackets; rows may differ in length."""

    rows: tuple[tuple["Box", ...], ...]


Box: TypeAlias = (
    Letter | Word | Function | Digits | Sign | Words | Row | Fraction | Script | Root | Accent | Fence | Table
)
RELATIONS = frozenset(["=", "!=", "<", "<=", ">", ">=", "~", "~=", "<-", "->", "=>", "<=>", "∝", "∈", ":", "|"])
# What signs look like where Unicode does it.
GLYPHS = {
    "-": "−", "*": "⋅", "@": "\u2062", "beside": "\u2062", ".*": "⊙", "!=": "≠", "<=": "≤", ">=": "≥", "~": "∼",
    "~=": "≈", "<-": "←", "->": "→", "=>": "⇒", "<=>": "⇔", "|": "∣", "partial": "∂", "nabla": "∇", "prime": "′",
    "T": "⊤", "sum": "∑", "prod": "∏", "^": "^", "||": "‖",
}  # fmt: skip
