"""Which decks a learner has, and what the index saves."""

import os
import random
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from cardgrad.decks import refresh
from cardgrad.decks.edit import EditError, discard_unchanged, editable
from cardgrad.decks.library import Library, open_library
from cardgrad.decks.place import Places
from cardgrad.errors import UsageError

OLD = 1_700_000_000


def write(path: Path, deck: str, *ids: str, extra: str = "", mtime: int = OLD) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    cards = "".join(f"- {{id: {name}, front: f of {name}, back: b, tags: [t-{name}]}}\n" for name in ids)
    path.write_text(f"deck: {deck}\n{extra}cards:\n{cards}")
    os.utime(path, (mtime, mtime))
    return path


@pytest.fixture
def places(tmp_path: Path) -> Places:
    write(tmp_path / "shipped" / "gates.yaml", "gates", "mul", "mul-swap", extra="order: 2\n")
    write(tmp_path / "shipped" / "losses.yaml", "losses", "log", extra="order: 1\nnotes: N\n")
    return Places(tmp_path / "shipped", tmp_path / "own")


def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list that fills with the files whose bytes are looked at."""
    seen: list[str] = []
    from cardgrad.decks import source

    original = source.read_bytes

    def spy(path: str, report: object) -> bytes | None:
        seen.append(Path(path).name)
        return original(path, report)  # type: ignore[arg-type]

    monkeypatch.setattr(source, "read_bytes", spy)
    return seen


def test_decks_come_in_their_order_and_cards_in_that_of_the_file(places: Places) -> None:
    library = open_library(places, None)
    assert [(deck.id, deck.cards, deck.origin) for deck in library.decks] == [
        ("losses", 1, "shipped"),
        ("gates", 2, "shipped"),
    ]
    assert library.slots() == [
        ("losses/log", "losses/log", "losses", "front"),
        ("gates/mul", "gates/mul", "gates", "front"),
        ("gates/mul-swap", "gates/mul-swap", "gates", "front"),
    ]
    assert library.slots({"losses"}) == library.slots()[:1]
    assert library.slots(tag="t-mul-swap") == library.slots()[2:]
    assert (library.notes("losses"), library.notes("gates")) == ("N", None)


def test_every_kind_of_card_comes_back_from_the_index_as_it_was_read(tmp_path: Path) -> None:
    from cardgrad.decks.reading import read_deck

    text = """
deck: all
cards:
- {id: a, front: σ, back: b, reverse: true, was: [z]}
- {id: b, cloze: "{{x: y}}", hint: h}
- {id: c, prompt: p, choice: {right: r, wrong: [w]}, needs: [a]}
- {id: d, prompt: p, steps: [one, two], tags: [t]}
- {id: e, prompt: p, type: [t], why: w}
- {id: f, graph: f = x * y, given: {x: int 2..9, y: [2, 3, 5]}, ask: [d/dx, slope: d/dy]}
"""
    path = tmp_path / "all.yaml"
    path.write_text(text)
    read = read_deck(path, str(path)).cards
    library = open_library(Places(tmp_path, None), tmp_path / "index.db")
    assert tuple(library.cards("all")) == read
    assert [library.card(card.id) for card in read] == list(read)
    assert [type(card.content) for card in library.cards("all")] == [type(card.content) for card in read]
    assert library.renames() == [("all/z", "all/a"), ("all/z/reverse", "all/a/reverse")]


def test_an_unchanged_file_is_not_opened_again(places: Places, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = open_library(places, tmp_path / "index.db")
    seen = reads(monkeypatch)
    second = open_library(places, tmp_path / "index.db")
    assert seen == []
    assert (second.decks, second.slots(), second.faults) == (first.decks, first.slots(), first.faults)


def test_a_touched_file_is_compared_and_a_changed_one_read(
    places: Places, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_library(places, tmp_path / "index.db")
    os.utime(tmp_path / "shipped" / "gates.yaml", (OLD + 9, OLD + 9))
    write(tmp_path / "shipped" / "losses.yaml", "losses", "log", "mse", mtime=OLD + 9)
    seen = reads(monkeypatch)
    assert len(open_library(places, tmp_path / "index.db").slots()) == 4
    assert seen == ["gates.yaml", "losses.yaml"]
    open_library(places, tmp_path / "index.db")
    assert len(seen) == 2


def test_a_file_changed_in_the_tick_of_its_reading_is_noticed(
    places: Places, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(refresh, "RACY_NS", 10**20)  # every file counts as fresh
    open_library(places, tmp_path / "index.db")
    write(tmp_path / "shipped" / "losses.yaml", "losses", "exp")  # as long as before, and as old
    assert open_library(places, tmp_path / "index.db").card("losses/exp") is not None


def test_a_deleted_file_takes_its_cards_along(places: Places, tmp_path: Path) -> None:
    open_library(places, tmp_path / "index.db")
    (tmp_path / "shipped" / "gates.yaml").unlink()
    library = open_library(places, tmp_path / "index.db")
    assert ([deck.id for deck in library.decks], library.elsewhere) == (["losses"], ())
    assert library.card("gates/mul") is None


def test_faults_are_remembered_with_the_path_people_see(places: Places, tmp_path: Path) -> None:
    write(tmp_path / "own" / "bad.yaml", "bad", "x", extra="titel: T\n")
    for _ in range(2):
        (fault,) = open_library(places, tmp_path / "index.db").faults
        assert str(fault) == f"{tmp_path}/own/bad.yaml:2: the deck has an unknown key 'titel' (did you mean title?)"


def test_an_own_deck_replaces_the_shipped_one_visibly(places: Places, tmp_path: Path) -> None:
    own = write(tmp_path / "own" / "sub" / "mine.yaml", "gates", "only")
    library = open_library(places, None)
    assert [slot[0] for slot in library.slots(["gates"])] == ["gates/only"]
    assert library.remarks == (f"{own} replaces the shipped deck gates.",)


def test_an_own_deck_keeps_the_place_of_the_shipped_one_it_replaces(places: Places, tmp_path: Path) -> None:
    write(tmp_path / "own" / "losses.yaml", "losses", "log", extra="title: Zebra\n")
    write(tmp_path / "own" / "a.yaml", "a", "x")
    assert [deck.id for deck in open_library(places, None).decks] == ["losses", "gates", "a"]


def test_decks_without_an_order_keep_their_places_too_when_they_are_replaced(tmp_path: Path) -> None:
    for title in ("alpha", "beta", "gamma"):
        write(tmp_path / "shipped" / f"{title}.yaml", title[0], "x", extra=f"title: {title}\n")
    write(tmp_path / "own" / "beta.yaml", "b", "x", extra="title: zebra\n")
    library = open_library(Places(tmp_path / "shipped", tmp_path / "own"), None)
    assert [deck.title for deck in library.decks] == ["alpha", "zebra", "gamma"]


def test_an_own_deck_that_states_another_order_takes_that_place(places: Places, tmp_path: Path) -> None:
    write(tmp_path / "own" / "losses.yaml", "losses", "log", extra="order: 3\n")
    assert [deck.id for deck in open_library(places, None).decks] == ["gates", "losses"]


def test_a_named_file_stands_before_all_others(places: Places, tmp_path: Path) -> None:
    write(tmp_path / "own" / "gates.yaml", "gates", "own")
    named = write(tmp_path / "elsewhere" / "gates.yaml", "gates", "named")
    library = open_library(places._replace(paths=(named,)), None)
    assert [(deck.id, deck.origin) for deck in library.decks] == [("losses", "shipped"), ("gates", "path")]
    assert library.card("gates/named") is not None


def test_neither_of_two_own_files_with_one_deck_id_is_studied(places: Places, tmp_path: Path) -> None:
    one, two = write(tmp_path / "own" / "1.yaml", "mine", "a"), write(tmp_path / "own" / "2.yaml", "mine", "b")
    library = open_library(places, None)
    assert "mine" not in [deck.id for deck in library.decks]
    assert [fault.path for fault in library.faults] == [str(one), str(two)]
    assert all(str(two) in fault.message or str(one) in fault.message for fault in library.faults)


def test_a_broken_own_deck_leaves_the_others_alone(places: Places, tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "gates.yaml").write_text("deck: gates\ncards: [")
    library = open_library(places, None)
    assert len(library.slots()) == 3
    assert library.faults[0].path == str(tmp_path / "own" / "gates.yaml")


def test_a_deck_studied_by_its_path_stays_known_afterwards(places: Places, tmp_path: Path) -> None:
    named = write(tmp_path / "far" / "mine.yaml", "mine", "a")
    open_library(places._replace(paths=(named,)), tmp_path / "index.db")
    library = open_library(places, tmp_path / "index.db")
    assert [(deck.id, deck.path) for deck in library.elsewhere] == [("mine", str(named))]
    assert "mine/a" not in [slot[0] for slot in library.slots()]
    assert library.find_card("mine/a").deck == "mine"


def test_a_deck_elsewhere_is_named_by_a_path_that_holds_everywhere(
    places: Places, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    named = write(tmp_path / "far" / "mine.yaml", "mine", "a", "b")
    monkeypatch.chdir(tmp_path)
    library = open_library(places._replace(paths=(Path("far/mine.yaml"),)), tmp_path / "index.db")
    assert [deck.path for deck in library.decks if deck.id == "mine"] == ["far/mine.yaml"]
    library = open_library(places, tmp_path / "index.db")
    assert [deck.path for deck in library.elsewhere] == [str(named)]
    assert library.slots_elsewhere() == [("mine/a", "mine/a", "mine", "front"), ("mine/b", "mine/b", "mine", "front")]


def test_a_path_that_names_nothing_is_refused(places: Places, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no such file"):
        open_library(places._replace(paths=(tmp_path / "nope.yaml",)), None)


def test_a_folder_without_decks_is_refused(places: Places, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageError, match="holds no deck"):
        open_library(places._replace(paths=(tmp_path / "empty",)), None)


def test_a_file_named_in_the_own_folder_counts_as_named(places: Places, tmp_path: Path) -> None:
    mine = write(tmp_path / "own" / "mine.yaml", "mine", "a")
    library = open_library(places._replace(paths=(mine,)), tmp_path / "index.db")
    assert [deck.origin for deck in library.decks] == ["shipped", "shipped", "path"]
    assert [deck.origin for deck in open_library(places, tmp_path / "index.db").decks] == ["shipped", "shipped", "own"]


def test_a_file_that_becomes_readable_is_read(places: Places, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("cardgrad.decks.source.os.stat", refuse)
        assert len(open_library(places, tmp_path / "index.db").faults) == 2
    assert len(open_library(places, tmp_path / "index.db").slots()) == 3


def refuse(path: str) -> os.stat_result:
    if path.endswith(".yaml"):
        raise PermissionError(13, "Permission denied", path)
    return os.lstat(path)


def test_processes_that_start_at_once_all_have_the_decks(places: Places, tmp_path: Path) -> None:
    code = f"""
from pathlib import Path
from cardgrad.decks.library import open_library
from cardgrad.decks.place import Places
print(len(open_library(Places(Path({str(places.shipped)!r}), None), Path({str(tmp_path / "index.db")!r})).slots()))
"""
    running = [subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) for _ in range(4)]
    assert [process.communicate()[0] for process in running] == ["3\n"] * 4


def test_an_open_library_goes_on_when_another_process_reads_a_changed_file(places: Places, tmp_path: Path) -> None:
    library = open_library(places, tmp_path / "index.db")
    write(tmp_path / "shipped" / "losses.yaml", "losses", "log", "mse", mtime=OLD + 9)
    (tmp_path / "shipped" / "gates.yaml").unlink()
    open_library(places, tmp_path / "index.db")
    assert library.card("losses/mse") is not None
    assert [slot[0] for slot in library.slots()] == ["losses/log", "losses/mse"]


def test_a_rename_across_decks_holds_only_while_the_old_card_is_gone(places: Places, tmp_path: Path) -> None:
    own = tmp_path / "own" / "new.yaml"
    own.parent.mkdir()
    own.write_text(
        "deck: new\ncards:\n- {id: a, front: f, back: b, was: [gates/mul]}\n"
        "- {id: b, front: f, back: b, was: [gates/gone]}\n"
    )
    library = open_library(places, None)
    assert library.renames() == [("gates/gone", "new/b")]
    assert [str(fault) for fault in library.faults] == [
        f"{own}:3: card 'new/a' was 'gates/mul', but that card still exists: delete one of them"
    ]


def test_a_former_id_that_two_decks_claim_renames_nothing(tmp_path: Path) -> None:
    for name in "de":
        (tmp_path / f"{name}.yaml").write_text(f"deck: {name}\ncards: [{{id: a, front: f, back: b, was: [x/old]}}]\n")
    library = open_library(Places(None, tmp_path), None)
    assert library.renames() == []
    assert [str(fault) for fault in library.faults] == [
        f"{tmp_path}/{name}.yaml:2: card '{name}/a' was 'x/old', and so was a card of another deck:"
        " keep one of the two 'was'"
        for name in "de"
    ]


@pytest.mark.parametrize(
    ("text", "card"),
    [("gates/mul", "gates/mul"), ("mul", "gates/mul"), ("mul-s", "gates/mul-swap"), ("l", "losses/log")],
)
def test_a_card_is_found_by_a_beginning_that_is_its_alone(places: Places, text: str, card: str) -> None:
    assert open_library(places, None).find_card(text).id == card


def test_what_names_several_cards_or_none_is_refused_with_the_candidates(places: Places) -> None:
    library = open_library(places, None)
    with pytest.raises(UsageError, match="several cards: gates/mul, gates/mul-swap"):
        library.find_card("gates/m")
    with pytest.raises(UsageError, match=r"no card 'gates/mull'.*did you mean gates/mul"):
        library.find_card("gates/mull")
    with pytest.raises(UsageError, match=r"no deck 'loses'.*did you mean losses"):
        library.find_deck("loses")
    assert library.find_deck("lo").id == "losses"


@pytest.mark.parametrize("name", ["tabs", "ta", "my-file"])
def test_a_deck_that_cannot_be_read_is_named_with_its_fault(places: Places, tmp_path: Path, name: str) -> None:
    path = tmp_path / "own" / "my-file.yaml"
    path.parent.mkdir()
    path.write_text("deck: tabs # mine\ncards:\n- {id: a, front: f, back: b}\n- id: b\n\tfront: f\n  back: @b\n")
    library = open_library(places, None)
    with pytest.raises(UsageError) as refused:
        library.find_deck(name)
    assert str(refused.value) == (
        f"the deck 'tabs' cannot be studied: {path}:5: a tab stands in the indentation: use spaces"
        " (and 1 more: `cardgrad deck check` lists them)."
    )


@pytest.mark.parametrize("name", ["tabs", "tabs/a"])
def test_a_card_of_a_deck_that_cannot_be_read_is_refused_with_the_fault(
    places: Places, tmp_path: Path, name: str
) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "tabs.yaml").write_text("deck: tabs\ncards: [\n")
    with pytest.raises(UsageError, match=r"the deck 'tabs' cannot be studied: .*tabs\.yaml:3: "):
        open_library(places, None).find_card(name)


def test_a_deck_id_of_two_files_is_refused_by_both_their_names(places: Places, tmp_path: Path) -> None:
    one, two = write(tmp_path / "own" / "1.yaml", "mine", "a"), write(tmp_path / "own" / "2.yaml", "mine", "b")
    with pytest.raises(UsageError) as refused:
        open_library(places, None).find_deck("mine")
    assert str(refused.value) == (
        f"the deck 'mine' cannot be studied: {one}: the deck id 'mine' is also that of {two}, so neither is studied: "
        "give one of them another id."
    )


def test_a_sound_deck_is_found_beside_a_broken_one_of_its_id(places: Places, tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "gates.yaml").write_text("deck: gates\ncards: []\n")
    library = open_library(places, None)
    assert (library.find_deck("gates").origin, library.find_card("mul").id) == ("shipped", "gates/mul")


def damage_header(path: Path) -> None:
    path.write_bytes(b"no database at all" * 100)


def damage_pages(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[2000:] = random.Random(1).randbytes(len(data) - 2000)
    path.write_bytes(data)


def damage_words(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"CREATE TABLE", b"CREATE \x99\x99\x99\x99\x99"))


def make_newer(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()


def make_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize("damage", [damage_header, damage_pages, damage_words, make_newer, make_a_folder, Path.unlink])
def test_an_index_that_cannot_be_used_is_made_anew(places: Places, tmp_path: Path, damage: object) -> None:
    path = tmp_path / "index.db"
    open_library(places, path).close()
    damage(path)  # type: ignore[operator]
    library = open_library(places, path)
    assert len(library.slots()) == 3
    assert library.card("gates/mul") is not None


def test_an_index_held_by_another_process_is_done_without(
    places: Places, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cardgrad.decks.cache_file.PATIENCE", 0.01)
    open_library(places, tmp_path / "index.db").close()
    write(tmp_path / "shipped" / "losses.yaml", "losses", "log", "mse", mtime=OLD + 9)
    holder = sqlite3.connect(tmp_path / "index.db", isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    assert len(open_library(places, tmp_path / "index.db").slots()) == 4
    holder.close()


def test_an_index_damaged_while_it_is_open_is_made_anew(places: Places, tmp_path: Path) -> None:
    library = open_library(places, tmp_path / "index.db")
    library._index.connection.execute("DROP TABLE card")
    assert library.card("gates/mul") is not None


def test_the_unchanged_decks_are_opened_without_the_heavy_modules(places: Places, tmp_path: Path) -> None:
    open_library(places, tmp_path / "index.db")
    code = f"""
import sys
from pathlib import Path
from cardgrad.decks.library import open_library
from cardgrad.decks.place import Places
library = open_library(Places(Path({str(places.shipped)!r}), None), Path({str(tmp_path / "index.db")!r}))
assert len(library.slots()) == 3 and library.card("gates/mul")
print(sorted({{"yaml", "pydantic", "hashlib", "quizgen", "difflib", "dataclasses"}} & set(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def opened(places: Places) -> Library:
    return open_library(places, None)


def test_editing_a_shipped_deck_copies_it_to_the_own_folder(places: Places, tmp_path: Path) -> None:
    library = opened(places)
    path, line = editable(library, library.find_card("mul-swap"))
    assert (path, line) == (tmp_path / "own" / "gates.yaml", 5)
    assert path.read_bytes() == (tmp_path / "shipped" / "gates.yaml").read_bytes()
    again = opened(places)
    assert editable(again, again.find_card("mul-swap")) == (path, 5)
    assert [name.name for name in (tmp_path / "own").iterdir()] == ["gates.yaml"]


def test_the_pictures_of_a_shipped_deck_are_copied_along(places: Places, tmp_path: Path) -> None:
    picture = Path(__file__).parent / "pictures" / "seven-by-five.png"
    for name in ("a.png", "sub/b.png"):
        (tmp_path / "shipped" / name).parent.mkdir(exist_ok=True)
        (tmp_path / "shipped" / name).write_bytes(picture.read_bytes())
    path = write(tmp_path / "shipped" / "gates.yaml", "gates", "mul", "swap")
    text = path.read_text().replace("id: mul,", "id: mul, image: a.png,")
    path.write_text(text.replace("id: swap,", "id: swap, image: sub/b.png,"))
    library = opened(places)
    copy, _ = editable(library, library.find_card("gates/mul"))
    assert (tmp_path / "own" / "sub" / "b.png").read_bytes() == picture.read_bytes()
    assert discard_unchanged(copy, library)
    assert editable(library, library.find_card("gates/mul"))[0] == copy  # what was copied before is no hindrance
    assert (opened(places).faults, opened(places).remarks) == ((), (f"{copy} replaces the shipped deck gates.",))
    copy.unlink()
    (tmp_path / "own" / "a.png").write_bytes(b"mine")
    with pytest.raises(EditError, match="another picture than the deck's"):
        editable(library, library.find_card("gates/mul"))
    assert (tmp_path / "own" / "a.png").read_bytes() == b"mine"


def test_a_copy_never_overwrites_a_file_of_the_same_name(places: Places, tmp_path: Path) -> None:
    mine = write(tmp_path / "own" / "gates.yaml", "other", "a")
    before = mine.read_bytes()
    library = opened(places)
    with pytest.raises(EditError, match="exists but does not replace"):
        editable(library, library.find_card("mul-swap"))
    assert mine.read_bytes() == before


def test_a_copy_that_was_not_changed_is_removed_again(places: Places, tmp_path: Path) -> None:
    library = opened(places)
    path, _ = editable(library, library.find_card("mul-swap"))
    assert discard_unchanged(path, library)
    assert list((tmp_path / "own").iterdir()) == []
    assert not discard_unchanged(path, library)
    assert [deck.origin for deck in opened(places).decks] == ["shipped", "shipped"]


def test_a_copy_that_was_changed_stays(places: Places) -> None:
    library = opened(places)
    path, _ = editable(library, library.find_card("mul-swap"))
    path.write_bytes(path.read_bytes() + b"# mine\n")
    assert not discard_unchanged(path, library)
    assert path.exists()


def test_only_copies_in_the_own_folder_are_removed(places: Places, tmp_path: Path) -> None:
    library = opened(places)
    shipped, mine = tmp_path / "shipped" / "gates.yaml", tmp_path / "own" / "mine.yaml"
    mine.parent.mkdir()
    mine.write_bytes(shipped.read_bytes())
    assert not discard_unchanged(shipped, library)
    assert not discard_unchanged(mine, library)  # another name: the learner's own doing
    assert (shipped.exists(), mine.exists()) == (True, True)
