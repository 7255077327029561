"""What a deck can be exported to, by name."""

from cardgrad.quizzes.export.exported import Exported
from cardgrad.sharing.shared import Shared

FORMATS = ("apkg", "csv", "json", "md")
"""Names, which are also how the files end."""


def export(shared: Shared, to: str, made: int, before: bytes | None = None) -> Exported:
    """Return a deck in a format.

    `made`, in seconds since 1970, is when the deck was saved, and `before` the file that this one replaces.
    """
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
