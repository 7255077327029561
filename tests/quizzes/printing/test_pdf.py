import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from cardgrad.errors import CardgradError
from cardgrad.quizzes.printing.data import sheets as sheets_as_data
from cardgrad.quizzes.printing.labels import form_id
from cardgrad.quizzes.printing.pdf import (
    FeedbackRow,
    FeedbackSheet,
    MissingGlyphError,
    feedback_pdf,
    key_pdf,
    student_pdf,
)
from cardgrad.quizzes.record import Form, Heading, Option, Question, Record

HOSTILE = [
    '#read("/etc/passwd")',
    '#import "/etc/passwd": x',
    r"\input{/etc/passwd}",
    "</script><script>alert(1)</script>",
    "*not bold* _nor this_ = nor a title",
    "#eval(1+1) @cite <label> // comment /* more */ [content] {code}",
]


BOTTOM = 59  # points: 2.1 cm, the bottom margin


def read(document: bytes) -> PdfReader:
    return PdfReader(BytesIO(document), strict=True)


def texts(document: bytes) -> list[str]:
    return [page.extract_text() for page in read(document).pages]


def squeezed(text: str) -> str:
    return "".join(text.split())


def with_heading(record: Record, **fields: object) -> Record:
    return record._replace(heading=record.heading._replace(**fields))  # type: ignore[arg-type]


def test_a_sheet_says_what_is_asked_for_how_many_points_and_how(record: Record) -> None:
    first = texts(student_pdf(record, record.forms))[0]
    for said in ("Backpropagation, week 3", "Deep Learning", "21 November 2026", "45 minutes", "16 points",
                 "no calculator", "Name", "Student number", "(2 points)", "exact, or 3 significant digits",
                 "1 point each"):  # fmt: skip
        assert said in first


def test_every_page_carries_its_form_and_its_number_and_the_last_one_the_end(record: Record) -> None:
    pages = [page for page in texts(student_pdf(record, record.forms)) if page.strip()]
    for form in record.forms:
        own = [page for page in pages if form_id(form) in page]
        assert [f"page {number} of {len(own)}" in page for number, page in enumerate(own, 1)] == [True] * len(own)
        assert ["END" in page for page in own] == [False] * (len(own) - 1) + [True]


def test_each_form_begins_on_a_right_hand_page_unless_paper_is_printed_on_one_side(record: Record) -> None:
    three = (*record.forms, record.forms[0]._replace(id="C"))
    both = texts(student_pdf(record, three))
    starts = [number for number, page in enumerate(both) if "page 1 of" in page]
    assert len(starts) == 3
    assert all(number % 2 == 0 for number in starts)
    assert any(not page.strip() for page in both), "this quiz has an odd number of pages"
    assert all(page.strip() for page in texts(student_pdf(with_heading(record, one_sided=True), three)))


@pytest.mark.parametrize("fields", [{}, {"columns": 2}, {"large": True}, {"paper": "letter"}, {"language": "de"}])
def test_no_question_is_broken_across_pages(record: Record, fields: dict[str, object]) -> None:
    pages = texts(student_pdf(with_heading(record, **fields), record.forms[:1]))
    whole = squeezed("Put one training step in order. a) propagate the loss backwards b) forward pass c)")
    assert sum(whole in squeezed(page) for page in pages) == 1


def heights_of_feet(document: bytes) -> set[int]:
    """Return at which heights words stand in the bottom margin: that of the footer, as long as nothing runs into it."""
    found: set[int] = set()

    def visit(text: str, matrix: list[float], at: list[float], *rest: object) -> None:
        if text.strip() and (height := matrix[5] + at[5]) < BOTTOM:
            found.add(round(height))

    for page in read(document).pages:
        page.extract_text(visitor_text=visit)
    return found


@pytest.mark.parametrize("columns", [1, 2])
@pytest.mark.parametrize("large", [False, True])
def test_a_question_that_is_taller_than_a_page_goes_on_on_the_next_one(
    record: Record, columns: int, large: bool
) -> None:
    form = record.forms[0]
    tall = [question._replace(space="40cm") for question in form.questions]
    document = student_pdf(with_heading(record, columns=columns, large=large), [form._replace(questions=tuple(tall))])
    assert len(heights_of_feet(document)) == 1
    assert "END" in texts(document)[-1]


def test_what_does_not_fit_below_the_boxes_in_two_columns_begins_the_next_page(record: Record) -> None:
    form = record.forms[0]
    first = form.questions[0]
    boxed = first._replace(parts=first.parts * 12, space="9cm")
    document = student_pdf(with_heading(record, columns=2), [form._replace(questions=(boxed, *form.questions[1:4]))])
    assert len(heights_of_feet(document)) == 1
    assert squeezed(first.prompt)[:5] not in squeezed(texts(document)[0])


def test_large_print_has_one_column(record: Record) -> None:
    one, two = (student_pdf(with_heading(record, large=True, columns=count), record.forms[:1]) for count in (1, 2))
    assert one == two


def test_options_stand_beside_each_other_only_where_none_is_broken(record: Record) -> None:
    options = tuple(Option(f"$dL/dx = -{n}.5$, $dL/dy = 2.25$", n == 1) for n in range(1, 6))
    question = next(one for one in record.forms[0].questions if one.options)._replace(options=options)
    for large in (False, True):
        form = record.forms[0]._replace(questions=(question,))
        one = record._replace(heading=record.heading._replace(large=large, columns=1), forms=(form,))
        assert sheets_as_data(one, one.forms)["forms"][0]["questions"][0]["beside"] is not large


@pytest.mark.parametrize(("paper", "size"), [("a4", (595, 842)), ("letter", (612, 792))])
def test_paper_is_the_one_that_was_asked_for(record: Record, paper: str, size: tuple[int, int]) -> None:
    page = read(student_pdf(with_heading(record, paper=paper), record.forms[:1])).pages[0]
    assert (round(page.mediabox.width), round(page.mediabox.height)) == size


def test_the_document_is_tagged_and_titled_and_says_its_language(record: Record) -> None:
    document = read(student_pdf(with_heading(record, language="fr"), record.forms))
    root: Any = document.trailer["/Root"]
    assert document.metadata is not None
    assert document.metadata.title == "Backpropagation, week 3"
    assert root["/Lang"] == "fr"
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]


def test_drawings_and_formulas_are_said_in_words(record: Record) -> None:
    document = read(student_pdf(record, record.forms[:1]))
    objects: list[Any] = [document.get_object(number) for number in range(1, int(str(document.trailer["/Size"])))]
    told = [str(entry["/Alt"]) for entry in objects if isinstance(entry, dict) and "/Alt" in entry]
    assert any("q is + of x and y" in words for words in told)
    assert "dL/dx" in told


def test_the_same_record_makes_the_same_bytes_in_another_process(record: Record, tmp_path: Path) -> None:
    from cardgrad.quizzes.record import dumps

    (tmp_path / "record").write_text(dumps(record), encoding="utf-8")
    code = (
        "import sys, pathlib, hashlib; from cardgrad.quizzes.record import loads;"
        "from cardgrad.quizzes.printing.pdf import student_pdf, key_pdf;"
        "record = loads(pathlib.Path(sys.argv[1]).read_text(encoding='utf-8'));"
        "print(hashlib.sha256(student_pdf(record, record.forms) + key_pdf(record, record.forms)).hexdigest())"
    )
    runs = [
        subprocess.run([sys.executable, "-c", code, tmp_path / "record"], check=True, capture_output=True).stdout
        for _ in range(2)
    ]
    assert runs[0] == runs[1]


def test_keys_are_on_the_key_and_not_on_the_sheet(record: Record) -> None:
    key, sheet = (
        squeezed("".join(texts(key_pdf(record, record.forms)))),
        squeezed("".join(texts(student_pdf(record, record.forms)))),
    )
    for said in ("Because", "Everylocalderivativeismultiplied", "Workedsolutions", "Itslocalderivativeis"):
        assert said in key
        assert said not in sheet


def test_the_table_of_keys_has_every_form_and_every_item(record: Record) -> None:
    first = texts(key_pdf(record, record.forms))[0]
    assert "Keys of all forms" in first
    assert all(form_id(form) in first for form in record.forms)
    assert all(f"q{number}" in first for number in range(1, 11))


def test_the_boxes_of_the_key_lie_as_those_of_the_sheet(record: Record) -> None:
    """What stands in a box stands at the same distances from what stands in the others."""

    def places(document: bytes, said: str) -> list[tuple[float, float]]:
        found: dict[str, tuple[float, float]] = {}

        def visit(text: str, matrix: list[float], at: list[float], *rest: object) -> None:
            tag = text.strip()
            if tag in ("2a", "2c", "6a", "9b"):
                found.setdefault(tag, (matrix[4] + at[4], matrix[5] + at[5]))

        page = next(page for page in read(document).pages if said in squeezed(page.extract_text()))
        page.extract_text(visitor_text=visit)
        (across, down), *_ = [found["2a"]]
        return [(round(x - across, 1), round(y - down, 1)) for _, (x, y) in sorted(found.items())]

    sheet = places(student_pdf(record, record.forms[:1]), "Answers")
    key = places(key_pdf(record, record.forms[:1]), "Workedsolutions")
    assert len(sheet) == 4
    assert sheet == key


def test_fractions_of_two_lines_do_not_touch(
    one_question: Callable[[str], Record], placed_letters: Callable[[Any], list[Any]]
) -> None:
    """Under a fraction's last letter and over the next one's first there is room for both, at 10.5 points."""
    record = one_question(" ".join(["$\\frac{p}{q}$ is a slope that is said in so many words as to fill the line"] * 3))
    letters = placed_letters(read(student_pdf(record, record.forms)).pages[0])
    counted = Counter(letter[:2] for letter in letters)
    heights = {round(letter[3], 1) for letter in letters if "Math" in letter[0] and counted[letter[:2]] == 3}
    _, under, over, _ = sorted(heights, reverse=True)
    assert under - over > 10.5


@pytest.mark.parametrize("words", HOSTILE)
def test_text_from_a_deck_is_printed_and_never_obeyed(one_question: Callable[[str], Record], words: str) -> None:
    record = one_question(words)
    assert squeezed(words.replace("*", "")) in squeezed(
        "".join(texts(student_pdf(record, record.forms))).replace("*", "")
    )
    assert squeezed(words.replace("*", "")) in squeezed("".join(texts(key_pdf(record, record.forms))).replace("*", ""))


def test_a_sign_that_turns_the_writing_is_shown_as_its_code(one_question: Callable[[str], Record]) -> None:
    record = one_question("pay \u202e100 or \u0007 ring")
    shown = "".join(texts(student_pdf(record, record.forms)))
    assert "<202E>" in shown
    assert "<0007>" in shown


def test_letters_of_many_languages_are_there(one_question: Callable[[str], Record]) -> None:
    record = one_question("Žluťoučký kůň, Ελληνικά, кириллица, ½ ≤ ∞, e\u0301")
    shown = "".join(texts(student_pdf(record, record.forms)))
    for words in ("Žluťoučký", "Ελληνικά", "кириллица", "é"):
        assert words in shown


def test_a_character_that_no_font_has_names_the_card(one_question: Callable[[str], Record]) -> None:
    record = one_question("What is 梯度?")
    with pytest.raises(MissingGlyphError, match=r"card gates/swap-why: no font has the character '梯' \(U\+68AF\)"):
        student_pdf(record, record.forms)


def test_a_character_that_no_font_has_in_mathematics_names_the_card(one_question: Callable[[str], Record]) -> None:
    record = one_question("What is $梯 + 1$?")
    with pytest.raises(MissingGlyphError, match="card gates/swap-why"):
        student_pdf(record, record.forms)


def test_a_character_that_no_font_has_names_the_student(record: Record) -> None:
    form = record.forms[0]._replace(student=(("name", "李雷"), ("id", "17")))
    with pytest.raises(MissingGlyphError, match="student 李雷"):
        student_pdf(record, [form])
    sheet = FeedbackSheet("李雷", "17", "1", "2", ())
    with pytest.raises(MissingGlyphError, match="student 李雷"):
        feedback_pdf([sheet], record.heading)


def test_a_font_that_is_not_there_is_one_sentence(record: Record, tmp_path: Path) -> None:
    with pytest.raises(CardgradError, match=r"none\.ttf: this font cannot be read"):
        student_pdf(record, record.forms, [tmp_path / "none.ttf"])


def test_a_file_that_is_no_font_is_one_sentence(record: Record, tmp_path: Path) -> None:
    (tmp_path / "words.ttf").write_text("words")
    with pytest.raises(CardgradError, match=r"words\.ttf: this is no font"):
        student_pdf(record, record.forms, [tmp_path / "words.ttf"])


def test_a_student_finds_name_and_number_filled_in(record: Record) -> None:
    form: Form = record.forms[0]._replace(student=(("Name", "Ana María Núñez"), ("ID", "4711"), ("seat", "3")))
    assert "Ana María Núñez" in (first := texts(student_pdf(record, [form]))[0])
    assert "4711" in first


def test_sections_have_titles_and_instructions(record: Record) -> None:
    questions: tuple[Question, ...] = tuple(
        question._replace(section="Warm-up" if question.number < 4 else "Graphs")
        for question in record.forms[0].questions
    )
    changed = with_heading(record, sections=(("Graphs", "Show your work."),))
    shown = "".join(texts(student_pdf(changed, [record.forms[0]._replace(questions=questions)])))
    assert [shown.count(word) for word in ("Warm-up", "Graphs", "Show your work.")] == [1, 1, 1]


def test_feedback_is_a_sheet_for_each_student() -> None:
    row = FeedbackRow(
        "1", "What is $dL/dx$?", "#read('x') 3", "1 / 2", "The **upstream** gradient is missing.", "$-4/5$"
    )
    sheets = [FeedbackSheet(name, "17", "1", "2", (row, row._replace(number="2", given=""))) for name in ("Ana", "Bo")]
    pages = texts(feedback_pdf(sheets, Heading("Week 3", "Deep Learning")))
    assert len(pages) == 2
    assert "Ana" in pages[0]
    assert "Bo" in pages[1]
    assert "#read('x') 3" in pages[0]
    assert "left blank" in pages[0]
    assert "upstream gradient is missing" in pages[0]


def test_feedback_on_an_answer_that_fills_a_page_goes_on_on_the_next_one() -> None:
    long = "\n".join(f"Step {number}." for number in range(1, 90))
    row = FeedbackRow("1", "How is it done?", "so", "1 / 2", "", long)
    document = feedback_pdf([FeedbackSheet("Ana", "17", "1", "2", (row, row))], Heading("Week 3"))
    assert len(heights_of_feet(document)) == 1
    assert sum(page.count("Step 89.") for page in texts(document)) == 2


def test_a_form_takes_less_than_forty_kilobytes(record: Record) -> None:
    forms = [form._replace(id=f"{form.id}{number}") for number in range(5) for form in record.forms]
    assert len(student_pdf(record, forms)) < 40_000 * len(forms)
    assert len(key_pdf(record, forms)) < 40_000 * len(forms)


def test_a_length_that_is_none_is_one_sentence(record: Record) -> None:
    question = record.forms[0].questions[0]._replace(space="a lot")
    with pytest.raises(CardgradError, match="q1: the space 'a lot' cannot be read: write 3cm"):
        student_pdf(record, [record.forms[0]._replace(questions=(question,))])
