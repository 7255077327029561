"""Decks in use from anywhere, hidden ones, and what is known of those whose file is gone."""

import os
import random
from pathlib import Path

import pytest

from cardgrad.decks.library import open_library
from cardgrad.decks.place import Places
from cardgrad.errors import UsageError

OLD = 1_700_000_000


def write(path: Path, deck: str, *ids: str, extra: str = "") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    cards = "".join(f"- {{id: {name}, front: f of {name}, back: b}}\n" for name in ids)
    path.write_text(f"deck: {deck}\n{extra}cards:\n{cards}")
    os.utime(path, (OLD, OLD))
    return path


@pytest.fixture
def places(tmp_path: Path) -> Places:
    write(tmp_path / "shipped" / "gates.yaml", "gates", "mul", extra="order: 1\n")
    write(tmp_path / "shipped" / "losses.yaml", "losses", "log", extra="order: 2\n")
    (tmp_path / "own").mkdir()
    return Places(tmp_path / "shipped", tmp_path / "own")


def using(places: Places, *paths: Path) -> Places:
    return places._replace(used=tuple(map(str, paths)))


def test_a_file_and_a_folder_with_sub_folders_can_be_used(places: Places, tmp_path: Path) -> None:
    one = write(tmp_path / "far" / "one.yaml", "one", "a")
    write(tmp_path / "course" / "week1" / "two.yml", "two", "a")
    write(tmp_path / "course" / ".git" / "hidden.yaml", "no", "a")
    library = open_library(using(places, one, tmp_path / "course"), tmp_path / "index.db")
    assert [(deck.id, deck.origin) for deck in library.decks] == [
        ("gates", "shipped"),
        ("losses", "shipped"),
        ("one", "used"),
        ("two", "used"),
    ]
    assert library.card("two/a") is not None


def test_a_used_file_replaces_a_shipped_deck_with_a_remark(places: Places, tmp_path: Path) -> None:
    mine = write(tmp_path / "far" / "x.yaml", "gates", "mine")
    library = open_library(using(places, mine), None)
    assert [deck.id for deck in library.decks] == ["gates", "losses"]  # at its place
    assert library.remarks == (f"{mine} replaces the shipped deck gates.",)


def test_a_used_file_and_an_own_one_of_its_id_exclude_each_other(places: Places, tmp_path: Path) -> None:
    used, own = write(tmp_path / "far" / "x.yaml", "mine", "a"), write(tmp_path / "own" / "y.yaml", "mine", "a")
    library = open_library(using(places, used), None)
    assert {fault.path for fault in library.faults} == {str(used), str(own)}
    assert "mine" not in [deck.id for deck in library.decks]


def test_one_file_that_is_reached_twice_is_one(places: Places, tmp_path: Path) -> None:
    used = write(tmp_path / "far" / "x.yaml", "mine", "a")
    (tmp_path / "own" / "linked.yaml").symlink_to(used)
    (tmp_path / "again").symlink_to(tmp_path / "far")
    library = open_library(using(places, used, tmp_path / "again", tmp_path / "far"), tmp_path / "index.db")
    assert (library.faults, library.remarks) == ((), ())
    assert [deck.id for deck in library.decks].count("mine") == 1


def test_a_used_path_that_is_gone_is_told_in_one_sentence_and_does_no_harm(places: Places, tmp_path: Path) -> None:
    used = write(tmp_path / "far" / "x.yaml", "mine", "a", "b")
    open_library(using(places, used), tmp_path / "index.db")
    used.unlink()
    library = open_library(using(places, used), tmp_path / "index.db")
    assert library.remarks == (f"{used}, which you use, is gone: bring it back, or `cardgrad deck hide {used}`.",)
    assert (library.faults, len(library.decks), library.elsewhere) == ((), 2, ())
    assert [(deck.id, deck.path) for deck in library.gone] == [("mine", str(used))]
    assert library.gone_cards() == {"mine/a": str(used), "mine/b": str(used)}
    assert library.card("mine/a") is None
    write(used, "mine", "a")
    library = open_library(using(places, used), tmp_path / "index.db")
    assert (library.remarks, library.gone, len(library.decks)) == ((), (), 3)


def test_a_path_that_is_used_no_more_is_forgotten(places: Places, tmp_path: Path) -> None:
    used = write(tmp_path / "far" / "x.yaml", "mine", "a")
    open_library(using(places, used), tmp_path / "index.db")
    library = open_library(places, tmp_path / "index.db")
    assert (len(library.decks), library.elsewhere, library.gone) == (2, (), ())


def test_a_deck_studied_by_a_path_that_is_gone_is_not_offered_any_more(places: Places, tmp_path: Path) -> None:
    named = write(tmp_path / "far" / "x.yaml", "mine", "a")
    open_library(places._replace(paths=(named,)), tmp_path / "index.db")
    named.unlink()
    library = open_library(places, tmp_path / "index.db")
    assert (library.elsewhere, library.gone_cards()) == ((), {"mine/a": str(named)})


def test_a_hidden_deck_is_not_studied_and_can_be_looked_at(places: Places, tmp_path: Path) -> None:
    write(tmp_path / "own" / "bad.yaml", "bad", "a", "a")
    hiding = places._replace(hidden=frozenset(("gates", "bad")))
    library = open_library(hiding, tmp_path / "index.db")
    assert [deck.id for deck in library.decks] == ["losses"]
    assert [(deck.id, deck.errors) for deck in library.hidden] == [("gates", 0), ("bad", 1)]
    assert library.faults == ()  # nobody wants to hear of them
    assert [slot[0] for slot in library.slots()] == ["losses/log"]
    assert library.find_deck("gates").cards == 1
    assert library.find_card("gates/mul").deck == "gates"
    assert [str(fault) for fault in library.faults_of(library.find_deck("bad"))] != []
    with pytest.raises(UsageError, match="the deck 'gates' is hidden: `cardgrad deck use gates` brings it back"):
        library.find_studied_deck("gat")


def test_a_hidden_deck_that_is_named_by_its_path_is_studied(places: Places, tmp_path: Path) -> None:
    named = write(tmp_path / "far" / "x.yaml", "gates", "a")
    library = open_library(places._replace(hidden=frozenset(("gates",)), paths=(named,)), tmp_path / "index.db")
    assert [(deck.id, deck.origin) for deck in library.decks] == [("losses", "shipped"), ("gates", "path")]
    assert library.hidden == ()


def test_hiding_touches_no_name_that_other_decks_give_to_its_cards(places: Places, tmp_path: Path) -> None:
    write(tmp_path / "own" / "new.yaml", "new", "x")
    path = tmp_path / "own" / "new.yaml"
    path.write_text(path.read_text().replace("id: x", "id: x, was: gates/mul"))
    for hidden in (frozenset[str](), frozenset(("gates",))):
        library = open_library(places._replace(hidden=hidden), None)
        assert library.renames() == []  # that card still is the hidden deck's
        assert "but that card still exists" in library.faults[0].message


def test_unfinished_entries_and_faults_are_counted(places: Places, tmp_path: Path) -> None:
    path = write(tmp_path / "own" / "m.yaml", "m", "a", "a")
    path.write_text(path.read_text() + "- {id: t, front: Q, todo: later}\n- {front: Q, back: A}\n")
    for _ in range(2):
        library = open_library(places, tmp_path / "index.db")
        deck = library.find_deck("m")
        assert (deck.errors, deck.warnings, deck.unfinished) == (1, 2, ("m/t",))
        assert len(library.faults_of(deck)) == 3


def test_however_files_are_named_each_deck_id_has_one_file_or_faults(tmp_path: Path) -> None:
    choice = random.Random(4)
    for round_ in range(40):
        root = tmp_path / str(round_)
        paths = [root / folder / f"{name}.yaml" for folder in ("shipped", "own", "far") for name in "abc"]
        for path in paths:
            path.parent.mkdir(parents=True, exist_ok=True)
            if choice.random() < 0.6:
                write(path, choice.choice("xyz"), "a")
        used = tuple(str(path) for path in choice.sample(paths, 3))
        hidden = frozenset(choice.sample("xyz", choice.randint(0, 2)))
        library = open_library(Places(root / "shipped", root / "own", (), used, hidden), root / "index.db")
        shelves = [deck.id for deck in (*library.decks, *library.hidden, *library.elsewhere, *library.gone)]
        assert len(shelves) == len(set(shelves))
        assert hidden.isdisjoint(deck.id for deck in library.decks)
        clashing = {unusable.id for unusable in library.unusable()}
        assert clashing.isdisjoint(shelves)
        again = open_library(library.places, root / "index.db")
        assert (again.decks, again.hidden, again.faults) == (library.decks, library.hidden, library.faults)
        library.close()
        again.close()
