"""Files and folders that join a learner's library for good: what is looked at before one does."""

import os
from pathlib import Path

from cardgrad.decks.fault import ERROR
from cardgrad.decks.library import Deck, Library, open_library
from cardgrad.decks.place import OWN, PATH, SHIPPED, USED, Places, files_below
from cardgrad.decks.precedence import same_file
from cardgrad.errors import CardgradError, UsageError


def is_path(text: str) -> bool:
    """Tell whether a word is written as a path; one without a slash or an ending may be a deck's id."""
    return text.endswith((".yaml", ".yml")) or text.startswith(("~", ".")) or "/" in text


def whole_path(text: str) -> str:
    """Return a path that holds from anywhere; links in it are kept."""
    return os.path.abspath(Path(text).expanduser())  # noqa: PTH100 - Path.resolve would follow links


def home_of(path: str, library: Library) -> str | None:
    """Return the file or folder among the learner's decks that a path lies in or is; None where it is in none."""
    places = library.places
    known = [str(folder) for folder in (places.shipped, places.own) if folder is not None]
    for place in (*places.used, *map(os.path.abspath, known)):
        if path == place or path.startswith(f"{place.rstrip('/')}/"):
            return place
    return None


def read_decks(path: str) -> Library:
    """Return the decks of a file or folder; one that holds none that can be studied is refused with the reason."""
    if not os.path.lexists(path):
        from cardgrad.decks.source import near_name

        raise UsageError(f"{path}: there is no such file or folder{near_name(path)}: check the spelling of the path.")
    if Path(path).is_dir() and next(files_below(path), None) is None:
        raise UsageError(f"{path}: the folder holds no deck: a deck is a file that ends in .yaml or .yml.")
    found = open_library(Places(None, None, (Path(path),)), None)
    if not any(deck.cards or deck.unfinished for deck in found.decks):
        errors = [fault for fault in found.faults if fault.severity == ERROR]
        why = f"{errors[0]}: " if errors else f"{path}: "
        raise CardgradError(f"{why}there is no deck to study; `cardgrad deck check` lists every fault.")
    return found


def refuse_clashes(found: Library, library: Library) -> None:
    """Refuse decks whose id a deck of the learner's own has already; then neither would be studied."""
    mine = [deck for deck in (*library.decks, *library.hidden) if deck.origin in (OWN, USED)]
    for deck in found.decks:
        for other in mine:
            if other.id == deck.id and not same_file(other.path, deck.path):
                raise UsageError(
                    f"the deck id '{deck.id}' of {deck.path} is also that of {other.path}, which you have: "
                    "give one of them another id; nothing was added."
                )


def replaced(deck: Deck, library: Library) -> bool:
    """Tell whether a deck stands in for a shipped one of its id."""
    return any(other.id == deck.id and other.origin == SHIPPED for other in (*library.decks, *library.hidden))


def named_by_path(path: str, library: Library) -> Deck | None:
    """Return the deck that is read from this file, hidden or not."""
    decks = (*library.decks, *library.hidden)
    return next((deck for deck in decks if deck.origin != PATH and same_file(deck.path, path)), None)
