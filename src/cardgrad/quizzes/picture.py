"""The picture beside a card on a quiz: kept in the record with its bytes, once for all forms.

A record stands alone: it is printed again when the decks have long changed, so names are not enough.
"""

import re
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping
from hashlib import sha256
from html import escape
from typing import Any, NamedTuple

from cardgrad.decks.card import Card

_TALLEST = 340  # pixels of 1/96 inch, 9 cm: a question stays on one page
_USUAL = 320  # pixels, for a drawing that does not say how wide it is
_WIDTH, _HEIGHT = (
    re.compile(rf"""<svg\b[^>]*?\s{side}\s*=\s*["']\s*([0-9.]+)(?:px)?\s*["']""") for side in ("width", "height")
)
_VIEW = re.compile(r"""<svg\b[^>]*?\sviewBox\s*=\s*["']\s*[-0-9.]+[\s,]+[-0-9.]+[\s,]+([0-9.]+)[\s,]+([0-9.]+)""")


class Picture(NamedTuple):
    """A picture as it was when the quiz was made."""

    file: str  # as the author wrote it, from the deck's folder
    alt: str  # deck text; may be empty
    media_type: str  # image/png
    width: int  # in pixels, 0 where a drawing does not say
    height: int
    data: str  # its bytes in base64

    @property
    def hash(self) -> str:
        """The SHA-256 of its bytes, by which a record's questions name it."""
        return sha256(self.bytes).hexdigest()

    @property
    def bytes(self) -> bytes:
        """The file itself."""
        return b64decode(self.data)

    @property
    def words(self) -> str:
        """What is read aloud, or stands where no picture can."""
        return self.alt or self.file

    @property
    def uri(self) -> str:
        """The picture as an address that holds all of it."""
        return f"data:{self.media_type};base64,{self.data}"

    @property
    def svg(self) -> str:
        """The picture as SVG, whatever it is: Typst unpacks what is in it, and needs no file."""
        if self.media_type == "image/svg+xml":
            return self.bytes.decode("utf-8", "replace")
        size = f'width="{self.width}" height="{self.height}"'
        return f'<svg xmlns="http://www.w3.org/2000/svg" {size}><image {size} href="{escape(self.uri)}"/></svg>'

    @property
    def shown_width(self) -> float:
        """How wide it is set, in pixels of 1/96 inch: as it is, unless that is too tall."""
        width, height = self.width or _USUAL, self.height
        return width if height <= _TALLEST else width * _TALLEST / height


def pictures_of(cards: Iterable[Card]) -> dict[str, Picture]:
    """Return the pictures of cards by the cards' ids; one that cannot be shown is an ImageError."""
    found: dict[str, Picture] = {}
    for card in cards:
        if card.image is not None and card.id not in found:
            from cardgrad.decks.image import load_image

            loaded = load_image(card)
            assert loaded is not None  # noqa: S101 - the card names one
            width, height = loaded.width, loaded.height
            if loaded.format == "svg":
                width, height = _svg_size(loaded.data.decode("utf-8", "replace"))
            data = b64encode(loaded.data).decode("ascii")
            found[card.id] = Picture(loaded.file, loaded.alt, loaded.media_type, width, height, data)
    return found


def _svg_size(text: str) -> tuple[int, int]:
    """Return the size that an SVG states, by its attributes or else its view box; (0, 0) where it states none."""
    wide, high, view = (sign.search(text) for sign in (_WIDTH, _HEIGHT, _VIEW))
    numbers = (wide[1], high[1]) if wide and high else view.groups() if view else ("0", "0")
    try:
        width, height = (round(float(number)) for number in numbers)
    except (ValueError, OverflowError):  # 1.2.3 is no number
        return 0, 0
    return width, height


def with_pictures_apart(body: dict[str, Any]) -> dict[str, Any]:
    """Return a record as JSON has it with each picture once, under its hash; without pictures, as it is."""
    pictures: dict[str, Any] = {}
    for question in _questions(body):
        picture = question.pop("picture", None)
        if picture is not None:
            name = Picture(**picture).hash
            pictures[name] = picture
            question["picture"] = name
    return {**body, "pictures": pictures} if pictures else body


def with_pictures_in_place(body: dict[str, Any]) -> dict[str, Any]:
    """Return a record as JSON has it with a picture at every question that names one."""
    found: Mapping[str, Any] = body.pop("pictures", {})
    pictures = {name: Picture(**picture) for name, picture in found.items()}
    for question in _questions(body):
        if question.get("picture") is not None:
            question["picture"] = pictures[question["picture"]]
    return body


def _questions(body: dict[str, Any]) -> Iterable[dict[str, Any]]:
    return (question for form in body["forms"] for question in form["questions"])
