import re
from collections.abc import Callable
from pathlib import Path
from shutil import which
from subprocess import run

import pytest

from cardgrad.quizzes.printing.latex import key_latex, student_latex
from cardgrad.quizzes.printing.tikz import to_tikz, words_in_latex
from cardgrad.quizzes.printing.words import LANGUAGES
from cardgrad.quizzes.record import Record


def test_a_graph_becomes_wires_boxes_and_words(record: Record) -> None:
    drawing = record.forms[0].questions[1].drawing
    assert drawing is not None
    picture = to_tikz(drawing)
    assert picture.count(r"\draw (") == drawing.count('class="wire"')
    assert picture.count("rectangle") == drawing.count('class="node"')
    assert picture.count(r"\node") == drawing.count("<text")


@pytest.mark.parametrize("words", [r"\input{/etc/passwd}", r"\write18{ls}", "100 % & # _ ^ ~ { }", "^^5cinput"])
def test_text_from_a_deck_is_no_command(one_question: Callable[[str], Record], words: str) -> None:
    record = one_question(words)
    plain = one_question("nothing")
    for write in (student_latex, key_latex):
        commands = re.findall(r"\\(?:input|write|include|openin)\b", write(record, record.forms))
        assert commands == []
        assert "^^" not in write(record, record.forms)
        assert set(re.findall(r"\\[a-zA-Z]+", write(plain, plain.forms))) <= set(
            re.findall(r"\\[a-zA-Z]+", write(record, record.forms))
        )


def test_lines_of_a_block_keep_the_spaces_they_begin_with(one_question: Callable[[str], Record]) -> None:
    record = one_question("look\n```\n  ┌─\nx\n```")
    assert "\\mbox{}\\texttt{~~┌─}" in student_latex(record, record.forms)


def test_quotation_marks_are_no_commands_in_any_language(record: Record) -> None:
    for language in LANGUAGES:  # in German `"a` would be an umlaut
        source = student_latex(record._replace(heading=record.heading._replace(language=language)), record.forms[:1])
        assert ",shorthands=off]{babel}" in source


def test_signs_that_tex_would_draw_as_one_stay_apart() -> None:
    assert words_in_latex("a-b --> 'x' ,,y?`") == "a-b -{}-{}> 'x' ,{},y?{}`"


@pytest.mark.slow
@pytest.mark.skipif(which("pdflatex") is None, reason="asks for pdflatex")
def test_pdflatex_sets_it(record: Record, one_question: Callable[[str], Record], tmp_path: Path) -> None:
    hostile = one_question(r"\input{/etc/passwd} ^^5c 100 % & # _ ^ ~ { } <x> $ `a_b` **b#**\n```\n ┌─┐\n```")
    for name, source in {
        "sheet": student_latex(record, record.forms),
        "key": key_latex(record, record.forms[:1]),
        "hostile": student_latex(hostile, hostile.forms),
    }.items():
        (tmp_path / f"{name}.tex").write_text(source, encoding="utf-8")
        made = run(
            ["pdflatex", "-no-shell-escape", "-interaction=nonstopmode", "-halt-on-error", f"{name}.tex"],
            cwd=tmp_path, capture_output=True, text=True, errors="replace", check=False,
        )  # fmt: skip
        assert made.returncode == 0, made.stdout[-2000:]
