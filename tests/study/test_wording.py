"""Typed answers in words, and formulas among them."""

import pytest

from cardgrad.decks.card import Card, Typed
from cardgrad.study.question import Reading, Unreadable
from cardgrad.study.wording import Wording


def wording(*answers: str) -> Wording:
    content = Typed("prompt", answers)
    return Wording(Card("d/a", "d", "d/a", "type", content, (), None, None, None, (), (), "d.yaml", 1), content)


def correct(question: Wording, typed: str) -> bool:
    reading = question.read(typed)
    assert isinstance(reading, Reading), reading
    return question.judge(reading).correct


@pytest.mark.parametrize(
    ("accepted", "typed"),
    [
        ("sigmoid", "Sigmoid"),
        ("sigmoid", "  the   sigmoid. "),
        ("the sigmoid", "sigmoid"),
        ("Jacobi matrix", "jacobi-matrix"),
        ("naïve Bayes", "naive bayes"),
        ("naive Bayes", "NAÏVE BAYES"),
        ("Straße", "strasse"),
        ("backpropagation", "back propagation"),
        ("back-propagation", "backpropagation"),
        ("the", "the"),
        ("ReLU", "relu"),
        ("3 x 2", "3 X 2"),
        ("σ", "Σ"),
    ],
)
def test_case_accents_articles_hyphens_and_punctuation_do_not_matter(accepted: str, typed: str) -> None:
    assert correct(wording(accepted), typed)


@pytest.mark.parametrize("typed", ["gradent", "gradientt", "gradoent", "garident", "gradeint"])
def test_one_letter_off_in_a_long_word_is_let_through_or_not_by_one_edit(typed: str) -> None:
    assert correct(wording("gradient"), typed) == (typed != "garident")


def test_a_misspelt_word_is_named() -> None:
    question = wording("gradient")
    reading = question.read("gradent")
    assert isinstance(reading, Reading)
    assert [block.text for block in question.judge(reading).remarks] == ["Spelt: gradient"]


@pytest.mark.parametrize(
    ("accepted", "typed"),
    [
        ("add", "and"),
        ("relu", "relo"),
        ("upstream gradient", "upstream"),
        ("gradient", "gradient descent"),
        ("local gradient", "locol gradiant"),
        ("sum", ""),
        ("3 x 2", "2 x 3"),
        ("acyclic", "cyclic"),
        ("symmetric", "asymmetric"),
        ("directed acyclic graph", "directed cyclic graph"),
        ("100000", "100001"),
        ("12", "1 2"),
    ],
)
def test_a_short_word_or_another_word_is_wrong(accepted: str, typed: str) -> None:
    question = wording(accepted)
    reading = question.read(typed)
    assert isinstance(reading, Unreadable) or not question.judge(reading).correct


@pytest.mark.parametrize(("accepted", "typed"), [("-1", "1"), ("1", "-1"), ("0.5", "05"), ("x < y", "x > y")])
def test_signs_and_points_in_numbers_do_matter(accepted: str, typed: str) -> None:
    assert not correct(wording(accepted), typed)


@pytest.mark.parametrize(
    ("accepted", "typed"), [("-1", "−1"), ("0.5", "0.5"), ("+", "+"), ("x<y", "x < y"), ("@", "@")]
)
def test_an_answer_of_signs_can_be_given(accepted: str, typed: str) -> None:
    assert correct(wording(accepted), typed)


def test_any_accepted_answer_is_right_and_the_first_is_shown() -> None:
    question = wording("gate", "operation", "node")
    assert all(correct(question, typed) for typed in ("gate", "operation", "node"))
    assert [block.text for block in question.explained()] == ["gate"]


def test_the_prompt_says_formula_only_where_nothing_else_is_accepted() -> None:
    assert wording("$2*x$").prompt() == "formula"
    assert wording("$1/2$", "a half").prompt() == "answer"


@pytest.mark.parametrize("typed", ["2*x", "x*2", "x + x", "2x", "(4x)/2"])
def test_a_formula_is_compared_by_value(typed: str) -> None:
    assert correct(wording("$2*x$"), typed)


def test_another_formula_is_wrong_and_what_is_none_is_unreadable() -> None:
    assert not correct(wording("$2*x$"), "x^2")
    assert isinstance(wording("$2*x$").read("2*(x"), Unreadable)


def test_a_number_and_its_name_stand_side_by_side() -> None:
    question = wording("$1/4$", "a quarter")
    assert [correct(question, typed) for typed in ("0.25", "1/4", "quarter", "1/5", "two")] == [True] * 3 + [False] * 2


def test_what_was_typed_is_read_back_without_becoming_mathematics() -> None:
    reading = wording("cost").read("$5 or $6")
    assert isinstance(reading, Reading)
    assert reading.echo == "\\$5 or \\$6"


@pytest.mark.parametrize("typed", ["0,16", "-1,000", "1,0"])
def test_a_comma_in_a_number_is_asked_again(typed: str) -> None:
    reading = wording("$0.16$").read(typed)
    assert isinstance(reading, Unreadable)
    assert "with a point" in reading.message
