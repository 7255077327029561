"""Every text is read back as it was, by the reader that decks have."""

from hypothesis import example, given
from hypothesis import strategies as st

from cardgrad.decks.importing.note import Gathered, Note
from cardgrad.decks.importing.scalar import scalar, words
from cardgrad.decks.importing.writing import deck_text, fingerprint, values_of, with_mark
from cardgrad.decks.report import Report
from cardgrad.decks.source import decode
from cardgrad.decks.syntax import parse
from cardgrad.decks.tree import Plain, plain

PIECES = (
    "a", "b:", " ", "#", " #", ": ", "-", "- ", "?", "!", "&", "*", "'", '"', "\\", "\\nabla", "|", ">", "%", "@", "`",
    "{", "}", "[", "]", ",", "\n", "\n\n", "\t", "~", "=", "null", "yes", "0.1", "é", "😀", "\u2028", "\x85", "\x00",
    "\x07", "\u202e", "\ufeff", "\xa0", "\r", "---", "...", "<<", "$x$", "{{op: sum}}",
)  # fmt: skip
nasty = st.lists(st.sampled_from(PIECES), max_size=12).map("".join) | st.text(
    st.characters(exclude_categories=["Cs"]), max_size=40
)


def read(text: str) -> Plain:
    """Return what a deck's reader makes of YAML, which must have no fault."""
    report = Report("d.yaml")
    text = decode(text.encode(), report)
    report.lines = text.split("\n")
    tree = parse(text, report)
    assert tree is not None
    found = plain(tree, report)
    assert report.faults == []
    return found


@given(text=nasty)
@example(text="\t#\n  x")
@example(text="  indented\nless")
@example(text="x\nabla")  # which between double quotes would look like \nabla
@example(text="a\n \nb")
@example(text="---\n...")
def test_any_text_is_read_back_as_it_was(text: str) -> None:
    assert read(f"cards:\n  - front: {scalar(text, 6)}\n    back: B\n") == {"cards": [{"front": text, "back": "B"}]}


@given(texts=st.lists(nasty, max_size=4))
def test_any_list_is_read_back_as_it_was(texts: list[str]) -> None:
    assert read(f"tags: {words(texts)}\nend: x\n") == {"tags": texts, "end": "x"}


texts = nasty.filter(lambda text: bool(text.strip()))


@given(
    question=texts,
    answer=texts,
    wrong=st.lists(texts, min_size=1, max_size=3),
    kind=st.sampled_from(["front", "choice", "type"]),
)
def test_any_note_is_read_back_with_its_fingerprint(question: str, answer: str, wrong: list[str], kind: str) -> None:
    note = Note(
        "anki/'{", kind, question, answer, tuple(wrong), hint=answer, why=question, tags=("a", "b::c"), todo=answer
    )
    values = values_of(note)
    text = deck_text("d", Gathered(question, (note,), answer), answer, [with_mark(values, "one", note.key)])
    deck = read(text)
    assert isinstance(deck, dict)
    assert (deck["title"], deck["source"], deck["notes"]) == (question, answer, answer)
    entry = deck["cards"][0]  # type: ignore[index]
    assert entry == {"id": "one", **values, "imported": {"key": "anki/'{", "hash": fingerprint(values)}}
    assert fingerprint(entry) == fingerprint(values)


def test_texts_are_written_as_a_person_would() -> None:
    assert scalar("Chain rule", 4) == "Chain rule"
    assert scalar("so: this", 4) == "'so: this'"
    assert scalar("it's $x$", 4) == "it's $x$"
    assert scalar("- item", 4) == "'- item'"
    assert scalar("one\n\n  two", 4) == "|-\n    one\n\n      two"
    assert words(["a", "b::c"]) == "[a, 'b::c']"
