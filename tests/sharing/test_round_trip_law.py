"""Whatever its texts are made of, a card comes back from every format as it was, or its loss is told.

The texts are made of all signs that a format or a reader of ours takes for more than a word.
"""

import re

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from cardgrad.decks.card import Card, Choice, Cloze, Content, Front, Steps, Typed
from cardgrad.decks.cloze import ClozeError, read_cloze
from cardgrad.decks.importing.note import Note
from cardgrad.decks.importing.sniffing import gather_bytes
from cardgrad.sharing.formats import export
from cardgrad.sharing.shared import share
from quizgen.notation.fault import NotationError
from quizgen.notation.parser import read_math
from quizgen.notation.spans import spans
from quizgen.notation.text import to_text
from quizgen.notation.visible import visible

FORMATS = ("md", "csv", "apkg")
CASES = {"md": 150, "csv": 150, "apkg": 30}
MANY = {"md": 5000, "csv": 5000, "apkg": 1000}
SIGNS = (
    "**Question:**", "**Answer:**", "**Hint:**", "**Kind:** choice", "**Tags:** x", "1) ", "2) ", "- ", "- 1) ", "a) ",
    "b) ", "### x", "## Cards", "#", "`x`", "``", "`", "```\n", "```\ncode\n```\n", "$x$", "$x*y$", "$?x = 3$", "\\$",
    "$", "\\", "\\*", "*", "**", "**bold**", "<b>", "</p>", "<li>", "</ol>", "&amp;", "&", "\n", "\n\n", "  ", "word",
    "two words", "{{c1::x}}", "{", "}", "[image: x]", "[sound:x]", "::", " :: ", "Q: x", "A: y", "---", "> ", "_", "~",
    "|", "=", "+", "é", "'", '"', "____", "It begins with w", "\t", "1.", "`a\\`b`", "![x](y)", "https://x.y",
    "<!-- c -->", "[$]", "\\(x\\)", "\\[", "$$",
)  # fmt: skip


def said(text: str | None) -> str:
    """Return what a learner sees of a text, on one line: formulas by their value, no space that does not show."""
    parts = []
    for span in spans(visible((text or "").strip())):
        kind, inside = span.kind, span.text
        if kind == "math":
            try:
                inside, kind = to_text(read_math(inside)), "math" if span.claimed else "shown"
            except NotationError:
                inside, kind = inside.replace("\n", " "), "text"
        inside = inside.replace("\n", " ") if kind == "code" else inside  # where a new line is a space
        kind = kind if inside.strip() else "text"  # nothing is seen of it
        lines = inside.split("\n") if kind == "bold" else [inside]  # each line is bold
        parts.append(inside if kind == "text" else "\n".join(f"<<{kind}:{line.strip()}>>" for line in lines))
    shown_lines = (" ".join(line.split()) for line in "".join(parts).split("\n"))
    whole = "\n".join(filter(None, shown_lines)).replace("<<bold:>>", "")
    return re.sub(r"\n?(<<block:.*?>>)\s*", r"\1", whole, flags=re.DOTALL)


def is_plain(text: str) -> bool:
    """Tell whether a text says something, and has no empty code and none beside other code, which Markdown joins."""
    found = said(text)
    return bool(found) and not re.search(r"<<(?:code|block):>>|<<code:[^>]*>><<code", found)


texts = st.lists(st.sampled_from(SIGNS), min_size=1, max_size=6).map("".join).map(str.strip).filter(is_plain)


@st.composite
def contents(draw: st.DrawFn) -> tuple[str, dict[str, Content]]:
    """Draw a kind and the cards of an entry by their parts."""
    kind = draw(st.sampled_from(("front", "reverse", "choice", "steps", "type", "cloze")))
    if kind == "cloze":
        gap = st.tuples(texts, st.sampled_from(("", "a: ", "b: ")), texts)
        text = "".join(
            f"{before} {{{{{name}{inside}}}}} " for before, name, inside in draw(st.lists(gap, min_size=1, max_size=3))
        )
        try:
            return kind, dict(read_cloze(text))
        except ClozeError:
            assume(False)
    question = draw(texts)
    listed = draw(st.lists(texts, min_size=2, max_size=4, unique_by=said))
    match kind:
        case "choice":
            return kind, {"": Choice(question, listed[0], tuple(listed[1:]))}
        case "steps":
            return kind, {"": Steps(question, tuple(listed))}
        case "type":
            return kind, {"": Typed(question, (listed[0],))}
        case "reverse":
            return "front", {"": Front(question, listed[0]), "reverse": Front(listed[0], question)}
    return kind, {"": Front(question, listed[0])}


drawn = st.tuples(contents(), st.none() | texts, st.none() | texts)


def comes_back(to: str, case: tuple[tuple[str, dict[str, Content]], str | None, str | None]) -> None:
    (kind, cards), hint, why = case
    entry = [
        Card("d/one" + f"/{part}" * bool(part), "d", "d/one", kind, content, (), hint, why, None, (), (), "d.yaml", 1)
        for part, content in cards.items()
    ]
    exported = export(share("d", "T", None, entry, 1, "1"), to, 1_700_000_000)
    notes = gather_bytes(exported.data, f"d.{to}")[1].notes
    if any(note.lost for note in notes) or any("gap" in sentence for sentence in exported.said):
        return
    (note,) = notes
    assert (note.kind, note.reverse) == (kind, "reverse" in cards)
    assert (said(note.hint), said(note.why)) == (said(hint), said(why))
    if kind == "cloze":
        found = read_cloze(note.question)
        assert {part: shown(content) for part, content in found.items()} == {
            part: shown(content) for part, content in cards.items()
        }
    else:
        assert shown(content_of(note)) == shown(cards[""])


def content_of(note: Note) -> Content:
    match note.kind:
        case "choice":
            return Choice(note.question, note.answer, note.wrong)
        case "steps":
            return Steps(note.question, note.steps)
        case "type":
            return Typed(note.question, (note.answer,))
    return Front(note.question, note.answer)


def shown(content: Content) -> object:
    match content:
        case Choice(prompt, right, wrong):
            return said(prompt), said(right), sorted(map(said, wrong))
        case Cloze(question, _, full):
            return said(question), said(full)
        case Steps(prompt, listed) | Typed(prompt, listed):
            return said(prompt), [*map(said, listed)]
        case Front(front, back):
            return said(front), said(back)
    raise AssertionError(content)


@pytest.mark.parametrize("to", FORMATS)
def test_a_card_comes_back_as_it_was(to: str) -> None:
    @settings(max_examples=CASES[to], deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(drawn)
    def law(case: tuple[tuple[str, dict[str, Content]], str | None, str | None]) -> None:
        comes_back(to, case)

    law()


@pytest.mark.slow
@pytest.mark.parametrize("to", FORMATS)
def test_many_cards_come_back_as_they_were(to: str) -> None:
    @settings(max_examples=MANY[to], deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(drawn)
    def law(case: tuple[tuple[str, dict[str, Content]], str | None, str | None]) -> None:
        comes_back(to, case)

    law()
