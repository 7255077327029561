"""Laws that hold for every writer, over random formulas and over every formula of the decks."""

import itertools
import json
import re
import sys
import unicodedata
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from cardgrad.decks.place import shipped_folder
from quizgen.notation.display import Display
from quizgen.notation.latex import to_latex
from quizgen.notation.mathml import to_mathml
from quizgen.notation.parser import read_expression, read_math
from quizgen.notation.spans import spans
from quizgen.notation.symbols import GREEK
from quizgen.notation.text import to_text
from quizgen.notation.tree import Name, Number, Operation, Relation, Tree
from quizgen.notation.typst import to_typst
from quizgen.notation.unicode import to_unicode

# Names whose spelling survives a page: W1 and W_1 look the same there.
_NAMES = st.sampled_from(
    [
        "x",
        "y_hat",
        "w_2",
        "dL",
        "dx",
        "lr",
        "e",
        "z_ij",
        "d",
        "theta",
        "Z_bar_ij",
        "loss_total",
        "theta_bar",
        "delta_1",
        "d_in",
        "d_x",
        "dist",
    ]
).map(Name)
_NUMBERS = (st.integers(0, 10**6) | st.decimals(0, 999, places=3).map(Fraction)).map(
    lambda value: Number(int(value) if value == int(value) else value)
)
_FUNCTIONS_IN_D = st.sampled_from(["d", "df", "det", "d_1", "dsigma", "dLoss"]).map(Name)
_HALVES: list[Tree] = [
    *map(Name, ("d", "dx", "dL", "dL_1", "d_x", "d_1", "d_in", "det", "dist")),
    *(
        Operation("call", (Name(name), *inputs))
        for name in ("d", "df", "dLoss", "dsigma", "det", "d_1", "d_x")
        for inputs in ((Name("x"),), (Name("x"), Name("y")))
    ),
    *(Operation("subscript", (Name(name), Operation("+", (Name("i"), Number(1))))) for name in ("dL", "d_x", "dist")),
]
_INDEX = Operation("list", (Name("i"), Operation("+", (Name("j"), Number(1)))))


def _operation(symbol: str, *parts: st.SearchStrategy[Tree] | Tree) -> st.SearchStrategy[Tree]:
    operands = [part if isinstance(part, st.SearchStrategy) else st.just(part) for part in parts]
    return st.tuples(*operands).map(lambda found: Operation(symbol, found))


def _fits_above(tree: Tree) -> bool:
    size = tree.operands[0] if isinstance(tree, Operation) and tree.symbol == "negate" else tree
    return not (isinstance(size, Number) and size.value > 1000)


def _computed(parts: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
    return st.one_of(
        *(_operation(sign, parts, parts) for sign in ("+", "-", "*", "/", "@", ".*")),
        _operation("^", parts, parts.filter(_fits_above)),
        _operation("negate", parts),
        _operation("transpose", parts),
        _operation("call", st.sampled_from(["exp", "relu", "abs", "sqrt", "sigmoid", "leaky_relu"]).map(Name), parts),
        _operation("derivative", parts, parts),
        _operation("matrix", _operation("row", parts, parts), _operation("row", parts, parts)),
    )


def _shown(parts: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
    first: st.SearchStrategy[Tree] = st.sampled_from([Name("i"), Relation(("=",), (Name("i"), Number(1)))])
    return st.one_of(
        _computed(parts),
        _operation(
            "over",
            st.sampled_from(["sum", "prod", "max", "argmin"]).map(Name),
            _operation("row", first, Name("n")),
            parts,
        ),
        _operation("norm", parts),
        _operation("nabla", Name("nabla"), parts),
        _operation("subscript", parts.filter(lambda tree: tree != Name("d")), _INDEX),
        _operation("accent", Name("hat"), parts.filter(lambda tree: not isinstance(tree, Name))),
        _operation("call", st.sampled_from(["p", "f_2", "diag"]).map(Name), _operation("given", parts, parts)),
        _operation("call", _FUNCTIONS_IN_D, parts),
        _operation("call", _FUNCTIONS_IN_D, parts, parts),
        _operation("tuple", parts, parts),
        _operation("group", st.tuples(parts, parts).map(lambda sides: Relation(("<=",), sides))),
    )


TREES = st.recursive(_NAMES | _NUMBERS, _computed, max_leaves=12)
_PARTS = st.recursive(_NAMES | _NUMBERS | st.sampled_from([Name("f'"), Name("g_2''")]), _shown, max_leaves=10)
_SIGNS = st.sampled_from(["=", "!=", "<", "<=", "~=", "<-", "->", "=>", "∈", ":"])
_RELATIONS = st.tuples(_SIGNS, _PARTS, _PARTS).map(lambda found: Relation((found[0],), (found[1], found[2])))
_WORDS = st.sampled_from(["if", "it's", "50% of {x}", "a_b & c\\d #1 ~ ^"]).map(
    lambda words: Operation("text", (Name(words),))
)
_ITEMS = _PARTS | _RELATIONS | _operation("phrase", _WORDS, _PARTS | _RELATIONS)
FORMULAS = _ITEMS | _operation("list", _ITEMS, _ITEMS)
ANYTHING = st.recursive(
    st.text(max_size=12).map(lambda text: Name(text or "x"))
    | st.text(max_size=12).map(lambda text: Operation("text", (Name(text),))),
    lambda parts: _shown(parts) | _operation("call", st.text(min_size=1, max_size=8).map(Name), parts),
    max_leaves=5,
)  # fmt: skip


def _read_latex(text: str) -> Tree:
    """Read what was written for a page, where a product may have no sign; the room in X Y is the matrix product."""
    display = Display(text.replace(r" \, ", " @ "), implied=True)
    tree = display.inner()
    display.finish()
    return tree


def _letters(text: str) -> str:
    """Return the letters and digits of a formula, whatever script they stand in."""
    plain = unicodedata.normalize("NFKD", text.replace("⊤", "T").replace("∑", "Σ").replace("∏", "Π"))
    return "".join(sign for sign in plain if sign.isalnum())


def _texts(tree: Any) -> str:
    """Return all text of a Typst tree in reading order."""
    if isinstance(tree, list):
        return "".join(map(_texts, tree))
    if isinstance(tree, dict):
        return tree["text"] if "text" in tree else "".join(_texts(part) for key, part in tree.items() if key != "mark")
    return ""


def _deck_formulas() -> list[str]:
    def texts(node: Any) -> list[str]:
        if isinstance(node, str):
            return [span.text for span in spans(node) if span.kind == "math"]
        return [text for part in (node.values() if isinstance(node, dict) else node) for text in texts(part)]

    folder = shipped_folder()
    decks = [yaml.load(file.read_text("utf-8"), yaml.BaseLoader) for file in sorted(folder.glob("*.yaml"))]
    return list(dict.fromkeys(text for deck in decks for text in texts(deck)))


@given(TREES)
def test_reading_what_was_written_gives_the_same_tree(tree: Tree) -> None:
    assert read_expression(to_text(tree)) == tree


@given(FORMULAS)
def test_reading_a_shown_formula_gives_the_same_tree(tree: Tree) -> None:
    assert read_math(to_text(tree)) == tree


@given(FORMULAS)
def test_reading_its_latex_gives_the_same_tree(tree: Tree) -> None:
    assert _read_latex(to_latex(tree)) == tree


def test_a_quotient_of_what_may_be_halves_of_a_derivative_stays_one() -> None:
    quotients = [Operation("/", halves) for halves in itertools.product(_HALVES, repeat=2)]
    assert [tree for tree in quotients if read_math(to_text(tree)) != tree] == []
    assert [tree for tree in quotients if _read_latex(to_latex(tree)) != tree] == []


@given(FORMULAS)
def test_each_script_shows_the_same_letters_in_the_same_order(tree: Tree) -> None:
    plain = _letters(to_unicode(tree))
    assert _letters("".join(ElementTree.fromstring(to_mathml(tree)).itertext())) == plain
    assert _letters(_texts(to_typst(tree))) == plain


def test_every_formula_of_the_decks_goes_through_every_writer() -> None:
    formulas = _deck_formulas()
    assert len(formulas) > 200
    for formula in formulas:
        tree = read_math(formula)
        assert read_math(to_text(tree)) == tree
        assert to_latex(_read_latex(to_latex(tree))) == to_latex(tree)
        assert _letters("".join(ElementTree.fromstring(to_mathml(tree)).itertext())) == _letters(to_unicode(tree))
        assert json.loads(json.dumps(to_typst(tree))) == to_typst(tree)


_COMMANDS = re.compile(r"\\([A-Za-z]+|.)", re.DOTALL)
_KNOWN = {
    "frac", "sqrt", "begin", "end", "mathit", "operatorname", "text", "textbackslash", "textasciitilde",
    "textasciicircum", "left", "right", "lvert", "rvert", "lVert", "rVert", "hat", "widehat", "bar", "overline",
    "tilde", "widetilde", "dot", "vec", "partial", "nabla", "top", "sum", "prod", "max", "argmin", "exp", "ln", "log",
    "sin", "cos", "tan", "tanh", "min", "lim", "mid", "leq", "cdot", "odot", "pm", "times", "sim", "propto", "in",
    "Vert", "ldots", "infty", "ell", "neq", "geq", "approx", "leftarrow", "rightarrow", "Rightarrow", "Leftrightarrow",
    *GREEK, *"\\{}$&#_%, ",
}  # fmt: skip


@given(ANYTHING)
def test_no_command_comes_into_latex_from_a_name_or_a_word(tree: Tree) -> None:
    latex = to_latex(tree)
    assert set(_COMMANDS.findall(latex)) <= _KNOWN
    bare = _COMMANDS.sub("", latex)
    assert not set(bare) & set("\\#$%~\n\r")
    assert bare.count("&") == latex.count(r"\begin{bmatrix}") * 2
    depth = 0
    for sign in bare:
        depth += {"{": 1, "}": -1}.get(sign, 0)
        assert depth >= 0
    assert depth == 0


@given(ANYTHING)
def test_mathml_is_well_formed_whatever_names_and_words_hold(tree: Tree) -> None:
    children = {"mfrac": 2, "msub": 2, "msup": 2, "munder": 2, "mover": 2, "msubsup": 3, "munderover": 3, "msqrt": 1}
    leaves = {"mi", "mn", "mo", "mtext", "mspace"}
    for element in ElementTree.fromstring(to_mathml(tree)).iter():
        name = element.tag.removeprefix("{http://www.w3.org/1998/Math/MathML}")
        assert name in {*children, *leaves, "math", "mrow", "mtable", "mtr", "mtd"}
        assert len(element) == (0 if name in leaves else children.get(name, len(element)))


_FIELDS = {
    **{kind: {"text"} for kind in ("letter", "word", "function", "number", "text")},
    "sign": {"text", "class"},
    "fraction": {"over", "under"},
    "script": {"base", "below", "above", "limits"},
    "root": {"inner"},
    "accent": {"mark", "inner"},
    "fence": {"left", "inner", "right"},
    "matrix": {"rows"},
    "space": set(),
}


@given(ANYTHING)
def test_typst_gets_documented_data_without_control_characters(tree: Tree) -> None:
    waiting: list[Any] = [json.loads(json.dumps(to_typst(tree)))]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            assert set(node) == {"kind", *_FIELDS[node["kind"]]}
            assert all(
                unicodedata.category(sign) not in ("Cc", "Cf", "Co", "Cs", "Zl", "Zp") for sign in node.get("text", "")
            )
            waiting.extend(node.values())
        elif isinstance(node, list):
            waiting.extend(node)


@pytest.mark.parametrize("sign", ["+", "*", "/", "@"])
def test_as_many_operations_as_may_be_read_can_be_written(sign: str) -> None:
    tree = read_math(sign.join(["x"] * 200))
    assert read_math(to_text(tree)) == tree
    assert _read_latex(to_latex(tree)) == tree if sign != "/" else to_latex(tree).count("frac") == 199
    assert (
        _letters(to_unicode(tree)) == _letters("".join(ElementTree.fromstring(to_mathml(tree)).itertext())) == "x" * 200
    )
    assert _texts(to_typst(tree)).count("x") == 200


@given(TREES)
def test_plain_text_is_ascii(tree: Tree) -> None:
    assert to_text(tree).isascii()


@pytest.mark.parametrize("write", [to_text, to_unicode, to_latex, to_mathml, to_typst])
@pytest.mark.parametrize(
    "formula",
    ["9^" * 40 + "9", "x_{1," * 40 + "x" + "}" * 40, "sum_{" * 40 + "x" + "}" * 40, "-(" * 20 + "x" + ")" * 20],
)
def test_a_part_deep_inside_is_written_once(write: Callable[[Tree], object], formula: str) -> None:
    calls = 0

    def counted(frame: object, event: str, argument: object) -> None:
        nonlocal calls
        calls += event == "call"
        assert calls < 200_000  # twice for each level would be 2^40

    tree = read_math(formula)
    sys.setprofile(counted)
    try:
        write(tree)
    finally:
        sys.setprofile(None)
