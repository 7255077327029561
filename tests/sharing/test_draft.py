"""A deck's file while it is written: which card is shown after which save."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from cardgrad.sharing.draft import NOTES, Draft, is_as_before, looked_at_again, opened

PICTURES = Path(__file__).parents[1] / "decks" / "pictures"
DECK = """\
deck: gates
notes: Some notes.
cards:
  - {id: one, front: first, back: answer}
  - {id: two, front: second, back: answer}
  - {id: three, front: third, back: answer}
"""


@pytest.fixture
def path(own_file: Callable[[str], Path]) -> Path:
    return own_file(DECK)


@pytest.fixture
def save(path: Path) -> Callable[[Draft, str], Draft]:
    """Save another text over the file, and look again."""

    def saved(draft: Draft, text: str, pinned: str | None = None) -> Draft:
        path.write_text(text, encoding="utf-8")
        return looked_at_again(draft, pinned)

    return saved


Save = Callable[..., Draft]


def test_the_first_card_is_shown_at_first(path: Path) -> None:
    draft = opened(str(path))
    assert (draft.shown, draft.faults) == ("gates/one", ())
    assert opened(str(path), "gates/three").shown == "gates/three"


def test_the_card_that_was_changed_is_shown(path: Path, save: Save) -> None:
    draft = save(opened(str(path)), DECK.replace("second", "another"))
    assert draft.card is not None
    assert draft.card.id == "gates/two"
    assert save(draft, DECK.replace("second", "another") + "  - {id: four, front: f, back: b}\n").shown == "gates/four"


def test_a_card_that_only_moved_did_not_change(path: Path, save: Save) -> None:
    draft = opened(str(path)).turned(2)
    assert draft.shown == "gates/three"
    moved = save(draft, DECK.replace("cards:", "# a comment\n\ncards:"))
    assert moved.shown == "gates/three"


def test_changed_notes_are_shown(path: Path, save: Save) -> None:
    draft = save(opened(str(path)), DECK.replace("Some", "Other"))
    assert (draft.shown, draft.card) == (NOTES, None)


def test_a_renamed_card_is_shown_and_one_taken_out_gives_way_to_the_next(path: Path, save: Save) -> None:
    draft = save(opened(str(path)), DECK.replace("id: two", "id: second"))
    assert draft.shown == "gates/second"
    without = "".join(line for line in DECK.splitlines(keepends=True) if "id: two" not in line)
    assert save(draft, without).shown == "gates/three"


def test_an_entry_with_a_fault_is_shown_by_its_faults_and_again_when_it_is_mended(path: Path, save: Save) -> None:
    draft = save(opened(str(path)), DECK.replace("front: third", "font: third"))
    assert [fault.line for fault in draft.faults] == [6]
    assert (draft.shown, draft.card) == ("gates/three", None)
    assert save(draft, DECK).card is not None


def test_a_broken_save_keeps_what_was_sound_to_compare_with(path: Path, save: Save) -> None:
    broken = save(opened(str(path)), "deck: [x")
    assert broken.faults
    assert broken.card is None
    mended = save(broken, DECK.replace("second", "another"))
    assert (mended.shown, mended.faults) == ("gates/two", ())


def test_a_pinned_card_stays(path: Path, save: Save) -> None:
    draft = save(opened(str(path), "gates/one"), DECK.replace("second", "another"), "gates/one")
    assert draft.shown == "gates/one"


def test_a_file_replaced_by_rename_is_seen_and_one_that_is_gone_for_a_moment_is_waited_for(path: Path) -> None:
    draft = opened(str(path))
    assert is_as_before(draft)
    new = path.with_name(".deck.swp")
    new.write_text(DECK.replace("second", "SECOND"), encoding="utf-8")  # as long as before
    status = path.stat()
    os.utime(new, ns=(status.st_atime_ns, status.st_mtime_ns))
    path.unlink()
    assert is_as_before(draft)
    new.replace(path)
    assert not is_as_before(draft)
    assert looked_at_again(draft).shown == "gates/two"


def test_turning_goes_through_notes_and_cards_and_stops_at_both_ends(path: Path) -> None:
    draft = opened(str(path))
    assert draft.turned(-1).shown == NOTES
    assert draft.turned(-5).shown == NOTES
    assert draft.turned(9).shown == "gates/three"
    assert draft.turned(1).turned(-1).shown == "gates/one"


def test_a_missing_picture_is_seen_when_it_comes(path: Path, save: Save) -> None:
    draft = save(opened(str(path)), DECK.replace("back: answer}", "back: answer, image: seven-by-five.png}", 1))
    assert draft.faults
    assert is_as_before(draft)
    shutil.copy(PICTURES / "seven-by-five.png", path.parent)
    assert not is_as_before(draft)
    assert looked_at_again(draft).faults == ()
