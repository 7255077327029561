"""A drawn graph as TikZ, read back from its SVG, and words as LaTeX."""

import re
from html import unescape

from quizgen.notation.latex import escaped

_SHAPE = re.compile(r"<(path|circle|rect|text) ([^>]*?)(?:/>|>(.*?)</text>)", re.DOTALL)
_FIELD = re.compile(r'([\w-]+)="([^"]*)"')
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_DRAWN_TOGETHER = re.compile(r"(?<=[-<>,'`?!])(?=[-<>,'`])")
_PIXEL = 0.024  # centimetres
_WIDEST = 15  # centimetres
_ANCHORS = {"middle": "base", "end": "base east"}
_SIGNS = {  # that pdflatex has no letter for
    "−": "-", "×": r"\times", "·": r"\cdot", "⊙": r"\odot", "Σ": r"\Sigma", "σ": r"\sigma", "θ": r"\theta",
    "ᵀ": r"{}^{\top}", "²": "{}^2", "½": r"\frac12", "¼": r"\frac14", "¾": r"\frac34", "→": r"\to", "∂": r"\partial",
    "ŷ": r"\hat{y}", "≤": r"\leq", "≥": r"\geq", "≠": r"\neq", "≈": r"\approx",
} | {chr(0x2080 + digit): f"{{}}_{digit}" for digit in range(10)}  # fmt: skip


def words_in_latex(text: str) -> str:
    """Return words as LaTeX that shows these words; `--`, `<<` and the like are not drawn together."""
    parted = _DRAWN_TOGETHER.split(text)
    return "{}".join("".join(f"${_SIGNS[one]}$" if one in _SIGNS else escaped(one) for one in part) for part in parted)


def to_tikz(svg: str) -> str:
    """Return a graph as a TikZ picture, no wider than a line."""
    found = re.search(r'viewBox="\S+ \S+ (\S+) (\S+)"', svg)
    pixel = min(_PIXEL, _WIDEST / float(found[1])) if found else _PIXEL
    start = rf"\begin{{tikzpicture}}[x={pixel:.4f}cm, y=-{pixel:.4f}cm, every node/.style={{inner sep=0pt}}]"
    body = svg[svg.find("</style>") :]
    lines = (
        _shape(kind, dict(re.findall(_FIELD, fields)), unescape(text))
        for kind, fields, text in re.findall(_SHAPE, body)
    )
    return "\n".join([start, *filter(None, lines), r"\end{tikzpicture}"])


def _shape(kind: str, fields: dict[str, str], text: str) -> str:
    """Return a wire, a dot, the box of an operator or a text; the white ground is left out."""
    if kind == "path":
        numbers = re.findall(_NUMBER, fields["d"])
        return rf"\draw {' -- '.join(f'({across},{down})' for across, down in zip(*[iter(numbers)] * 2, strict=True))};"
    if kind == "circle":
        return rf"\fill ({fields['cx']},{fields['cy']}) circle [radius=1.2pt];"
    across, down = float(fields["x"]), float(fields["y"])
    if kind == "rect":
        corner = f"({across + float(fields['width']):g},{down + float(fields['height']):g})"
        look = r"\draw[fill=white, rounded corners=4pt]"
        return rf"{look} ({across:g},{down:g}) rectangle {corner};" if fields.get("class") else ""
    anchor = _ANCHORS.get(fields.get("text-anchor", ""), "base west")
    look = r"\footnotesize\itshape" if fields.get("class") == "gradient" else r"\footnotesize"
    return rf"\node[anchor={anchor}] at ({across:g},{down:g}) {{{look} {words_in_latex(text.replace('-', '−'))}}};"
