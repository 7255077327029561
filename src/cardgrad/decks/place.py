"""Where decks are found: shipped, in the learner's own folder, at paths in use, and at those of the command line."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

SUFFIXES = (".yaml", ".yml")
SHIPPED, OWN, USED, PATH = "shipped", "own", "used", "path"


class Places(NamedTuple):
    """The folders and files that a library is made of, and the ids of decks in it that are not studied."""

    shipped: Path | None
    own: Path | None
    paths: tuple[Path, ...] = ()  # named on the command line
    used: tuple[str, ...] = ()  # files and folders of decks in use, absolute
    hidden: frozenset[str] = frozenset()


class Found(NamedTuple):
    """A deck file and where it was found: shipped, own, used or path."""

    path: str  # absolute
    shown: str  # as people see it
    origin: str


def shipped_folder() -> Path:
    """Return the folder of the decks that ship: in the installed package, or in the checkout around it."""
    package = Path(__file__).parent.parent
    packaged = package / "cards"
    return packaged if packaged.is_dir() else package.parent.parent / "cards"


def find_decks(places: Places) -> list[Found]:
    """Return every deck file once, paths named by the user last; a folder among them gives the files in it."""
    found: dict[str, Found] = {}
    for folder, origin in ((places.shipped, SHIPPED), (places.own, OWN)):
        if folder is not None:
            for path in map(_kept, files_below(os.path.abspath(folder))):  # noqa: PTH100 - Path.resolve follows links
                found[path] = Found(path, path, origin)
    for used in places.used:
        for path in files_below(used) if os.path.isdir(used) else [used]:  # noqa: PTH112 - start-up time
            if path != used or os.path.exists(used):  # noqa: PTH110 - the same
                found.setdefault(_kept(path), Found(_kept(path), _kept(path), USED))
    for named in places.paths:
        shown = str(named)
        paths = list(files_below(shown)) if os.path.isdir(shown) else [shown]  # noqa: PTH112 - start-up time
        for path in map(_kept, paths):
            absolute = os.path.abspath(path)  # noqa: PTH100 - the same
            found.pop(absolute, None)  # named, it counts as that, wherever it lies
            found[absolute] = Found(absolute, path, PATH)
    return list(found.values())


def _kept(path: str) -> str:
    """Return a path as the index can keep it: of a name that is no text, one that is not found, which is told."""
    return path if path.isascii() else os.fsencode(path).decode("utf-8", "backslashreplace")


def files_below(folder: str) -> Iterator[str]:
    """Yield the deck files of a folder and its sub-folders by name; hidden ones and links to folders are left alone."""
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if name.endswith(SUFFIXES) and not name.startswith("."):
                yield os.path.join(root, name)  # noqa: PTH118 - start-up time
