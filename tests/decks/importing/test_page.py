"""Pages as they are copied from a browser; these say what pages look like, in words of our own."""

from cardgrad.decks.importing.note import Gathered
from cardgrad.decks.importing.sniffing import gather_bytes

SCALE = "How well did you know this?\n1\nNot at all\n2\n3\n4\n5\nPerfectly\n"
FLASHCARDS = f"""\
7 - Slopes and paths Flashcards

Home
1
Q

Slope

A

eg a road

1
- up (2)
A
3

  it depends

{SCALE}2
Q

What is
a path?

A

a * b ** c

{SCALE}4
Q

Hidden

{SCALE}Study more
with us
"""
QUIZ = """\
Podcast
Questions and Answers
What is a slope?
What is a slope?
How much a value changes
for one step.
Name a path.
Name a path.
Signup and view all the answers
What is left?
What is left?
Study Notes
Slopes
- A slope is a rate,
as of a road
.
- It can be
f(x)
Paths
- Many.
Studying That Suits You
Use AI to generate personalized quizzes and flashcards to suit your learning preferences.
Related Documents
Description
All about slopes.
"""


def gathered(text: str, format_: str) -> Gathered:
    found, result = gather_bytes(text.encode(), "page.txt")
    assert found == format_
    return result


def test_a_flashcard_page_gives_every_card_with_its_lines() -> None:
    page = gathered(FLASHCARDS, "flashcard-page")
    assert page.title == "7 - Slopes and paths"
    assert [(note.question, note.answer) for note in page.notes] == [
        ("Slope", "eg a road\n\n1\n- up (2)\nA\n3\n\n  it depends"),
        ("What is\na path?", "a * b ** c"),
        ("Hidden", ""),
    ]
    assert [note.place for note in page.notes] == ["card 1", "card 2", "card 4"]


def test_a_card_without_an_answer_is_unfinished() -> None:
    assert [note.todo for note in gathered(FLASHCARDS, "flashcard-page").notes] == ["", "", "the page shows no answer"]


def test_a_gap_in_the_numbers_and_lines_around_the_cards_are_told() -> None:
    last = FLASHCARDS.split("\n").index("Study more") + 1
    assert gathered(FLASHCARDS, "flashcard-page").said == (
        "the page counts to 4, but has no card 3",
        "line 3, which is part of no card: Home",
        f"lines {last}-{last + 1}, which are part of no card: Study more (and 1 more)",
    )


def test_a_page_with_windows_line_ends_and_a_mark_is_the_same() -> None:
    text = "\ufeff" + FLASHCARDS.replace("\n", "\r\n")
    assert gathered(text, "flashcard-page") == gathered(FLASHCARDS, "flashcard-page")


def test_a_quiz_page_gives_every_question_and_those_with_a_hidden_answer_are_unfinished() -> None:
    page = gathered(QUIZ, "quiz-page")
    assert [(note.question, note.answer, note.todo, note.place) for note in page.notes] == [
        ("What is a slope?", "How much a value changes\nfor one step.", "", "line 3"),
        ("Name a path.", "", "the page hides the answer", "line 7"),
        ("What is left?", "", "the page has no answer", "line 10"),
    ]
    assert page.said == ()


def test_the_study_notes_of_a_quiz_page_are_the_decks() -> None:
    page = gathered(QUIZ, "quiz-page")
    assert page.title == "Slopes"
    assert page.study_notes == (
        "All about slopes.\n\n## Slopes\n- A slope is a rate, as of a road.\n- It can be f(x)\n\n## Paths\n- Many."
    )


def test_other_lines_of_a_quiz_page_are_told() -> None:
    page = gathered(QUIZ.replace("Podcast\n", "Podcast\nLog in\n").replace("Related Documents", "Cookies"), "quiz-page")
    assert page.said == (
        "line 2, which is part of no card: Log in",
        "line 24, which is part of no card: Cookies",
    )
