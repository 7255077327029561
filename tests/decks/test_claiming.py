"""The statements of decks: where they stand, what is said of them, and the faults that the sources really had."""

from pathlib import Path

import pytest

from cardgrad.decks.checking import Checked, check_data
from cardgrad.decks.claiming import Mathematics
from cardgrad.decks.fault import Fault
from cardgrad.decks.place import shipped_folder
from cardgrad.decks.reading import read_data
from tests.patience import within

HEAD = "deck: d\ntitle: T\ncards:\n- id: a\n"


def read(entry: str, head: str = HEAD) -> Checked:
    """Return what a check finds of a deck of one entry."""
    return check_data((head + entry + "\n").encode(), "d.yaml")


def checked(entry: str) -> Mathematics:
    """Return what is found of the statements of one entry."""
    return read(entry).proofs.mathematics


def only_fault(entry: str) -> Fault:
    (fault,) = read(entry).faults
    return fault


def test_a_false_formula_is_an_error_at_its_line_and_column() -> None:
    fault = only_fault("  front: so\n  back: then $2*x = x + 1$")
    assert (fault.line, fault.column, fault.severity) == (6, 15, "error")
    assert fault.message == (
        "card 'a': $2*x = x + 1$ is false: at x = 2: the left is 4, the right is 3: "
        "correct it, or write $?...$ to show it without checking"
    )


def test_the_second_of_two_equal_formulas_has_its_own_place() -> None:
    found = checked("  front: $1 + 1 = 2$\n  back: |\n    first $2 = 2$\n    and again $2 = 2$")
    assert [(said.line, said.column) for said in found.proven] == [(5, 11), (7, 12), (8, 16)]


def test_a_false_formula_is_told_with_the_faults_of_yaml_beside_it() -> None:
    found = read("  front: what: is\n  back: so\n- id: b\n  front: so\n  back: then $1 = 2$\n- id: c\n\tfront: x")
    told = [(fault.line, fault.column, fault.message.partition(":")[0]) for fault in found.faults]
    assert (9, 15, "card 'b'") in told
    assert {5, 11} <= {line for line, *_ in told}


def test_what_is_left_open_is_a_warning_that_says_what_to_do() -> None:
    fault = only_fault("  front: so\n  back: $dL/dw = 2*w$")
    assert fault.severity == "warning"
    assert fault.message == (
        "card 'a': $dL/dw = 2*w$ could not be decided: nothing tells how L hangs on w: "
        "say it otherwise, or write $?...$ to show it without checking"
    )


def test_a_false_claim_names_the_definitions_that_it_goes_by() -> None:
    fault = only_fault("  front: so\n  back: $L = w^3$\n  claims: dL/dw = 2*w")
    assert (fault.line, fault.column) == (7, 11)
    assert "where $L = w^3$ (line 6)" in fault.message


def test_what_is_shown_only_is_listed_and_not_checked() -> None:
    entry = "  front: so\n  back: $?1 = 2$ and $1 = 1$"
    assert read(entry).faults == []
    assert [said.text for said in checked(entry).shown] == ["1 = 2"]


@pytest.mark.parametrize(
    ("front", "proven", "false"),
    [
        ("$f = relu(w*x)$. What if $w*x > 0$?", 1, 0),
        ("$f = relu(w*x)$. What, if $w*x > 0$ and $w*x < 2$?", 1, 0),
        ("$f = relu(w*x)$. What **as long as** $w*x > 0$?", 1, 0),
        ("$f = relu(w*x)$. Suppose that $w*x > 0$.", 1, 0),
        ("$f = relu(w*x)$. What (for all $w*x > 0$)?", 1, 0),
        ("$f = relu(w*x)$. What for every $w*x > 0$?", 1, 0),
        ("$f = relu(w*x)$. It seems that $w*x > 0$.", 0, 2),
        ("$f = relu(w*x)$. If $w > 0$, is $w*x > 0$?", 0, 2),
        ("$f = relu(w*x)$ and $df/dx = w$ if $w*x > 0$.", 1, 1),
        ("$f = relu(w*x)$. If $w*x > 0$, $df/dx = w$.", 2, 0),
        ("$f = relu(w*x)$ and $df/dx = w$. If $w*x > 0$, it is so.", 1, 1),
        ("$f = relu(w*x)$\n\n    - $df/dx = w$\n    - if $w*x > 0$", 1, 1),
    ],
)
def test_a_word_before_an_inequality_makes_it_the_case_that_is_looked_at(front: str, proven: int, false: int) -> None:
    found = checked(f"  front: |\n    {front}\n  back: $df/dx = w$")
    assert (len(found.proven), len(found.false)) == (proven, false)


@pytest.mark.parametrize(
    ("back", "proven", "false"),
    [
        ("for each $i \\neq j$, $dp_i/dz_j = -p_i*p_j$", 1, 0),
        ("off the diagonal ($i != j$) $dp_i/dz_j = -p_i*p_j$, on it ($i = j$) $dp_i/dz_j = p_i*(1 - p_i)$", 2, 0),
        ("off the diagonal ($i != j$) $dp_i/dz_j = p_i*p_j$, on it ($i = j$) $dp_i/dz_j = p_i*(1 - p_i)$", 1, 1),
        ("$dp_i/dz_j = -p_i*p_j$ whenever $i != j$", 1, 0),
        ("$dp_i/dz_j = -p_i*p_j$ whenever $i != j$. So $dp_i/dz_j = -p_i*p_j$.", 1, 1),
    ],
)
def test_indices_are_told_apart_before_a_statement_or_behind_it(back: str, proven: int, false: int) -> None:
    found = checked(f"  front: $p_i = exp(z_i)/sum_k exp(z_k)$\n  back: |\n    {back}")
    assert (len(found.proven), len(found.false)) == (proven, false)


@pytest.mark.parametrize(
    ("back", "proven", "false"),
    [
        ("$df/dx = 0$ unless $x >= 0$", 1, 0),
        ("$df/dx = 0$ unless $x < 0$", 0, 1),
        ("$df/dx = 1$ (except for $x <= 0$)", 1, 0),
        ("except where $0 < x < 1$ it is so, $df/dx = 1$", 0, 1),
    ],
)
def test_after_unless_the_opposite_is_the_case(back: str, proven: int, false: int) -> None:
    found = checked(f"  front: $f = relu(x)$\n  back: |\n    {back}")
    assert (len(found.proven), len(found.false)) == (proven, false)


@pytest.mark.parametrize(
    ("text", "proven", "false"),
    [
        ("$df/dx = 1$ if $x > 0$, and $df/dx = 0$ if $x < 0$", 2, 0),
        ("$df/dx = 1$ if $x > 0$, and $df/dx = 1$ if $x < 0$", 1, 1),
        ("$f^2 = f*x$ if $x > 0$. In general, $f = x$", 1, 1),
        ("If $x > 0$, $df/dx = 1$. If $y > 0$, $df/dx = 1$", 1, 1),
        ("Suppose $x > 0$. If $y > 0$, $df/dx = 1$", 1, 0),
        ("so $f > 0$", 0, 1),
        ("$df/dx = 1$, so $x > 0$", 0, 1),
        ("$df/dx = 1$ at $x = 3$, and $2*f = 0$ at $x = -1$", 2, 0),
        ("$f*y = 6$ at $x = 2$, $y = 3$", 1, 0),
        ("$f = x$ for $0 < x < 1$", 1, 0),
        ("$f*relu(y) = x*y$ for $x > 0$ and $y > 0$", 1, 0),
        ("If not $x > 0$, $df/dx = 1$", 0, 1),
        ("If $x > 0$, $df/dx = 1$; otherwise $df/dx = 0$", 2, 0),
        ("If $x > 0$, $df/dx = 1$; otherwise $df/dx = 1$", 1, 1),
        ("If $x > 1$, $df/dx = 1$; otherwise ($x < 0$) $df/dx = 0$", 2, 0),
        ("If $x > 0$ and $y > 0$, $df/dx = 1$, otherwise $df/dx = 1$", 1, 0),
        ("Since $x > 0$, $df/dx = 1$", 1, 0),
        ("If $x > 0$ or $y > 0$, $df/dx = 1$", 0, 0),
        ("$df/dx = 1$ whether or not $x > 0$", 0, 1),
        ("Is it 1 or 0 where $x > 0$? $df/dx = 1$", 1, 0),
        ("It is so for $x > 0$ or if $y > 0$, $df/dx = 1$", 0, 0),
        ("If neither $x > 0$ nor $y > 0$, $df/dx = 1$", 0, 0),
    ],
)
def test_a_case_holds_for_what_it_is_said_of(text: str, proven: int, false: int) -> None:
    found = checked(f"  front: $f = relu(x)$\n  back: |\n    {text}")
    assert (len(found.proven), len(found.false)) == (proven, false)


@pytest.mark.parametrize(
    ("back", "proven", "false"),
    [
        ("$dL/dZ_ij = dL/dH_ij$ if $Z_ij > 0$, and $dL/dZ_ij = 0*dL/dH_ij$ if $Z_ij < 0$", 2, 0),
        ("If $Z_ij > 0$, $dL/dZ_ij = dL/dH_ij$", 1, 0),
        ("$dL/dZ_ij = dL/dH_ij$ if $Z_ij < 0$", 0, 1),
        ("If $Z_ij > 0$, $dL/dZ = dL/dH$", 0, 0),
    ],
)
def test_a_case_may_be_one_of_an_entry_of_a_matrix(back: str, proven: int, false: int) -> None:
    found = checked(f"  front: $H = relu(Z)$\n  back: |\n    {back}")
    assert (len(found.proven), len(found.false)) == (proven, false)


@pytest.mark.parametrize(
    ("back", "proven"),
    [
        ("If $z_i > 0$, $dL/dz_i = dL/dh_i$", 1),
        ("$dL/dz_i = dL/dh_i$ if $z_i > 0$", 1),
        ("If $z_i > 0$, $dL/dz = dL/dh$", 0),
        ("If $z_i > 0$, $h_j = z_j$", 0),
        ("If $z_i > 0$, $sum_j h_j = sum_j z_j$", 0),
    ],
)
def test_a_case_of_one_entry_says_nothing_of_the_others(back: str, proven: int) -> None:
    found = checked(f"  front: '$h = relu(z)$, $z: N$'\n  back: |\n    {back}")
    assert (len(found.proven), len(found.undecided)) == (proven, 1 - proven)


def test_a_learner_reads_the_front_before_the_back_wherever_they_stand() -> None:
    assert len(checked("  back: $2*x = 6$\n  front: Let $x = 3$.").proven) == 1


@pytest.mark.parametrize(
    ("entry", "proven"),
    [
        ("  prompt: $f = x^2$\n  choice: {right: '$df/dx = 2*x$', wrong: ['$df/dx = x$']}", 1),
        ("  cloze: 'For $f = x^2$, {{slope: $df/dx = 2*x$}}.'", 1),
        ("  cloze: 'For $f = x^2$, $df/dx = {{slope: 2*x}}$.'", 1),
        ("  prompt: $f = x^2$\n  steps: ['$df/dx = 2*x$', '$df/df = 1$']", 2),
        ("  prompt: $f = x^2$, what is its slope?\n  type: ['$df/dx = 2*x$', twice x]\n  why: $2*3 = 6$", 2),
        ("  front: $f = x^2$\n  back: so\n  hint: $df/dx = 2*x$\n  claims: [f >= 0, 'shape([1; 2]) = 2 x 1']", 3),
        ("  front: a\n  back: b\n  claims:\n  - 'X: N x D'\n  - W: D x C\n  - shape(X @ W) = N x C", 1),
        ("  front: a\n  back: b\n  claims: [a: 1 x n, sum(softmax(a)) = 1]", 1),
        ("  front: a\n  back: b\n  claims: {X: N x D}", 0),
    ],
)
def test_every_kind_of_text_is_checked_but_no_wrong_option(entry: str, proven: int) -> None:
    assert read(entry).faults == []
    found = checked(entry)
    assert (len(found.proven), len(found.undecided), len(found.false)) == (proven, 0, 0)


def test_what_is_nearly_so_without_a_number_is_listed_as_not_checked() -> None:
    found = checked("  front: so\n  back: $h ~= x$, and $sqrt(2) ~= 1.41$")
    assert [said.text for said in found.shown] == ["h ~= x"]
    assert len(found.proven) == 1


DRILL = """  prompt: $f = {x}$ is a template
  graph: |
    q = x + y
    f = q * z
  given: {x: int 1..9, y: int 1..9, z: int 1..9}
  ask: [df/dx]
"""


def test_a_drill_may_speak_of_its_graph_and_of_a_number_that_is_given_nothing_is_stated() -> None:
    found = checked(DRILL + "  hint: $df/dx = z$\n  mistakes: [{answer: x, why: '$df/dz = q$ is another.'}]")
    assert [said.text for said in found.proven] == ["df/dx = z", "df/dz = q"]
    assert "is false" in read(DRILL + "  hint: $df/dx = q$").faults[0].message


@pytest.mark.parametrize(
    ("prompt", "proven", "false"),
    [
        ("What is $f = q*z$ at $x = {x}$?", 1, 0),
        ("What is $f = q + z$ at $x = {x}$?", 0, 1),
        ("What is $f = {z}*(x + y)$ at $x = {x}$?", 1, 0),
        ("What is $f = {z}*(x - y)$ at $x = {x}$?", 0, 1),
        (r"What is $\frac{q}{z} = \frac{x + y}{z}$ at {x}, with $dL/df = {upstream}$?", 1, 0),
    ],
)
def test_what_a_drills_question_says_of_its_graph_is_proven(prompt: str, proven: int, false: int) -> None:
    """It is a template: `{x}` is the number of a given, and other braces are those of the formula."""
    entry = DRILL.replace("$f = {x}$ is a template", f"'{prompt}'")
    found = checked(entry.replace("int 1..9,", "int 2..9,"))
    assert (len(found.proven), len(found.false), len(found.undecided)) == (proven, false, 0)
    assert [said.line for said in (*found.proven, *found.false)] == [5]


def test_a_drill_knows_the_sizes_and_kinds_of_what_is_given() -> None:
    entry = """  graph: |
    y_hat = softmax(a)
    L = -sum(y .* ln(y_hat))
  given: {y_hat: probabilities 3 step 0.1, y: one-hot 3}
  ask: dL/da
  claims: [dL/da = y_hat - y]
"""
    assert len(checked(entry).proven) == 1


@pytest.mark.parametrize(
    ("claim", "message"),
    [
        ("2*x +", "card 'a': the claim $2*x +$ cannot be read: the formula ends too soon"),
        ("x + y", "card 'a' claims $x + y$, which states nothing: write an equation, such as df/dx = 2*x"),
        ("1 = 2", "card 'a': $1 = 2$ is false: the left is 1, the right is 2: correct it"),
    ],
)
def test_a_claim_that_says_nothing_true_is_an_error(claim: str, message: str) -> None:
    fault = only_fault(f"  front: so\n  back: so\n  claims: {claim}")
    assert (fault.line, fault.severity, fault.message) == (7, "error", message)


def test_a_claim_may_stand_between_dollars() -> None:
    assert len(checked("  front: so\n  back: so\n  claims: [$1 + 1 = 2$]").proven) == 1


def test_notes_are_checked_and_every_heading_begins_anew() -> None:
    notes = "notes: |\n  # One\n  $f = x^2$ has $df/dx = 2*x$.\n\n  # Two\n  $f = x^3$ has $df/dx = 2*x$.\n"
    deck = read("  front: so\n  back: so", "deck: d\n" + notes + "cards:\n- id: a\n")
    assert [said.line for said in deck.proofs.mathematics.proven] == [4]
    assert [(fault.line, fault.column) for fault in deck.faults] == [(7, 18)]
    assert deck.faults[0].message.startswith("the deck's notes: $df/dx = 2*x$ is false: at x = 2: the left is 12")


def test_a_card_with_a_false_formula_can_still_be_studied() -> None:
    entry = "  front: so\n  back: $1 = 2$"
    assert len(read(entry).faults) == 1
    assert [card.id for card in read_data((HEAD + entry).encode(), "d.yaml").cards] == ["d/a"]


SHIPPED = sorted(shipped_folder().glob("*.yaml"))


@pytest.mark.parametrize("path", SHIPPED, ids=[path.stem for path in SHIPPED])
def test_every_statement_that_ships_is_proven(path: Path) -> None:
    deck = check_data(path.read_bytes(), path.name)
    found = deck.proofs.mathematics
    assert deck.faults == []
    assert (found.false, found.undecided, found.shown) == ((), (), ())
    assert len(found.proven) >= 25


PAGES = [  # the faults of the pages that the decks were written from: old text, new text, what is said
    (
        "computation-graphs",
        "back: $ds/dx = s*(1 - s)$",
        "back: $ds/dx = sigmoid(s)*(1 - sigmoid(s))$",
        "at x = 2: the left is 0.104994, the right is 0.207156, where $s = sigmoid(x)$",
    ),
    ("computation-graphs", "$2 * (-4) = -8$", "$-42 = -8$", "the left is -42, the right is -8"),
    ("computation-graphs", "$2 * 3 = 6$", "$32 = 6$", "the left is 32, the right is 6"),
    ("losses-and-delta-rule", "right: $y_hat = 1/(1 + exp(-z))$", "right: $y_hat = 1/1+e^{-w^T @ x}$", ""),
    ("losses-and-delta-rule", "$sigmoid(z) = 1/(1 + exp(-z))$", "$sigmoid(z) = 1/1 + exp(-z)$", "at z = 2: "),
    (
        "losses-and-delta-rule",
        "back: $L = -sum_k y_k * ln(y_hat_k)$",
        "back: $L = sum_k y_k * ln(y_hat_k)$",
        "the left is -2.07944, the right is 2.07944, where $L = sum_k y_k * ln(y_hat_k)$",
    ),
    ("losses-and-delta-rule", "log loss $L = -sum_k", "log loss $L = sum_k", "the left is -1.5, the right is 1.5"),
    (
        "losses-and-delta-rule",
        "back: $L = 1/m * sum_i ||y_i - y_hat_i||^2$",
        "back: $L = 1/2 * sum_i ||y_i - y_hat_i||^2$",
        "where $L = 1/2 * sum_i ||y_i - y_hat_i||^2$",
    ),
    ("matrix-backprop", "right: $dL/dW = X^T @ G$", "right: $dL/dW = G @ X^T + 0*W$", "the sizes do not fit"),
    ("matrix-backprop", "back: $dL/dz1 = [8, 0]$", "back: $dL/dz1 = [8, 20]$", "the left is [8, 0]"),
    ("reverse-mode", "back: $Y_bar = X^T @ Z_bar$", "back: $Y_bar = Z_bar @ X^T$", "the left is"),
    ("reverse-mode", "back: $a_bar = h_bar * (1 - h^2)$", "back: $a_bar = h_bar * (1 - h)$", "the left is"),
    ("forward-and-reverse-pass", "$4 * 2 + 1 * (-3) = 5$", "$4 * 2 - 1 * (-3) = 5$", "the left is 11, the right is 5"),
]


@pytest.mark.parametrize(("deck", "right", "wrong", "said"), PAGES, ids=[page[2] for page in PAGES])
def test_a_fault_put_back_into_a_copy_is_caught(deck: str, right: str, wrong: str, said: str) -> None:
    text = (shipped_folder() / f"{deck}.yaml").read_text()
    assert text.count(right) == 1
    line = text[: text.index(right)].count("\n") + 1
    start = text.rindex("\n  - id: ", 0, text.index(right)) if "\n  - id: " in text[: text.index(right)] else 0
    end = text.find("\n  - id: ", text.index(right))
    alone = text[: text.index("\n  - id: ")] + text[start:end] if start else text[: text.index("\ncards:")]
    before = alone[: alone.index(right)].count("\n") + 1
    alone += "" if start else "\ncards:\n- {id: a, front: b, back: c}\n"
    faults = check_data(alone.replace(right, wrong).encode(), "copy.yaml").faults
    false = [fault for fault in faults if "is false" in fault.message]
    assert false
    assert said in false[0].message
    assert false[0].line == before or f"(line {before})" in false[0].message
    assert line >= before


def test_a_card_of_hundreds_of_formulas_is_checked_soon() -> None:
    lines = "\n".join(
        f"    $2*{number} = {2 * number}$ and $(x + {number})^2 = x^2 + {2 * number}*x + {number**2}$"
        for number in range(1, 101)
    )
    found = checked(f"  front: so\n  back: |\n{lines}")
    assert len(found.proven) == 200


@pytest.mark.parametrize(
    ("formula", "better"),
    [
        (r"v = \beta v + g", r"v = \beta*v + g"),
        (r"L = \frac{1}{2}(w x - y)^2", r"L = \frac{1}{2}*(w*x - y)^2"),
        (r"\mu = \frac{1}{m}\sum_{i=1}^m x_i", r"\mu = \frac{1}{m}*\sum_{i=1}^m x_i"),
    ],
)
def test_a_formula_that_lacks_signs_of_products_is_told_with_them(formula: str, better: str) -> None:
    fault = only_fault(f"  front: 'is ${formula}$'\n  back: so")
    told = f"card 'a': the formula ${formula}$ cannot be read: a product is written with *: write ${better}$"
    assert (fault.message, fault.rule) == (told, "unreadable-formula")
    assert not read(f"  front: 'is $?{better}$'\n  back: so").faults


@pytest.mark.parametrize(
    ("formula", "better"),
    [
        ("s = q^T k", "s = q^T @ k"),
        (r"s = q^\top k", r"s = q^\top @ k"),
        ("A = Q K^T / sqrt(d_k)", "A = Q @ K^T / sqrt(d_k)"),
        ("C = 2 K^T x", "C = 2*K^T @ x"),
        ("c = n w^T w", "c = n*w^T @ w"),
    ],
)
def test_a_product_with_a_transpose_is_one_of_matrices(formula: str, better: str) -> None:
    fault = only_fault(f"  front: 'is ${formula}$'\n  back: so")
    assert fault.message.endswith(f"a product is written with *, of matrices with @: write ${better}$")
    assert not read(f"  front: 'is $?{better}$'\n  back: so").faults


@pytest.mark.parametrize(
    "formula",
    ["2x(y+1)z", "2x(y+1)", "x(y+1)^2 z", "a/f(x) b", r"2\hat{f}(x)", "df/dx(3)", "2 3", "x^2 3", "10 000",
     "1/2x", "a/b c", "y = 1 if x > 0", "2x for x > 0"],
)  # fmt: skip
def test_no_sign_is_told_where_something_else_may_be_meant(formula: str) -> None:
    fault = only_fault(f"  front: 'is ${formula}$'\n  back: so")
    assert "an operation is missing before" in fault.message
    assert "write $" not in fault.message


def test_a_sign_is_told_beside_a_call_of_a_known_function() -> None:
    fault = only_fault("  front: 'is $2 sigma(x)(1 - sigma(x))$'\n  back: so")
    assert fault.message.endswith("write $2*sigma(x)*(1 - sigma(x))$")
    fault = only_fault("  front: 'is $dL/dw x + 1/(2m) y$'\n  back: so")
    assert fault.message.endswith("write $dL/dw*x + 1/(2*m)*y$")


def test_in_a_drills_question_numbers_keep_their_braces_where_a_product_is_told() -> None:
    deck = read("  prompt: 'At $2 u + {x}$?'\n  graph: f = x^2\n  given: {x: int 2..9}\n  ask: d/dx")
    assert "write $2*u + {x}$" in deck.faults[0].message


@pytest.mark.parametrize("tower", ["9^" * 45 + "9", "x_{1," * 45 + "x" + "}" * 45, "sum_{" * 45 + "x" + "}" * 45])
def test_a_tower_is_decided_or_left_open_in_a_second(tower: str) -> None:
    with within(1):
        assert len(read(f"  front: so\n  back: so ${tower} = 1$").faults) <= 1
