"""Which decks a learner studies beside those in their own folder: files and folders in use, and decks hidden.

Kept as `library.json` in the data folder. It says nothing of what was learned: a deck hidden today and used again next
year goes on where it was.
"""

import os
from pathlib import Path
from typing import NamedTuple

from cardgrad.errors import CardgradError

FILE_NAME = "library.json"


class Selection(NamedTuple):
    """Absolute paths of files and folders in use, and ids of decks that are not studied, each in the order added."""

    used: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()

    def using(self, path: str) -> "Selection":
        """Return the selection with a file or folder more."""
        return self._replace(used=(*self.without(path).used, path))

    def without(self, path: str) -> "Selection":
        """Return the selection without a file or folder."""
        return self._replace(used=tuple(other for other in self.used if other != path))

    def hiding(self, deck: str) -> "Selection":
        """Return the selection with a deck hidden."""
        return self._replace(hidden=(*self.showing(deck).hidden, deck))

    def showing(self, deck: str) -> "Selection":
        """Return the selection with a deck hidden no more."""
        return self._replace(hidden=tuple(other for other in self.hidden if other != deck))


def read_selection(home: Path) -> Selection:
    """Return what the learner has chosen; without a file, nothing."""
    path = home / FILE_NAME
    if not os.path.exists(path):  # noqa: PTH110  as for the settings: a folder closed to us is the history's to tell
        return Selection()
    import json

    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CardgradError(f"{path}: cannot be read ({error}): mend it, or move it away.") from error
    lists = isinstance(found, dict) and all(isinstance(found.get(key, []), list) for key in Selection._fields)
    words = [word for key in Selection._fields for word in found.get(key, [])] if lists else [None]
    if not all(isinstance(word, str) for word in words):
        raise CardgradError(f'{path}: is not of the form {{"used": [...], "hidden": [...]}}: mend it, or move it away.')
    return Selection(*(tuple(found.get(key, [])) for key in Selection._fields))


def write_selection(home: Path, selection: Selection) -> None:
    """Keep what the learner has chosen."""
    import json

    from cardgrad.files import replace_file

    path = home / FILE_NAME
    written = json.dumps({**selection._asdict()}, indent=2)  # in ASCII: a path may hold bytes that are not UTF-8
    try:
        home.mkdir(parents=True, exist_ok=True)
        replace_file(path, f"{written}\n".encode("ascii"))
    except OSError as error:
        raise CardgradError(f"{path}: cannot be written ({error.strerror}): mend its permissions.") from error
