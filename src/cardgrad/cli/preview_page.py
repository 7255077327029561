"""`cardgrad deck preview --html`: the page of a deck, written and opened."""

from pathlib import Path

from cardgrad.cli.named_deck import NamedDeck
from cardgrad.cli.telling import tell
from cardgrad.decks.identity import slug
from cardgrad.files import require_place, write_files
from cardgrad.sharing.every_fault import merged, read_again
from cardgrad.sharing.page import Leaf, deck_page, mark
from cardgrad.sharing.shown import shown

_MOST = 50_000_000  # bytes: no page of ours is as long


def write_page(found: NamedDeck, seed: str, output: Path | None, *, force: bool, opened: bool) -> None:
    """Write the page of a deck, by default into the current folder, and open it in the browser."""
    name = found.id or slug(Path(found.path).stem) or "deck"
    path = output or Path(f"{name}.html")
    force = force or _is_ours(path, name)
    require_place([path], force=force)
    cards = tuple(shown(card, seed) for card in found.cards())
    faults = merged([*found.faults, *read_again(found.path), *(card.fault for card in cards if card.fault)])
    page = deck_page(Leaf(name, found.title, found.notes(), cards, tuple(faults)))
    write_files({path: page.encode()}, force=force)
    print(path)
    if opened:
        import webbrowser

        if not webbrowser.open(path.absolute().as_uri()):
            tell(f"no browser could be started: open {path} in one.")


def _is_ours(path: Path, name: str) -> bool:
    """Tell whether a file is an earlier page of the same deck, which a new one replaces unasked."""
    try:
        return (
            path.is_file()
            and not path.is_symlink()
            and path.stat().st_size < _MOST
            and mark(name).encode() in path.read_bytes()
        )
    except OSError:
        return False
