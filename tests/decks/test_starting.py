"""A new deck begins as another one: its text stays, what names the old one goes."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardgrad.decks.fault import WARNING
from cardgrad.decks.place import shipped_folder
from cardgrad.decks.reading import DeckFile, read_data
from cardgrad.decks.starting import SCHEMA_NAME, TEMPLATES, started, template_names
from cardgrad.errors import CardgradError

HEADER = f"""\
# yaml-language-server: $schema={SCHEMA_NAME}
# `cardgrad deck check week-3.yaml` checks it, `cardgrad deck preview week-3.yaml --watch` shows what you write.
"""


def begun(folder: Path, text: str) -> str:
    """A deck of this text as week-3, without the two lines that every new deck begins with."""
    path = folder / "old.yaml"
    path.write_text(text, encoding="utf-8", newline="")
    new = started(path, "week-3")
    assert new.startswith(HEADER)
    return new.removeprefix(HEADER)


def read(text: str) -> DeckFile:
    return read_data(text.encode(), "week-3.yaml")


def test_a_deck_of_many_cards_begins_another_one(tmp_path: Path) -> None:
    cards = "".join(f"  - {{id: c{number}, front: Question {number}, back: A}}\n" for number in range(600))
    assert len(read(begun(tmp_path, f"deck: big\ncards:\n{cards}")).cards) == 600


def test_an_entry_of_too_many_parts_is_told_and_not_copied(tmp_path: Path) -> None:
    with pytest.raises(CardgradError, match=r"old\.yaml:3: 600 items stand here, and 500 are the most: write fewer"):
        begun(tmp_path, f"deck: big\ncards:\n  - {{id: a, front: Q, back: A, tags: [{'t, ' * 600}]}}\n")


def test_the_usual_template_comes_first() -> None:
    assert template_names() == ["starter", "drills", "lecture"]


def test_the_starter_shows_every_kind_of_card() -> None:
    kinds = [card.kind for card in read(started(TEMPLATES / "starter.yaml", "week-3")).cards]
    assert set(kinds) == {"front", "cloze", "choice", "steps", "type", "drill"}


def test_the_drills_use_every_key_that_the_page_for_authors_begins_with() -> None:
    text = (TEMPLATES / "drills.yaml").read_text(encoding="utf-8")
    for key in ("graph", "given", "ask", "upstream", "prompt", "show", "mistakes", "examples", "family", "with"):
        assert f"{key}:" in text, key


@pytest.mark.parametrize("path", sorted(shipped_folder().glob("*.yaml")), ids=lambda path: path.stem)
def test_a_shipped_deck_begins_a_new_one_with_the_same_cards_under_another_id(path: Path) -> None:
    old, new = read_data(path.read_bytes(), "old.yaml"), read(started(path, "week-3"))
    assert (new.id, new.title, new.order, new.faults) == ("week-3", "Week 3", None, ())
    assert [card.id for card in new.cards] == [card.id.replace(f"{old.id}/", "week-3/", 1) for card in old.cards]
    assert [card.content for card in new.cards] == [card.content for card in old.cards]
    assert new.notes == old.notes


def test_comments_and_the_way_it_is_written_stay(tmp_path: Path) -> None:
    text = 'title: "Old one" # a title\ndeck:   old   # the id\n\n# cards\ncards:\n- {id: a, front: x,   back: "y"}\n'
    assert begun(tmp_path, text) == text.replace('"Old one"', "Week 3").replace(":   old ", ":   week-3 ")


def test_a_deck_without_id_or_title_gets_them(tmp_path: Path) -> None:
    assert begun(tmp_path, "cards:\n- {id: a, front: x, back: y}\n").startswith("deck: week-3\ntitle: Week 3\ncards:")
    assert begun(tmp_path, "deck:\ncards:\n- {id: a, front: x, back: y}\n").endswith(
        "deck: week-3\ncards:\n- {id: a, front: x, back: y}\n"
    )


def test_the_schema_is_named_once(tmp_path: Path) -> None:
    new = begun(tmp_path, "# yaml-language-server: $schema=../x.json\ndeck: d\ncards:\n- {id: a, front: x, back: y}\n")
    assert "yaml-language-server" not in new


WAS = [
    ("- id: a\n  was: b # old\n  front: x\n  back: y\n", "- id: a\n  front: x\n  back: y\n"),
    ("- id: a\n  front: x\n  back: y\n  was: [b, c/d]", "- id: a\n  front: x\n  back: y\n"),
    ("- was: b\n  id: a\n  front: x\n  back: y\n", "- id: a\n  front: x\n  back: y\n"),
    ("- id: a\n  was:\n  - b\n\n  - c\n  front: x\n  back: y\n", "- id: a\n  front: x\n  back: y\n"),
    ("- id: a\n  was:\n    - b\n  # about x\n  front: x\n  back: y\n", "- id: a\n  # about x\n  front: x\n  back: y\n"),
    ("- {id: a, was: b, front: x, back: y}\n", "- {id: a, front: x, back: y}\n"),
    ("- {was: [b, c], id: a, front: x, back: y}\n", "- {id: a, front: x, back: y}\n"),
    ("- {id: a, front: x, back: y, was: [b]}\n", "- {id: a, front: x, back: y}\n"),
    ("- {id: a, front: x, back: y,\n   was: [\n    b ] }\n", "- {id: a, front: x, back: y }\n"),
]


@pytest.mark.parametrize(("entry", "kept"), WAS)
def test_former_ids_go_since_they_would_take_the_history_of_others_along(entry: str, kept: str, tmp_path: Path) -> None:
    new = begun(tmp_path, f"deck: old\norder: 3\ntitle: Old\ncards:\n{entry}")
    assert new.rstrip("\n") == f"deck: week-3\ntitle: Week 3\ncards:\n{kept}".rstrip("\n")


@given(st.lists(st.sampled_from(WAS), min_size=1, max_size=5), st.sampled_from(["", "é\N{GRINNING FACE} "]))
def test_what_goes_leaves_all_other_entries_whole(chosen: list[tuple[str, str]], title: str) -> None:
    from tempfile import TemporaryDirectory

    entries = "".join(entry if entry.endswith("\n") else f"{entry}\n" for entry, _ in chosen)
    with TemporaryDirectory() as folder:
        new = begun(Path(folder), f"deck: old\ntitle: '{title}x'\ncards:\n{entries}")
    assert "was" not in new
    assert new.count("front: x") == len(chosen)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("deck: d\n", "has no cards to begin with"),
        ("- a\n", "is no deck that can be read"),
        ("deck: [d\n", "is no deck that can be read"),
        ("", "is no deck that can be read"),
        ("deck: {d}\ncards: [{id: a, front: x, back: y}]", ""),
        ("deck: d\ncards:\n- {id: a, front: @x, back: y}\n", "is no deck that can be read"),
    ],
)
def test_what_is_no_deck_begins_nothing(text: str, said: str, tmp_path: Path) -> None:
    if not said:
        assert read(begun(tmp_path, text)).id == "week-3"
        return
    with pytest.raises(CardgradError, match=said):
        begun(tmp_path, text)


def test_a_missing_file_and_a_folder_are_told_as_a_check_tells_them(tmp_path: Path) -> None:
    with pytest.raises(CardgradError, match="there is no such file"):
        started(tmp_path / "none.yaml", "week-3")
    with pytest.raises(CardgradError, match="this is a folder"):
        started(tmp_path, "week-3")


def test_a_deck_with_a_warning_begins_another(tmp_path: Path) -> None:
    text = "deck: d\ncards:\n- {front: What is x, back: y}\n"
    assert [fault.severity for fault in read(begun(tmp_path, text)).faults] == [WARNING]
