import pytest

from quizgen.notation.parser import read_math
from quizgen.notation.tree import Name, Operation
from quizgen.notation.typst import Json, to_typst


def _letter(text: str) -> Json:
    return {"kind": "letter", "text": text}


def _number(text: str) -> Json:
    return {"kind": "number", "text": text}


def _sign(text: str, sort: str) -> Json:
    return {"kind": "sign", "text": text, "class": sort}


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("a - b", [_letter("a"), _sign("−", "binary"), _letter("b")]),
        ("-theta", [_sign("−", "unary"), _letter("θ")]),
        ("lr", {"kind": "word", "text": "lr"}),
        ("x = 1", [_letter("x"), _sign("=", "relation"), _number("1")]),
        ("sqrt(x)", {"kind": "root", "inner": _letter("x")}),
        ("x/2", {"kind": "fraction", "over": _letter("x"), "under": _number("2")}),
        (
            "x_i^2",
            {"kind": "script", "base": _letter("x"), "below": _letter("i"), "above": _number("2"), "limits": False},
        ),
        (
            "sum_i",
            {"kind": "script", "base": _sign("∑", "large"), "below": _letter("i"), "above": None, "limits": True},
        ),
        ("y_hat", {"kind": "accent", "mark": "hat", "inner": _letter("y")}),
        ("||x||", {"kind": "fence", "left": "‖", "inner": _letter("x"), "right": "‖"}),
        ("[1 2; 3 4]", {"kind": "matrix", "rows": [[_number("1"), _number("2")], [_number("3"), _number("4")]]}),
        ("tanh", {"kind": "word", "text": "tanh"}),
        ('"if" x', [{"kind": "text", "text": "if"}, {"kind": "space"}, _letter("x")]),
    ],
)
def test_each_form_has_its_kind(text: str, data: Json) -> None:
    assert to_typst(read_math(text)) == data


def test_what_a_person_wrote_is_only_ever_text() -> None:
    words = '#read("/etc/passwd") $ * _'
    assert to_typst(Operation("text", (Name(words),))) == {"kind": "text", "text": words}
