"""What a deck can be exported to, by name."""

from cardgrad.quizzes.export.exported import Exported, Remarks
from cardgrad.sharing.shared import NAMED, Shared, short

FORMATS = ("apkg", "csv", "json", "md")
"""Names, which are also how the files end."""


def export(shared: Shared, to: str, made: int, before: bytes | None = None) -> Exported:
    """Return a deck in a format.

    `made`, in seconds since 1970, is when the deck was saved, and `before` the file that this one replaces.
    """
    if to != "apkg":
        shared = _without_pictures(shared)
    match to:
        case "apkg":
            from cardgrad.sharing.anki import anki

            return anki(shared, made, before)
        case "csv":
            from cardgrad.sharing.table import table

            return table(shared)
        case "json":
            from cardgrad.sharing.document import document

            return document(shared)
        case "md":
            from cardgrad.sharing.markdown import markdown

            return markdown(shared)
    raise LookupError(to)


def _without_pictures(shared: Shared) -> Shared:
    """Return a deck for a format that only names pictures, which is said."""
    remarks = Remarks()
    for one in shared.cards:
        if one.card.image:
            remarks.say(short(one.card.id), "the picture is named, and not in the file.")
    return shared._replace(said=(*shared.said, *remarks.sentences(NAMED)))
