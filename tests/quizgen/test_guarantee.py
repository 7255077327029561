import pytest

from quizgen.autodiff.operations import OPERATIONS, Elementwise
from quizgen.drill import Drill, DrillSource, read_drill
from quizgen.guarantee import Guarantee, guarantee
from quizgen.problem import make_problem

INT9 = "int -9..9"
PRODUCT = DrillSource("f = x * y", (("x", INT9), ("y", INT9)), ((None, "d/dx"), (None, "d/dy")), "int -5..5 except 0")


def checked(source: DrillSource, seeds: int = 12) -> Guarantee:
    return guarantee(read_drill("d/c", source), seeds)


def told(source: DrillSource) -> list[str]:
    return [str(fault) for fault in checked(source).faults]


def test_every_sample_drill_keeps_what_is_promised(any_drill: Drill) -> None:
    found = guarantee(any_drill, 12)
    counts = any_drill.id == "shapes/cost"  # it does not say that it has no proof but counting
    assert [fault.field for fault in found.faults] == (["ask"] if counts else [])
    assert found.problems == 12
    assert found.acceptance.rate >= 0.2
    assert found.told_apart == len(found.targets) - sum(len(group) - 1 for group in found.merged) >= 2


def test_what_a_drill_is_about_is_told() -> None:
    found = checked(PRODUCT)
    assert found.told_apart == 3
    assert found.targets == ("mul-not-switched", "upstream-forgotten", "upstream-not-started", "upstream-twice")
    assert found.merged == (("upstream-forgotten", "upstream-not-started"),)
    assert "fan-out-overwritten" in found.dropped


def test_a_drill_that_throws_most_draws_away_is_told_by_what() -> None:
    (fault,) = checked(PRODUCT._replace(unless=("x > -7",))).faults
    assert fault.field == "unless"
    assert fault.message.startswith("only ")
    assert fault.message.endswith(" and 20 % should; most others fail by: unless x > -7")


def test_counting_is_marked_as_what_has_no_other_proof() -> None:
    cost = DrillSource("Z = X @ W", (("X", "N x D"), ("W", "D x M")), ((None, "multiplications(Z)"),))
    (fault,) = told(cost)
    assert fault == "ask: this only counts, and nothing but counting again can prove it: add proof: arithmetic"
    assert told(cost._replace(proof="arithmetic")) == []
    (fault,) = told(PRODUCT._replace(proof="arithmetic"))
    assert fault == "proof: a derivative is asked, and that is proven: leave proof out"


def test_a_question_whose_formulas_cannot_be_read_is_told() -> None:
    (fault,) = told(PRODUCT._replace(prompt="With $x == * {x}$, $y = {y}$ and {upstream}, what is it?"))
    assert fault.startswith("prompt: the question has the formula $x == * ")


def test_a_question_that_leaves_out_what_the_answer_hangs_on_is_told() -> None:
    assert told(PRODUCT._replace(prompt="A product. What are $dL/dx$ and $dL/dy$?")) == [
        "prompt: the question leaves out what the answer hangs on: write {x}, {y} and {upstream} into it"
    ]
    (fault,) = told(PRODUCT._replace(prompt="At $x = {x}$, with ${upstream}$ from upstream: $dL/dx$ and $dL/dy$?"))
    assert fault.endswith("write {y} into it")


def test_a_question_may_leave_out_what_changes_nothing_and_what_a_drawing_or_another_number_says() -> None:
    slope = PRODUCT._replace(ask=((None, "df/dx"),), upstream=None)
    assert told(slope._replace(prompt="$f = x*y$ at $y = {y}$. What is $df/dx$?")) == []
    assert told(slope._replace(prompt="What is $df/dx$?", show=("drawing",))) == []
    assert told(slope._replace(prompt="Half of $y$ is {half}. What is $df/dx$?", let=(("half", "y/2"),))) == []


def test_tenths_are_as_easy_to_work_with_as_whole_numbers() -> None:
    tenths = (("w", "decimal 0.1..0.9"), ("x", "decimal 0.1..0.9"), ("b", "decimal -0.5..0.5"), ("y", ("0", "1")))
    assert told(DrillSource("z = w*x + b\nL = (z - y)^2", tenths, ((None, "dL/dw"), (None, "dL/db")))) == []


def test_a_mistake_of_the_authors_that_is_none_is_told() -> None:
    right = ("d/dx | d/dy", "This is what it is.")
    (fault,) = told(PRODUCT._replace(mistakes=(right,)))
    assert fault == "mistakes.0.answer: this is hardly ever wrong: it gives the right answer"


def test_an_example_that_is_wrong_is_told() -> None:
    example = ((("x", "3"), ("y", "-4")), "2", "8 | 6")
    (fault,) = told(PRODUCT._replace(examples=(example,)))
    assert fault == "examples.0.answer: the example says 8 | 6, and the answer is -8 | 6"


def test_a_key_that_no_other_engine_finds_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    row = OPERATIONS["*"]
    assert isinstance(row, Elementwise)
    monkeypatch.setitem(OPERATIONS, "*", row._replace(local=row.wrong[0].local, wrong=()))
    (fault,) = checked(PRODUCT).faults
    assert fault.field == "graph"
    assert "a key is not proven, which is our fault" in fault.message


def test_mistakes_that_are_judged_right_or_the_same_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quizgen.guarantee.all_agree", lambda key, value, digits: True)
    faults = told(PRODUCT)
    assert any("the mistake mul-not-switched gives the right answer" in fault for fault in faults)
    assert any("the mistakes mul-not-switched and upstream-forgotten give the same answer" in fault for fault in faults)
    assert not any("upstream-forgotten and upstream-not-started" in fault for fault in faults)  # they are merged


def test_a_chooser_that_repeats_itself_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quizgen.guarantee.choose_problem", lambda drill, *_: make_problem(drill, 1))
    (fault,) = told(PRODUCT)
    assert fault == "given: d/c@4 is chosen twice within 6 problems"
