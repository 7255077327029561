"""Where a card can be edited: in its own file, or in a copy of a shipped deck that then replaces it."""

import os
from pathlib import Path

from cardgrad.decks.card import Card
from cardgrad.decks.library import Library
from cardgrad.decks.place import SHIPPED, SUFFIXES, files_below
from cardgrad.errors import CardgradError


class EditError(CardgradError):
    """A deck cannot be made ready for editing; the message says why and what to do."""


def editable(library: Library, card: Card) -> tuple[Path, int]:
    """Return the file and line to edit a card at; a shipped deck is first copied to the learner's own folder."""
    path = Path(card.path)
    shipped = any(deck.id == card.deck and deck.origin == SHIPPED for deck in library.decks)
    if not shipped:
        return path, card.line
    if library.places.own is None:
        raise EditError(f"{path} is a shipped deck, and there is no folder of your own to copy it to.")
    pictures = dict.fromkeys(other.image.file for other in library.cards(card.deck) if other.image)
    for name in pictures:  # the copy looks for them beside itself
        _copied(path.parent / name, (library.places.own / name).parent)
    return _copied(path, library.places.own), card.line


def discard_unchanged(path: Path, library: Library) -> bool:
    """Remove a copy that `editable` made and that still is as the shipped file, and tell whether it was removed.

    Such a copy would only keep later corrections of the shipped deck from the learner.
    """
    own, shipped = library.places.own, library.places.shipped
    if own is None or shipped is None or path.parent.absolute() != own.absolute() or path.is_symlink():
        return False
    originals = [Path(name) for name in files_below(str(shipped)) if Path(name).name == path.name]
    try:
        data = path.read_bytes()
        if not any(original.read_bytes() == data for original in originals):
            return False
        path.unlink()
    except OSError:
        return False  # a copy too many does no harm
    return True


def _copied(path: Path, folder: Path) -> Path:
    """Copy a file into a folder under its own name; what stands there already is never overwritten."""
    target = folder / path.name
    try:
        data = path.read_bytes()
        folder.mkdir(parents=True, exist_ok=True)
        beside = folder / f".{path.name}.{os.getpid()}"
        beside.write_bytes(data)
        try:
            target.hardlink_to(beside)  # whole or not at all, and fails where a file is
        finally:
            beside.unlink()
    except FileExistsError:
        if target.read_bytes() == data and path.suffix not in SUFFIXES:
            return target  # a picture that was copied before
        what = "does not replace the shipped deck" if path.suffix in SUFFIXES else "is another picture than the deck's"
        raise EditError(f"{target} exists but {what}: mend or rename it, then edit again.") from None
    except OSError as error:
        raise EditError(
            f"{target}: the deck cannot be copied there ({error.strerror}): mend the permissions."
        ) from error
    return target
