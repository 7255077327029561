import subprocess
import sys
from collections.abc import Callable

import pytest
from rich.markdown import Markdown

from cardgrad.quizzes.printing.markdown import escaped, key_markdown, student_markdown
from cardgrad.quizzes.record import Record


def shown(text: str) -> str:
    """Return what a reader of Markdown, not written by us, makes of a text."""
    tokens = Markdown(text).parsed
    inline = [child for token in tokens for child in (token.children or [])]
    return "".join(child.content if child.type in ("text", "code_inline", "text_special") else "\n" for child in inline)


def test_it_has_forms_questions_and_mathematics(record: Record) -> None:
    text = student_markdown(record, record.forms)
    assert text.startswith("# Backpropagation, week 3\n")
    assert text.count("\n## Form ") == 2
    assert r"$f = x \cdot y$" in text
    assert "](data:image/svg+xml;base64," in text
    assert "Because" not in text
    assert "Because" in key_markdown(record, record.forms)


@pytest.mark.parametrize(
    "words", ["# no title", "1. no list", "- none", "*plain* _too_", "<b>tags</b>", "a | b", "[x](y)", "`", r"\n", "=="]
)
def test_text_from_a_deck_is_shown_as_it_is(one_question: Callable[[str], Record], words: str) -> None:
    assert shown(escaped(words)) == words
    record = one_question(words)
    assert words in shown(student_markdown(record, record.forms))


def test_no_module_of_printing_loads_typst_before_a_pdf_is_wanted() -> None:
    code = (
        "import sys, cardgrad.quizzes.printing.pdf, cardgrad.quizzes.printing.html, cardgrad.quizzes.printing.latex;"
        "import cardgrad.quizzes.printing.markdown; print('typst' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=True, capture_output=True).stdout.strip() == b"False"
