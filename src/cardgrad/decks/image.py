"""The picture beside a card: a file in the deck's own folder, and never one outside it.

It is looked into when the deck is read, so that a missing or broken one is a fault with its line, and again by whoever
shows it, since it may have changed meanwhile.
"""

import stat
from hashlib import sha256
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from cardgrad.decks.card import Card
from cardgrad.decks.fault import meant
from cardgrad.decks.picture import malformed, picture_of, reaches_out
from cardgrad.errors import CardgradError

SIZE_LIMIT = 2_000_000  # bytes
PIXEL_LIMIT = 25_000_000  # a small file can unpack to gigabytes
_FORMATS = {".png": "png", ".jpg": "jpeg", ".jpeg": "jpeg", ".gif": "gif", ".svg": "svg", ".webp": "webp"}
_MEDIA_TYPES = {"svg": "image/svg+xml"}
_WANTED = "save it as png, jpg, gif, svg or webp"


class ImageError(CardgradError):
    """A card's picture cannot be shown; the message says which, why, and what to do."""


class UnfitImageError(ValueError):
    """Why a file is no picture for a card: the end of a sentence that begins with the card."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"has the image '{name}', {reason}")


class Loaded(NamedTuple):
    """A picture with its bytes."""

    file: str  # as the author wrote it
    alt: str
    format: str  # png, jpeg, gif, webp or svg
    width: int  # in pixels, 0 for svg
    height: int
    data: bytes

    @property
    def hash(self) -> str:
        """The SHA-256 of the bytes, which names the picture wherever its file is not."""
        return sha256(self.data).hexdigest()

    @property
    def media_type(self) -> str:
        """What the web calls its format."""
        return _MEDIA_TYPES.get(self.format, f"image/{self.format}")


def load_image(card: Card) -> Loaded | None:
    """Return a card's picture, None if it has none; an ImageError where it cannot be shown (any more)."""
    if card.image is None:
        return None
    try:
        return read_image(card.path, card.image.file, card.image.alt)
    except UnfitImageError as reason:
        raise ImageError(f"{card.path}:{card.line}: card '{card.id}' {reason}.") from reason


def read_image(deck_path: str, name: str, alt: str) -> Loaded:
    """Return the picture that a deck names; an UnfitImageError where there is none that may be shown."""
    suffix = _checked_name(name)
    data = _bytes(Path(deck_path).parent, name)
    picture = picture_of(data)
    if picture is None:
        raise UnfitImageError(name, f"which is no picture, whatever its name says: {_WANTED}")
    if picture.format != _FORMATS[suffix]:
        raise UnfitImageError(name, f"which holds a picture in {picture.format}: let its name end in that")
    if not 0 <= picture.width * picture.height <= PIXEL_LIMIT:
        raise UnfitImageError(name, f"{picture.width} x {picture.height} pixels large: make it smaller")
    if picture.format == "svg" and reaches_out(data):
        raise UnfitImageError(name, "with a script, an entity or an address in it: save it as a plain SVG")
    if picture.format == "svg" and (reason := malformed(data)):
        raise UnfitImageError(name, f"which is no whole SVG ({reason}): save it anew")
    return Loaded(name, alt, *picture, data)


def _checked_name(name: str) -> str:
    """Return the suffix of a relative path that stays within the deck's folder."""
    if "://" in name or name.startswith("data:"):
        raise UnfitImageError(name[:60], "an address: save the picture beside the deck and write its name")
    if "\\" in name:
        raise UnfitImageError(name, "but between a folder and the file in it stands /: write that")
    path = PurePosixPath(name)
    if path.is_absolute() or name.startswith("~") or ".." in path.parts:
        raise UnfitImageError(name, "outside the deck's folder: put the file beside the deck")
    if path.suffix.lower() not in _FORMATS:
        raise UnfitImageError(name, f"which is of no known kind: {_WANTED}")
    return path.suffix.lower()


def _bytes(folder: Path, name: str) -> bytes:
    """Return a file's bytes, if it lies in the folder, is an ordinary file and not too large."""
    try:
        path = (folder / name).resolve(strict=True)
        inside = path.is_relative_to(folder.resolve())
        status = path.stat()
        if inside and stat.S_ISREG(status.st_mode) and status.st_size <= SIZE_LIMIT:
            with path.open("rb") as file:
                return file.read(SIZE_LIMIT)
    except FileNotFoundError:
        reason = f"but beside the deck there is no such file{_like(folder, name)}"
        raise UnfitImageError(name, reason) from None
    except (OSError, ValueError, RuntimeError) as error:  # RuntimeError: links in a circle
        reason = getattr(error, "strerror", None) or "its path cannot be followed"
        raise UnfitImageError(name, f"which cannot be read ({reason}): mend that, or name another") from error
    if not inside:
        raise UnfitImageError(name, "a link that leads out of the deck's folder: put the file itself there")
    if not stat.S_ISREG(status.st_mode):
        raise UnfitImageError(name, "which is no ordinary file: name a picture")
    size = max(status.st_size / 1e6, 2.1)
    raise UnfitImageError(name, f"which has {size:.1f} MB, and 2 MB are the most: make it smaller")


def _like(folder: Path, name: str) -> str:
    """Return ` (did you mean x?)` where the folder has a picture of nearly that name, else what to do.

    Links are not followed: what lies outside of the deck's folder is not even named.
    """
    within = PurePosixPath(name).parent
    try:
        inside = (folder / within).resolve().is_relative_to(folder.resolve())
        there = islice((folder / within).iterdir(), 1000) if inside else ()
        beside = [path.name for path in there if not path.is_symlink()]
    except (OSError, ValueError, RuntimeError):  # RuntimeError: links in a circle
        beside = []
    pictures = [str(within / other) for other in beside if PurePosixPath(other).suffix.lower() in _FORMATS]
    return meant(name, sorted(pictures)) or ": put it there"
