"""Decks made to keep a check busy: each ends within a second, mostly with a sentence, never in a traceback."""

import pytest

from cardgrad.decks.checking import check_data
from tests.patience import within

HEAD = "deck: d\ncards:\n"
CARD = HEAD + "- id: a\n  front: {}\n  back: y\n"
MEGABYTE = 1_000_000
MATRICES = ", ".join(f"M{n}: 6x6 of int -2..2" for n in range(5))


def drill(**fields: str) -> str:
    entry = {"graph": "f = x*y", "given": "{x: int 2..9, y: int 2..9}", "ask": "[df/dx]"} | fields
    return HEAD + "- id: a\n" + "".join(f"  {key}: {text}\n" for key, text in entry.items())


def lines(*definitions: str) -> str:
    return "|\n" + "\n".join(f"    {line}" for line in definitions)


SIZE = {
    "spaces before the end of a line": CARD.format("x: y" + " " * (MEGABYTE - 100) + "b"),
    "spaces before a comment": CARD.format("x" + " " * (MEGABYTE - 100) + "#b"),
    "comments after a text": CARD.format("x" + " #a" * 300_000),
    "a line of a megabyte": CARD.format("x" * (MEGABYTE - 100)),
    "dashes": HEAD + "- " * 400_000 + "x\n",
    "escapes": CARD.format('"' + "\\e" * 400_000 + '"'),
    "control characters": CARD.format('"' + "\x01" * 900_000 + '"'),
    "anchors": HEAD + "- &a x\n" * 80_000,
    "aliases": HEAD + "- *a\n" * 80_000,
    "laughs": "a: &a [x, x]\nb: &b [*a, *a, *a]\nc: [*b, *b, *b]\n" + HEAD + "- {id: a, front: *a, back: b}\n",
    "keys": HEAD + "- id: a\n" + "".join(f"  k{n}: b\n" for n in range(90_000)),
    "one key again and again": HEAD + "- id: a\n" + "  k: b\n" * 140_000,
    "keys of the deck": "".join(f"k{n}: b\n" for n in range(100_000)) + HEAD + "- {id: a, front: x, back: y}\n",
    "keys in many entries": HEAD + ("- {" + ", ".join(f"k{n}: b" for n in range(200)) + "}\n") * 400,
    "entries": HEAD + "- a\n" * 240_000,
    "entries without ids": HEAD + "- {front: a, back: b}\n" * 45_000,
    "tags": HEAD + "- id: a\n  front: x\n  back: y\n  tags: [" + "t," * 400_000 + "]\n",
    "needs": HEAD + "- id: a\n  front: x\n  back: y\n  needs: [" + ",".join(f"t{n}" for n in range(120_000)) + "]\n",
    "needs of many": HEAD + "".join(f"- {{id: a{n}, front: q{n}, back: b, needs: z{n}}}\n" for n in range(9_000)),
    "needs elsewhere": HEAD + "".join(f"- {{id: a{n}, front: q{n}, back: b, needs: q/z{n}}}\n" for n in range(9_000)),
    "gaps": HEAD + "- id: a\n  cloze: '" + "".join(f"{{{{a{n}: x}}}} " for n in range(70_000)) + "'\n",
    "gaps in formulas": HEAD + "- id: a\n  cloze: '" + "$a {{x}}$ " * 80_000 + "'\n",
    "formulas": CARD.format("$x$ " * 240_000),
    "formulas that cannot be read": CARD.format("$x+$ " * 190_000),
    "dollars": CARD.format("$" * 900_000),
    "code": CARD.format("a" + "`" * 900_000),
    "a formula of a megabyte": CARD.format("$" + "x+" * 490_000 + "x$"),
    "parentheses": CARD.format("$" + "(" * 900_000 + "$"),
    "fractions in fractions": CARD.format("'$" + "\\frac{" * 140_000 + "$'"),
    "questions": CARD.format("'" + "? " * 450_000 + "'"),
    "clauses": CARD.format("'" + "and what " * 100_000 + "?'"),
    "words that nearly all share": HEAD
    + "".join(f"- {{id: a{n}, front: 'q{n % 7} r{n % 11} s{n % 13} t{n % 17}', back: y}}\n" for n in range(9_000)),
    "steps": HEAD + "- id: a\n  prompt: x\n  steps: [" + "t," * 400_000 + "]\n",
}
NUMBERS = {
    "a tower of powers": drill(graph="f = x^9^9^9*y"),
    "a large exponent": drill(graph="f = x^999999999*y"),
    "powers of givens": drill(graph="f = x^y^x^y"),
    "an exponent of ten": drill(graph="f = 1e999999999*x*y"),
    "a hundred thousand digits": drill(graph="f = " + "9" * 100_000 + "*x*y"),
    "exponentials": drill(graph="f = exp(exp(exp(exp(x))))*y"),
    "squares of squares": drill(
        graph=lines("v0 = x*y", *(f"v{n} = v{n - 1}*v{n - 1}" for n in range(1, 60))), ask="dv59/dx"
    ),
    "a wide range": drill(given="{x: int 0..10^60, y: int 2..9}"),
    "a small step": drill(given="{x: 0..1 step 1e-9, y: int 2..9}"),
    "a range of towers": drill(given="{x: int 9^9^9..9^9^9, y: int 2..9}"),
    "many exceptions": drill(given="{x: 'int 0..9 except " + "1," * 200_000 + "1', y: int 2..9}"),
    "a large matrix": drill(given="{x: 999999x999999 of int 0..9, y: int 2..9}"),
    "a size of many digits": drill(given="{x: " + "1" * 900_000 + ", y: int 2..9}"),
    "many probabilities": drill(given="{x: probabilities 6 step 1/10^9, y: int 2..9}"),
    "digits": drill(digits="9" * 5000),
    "an order": "order: " + "9" * 5000 + "\n" + HEAD + "- {id: a, front: x, back: y}\n",
    "an example": drill(examples="[{given: {x: 9^9^9, y: 3}, answer: 9^9^9}]"),
    "a mistake": drill(mistakes="[{answer: x^9999999, why: n}]"),
    "what is asked": drill(ask="['central(f, x, 10^-99)']"),
    "a constraint": drill(unless="x^y^x^y > 1"),
    "a number computed": drill(let="{m: x^99999}", unless="m = 3"),
    "numbers computed from each other": drill(
        let="{m0: x+1, " + ", ".join(f"m{n}: m{n - 1}*m{n - 1}" for n in range(1, 20)) + "}", unless="m19 = 3"
    ),
    "a value asked beyond all floats": drill(ask="[exp(x*9999)]"),
    "a mistake beyond all floats": drill(mistakes="[{answer: exp(x*9999), why: n}]"),
    "a mistake of many digits": drill(mistakes="[{answer: '9^900*9^900*9^900*exp(x)', why: n}]"),
    "a step beyond all floats": drill(ask="['forward(f, x, exp(x*999))']"),
    "a number computed beyond all floats": drill(let="{m: exp(x*999)}", unless="m = 3"),
    "a constraint beyond all floats": drill(unless="exp(x*9999) > 1"),
    "a family": HEAD + "- {id: a, family: random-graph, with: {gates: 999999999}}\n",
}
WORK = {
    "what no draw passes": drill(unless="x > 1"),
    "a chain of matrices": drill(
        graph="L = sum(M0 @ M1 @ M2 @ M3 @ M4)", given="{" + MATRICES + "}", ask="[dL/dM0, dL/dM1]"
    ),
    "matrices of many sizes": drill(
        graph="L = " + " @ ".join(f"M{n}" for n in range(20)),
        given="{" + ", ".join(f"M{n}: A{n} x A{n + 1}" for n in range(20)) + "}",
        ask="shape(L)",
    ),
    "entry by entry": drill(
        graph=lines("h0 = M0 .* M1", *(f"h{n} = h{n - 1} .* M1 + M0" for n in range(1, 40)), "L = sum(h39)"),
        given="{M0: 6x6 of int -1..1, M1: 6x6 of int -1..1}",
        ask="dL/dM0",
    ),
    "many numbers asked": drill(
        graph="L = sum(M0 .* M1 .* M2 .* M3)",
        given="{" + MATRICES.rpartition(", ")[0] + "}",
        ask="[dL/dM0, dL/dM1, dL/dM2]",
    ),
    "thousands of nodes": drill(graph=lines(*(f"v{n} = x + y" for n in range(8000))), ask="dv1/dx"),
    "thousands of things asked": drill(ask="[" + ",".join(["df/dx"] * 80_000) + "]"),
    "thousands of constraints": drill(unless="[" + ",".join(["x = y"] * 80_000) + "]"),
    "thousands of mistakes": drill(mistakes="[" + ",".join(["{answer: x, why: y}"] * 40_000) + "]"),
    "thousands of examples": drill(examples="[" + ",".join(["{given: {x: 2, y: 3}, answer: 3}"] * 25_000) + "]"),
    "a claim of large powers": CARD.format("$(x + y + z + w + v)^100 = 0$"),
    "a claim of nested functions": CARD.format("$" + "sigmoid(" * 12 + "x" + ")" * 12 + " = 1/2$"),
    "definitions that double": CARD.format(
        "'" + " ".join(f"$a{n + 1} = a{n}*a{n}$" for n in range(100)) + " $a100 = 3$'"
    ),
}


@pytest.mark.parametrize("text", [*SIZE.values(), *NUMBERS.values(), *WORK.values()], ids=[*SIZE, *NUMBERS, *WORK])
def test_it_ends_within_a_second(text: str) -> None:
    with within(2):  # a second, and what two problems of a drill take
        found = check_data(text.encode(), "d.yaml", seeds=2)
    assert found.cards or found.faults
    assert all(len(fault.message) < 620 for fault in found.faults)
