from pathlib import Path

import pytest

from cardgrad.quizzes.blueprint import Pool, Wanted
from cardgrad.quizzes.quiz_file import read_quiz_file
from cardgrad.quizzes.starter import starter
from cardgrad.quizzes.stated import is_quiz_file


def written(folder: Path, text: str) -> Path:
    path = folder / "quiz.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def faults(folder: Path, text: str) -> list[str]:
    found = read_quiz_file(written(folder, text))
    assert found.blueprint is None
    return [f"{fault.line}:{fault.column}: {fault.message}" for fault in found.faults]


def test_a_quiz_file_says_everything(tmp_path: Path) -> None:
    text = """\
title: Quiz 3
course: ML
minutes: 30
forms: each
seed: 017
roster: students.csv
spares: 3
vary: [numbers]
calculator: yes
paper: letter
one-sided: yes
decks: [gates, own/deck.yaml]
redraw: [B4, B4]
questions:
  - {card: gates/mul, points: 1.5, space: 4cm, vary: []}
sections:
  - title: Chains
    instructions: Go slowly.
    questions:
      - {pick: 2, from: {tag: chain-rule, kind: [drill]}, as: choice, band: hard, options: 4}
marking: [{item: q1, drop: full points}]
"""
    quiz = read_quiz_file(written(tmp_path, text)).blueprint
    assert quiz is not None
    assert quiz.name == "quiz"
    heading = quiz.heading
    assert (heading.title, heading.course, heading.minutes, heading.paper) == ("Quiz 3", "ML", 30, "letter")
    assert (heading.calculator, heading.one_sided, heading.sections) == (True, True, (("Chains", "Go slowly."),))
    assert (quiz.forms, quiz.seed, quiz.spares, quiz.vary, quiz.redraw) == (
        None, "017", 3, frozenset({"numbers"}), ("B4", "B4"),
    )  # fmt: skip
    assert quiz.roster == str(tmp_path / "students.csv")
    assert quiz.decks == ("gates", str(tmp_path / "own/deck.yaml"))
    assert quiz.wanted == (
        Wanted("gates/mul", points="1.5", space="4cm", vary=frozenset(), line=15, column=12),
        Wanted(
            None, 2, Pool(("chain-rule",), (), ("drill",)), "1", "choice", 3, 4, None, None, "Chains", line=20, column=9
        ),
    )


@pytest.mark.parametrize(("text", "paper", "language"), [("A4", "a4", "DE"), ("Letter", "letter", "de")])
def test_how_paper_and_language_are_written_does_not_matter(
    tmp_path: Path, text: str, paper: str, language: str
) -> None:
    quiz = read_quiz_file(
        written(tmp_path, f"title: Quiz\npaper: {text}\nlanguage: {language}\nquestions: [{{pick: 1}}]\n")
    )
    assert quiz.blueprint
    assert (quiz.blueprint.heading.paper, quiz.blueprint.heading.language) == (paper, "de")


def test_all_faults_are_told_at_once_with_line_and_column(tmp_path: Path) -> None:
    text = """\
title: Quiz
titel: again
forms: 0
paper: a5
redraw: [4B]
questions:
  - {card: a/b, points: -1}
  - {pick: 2, card: a/b}
  - {pick: many}
  - {pick: 1, from: {tags: x}, as: essay}
  - {card: a/c, space: wide}
  - nothing
"""
    assert faults(tmp_path, text) == [
        "2:1: the quiz has an unknown key 'titel' (did you mean title?)",
        "3:8: the quiz has 'forms: 0', but there are 1 to 2000 of them, or each",
        "4:8: the quiz has 'paper: a5', but only 'a4' or 'letter' can stand there",
        "5:9: the quiz has 'redraw: 4B', but a question to draw again reads B4",
        "7:25: question 1 has 'points: -1', but points are a number over 0, such as 2, 1.5 or 1/2",
        "8:21: question 2 wants either a card or a number to pick: write '- card: ID' or '- pick: 2'",
        "9:12: question 3 has 'pick: many', but only a whole number can stand there",
        "10:22: question 4 has an unknown key 'tags' (did you mean tag?)",
        "10:36: question 4 has 'as: essay', but only 'numeric', 'choice', 'short', 'cloze' or 'steps' can stand there",
        "11:24: question 5 has 'space: wide', but a length reads 3cm, 30mm or 1.5in",
        "12:5: question 6 is no set of keys: write '- card: ID' or '- pick: 2'",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("title: Quiz\n", "the quiz has no questions"),
        ("title: Quiz\nforms: 0\nquestions: [{pick: 1}]\n", "'forms: 0', but there are 1 to 2000"),
        (
            "title: Quiz\nvary: no\nquestions: [{pick: 1}]\n",
            "'vary: no', but only 'numbers', 'order' or 'options' can stand there, or [] for nothing",
        ),
        ("title: Quiz\nforms: 3000\nquestions: [{pick: 1}]\n", "'forms: 3000', but there are 1 to 2000"),
        ("title: Quiz\nredraw: [4B]\nquestions: [{pick: 1}]\n", "'redraw: 4B', but a question to draw again reads B4"),
        ("title: Quiz\nquestions: {pick: 1}\n", "wants a list for 'questions'"),
        ("title: Quiz\ntitle: Again\nquestions: [{pick: 1}]\n", "the key 'title' stands twice"),
        ("- pick: 1\n", "this is no quiz"),
        ("", "this is no quiz"),
        ("title: &a Quiz\nquestions: [{pick: 1}]\n", "anchor"),
        ("questions: " + "[" * 30_000, "deeper than 100 levels"),
        ("title: [\n", "YAML cannot read this"),
        ("sections: [{title: A, questions: []}]\n", "too few 'questions'"),
        ("questions: [{card: a, from: {tag: b}}]\n", "'from' has nothing to do"),
        ("questions: [{pick: 1, from: a}]\n", "for 'from', but has text: write a tag, a deck or a kind, such as"),
        ("questions: [{card: a, points: 1/00}]\n", "points are a number over 0"),
        ("questions: [{card: a, space: 30pt}]\n", "a length reads 3cm, 30mm or 1.5in"),
        (f"redraw: [{'A1, ' * 600}]\nquestions: [{{pick: 1}}]\n", "600 items stand here, and 500 are the most: write"),
        (f"questions: [{{pick: 1, from: {{deck: [{'a, ' * 600}]}}}}]\n", "600 items stand here, and 500 are the most"),
    ],
)
def test_broken_quiz_files_are_told_in_a_sentence(tmp_path: Path, text: str, said: str) -> None:
    assert said in "\n".join(faults(tmp_path, text))


@pytest.mark.parametrize("nothing", ["nothing", "[]"])
def test_forms_may_differ_in_nothing(tmp_path: Path, nothing: str) -> None:
    quiz = read_quiz_file(written(tmp_path, f"vary: {nothing}\nquestions: [{{pick: 1}}]\n")).blueprint
    assert quiz is not None
    assert quiz.vary == frozenset()


def test_a_missing_file_is_a_fault(tmp_path: Path) -> None:
    found = read_quiz_file(tmp_path / "none.yaml")
    assert found.blueprint is None
    assert "there is no such file" in found.faults[0].message


def test_the_starter_has_no_fault_and_is_known_as_a_quiz(tmp_path: Path) -> None:
    path = written(tmp_path, starter("week-3", 4711))
    found = read_quiz_file(path)
    assert found.faults == ()
    assert found.blueprint is not None
    assert found.blueprint.seed == "4711"
    assert is_quiz_file(path)


def test_a_deck_is_no_quiz_file(tmp_path: Path) -> None:
    assert not is_quiz_file(written(tmp_path, "deck: a\ncards:\n  - {front: Q, back: A}\n"))
    assert not is_quiz_file(tmp_path / "none.yaml")
    assert not is_quiz_file(tmp_path)
