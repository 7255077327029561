"""What a format's reader makes of a file: notes that know nothing of where they came from but their key."""

from typing import NamedTuple

ANKI, NAMED, WORDED = "anki/", "id/", "text/"
"""What a key begins with: Anki's own id, an id that the file states, or a digest of the question's words."""


class Note(NamedTuple):
    """One thing to learn, its texts as a deck has them; `lost` are sentences on what could not be carried over.

    The kind is front, cloze, choice, steps or type; `place` says where it stands in its file, `wish` which id it asks
    for.
    """

    key: str
    kind: str
    question: str
    answer: str = ""
    wrong: tuple[str, ...] = ()
    reverse: bool = False
    hint: str = ""
    why: str = ""
    source: str = ""
    tags: tuple[str, ...] = ()
    todo: str = ""
    wish: str = ""
    place: str = ""
    lost: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()


class Gathered(NamedTuple):
    """All that a file holds: notes in its order, study notes, and sentences on what is in none of them."""

    title: str
    notes: tuple[Note, ...]
    study_notes: str = ""
    said: tuple[str, ...] = ()


class Converted(NamedTuple):
    """A text as a deck has it, with sentences on what it could not keep."""

    text: str
    lost: tuple[str, ...] = ()


def worded(question: str) -> str:
    """Return the key of a note that only its question tells apart: case and spaces do not matter."""
    from hashlib import sha256

    words = " ".join(question.casefold().split())
    return WORDED + sha256(words.encode("utf-8", "replace")).hexdigest()[:12]
