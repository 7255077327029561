import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.notation.spans import Span, spans
from tests.patience import within


def pieces(text: str) -> list[tuple[str, str]]:
    return [(span.kind, span.text) for span in spans(text)]


def test_text_mathematics_code_and_bold_are_told_apart() -> None:
    assert pieces("Use **care**: $f = x$ is `f = x`.") == [
        ("text", "Use "), ("bold", "care"), ("text", ": "), ("math", "f = x"), ("text", " is "), ("code", "f = x"),
        ("text", "."),
    ]  # fmt: skip


def test_an_escaped_dollar_is_a_dollar() -> None:
    assert pieces(r"costs \$5 and \$6") == [("text", "costs $5 and $6")]
    assert pieces(r"\alpha is text") == [("text", r"\alpha is text")]


def test_a_question_mark_marks_what_is_not_claimed() -> None:
    assert spans("$?x = 1$") == [Span("math", "x = 1", 2, claimed=False)]


def test_a_fenced_block_is_kept_as_it_is() -> None:
    assert pieces("so:\n```\nx ──$──\n  **y**\n```\nend") == [
        ("text", "so:\n"), ("block", "x ──$──\n  **y**"), ("text", "end"),
    ]  # fmt: skip


def test_an_open_fence_runs_to_the_end() -> None:
    assert pieces("```\nabc") == [("block", "abc")]


@pytest.mark.parametrize("text", ["5 $ only", "a ` b", "a ** b", "$\n\n$", "$$", "2 * 3 * 4", "**", "\\", "x $"])
def test_a_sign_without_its_partner_stands_for_itself(text: str) -> None:
    assert pieces(text) == [("text", text)]


def test_an_indented_fence_begins_a_block_and_one_behind_words_does_not() -> None:
    assert pieces("   ```\na\n```") == [("text", "   "), ("block", "a")]
    assert ("block", "b\n") not in pieces("a ```\nb\n")


@pytest.mark.parametrize("text", ["``` " * 100_000, "".join("`" * n + " " for n in range(900)), " " * 400_000 + "```"])
def test_many_fences_in_one_line_take_no_time(text: str) -> None:
    with within(1):
        spans(text)


@given(st.text(alphabet="ab$`*\\?\n ", max_size=60))
def test_every_span_stands_where_it_says(text: str) -> None:
    found = spans(text)
    assert [span.position for span in found] == sorted(span.position for span in found)
    for span in found:
        if span.kind in ("code", "bold", "block"):
            assert text[span.position :].startswith(span.text)
