"""What an exporter returns: a file's bytes, and what of the quiz its format could not carry."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from cardgrad.quizzes.record import Question

_EARLIEST = (1980, 1, 1, 0, 0, 0)  # that a zip knows: the same quiz is the same file whenever it is made


class Exported(NamedTuple):
    """A file for another program."""

    data: bytes
    said: tuple[str, ...]  # sentences: what is asked in another way there, or is left out


class Remarks:
    """What there is to say about items, each thing once, with all the items that it holds for."""

    def __init__(self) -> None:
        self._items: dict[str, list[str]] = {}

    def say(self, item: str, sentence: str) -> None:
        """Note a sentence about an item."""
        items = self._items.setdefault(sentence, [])
        if item not in items:
            items.append(item)

    def say_accepted(self, question: Question) -> None:
        """Note that further answers which count as right stand nowhere, if there are any."""
        if any(set(part.accepted) - {part.key} for part in question.parts):
            self.say(question.item, "of the accepted answers only the first is there.")

    def sentences(self, most: int | None = None) -> tuple[str, ...]:
        """Return the sentences, each after the items that it holds for, or after so many of them."""
        return tuple(f"{_listed(items, most)}: {sentence}" for sentence, items in self._items.items())


def _listed(items: Sequence[str], most: int | None) -> str:
    """Return items one after the other; no single one is left out, since naming it is as short."""
    if most is None or len(items) <= most + 1:
        return ", ".join(items)
    return f"{', '.join(items[:most])} and {len(items) - most} more"


def packed(files: Mapping[str, bytes]) -> bytes:
    """Return a zip of these files, in their order: the same bytes for the same files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, _EARLIEST)
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data, zipfile.ZIP_DEFLATED)
    return out.getvalue()
